"""Promises: in which worlds they are resolved and with what, and what waits for them."""

from typing import TYPE_CHECKING, Any

from consentlint.model import Guard, Place
from consentlint.reach import members
from consentlint.reach.frozen import freeze
from consentlint.reach.paths import Path, both
from consentlint.reach.things import Frame, Thing
from consentlint.reach.values import (
    SOME_OBJECT,
    V_NEVER,
    V_UNDEFINED,
    V_UNKNOWN,
    Atom,
    External,
    FrozenObject,
    Ref,
    Value,
    join,
    pick,
    value,
)
from consentlint.worlds import ALWAYS, NEVER, NO, YES, Worlds

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine


def new_promise(m: "Machine", place: Place, resolved: Worlds = NEVER, held: Value = V_UNDEFINED) -> Value:
    """A promise, already resolved in some worlds."""
    thing = Thing("promise", place, data={"resolved": [(resolved, held)] if resolved != NEVER else [], "reactions": []})
    return m.allocate(thing)


def resolve_promise(m: "Machine", thing: Thing, at: Path, held: Value) -> None:
    """A promise is resolved here: its reactions run, and the next round's `await` knows."""
    at = at.then(None, ~thing.data.get("settled", NEVER))
    if at.absolute == NEVER:
        return
    thing.data["resolved"].append((at.absolute, held))
    if thing.place is not None:
        m.memory.resolutions.setdefault(thing.place, []).append((at.absolute, freeze(m, held)))
    for reaction in thing.data["reactions"]:
        reaction(at, held)


def settle_now(thing: Thing) -> None:
    """A promise that is resolved as it is made is never resolved again."""
    surely = NEVER
    for worlds, _ in thing.data["resolved"]:
        surely = surely | Worlds(*(YES if answer is YES else NO for answer in worlds))
    thing.data["settled"] = surely


def reject_promise(m: "Machine", thing: Thing, at: Path, held: Value) -> None:
    """A promise is rejected here: what waits for that runs."""
    thing.data.setdefault("rejected", []).append((at.absolute, held))
    for failure in thing.data.get("failures", ()):
        failure(at, held)


def resolved(m: "Machine", thing: Thing) -> tuple[Worlds, Value]:
    """In which worlds a promise is resolved, as far as is known by now, and with what."""
    known = thing.data["resolved"] or m.previous.resolutions(thing.place)
    worlds, held = NEVER, V_NEVER
    for one, inner in known:
        worlds, held = worlds | one, join(held, pick(one, inner, V_NEVER))
    return worlds, held


def wait(m: "Machine", held: Value, f: Frame, node: Any, at: Path) -> Value:
    """`await`: the value of a promise; what follows is entered only where the promise is resolved."""
    if f.resumed is not None and f.resumed[0] == node.span:
        come, f.resumed = f.resumed[1], None
        return come
    if _comes_later(m, held, f, node, at):
        f.awaited.append((NEVER, None))
        return V_NEVER
    arrives = NEVER
    for atom in held.atoms():
        arrives = arrives | resolution(m, atom)[0]
    if arrives != ALWAYS:
        text = f.code.quote(node.span)
        guard = Guard("script-branch", f.code.place(node.span), text[:90], arrives, "resolved only in these worlds")
        f.awaited.append((arrives, guard))
    return members.per_atom(held, lambda atom: resolution(m, atom)[1])


def _comes_later(m: "Machine", held: Value, f: Frame, node: Any, at: Path) -> bool:
    """Is this a promise of this page that is still open? Then the function goes on when it is resolved.

    One that is resolved in some worlds only is waited for in the others.
    """
    promise = m.thing(held.only()) if isinstance(held.only(), Ref) else None  # type: ignore[arg-type]
    if f.again is None or promise is None or promise.kind != "promise":
        return False
    come = NEVER
    for worlds, _ in promise.data["resolved"]:
        come = come | worlds
    if come == ALWAYS:
        return False
    again, f.again = f.again, None

    def react(where: Path, result: Value) -> None:
        go_on = m.native(lambda site: again(site.at, (node.span, result)) or V_UNDEFINED)
        m.later(go_on, (), both(where, at), certain=True)

    promise.data["reactions"].append(react)
    return come == NEVER


def _arrives(kept: Value) -> Worlds:
    """In which worlds a promise that a pack describes is resolved: where it is a promise of something."""
    return Worlds(*(YES if possible else NO for possible in kept.sets()))


def resolution(m: "Machine", atom: Atom) -> tuple[Worlds, Value]:
    """In which worlds a promise is resolved, and with what. Anything else is its own value at once."""
    if isinstance(atom, FrozenObject) and not atom.json:
        kept = next((held for key, held in atom.items if key == "then"), V_UNKNOWN)
        return _arrives(kept), kept
    if isinstance(atom, External):
        meaning = m.knowledge.meaning(atom.path)
        if meaning is not None and any(isinstance(a, FrozenObject) and not a.json for a in meaning.atoms()):
            inner = members.per_atom(meaning, lambda a: resolution(m, a)[1])
            # "Some object": the pack says more of its properties, by their path.
            return _arrives(inner), value(atom) if inner.atoms() == {SOME_OBJECT} else inner
        return ALWAYS, value(atom)
    thing = m.thing(atom)
    if thing is None or thing.kind != "promise":
        return ALWAYS, value(atom)
    return resolved(m, thing)
