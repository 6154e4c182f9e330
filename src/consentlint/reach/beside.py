"""Scripts that are on a page although nothing in sight loads them there: the page uses what they define.

`onclick="openChat()"` in a part of a page, and `function openChat()` in a script that only the layout loads, meet in
the page's shared scope. Such a script runs before the page does, in the worlds in which it is loaded elsewhere.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from consentlint.model import Place, Span
from consentlint.reach import modules
from consentlint.reach.paths import START
from consentlint.reach.project import IS_SCRIPT
from consentlint.worlds import ALWAYS, NEVER, Worlds

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

Beside = tuple[str, Worlds]


def run_beside(m: "Machine", scripts: tuple[Beside, ...]) -> None:
    """Run scripts of the project in the page's shared scope, each in its worlds."""
    for path, worlds in scripts:
        found = m.project.program(path) if m.project is not None else None
        if found is None:
            continue
        program, code = found
        m.loaded.add(path)
        if program.module:
            modules.load(m, path, START.then(None, worlds))
        else:
            m.run_inline(program, code, Place(path, Span(0, 0)), START.then(None, worlds))


def shared_names(runs: "Mapping[str, Machine]") -> dict[str, tuple[Beside, ...]]:
    """For files that nothing loads, the scripts that alone define what these use; runs: each file by itself."""
    definers: dict[str, list[str]] = {}
    for path, m in runs.items():
        for name in m.memory.globals if IS_SCRIPT.search(path) else ():
            definers.setdefault(name, []).append(path)
    loaded = {other for path, m in runs.items() for other in m.loaded if other != path}
    found: dict[str, tuple[Beside, ...]] = {}
    for path, m in runs.items():
        owners = (definers.get(name, []) for name in m.memory.asked - m.memory.globals)
        scripts = {one[0] for one in owners if len(one) == 1} - m.loaded - {path}
        if scripts and path not in loaded:
            found[path] = tuple((script, _worlds(script, runs)) for script in sorted(scripts))
    return found


def _worlds(script: str, runs: "Mapping[str, Machine]") -> Worlds:
    """In which worlds the pages of the project load a script; always when none in sight does."""
    known = [m.memory.ran[script] for m in runs.values() if script in m.memory.ran]
    worlds = NEVER
    for one in known:
        worlds = worlds | one
    return worlds if known else ALWAYS
