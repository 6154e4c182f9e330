"""EJS pages as template tags: JavaScript between `<%` and `%>`, read by its blocks."""

import re
from collections.abc import Iterator

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax.code_blocks import tags_of
from consentlint.syntax.code_statements import Island, Token
from consentlint.syntax.template import Tag

_OPEN = lazy_regex(r"<%(?P<kind>[%#=_-])?")
_TOKEN = lazy_regex(
    r"""(?P<space>\s+|//[^\r\n]*|/\*.*?\*/) | (?P<string>'(?:\\.|[^'\\\n])*+'|"(?:\\.|[^"\\\n])*+"|`(?:\\.|[^`\\])*+`)
    | (?P<name>[^\W\d][\w$]*|\$[\w$]*) | (?P<mark>=>|[=!]==?|[<>]=|[-+*/%&|]=|\?\.|[{}()\[\];:,?=]|.)""",
    re.VERBOSE | re.DOTALL,
)


def scan_ejs(text: str) -> Iterator[Tag]:
    """The tags of an EJS page, in order, not overlapping. Its marks are looked for before its strings, as EJS does."""
    islands: list[Island] = []
    tokens: list[Token] = []
    comments: list[Tag] = []
    position = 0
    while (opening := _OPEN.search(text, position)) is not None:
        if opening["kind"] == "%":  # `<%%` prints `<%`
            position = opening.end()
            continue
        close = text.find("%>", opening.end())
        if close < 0:
            break
        position = close + 2
        span = Span(opening.start(), position)
        if opening["kind"] == "#":
            comments.append(Tag("comment", span, "", Span(opening.end(), close)))
            continue
        islands.append(Island(span, opening["kind"] in ("=", "-")))
        _tokens(text, opening.end(), close - (text[close - 1] in "-_" and close > opening.end()), tokens)
        tokens.append(Token("html", "", close, position))
    tokens.append(Token("end", "", len(text), len(text)))
    yield from _in_order(list(tags_of(text, islands, tokens)), comments)


def _tokens(text: str, at: int, end: int, tokens: list[Token]) -> None:
    while at < end and (match := _TOKEN.match(text, at, end)) is not None:
        at = match.end()
        if match.lastgroup != "space":
            tokens.append(Token(match.lastgroup or "mark", match[0], match.start(), at))


def _in_order(tags: list[Tag], comments: list[Tag]) -> Iterator[Tag]:
    # Sorting is stable, so that the empty tags at one place keep their order.
    yield from sorted([*tags, *comments], key=lambda tag: (tag.span.start, tag.kind == "comment"))
