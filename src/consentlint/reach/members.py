"""Properties, patterns and classes: where values are kept and found again."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from consentlint.reach import detached
from consentlint.reach.lists import parts, worlds_of
from consentlint.reach.operators import as_parts
from consentlint.reach.paths import START, Path
from consentlint.reach.store import joined
from consentlint.reach.things import Frame, Thing
from consentlint.reach.values import (
    BOOLEANS,
    NULLISH,
    SOME_NUMBER,
    UNDEFINED,
    UNKNOWN,
    V_NEVER,
    V_UNDEFINED,
    V_UNKNOWN,
    Atom,
    Bag,
    Choice,
    External,
    FrozenObject,
    Lit,
    Ref,
    Str,
    Value,
    join,
    number,
    per_world,
    pick,
    value,
)
from consentlint.syntax import ir
from consentlint.worlds import MAYBE, NO, PERHAPS, YES, Worlds

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine


def _names(m: "Machine", target: Value) -> list[str]:
    return [key for ref, _ in m.things(target) for key in m.keys(ref)]


def per_atom(v: Value, look: Callable[[Atom], Value]) -> Value:
    """Look something up for each possible atom, in the worlds in which that atom is possible."""
    atoms = v.atoms()
    if len(atoms) == 1 and v.uniform:
        (atom,) = atoms
        return look(atom).noting(v.notes)
    found = {atom: look(atom) for atom in v.ordered()}
    notes = v.notes.union(*(result.notes for result in found.values()))
    sets: list[frozenset[Atom]] = []
    for world, possible in enumerate(v.sets()):
        sets.append(frozenset().union(*(seen.sets()[world] for atom, seen in found.items() if atom in possible)))
    return per_world(sets, notes)


def read(m: "Machine", target: Value, key: Value) -> Value:
    """`target[key]`."""
    name = key.text()
    if name is None:
        only = key.only()
        name = f"{only.value:g}" if isinstance(only, Lit) and isinstance(only.value, float) else None
    if name is None:
        return _read_any(m, target, key)
    return per_atom(target, lambda atom: read_atom(m, atom, name))


def read_named(m: "Machine", target: Value, name: str) -> Value:
    """`target.name`."""
    return per_atom(target, lambda atom: read_atom(m, atom, name))


def _read_any(m: "Machine", target: Value, key: Value) -> Value:
    """A key that is not the same in every world, or not known: each possible name in its own worlds."""
    return per_atom(m.settle(key), lambda atom: _read_by(m, target, atom))


def _read_by(m: "Machine", target: Value, key: Atom) -> Value:
    name = as_parts(key)[0] if isinstance(key, Str | Lit) and None not in as_parts(key) else None
    if isinstance(key, Choice):
        name = next((name for name in _names(m, target) if m.knowledge.words.literal(name) == key.kind), None)
    if name is not None:
        return per_atom(target, lambda atom: read_atom(m, atom, name))

    def look(atom: Atom) -> Value:
        if isinstance(atom, External):
            return value(External(f"{atom.path}.?"))
        if not isinstance(atom, Ref):
            return V_UNKNOWN
        items = m.items(atom)
        held = list(items or ()) + [m.property(atom, name) or V_UNKNOWN for name in m.keys(atom)]
        return joined(tuple(held)) if held and not m.heap[atom.id].open else V_UNKNOWN

    return per_atom(target, look)


def read_atom(m: "Machine", atom: Atom, key: str) -> Value:
    """One property of one atom."""
    if isinstance(atom, Ref):
        return _read_thing(m, atom, m.heap[atom.id], key)
    if isinstance(atom, External):
        from consentlint.reach.lookup import slot

        held = m.store.get(("outside", slot(m, atom.path, key)))
        return held if isinstance(held, Value) else _within(m, atom, key) or m.outside_property(atom.path, key)
    if isinstance(atom, FrozenObject | Choice):
        return detached.read(m, atom, key)
    if isinstance(atom, Str) and key == "length":
        return number(len(atom.exact)) if atom.exact is not None else value(SOME_NUMBER)
    if isinstance(atom, Lit):
        # Reading a property of null throws, so there is no value; of a missing one, we may know too little.
        return V_NEVER if atom.kind == "null" else V_UNDEFINED
    if isinstance(atom, Bag) and key == "length":
        return number(len(atom.items)) if atom.items is not None else number(99)
    if atom == NULLISH:
        return V_UNDEFINED
    return value(SOME_NUMBER) if key == "length" else V_UNKNOWN


def _within(m: "Machine", atom: External, key: str) -> Value | None:
    """A property of what a pack says about the whole, when no pack speaks of the property itself."""
    whole = m.knowledge.meaning(atom.path)
    if whole is None or m.knowledge.meaning(f"{atom.path}.{key}") is not None:
        return None
    if not all(isinstance(inner, Bag) or (isinstance(inner, FrozenObject) and inner.json) for inner in whole.atoms()):
        return None
    found = per_atom(whole, lambda inner: read_atom(m, inner, key))
    return None if found.atoms() <= {UNDEFINED, UNKNOWN} else found


def _read_thing(m: "Machine", ref: Ref, thing: Thing, key: str) -> Value:
    if thing.tag == "window":
        return m.read_global(key)
    from consentlint.reach import accessors, reactive

    if thing.tag == accessors.PROXY:
        return accessors.through(m, thing, key)

    getter = thing.data.get("getters", {}).get(key)
    held = m.call(getter, (), START, value(ref)) if getter is not None else m.property(ref, key)
    if held is not None:
        return reactive.unboxed(m, held) if thing.tag in reactive.UNBOXING else held
    items = m.items(ref)
    if items is not None:
        if key == "length":
            return number(len(items))
        if key.isdigit():
            return items[int(key)] if int(key) < len(items) else V_UNDEFINED
    if thing.base is not None:
        method = _inherited(m, thing.base, key)
        if method is not None:
            return bound(m, method, value(ref)) if not _is_getter(m, method) else m.call(method, (), START, value(ref))
    for proto in thing.data.get("proto", ()):
        method = m.property(proto, key)
        if method is not None:
            return bound(m, method, value(ref))
    if thing.tag == "instance":
        # Frameworks and their plugins put things on every component.
        return m.libraries.everywhere.get(key) or value(External(key))
    if key == "prototype" and thing.kind == "function":
        return thing.data.setdefault("prototype", m.allocate(Thing("object", thing.place)))  # type: ignore[no-any-return]
    if thing.kind == "class":
        static = thing.data.get("static", {}).get(key, V_UNDEFINED)
        return m.call(static, (), START, value(ref)) if _is_getter(m, static) else static
    return V_UNKNOWN if thing.open or thing.kind in ("element", "promise", "regex", "native", "date") else V_UNDEFINED


def _is_getter(m: "Machine", method: Value) -> bool:
    found = m.things(method, "function")
    return bool(found) and all(thing.function is not None and thing.function.kind == "getter" for _, thing in found)


def _inherited(m: "Machine", cls: Thing, key: str) -> Value | None:
    seen = 0
    base: Thing | None = cls
    while base is not None and seen < 20:
        if key in base.data.get("methods", {}):
            return base.data["methods"][key]  # type: ignore[no-any-return]
        base, seen = base.base, seen + 1
    return None


def bound(m: "Machine", method: Value, this: Value) -> Value:
    """A method together with the object it is called on."""
    made = []
    for _, thing in m.things(method, "function"):
        copy = Thing("function", thing.place, function=thing.function, scope=thing.scope, code=thing.code, this=this)
        made.append(m.allocate(copy))
    return made[0] if len(made) == 1 else method


def write(m: "Machine", target: Value, key: str | None, held: Value) -> None:
    """`target[key] = held`; weak when it is not certain which object is meant."""
    from consentlint.reach.lookup import slot

    refs = [ref for ref, _ in m.things(target)]
    certain = len(refs) == 1 and len(target.atoms()) == 1 and key is not None
    for ref in refs:
        thing = m.heap[ref.id]
        if key is None:
            thing.open = True
            continue
        if thing.tag == "window":
            m.memory.globals.add(key)
            m.store.put(("global", key), held)
            continue
        thing.data.setdefault("keys", {})[key] = None
        if key == "prototype":
            thing.data["prototype"] = held
        before = m.property(ref, key)
        if before is not None and thing.tag and _fill_box(m, thing, before, held):
            continue
        m.set_property(ref, key, held if certain or before is None else pick(PERHAPS, held, before))
        items = m.items(ref)
        if items is not None and key.isdigit() and int(key) == len(items):
            m.store.put((ref.id, "#items"), (*items, held))
    for atom in target.externals() if key is not None else ():
        m.store.put(("outside", slot(m, atom.path, str(key))), held)


def _where(worlds: Worlds, held: Value) -> Value:
    """A value, in the worlds in which control gets here at all."""
    if NO not in worlds:
        return held
    sets = [frozenset() if answer is NO else s for answer, s in zip(worlds, held.sets(), strict=True)]
    return per_world(sets, held.notes) if any(sets) else held


def _write_each(m: "Machine", target: Value, key: Value, held: Value) -> bool:
    """`target[key] = held` where the key is another one in each world; False when it is one, or not known."""
    names = [(atom, atom.exact) for atom in key.ordered() if isinstance(atom, Str)]
    only = target.only()
    if len(names) < 2 or len(names) < len(key.atoms()) or not isinstance(only, Ref):
        return False
    if any(name is None for _, name in names):
        return False
    for atom, name in names:
        before = m.property(only, str(name)) or V_UNDEFINED
        write(m, target, name, pick(worlds_of(key, atom), held, before))
    return True


def _fill_box(m: "Machine", thing: Thing, before: Value, held: Value) -> bool:
    """A store whose properties are boxes: what is assigned goes into the box."""
    from consentlint.reach import reactive

    boxes = [atom for atom in before.atoms() if thing.tag in reactive.UNBOXING and reactive.is_box(m, atom)]
    for box in boxes:
        write(m, value(box), "value", held)
    return bool(boxes)


def copy(m: "Machine", source: Value, into: Ref) -> None:
    """Spread or `Object.assign`: the properties of `source` into the object `into`, each in its worlds."""
    keys: dict[str, None] = {}
    for atom in source.ordered():
        if isinstance(atom, Ref):
            keys.update(dict.fromkeys(m.keys(atom)))
            m.heap[into.id].open |= m.heap[atom.id].open
        elif isinstance(atom, FrozenObject):
            keys.update(dict.fromkeys(key for key, _ in atom.items))
        elif not isinstance(atom, Lit):
            m.heap[into.id].open = True
    for key in keys:
        before = m.property(into, key) or V_UNDEFINED
        write(m, value(into), key, per_atom(source, lambda atom, key=key, before=before: _own(m, atom, key) or before))  # type: ignore[misc]


def _own(m: "Machine", atom: Atom, key: str) -> Value | None:
    """An atom's own property; None when it has none of that name."""
    if isinstance(atom, Ref):
        return m.property(atom, key)
    return dict(atom.items).get(key) if isinstance(atom, FrozenObject) else None


