"""State that components share: contexts, stores and atoms, read in one file and written in another.

The packs say which functions make and read them (`StateCall`). What a context holds is not known where no provider of
it is in sight.
"""

from consentlint.reach import members
from consentlint.reach.browser.text import array
from consentlint.reach.calls import CallSite
from consentlint.reach.plugins import Plugin
from consentlint.reach.reactive import current, keep
from consentlint.reach.rendering import RENDERED
from consentlint.reach.things import Thing
from consentlint.reach.values import V_UNDEFINED, V_UNKNOWN, Value, join

CONTEXT = "context"


def _make(site: CallSite) -> Value | None:
    make = SHAPES.get(site.machine.knowledge.state_shape(site.path))
    return make(site) if make is not None else None


def _key(site: CallSite) -> str:
    return f"{site.place.path}:{site.place.span.start}"


# --- contexts ---


def _context(site: CallSite) -> Value:
    m = site.machine
    made = m.allocate(Thing("object", site.place, tag=CONTEXT))
    members.write(m, made, "Provider", m.native(lambda inner: _provide(inner, made), RENDERED))
    members.write(m, made, "Consumer", m.native(lambda inner: _consume(inner, made), RENDERED))
    return made


def _provide(site: CallSite, context: Value) -> Value:
    """A provider is rendered: what it is given is what the context holds inside of it."""
    m, props = site.machine, site.arg(0)
    given = members.read_named(m, props, "value")
    for _, thing in m.things(context):
        before = thing.data.get("given")
        thing.data["given"] = given if before is None else join(before, given)
    return m.call(members.read_named(m, props, "children"), (), site.at)


def _consume(site: CallSite, context: Value) -> Value:
    return site.machine.call(
        members.read_named(site.machine, site.arg(0), "children"), (_held(site, context),), site.at
    )


def _held(site: CallSite, context: Value) -> Value:
    found = [thing.data.get("given") for _, thing in site.machine.things(context)]
    return found[0] if found and found[0] is not None else V_UNKNOWN


def _context_value(site: CallSite) -> Value | None:
    known = any(thing.tag == CONTEXT for _, thing in site.machine.things(site.arg(0)))
    return _held(site, site.arg(0)) if known else None


# --- stores ---


def _hook(site: CallSite) -> Value | None:
    """`create((set) => ({...}))`, and `create<State>()((set) => ({...}))`."""
    m = site.machine
    if not site.args:
        return m.native(_hook)
    if not m.things(site.arg(0), "function"):
        return None
    key, state = _key(site), m.allocate(Thing("object", site.place, open=True))
    put = m.native(lambda inner: _put(inner, key, state))
    get = m.native(lambda inner: state)
    _fill(site, state, m.call(site.arg(0), (put, get), site.at), key)
    hook = m.native(lambda inner: m.call(inner.arg(0), (state,), inner.at) if inner.functions() else state)
    members.write(m, hook, "getState", get)
    members.write(m, hook, "setState", put)
    return hook


def _fill(site: CallSite, state: Value, made: Value, key: str) -> None:
    """What the function made: its functions as they are, the rest as cells."""
    m = site.machine
    for ref, _ in m.things(made, "object"):
        for name in m.keys(ref):
            held = m.property(ref, name) or V_UNDEFINED
            held = held if m.things(held, "function") else current(m, f"{key}.{name}", held)
            members.write(m, state, name, held)


def _put(site: CallSite, key: str, state: Value) -> Value:
    """`set({ accepted: true })`, `set((state) => ({...}))`: what is given is put beside the rest."""
    m, given = site.machine, site.arg(0)
    if m.things(given, "function"):
        given = m.call(given, (state,), site.at)
    for ref, _ in m.things(given, "object"):
        for name in m.keys(ref):
            keep(m, f"{key}.{name}", m.property(ref, name) or V_UNDEFINED, site.at, site.place)
    return V_UNDEFINED


# --- atoms ---


def _atom(site: CallSite) -> Value | None:
    m, initial = site.machine, site.arg(0)
    for ref, _ in m.things(initial, "object"):
        initial = m.property(ref, "default") or initial
    held = V_UNKNOWN if m.things(initial, "function") else current(m, _key(site), initial)
    return m.allocate(Thing("object", site.place, tag="atom", data={"atom": _key(site), "held": held}))


def _parts(site: CallSite) -> tuple[Value, Value] | None:
    """The value of an atom and its setter; None for anything else."""
    m = site.machine
    atom = next((thing for _, thing in m.things(site.arg(0), "object") if thing.tag == "atom"), None)
    if atom is None:
        return None
    held: Value = atom.data["held"]
    return held, m.native(lambda inner: _set(inner, str(atom.data["atom"]), held))


def _set(site: CallSite, key: str, held: Value) -> Value:
    m, new = site.machine, site.arg(0)
    if m.things(new, "function"):
        new = m.call(new, (held,), site.at)
    keep(m, key, new, site.at, site.place)
    return V_UNDEFINED


def _atom_pair(site: CallSite) -> Value | None:
    parts = _parts(site)
    return array(site, list(parts)) if parts is not None else None


def _atom_value(site: CallSite) -> Value | None:
    parts = _parts(site)
    return parts[0] if parts is not None else None


def _atom_setter(site: CallSite) -> Value | None:
    parts = _parts(site)
    return parts[1] if parts is not None else None


SHAPES = {
    "context": _context,
    "context-value": _context_value,
    "hook": _hook,
    "atom": _atom,
    "atom-pair": _atom_pair,
    "atom-value": _atom_value,
    "atom-setter": _atom_setter,
}
COLLECTOR = Plugin(id="shared-state", on_outside_value=_make)
