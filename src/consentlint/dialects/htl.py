"""HTL (Sightly), the templates of Adobe Experience Manager and Apache Sling: `data-sly-` attributes and `${ }`.

(https://github.com/adobe/htl-spec/blob/master/SPECIFICATION.md)
"""

import re
from collections.abc import Iterator

from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.bearing import Bears, bearing
from consentlint.syntax.template import Bindings, Dialect, Search, Tag, Word
from consentlint.syntax.tokens import StartTag
from consentlint.syntax.typed_condition import read_page_expression

_ATTRIBUTES = {
    "data-sly-template": Bears("template", "/template"),
    "data-sly-set": Bears("code", scope="before", named="set"),
    "data-sly-test": Bears("test", "/if", named="set"),
    "data-sly-repeat": Bears("list", "/list"),
    "data-sly-list": Bears("list", "/list", "content"),
    "data-sly-text": Bears("text", scope="filled"),
    "data-sly-include": Bears("include", scope="filled"),
    "data-sly-resource": Bears("resource", scope="filled"),
    "data-sly-call": Bears("call", scope="filled"),
}
_MARKS = re.compile(
    r"""<!--/\*|\\\$\{
    |\$\{(?P<inside>(?:[^{}"'\r\n]|"(?:\\.|[^"\\\r\n]){0,500}+"|'(?:\\.|[^'\\\r\n]){0,500}+'|\r?\n){0,2000}+)\}""",
    re.VERBOSE,
)
_OPTIONS = re.compile(r"""(?:[^@"']|"(?:\\.|[^"\\])*+"|'(?:\\.|[^'\\])*+')*+""")
_EXPRESSION = re.compile(r"\s*\$\{(.*)\}\s*\Z", re.DOTALL)
_NAMED = re.compile(r"""[\w-]+\.(\w+)\s*=\s*["']?(.*?)["']?\Z""", re.DOTALL)


def _scan(text: str) -> Iterator[Tag]:
    position, hopeless = 0, False
    while (match := _MARKS.search(text, position)) is not None:
        position = match.end()
        if match["inside"] is not None:
            yield Tag("output", Span(*match.span()), "", Span(*match.span("inside")))
        elif match[0].startswith("<"):
            close = -1 if hopeless else text.find("*/-->", position)
            hopeless = close < 0
            if not hopeless:
                yield Tag("comment", Span(match.start(), close + 5), "", Span(match.end(), close))
                position = close + 5


def _condition(text: str, offset: int) -> ir.Expr:
    """An expression with or without `${ }`; its options after `@` change how it is written, not what it is."""
    whole = _EXPRESSION.match(text)
    inside, start = (whole[1], whole.start(1)) if whole else (text, 0)
    plain = _OPTIONS.match(inside)
    return read_page_expression(plain[0] if plain else inside, offset + start)


def _attribute(text: str, offset: int) -> ir.Expr:
    """The value of an attribute: one expression, or a text, which is true unless it is empty."""
    if "${" in text:
        return _condition(text, offset)
    return ir.Const(Span(offset, offset + len(text)), text)


def _bindings(word: str, text: str, offset: int) -> Bindings:
    """`data-sly-test.ok="${x}"`."""
    found = _NAMED.match(text)
    return ((found[1], _attribute(found[2], offset + found.start(2))),) if found else ()


def _filled(text: str, tag: StartTag) -> Iterator[Tag]:
    """`data-sly-attribute.src="${x}"` becomes `src`; it replaces an attribute of that name."""
    given = {attribute.name.partition(".")[2] for attribute in tag.attributes if attribute.name.startswith(_SETS)}
    for attribute in tag.attributes:
        span = attribute.span
        if attribute.name in given - {""}:
            yield Tag("block", span, "code", Span(span.end, span.end))
        elif attribute.name.startswith(_SETS) and attribute.value_span:
            yield Tag("block", Span(span.start, span.start + len(_SETS)), "code", Span(0, 0))
            yield Tag("output", attribute.value_span, "", attribute.value_span)


_SETS = "data-sly-attribute."


DIALECT = Dialect(
    id="htl",
    extensions=(),
    scan=bearing(_scan, _ATTRIBUTES, edit=_filled, needles=("data-sly-",)),
    words={
        "test": Word("open", ("if",), conditional=True),
        "/if": Word("close", ("if",)),
        "list": Word("open", ("for",)),
        "/list": Word("close", ("for",)),
        "template": Word("open", ("macro",), bare=True),
        "/template": Word("close", ("macro",)),
        "call": Word("leaf", ("call",), bare=True),
        "include": Word("leaf", ("include",), bare=True),
        "resource": Word("print"),
        "text": Word("print"),
        "set": Word("leaf", ("set",), binds=True),
        "code": Word("leaf", ("code",)),
    },
    sniff=lambda text: 2 if "data-sly-" in text or "<sly" in text else 0,
    condition=_condition,
    bindings=_bindings,
    end_prefix="",
    search=Search(relative=True),
)
