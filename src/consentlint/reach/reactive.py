"""State of components: cells that are read as something is rendered and written by handlers.

A cell is worth its initial value until a write is reached, in the worlds in which it is. Writes are kept for the next
round, as a rendering that comes later sees them. A box is what holds one cell: `.value` of it, or a call of it.
"""

from typing import TYPE_CHECKING, Any

from consentlint.model import Place
from consentlint.reach import members
from consentlint.reach.frozen import freeze
from consentlint.reach.memory import Write
from consentlint.reach.paths import START, Path
from consentlint.reach.things import Frame, Scope, Thing
from consentlint.reach.values import (
    V_UNDEFINED,
    V_UNKNOWN,
    Atom,
    External,
    Note,
    Ref,
    Some,
    Value,
    string,
    value,
)
from consentlint.reach.widening import steady
from consentlint.syntax import ir

if TYPE_CHECKING:
    from consentlint.reach.calls import CallSite
    from consentlint.reach.machine import Machine

STATE, BOX = "state", "box"
LASTING = "lasting"  # state that a library keeps in storage for the next page
DEEPEST = 3
UNBOXING = ("instance", "unboxing")  # tags of objects that give the content of a box that is their property
CELL, STORE = "cell", "store"  # kinds of `ir.Declare` that a component's compiler makes


def current(m: "Machine", key: str, initial: Value, depth: int = DEEPEST, kind: str = STATE) -> Value:
    """What a cell is worth when it is read: what was written, else its initial value."""
    settled = m.settle(initial)
    written = m.previous.stored(kind, key, settled)
    if written is not None:
        return written.noting([Note(f"state {key}", True, reason="set by this component's own code")])
    deepen(m, key, initial, depth)
    return initial


def deepen(m: "Machine", key: str, held: Value, depth: int = DEEPEST) -> None:
    """The properties of an object in a cell are cells of their own."""
    for ref, thing in m.things(held, "object") if depth else ():
        if thing.tag or thing.data.get("cell"):
            continue
        thing.data["cell"] = key
        for name in {**dict.fromkeys(m.keys(ref)), **dict.fromkeys(m.previous.below(STATE, key))}:
            before = m.property(ref, name)
            start = before if before is not None else V_UNDEFINED
            if not m.things(start, "function"):
                members.write(m, value(ref), name, current(m, f"{key}.{name}", start, depth - 1))


def keep(m: "Machine", key: str, held: Value, at: Path, place: Place, kind: str = STATE) -> None:
    """A write to a cell."""
    new = freeze(m, m.settle(held))
    new = steady(new, m.previous.growing(kind, key, place, at.trigger))
    m.memory.record(kind, key, Write(new, at.absolute, at.trigger, place))


def keep_all(m: "Machine", key: str, held: Value, before: Value, at: Path, place: Place, depth: int = DEEPEST) -> None:
    """A write of a whole object: of its properties, those that differ from what was there before.

    What is known only by its kind may differ.
    """
    if held == before and not any(isinstance(atom, Some) for atom in held.atoms()):
        return
    names = [name for ref, _ in m.things(held, "object") for name in m.keys(ref)] if depth else []
    if not names:
        keep(m, key, held, at, place)
    for name in dict.fromkeys(names):
        now, then = members.read_named(m, held, name), members.read_named(m, before, name)
        keep_all(m, f"{key}.{name}", now, then, at, place, depth - 1)


def make_box(m: "Machine", key: str, held: Value) -> Value:
    """Something that holds a cell; without a key, something that is only read."""

    def read(site: "CallSite") -> Value:
        return members.read(site.machine, made, string("value"))

    made = m.native(read, BOX)
    for _, thing in m.things(made):
        thing.data["cell"] = key
    members.write(m, made, "value", held)
    return made


def is_box(m: "Machine", atom: Atom) -> bool:
    return isinstance(atom, Ref) and m.heap[atom.id].tag == BOX


def _boxed(m: "Machine", held: Value) -> bool:
    return any(is_box(m, atom) for atom in held.atoms())


def boxes_of(m: "Machine", held: Value) -> Value:
    """`storeToRefs(store)`: an object that has a box for every property."""
    made = m.allocate(Thing("object"))
    for ref, thing in m.things(held, "object"):
        for key in m.keys(ref):
            raw = m.property(ref, key)
            if raw is not None and _boxed(m, raw):
                members.write(m, made, key, raw)
                continue
            cell = str(thing.data.get("cell") or "")
            own = f"{cell}.{key}" if cell and key not in thing.data.get("getters", {}) else ""
            members.write(m, made, key, make_box(m, own, members.read_atom(m, ref, key)))
        for _, target in m.things(made):
            target.open |= thing.open
    return made if m.things(held, "object") else held


def unboxed(m: "Machine", held: Value) -> Value:
    """What a template sees of a name: the content of a box."""
    if not any(isinstance(atom, Ref) and m.heap[atom.id].tag == BOX for atom in held.atoms()):
        return held

    def one(atom: Atom) -> Value:
        return members.read_atom(m, atom, "value") if is_box(m, atom) else value(atom)

    return members.per_atom(held, one)


