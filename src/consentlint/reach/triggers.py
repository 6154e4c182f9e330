"""When what a platform starts for the site is loaded: `useScriptX({scriptOptions: {trigger}})`, and in settings.

Which calls and settings these are, and under which key the trigger stands, is data (`start` of a loader in the packs).
"""

from collections.abc import Callable
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from consentlint.model import Guard, Place
from consentlint.packs.values import Cmp, GatedLoader
from consentlint.reach import reactive, waiting
from consentlint.reach.paths import REQUEST, Path
from consentlint.reach.starting import all_within
from consentlint.reach.values import V_UNDEFINED, Lit, Value, truth
from consentlint.worlds import ALWAYS, PERHAPS, Worlds

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

# How far down in what is handed over the trigger stands: `[{...}, {trigger}]`, `{scriptOptions: {trigger}}`.
DEEPEST = 2


def when_there(m: "Machine", held: Value) -> Worlds:
    """In which worlds something to wait for is there: nothing and a text are there at once."""
    promises = m.things(held, "promise")
    if promises:
        return waiting.resolved(m, promises[0][1])[0]
    if held == V_UNDEFINED or held.text() is not None:
        return ALWAYS
    return truth(m.settle(reactive.content(m, held)))


def started(
    m: "Machine", name: str, handed: tuple[Value, ...], at: Path, place: Place, start: Callable[[Path], None]
) -> None:
    """Have `start` called with each path on which a vendor is started by this call or under this setting.

    name  of the call (`useScriptMatomo`), or the path of the setting (`scripts.registry.matomo`)
    """
    for cmp, loader in m.knowledge.gated_loaders():
        if loader.start and fnmatchcase(name, loader.start):
            _triggered(m, cmp, loader, handed, at, place, start)
            return
    start(at)


def _triggered(
    m: "Machine",
    cmp: Cmp,
    loader: GatedLoader,
    handed: tuple[Value, ...],
    at: Path,
    place: Place,
    start: Callable[[Path], None],
) -> None:
    if any(held.text() in loader.off for held in handed):
        return
    refs = [ref for held in handed for one in (held, *m.items_of(held)) for ref, _ in m.things(one, "object")]
    found = (m.property(ref, loader.trigger) for ref in all_within(m, refs, DEEPEST))
    trigger = next((held for held in found if held is not None), None)
    if trigger is None:
        unsure = Guard("unknown-caller", place, loader.start, PERHAPS, loader.note)
        start(at.then(unsure, PERHAPS) if loader.note else at)
    elif m.things(trigger, "function"):
        m.later(trigger, (m.native(lambda inner: _go(start, inner.at)),), at, certain=True)
    elif trigger.text() == loader.waits or _is_off(trigger):
        start(at.on(REQUEST))
    else:
        worlds = when_there(m, trigger)
        guard = Guard("consent-callback", place, loader.trigger, worlds, "", cmp=cmp.id)
        start(at.then(guard if worlds != ALWAYS else None, worlds))


def _go(start: Callable[[Path], None], at: Path) -> Value:
    start(at)
    return V_UNDEFINED


def _is_off(trigger: Value) -> bool:
    return all(isinstance(atom, Lit) and atom.value is False for atom in trigger.atoms())
