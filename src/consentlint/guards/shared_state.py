"""State that components share: contexts, stores and atoms, read in one file and written in another.

The packs say which functions make and read them (`StateCall`). What a context holds is not known where no provider of
it is in sight.
"""

from typing import TYPE_CHECKING

from consentlint.reach import cells, members
from consentlint.reach.browser.text import array
from consentlint.reach.calls import CallSite
from consentlint.reach.plugins import Plugin
from consentlint.reach.reactive import LASTING, STATE, current, keep
from consentlint.reach.rendering import RENDERED
from consentlint.reach.things import Thing
from consentlint.reach.values import V_UNDEFINED, V_UNKNOWN, Value, join

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

CONTEXT = "context"
STORAGE = "storage"
KEPT = "kept state"
DEEPEST = 6


def _make(site: CallSite) -> Value | None:
    make = SHAPES.get(site.machine.state_shape(site.path))
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
    if not site.functions():
        return None
    key, state = _key(site), m.allocate(Thing("object", site.place, open=True))
    kinds = [STATE]
    put = m.native(lambda inner: _put(inner, key, state, kinds[0]))
    get = m.native(lambda inner: state)
    made = m.call(site.arg(0), (put, get), site.at)
    kinds[0] = LASTING if any(KEPT in thing.data for _, thing in m.things(made)) else STATE
    _fill(site, state, made, key, kinds[0])
    hook = m.native(lambda inner: m.call(inner.arg(0), (state,), inner.at) if inner.functions() else state)
    members.write(m, hook, "getState", get)
    members.write(m, hook, "setState", put)
    return hook


def _persisted(site: CallSite) -> Value:
    """`persist((set, get) => ({...}), {name})`: what it makes is kept in storage."""
    inner = site.arg(0)

    def make(outer: CallSite) -> Value:
        made = outer.machine.call(inner, outer.args, outer.at)
        for _, thing in outer.machine.things(made, "object"):
            thing.data[KEPT] = True
        return made

    return site.machine.native(make)


def _fill(site: CallSite, state: Value, made: Value, key: str, kind: str) -> None:
    """What the function made: its functions as they are, the rest as cells."""
    m = site.machine
    for ref, _ in m.things(made, "object"):
        for name in m.keys(ref):
            held = m.property(ref, name) or V_UNDEFINED
            held = held if m.things(held, "function") else current(m, f"{key}.{name}", held, kind=kind)
            members.write(m, state, name, held)


def _put(site: CallSite, key: str, state: Value, kind: str) -> Value:
    """`set({ accepted: true })`, `set((state) => ({...}))`: what is given is put beside the rest."""
    m, given = site.machine, site.arg(0)
    if m.things(given, "function"):
        given = m.call(given, (state,), site.at)
    for ref, _ in m.things(given, "object"):
        for name in m.keys(ref):
            keep(m, f"{key}.{name}", m.property(ref, name) or V_UNDEFINED, site.at, site.place, kind)
    return V_UNDEFINED


# --- atoms ---


def _atom(site: CallSite) -> Value | None:
    """`atom(null)`, `atom((get) => get(other) === 'x')`, `atom(null, (get, set, given) => set(other, given))`."""
    m, initial = site.machine, site.arg(0)
    for ref, _ in m.things(initial, "object"):
        initial = m.property(ref, "default") or initial
    data: dict[str, object] = {"atom": (STATE, _key(site)), "write": site.arg(1)}
    if m.things(initial, "function"):
        data["read"] = initial
    else:
        data["held"] = current(m, _key(site), initial)
    return m.allocate(Thing("object", site.place, tag="atom", data=data))


def _stored_atom(site: CallSite) -> Value | None:
    """`atomWithStorage('cookie-consent', null)`."""
    m, key = site.machine, site.machine.settle(site.arg(0)).text()
    if key is None:
        return None
    written = m.previous.stored(STORAGE, key, m.settle(site.arg(1)))
    held = join(cells.read(m, STORAGE, key), site.arg(1)) if written is None else written
    data = {"atom": (STORAGE, key), "held": held}
    return m.allocate(Thing("object", site.place, tag="atom", data=data))


def _atom_of(m: "Machine", held: Value) -> Thing | None:
    return next((thing for _, thing in m.things(held, "object") if thing.tag == "atom"), None)


def _content(site: CallSite, atom: Thing, depth: int = DEEPEST) -> Value:
    """The value of an atom; one that is made of others asks for theirs."""
    m, read = site.machine, atom.data.get("read")
    if read is None or not depth:
        return atom.data.get("held", V_UNKNOWN)  # type: ignore[no-any-return]
    return m.call(read, (_getting(m, depth),), site.at)


def _getting(m: "Machine", depth: int = DEEPEST) -> Value:
    def get(site: CallSite) -> Value:
        atom = _atom_of(m, site.arg(0))
        return V_UNKNOWN if atom is None else _content(site, atom, depth - 1)

    return m.native(get)


def _put_atom(site: CallSite, atom: Thing, args: tuple[Value, ...], depth: int = DEEPEST) -> Value:
    """A new value for an atom, a function of the old one, or what the atom itself does with it."""
    m, write = site.machine, atom.data.get("write", V_UNDEFINED)
    if m.things(write, "function") and depth:
        return m.call(write, (_getting(m), _setting(m, depth - 1), *args), site.at)
    new = args[0] if args else V_UNDEFINED
    if m.things(new, "function"):
        new = m.call(new, (_content(site, atom),), site.at)
    kind, key = atom.data["atom"]
    keep(m, key, new, site.at, site.place, kind)
    return V_UNDEFINED


def _setting(m: "Machine", depth: int) -> Value:
    def put(site: CallSite) -> Value:
        atom = _atom_of(m, site.arg(0))
        return V_UNDEFINED if atom is None else _put_atom(site, atom, site.args[1:], depth)

    return m.native(put)


def _setter_of(site: CallSite, atom: Thing) -> Value:
    return site.machine.native(lambda inner: _put_atom(inner, atom, inner.args))


def _atom_pair(site: CallSite) -> Value | None:
    atom = _atom_of(site.machine, site.arg(0))
    return array(site, [_content(site, atom), _setter_of(site, atom)]) if atom is not None else None


def _atom_value(site: CallSite) -> Value | None:
    atom = _atom_of(site.machine, site.arg(0))
    return _content(site, atom) if atom is not None else None


def _atom_setter(site: CallSite) -> Value | None:
    atom = _atom_of(site.machine, site.arg(0))
    return _setter_of(site, atom) if atom is not None else None


def _atom_store(site: CallSite) -> Value:
    """`getDefaultStore()`: what reads and writes atoms outside of components."""
    m, made = site.machine, site.machine.allocate(Thing("object", site.place, open=True))
    members.write(m, made, "get", _getting(m))
    members.write(m, made, "set", _setting(m, DEEPEST))
    return made


SHAPES = {
    "context": _context,
    "context-value": _context_value,
    "hook": _hook,
    "atom": _atom,
    "atom-pair": _atom_pair,
    "atom-value": _atom_value,
    "atom-setter": _atom_setter,
    "stored-atom": _stored_atom,
    "atom-store": _atom_store,
    "persisted": _persisted,
}
COLLECTOR = Plugin(id="shared-state", on_outside_value=_make)
