"""Values that outlive a round: without references to its heap."""

from typing import TYPE_CHECKING

from consentlint.reach.store import Items
from consentlint.reach.values import (
    V_UNDEFINED,
    V_UNKNOWN,
    Atom,
    FrozenObject,
    Ref,
    Value,
    join,
    per_world,
)
from consentlint.worlds import NO, YES, Worlds

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine


def freeze(m: "Machine", v: Value, depth: int = 4) -> Value:
    """The value without references to the heap, fit to outlive the round."""
    sets = enumerate(v.sets())
    return per_world([frozenset(_frozen(m, atom, depth, world) for atom in atoms) for world, atoms in sets], v.notes)


def _frozen(m: "Machine", atom: Atom, depth: int, world: int) -> Atom:
    if not isinstance(atom, Ref):
        return atom
    thing = m.heap[atom.id]
    if thing.kind not in ("object", "array") or depth == 0:
        return FrozenObject(())
    items = m.items(atom)
    if items is not None:
        kept = _present(items[:20], thing.data.get("presence", ()), world)
        return FrozenObject(tuple((str(i), freeze(m, v, depth - 1)) for i, v in enumerate(kept)), listing=True)
    pairs = [(key, m.property(atom, key) or V_UNKNOWN) for key in m.keys(atom)[:40]]
    pairs += [("*", V_UNKNOWN)] if thing.open else []
    return FrozenObject(tuple((key, freeze(m, v, depth - 1)) for key, v in pairs))


def _present(items: Items, presence: tuple[Worlds, ...], world: int) -> list[Value]:
    """The items that a list has in one world; one that it may have may be nothing."""
    kept = []
    for index, held in enumerate(items):
        there = presence[index][world] if index < len(presence) else YES
        if there is not NO:
            kept.append(held if there is YES else join(held, V_UNDEFINED))
    return kept
