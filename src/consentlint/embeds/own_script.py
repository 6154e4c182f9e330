"""Scripts of the project itself: `<script src="/js/chat.js">`, `import("./chat")` and `require("./chat")` run."""

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Place
from consentlint.reach import modules, waiting
from consentlint.reach.calls import CallSite
from consentlint.reach.elements import Element
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.values import External, Str, Value, value
from consentlint.worlds import ALWAYS, NEVER

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine


# `{% static 'js/chat.js' %}`, `{{ asset("js/chat.js") }}`, `<%= asset_path 'chat.js' %>`
QUOTED = lazy_regex(r"""["']([\w@./-]+\.[cm]?[jt]sx?)(?:\?[^"']*)?["']""")


def find(m: "Machine", element: Element, at: Path) -> None:
    if element.name == "base" and not m.base:
        m.base = element.text("href") or ""
    source = element.attributes.get("src") if element.name == "script" else None
    if source is None or m.project is None:
        return
    module = (element.text("type") or "").strip().lower() == "module"
    for text in m.settle(source).strings():
        named = (m.project.address(element.place.path, _from_base(m, one)) for one in addresses(element, text))
        path = next((path for path in named if path is not None), None)
        if path is not None:
            run(m, path, at, module, element.place)


def _from_base(m: "Machine", address: str) -> str:
    """An address as the page's `<base>` has it; a base elsewhere leaves the site's own paths as they are written."""
    return urljoin(m.base, address) if m.base and "//" not in m.base else address


def addresses(element: Element, text: Str) -> list[str]:
    """What an address may say: itself, or where a template prints a part of it, what is written out of it."""
    if text.exact is not None:  # in markup that code has put together, `{...}` is what is not known
        return [text.exact.rpartition("{...}")[2].lstrip("/") if "{...}" in text.exact else text.exact]
    last = text.parts[-1] or ""
    return [last.lstrip("/"), *QUOTED.findall(_written(element))] if last else QUOTED.findall(_written(element))


def _written(element: Element) -> str:
    """The address as the file has it, template tags included."""
    spans = [a.value_span for a in getattr(element.tag, "attributes", ()) if a.name == "src" and a.value_span]
    return element.code.slice(spans[0]) if spans and element.code is not None else ""


def run(m: "Machine", path: str, at: Path, module: bool, place: Place) -> None:
    """Run a script file where its element stands: a module on its own, a classic script in the page's shared scope."""
    found = m.project.program(path) if m.project is not None else None
    if found is None:
        return
    program, code = found
    at = at.via(place, "loads", path)
    m.memory.ran[path] = m.memory.ran.get(path, NEVER) | at.absolute
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
    if path is None or not modules.load(m, path, site.at.via(site.place, "imports", path)):
        platform = _platform(m, spec)
        return waiting.new_promise(m, site.place, ALWAYS, platform) if platform is not None else None
    return waiting.new_promise(m, site.place, ALWAYS, modules.namespace(m, path))


def _require(site: CallSite) -> Value | None:
    m, spec = site.machine, site.arg(0).text()
    path = modules.resolve(m, site.frame, spec) if spec else None
    if path is None or not modules.load(m, path, site.at.via(site.place, "imports", path)):
        return _platform(m, spec)
    return modules.required(m, path)


def _platform(m: "Machine", spec: str | None) -> Value | None:
    """What a consent platform's package offers, under the name of the platform's global."""
    known = m.knowledge.package_global(spec) if spec else None
    return value(External(known)) if known is not None else None


FINDER = Plugin(id="own-script", elements=find, natives={"import": _import, "require": _require})
