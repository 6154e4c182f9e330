"""The platforms' own calls: functions they run for the site, options they read, loaders they offer."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Guard, Place
from consentlint.packs.values import Callback, Cmp, Definition, GatedLoader
from consentlint.reach import members
from consentlint.reach.atoms import Registration, canonical, spec_value, stood
from consentlint.reach.calls import CallSite, callables
from consentlint.reach.definitions import define, standing, steps
from consentlint.reach.page import walk_text
from consentlint.reach.paths import START, Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.questions import held_globally
from consentlint.reach.rendering import props_of
from consentlint.reach.values import V_UNKNOWN, External, Value, boolean, nullish, value
from consentlint.worlds import ALWAYS, ON_CONSENT, Worlds

if TYPE_CHECKING:
    from consentlint.model import Span
    from consentlint.reach.machine import Machine
    from consentlint.reach.things import Frame

ACCEPTED = boolean(ON_CONSENT)
PLACEHOLDERS = lazy_regex(r"<(\w+)>")


def _outside_call(site: CallSite, full: str) -> bool:
    """True when a pack says what this call does with what it is handed."""
    registered = site.registered
    if registered is not None:
        for function in [found for arg in site.args for found in callables(site.machine, arg)]:
            schedule(site.machine, registered, function, site.at, site.place, site.path)
    if not site.machine.knowledge.configures(site.path):
        return registered is not None
    read_options = _options(site)
    defined = _definitions(site)
    return _gated_loader(site) or registered is not None or read_options or defined


def schedule(
    m: "Machine",
    registration: Registration,
    function: Value,
    at: Path,
    place: Place,
    text: str,
    stands: Worlds | None = None,
) -> None:
    """A platform will call this function, in the worlds of its pack, or of the purpose's own definition (`stands`)."""
    callback, worlds = registration.callback, stood(registration.callback.runs, stands)
    guard = Guard(
        "consent-callback", place, f"callback of {text}", worlds, callback.note, cmp=registration.cmp.id,
        by_name=callback.by_name,
    )  # fmt: skip
    argument = spec_value(callback.argument) if callback.argument is not None else _api(registration)
    if stands is not None and argument == ACCEPTED:
        argument = boolean(stands)
    at = (at.waiting() if registration.follows_choice else at).then(
        guard if worlds != ALWAYS or callback.note else None, worlds
    )
    others = tuple(spec_value(values) for values in callback.others) or (V_UNKNOWN,)
    m.later(_owned(m, function, callback.this), (argument, *others), at, certain=True)


def _owned(m: "Machine", function: Value, this: str) -> Value:
    """The function with what the platform makes `this` in it; an arrow function keeps its own."""
    arrow = any(t.function is not None and t.function.kind == "arrow" for _, t in m.things(function, "function"))
    return function if arrow or not this else members.bound(m, function, value(External(canonical(this))))


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


def _on_component(m: "Machine", name: str, props: dict[str, Value], at: Path, place: Place) -> set[str]:
    """`<CookieBanner onAccept={function}>`: functions among a component's props; which props a pack describes."""
    path = canonical(name)
    known = [r for r in m.knowledge.callbacks("option") if canonical(r.callback.option.partition(":")[0]) == path]
    made = props_of(m, props, None)
    for registration in known:
        _at_keys(m, registration, made, registration.callback.option.partition(":")[2].strip(), at, place, f"<{name}>")
    return {steps(registration.callback.option.partition(":")[2].strip())[0] for registration in known}


def _at_keys(
    m: "Machine", registration: Registration, held: Value, keys: str, at: Path, place: Place, text: str
) -> None:
    _follow_all(m, registration, held, [], steps(keys), at, place, f"{text} ({keys.rsplit('.', 1)[-1]})")


def _follow_all(
    m: "Machine", registration: Registration, held: Value, done: list[str], keys: list[str], at: Path, place: Place,
    text: str,
) -> None:  # fmt: skip
    whole = m.previous.definition(registration.cmp.id)
    known = _standing(m, registration.cmp, held, held, done)
    for function, stands in follow(m, held, keys, registration, held, done):
        stands = stands or known
        stands = whole.settled(stands) if whole is not None else stands
        schedule(m, registration, function, at, place, text, stands)


