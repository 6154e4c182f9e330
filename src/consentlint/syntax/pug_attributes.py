"""The attributes of Pug: names, and JavaScript up to a comma or to white space after which nothing goes on with it."""

import re
from collections.abc import Iterator

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax.attribute_values import read_value
from consentlint.syntax.outline import Attribute

_NAME = lazy_regex(r"""[\s,]*(?:"([^"\n]*)"|'([^'\n]*)'|((?:[^\s,=!()"'\[\]]|!(?!=)|\([^()\s]*\)|\[[^\[\]\s]*\])+))""")
_EQUALS = lazy_regex(r"\s*(!?=)\s*")
_LEXEMES = lazy_regex(
    r"""(?P<string>"(?:\\.|[^"\\\n])*+"|'(?:\\.|[^'\\\n])*+'|`(?:\\.|[^`\\])*+`) | (?P<open>[(\[{]) | (?P<close>[)\]}])
    | (?P<space>\s+) | (?P<comma>,) | (?P<name>[\w$]+) | (?P<mark>=>|[?:.&|<>=+*/%!~^-]|.)""",
    re.VERBOSE | re.DOTALL,
)
_JOINING = frozenset("typeof new in instanceof void await delete".split())


def read_attributes(text: str, start: int, end: int) -> Iterator[Attribute]:
    """The attributes in the parentheses whose inside is given."""
    at = start
    while at < end and (name := _NAME.match(text, at, end)) is not None:
        group = name.lastindex or 3
        place, word, at = Span(*name.span(group)), name[group], name.end()
        equals = _EQUALS.match(text, at, end)
        if equals is None:
            yield Attribute(place, word, True, at)
            continue
        stop = _value_end(text, equals.end(), end)
        value = read_value(text, equals.end(), stop, "`", "${")
        yield Attribute(place, word, value, stop, equals[1] == "!=")
        at = max(stop, at + 1)


def _value_end(text: str, start: int, end: int) -> int:
    """Where the value of an attribute ends: at a comma, or at white space where it is complete."""
    depth, asked, at, complete = 0, 0, start, False
    while at < end and (match := _LEXEMES.match(text, at, end)) is not None:
        kind, word = match.lastgroup, match[0]
        if depth == 0 and kind == "comma":
            break
        if depth == 0 and kind == "space" and complete and not asked and _begins(text, match.end(), end):
            break
        if kind in ("open", "close"):
            depth += 1 if kind == "open" else -1
        if depth == 0 and kind == "mark":
            asked += (word == "?") - (word == ":" and asked > 0)
        if kind != "space":
            complete = kind in ("string", "close") or (kind == "name" and word not in _JOINING)
        at = match.end()
    return at


def _begins(text: str, at: int, end: int) -> bool:
    """Does another attribute begin here? An operator goes on with the value."""
    return at >= end or text[at] not in "?=+*/%&|<>,.;)}]!^~-" or text.startswith("...", at)