def has(m: "Machine", target: Value, key: Value) -> Value:
    """`key in target`."""
    name = key.text()

    def look(atom: Atom) -> Value:
        if isinstance(atom, Ref) and name is not None and not m.heap[atom.id].open:
            return value(*BOOLEANS[YES if m.property(atom, name) is not None else NO])
        if isinstance(atom, FrozenObject) and name is not None:
            return value(*BOOLEANS[YES if any(k == name for k, _ in atom.items) else NO])
        return value(*BOOLEANS[MAYBE])

    return per_atom(target, look)


# --- patterns --------------------------------------------------------------------------------------------------------


def pattern_names(pattern: Any) -> Iterator[str]:
    """The names that a pattern declares."""
    if isinstance(pattern, ir.Name):
        yield pattern.id
    elif isinstance(pattern, ir.Default | ir.Rest):
        yield from pattern_names(pattern.pattern)
    elif isinstance(pattern, ir.ObjectPattern):
        for _, inner in pattern.properties:
            yield from pattern_names(inner)
    elif isinstance(pattern, ir.ArrayPattern):
        for item in pattern.items:
            yield from pattern_names(item)


def declared_names(statement: ir.Statement) -> list[str]:
    if isinstance(statement, ir.FunctionDeclaration):
        return [statement.function.name]
    if isinstance(statement, ir.ClassDeclaration):
        return [statement.cls.name]
    return list(pattern_names(statement.target)) if isinstance(statement, ir.Declare) else []


