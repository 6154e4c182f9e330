"""Scripts of the project's own: `<script src="/js/chat.js">`, `import('./chat')` and `require('./chat')` are entered."""

from typing import TYPE_CHECKING

from consentlint.model import Place
from consentlint.reach import modules
from consentlint.reach.calls import CallSite
from consentlint.reach.elements import Element
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.values import Value
from consentlint.worlds import ALWAYS

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine


def find(m: "Machine", element: Element, at: Path) -> None:
    source = element.attributes.get("src") if element.name == "script" else None
    if source is None or m.project is None:
        return
    module = (element.text("type") or "").strip().lower() == "module"
    for text in m.settle(source).strings():
        path = m.project.address(element.place.path, text.exact) if text.exact else None
        if path is not None:
            run(m, path, at, module, element.place)


def run(m: "Machine", path: str, at: Path, module: bool, place: Place) -> None:
    """Run a script file where its element stands: a module on its own, a classic script in the page's shared scope."""
    found = m.project.program(path) if m.project is not None else None
    if found is None:
        return
    program, code = found
    if module or program.module:
        modules.load(m, path, at)
        return
    m.loaded.add(path)
    if m.seen_often((path, at.absolute, at.trigger)):
        return
    m.run_inline(program, code, place, at)


def _import(site: CallSite) -> Value | None:
    m, spec = site.machine, site.machine.settle(site.arg(0)).text()
    path = modules.resolve(m, site.frame, spec) if spec else None
    if path is None or not modules.load(m, path, site.at):
        return None
    return m.promise(site.place, ALWAYS, modules.namespace(m, path))


def _require(site: CallSite) -> Value | None:
    m, spec = site.machine, site.arg(0).text()
    path = modules.resolve(m, site.frame, spec) if spec else None
    if path is None or not modules.load(m, path, site.at):
        return None
    return modules.namespace(m, path) if "default" not in m.namespaces[path] else modules.exported_value(m, path, "default")


FINDER = Plugin(id="own-script", elements=find, natives={"import": _import, "require": _require})
