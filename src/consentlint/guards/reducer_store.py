"""Stores that are written by actions: `dispatch(accept())` runs a reducer, `useSelector` reads what it made.

The packs say which functions make and read them (`StateCall`). A store's state is cells: a reducer that gives a new
object writes those of its properties that differ, one that changes the object it is handed writes these.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from consentlint.reach import members, reactive, rendering
from consentlint.reach.calls import CallSite
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.rendering import RENDERED
from consentlint.reach.store import joined
from consentlint.reach.things import Thing
from consentlint.reach.values import (
    UNDEFINED,
    V_UNDEFINED,
    V_UNKNOWN,
    Value,
    pick,
    string,
    value,
)
from consentlint.worlds import ALWAYS, NEVER, PERHAPS, Worlds

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

REDUCER, DISPATCH, STATE = "reducer", "dispatch", "state"
Cases = list[tuple[Value, Value]]


def _make(site: CallSite) -> Value | None:
    make = SHAPES.get(site.machine.state_shape(site.path))
    return make(site) if make is not None else None


def _part(m: "Machine", held: Value, key: str) -> Value | None:
    return next((part for ref, _ in m.things(held) if (part := m.property(ref, key)) is not None), None)


def _entries(m: "Machine", held: Value) -> list[tuple[str, Value]]:
    return [(key, m.property(ref, key) or V_UNDEFINED) for ref, _ in m.things(held) for key in m.keys(ref)]


def _callable(m: "Machine", held: Value) -> bool:
    return any(thing.kind in ("function", "native") for _, thing in m.things(held))


# --- actions ---


def _creator(m: "Machine", kind: Value, prepare: Value | None = None) -> Value:
    """A function that makes actions of one type."""

    def create(site: CallSite) -> Value:
        made = m.allocate(Thing("object", site.place))
        for key, held in _entries(m, m.call(prepare, site.args, site.at)) if prepare is not None else ():
            members.write(m, made, key, held)
        if prepare is None:
            members.write(m, made, "payload", site.arg(0))
        members.write(m, made, "type", kind)
        return made

    made = m.native(create)
    members.write(m, made, "type", kind)
    return made


def _action(site: CallSite) -> Value:
    """`createAction('consent/accept')`."""
    m = site.machine
    return _creator(m, site.arg(0), site.arg(1) if _callable(m, site.arg(1)) else None)


# --- reducers ---


def _slice(site: CallSite) -> Value | None:
    """`createSlice({name, initialState, reducers, extraReducers, selectors})`."""
    m, options = site.machine, site.arg(0)
    reducers = _part(m, options, "reducers")
    if reducers is None:
        return None
    name = (_part(m, options, "name") or V_UNDEFINED).text() or ""
    made, actions = m.allocate(Thing("object", site.place)), m.allocate(Thing("object", site.place))
    cases: Cases = []
    for key, held in _entries(m, reducers):
        prepare = _part(m, held, "prepare")
        kind = string(f"{name}/{key}")
        cases.append((kind, held if prepare is None else _part(m, held, "reducer") or V_UNKNOWN))
        members.write(m, actions, key, _creator(m, kind, prepare))
    cases += _extra(site, _part(m, options, "extraReducers") or V_UNDEFINED)
    members.write(m, made, "name", string(name))
    members.write(m, made, "actions", actions)
    members.write(m, made, "reducer", _by_cases(m, _part(m, options, "initialState") or V_UNDEFINED, cases))
    members.write(m, made, "selectors", _selectors(m, name, _part(m, options, "selectors") or V_UNDEFINED))
    return made


def _extra(site: CallSite, extra: Value) -> Cases:
    """`(builder) => builder.addCase(type, fn)`, or an object of functions by type."""
    m = site.machine
    if not _callable(m, extra):
        return [(string(key), held) for key, held in _entries(m, extra)]
    cases: Cases = []
    builder = m.allocate(Thing("object", site.place))

    def add(inner: CallSite) -> Value:
        kind = _part(m, inner.arg(0), "type") or inner.arg(0)
        cases.append((kind if kind.text() is not None and len(inner.args) > 1 else V_UNKNOWN, inner.args[-1]))
        return builder

    for name in ("addCase", "addMatcher", "addDefaultCase"):
        members.write(m, builder, name, m.native(add))
    m.call(extra, (builder,), site.at)
    return cases


def _selectors(m: "Machine", name: str, given: Value) -> Value:
    made = m.allocate(Thing("object"))
    for key, held in _entries(m, given):
        members.write(m, made, key, m.native(lambda site, held=held: _select(site, name, held)))  # type: ignore[misc]
    return made


def _select(site: CallSite, name: str, select: Value) -> Value:
    m = site.machine
    return m.call(select, (members.read_named(m, site.arg(0), name), *site.args[1:]), site.at)


def _cases(site: CallSite) -> Value:
    """`createReducer(initial, (builder) => ...)`."""
    return _by_cases(site.machine, site.arg(0), _extra(site, site.arg(1)))


def _by_cases(m: "Machine", initial: Value, cases: Cases) -> Value:
    def reduce(site: CallSite) -> Value:
        state, action = site.arg(0), site.arg(1)
        if state.atoms() <= {UNDEFINED}:
            state = m.call(initial, (), site.at) if _callable(m, initial) else initial
        kind = members.read_named(m, action, "type")
        for wanted, run in cases:
            state = _one_case(m, run, _is(kind, wanted), state, action, site.at)
        return state

    return m.native(reduce, REDUCER)


def _is(kind: Value, wanted: Value) -> Worlds:
    if kind.text() is None or wanted.text() is None:
        return PERHAPS
    return ALWAYS if kind.text() == wanted.text() else NEVER


def _one_case(m: "Machine", run: Value, holds: Worlds, state: Value, action: Value, at: Path) -> Value:
    """The state behind one case; a case that gives nothing has changed the state that it was handed."""
    if holds == NEVER:
        return state
    made = m.branch(holds, lambda: m.call(run, (state, action), at.then(None, holds)))
    given = members.per_atom(made, lambda atom: state if atom == UNDEFINED else value(atom))
    return pick(holds, given, state)


def _combined(site: CallSite) -> Value | None:
    """`combineReducers({consent, cart})`."""
    m, parts = site.machine, _entries(site.machine, site.arg(0))
    if not parts:
        return None

    def reduce(inner: CallSite) -> Value:
        made = m.allocate(Thing("object", site.place))
        for key, reducer in parts:
            before = members.read_named(m, inner.arg(0), key) if m.things(inner.arg(0)) else V_UNDEFINED
            members.write(m, made, key, m.call(reducer, (before, inner.arg(1)), inner.at))
        return made

    return m.native(reduce, REDUCER)


# --- stores ---


def _reduced(site: CallSite) -> Value | None:
    """`createStore(reducer)`, `configureStore({reducer})`, where the reducer may be an object of reducers."""
    m, reducer = site.machine, site.arg(0)
    if not _callable(m, reducer):
        reducer = _part(m, reducer, "reducer") or V_UNDEFINED
    if not _callable(m, reducer):
        one = CallSite(m, site.frame, site.at, site.node, (reducer,), V_UNDEFINED)
        reducer = _combined(one) or V_UNDEFINED
    if not _callable(m, reducer):
        return None
    key = f"{site.place.path}:{site.place.span.start}"
    first = m.allocate(Thing("object", site.place))
    members.write(m, first, "type", string("@@INIT"))
    given = _part(m, site.arg(0), "preloadedState") or site.arg(1)
    begins = given if m.things(given, "object") else V_UNDEFINED
    state = reactive.current(m, key, m.call(reducer, (begins, first), site.at))
    return _store(site, key, reducer, state)


def _store(site: CallSite, key: str, reducer: Value, state: Value) -> Value:
    m, store = site.machine, site.machine.allocate(Thing("object", site.place, open=True))
    get = m.native(lambda inner: state)

    def dispatch(inner: CallSite) -> Value:
        action = inner.arg(0)
        if _callable(m, action):
            return m.call(action, (told, get, V_UNKNOWN), inner.at)
        reactive.keep_all(m, key, m.call(reducer, (state, action), inner.at), state, inner.at, inner.place)
        return action

    told = m.native(dispatch)
    members.write(m, store, STATE, state)
    members.write(m, store, "getState", get)
    members.write(m, store, "dispatch", told)
    members.write(m, store, "subscribe", m.native(_subscribe))
    m.libraries.stores.append(store)
    return store


def _subscribe(site: CallSite) -> Value:
    """The function runs after every action: whenever something may have changed."""
    site.machine.later(site.arg(0), (), site.at, certain=True)
    return site.machine.native(lambda inner: V_UNDEFINED)


def _ask(m: "Machine", key: str) -> Value | None:
    """Something of the store of this page; None where no store is in sight."""
    found = [held for store in m.libraries.stores if (held := _part(m, store, key)) is not None]
    return joined(tuple(found)) if found else None


def _selected(site: CallSite) -> Value | None:
    """`useSelector((state) => state.consent.chat)`."""
    state = _ask(site.machine, STATE)
    return site.machine.call(site.arg(0), (state,), site.at) if state is not None else None


def _dispatcher(site: CallSite) -> Value | None:
    return _ask(site.machine, DISPATCH)


def _the_store(site: CallSite) -> Value | None:
    stores = site.machine.libraries.stores
    return joined(tuple(stores)) if stores else None


def _selector(site: CallSite) -> Value | None:
    """`createSelector([first, second], (a, b) => ...)`, `createSelector(first, (a) => ...)`."""
    m = site.machine
    inputs = [one for arg in site.args[:-1] for one in (m.items_of(arg) or (arg,))]
    if not site.args or not all(_callable(m, one) for one in inputs):
        return None
    combine = site.args[-1]

    def select(inner: CallSite) -> Value:
        return m.call(combine, tuple(m.call(one, inner.args, inner.at) for one in inputs), inner.at)

    return m.native(select)


# --- components that are handed state ---


def _connected(site: CallSite) -> Value:
    """`connect(mapState, mapDispatch)(Component)`."""
    m, of_state, of_dispatch = site.machine, site.arg(0), site.arg(1)

    def wrap(outer: CallSite) -> Value:
        def show(inner: CallSite) -> Value:
            props = rendering.props_of(m, {}, None)
            more = [inner.arg(0), _mapped(inner, of_state, STATE), *_calls(inner, of_dispatch)]
            for key, held in (entry for one in more for entry in _entries(m, one)):
                members.write(m, props, key, held)
            rendering.show(m, outer.arg(0), props, site.frame, inner.at)
            return V_UNDEFINED

        return m.native(show, RENDERED)

    return m.native(wrap)


def _mapped(site: CallSite, function: Value, key: str) -> Value:
    asked = _ask(site.machine, key) or V_UNKNOWN
    return site.machine.call(function, (asked, site.arg(0)), site.at) if _callable(site.machine, function) else asked


def _calls(site: CallSite, given: Value) -> list[Value]:
    """What a component is handed to dispatch with: `dispatch` itself, functions that use it, or creators of actions."""
    m, dispatch = site.machine, _ask(site.machine, DISPATCH) or V_UNKNOWN
    made = m.allocate(Thing("object"))
    if _callable(m, given):
        return [m.call(given, (dispatch, site.arg(0)), site.at)]
    if not m.things(given):
        members.write(m, made, DISPATCH, dispatch)
    for key, creator in _entries(m, given):
        members.write(m, made, key, m.native(_dispatching(m, creator, dispatch)))
    return [made]


def _dispatching(m: "Machine", creator: Value, dispatch: Value) -> Callable[[CallSite], Value]:
    return lambda site: m.call(dispatch, (m.call(creator, site.args, site.at),), site.at)


def _bound(site: CallSite) -> Value | None:
    """`bindActionCreators({accept}, dispatch)`."""
    m, creators, dispatch = site.machine, site.arg(0), site.arg(1)
    if _callable(m, creators):
        return m.native(_dispatching(m, creators, dispatch))
    made = m.allocate(Thing("object"))
    for key, creator in _entries(m, creators):
        members.write(m, made, key, m.native(_dispatching(m, creator, dispatch)))
    return made


SHAPES: dict[str, Callable[[CallSite], Value | None]] = {
    "slice": _slice, "cases": _cases, "combined": _combined, "reduced": _reduced, "action": _action,
    "selected": _selected, "dispatcher": _dispatcher, "the-store": _the_store, "selector": _selector,
    "connected": _connected, "bound-actions": _bound,
}  # fmt: skip
COLLECTOR = Plugin(id="reducer-store", on_outside_value=_make)