def _standing(m: "Machine", cmp: Cmp, inner: Value, root: Value, done: list[str]) -> Worlds | None:
    """What the definitions that the platform has at this path of keys say of the purpose there."""
    here = tuple(d for d in cmp.definitions if not d.every and steps(d.option.partition(":")[2]) == done)
    return standing(m, inner, root, here)


def follow(
    m: "Machine", held: Value, keys: list[str], registration: Registration, root: Value, done: list[str]
) -> Iterator[tuple[Value, Worlds | None]]:
    """The functions under a path of keys, of which `done` lead here; `*` is any key or item.

    Worlds when an enclosing definition settles them.
    """
    if not keys:
        if m.things(held, "function"):
            yield held, None
        return
    for ref, _ in m.things(held):
        items = list(m.items(ref) or ()) if keys[0] == "*" else []
        named = [m.property(ref, key) for key in (m.keys(ref) if keys[0] == "*" else [keys[0]])]
        for inner in [*items, *(v for v in named if v is not None)]:
            here = [*done, keys[0]]
            own = _standing(m, registration.cmp, inner, root, here)
            for function, stands in follow(m, inner, keys[1:], registration, root, here):
                yield function, stands or own


def _assigned(m: "Machine", owner: Value, key: str, held: Value, f: "Frame", at: Path, span: "Span") -> None:
    """`platform.services.chat = {js: function}`: options and definitions that are put below a platform's global."""
    for atom in owner.externals():
        path, place = f"{atom.path}.{key}", f.code.place(span)
        for cmp, option in m.knowledge.platforms.options_below(path):
            found = _below(path, option.option)
            if found is not None and isinstance(option, Callback):
                _follow_all(m, Registration(cmp, option), held, *found, at, place, path)
            elif found is not None and isinstance(option, Definition) and not any(found[1]):
                define(m, cmp.id, option, held, "", name=key)


def _below(path: str, option: str) -> tuple[list[str], list[str]] | None:
    """The keys of an option that an assigned path has taken, and those still to go; None when it leads elsewhere."""
    head, _, keys = option.partition(":")
    head, rest = canonical(head), steps(keys)
    if "." not in head or not path.startswith(f"{head}."):
        return None
    taken = path[len(head) + 1 :].split(".")
    if len(taken) > len(rest) or any(want not in ("*", have) for want, have in zip(rest, taken, strict=False)):
        return None
    return rest[: len(taken)], rest[len(taken) :]


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
                    define(site.machine, cmp.id, definition, argument, keys.strip())
    return found


# --- loaders ---------------------------------------------------------------------------------------------------------


def _gated_loader(site: CallSite) -> bool:
    for cmp, loader in site.machine.knowledge.platforms.loaders("call", site.path):
        if not (loader.trigger or loader.agrees):
            _load(site, cmp, loader, PLACEHOLDERS.findall(loader.call.partition("(")[2]))
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


def _configured(m: "Machine", cmp: Cmp, name: str) -> str:
    """The global in which the page keeps a platform's configuration, where an attribute of its script names one."""
    asked = [attribute for attribute, usual in cmp.present.configured_by.items() if usual == name]
    scripts = [tag for tag in m.page.elements if tag.name == "script"] if asked and m.page is not None else []
    return next((str(tag.get(a)) for tag in scripts for a in asked if tag.get(a)), name)


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
        held = held_globally(m, _configured(m, registration.cmp, name))
        if held is not None:
            place = next((t.place for _, t in m.things(held) if t.place), None)
            if place is not None:
                _at_keys(m, registration, held, keys.strip(), START, place, name)
    for cmp in m.knowledge.cmps:
        for definition in cmp.definitions:
            name, _, keys = definition.option.partition(":")
            held = held_globally(m, _configured(m, cmp, name))
            if held is not None:
                define(m, cmp.id, definition, held, keys.strip())


COLLECTOR = Plugin(
    id="consent-callback", on_outside_call=_outside_call, on_property=_assigned, on_component=_on_component,
    at_end=_at_end,
)  # fmt: skip
