"""Thymeleaf's own part: comments and inlined output, attributes that it fills, its expressions.

(https://www.thymeleaf.org/doc/tutorials/3.1/usingthymeleaf.html, sections 4 to 12)
"""

import re
from collections.abc import Iterator

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.condition import read_condition
from consentlint.syntax.template import Tag
from consentlint.syntax.tokens import Attribute, StartTag
from consentlint.syntax.typed_condition import PAGE, TypedReader, without_references

PREFIXES = ("th:", "data-th-")
# What is no attribute of the element once the page is rendered.
_WORDS = frozenset(
    "if unless switch case each with text utext object field errors errorclass fragment insert replace include remove "
    "assert inline ref attr attrappend attrprepend classappend styleappend block".split()
)
_MARKS = lazy_regex(
    r"""<!--/\*/|/\*/-->|(?P<comment><!--/\*(?!/))
    |\[\[(?=\s*[$*\#@~|'])(?P<escaped>(?:[^\]\r\n]|\](?!\])){0,300}+)\]\]
    |\[\((?=\s*[$*\#@~|'])(?P<plain>(?:[^)\r\n]|\)(?!\])){0,300}+)\)\]""",
    re.VERBOSE,
)
_ASSIGNMENT = lazy_regex(r"""\s*([\w:-]+)\s*=\s*((?:[^,'{}(]|'[^']*'|\{[^{}]*\}|\([^()]*\))+)(?:,|\Z)""")
_LINK = lazy_regex(r"\s*[@~]\{\s*([^${}()'|]+?)\s*(?:\(([^{}]|\{[^{}]*\})*\))?\s*\}")
_PIPES = lazy_regex(r"\s*\|([^|$*#@{}]*)\|")


def scan_inline(text: str) -> Iterator[Tag]:
    """Comments of the parser, output within text, and the marks around markup that only the engine reads."""
    position, hopeless = 0, False
    while (match := _MARKS.search(text, position)) is not None:
        span = Span(*match.span())
        position = span.end
        if match["comment"]:
            close = -1 if hopeless else text.find("*/-->", span.end)
            if close < 0:
                hopeless = True
                continue
            position = close + len("*/-->")
            yield Tag("comment", Span(span.start, position), "", span)
        elif match.lastgroup:
            yield Tag("output", span, "", Span(*match.span(match.lastgroup)))
        else:
            yield Tag("block", span, "code", Span(span.end, span.end))


def plain_name(name: str) -> str:
    """`src` for `th:src` and `data-th-src`; "" for an attribute that is not filled so."""
    prefix = next((prefix for prefix in PREFIXES if name.startswith(prefix)), "")
    rest = name.removeprefix(prefix)
    return rest if prefix and rest not in _WORDS else ""


def filled(text: str, tag: StartTag) -> Iterator[Tag]:
    """Tags that leave of `th:src="${x}"` what is sent: `src` with what is printed. It replaces an attribute `src`."""
    given = {plain_name(attribute.name) for attribute in tag.attributes} - {""}
    for attribute in tag.attributes:
        span = attribute.span
        name = plain_name(attribute.name)
        if attribute.name in given:
            yield Tag("block", span, "code", Span(span.end, span.end))
        elif name and attribute.value_span:
            yield Tag("block", Span(span.start, span.start + len(attribute.name) - len(name)), "code", Span(0, 0))
            yield Tag("output", attribute.value_span, "", attribute.value_span)
        elif attribute.name in ("th:attr", "data-th-attr") and attribute.value_span:
            yield from _assignments(text, attribute)


def _assignments(text: str, attribute: Attribute) -> Iterator[Tag]:
    """`th:attr="src=@{/x.js},async=true"`: what is around the assignments is taken away."""
    span, value = attribute.span, attribute.value_span
    position = span.start
    match = _ASSIGNMENT.match(text, value.start, value.end) if value else None
    while match is not None and value is not None:
        yield Tag("block", Span(position, match.start(1)), "code", Span(0, 0))
        yield Tag("output", Span(*match.span(2)), "", Span(*match.span(2)))
        position = match.end(2)
        match = _ASSIGNMENT.match(text, match.end(), value.end)
    yield Tag("block", Span(position, span.end), "code", Span(0, 0))


class _Reader(TypedReader):
    """Outside of `${ }` a bare word is a text."""

    def __init__(self, grammar: object, text: str, offset: int) -> None:
        super().__init__(PAGE, text, offset)
        self.inside = 0

    def primary(self) -> ir.Expr:
        token = self.tokens[self.index]
        if token.text in ("${", "*{"):
            self.inside += 1
            value = super().primary()
            self.inside -= 1
            return value
        bare = token.kind == "name" and not self.inside and self.following not in (".", "(")
        if bare and token.text not in {**self.grammar.constants, **self.grammar.infix, **self.grammar.prefix}:
            self.take()
            return ir.Const(self.token_span(token), token.text)
        return super().primary()


def read_expression(text: str, offset: int) -> ir.Expr:
    """Lower an expression that starts at `offset` of the file; what cannot be read gives `ir.Opaque`."""
    literal = _LINK.fullmatch(text) or _PIPES.fullmatch(text)
    if literal:
        return ir.Const(Span(offset + literal.start(1), offset + literal.end(1)), literal[1])
    shortened = _LINKS.sub(_quoted, without_references(text))
    return read_condition(PAGE, shortened, offset, _Reader)


_LINKS = lazy_regex(r"@\{([^${}()'\"|]*)\}|\|([^|$*#@{}'\"]*)\|")


def _quoted(match: re.Match[str]) -> str:
    """A link or a text between pipes as a text in quotes, in the same length."""
    inner = match[1] if match[1] is not None else match[2]
    quoted = f"'{inner.strip()}'"
    return quoted.rjust(len(match[0]))


_FRAGMENT = lazy_regex(r"\s*(?:~\{)?\s*")


def fragment(text: str, span: Span) -> Span:
    """The file of `~{fragments/chat :: widget(x)}`, and what follows it, without what is around."""
    start = _FRAGMENT.match(text, span.start, span.end)
    first = start.end() if start else span.start
    last = span.end - (text[first : span.end].rstrip().endswith("}") and text.startswith("~{", span.start))
    return Span(first, max(first, last)) if text.startswith("~{", span.start) else span
