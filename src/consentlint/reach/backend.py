"""Code that never reaches a browser: what it fetches, the server fetches, and no visitor's address goes along.

Three things prove it: a framework runs the file on the server or at build because of where it lies, the file imports
what only servers have and shows no component, or it says so itself (`"use server"`). All of them are data (`backend` in
the packs). What such code prints for a page is looked at all the same.
"""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from consentlint.reach.conventions import is_page, lies_in
from consentlint.reach.things import Code
from consentlint.syntax import ir

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

PLAIN = (".js", ".mjs", ".cjs", ".ts", ".mts", ".cts")


def on_server(m: "Machine", code: Code) -> bool:
    """Does this code run on a server only: its own file does, or the file that the run began with?"""
    if code.fixed is not None or code.origin is not None or not code.path.endswith(PLAIN):
        return False
    return _is_backend(m, code.path) or _is_backend(m, m.start_code.path)


def prints(m: "Machine", code: Code, name: str) -> bool:
    """Does a function of this name answer a browser with what code on the server hands it?"""
    return any(name in cmp.backend.prints for cmp in m.knowledge.cmps) and on_server(m, code)


def _is_backend(m: "Machine", path: str) -> bool:
    if path not in m.backends:
        m.backends[path] = path.endswith(PLAIN) and (_by_place(m, path) or _by_content(m, path))
    return m.backends[path]


def _by_place(m: "Machine", path: str) -> bool:
    project = m.project
    sides = [cmp.backend for cmp in m.knowledge.cmps]
    return project is not None and any(lies_in(path, project, known) for side in sides for known in side.files)


def _by_content(m: "Machine", path: str) -> bool:
    program = next((one for one, code in m.programs if code.path == path and code.fixed is None), None)
    if program is None or (m.project is not None and is_page(path, m.project, m.knowledge.cmps)):
        return False
    sides = [cmp.backend for cmp in m.knowledge.cmps]
    said = {str(held) for held in _said(program)}
    if any(not said.isdisjoint(side.directives) for side in sides):
        return True
    globs = [glob for side in sides for glob in side.imports]
    imported = any(fnmatchcase(source, glob) for source in _sources(program) for glob in globs)
    return imported and not _shows(program)


def _said(program: ir.Program) -> Iterator[Any]:
    """The directives at the head of a file."""
    for statement in program.body:
        if not isinstance(statement, ir.Run) or not isinstance(statement.value, ir.Const):
            return
        yield statement.value.value


def _sources(program: ir.Program) -> Iterator[str]:
    """What a file imports at its top."""
    for statement in program.body:
        if isinstance(statement, ir.Import):
            yield str(statement.source.value)
        elif isinstance(statement, ir.Declare):
            call = statement.value
            if isinstance(call, ir.Call) and isinstance(call.callee, ir.Name) and call.callee.id == "require":
                yield from (str(arg.value) for arg in call.args[:1] if isinstance(arg, ir.Const))


def _shows(program: ir.Program) -> bool:
    """Does it hold an element of JSX? Such a file is a part of what a browser is sent."""
    pending: list[Any] = [*program.body]
    while pending:
        node = pending.pop()
        if isinstance(node, ir.Jsx):
            return True
        if isinstance(node, tuple):
            pending += [part for part in node if isinstance(part, tuple)]
    return False
