"""State of components, and what frameworks do with what they are handed.

The packs say which functions make state, show a component or run a function (`StateCall`); what each shape means
stands here.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from consentlint.reach import cells, heads, instances, members, rendering
from consentlint.reach.browser.text import array
from consentlint.reach.calls import CallSite
from consentlint.reach.described import DESCRIBED, show_rest
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.reactive import (
    UNBOXING,
    assigned,
    boxes_of,
    content,
    current,
    deepen,
    keep,
    make_box,
    unboxed,
)
from consentlint.reach.things import ADDRESS, Frame, Thing
from consentlint.reach.values import V_UNDEFINED, V_UNKNOWN, Value, join, truth
from consentlint.syntax.components.code import COMPONENT, PROPS
from consentlint.worlds import ALWAYS

if TYPE_CHECKING:
    from consentlint.model import Span
    from consentlint.reach.machine import Machine

SHOWN = ("component", "loadComponent", "components")
DEEPEST = 6


def shape_of(site: CallSite) -> str:
    return site.machine.state_shape(site.path)


def _make(site: CallSite) -> Value | None:
    if site.path == COMPONENT:
        return _component(site)
    make = SHAPES.get(shape_of(site))
    return make(site) if make is not None else None


def _key(site: CallSite) -> str:
    return f"{site.place.path}:{site.place.span.start}"


def _initial(site: CallSite) -> Value:
    held = site.arg(0)
    return site.machine.call(held, (), site.at) if site.machine.things(held, "function") else held


def _now(site: CallSite) -> Value:
    return current(site.machine, _key(site), _initial(site))


# --- cells ---


def _box(site: CallSite) -> Value:
    return make_box(site.machine, _key(site), current(site.machine, _key(site), site.arg(0)))


def _object(site: CallSite) -> Value:
    deepen(site.machine, _key(site), site.arg(0))
    return site.arg(0)


def _pair(site: CallSite) -> Value:
    if site.arg(0).text() is not None and site.machine.things(site.arg(1), "function"):
        # `useState('chat', () => false)`: one box for all who name it.
        key = f"state:{site.arg(0).text()}"
        return make_box(site.machine, key, current(site.machine, key, site.machine.call(site.arg(1), (), site.at)))
    held = _now(site)
    return array(site, [held, _setter(site, held)])


def _getter(site: CallSite) -> Value:
    held = _now(site)
    return array(site, [site.machine.native(lambda inner: held), _setter(site, held)])


def _signal(site: CallSite) -> Value:
    """A box that is called to be read, with functions that write it."""
    made, held = _box(site), V_UNDEFINED
    held = members.read_named(site.machine, made, "value")
    for name in ("set", "update", "next"):
        members.write(site.machine, made, name, _setter(site, held))
    return made


def _store(site: CallSite) -> Value:
    made = _signal(site)
    subscribe = _subscribing(site.machine, made)
    for name in ("subscribe", "listen"):
        members.write(site.machine, made, name, subscribe)
    members.write(site.machine, made, "setKey", site.machine.native(lambda inner: _set_key(inner, _key(site))))
    members.write(site.machine, made, "get", site.machine.native(lambda inner: unboxed(inner.machine, made)))
    members.write(site.machine, made, "asObservable", site.machine.native(lambda inner: made))
    members.write(site.machine, made, "getValue", site.machine.native(lambda inner: unboxed(inner.machine, made)))
    return made


def _subscribing(m: "Machine", store: Value) -> Value:
    made = m.native(lambda site: _subscribe(site, store))
    for _, thing in m.things(made):
        thing.data["of"] = store
    return made


def _set_key(site: CallSite, key: str) -> Value:
    """`store.setKey('banner', true)`."""
    name = site.arg(0).text()
    if name is not None:
        keep(site.machine, f"{key}.{name}", site.arg(1), site.at, site.place)
    return V_UNDEFINED


def _subscribe(site: CallSite, store: Value) -> Value:
    held = members.read_named(site.machine, store, "value")
    site.machine.later(site.arg(0), (held,), site.at, certain=True)
    return site.machine.native(lambda inner: V_UNDEFINED)


def _derived(site: CallSite) -> Value:
    """`derived(store, fn)`, `derived([a, b], fn)`: a store of what a function makes of others."""
    m = site.machine
    several = m.items_of(site.arg(0))
    given = [content(m, one) for one in several or (site.arg(0),)]
    args = given if shape_of(site) == "derived-spread" else [array(site, given) if several else given[0], V_UNKNOWN]
    made = make_box(m, "", m.call(site.arg(1), tuple(args), site.at))
    for name in ("subscribe", "listen"):
        members.write(m, made, name, _subscribing(m, made))
    members.write(m, made, "get", m.native(lambda inner: unboxed(inner.machine, made)))
    return made


def _setter(site: CallSite, held: Value) -> Value:
    """The setter: its argument is the new value, or a function of the old one."""
    key = _key(site)

    def put(inner: CallSite) -> Value:
        m, new = inner.machine, inner.arg(0)
        if m.things(new, "function"):
            new = m.call(new, (held,), inner.at)
        keep(m, key, new, inner.at, inner.place)
        return V_UNDEFINED

    return site.machine.native(put)


def _result(site: CallSite) -> Value:
    m = site.machine
    if site.functions():
        return m.call(site.arg(0), (), site.at)
    for ref, _ in m.things(site.arg(0), "object"):
        getter = m.property(ref, "get")
        if getter is not None:
            return m.call(getter, (), site.at)
    return site.arg(0)


def _computed(site: CallSite) -> Value:
    return make_box(site.machine, "", _result(site))


def _boxes(site: CallSite) -> Value:
    """`storeToRefs(store)`, `toRefs(props)`: every property as a box."""
    return boxes_of(site.machine, site.arg(0))


def _kept(kind: str) -> Callable[[CallSite], Value | None]:
    """`useCookie('consent')`: some give the value itself, some a box, some a pair of value and setter."""

    def make(site: CallSite) -> Value | None:
        m, key = site.machine, _name_given(site)
        if key is None:
            return None
        held = cells.read(m, kind, key)
        made = m.allocate(Thing("object", site.place, tag=ADDRESS, data={"kept": (kind, key)}))
        for name in ("href", "value", "0"):
            members.write(m, made, name, held)
        return made

    return make


def _name_given(site: CallSite) -> str | None:
    return site.machine.settle(site.arg(0)).text()


# --- what a component was given ---


def _props(site: CallSite) -> Value:
    """The props of the component at hand; what is declared of them gives the defaults."""
    m = site.machine
    given = m.read_name(site.frame.scope, PROPS)
    if site.args and m.things(given, "object"):
        instances.give_defaults(m, given, given, site.arg(0), site.at)
    return given


def _defaulted(site: CallSite) -> Value:
    """`withDefaults(defineProps<Props>(), {region: 'de'})`."""
    m, props = site.machine, site.arg(0)
    strangers = any(thing.open for _, thing in m.things(props))
    for ref, _ in m.things(site.arg(1), "object"):
        for name in m.keys(ref):
            held = m.property(ref, name) or V_UNDEFINED
            held = m.call(held, (), site.at) if m.things(held, "function") else held
            if not any(name in m.keys(own) for own, _ in m.things(props, "object")):
                members.write(m, props, name, join(held, V_UNKNOWN) if strangers else held)
    return props


def _emit(site: CallSite) -> Value:
    return instances.emitter(site.machine, site.machine.read_name(site.frame.scope, PROPS))


def _component(site: CallSite) -> Value:
    """What the reader of a component file puts at the end of it: options, and the template to run."""
    m = site.machine
    options, render = site.arg(1), site.arg(2)
    instances.of_options(m, options, site.arg(0), site.frame, site.at, render, site.frame.scope)
    return V_UNDEFINED


# --- showing components ---


def _lazy(site: CallSite) -> Value:
    return rendering.lazy(site.machine, site.arg(0), site.place)


def _root(site: CallSite) -> Value:
    """`createApp(App).component('Chat', Chat).mount('#app')`."""
    _show_later(site, site.arg(0), site.arg(1))
    return _application(site)


def _mount(site: CallSite) -> Value:
    """`mount(App, {target, props})`."""
    m = site.machine
    props = next((held for ref, _ in m.things(site.arg(1)) if (held := m.property(ref, "props")) is not None), None)
    _show_later(site, site.arg(0), props if props is not None else V_UNDEFINED)
    return V_UNKNOWN


def _described(site: CallSite) -> Value:
    """`@Component({...})`: the options, for the class that stands below."""
    for _, thing in site.machine.things(site.arg(0), "object"):
        thing.tag = DESCRIBED
    return site.arg(0)


def _started(site: CallSite) -> Value:
    """`bootstrapModule(AppModule)`: the components that the module starts with."""
    m = site.machine
    for _, thing in m.things(site.arg(0), "class"):
        ref = thing.data.get("described")
        for component in m.items_of(m.property(ref, "bootstrap") or V_UNDEFINED) if ref is not None else ():
            _show_later(site, component, V_UNDEFINED)
    return V_UNKNOWN


def _show_later(site: CallSite, component: Value, props: Value) -> None:
    m = site.machine
    given = props if m.things(props, "object") else rendering.props_of(m, {}, None)

    def run(inner: CallSite) -> Value:
        rendering.show(inner.machine, component, given, site.frame, inner.at)
        return V_UNDEFINED

    m.later(m.native(run), (), site.at, certain=True)


def _application(site: CallSite) -> Value:
    m = site.machine
    made = m.allocate(Thing("object", site.place, open=True))

    def register(inner: CallSite) -> Value:
        name = inner.arg(0).text()
        if name and len(inner.args) > 1:
            words = "".join(part[:1].upper() + part[1:] for part in name.split("-"))
            inner.machine.components[words] = inner.args[1]
        return made

    members.write(m, made, "component", m.native(register))

    def take(inner: CallSite) -> Value:
        for arg in inner.args:
            for hook in inner.machine.plugins.on_escape:
                hook(inner, arg)
        return made

    for name in ("use", "provide", "directive", "mixin"):
        members.write(m, made, name, m.native(take))
    return made


def _routes(site: CallSite) -> Value:
    for arg in site.args:
        for component in _named_shown(site.machine, arg, DEEPEST):
            _show_later(site, component, V_UNDEFINED)
    return V_UNKNOWN


def _named_shown(m: "Machine", held: Value, depth: int) -> Iterator[Value]:
    """The components that a tree of addresses names."""
    for inner in m.items_of(held) if depth else ():
        yield from _named_shown(m, inner, depth - 1)
    for ref, _ in m.things(held, "object") if depth else ():
        for key in m.keys(ref):
            part = m.property(ref, key) or V_UNDEFINED
            if key == "components":
                yield from (one for own, _ in m.things(part) for k in m.keys(own) if (one := m.property(own, k)))
            elif key in SHOWN:
                yield part
            else:
                yield from _named_shown(m, part, depth - 1)


def _head(site: CallSite) -> Value:
    listed = site.arg(0)
    if site.machine.things(listed, "function"):
        listed = site.machine.call(listed, (), site.at)
    heads.head(site.machine, listed, site.frame, site.at)
    return V_UNDEFINED


def _watch(site: CallSite) -> Value:
    """`watch(source, callback, {immediate})`; a source is a box, a function or a list of them."""
    m, source = site.machine, site.arg(0)
    several = m.items_of(source)
    seen = array(site, [_seen(site, one) for one in several]) if several else _seen(site, source)
    now = any(truth(m.property(ref, "immediate") or V_UNDEFINED) == ALWAYS for ref, _ in m.things(site.arg(2)))
    telling = V_UNKNOWN if several and len(several) > 1 else _seen(site, several[0]) if several else seen
    instances.watch(m, telling, site.arg(1), site.at, now, site.place, handed=seen)
    return m.native(lambda inner: V_UNDEFINED)


def _seen(site: CallSite, source: Value) -> Value:
    m = site.machine
    if m.things(source, "function"):
        return m.call(source, (), site.at)
    return unboxed(m, source)


# --- one instance for all ---


def _defined(site: CallSite) -> Value:
    """`defineStore('consent', {...})`, `defineStore('consent', () => ({...}))`: a function that gives the one store."""
    m, made = site.machine, site.args[-1] if site.args else V_UNDEFINED
    made = site.arg(1) if m.things(site.arg(1), "function") else made  # options of plugins may come third
    held: list[Value] = []

    def use(inner: CallSite) -> Value:
        if not held:
            if m.things(made, "function"):
                held.append(_view(m, m.call(made, (), site.at)))
            else:
                props = rendering.props_of(m, {}, None)
                held.append(instances.of_options(m, made, props, site.frame, site.at))
            members.write(m, held[0], "$patch", m.native(lambda patch: _patch(patch, held[0])))
        return held[0]

    given = m.native(use)
    for _, thing in m.things(given):
        thing.data["id"] = site.arg(0).text() or ""
    return given


def _patch(site: CallSite, store: Value) -> Value:
    """`store.$patch({chat: true})`, `store.$patch((state) => { state.chat = true })`."""
    m = site.machine
    if site.functions():
        return m.call(site.arg(0), (store,), site.at)
    for ref, _ in m.things(site.arg(0), "object"):
        for name in m.keys(ref):
            held = m.property(ref, name) or V_UNDEFINED
            members.write(m, store, name, held)
            m.property_assigned(store, name, held, site.frame, site.at, site.node.span)
    return V_UNDEFINED


def _view(m: "Machine", result: Value) -> Value:
    """What a setup function gives: its boxes are read and written through the store."""
    for _, thing in m.things(result, "object"):
        thing.tag = UNBOXING[-1]
    return result


def _inject(site: CallSite) -> Value | None:
    """`inject(ConsentService)`: the one instance of a class."""
    m = site.machine
    for _, thing in m.things(site.arg(0), "class"):
        return instances.single(m, thing, site.frame, site.at)
    return None


def _on_property(m: "Machine", owner: Value, key: str, held: Value, f: Frame, at: Path, span: "Span") -> None:
    assigned(m, owner, key, held, f, at, f.code.place(span))


SHAPES: dict[str, Callable[[CallSite], Value | None]] = {
    "pair": _pair, "getter": _getter, "box": _box, "signal": _signal, "result": _result, "computed": _computed,
    "same": lambda site: site.arg(0), "plain": lambda site: site.arg(0), "object": _object, "store": _store,
    "derived": _derived, "derived-spread": _derived, "described": _described, "started": _started,
    "read": lambda site: content(site.machine, site.arg(0)), "boxes": _boxes, "props": _props,
    "defaulted": _defaulted, "emit": _emit, "lazy": _lazy, "root": _root, "mount": _mount, "routes": _routes,
    "head": _head, "element": rendering.element, "watch": _watch, "defined": _defined, "inject": _inject,
    "snapshot": lambda site: site.machine.call(site.arg(1), (), site.at),
    "cookie": _kept("cookie"), "storage": _kept("storage"),
}  # fmt: skip

COLLECTOR = Plugin(id="state-cell", on_outside_value=_make, on_property=_on_property, at_end=show_rest)
