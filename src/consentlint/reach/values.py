"""What an expression may be worth: a set of abstract values for each of the three worlds.

Source of the rules: `worlds.md` section 2. Strings keep what is known of them (`Str` with holes) and where they were
written (`origin`), because a URL's place is the place of the embed.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from consentlint.model import Place
from consentlint.worlds import ALWAYS, MAYBE, NO, YES, Answer, Worlds

LARGEST_SET = 24


class Str:
    """A string: known parts, None for a hole. Equality ignores where it was written.

    written  where it is written in another file, when `origin` is where that file's constant is named
    """

    __slots__ = ("origin", "parts", "written")

    def __init__(
        self, parts: tuple[str | None, ...], origin: Place | None = None, written: Place | None = None
    ) -> None:
        self.parts = parts
        self.origin = origin
        self.written = written

    @property
    def exact(self) -> str | None:
        """The whole text, or None when a part is unknown."""
        return "".join(part or "" for part in self.parts) if None not in self.parts else None

    @property
    def text(self) -> str:
        """The text with `{...}` for what is unknown."""
        return "".join("{...}" if part is None else part for part in self.parts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Str) and self.parts == other.parts

    def __hash__(self) -> int:
        return hash(self.parts)

    def __repr__(self) -> str:
        return f"Str({self.text!r})"


@dataclass(frozen=True, slots=True)
class Lit:
    """A known primitive that is not a string. kind: boolean, number, null or undefined."""

    kind: str
    value: object


@dataclass(frozen=True, slots=True)
class Some:
    """Something of which only the kind is known: string, number, object, nullish or unknown."""

    kind: str


@dataclass(frozen=True, slots=True)
class Ref:
    """A heap object (object, array, function, element, promise ...) of the machine."""

    id: int


# Every page has these by the time a script runs (HTML, "the document tree"); its body comes later.
ROOTS = ("document.head", "document.documentElement")


@dataclass(frozen=True, slots=True)
class External:
    """Something outside the code at hand, by its canonical path (`Cookiebot.consent.marketing`)."""

    path: str

    @property
    def is_element(self) -> bool:
        """Is it an element that is known to stand on the page?"""
        if self.path in ROOTS:
            return True
        return self.path.startswith("document.all.") and self.path[13:] not in ("", "?") and "." not in self.path[13:]


@dataclass(frozen=True, slots=True)
class Choice:
    """A stored answer whose writer is not in sight. kind: accept or refuse. parsed: it went through JSON.parse."""

    kind: str
    parsed: bool = False


@dataclass(frozen=True, slots=True)
class Bag:
    """A list or string of accepted purposes; None holds everything."""

    items: frozenset[str] | None


class FrozenObject(NamedTuple):
    """An object that left the heap (storage, JSON text): its keys and values."""

    items: tuple[tuple[str, "Value"], ...]
    json: bool = True
    listing: bool = False


Atom = Str | Lit | Some | Ref | External | Choice | Bag | FrozenObject
Atoms = frozenset[Atom]


class Note(NamedTuple):
    """Why an expression is worth what it is worth.

    known    False when nothing says what `text` is worth
    """

    text: str
    known: bool = True
    cmp: str = ""
    purpose: str = ""
    reason: str = ""
    by_name: bool = False


TRUE, FALSE = Lit("boolean", True), Lit("boolean", False)
NULL, UNDEFINED = Lit("null", None), Lit("undefined", None)
NULLISH, UNKNOWN = Some("nullish"), Some("unknown")
SOME_STRING, SOME_NUMBER, SOME_OBJECT = Some("string"), Some("number"), Some("object")
NOTHING: Atoms = frozenset()
NO_NOTES: frozenset[Note] = frozenset()


def _order(atom: Atom) -> tuple[str, object]:
    if isinstance(atom, Ref):
        return "Ref", f"{atom.id:09}"
    if isinstance(atom, Bag):
        return "Bag", repr(sorted(atom.items)) if atom.items is not None else ""
    if isinstance(atom, FrozenObject):
        return "FrozenObject", repr([(key, [_order(one) for one in held.ordered()]) for key, held in atom.items])
    return type(atom).__name__, repr(atom)


class Value(NamedTuple):
    """Possible atoms per world, and the notes that explain them. An empty set: never computed in that world."""

    undecided: Atoms
    refused: Atoms
    granted: Atoms
    notes: frozenset[Note] = NO_NOTES

    @property
    def uniform(self) -> bool:
        return self[0] is self[1] is self[2]

    def sets(self) -> tuple[Atoms, Atoms, Atoms]:
        return self[:3]

    def atoms(self) -> Atoms:
        """Every atom that is possible in some world."""
        first, second, third, _ = self
        return first if first is second is third else first | second | third

    def ordered(self) -> list[Atom]:
        """Every possible atom, in an order that is the same in every run (a set's own order is not)."""
        atoms = self.atoms()
        return sorted(atoms, key=_order) if len(atoms) > 1 else list(atoms)

    def strings(self) -> list[Str]:
        return [atom for atom in self.ordered() if isinstance(atom, Str)]

    def externals(self) -> "list[External]":
        return [atom for atom in self.ordered() if isinstance(atom, External)]

    def only(self) -> Atom | None:
        """The one atom of every world, if there is just one."""
        atoms = self.atoms()
        if len(atoms) != 1:
            return None
        (only,) = atoms
        return only

    def text(self) -> str | None:
        """The exact string, when it is one and the same in every world."""
        atom = self.only()
        return atom.exact if isinstance(atom, Str) else None

    def noting(self, notes: Iterable[Note]) -> "Value":
        if not notes:
            return self
        extra = frozenset(notes)
        return self if extra <= self.notes else self._replace(notes=self.notes | extra)


def value(*atoms: Atom, notes: Iterable[Note] = ()) -> Value:
    """The same possibilities in every world."""
    found = frozenset(atoms)
    return Value(found, found, found, frozenset(notes))


def per_world(sets: Sequence[Atoms], notes: frozenset[Note] = NO_NOTES) -> Value:
    """One set of atoms for each world; equal sets become one, which makes the value cheap to work with."""
    first, second, third = sets
    return Value(first, first, first, notes) if first == second == third else Value(first, second, third, notes)


def string(text: str, origin: Place | None = None) -> Value:
    return value(Str((text,), origin))


def number(n: float) -> Value:
    return value(Lit("number", float(n)))


def boolean(answers: Worlds, notes: Iterable[Note] = ()) -> Value:
    return per_world([BOOLEANS[answer] for answer in answers], frozenset(notes))


BOOLEANS = {YES: frozenset({TRUE}), NO: frozenset({FALSE}), MAYBE: frozenset({TRUE, FALSE})}
V_UNKNOWN, V_UNDEFINED, V_NULL = value(UNKNOWN), value(UNDEFINED), value(NULL)
V_TRUE, V_FALSE, V_STRING, V_OBJECT = value(TRUE), value(FALSE), value(SOME_STRING), value(SOME_OBJECT)
V_NUMBER = value(SOME_NUMBER)
V_NEVER = Value(NOTHING, NOTHING, NOTHING)


def bounded(atoms: Atoms) -> Atoms:
    return atoms if len(atoms) <= LARGEST_SET else frozenset({UNKNOWN})


def join(a: Value, b: Value) -> Value:
    """Either of the two."""
    if a == b:
        return a
    if a.uniform and b.uniform:
        both = bounded(a.undecided | b.undecided)
        return Value(both, both, both, a.notes | b.notes)
    return per_world([bounded(x | y) for x, y in zip(a.sets(), b.sets(), strict=True)], a.notes | b.notes)


def pick(worlds: Worlds, then: Value, otherwise: Value) -> Value:
    """`then` where the answer is yes, `otherwise` where it is no, either where it is maybe."""
    if then is otherwise or then == otherwise:
        return then
    notes = then.notes | otherwise.notes
    if worlds == ALWAYS:
        return then if notes == then.notes else then._replace(notes=notes)
    sets = []
    for answer, x, y in zip(worlds, then.sets(), otherwise.sets(), strict=True):
        sets.append(x if answer is YES else y if answer is NO else bounded(x | y))
    return per_world(sets, notes)


def lift(function: Callable[..., Iterable[Atom]], *values: Value) -> Value:
    """Apply a function of atoms to every combination, world by world."""
    notes = values[0].notes if len(values) == 1 else NO_NOTES.union(*[v.notes for v in values])
    if all([v.uniform for v in values]):  # noqa: C419  (a generator costs more than the list)
        result = _combine(function, [v.undecided for v in values])
        return Value(result, result, result, notes)
    return per_world([_combine(function, [v.sets()[world] for v in values]) for world in range(3)], notes)


def _combine(function: Callable[..., Iterable[Atom]], sets: list[Atoms]) -> Atoms:
    found: set[Atom] = set()
    if len(sets) == 1:
        for atom in sets[0]:
            found.update(function(atom))
    else:
        for left in sets[0]:
            for right in sets[1]:
                found.update(function(left, right))
    return bounded(frozenset(found))


def truth_of(atom: Atom) -> Answer:
    """Is this atom truthy?"""
    if isinstance(atom, Str):
        if any(atom.parts):
            return YES
        return MAYBE if None in atom.parts else NO
    if isinstance(atom, Lit):
        return YES if atom.value else NO
    if isinstance(atom, Some):
        return {"object": YES, "nullish": NO}.get(atom.kind, MAYBE)
    if isinstance(atom, External):
        return YES if atom.is_element else MAYBE
    return YES


def truth_in(atoms: Atoms) -> Answer:
    answers = {truth_of(atom) for atom in atoms}
    if answers == {YES}:
        return YES
    return NO if answers <= {NO} else MAYBE


def truth(v: Value) -> Worlds:
    """In which worlds the value is truthy. The caller has resolved externals (`Machine.settle`)."""
    if v.uniform:
        answer = truth_in(v.undecided)
        return Worlds(answer, answer, answer)
    return Worlds(truth_in(v.undecided), truth_in(v.refused), truth_in(v.granted))


def is_number(atom: Atom) -> bool:
    """Is it a number, known or not?"""
    return atom == SOME_NUMBER or (isinstance(atom, Lit) and atom.kind == "number")


def is_nullish(atom: Atom) -> Answer:
    if isinstance(atom, Lit):
        return YES if atom.kind in ("null", "undefined") else NO
    if isinstance(atom, Some):
        return {"nullish": YES, "unknown": MAYBE}.get(atom.kind, NO)
    return MAYBE if isinstance(atom, External) and not atom.is_element else NO


def nullish(v: Value) -> Worlds:
    """In which worlds the value is null or undefined."""
    answers = []
    for atoms in v.sets():
        found = {is_nullish(atom) for atom in atoms}
        answers.append(YES if found == {YES} else NO if found <= {NO} else MAYBE)
    return Worlds(*answers)
