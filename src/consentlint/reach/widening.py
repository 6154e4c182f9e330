"""What is more in each round (a counter, a list that is added to): known only by its kind, so that rounds end."""

from collections.abc import Iterable

from consentlint.reach.values import SOME_NUMBER, SOME_OBJECT, Atom, FrozenObject, Value, is_number, lift


def may_grow(atom: Atom) -> bool:
    """Is this something that the next round may find to be more?"""
    return is_number(atom) or atom == SOME_OBJECT or isinstance(atom, FrozenObject)


def steady(new: Value, known: Iterable[Atom]) -> Value:
    """A value that is written, given what the same place wrote a round before."""
    before = frozenset(known)
    counts = any(map(is_number, before)) and any(is_number(atom) and atom not in before for atom in new.atoms())
    longest = max((len(one.items) for one in before if isinstance(one, FrozenObject) and one.listing), default=None)

    def one(atom: Atom) -> tuple[Atom, ...]:
        if is_number(atom):
            return (SOME_NUMBER,) if counts else (atom,)
        if not isinstance(atom, FrozenObject):
            return (atom,)
        added = longest is not None and len(atom.items) > longest
        if atom.listing and (added or SOME_OBJECT in before):
            return (SOME_OBJECT,)
        return (_within(atom, before),)

    return lift(one, new) if before else new


def _within(atom: FrozenObject, before: frozenset[Atom]) -> FrozenObject:
    """The same for what an object holds."""
    alike = [dict(one.items) for one in before if isinstance(one, FrozenObject) and one.listing == atom.listing]
    items = ((key, held, [one[key] for one in alike if key in one]) for key, held in atom.items)
    return atom._replace(
        items=tuple(
            (key, steady(held, (inner for past in known for inner in past.atoms() if may_grow(inner))))
            for key, held, known in items
        )
    )
