"""Objects without an identity: what comes from storage or JSON text, and what a pack says of an object.

Code reads, changes and stores them again. They are values: who writes a property has another one in its place.
"""

from typing import TYPE_CHECKING

from consentlint.reach.frozen import freeze
from consentlint.reach.values import (
    SOME_NUMBER,
    SOME_STRING,
    UNKNOWN,
    V_FALSE,
    V_TRUE,
    V_UNDEFINED,
    V_UNKNOWN,
    Atom,
    Choice,
    FrozenObject,
    Value,
    lift,
    per_world,
    pick,
    value,
)
from consentlint.worlds import PERHAPS

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

REST = "*"  # stands for any other key


def read(m: "Machine", atom: FrozenObject | Choice, key: str) -> Value:
    """One property."""
    if isinstance(atom, Choice):
        return _of_choice(m, atom, key)
    items = dict(atom.items)
    if key in items or REST not in items:
        return items.get(key, V_UNDEFINED)
    rest = items[REST]
    told = [
        frozenset(
            inner
            for other in atoms
            for inner in (_of_choice(m, other, key).undecided if isinstance(other, Choice) else (other,))
        )
        for atoms in rest.sets()
    ]
    return per_world(told, rest.notes)


def _of_choice(m: "Machine", choice: Choice, key: str) -> Value:
    """What a stored answer says under a key; the same in every world."""
    if not choice.parsed:
        return value(SOME_NUMBER) if key == "length" else V_UNKNOWN
    if m.knowledge.words.is_always_key(key):
        return V_TRUE
    if m.knowledge.words.is_answered_key(key):
        return value(SOME_STRING if key != "version" else UNKNOWN, *V_TRUE.undecided)
    return value(Choice("accept", True)) if choice.kind == "accept" else V_FALSE


def written(m: "Machine", target: Value, key: str | None, held: Value) -> Value | None:
    """The target with a property written; None when it is nothing of the kind. key None: not known which."""
    if not any(map(_is_loose, target.atoms())):
        return None
    inner = freeze(m, held)
    return lift(lambda atom: (_with(atom, key, inner) if _is_loose(atom) else atom,), target)


def _is_loose(atom: Atom) -> bool:
    return atom.json if isinstance(atom, FrozenObject) else isinstance(atom, Choice) and atom.parsed


def _with(atom: Atom, key: str | None, held: Value) -> Atom:
    items = dict(atom.items) if isinstance(atom, FrozenObject) else {REST: value(atom)}
    if key is None:
        items = {name: pick(PERHAPS, held, before) for name, before in {REST: V_UNDEFINED, **items}.items()}
    else:
        items[key] = held
    return FrozenObject(tuple(items.items()), listing=isinstance(atom, FrozenObject) and atom.listing)
