"""Files that a framework shows or imports because of where they lie (`app/layout.tsx`): no code calls them.

Which folders these are is data (`PageFiles`), and counts only in packages that depend on the framework.
"""

import posixpath
from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from consentlint.model import Span
from consentlint.packs.values import AutoImports, Cmp, PageFiles
from consentlint.reach import modules, rendering
from consentlint.reach.paths import START
from consentlint.reach.things import Frame
from consentlint.reach.values import UNKNOWN, Value
from consentlint.shared_names import exported

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine
    from consentlint.reach.project import Project

DEFAULT = "default"
TOP = Span(0, 0)


def is_page(path: str, project: "Project", cmps: Iterable[Cmp]) -> bool:
    """Does a framework show what this file exports?"""
    return any(lies_in(path, project, known) for cmp in cmps for known in cmp.pages)


def auto_imported(m: "Machine", name: str) -> Value | None:
    """What a framework imports under a name that no import brings; None when no module of such a folder offers it."""
    if m.project is None:
        return None
    near = m.start_code.path
    for path in _offering(m.project, m.knowledge.cmps).get(name, ()):
        if path != near and modules.load(m, path, START):
            held = modules.exported_value(m, path, name if name in m.namespaces.get(path, {}) else DEFAULT)
            return held if held.atoms() != {UNKNOWN} else None
    return None


def _offering(project: "Project", cmps: Iterable[Cmp]) -> dict[str, list[str]]:
    """From each name to the modules that offer it to everybody."""
    if project.offers is None:
        project.offers = {}
        conventions = [known for cmp in cmps for known in cmp.auto_imports]
        used = project.packages.any(known.package for known in conventions)
        for path in sorted(project.paths) if used else ():
            source = project.read(path) if any(lies_in(path, project, known) for known in conventions) else None
            for name in {*exported(source.text), _camel(path)} if source is not None else ():
                project.offers.setdefault(name, []).append(path)
    return project.offers


def _camel(path: str) -> str:
    """`use-chat.ts` -> `useChat`: what the default export of a module is called."""
    first, *rest = posixpath.basename(path).split(".")[0].split("-")
    return first + "".join(part[:1].upper() + part[1:] for part in rest)


def lies_in(path: str, project: "Project", known: PageFiles | AutoImports) -> bool:
    """Does a file lie in one of these places of a package that uses the framework?"""
    folder = project.packages.using(path, known.package)
    if folder is None:
        return False
    inner = posixpath.relpath(path, folder) if folder else path
    hits = [glob for glob in known.paths if fnmatchcase(inner, glob.removeprefix("!"))]
    return bool(hits) and not any(glob.startswith("!") for glob in hits)


def show_page(m: "Machine") -> None:
    """Show the file at hand as its framework does."""
    code = m.start_code
    if m.project is None or not is_page(code.path, m.project, m.knowledge.cmps):
        return
    component = modules.exported_value(m, code.path, DEFAULT)
    at = START.via(code.place(TOP), "is shown by the framework", code.path)
    rendering.show(m, component, rendering.unknown_props(m), Frame(m.global_scope, code, m.window), at)
