"""The platforms' own calls: functions they run for the site, options they read, loaders they offer."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from consentlint.model import Guard, Place
from consentlint.packs.values import Cmp, Definition, GatedLoader
from consentlint.reach.atoms import Registration, canonical, spec_value
from consentlint.reach.calls import CallSite, callables
from consentlint.reach.page import walk_text
from consentlint.reach.paths import START, Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.values import V_UNKNOWN, External, Value, nullish, truth, value
from consentlint.worlds import ALWAYS, Worlds

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

PLACEHOLDERS = re.compile(r"<(\w+)>")


def _outside_call(site: CallSite, full: str) -> bool:
    """True when a pack says what this call does with what it is handed."""
    registered = site.machine.knowledge.registering_call(full)
    if registered is not None:
        for function in [found for arg in site.args for found in callables(site.machine, arg)]:
            schedule(site.machine, registered, function, site.at, site.place, site.path)
    read_options = _options(site)
    defined = _definitions(site)
    return _gated_loader(site) or registered is not None or read_options or defined


def schedule(
    m: "Machine", registration: Registration, function: Value, at: Path, place: Place, text: str, runs: Worlds | None = None
) -> None:
    """A platform will call this function, in the worlds of its pack."""
    callback, worlds = registration.callback, runs or registration.callback.runs
    guard = Guard(
        "consent-callback", place, f"callback of {text}", worlds, callback.note, cmp=registration.cmp.id,
        by_name=callback.by_name,
    )  # fmt: skip
    argument = spec_value(callback.argument) if callback.argument is not None else _api(registration)
    m.later(function, (argument, V_UNKNOWN), at.then(guard if worlds != ALWAYS or callback.note else None, worlds), certain=True)


def _api(registration: Registration) -> Value:
    """Platforms that hand something undocumented over hand over themselves."""
    known = registration.cmp.present.globals
    return value(External(known[0])) if known and registration.callback.call else V_UNKNOWN


# --- options ---------------------------------------------------------------------------------------------------------


def _options(site: CallSite) -> bool:
    """`CookieConsent.run({onConsent: ...})`: the functions at the pack's key paths; true when the call is a pack's."""
    m, handled = site.machine, False
    for registration in m.knowledge.callbacks("option"):
        call, _, keys = registration.callback.option.partition(":")
        if canonical(call) != site.path:
            continue
        handled = True
        for argument in site.args:
            _at_keys(m, registration, argument, keys.strip(), site.at, site.place, call)
    return handled


def _at_keys(m: "Machine", registration: Registration, held: Value, keys: str, at: Path, place: Place, text: str) -> None:
    for function, runs in follow(m, held, keys.replace("[]", ".*").split("."), registration):
        schedule(m, registration, function, at, place, f"{text} ({keys.rsplit('.', 1)[-1]})", runs)


def follow(m: "Machine", held: Value, keys: list[str], registration: Registration) -> Iterator[tuple[Value, Worlds | None]]:
    """The functions under a path of keys; `*` is any key or item. Worlds when an enclosing definition overrides them."""
    if not keys:
        if m.things(held, "function"):
            yield held, None
        return
    for ref, _ in m.things(held):
        items = list(m.items(ref) or ()) if keys[0] == "*" else []
        named = [m.property(ref, key) for key in (m.keys(ref) if keys[0] == "*" else [keys[0]])]
        for inner in [*items, *(v for v in named if v is not None)]:
            always = is_always_on(m, inner, registration)
            for function, runs in follow(m, inner, keys[1:], registration):
                yield function, ALWAYS if always and registration.callback.runs != ALWAYS else runs


def is_always_on(m: "Machine", held: Value, registration: Registration) -> bool:
    """A service or category whose definition makes it always on (`required: true`)."""
    words = tuple(word for definition in registration.cmp.definitions for word in definition.always)
    return _makes_always_on(m, held, words)


# --- definitions -----------------------------------------------------------------------------------------------------


def _definitions(site: CallSite) -> bool:
    """`CookieConsent.run({categories: {chat: {readOnly: true}}})`: purposes that the site makes always on."""
    found = False
    for cmp in site.machine.knowledge.cmps:
        for definition in cmp.definitions:
            call, _, keys = definition.option.partition(":")
            if canonical(call) == site.path:
                found = True
                for argument in site.args:
                    define(site.machine, cmp, definition, argument, keys.strip())
    return found


def define(m: "Machine", cmp: Cmp, definition: Definition, held: Value, keys: str) -> None:
    """Remember the purposes that a definition makes always on, for the next round."""
    for name, inner in _defined(m, held, keys.replace("[]", ".*").split("."), ""):
        own = next((m.property(ref, definition.name) for ref, _ in m.things(inner)), None) if definition.name else None
        purpose = own.text() if own is not None else name
        if purpose and _makes_always_on(m, inner, definition.always):
            m.memory.definitions.setdefault(cmp.id, set()).add(purpose)


def _defined(m: "Machine", held: Value, keys: list[str], name: str) -> Iterator[tuple[str, Value]]:
    if not keys:
        yield name, held
        return
    for ref, _ in m.things(held):
        if keys[0] == "*":
            for inner in m.items(ref) or ():
                yield from _defined(m, inner, keys[1:], "")
        for key in m.keys(ref) if keys[0] == "*" else [keys[0]]:
            part = m.property(ref, key)
            if part is not None:
                yield from _defined(m, part, keys[1:], key)


def _makes_always_on(m: "Machine", held: Value, words: tuple[str, ...]) -> bool:
    for ref, _ in m.things(held):
        for word in words:
            parts = [m.property(ref, part) for part in word.split("+")]
            if all(part is not None and truth(part) == ALWAYS for part in parts):
                return True
    return False


# --- loaders ---------------------------------------------------------------------------------------------------------


def _gated_loader(site: CallSite) -> bool:
    for cmp, loader in site.machine.knowledge.gated_loaders():
        path, _, rest = loader.call.partition("(")
        if canonical(path) == site.path:
            _load(site, cmp, loader, PLACEHOLDERS.findall(rest))
            return True
    return False


def _load(site: CallSite, cmp: Cmp, loader: GatedLoader, names: list[str]) -> None:
    m = site.machine
    by_name = {name: site.arg(index) for index, name in enumerate(names)}
    worlds, flaw, purpose = loader.worlds, "", ""
    if "purpose" in names:
        purpose = by_name["purpose"].text() or ""
        missing = names.index("purpose") >= len(site.args) or nullish(m.settle(by_name["purpose"])) == ALWAYS
        if missing or purpose in cmp.necessary:
            worlds, flaw = ALWAYS, "necessary-category" if purpose else ""
    guard = Guard("consent-callback", site.place, f"{site.path}()", worlds, loader.note, purpose, cmp.id, flaw=flaw)
    at = site.at.then(guard, worlds)
    if "url" in by_name:
        m.requests.record("injected-script", m.settle(by_name["url"]), at, site.place)
    for text in by_name["html"].strings() if "html" in by_name else ():
        walk_text(m, text.text, site.place, at, runs_scripts=True)
    for function in site.functions():
        m.later(function, (V_UNKNOWN,), at)


# --- functions that the platform calls by name -----------------------------------------------------------------------


def _at_end(m: "Machine") -> None:
    """`OptanonWrapper` and its kin, and options in a global such as `klaroConfig`."""
    for registration in m.knowledge.callbacks("function"):
        held = m.store.get(("global", canonical(registration.callback.function)))
        if isinstance(held, Value) and m.things(held, "function"):
            place = next(t.place for _, t in m.things(held, "function"))
            if place is not None:
                schedule(m, registration, held, START, place, registration.callback.function)
    for registration in m.knowledge.callbacks("option"):
        name, _, keys = registration.callback.option.partition(":")
        held = m.store.get(("global", name.strip()))
        if isinstance(held, Value):
            place = next((t.place for _, t in m.things(held) if t.place), None)
            if place is not None:
                _at_keys(m, registration, held, keys.strip(), START, place, name)
    for cmp in m.knowledge.cmps:
        for definition in cmp.definitions:
            name, _, keys = definition.option.partition(":")
            held = m.store.get(("global", name.strip()))
            if isinstance(held, Value):
                define(m, cmp, definition, held, keys.strip())


COLLECTOR = Plugin(id="consent-callback", on_outside_call=_outside_call, at_end=_at_end)

