"""HTL (Sightly), the templates of Adobe Experience Manager and Apache Sling: `data-sly-` attributes and `${ }`.

(https://github.com/adobe/htl-spec/blob/master/SPECIFICATION.md)
"""

import re
from collections.abc import Callable, Iterable, Iterator

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.bearing import Bears, bearing
from consentlint.syntax.template import Bindings, Dialect, Search, Tag, Word, mapping
from consentlint.syntax.tokens import StartTag
from consentlint.syntax.typed_condition import read_page_expression

_ATTRIBUTES = {
    "data-sly-template": Bears("template", "/template"),
    "data-sly-use": Bears("code", scope="before", named="use"),
    "data-sly-set": Bears("code", scope="before", named="set"),
    "data-sly-test": Bears("test", "/if", named="set"),
    "data-sly-repeat": Bears("list", "/list"),
    "data-sly-list": Bears("list", "/list", "content"),
    "data-sly-text": Bears("text", scope="filled"),
    "data-sly-include": Bears("include", scope="filled"),
    "data-sly-resource": Bears("resource", scope="filled"),
    "data-sly-call": Bears("call", scope="filled"),
}
_MARKS = lazy_regex(
    r"""<!--/\*|\\\$\{
    |\$\{(?P<inside>(?:[^{}"'\r\n]|"(?:\\.|[^"\\\r\n]){0,500}+"|'(?:\\.|[^'\\\r\n]){0,500}+'|\r?\n){0,2000}+)\}""",
    re.VERBOSE,
)
_OPTIONS = lazy_regex(r"""(?:[^@"']|"(?:\\.|[^"\\])*+"|'(?:\\.|[^'\\])*+')*+""")
_EXPRESSION = lazy_regex(r"\s*\$\{(.*)\}\s*\Z", re.DOTALL)
_NAMED = lazy_regex(r"""[\w-]+\.(\w+)\s*=\s*["']?(.*?)["']?\Z""", re.DOTALL)


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


def _arguments(text: str, offset: int) -> tuple[ir.Expr, ...]:
    """` @ url='x', on=y`: what a template is handed."""
    pairs = ((m[1], _condition(m[2], offset + m.start(2))) for m in _GIVEN.finditer(text))
    return mapping(tuple(pairs), Span(offset, offset + len(text)))


def _parted(scan: Callable[[str], Iterable[Tag]]) -> Callable[[str], Iterator[Tag]]:
    """A template's name stands in the name of its attribute, that of the one which is called in an expression."""

    def scanned(text: str) -> Iterator[Tag]:
        for tag in scan(text):
            if tag.word == "template" and (start := text.rfind(_TEMPLATE, 0, tag.args.start)) >= 0:
                tag = tag._replace(args=Span(start + len(_TEMPLATE), max(start + len(_TEMPLATE), tag.args.end)))
            elif tag.word == "call" and (inner := _EXPRESSION.match(text[tag.args.start : tag.args.end])):
                tag = tag._replace(args=Span(tag.args.start + inner.start(1), tag.args.start + inner.end(1)))
            elif tag.word == "use" and (used := _USE.match(text, *tag.args)):
                tag = tag._replace(args=Span(used.end(), tag.args.end))
            yield tag

    return scanned


_TEMPLATE = "data-sly-template."
_USE = lazy_regex(r"data-sly-use\.", re.IGNORECASE)
_GIVEN = lazy_regex(r"""(\w+)\s*=\s*("[^"]*"|'[^']*'|[^,]+)""")


def _filled(text: str, tag: StartTag) -> Iterator[Tag]:
    """`data-sly-attribute.src="${x}"` becomes `src`; it replaces an attribute of that name."""
    if tag.name == "template" and any(attribute.name.startswith(_TEMPLATE) for attribute in tag.attributes):
        start = tag.span.start  # the element is not sent: what it holds is, where it is called
        yield Tag("block", Span(start, start + len("<template")), "code", Span(0, 0))
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
    scan=_parted(bearing(_scan, _ATTRIBUTES, edit=_filled, needles=("data-sly-",))),
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
        "use": Word("leaf", ("import",)),
        "set": Word("leaf", ("set",), binds=True),
        "code": Word("leaf", ("code",)),
    },
    sniff=lambda text: 2 if "data-sly-" in text or "<sly" in text else 0,
    condition=_condition,
    bindings=_bindings,
    arguments=_arguments,
    end_prefix="",
    search=Search(relative=True),
)
