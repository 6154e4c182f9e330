"""Stores made of options: `{state, getters, mutations, actions, modules}`, and what components take from them.

The packs say which functions make and read them (`StateCall`). The state is cells; a mutation or an action is called by
its name, behind the names of the modules that it stands in where these have a name of their own.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from consentlint.reach import members, reactive, waiting
from consentlint.reach.calls import CallSite
from consentlint.reach.plugins import Plugin
from consentlint.reach.things import Thing
from consentlint.reach.values import V_UNDEFINED, V_UNKNOWN, Value, string, truth
from consentlint.worlds import ALWAYS, PERHAPS

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

INSTANCE = "$store"  # how components and templates call the store
MOST_MODULES = 4


def _make(site: CallSite) -> Value | None:
    make = SHAPES.get(site.machine.state_shape(site.path))
    return make(site) if make is not None else None


def _part(m: "Machine", held: Value, key: str) -> Value:
    found = (m.property(ref, key) for ref, _ in m.things(held))
    return next((part for part in found if part is not None), V_UNDEFINED)


def _entries(m: "Machine", held: Value) -> list[tuple[str, Value]]:
    return [(key, m.property(ref, key) or V_UNDEFINED) for ref, _ in m.things(held) for key in m.keys(ref)]


def _is_function(m: "Machine", held: Value) -> bool:
    return any(thing.kind in ("function", "native") for _, thing in m.things(held))


@dataclass(slots=True)
class Store:
    """One store in the making: what is called by a name, each with what it is handed first."""

    site: CallSite
    getters: Value
    mutations: dict[str, list[tuple[Value, Value]]] = field(default_factory=dict)
    actions: dict[str, list[tuple[Value, Value]]] = field(default_factory=dict)
    root: Value = V_UNDEFINED

    @property
    def machine(self) -> "Machine":
        return self.site.machine

    def module(self, options: Value, key: str, prefix: str = "", depth: int = MOST_MODULES) -> Value:
        """The state of a module and of those in it; takes what it offers."""
        m, given = self.machine, _part(self.machine, options, "state")
        state = m.call(given, (), self.site.at) if _is_function(m, given) else given
        if not m.things(state, "object"):
            state = m.allocate(Thing("object", self.site.place))
        self.root = self.root if m.things(self.root) else state
        for name, inner in _entries(m, _part(m, options, "modules")) if depth else ():
            own = f"{prefix}{name}/" if truth(_part(m, inner, "namespaced")) == ALWAYS else prefix
            members.write(m, state, name, self.module(inner, f"{key}.{name}", own, depth - 1))
        reactive.deepen(m, key, state)
        self._offer(options, state, prefix)
        return state

    def _offer(self, options: Value, state: Value, prefix: str) -> None:
        m = self.machine
        getters = self.getters if not prefix else m.allocate(Thing("object"))
        for name, getter in _entries(m, _part(m, options, "getters")):
            read = self._getter(getter, (state, getters, self.root, self.getters))
            _give_getter(m, self.getters, prefix + name, read)
            _give_getter(m, getters, name, read)
        context = m.allocate(Thing("object", open=True))
        handed = {"state": state, "getters": getters, "rootState": self.root, "rootGetters": self.getters}
        for name, held in handed.items():
            members.write(m, context, name, held)
        members.write(m, context, "commit", m.native(lambda site: self.commit(site, prefix)))
        members.write(m, context, "dispatch", m.native(lambda site: self.dispatch(site, prefix)))
        for name, run in _entries(m, _part(m, options, "mutations")):
            self.mutations.setdefault(prefix + name, []).append((run, state))
        for name, run in _entries(m, _part(m, options, "actions")):
            handler = run if _is_function(m, run) else _part(m, run, "handler")
            self.actions.setdefault(prefix + name, []).append((handler, context))

    def _getter(self, getter: Value, args: tuple[Value, ...]) -> Value:
        return self.machine.native(lambda site: site.machine.call(getter, args, site.at))

    def commit(self, site: CallSite, prefix: str = "") -> Value:
        """`commit('accept', payload)`, `commit({type: 'accept'})`, `commit('x', null, {root: true})`."""
        self._run(site, self.mutations, prefix)
        return V_UNDEFINED

    def dispatch(self, site: CallSite, prefix: str = "") -> Value:
        """The same for actions, which give a promise."""
        results = self._run(site, self.actions, prefix)
        promise = next((one for one in results if self.machine.things(one, "promise")), None)
        if promise is not None:
            return promise
        made = waiting.new_promise(self.machine, site.place)
        for _, thing in self.machine.things(made):
            waiting.resolve_promise(self.machine, thing, site.at, results[0] if results else V_UNDEFINED)
        return made

    def _run(self, site: CallSite, table: dict[str, list[tuple[Value, Value]]], prefix: str) -> list[Value]:
        m, name, payload = site.machine, site.arg(0).text(), site.arg(1)
        if name is None and m.things(site.arg(0), "object"):
            name, payload = _part(m, site.arg(0), "type").text(), site.arg(0)
        if name is None:  # any of them
            found, at = [one for several in table.values() for one in several], site.at.then(None, PERHAPS)
        else:
            rooted = truth(_part(m, site.arg(2), "root")) == ALWAYS
            found, at = table.get(name if rooted else prefix + name, []), site.at
        return [m.call(run, (first, payload), at) for run, first in found]


def _give_getter(m: "Machine", into: Value, name: str, read: Value) -> None:
    for _, thing in m.things(into):
        thing.data.setdefault("getters", {})[name] = read
        thing.data.setdefault("keys", {})[name] = None


def _options_store(site: CallSite) -> Value | None:
    m = site.machine
    if not m.things(site.arg(0), "object"):
        return None
    store = Store(site, m.allocate(Thing("object", site.place)))
    made = m.allocate(Thing("object", site.place, open=True))
    members.write(m, made, "state", store.module(site.arg(0), f"{site.place.path}:{site.place.span.start}"))
    members.write(m, made, "getters", store.getters)
    members.write(m, made, "commit", m.native(store.commit))
    members.write(m, made, "dispatch", m.native(store.dispatch))
    for name in ("subscribe", "watch", "subscribeAction"):
        members.write(m, made, name, m.native(lambda inner: _watched(inner)))
    m.libraries.stores.append(made)
    m.libraries.everywhere[INSTANCE] = made
    return made


def _watched(site: CallSite) -> Value:
    """A function that runs when something was written: whenever that may be."""
    for function in site.functions()[-1:]:
        site.machine.later(function, (V_UNKNOWN, V_UNKNOWN), site.at.then(None, PERHAPS), certain=True)
    return site.machine.native(lambda inner: V_UNDEFINED)


# --- what components take ---


def _mapped(read: Callable[[CallSite, str, Value], Value]) -> Callable[[CallSite], Value | None]:
    """`mapState('ns', ['chat'])`, `mapState({chat: 'chat'})`, `mapState(useStore, ['chat'])`: functions by name."""

    def make(site: CallSite) -> Value | None:
        m, args = site.machine, list(site.args)
        use = args.pop(0) if len(args) > 1 and _is_function(m, args[0]) else None
        space = args.pop(0).text() if len(args) > 1 and args[0].text() is not None else ""
        listed = args[0] if args else V_UNDEFINED
        named = [(item.text() or "", item) for item in m.items_of(listed)] or _entries(m, listed)
        made = m.allocate(Thing("object", site.place))
        for name, wanted in named:
            members.write(m, made, name, m.native(_reader(read, use, space or "", wanted)))
        return made

    return make


def _reader(
    read: Callable[[CallSite, str, Value], Value], use: Value | None, space: str, wanted: Value
) -> Callable[[CallSite], Value]:
    def run(site: CallSite) -> Value:
        return _of_one(site, use, wanted) if use is not None else read(site, space.strip("/"), wanted)

    return run


def _of_one(site: CallSite, use: Value, wanted: Value) -> Value:
    """From a store that a function gives: what it has under a name, called when it is handed arguments."""
    m = site.machine
    store = m.call(use, (), site.at)
    if _is_function(m, wanted):
        return m.call(wanted, (store,), site.at)
    held = members.read(m, store, wanted)
    return m.call(held, site.args, site.at) if _is_function(m, held) else held


def _store(m: "Machine", key: str) -> Value:
    return _part(m, m.libraries.stores[-1], key) if m.libraries.stores else V_UNKNOWN


def _state(site: CallSite, space: str, wanted: Value) -> Value:
    m, state = site.machine, _store(site.machine, "state")
    for name in filter(None, space.split("/")):
        state = members.read_named(m, state, name)
    if _is_function(m, wanted):
        return m.call(wanted, (state, _store(m, "getters")), site.at)
    return members.read(m, state, wanted)


def _getter(site: CallSite, space: str, wanted: Value) -> Value:
    name = wanted.text()
    getters = _store(site.machine, "getters")
    return V_UNKNOWN if name is None else members.read_named(site.machine, getters, _name(space, name))


def _name(space: str, name: str) -> str:
    return f"{space}/{name}" if space else name


def _telling(key: str) -> Callable[[CallSite, str, Value], Value]:
    def tell(site: CallSite, space: str, wanted: Value) -> Value:
        m, call = site.machine, _store(site.machine, key)
        if _is_function(m, wanted):
            return m.call(wanted, (call, *site.args), site.at)
        name = wanted.text()
        kind = V_UNKNOWN if name is None else string(_name(space, name))
        return m.call(call, (kind, *site.args), site.at)

    return tell


def _mapped_stores(site: CallSite) -> Value:
    """`mapStores(useConsent)`: `consentStore` among the options, by the name that the store was defined with."""
    m, made = site.machine, site.machine.allocate(Thing("object", site.place))
    for use in site.args:
        for _, thing in m.things(use, "native"):
            name = f"{thing.data.get('id', '')}Store"
            members.write(m, made, name, m.native(lambda inner, use=use: m.call(use, (), inner.at)))  # type: ignore[misc]
    return made


SHAPES: dict[str, Callable[[CallSite], Value | None]] = {
    "options-store": _options_store,
    "mapped-state": _mapped(_state),
    "mapped-getters": _mapped(_getter),
    "mapped-mutations": _mapped(_telling("commit")),
    "mapped-actions": _mapped(_telling("dispatch")),
    "mapped-stores": _mapped_stores,
}
COLLECTOR = Plugin(id="options-store", on_outside_value=_make)
