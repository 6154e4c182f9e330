"""Values that the settings of a build put into the code: `define: { CHAT_URL: '"https://..."' }`, `runtimeConfig`.

The settings are read, never run: what is written out counts, and what is computed there stays unknown. Which entries
of which files mean which expressions is data (`BuildSetting`).
"""

import json
import posixpath
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from consentlint.model import Place
from consentlint.packs.values import BuildSetting, Cmp
from consentlint.reach.entries import is_settings
from consentlint.reach.store import joined
from consentlint.reach.values import Lit, Str, Value, boolean, value
from consentlint.syntax import ir
from consentlint.worlds import ALWAYS, NEVER

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine
    from consentlint.reach.project import Project

MOST_NODES = 20_000
DEEPEST = 4
Known = dict[str, list[tuple[str, Value]]]


def built(m: "Machine", expr: str) -> Value | None:
    """What the settings nearest to the page put in place of an expression; None where none does."""
    if m.project is None:
        return None
    found = _known(m.project, m.knowledge.cmps).get(expr, ())
    near = [(folder, held) for folder, held in found if not folder or m.start_code.path.startswith(f"{folder}/")]
    if not near:
        return None
    deepest = max(len(folder) for folder, _ in near)
    return joined(tuple(held for folder, held in near if len(folder) == deepest))


def _known(project: "Project", cmps: Iterable[Cmp]) -> Known:
    """From each expression to its values, each with the folder that it holds in."""
    if project.built is None:
        project.built = {}
        kinds = [kind for cmp in cmps for kind in cmp.build_settings]
        for path in sorted(filter(is_settings, project.paths)):
            name = posixpath.basename(path)
            fitting = [kind for kind in kinds if any(fnmatchcase(name, glob) for glob in kind.files)]
            program = project.program(path) if fitting else None
            for expr, held in _entries(program[0], path, fitting) if program is not None else ():
                project.built.setdefault(expr, []).append((posixpath.dirname(path), held))
    return project.built


def _entries(program: ir.Program, path: str, kinds: list[BuildSetting]) -> Iterator[tuple[str, Value]]:
    for name, table in _tables(program.body):
        for kind in kinds:
            if kind.setting == name:
                for key, held in _flat(table, path, kind.code):
                    yield kind.expr.replace("<name>", key), held


def _tables(body: Any) -> Iterator[tuple[str, ir.Object]]:
    """Every object under a name (`define: {...}`), and every one that a function is handed (`DefinePlugin({...})`)."""
    pending: list[Any] = [body]
    for _ in range(MOST_NODES):
        if not pending:
            return
        item = pending.pop()
        if isinstance(item, ir.Object):
            for entry in item.properties:
                if isinstance(entry.key, ir.Const) and isinstance(entry.value, ir.Object):
                    yield str(entry.key.value), entry.value
        if isinstance(item, ir.Call):
            callee = item.callee.key if isinstance(item.callee, ir.Member) else item.callee
            name = callee.id if isinstance(callee, ir.Name) else callee.value if isinstance(callee, ir.Const) else ""
            yield from ((f"{name}()", arg) for arg in item.args if isinstance(arg, ir.Object))
        if isinstance(item, tuple):
            pending.extend(part for part in item if isinstance(part, tuple))


def _flat(table: ir.Object, path: str, code: bool, depth: int = DEEPEST) -> Iterator[tuple[str, Value]]:
    """The entries of a table; those of a table within it behind its name."""
    for entry in table.properties:
        if not isinstance(entry.key, ir.Const):
            continue
        name = str(entry.key.value)
        if isinstance(entry.value, ir.Object) and depth:
            yield from ((f"{name}.{inner}", held) for inner, held in _flat(entry.value, path, code, depth - 1))
        held = _written(entry.value, path, code)
        if held is not None:
            yield name, held


def _written(expr: ir.Expr, path: str, code: bool) -> Value | None:
    """A value that is written out; None for what is computed. code: a text is code that is put in."""
    match expr:
        case ir.Const(span, text) if isinstance(text, str):
            return _literal(_parsed(text) if code else text, Place(path, span))
        case ir.Const(span, plain):
            return _literal(plain, Place(path, span))
        case ir.Call(callee=ir.Member(key=ir.Const(_, "stringify")), args=(inner, *_)):
            return _written(inner, path, False)
        case _:
            return None


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None  # some expression


def _literal(plain: Any, place: Place) -> Value | None:
    if isinstance(plain, bool):
        return boolean(ALWAYS if plain else NEVER)
    if isinstance(plain, int | float):
        return value(Lit("number", float(plain)))
    return value(Str((plain,), None, place)) if isinstance(plain, str) else None
