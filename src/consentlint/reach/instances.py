"""Instances of components: what their options or their class put on them, what frameworks call on them, what they show.

Which functions a framework calls by itself (`mounted`, `ngOnInit`) and which options name elements of the head is data.
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from consentlint.model import Guard, Place, Span
from consentlint.reach import heads, members, reactive
from consentlint.reach.functions import construct, invoke
from consentlint.reach.paths import Path
from consentlint.reach.things import Frame, Scope, Thing
from consentlint.reach.values import (
    V_TRUE,
    V_UNDEFINED,
    V_UNKNOWN,
    External,
    Lit,
    Ref,
    Value,
    join,
    string,
    truth,
    value,
)
from consentlint.syntax.components.code import PROPS
from consentlint.worlds import ALWAYS, MAYBE, NO, YES, Worlds

if TYPE_CHECKING:
    from consentlint.reach.calls import CallSite
    from consentlint.reach.machine import Machine

# Keys by which an object is told to be a component's options.
TELLING = frozenset(
    "template render setup data computed methods props mixins extends components mounted created".split()
)
START = Span(0, 0)
MERGED = ("extends", "mixins")


def is_component(m: "Machine", ref: Ref) -> bool:
    return bool(TELLING & set(m.keys(ref)))


def of_options(
    m: "Machine",
    options: Value,
    props: Value,
    f: Frame,
    at: Path,
    render: Value = V_UNDEFINED,
    own: Scope | None = None,
) -> Value:
    """A component made of options; `render` is its compiled template, `own` the scope of its setup script."""
    place = next((thing.place for _, thing in m.things(options, "object")), None) or f.code.place(START)
    made = reactive.instance(m, place, f"{place.path}:{place.span.start}")
    this = next(ref for ref, _ in m.things(made))
    _give_props(m, made, options, props, f, at)
    members.write(m, made, "$props", props)
    members.write(m, made, "$emit", emitter(m, props))
    for one in _layers(m, options):
        _fill(m, made, one, props, f, at)
    registered = {name: held for one in _layers(m, options) for name, held in _registered(m, one)}
    for one in _layers(m, options):
        _early(m, made, one, at)
    _show(m, made, this, render, own, registered, f, at)
    for one in _layers(m, options):
        _written(m, made, one, at)
        _hooks(m, made, one, f, at)
    return made


def _layers(m: "Machine", options: Value, depth: int = 4) -> list[Value]:
    """The options that are mixed in, then the component's own."""
    found: list[Value] = []
    for ref, _ in m.things(options, "object") if depth else ():
        for key in MERGED:
            held = m.property(ref, key)
            if held is not None:
                for part in m.items_of(held) or (held,):
                    found += _layers(m, part, depth - 1)
    return [*found, options]


def _parts(m: "Machine", options: Value, key: str) -> list[tuple[str, Value]]:
    """The entries of an object among the options."""
    found = []
    for ref, _ in m.things(options, "object"):
        held = m.property(ref, key)
        for inner, _ in m.things(held, "object") if held is not None else ():
            found += [(name, part) for name in m.keys(inner) if (part := m.property(inner, name)) is not None]
    return found


def _option(m: "Machine", options: Value, key: str) -> Value | None:
    return next((held for ref, _ in m.things(options, "object") if (held := m.property(ref, key)) is not None), None)


def _give_props(m: "Machine", made: Value, options: Value, props: Value, f: Frame, at: Path) -> None:
    for ref, _ in m.things(props, "object"):
        for key in m.keys(ref):
            members.write(m, made, key, m.property(ref, key) or V_UNDEFINED)
    for one in _layers(m, options):
        declared = _option(m, one, "props")
        if declared is not None:
            give_defaults(m, made, props, declared, at)


def give_defaults(m: "Machine", made: Value, props: Value, declared: Value, at: Path) -> None:
    """`props: {enabled: {type: Boolean, default: true}}`, `['enabled']`: what a prop is worth that nobody gave."""
    missing = V_UNKNOWN if any(thing.open for _, thing in m.things(props)) or not m.things(props) else V_UNDEFINED
    given = {key for ref, _ in m.things(props, "object") for key in m.keys(ref)}
    for item in m.items_of(declared):
        name = item.text()
        if name and name not in given:
            members.write(m, made, name, missing)
    for ref, _ in m.things(declared, "object"):
        for name in m.keys(ref):
            if name not in given:
                members.write(m, made, name, _default(m, m.property(ref, name) or V_UNDEFINED, missing, at))


