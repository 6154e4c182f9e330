"""What a template prints into a script: a part of a text, or a value by itself (`var ok = {{ ok|tojson }}`)."""

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Place, Span
from consentlint.reach.operators import concatenate_any
from consentlint.reach.things import Code
from consentlint.reach.values import Atom, Choice, Lit, Str, Value, is_nullish, lift, value
from consentlint.syntax import ir
from consentlint.worlds import YES

_MASK = "x"  # what is painted over a tag that prints
_WORDS: dict[str, ir.Literal] = {"true": True, "false": False, "null": None}
_NUMBER = lazy_regex(r"-?\d+(?:\.\d+)?")
_QUOTED = lazy_regex(r"""(?P<mark>["'])(?P<text>(?:(?!(?P=mark))[^\\])*)(?P=mark)""")


def within(text: str, span: Span, code: Code) -> Value | None:
    """A literal text at `span` with what the template prints into it; None where nothing is printed."""
    prints = code.prints(span) if code.prints is not None else []
    if not prints:
        return None
    if len(prints) == 1 and text == _MASK * (prints[0][0].end - prints[0][0].start):
        return lift(alone, prints[0][1])
    place = code.place(span)
    result = value(Str(("",)))
    for at, held in prints:
        mask = _MASK * (at.end - at.start)
        before, found, text = text.partition(mask)
        if not found:
            return value(Str((before, None), place))
        result = lift(concatenate_any, _joined(result, before, place), lift(as_text, held))
    return _joined(result, text, place)


def _joined(result: Value, text: str, place: Place) -> Value:
    return lift(concatenate_any, result, value(Str((text,), place))) if text else result


def alone(atom: Atom) -> tuple[Atom, ...]:
    """What is printed between quotes with nothing beside it: a stored answer stays one."""
    return (atom,) if isinstance(atom, Choice) else as_text(atom)


def as_text(atom: Atom) -> tuple[Atom, ...]:
    """Nothing is printed as nothing; what is no text is not known."""
    if is_nullish(atom) is YES:
        return (Str(("",)),)
    return (atom,) if isinstance(atom, Str) else (Str((None,)),)


def as_code(e: ir.Name, code: Code) -> Value | None:
    """The value that the template prints where a script has this name; None where it is the script's own."""
    if not e.id.startswith(_MASK + _MASK) or e.id.strip(_MASK):
        return None
    prints = code.prints(e.span) if code.prints is not None else []
    return lift(_as_value, prints[0][1]) if len(prints) == 1 and prints[0][0] == e.span else None


def _as_value(atom: Atom) -> tuple[Atom, ...]:
    """A text that is a literal of the script's language is that value; any other was encoded as it was printed."""
    text = atom.exact.strip() if isinstance(atom, Str) and atom.exact is not None else None
    if text is None or not isinstance(atom, Str):
        return (atom,)
    if text in _WORDS:
        return (Lit("null", None) if text == "null" else Lit("boolean", _WORDS[text]),)
    if _NUMBER.fullmatch(text):
        return (Lit("number", float(text)),)
    quoted = _QUOTED.fullmatch(text)
    return (Str((quoted["text"],), atom.origin),) if quoted else (atom,)


def without_encoding(expr: ir.Expr) -> ir.Expr:
    """What is encoded, where an expression is the JSON of something."""
    match expr:
        case ir.Call(_, ir.Member(_, ir.Name(_, "JSON"), ir.Const(_, "stringify")), (held, *_)):
            return held
    return expr
