"""Components of the code at hand, whatever kind they are: what is entered when one is shown.

A function (JSX, or a compiled component file), a class, an object of options, or a promise or lazy holder of one.
"""

from typing import TYPE_CHECKING

from consentlint.model import Place
from consentlint.reach import instances, members, waiting
from consentlint.reach.functions import invoke
from consentlint.reach.paths import Path, both
from consentlint.reach.things import Frame, Thing
from consentlint.reach.values import V_UNDEFINED, Atom, External, Ref, Value, value
from consentlint.worlds import NEVER

if TYPE_CHECKING:
    from consentlint.reach.calls import CallSite
    from consentlint.reach.machine import Machine

LAZY = "lazy"  # the tag of what is fetched when it is first shown
RENDERED = "component"  # the tag of a component that stands for the inside of a framework
DEEPEST = 6
MOST_SHOWN = 4  # times that a component is shown in the same worlds


def show(m: "Machine", component: Value, props: Value, f: Frame, at: Path, depth: int = DEEPEST) -> bool:
    """Render a component with its props; False where no code of it is in sight."""
    found = False
    for atom in component.ordered() if depth else ():
        found |= _show(m, atom, props, f, at, depth)
    return found


def _show(m: "Machine", atom: Atom, props: Value, f: Frame, at: Path, depth: int) -> bool:
    thing = m.thing(atom)
    if thing is None or not isinstance(atom, Ref):
        return False
    # Props differ from one place to the next, but what a component loads hardly ever hangs on the fifth of them.
    key = ("shown", thing.place, at.absolute, at.trigger)
    m.visits[key] = m.visits.get(key, 0) + 1
    if m.visits[key] > MOST_SHOWN:
        return True
    if thing.kind == "function":
        _entered(m, invoke(m, thing, (props,), at, thing.this, f), props, f, at, depth)
        return True
    if thing.kind == "class":
        instances.of_class(m, thing, props, f, at)
        return True
    if thing.kind == "native" and thing.tag == RENDERED:
        m.call(value(atom), (props,), at)
        return True
    if thing.kind == "promise" or thing.tag == LAZY:
        return _fetched(m, atom, thing, props, f, at, depth)
    default = m.property(atom, "default")
    if thing.kind == "object" and default is not None and "default" in m.keys(atom):
        return show(m, default, props, f, at, depth - 1)
    if thing.kind == "object" and instances.is_component(m, atom):
        instances.of_options(m, value(atom), props, f, at)
        return True
    return False


def element(site: "CallSite") -> Value:
    """`h('script', {attrs: {src}})`, `h(App)`: an element of the page, or a component that is shown."""
    from consentlint.reach.jsx import host_call

    m, tag, given = site.machine, site.arg(0).text(), site.arg(1)
    for ref, _ in m.things(given, "object"):
        given = m.property(ref, "attrs") or m.property(ref, "props") or given
    if tag:
        return host_call(m, tag, given, site.place, site.frame.code, site.at)
    props = given if m.things(given, "object") else props_of(m, {}, None)
    show(m, site.arg(0), props, site.frame, site.at)
    return V_UNDEFINED


def _entered(m: "Machine", result: Value, props: Value, f: Frame, at: Path, depth: int) -> None:
    """What a component's function gave back: something to render, or a promise of the component (`() => import()`)."""
    m.call(result, (), at)
    for ref, thing in m.things(result, "promise"):
        _fetched(m, ref, thing, props, f, at, depth)


def _fetched(m: "Machine", atom: Ref, thing: Thing, props: Value, f: Frame, at: Path, depth: int) -> bool:
    """A component that is imported when it is first shown."""
    held = value(atom)
    if thing.tag == LAZY:
        held = m.call(thing.data["load"], (), at)
    found = False
    for one in held.ordered():
        promise = m.thing(one)
        if promise is not None and promise.kind == "promise" and not promise.data["resolved"]:
            promise.data["reactions"].append(
                lambda where, inner: show(m, inner, props, f, both(where, at), depth - 1) or None
            )
            continue
        worlds, inner = waiting.resolution(m, one)
        if worlds != NEVER:
            found |= show(m, inner, props, f, at.then(None, worlds), depth - 1)
    return found or thing.tag == LAZY


def lazy(m: "Machine", load: Value, place: Place) -> Value:
    """`defineAsyncComponent(load)`, also with the function among options."""
    for ref, _ in m.things(load, "object"):
        load = m.property(ref, "loader") or m.property(ref, "load") or load
    made = m.allocate(Thing("native", place, native=lambda site: V_UNDEFINED, tag=LAZY))
    for _, thing in m.things(made):
        thing.data["load"] = load
    return made


def by_name(m: "Machine", callee: Value, near: str, at: Path) -> Value:
    """A component that no import names: registered with the application, or found by its file's name."""
    for atom in callee.ordered():
        name = atom.path if isinstance(atom, External) else ""
        if name in m.components:
            return m.components[name]
        path = m.project.component(name, near) if m.project is not None and name else None
        if path is not None:
            from consentlint.reach import modules

            modules.load(m, path, at)
            return modules.exported_value(m, path, "default")
    return callee


def props_of(m: "Machine", held: dict[str, Value], children: Value | None, name: str = "children") -> Value:
    """The object that a component gets; `children` renders what stands between its tags."""
    made = m.allocate(Thing("object"))
    for key, one in held.items():
        members.write(m, made, key, one)
    if children is not None and name not in held:
        members.write(m, made, name, children)
    return made


def unknown_props(m: "Machine") -> Value:
    """The props of a component that something out of sight shows."""
    return m.allocate(Thing("object", open=True))
