"""Values of attributes that are written as expressions (`src="https://" + host + "/x.js"`, `src: "https://#{host}"`).

They are taken apart into what is literal and what is printed, so that the literal part of an address is known.
"""

import re
from typing import NamedTuple

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span

_TOKEN = lazy_regex(
    r"""(?P<string>"(?:\\.|[^"\\\n])*+"|'(?:\\.|[^'\\\n])*+'|`(?:\\.|[^`\\])*+`) | (?P<open>[(\[{]) | (?P<close>[)\]}])
    | (?P<other>[?:|&<>=,;*/%!-]|\b(?:if|unless|and|or|not|in|instanceof|typeof|new)\b) | (?P<plus>\+)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = lazy_regex(r"\\(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_PLAIN = lazy_regex(r":?(?:(?<=:)[^\W\d]\w*|(?<!:)\d+(?:\.\d+)?)\Z")  # a symbol of Ruby, a number
_CONSTANTS: dict[str, bool] = {"true": True, "false": False, "null": False, "nil": False, "undefined": False}


class Piece(NamedTuple):
    """A stretch of a value. text None: it is printed there, and `args` is the expression."""

    span: Span
    text: str | None
    args: Span


Value = tuple[Piece, ...] | bool  # False: there is no such attribute; True: it stands without a value


def read_value(text: str, start: int, end: int, quotes: str, mark: str) -> Value:
    """The value of an expression. In strings with one of the `quotes`, `mark` (`${`, `#{`) begins an expression."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    source = text[start:end]
    if source in _CONSTANTS:
        return _CONSTANTS[source]
    if _PLAIN.match(source):
        return (Piece(Span(start + (source[0] == ":"), end), source.lstrip(":"), Span(end, end)),)
    operands = _operands(text, start, end)
    pieces = [piece for operand in operands for piece in _pieces(text, operand, quotes, mark)]
    return _joined(pieces) if operands else (Piece(Span(start, end), None, Span(start, end)),)


def _operands(text: str, start: int, end: int) -> list[Span]:
    """What `+` joins; none where the expression is of another kind."""
    depth, first, operands = 0, start, list[Span]()
    for match in _TOKEN.finditer(text, start, end):
        kind = match.lastgroup
        if kind in ("open", "close"):
            depth += 1 if kind == "open" else -1
        elif depth == 0 and kind == "other":
            return []
        elif depth == 0 and kind == "plus":
            operands.append(Span(first, match.start()))
            first = match.end()
    return [*operands, Span(first, end)]


def _pieces(text: str, operand: Span, quotes: str, mark: str) -> list[Piece]:
    source = text[operand.start : operand.end]
    start = operand.start + len(source) - len(source.lstrip())
    end = operand.start + len(source.rstrip())
    match = _TOKEN.match(text, start, end)
    if match is None or match["string"] is None or match.end() != end:
        return [Piece(operand, None, Span(start, end))]
    return in_string(text, start + 1, end - 1, mark if text[start] in quotes else "")


def in_string(text: str, start: int, end: int, mark: str) -> list[Piece]:
    """The pieces of a string's inside; expressions in it begin with `mark` ("" for none)."""
    pieces: list[Piece] = []
    while mark and (opening := text.find(mark, start, end)) >= 0:
        closing = matching(text, opening + len(mark), end)
        if closing < 0:
            break
        pieces.append(_literal(text, start, opening))
        pieces.append(Piece(Span(opening, closing + 1), None, Span(opening + len(mark), closing)))
        start = closing + 1
    return [*pieces, _literal(text, start, end)]


def _literal(text: str, start: int, end: int) -> Piece:
    decoded = _ESCAPE.sub(lambda match: _ESCAPES.get(match[1], match[1]), text[start:end])
    return Piece(Span(start, end), decoded, Span(end, end))


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    """The pieces without gaps around what is printed: quotes and `+` belong to that."""
    if all(piece.text is not None for piece in pieces):
        return tuple(pieces)
    result: list[Piece] = []
    for piece in pieces:
        before = result[-1] if result else None
        if piece.span.end == piece.span.start:
            continue
        if before is None:
            result.append(piece)
        elif (before.text is None) == (piece.text is None):  # two literals in a row cannot be told apart from `+`
            whole = Span(before.span.start, piece.span.end)
            result[-1] = Piece(whole, None, whole)
        elif before.text is None:
            result[-1] = before._replace(span=Span(before.span.start, piece.span.start))
            result.append(piece)
        else:
            result.append(piece._replace(span=Span(before.span.end, piece.span.end)))
    return tuple(result)


def matching(text: str, at: int, stop: int) -> int:
    """Where the bracket is closed that was opened before `at`; -1 when that is not before `stop`."""
    depth = 1
    for match in _TOKEN.finditer(text, at, stop):
        if match["open"]:
            depth += 1
        elif match["close"]:
            depth -= 1
            if depth == 0:
                return match.start()
    return -1


def parts(text: str, start: int, end: int, mark: str = ",") -> list[Span]:
    """The stretch parted at every `mark` that stands outside of brackets and strings."""
    depth, first, found = 0, start, list[Span]()
    for match in _TOKEN.finditer(text, start, end):
        if match["open"] or match["close"]:
            depth += 1 if match["open"] else -1
        elif depth == 0 and match[0] == mark:
            found.append(Span(first, match.start()))
            first = match.end()
    return [*found, Span(first, end)]
