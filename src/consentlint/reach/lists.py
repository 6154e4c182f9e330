"""What a list holds, and in which worlds: arrays of the heap, lists that were stored, the pieces of a split text."""

from typing import TYPE_CHECKING

from consentlint.reach.store import Items
from consentlint.reach.values import Atom, External, FrozenObject, Ref, Value
from consentlint.worlds import ALWAYS, MAYBE, NO, YES, Worlds

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

Part = tuple[Value, Worlds]


def items_of(m: "Machine", held: Value) -> Items | None:
    """The items, when the value is one known list."""
    return _items(m, held.only())


def _items(m: "Machine", atom: Atom | None) -> Items | None:
    if isinstance(atom, Ref):
        return m.items(atom)
    return tuple(held for _, held in atom.items) if isinstance(atom, FrozenObject) and atom.listing else None


def parts(m: "Machine", held: Value) -> list[Part] | None:
    """Each item with the worlds in which the list has it; None when that is not known of every possible list."""
    found: list[Part] = []
    for atom in held.ordered():
        where = worlds_of(held, atom)
        own = _parts(m, atom)
        if own is None:
            return None
        found += [(item, where & presence) for item, presence in own]
    return found if held.atoms() else None


def _parts(m: "Machine", atom: Atom) -> list[Part] | None:
    if isinstance(atom, External):
        return m.outside_parts(atom)
    items = _items(m, atom)
    if items is None:
        return None
    presence = m.heap[atom.id].data.get("presence", ()) if isinstance(atom, Ref) else ()
    return [(item, presence[i] if i < len(presence) else ALWAYS) for i, item in enumerate(items)]


def worlds_of(held: Value, atom: Atom) -> Worlds:
    """The worlds in which this atom is what a value is."""
    return Worlds(*(YES if s == {atom} else MAYBE if atom in s else NO for s in held.sets()))
