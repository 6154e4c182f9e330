"""Code that nothing in sight enters: exported or global functions may be called by others, the rest never runs."""

from typing import TYPE_CHECKING

from consentlint.model import Guard
from consentlint.reach import questions
from consentlint.reach.functions import invoke
from consentlint.reach.members import bound
from consentlint.reach.paths import START, Path
from consentlint.reach.things import Thing
from consentlint.reach.values import V_UNDEFINED, V_UNKNOWN, Ref, Value, value
from consentlint.worlds import NEVER, PERHAPS, Worlds

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

ROUNDS = 6


def enter_rest(m: "Machine") -> None:
    """Enter what others may call, then what nobody can, until nothing new comes up."""
    for _ in range(ROUNDS):
        fresh = [(ref, thing, this) for ref, thing, this in offered(m) if not entered(m, thing)]
        for _, thing, this in fresh:
            if not entered(m, thing):
                _enter(m, thing, this, PERHAPS, "no caller of this function is in sight")
        m.drain()
        if not fresh:
            break
    for _ in range(ROUNDS):
        left = [thing for thing in m.heap if thing.kind == "function" and not entered(m, thing)]
        for thing in left:
            if not entered(m, thing):
                _enter(m, thing, None, NEVER, "nothing calls this function")
        m.drain()
        if not left:
            break


def entered(m: "Machine", thing: Thing) -> bool:
    return thing.code is None or thing.function is None or (thing.code.path, thing.function.span) in m.entered


def _enter(m: "Machine", thing: Thing, this: Value | None, worlds: Worlds, reason: str) -> None:
    assert thing.function is not None
    place = thing.place
    guard = None
    if place is not None:
        guard = Guard("unknown-caller", place, f"function {thing.function.name or ''}".strip(), worlds, reason)
    at: Path = START.then(guard, worlds)
    props = m.allocate(Thing("object", open=True))
    m.branch(worlds, lambda: invoke(m, thing, (props, *(V_UNKNOWN,) * 4), at, this or thing.this or V_UNDEFINED))


def offered(m: "Machine") -> list[tuple[Ref, Thing, Value | None]]:
    """The functions that code elsewhere can reach: through globals, exports, and the objects these hold."""
    roots: list[Value] = [*m.exports, *questions.global_values(m)]
    found: list[tuple[Ref, Thing, Value | None]] = []
    seen: set[int] = set()
    pending: list[tuple[Value, Value | None]] = [(root, None) for root in roots]
    while pending:
        held, this = pending.pop()
        for ref, thing in m.things(held):
            if ref.id in seen:
                continue
            seen.add(ref.id)
            if thing.kind == "function":
                found.append((ref, thing, this))
            elif thing.kind == "class":
                pending += of_class(m, thing)
            elif thing.kind in ("object", "array"):
                thing.open = thing.open or thing.kind == "object"  # code elsewhere may add to it
                owner = value(ref)
                pending += [(inner, owner) for key in m.keys(ref) if (inner := m.property(ref, key)) is not None]
                pending += [(inner, owner) for inner in m.items(ref) or ()]
    return sorted(found, key=lambda entry: entry[0].id)


def of_class(m: "Machine", thing: Thing) -> list[tuple[Value, Value | None]]:
    """The methods of a class that others may instantiate, bound to one instance."""
    from consentlint.reach.functions import construct

    instance = thing.data.get("instance")
    if instance is None:
        frame = questions.frame_for(m, thing)
        instance = construct(m, thing, (), frame, START.then(None, PERHAPS)) if frame is not None else V_UNDEFINED
        thing.data["instance"] = instance
        for _, made in m.things(instance):
            made.open = True
    found = [(bound(m, method, instance), instance) for method in thing.data.get("methods", {}).values()]
    return found + [(held, None) for held in thing.data.get("static", {}).values()]