def _default(m: "Machine", definition: Value, missing: Value, at: Path) -> Value:
    default = _option(m, definition, "default")
    if default is None:
        return missing
    if m.things(default, "function"):
        default = m.call(default, (), at)
    return default if missing is V_UNDEFINED else join(default, V_UNKNOWN)


def _fill(m: "Machine", made: Value, options: Value, props: Value, f: Frame, at: Path) -> None:
    for key in ("methods", "actions"):
        for name, held in _parts(m, options, key):
            members.write(m, made, name, members.bound(m, held, made))
    for key in ("data", "state"):
        data = _option(m, options, key)
        if data is not None:
            _give_state(
                m, made, m.call(members.bound(m, data, made), (made,), at) if m.things(data, "function") else data
            )
    for key in ("computed", "getters"):
        for name, held in _parts(m, options, key):
            _give_getter(m, made, name, held, key == "getters")
    setup = _option(m, options, "setup")
    if setup is not None:
        given = _context(m, props)
        result = m.call(members.bound(m, setup, made), (made, given), at)
        for ref, _ in m.things(result, "object"):
            for name in m.keys(ref):
                members.write(m, made, name, m.property(ref, name) or V_UNDEFINED)
        m.call(result, (), at)


def _context(m: "Machine", props: Value) -> Value:
    made = m.allocate(Thing("object", open=True))
    members.write(m, made, "emit", emitter(m, props))
    return made


def _give_state(m: "Machine", made: Value, data: Value) -> None:
    for own, thing in m.things(made):
        cell = str(thing.data["cell"])
        for ref, source in m.things(data, "object"):
            thing.open |= source.open
            for name in m.keys(ref):
                held = m.property(ref, name) or V_UNDEFINED
                members.write(m, value(own), name, reactive.current(m, f"{cell}.{name}", held))


def _give_getter(m: "Machine", made: Value, name: str, held: Value, of_state: bool) -> None:
    """`computed`: a function, or an object with one; a getter of a store is handed the store."""
    for ref, _ in m.things(held, "object"):
        held = m.property(ref, "get") or held
    if not m.things(held, "function") and not m.things(held, "native"):
        members.write(m, made, name, held)
        return
    getter = members.bound(m, held, made)
    if of_state:
        inner = getter
        getter = m.native(lambda site: site.machine.call(inner, (made,), site.at))
    for _, thing in m.things(made):
        thing.data.setdefault("getters", {})[name] = getter
        thing.data.setdefault("keys", {})[name] = None


def _registered(m: "Machine", options: Value) -> list[tuple[str, Value]]:
    """Components under the names that the template has for them."""
    return [
        ("".join(w[:1].upper() + w[1:] for w in name.split("-")), h) for name, h in _parts(m, options, "components")
    ]


# --- what is called and shown ---


def _early(m: "Machine", made: Value, options: Value, at: Path) -> None:
    """What is called before the component is shown: it may set what the template looks at."""
    for ref, _ in m.things(options, "object"):
        for name in filter(m.knowledge.is_early, m.keys(ref)):
            m.call(members.bound(m, m.property(ref, name) or V_UNDEFINED, made), (V_UNKNOWN, V_UNKNOWN), at)


def _hooks(m: "Machine", made: Value, options: Value, f: Frame, at: Path) -> None:
    hooks, named = m.knowledge.hooks()
    for ref, _ in m.things(options, "object"):
        for name in m.keys(ref):
            held = m.property(ref, name) or V_UNDEFINED
            if name in hooks and m.things(held) and not m.knowledge.is_early(name):
                m.later(members.bound(m, held, made), (V_UNKNOWN, V_UNKNOWN), at, certain=True)
            elif name in named:
                listed = m.call(members.bound(m, held, made), (), at) if m.things(held, "function") else held
                heads.head(m, listed, f, at)
    for name, held in _parts(m, options, "watch"):
        _watch_option(m, made, name, held, at)