def bind(m: "Machine", pattern: Any, held: Value, f: Frame, at: Path) -> None:
    """Give a declared pattern its value."""
    if isinstance(pattern, ir.Name):
        m.write_name(f.scope, pattern.id, held)
    elif isinstance(pattern, ir.Default):
        filled = held
        if UNDEFINED in held.atoms() or UNKNOWN in held.atoms():
            other = m.evaluate(pattern.value, f, at)
            filled = per_atom(held, lambda atom: other if atom == UNDEFINED else _or_default(atom, other))
        bind(m, pattern.pattern, filled, f, at)
    elif isinstance(pattern, ir.ObjectPattern):
        for key, inner in pattern.properties:
            part = V_UNKNOWN if key is None else read(m, held, m.evaluate(key, f, at))
            bind(m, inner, held if key is None else part, f, at)
    elif isinstance(pattern, ir.ArrayPattern):
        for index, item in enumerate(pattern.items):
            if isinstance(item, ir.Rest):
                bind(m, item.pattern, _tail(m, held, index), f, at)
            elif item is not None:
                bind(m, item, read(m, held, value(Str((str(index),)))), f, at)
    elif isinstance(pattern, ir.Rest):
        bind(m, pattern.pattern, V_UNKNOWN, f, at)
    elif isinstance(pattern, ir.Member):
        assign(m, pattern, held, f, at)


