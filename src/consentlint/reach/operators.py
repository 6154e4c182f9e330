"""JavaScript's operators on atoms. Comparisons answer no, maybe or yes; the rest gives the possible results."""

import math
from collections.abc import Callable, Iterator

from consentlint.reach.values import (
    BOOLEANS,
    FALSE,
    NULL,
    SOME_NUMBER,
    SOME_STRING,
    TRUE,
    UNDEFINED,
    UNKNOWN,
    Atom,
    Bag,
    Choice,
    External,
    FrozenObject,
    Lit,
    Ref,
    Some,
    Str,
    Value,
    is_nullish,
    lift,
    truth_of,
)
from consentlint.worlds import MAYBE, NEGATION, NO, YES, Answer

Literals = Callable[[str], str]
"""What a literal says in home-made consent code: `accept`, `refuse` or ``."""


def equal(a: Atom, b: Atom, strict: bool, literals: Literals) -> Answer:
    """Is `a === b` (strict) or `a == b`?"""
    if isinstance(b, Choice) and not isinstance(a, Choice):
        a, b = b, a
    if isinstance(a, Choice):
        return _choice_equals(a, b, strict, literals)
    if is_nullish(a) is YES or is_nullish(b) is YES:
        return _nullish_equals(a, b, strict)
    if isinstance(a, Str) and isinstance(b, Str):
        return _text_equals(a, b)
    if _vague(a) or _vague(b):
        return _kinds_may_meet(a, b, strict)
    if isinstance(a, Lit) and isinstance(b, Lit) and a.kind == b.kind:
        return YES if a.value == b.value else NO
    if isinstance(a, Ref | FrozenObject) or isinstance(b, Ref | FrozenObject):
        return YES if a == b else NO
    if strict:
        return NO
    x, y = _as_number(a), _as_number(b)
    return MAYBE if x is None or y is None else YES if x == y else NO


def complement(atom: Atom) -> tuple[Atom, ...]:
    """`~atom`: `~text.indexOf(word)` is 0 only where the word is missing."""
    if isinstance(atom, Lit) and isinstance(atom.value, float) and atom.value.is_integer():
        return (Lit("number", float(~int(atom.value))),)
    return (SOME_NUMBER,)


def _vague(atom: Atom) -> bool:
    return isinstance(atom, Some | External | Bag)


def _kind(atom: Atom) -> str:
    if isinstance(atom, Str):
        return "string"
    if isinstance(atom, Lit | Some):
        return atom.kind
    return "unknown" if isinstance(atom, External | Bag) else "object"


def _kinds_may_meet(a: Atom, b: Atom, strict: bool) -> Answer:
    kinds = {_kind(a), _kind(b)}
    if "unknown" in kinds or len(kinds) == 1:
        return MAYBE
    return NO if strict or "object" in kinds else MAYBE


def _nullish_equals(a: Atom, b: Atom, strict: bool) -> Answer:
    left, right = is_nullish(a), is_nullish(b)
    if MAYBE in (left, right):
        return MAYBE
    if left is NO or right is NO:
        return NO
    # "nullish" stands for null or undefined, whichever the visitor's missing answer is: it meets both.
    exact = isinstance(a, Lit) and isinstance(b, Lit)
    return NO if strict and exact and a != b else YES


def _text_equals(a: Str, b: Str) -> Answer:
    x, y = a.exact, b.exact
    if x is not None and y is not None:
        return YES if x == y else NO
    if a.parts[0] and b.parts[0] and not (a.parts[0].startswith(b.parts[0]) or b.parts[0].startswith(a.parts[0])):
        return NO
    if a.parts[-1] and b.parts[-1] and not (a.parts[-1].endswith(b.parts[-1]) or b.parts[-1].endswith(a.parts[-1])):
        return NO
    return MAYBE


def _choice_equals(choice: Choice, other: Atom, strict: bool, literals: Literals) -> Answer:
    if isinstance(other, Choice):
        return YES if choice.kind == other.kind else NO
    if is_nullish(other) is YES:
        return NO
    if isinstance(other, Lit) and (not strict or choice.parsed):
        word = str(other.value).lower() if other.kind == "boolean" else f"{other.value:g}"
    elif isinstance(other, Str) and other.exact is not None:
        word = other.exact
    else:
        return MAYBE if not isinstance(other, Lit) else NO
    meaning = literals(word)
    if not word:
        return NO
    return MAYBE if not meaning else YES if meaning == choice.kind else NO


def _as_number(atom: Atom) -> float | None:
    if isinstance(atom, Lit):
        return float(atom.value) if isinstance(atom.value, bool | int | float) else 0.0 if atom == NULL else None
    if isinstance(atom, Str) and atom.exact is not None:
        try:
            return float(atom.exact or 0)
        except ValueError:
            return float("nan")
    return None


def compare(op: str, a: Value, b: Value, literals: Literals) -> Value:
    """`==`, `!=`, `===` and `!==`."""
    strict, negated = len(op) == 3, op[0] == "!"

    def test(x: Atom, y: Atom) -> frozenset[Atom]:
        answer = equal(x, y, strict, literals)
        return BOOLEANS[NEGATION[answer] if negated else answer]

    return lift(test, a, b)


