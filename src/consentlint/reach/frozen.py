"""Values that outlive a round: without references to its heap."""

from typing import TYPE_CHECKING

from consentlint.reach.values import (
    V_UNKNOWN,
    Atom,
    FrozenObject,
    Ref,
    Value,
    per_world,
)

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine


def freeze(m: "Machine", v: Value, depth: int = 4) -> Value:
    """The value without references to the heap, fit to outlive the round."""
    return per_world([frozenset(_frozen(m, atom, depth) for atom in atoms) for atoms in v.sets()], v.notes)


def _frozen(m: "Machine", atom: Atom, depth: int) -> Atom:
    if not isinstance(atom, Ref):
        return atom
    thing = m.heap[atom.id]
    if thing.kind not in ("object", "array") or depth == 0:
        return FrozenObject(())
    items = m.items(atom)
    if items is not None:
        return FrozenObject(tuple((str(i), freeze(m, v, depth - 1)) for i, v in enumerate(items[:20])), listing=True)
    pairs = [(key, m.property(atom, key) or V_UNKNOWN) for key in m.keys(atom)[:40]]
    pairs += [("*", V_UNKNOWN)] if thing.open else []
    return FrozenObject(tuple((key, freeze(m, v, depth - 1)) for key, v in pairs))