def _watch_option(m: "Machine", made: Value, name: str, held: Value, at: Path) -> None:
    seen = made
    for key in name.split("."):
        seen = members.read_named(m, seen, key)
    immediate = False
    for ref, _ in m.things(held, "object"):
        immediate = truth(m.property(ref, "immediate") or V_UNDEFINED) == ALWAYS
        held = m.property(ref, "handler") or held
    if held.text() is not None:
        held = members.read_named(m, made, held.text() or "")
    watch(m, seen, members.bound(m, held, made), at, immediate, None)


def watch(
    m: "Machine", seen: Value, callback: Value, at: Path, immediate: bool, place: Place | None,
    handed: Value | None = None,
) -> None:  # fmt: skip
    """A callback that runs when a value changes: in the worlds in which it is another than at first."""
    settled = m.settle(seen)
    worlds = ALWAYS if immediate else changes(settled)
    guard = Guard("script-branch", place, "when the watched value changes", worlds) if place is not None else None
    m.later(callback, (handed or seen, V_UNKNOWN), at.then(guard, worlds), certain=True)


def changes(settled: Value) -> Worlds:
    """In which worlds a value is another than what the visitor finds who has not chosen."""
    first = settled.undecided
    known = len(first) == 1 and all(isinstance(atom, Lit) or not isinstance(atom, External | Ref) for atom in first)
    answers = []
    for index, atoms in enumerate(settled.sets()):
        if not known:
            answers.append(MAYBE)
        elif atoms == first:
            answers.append(NO)
        else:
            answers.append(MAYBE if index == 0 or first & atoms else YES)
    return Worlds(*answers)


def _show(
    m: "Machine", made: Value, this: Ref, render: Value, own: Scope | None, more: dict[str, Value], f: Frame, at: Path
) -> None:
    """Run a template: the properties of its instance are names in it."""
    for _, thing in m.things(render, "function"):
        outer = thing.scope
        if more:
            outer = m.new_scope(outer, more)
            for name, held in more.items():
                m.write_name(outer, name, held)
        names = set(m.keys(this)) - (own.names if own is not None else set())
        scope = reactive.view(m, outer, made, names)
        copy = Thing("function", thing.place, function=thing.function, scope=scope, code=thing.code, this=made)
        m.allocate(copy)
        invoke(m, copy, (), at, made, f)


def _written(m: "Machine", made: Value, options: Value, at: Path) -> None:
    """A render function of one's own: it is handed what makes elements (`h => h(App)`)."""
    from consentlint.reach.rendering import element

    for ref, _ in m.things(options, "object"):
        render = m.property(ref, "render")
        if render is not None and m.things(render, "function"):
            m.call(m.call(members.bound(m, render, made), (m.native(element),), at), (), at)


def emitter(m: "Machine", props: Value) -> Value:
    """`emit('accept', 1)`: the handler that the one who shows this component gave for the event."""

    def emit(site: "CallSite") -> Value:
        event = site.arg(0).text() or ""
        key = "on" + "".join(part[:1].upper() + part[1:] for part in event.split("-"))
        for ref, _ in site.machine.things(props, "object"):
            handler = site.machine.property(ref, key)
            if handler is not None:
                site.machine.call(handler, site.args[1:] or (V_UNDEFINED,), site.at)
        return V_UNDEFINED

    return m.native(emit)


# --- classes ---


def of_class(m: "Machine", thing: Thing, props: Value, f: Frame, at: Path) -> Value:
    """A component that is a class: an instance, what the framework calls on it, and its template."""
    thing.data["shown"] = True
    given = () if "described" in thing.data else (props,)
    made = construct(m, thing, given, f, at)
    for ref, instance in m.things(made):
        instance.data["cell"] = f"{thing.place.path}:{thing.place.span.start}" if thing.place else ""
        _as_cells(m, made, ref, instance)
        if "described" not in thing.data:
            members.write(m, made, "props", props)
        _give_inputs(m, made, ref, props)
        _give_setters(m, made, ref, str(instance.data["cell"]))
    hooks, _ = m.knowledge.hooks()
    called = [name for name in _methods(thing) if name in hooks]
    for name in filter(m.knowledge.is_early, called):
        m.call(members.read(m, made, string(name)), (V_UNKNOWN,), at, made)
    for ref, _ in m.things(made):
        _templates(m, thing, made, ref, props, f, at)
    for name in (name for name in m.knowledge.renders() if name in _methods(thing)):
        m.call(m.call(members.read(m, made, string(name)), (), at, made), (), at)
    for name in called:
        if not m.knowledge.is_early(name):
            m.later(members.read(m, made, string(name)), (V_UNKNOWN,), at, certain=True, this=made)
    return made


