"""Options in which a site lists what a platform loads for it: `<Provider options={{scripts: [{src, category}]}}>`."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from consentlint.model import Guard, Place
from consentlint.packs.values import Cmp, GatedLoader
from consentlint.reach.atoms import canonical
from consentlint.reach.calls import CallSite
from consentlint.reach.definitions import steps
from consentlint.reach.page import run_text
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.rendering import props_of
from consentlint.reach.values import V_UNDEFINED, Value, truth
from consentlint.worlds import ALWAYS

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

Item = dict[str, Value]


def _outside_call(site: CallSite, full: str) -> bool:
    """True when a pack says that the platform loads what stands in the options of this call."""
    return bool(_load_all(site.machine, site.path, site.args, site.at, site.place))


def _on_component(m: "Machine", name: str, props: Item, at: Path, place: Place) -> list[str]:
    """The props which list what is loaded."""
    return _load_all(m, name, (props_of(m, props, None),), at, place)


def _load_all(m: "Machine", path: str, options: Iterable[Value], at: Path, place: Place) -> list[str]:
    known = m.knowledge.platforms.loaders("option", canonical(path))
    for cmp, loader in known:
        for item in (one for held in options for one in _under(m, held, _keys(loader))):
            for ref, _ in m.things(item):
                found = {key: m.property(ref, key) or V_UNDEFINED for key in m.keys(ref)}
                _load(m, cmp, loader, found, at, place)
    return [_keys(loader)[0] for _, loader in known]


def _keys(loader: GatedLoader) -> list[str]:
    return steps(loader.option.partition(":")[2])


def _under(m: "Machine", held: Value, keys: list[str]) -> Iterator[Value]:
    """What stands under a path of keys; `*` is any key or item."""
    if not keys:
        yield held
        return
    for ref, _ in m.things(held):
        items = list(m.items(ref) or ()) if keys[0] == "*" else []
        named = [m.property(ref, key) for key in (m.keys(ref) if keys[0] == "*" else keys[:1])]
        for inner in [*items, *(v for v in named if v is not None)]:
            yield from _under(m, inner, keys[1:])


def _load(m: "Machine", cmp: Cmp, loader: GatedLoader, item: Item, at: Path, place: Place) -> None:
    guard = _guard(m, cmp, loader, item, place)
    at = at.then(guard, guard.worlds)
    if loader.url in item:
        m.requests.record("injected-script", m.settle(item[loader.url]), at, place)
    for text in m.settle(item[loader.code]).strings() if loader.code in item else ():
        run_text(m, text.text, text.origin or place, at)


def _guard(m: "Machine", cmp: Cmp, loader: GatedLoader, item: Item, place: Place) -> Guard:
    """In which worlds an item is loaded: by its purpose, unless it says that it always is."""
    purpose = item.get(loader.purpose, V_UNDEFINED).text() or ""
    necessary = bool(purpose) and purpose in cmp.necessary
    worlds = ALWAYS if necessary or (loader.purpose and loader.purpose not in item) else loader.worlds
    if loader.always in item:
        worlds = worlds | truth(m.settle(item[loader.always]))
    flaw = "necessary-category" if necessary else ""
    head = loader.option.partition(":")[0]
    return Guard("consent-callback", place, f"{head} loads it", worlds, loader.note, purpose, cmp.id, flaw=flaw)


COLLECTOR = Plugin(id="gated-option", on_outside_call=_outside_call, on_component=_on_component)