ORDER: dict[str, Callable[[float, float], bool]] = {
    "<": lambda x, y: x < y,
    ">": lambda x, y: x > y,
    "<=": lambda x, y: x <= y,
    ">=": lambda x, y: x >= y,
}
ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "-": lambda x, y: x - y,
    "*": lambda x, y: x * y,
    "/": lambda x, y: x / y if y else float("nan"),
    "%": lambda x, y: x % y if y else float("nan"),
    "**": lambda x, y: x**y,
    "|": lambda x, y: _int32(x) | _int32(y),
    "&": lambda x, y: _int32(x) & _int32(y),
    "^": lambda x, y: _int32(x) ^ _int32(y),
    "<<": lambda x, y: _int32(_int32(x) << (_int32(y) & 31)),
    ">>": lambda x, y: _int32(x) >> (_int32(y) & 31),
    ">>>": lambda x, y: (_int32(x) & 0xFFFFFFFF) >> (_int32(y) & 31),
}


def _int32(x: float) -> int:
    """What a bit operator makes of a number (ECMAScript, ToInt32)."""
    return ((int(x) + 2**31) & 0xFFFFFFFF) - 2**31 if math.isfinite(x) else 0


def binary(op: str, a: Value, b: Value) -> Value:
    """Order, arithmetic and concatenation; anything else is unknown."""
    if op == "+":
        return lift(_add, a, b)
    if op in ORDER:
        return lift(lambda x, y: _ordered(op, x, y), a, b)
    if op in ARITHMETIC:
        return lift(lambda x, y: _calculate(op, x, y), a, b)
    return lift(lambda x, y: (TRUE, FALSE) if op in ("in", "instanceof") else (SOME_NUMBER,), a, b)


def _ordered(op: str, a: Atom, b: Atom) -> frozenset[Atom]:
    x, y = _as_number(a), _as_number(b)
    if x is None or y is None:
        return BOOLEANS[NO if UNDEFINED in (a, b) else MAYBE]
    return BOOLEANS[YES if ORDER[op](x, y) else NO]


def _calculate(op: str, a: Atom, b: Atom) -> Iterator[Atom]:
    x, y = _as_number(a), _as_number(b)
    try:
        yield SOME_NUMBER if x is None or y is None else Lit("number", float(ARITHMETIC[op](x, y)))
    except (ValueError, OverflowError, ArithmeticError, TypeError):
        yield SOME_NUMBER


def _add(a: Atom, b: Atom) -> Iterator[Atom]:
    if isinstance(a, Lit) and isinstance(b, Lit):
        x, y = _as_number(a), _as_number(b)
        yield SOME_NUMBER if x is None or y is None else Lit("number", x + y)
    elif all(isinstance(one, Some | Lit) and one.kind == "number" for one in (a, b)):
        yield SOME_NUMBER
    elif not isinstance(a, Str) and not isinstance(b, Str):
        yield UNKNOWN if UNKNOWN in (a, b) else SOME_STRING
    else:
        yield concatenate(a, b)


def concatenate(a: Atom, b: Atom) -> Str:
    """The text of two atoms in a row, with holes for what is unknown."""
    parts: list[str | None] = []
    for part in (*as_parts(a), *as_parts(b)):
        if parts and part is not None and parts[-1] is not None:
            parts[-1] += part
        elif not (parts and part is None and parts[-1] is None):
            parts.append(part)
    texts = [atom for atom in (a, b) if isinstance(atom, Str)]
    origin = next((text.origin for text in texts if text.origin), None)
    return Str(tuple(parts), origin, next((text.written for text in texts if text.written), None))


def as_parts(atom: Atom) -> tuple[str | None, ...]:
    if isinstance(atom, Str):
        return atom.parts
    if isinstance(atom, Lit):
        if atom.kind == "number" and isinstance(atom.value, int | float):
            return (f"{atom.value:.15g}",)
        return (str(atom.value).lower() if atom.kind == "boolean" else atom.kind,)
    return (None,)


def negate(v: Value) -> Value:
    return lift(lambda atom: BOOLEANS[NEGATION[truth_of(atom)]], v)


TYPES = {"boolean": "boolean", "number": "number", "null": "object", "undefined": "undefined", "string": "string"}


def type_of(atom: Atom, is_function: Callable[[Ref], bool]) -> Iterator[Atom]:
    """`typeof`."""
    if isinstance(atom, Ref):
        yield Str(("function" if is_function(atom) else "object",))
    elif isinstance(atom, External | Some) and _kind(atom) in ("unknown", "nullish"):
        yield SOME_STRING
    else:
        kind = "string" if isinstance(atom, Choice) and not atom.parsed else _kind(atom)
        yield Str((TYPES.get(kind, "object"),))


def concatenate_any(a: Atom, b: Atom) -> Iterator[Atom]:
    """Concatenation as a template literal does it: everything becomes text."""
    yield concatenate(a, b)
