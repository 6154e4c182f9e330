"""JSP, with scriptlets, JSTL and EL (Jakarta EE, Spring MVC, Struts)."""

import re

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.code_words import WORDS
from consentlint.syntax.jsp import attributes, scan_jsp
from consentlint.syntax.template import Bindings, Dialect, Search, Word
from consentlint.syntax.typed_condition import declared, read_code, read_page_expression

_EXPRESSION = lazy_regex(r"\s*(?:<%=(.*)%>\s*|[$#]\{)", re.DOTALL)


def _condition(text: str, offset: int) -> ir.Expr:
    """A scriptlet's condition is Java, a tag's is EL or `<%= %>`."""
    expression = _EXPRESSION.match(text)
    if expression is None:
        return read_code(text, offset)
    if expression[1] is not None:
        return read_code(expression[1], offset + expression.start(1))
    return read_page_expression(text, offset)


def _handed(value: str, offset: int) -> ir.Expr:
    span = Span(offset, offset + len(value))
    return _condition(value, offset) if _EXPRESSION.match(value) else ir.Const(span, value)


def _bindings(word: str, text: str, offset: int) -> Bindings:
    given = attributes(text)
    if word[:1] == "<":
        return tuple((name, _handed(value, offset + at)) for name, (value, at) in given.items())
    if "var" not in given or "value" not in given:
        return declared(text, offset)
    value, at = given["value"]
    return ((given["var"][0], _condition(value, offset + at)),) if _EXPRESSION.match(value) else ()


_TAGS = ("WEB-INF/tags", "META-INF/tags")

DIALECT = Dialect(
    id="jsp",
    extensions=(".jsp", ".jspx", ".jspf", ".tag", ".tagx"),
    scan=scan_jsp,
    words={
        **WORDS,
        "c:if": Word("open", ("if",), conditional=True),
        "/c:if": Word("close", ("if",)),
        "c:choose": Word("open", ("if",)),
        "c:when": Word("branch", ("if",), conditional=True),
        "/c:when": Word("leaf", ("code",)),
        "c:otherwise": Word("branch", ("if",)),
        "/c:otherwise": Word("leaf", ("code",)),
        "/c:choose": Word("close", ("if",)),
        "c:forEach": Word("open", ("for",)),
        "/c:forEach": Word("close", ("for",)),
        "include": Word("leaf", ("include",)),
        "/include": Word("leaf", ("code",)),
        "<tag": Word("open", ("component",), binds=True, bare=True),
        "<tag/": Word("leaf", ("component",), binds=True, bare=True),
        "</tag": Word("close", ("component",)),
        "doBody": Word("leaf", ("yield",)),
        "/doBody": Word("leaf", ("code",)),
    },
    sniff=lambda text: False,
    condition=_condition,
    bindings=_bindings,
    end_prefix="",
    search=Search(
        endings=("", ".tag", ".tagx"),
        relative=True,
        folders={"": ("src/main/webapp", "webapp", "WebContent"), **dict.fromkeys(("<tag", "<tag/"), _TAGS)},
    ),
)