def content(m: "Machine", held: Value) -> Value:
    """What is in a store: in a box, or in an object that keeps to the contract of stores and has `subscribe`."""

    def one(atom: Atom) -> Value:
        if is_box(m, atom):
            return members.read_atom(m, atom, "value")
        subscribe = m.property(atom, "subscribe") if isinstance(atom, Ref) else None
        return value(atom) if subscribe is None else _told(m, subscribe)

    return members.per_atom(held, one)


def _told(m: "Machine", subscribe: Value) -> Value:
    """What a `subscribe` hands to the function that it is given."""
    for _, thing in m.things(subscribe, "native"):
        if "of" in thing.data:
            return members.read_named(m, thing.data["of"], "value")
    heard: list[Value] = []
    m.call(subscribe, (m.native(lambda site: heard.append(site.arg(0))),), START)
    return heard[0] if heard else V_UNKNOWN


# --- variables ---


def declare(m: "Machine", s: ir.Declare, held: Value, f: Frame, at: Path) -> None:
    """A variable whose writes make the component render again, or the value of a store (`$consent`)."""
    members.bind(m, s.target, held, f, at)
    for name in members.pattern_names(s.target):
        bound = m.read_name(f.scope, name)
        if s.kind == STORE:
            box, bound = bound, _of_store(m, bound)
        else:
            key = f"{f.code.path}:{s.span.start}:{name}"
            bound = current(m, key, bound)
            box = make_box(m, key, bound)
        f.scope.cells[name] = box
        m.write_name(f.scope, name, bound)


def _of_store(m: "Machine", store: Value) -> Value:
    def one(atom: Atom) -> Value:
        if is_box(m, atom):
            return members.read_atom(m, atom, "value")
        if isinstance(atom, Ref) and m.property(atom, "subscribe") is not None:
            return content(m, value(atom))
        return value(atom) if isinstance(atom, External) else V_UNKNOWN

    return members.per_atom(store, one)


def assign_name(m: "Machine", target: ir.Name, held: Value, f: Frame, at: Path) -> None:
    """`name = held`, where the name may be a component's variable, or a property that its template sees as a name."""
    owner = m.resolve(f.scope, target.id)
    if owner is not None and owner.holder is not None and target.id not in owner.cells:
        _assign_property(m, owner.holder, target, held, f, at)
        return
    if owner is not None and target.id in owner.cells:
        _fill(m, owner.cells[target.id], held, f, at, target)
    elif f.scope.view and owner is not None:
        boxes = _raw(m, owner, target.id)
        if any(is_box(m, atom) for atom in boxes.atoms()):
            _fill(m, boxes, held, f, at, target)
            return
    m.write_name(f.scope, target.id, held)


def _raw(m: "Machine", owner: Scope, name: str) -> Value:
    if name in owner.links:
        return m.read_name(*owner.links[name])
    found: Any = m.store.get((owner.id, name))
    return found if isinstance(found, Value) else V_UNDEFINED


def _assign_property(m: "Machine", holder: Value, target: ir.Name, held: Value, f: Frame, at: Path) -> None:
    before = members.read(m, holder, string(target.id))
    if any(is_box(m, atom) for atom in before.atoms()):
        _fill(m, before, held, f, at, target)
        return
    members.write(m, holder, target.id, held)
    m.property_assigned(holder, target.id, held, f, at, target.span)


def _fill(m: "Machine", box: Value, held: Value, f: Frame, at: Path, target: ir.Name) -> None:
    members.write(m, box, "value", held)
    m.property_assigned(box, "value", held, f, at, target.span)


def assigned(m: "Machine", owner: Value, key: str, held: Value, f: Frame, at: Path, place: Place) -> None:
    """`box.value = x`, `state.accepted = x`, `this.accepted = x`."""
    for ref, thing in m.things(owner):
        if thing.tag in UNBOXING and (inner := m.property(ref, key)) is not None and _boxed(m, inner):
            assigned(m, inner, "value", held, f, at, place)
            continue
        if "kept" in thing.data and key == "value":
            kind, name = thing.data["kept"]
            m.memory.record(kind, name, Write(freeze(m, m.settle(held)), at.absolute, at.trigger, place))
        cell = thing.data.get("cell")
        if cell and thing.tag == BOX:
            if key == "value":
                keep(m, str(cell), held, at, place)
        elif cell and thing.kind == "object":
            keep(m, f"{cell}.{key}", held, at, place)


def view(m: "Machine", outer: Scope | None, holder: Value, names: set[str]) -> Scope:
    """A scope in which the properties of an object are names, as templates have it."""
    made = m.new_scope(outer, names)
    made.holder, made.view = holder, True
    return made


def instance(m: "Machine", place: Place | None, key: str) -> Value:
    return m.allocate(Thing("object", place, tag="instance", data={"cell": key}))