def _give_inputs(m: "Machine", made: Value, ref: Ref, props: Value) -> None:
    """What the one who shows it binds: values, and handlers of what it tells."""
    for own, _ in m.things(props, "object"):
        for key in m.keys(own):
            given = m.property(own, key) or V_TRUE
            before = m.property(ref, key)
            if re.match(r"on[A-Z]", key):
                event = key[2:3].lower() + key[3:]
                teller = m.allocate(Thing("object", open=True))
                for name in ("emit", "next"):
                    members.write(m, teller, name, given)
                members.write(m, made, event, teller)
            elif before is not None and any(reactive.is_box(m, atom) for atom in before.atoms()):
                members.write(m, before, "value", given)
            else:
                members.write(m, made, key, given)


def _give_setters(m: "Machine", made: Value, ref: Ref, cell: str) -> None:
    """`this.setState({chat: true})`: what is given is put beside the rest of the state."""
    for name, part in m.knowledge.setters():
        if m.property(ref, part) is None:
            members.write(m, made, part, m.allocate(Thing("object")))
        state = m.property(ref, part) or V_UNDEFINED
        reactive.deepen(m, f"{cell}.{part}", state)
        members.write(m, made, name, m.native(_putting(f"{cell}.{part}", state, made)))


def _putting(key: str, state: Value, made: Value) -> Callable[["CallSite"], Value]:
    def put(site: "CallSite") -> Value:
        m, given = site.machine, site.arg(0)
        if m.things(given, "function"):
            given = m.call(given, (state, members.read_named(m, made, "props")), site.at)
        for ref, _ in m.things(given, "object"):
            for name in m.keys(ref):
                held, before = m.property(ref, name) or V_UNDEFINED, members.read_named(m, state, name)
                reactive.keep_all(m, f"{key}.{name}", held, before, site.at, site.place)
        m.later(site.arg(1), (), site.at, certain=True)
        return V_UNDEFINED

    return put


def single(m: "Machine", thing: Thing, f: Frame, at: Path) -> Value:
    """The one instance of a class that everybody is given."""
    held = thing.data.get("single")
    if held is None:
        thing.data["single"] = V_UNKNOWN  # while it is made: classes may ask for each other
        held = thing.data["single"] = construct(m, thing, (), f, at)
        for ref, instance in m.things(held):
            instance.data["cell"] = f"{thing.place.path}:{thing.place.span.start}" if thing.place else ""
            _as_cells(m, held, ref, instance)
    return held


def _as_cells(m: "Machine", made: Value, ref: Ref, instance: Thing) -> None:
    for name in m.keys(ref):
        held = m.property(ref, name) or V_UNDEFINED
        if not m.things(held, "function"):
            members.write(m, made, name, reactive.current(m, f"{instance.data['cell']}.{name}", held))


def _methods(thing: Thing) -> list[str]:
    found: dict[str, None] = {}
    cls: Thing | None = thing
    while cls is not None and len(found) < 200:
        found.update(dict.fromkeys(cls.data.get("methods", {})))
        cls = cls.base
    return list(found)


def _templates(m: "Machine", thing: Thing, made: Value, ref: Ref, props: Value, f: Frame, at: Path) -> None:
    for render in thing.data.get("templates", ()):
        names = {*m.keys(ref), *_methods(thing)}
        for _, function in m.things(render(m, thing, f), "function"):
            outer = m.new_scope(function.scope, (PROPS,))
            m.write_name(outer, PROPS, props)
            scope = reactive.view(m, outer, made, names)
            scope.view = False  # signals are called, not unwrapped
            copy = Thing("function", function.place, function=function.function, scope=scope, code=function.code)
            copy.this = made
            m.allocate(copy)
            invoke(m, copy, (), at, made, f)