def _tail(m: "Machine", held: Value, start: int) -> Value:
    """The items from an index on."""

    def one(atom: Atom) -> Value:
        known = parts(m, value(atom))
        if known is None:
            return V_UNKNOWN
        made = m.allocate(Thing("array"))
        rest = tuple(pick(where, item, V_UNDEFINED) for item, where in known[start:])
        m.store.put((m.things(made)[0][0].id, "#items"), rest)
        return made

    return per_atom(held, one)


def _or_default(atom: Atom, other: Value) -> Value:
    return join(value(atom), other) if atom == UNKNOWN else value(atom)


def assign(m: "Machine", target: Any, held: Value, f: Frame, at: Path) -> None:
    """Assignment to a name, a member or a pattern."""
    from consentlint.reach import accessors

    if isinstance(target, ir.Name):
        from consentlint.reach import reactive

        reactive.assign_name(m, target, held, f, at)
        if not f.code.server:
            m.assigned(target.id, held, at, f.code.place(target.span))
    elif isinstance(target, ir.Member):
        owner = m.evaluate(target.object, f, at)
        named = _where(at.local, m.evaluate(target.key, f, at))
        key = named.text()
        if not accessors.put(m, owner, key, held, at) and not _write_each(m, owner, named, held):
            write(m, owner, key, held)
        changed = detached.written(m, owner, key, held) if isinstance(target.object, ir.Name | ir.Member) else None
        if changed is not None:
            assign(m, target.object, changed, f, at)
        if key is not None:
            m.property_assigned(owner, key, held, f, at, target.span)
    else:
        bind(m, target, held, f, at)


# --- classes and modules ---------------------------------------------------------------------------------------------


def make_class(m: "Machine", e: ir.Class, f: Frame, at: Path) -> Value:
    """The class object: its methods, static members and fields."""
    from consentlint.reach import described

    base = m.evaluate(e.base, f, at) if e.base is not None else V_UNDEFINED
    parents = m.things(base, "class")
    thing = Thing(
        "class", f.code.place(e.span), cls=e, scope=f.scope, code=f.code, base=parents[0][1] if parents else None
    )
    made = m.allocate(thing)
    methods: dict[str, Value] = {}
    static: dict[str, Value] = {}
    thing.data.update(methods=methods, static=static, fields=[])
    for decorator in e.decorators:
        described.describe(m, thing, made, m.evaluate(decorator, f, at))
    for member in e.members:
        _add_member(m, member, made, thing, f, at)
    if e.name:
        f.scope.names.add(e.name)
        m.write_name(f.scope, e.name, made)
    return made


def _add_member(m: "Machine", member: ir.ClassMember, made: Value, thing: Thing, f: Frame, at: Path) -> None:
    if member.key is None:
        if isinstance(member.value, ir.Function):
            m.call(m.function(member.value, f, made), (), at, made)
        return
    key = m.evaluate(member.key, f, at).text() or "?"
    if isinstance(member.value, ir.Function) and member.value.kind != "arrow":
        table = thing.data["static" if member.static else "methods"]
        if member.value.kind == "setter":
            table = thing.data.setdefault("static setters" if member.static else "setters", {})
        table[key] = m.function(member.value, f, made if member.static else None)
    elif member.static:
        held = m.evaluate(member.value, f, at) if member.value is not None else V_UNDEFINED
        thing.data["static"][key] = held
        write(m, made, key, held)
    else:
        thing.data["fields"].append((key, member.value))


def imported(m: "Machine", source: str, name: ir.ImportName) -> Value:
    """What an import binds: a platform's API under its usual global name, else an outside value."""
    known = m.knowledge.package_global(source)
    m.libraries.imported(name.imported if name.imported not in ("default", "*") else name.local, source)
    if not source.startswith((".", "/", "@/", "~", "#")):
        m.package_names.add(name.imported if name.imported not in ("default", "*") else name.local)
    if known is None and m.requests.catalogue.packages(source):
        from consentlint.reach.starting import package_path

        path = package_path(source, name.imported)
        m.package_names.add(path)
        return value(External(path))
    if known is not None and not m.knowledge.stands_alone(name.imported):
        return value(External(known if name.imported in ("default", "*", known) else f"{known}.{name.imported}"))
    return value(External(name.imported if name.imported not in ("default", "*") else name.local))
