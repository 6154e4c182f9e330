"""ASP.NET Web Forms, and classic pages with `<% %>` in C#."""

import re

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.bearing import Bears, bearing
from consentlint.syntax.code_words import WORDS
from consentlint.syntax.template import Bindings, Dialect, Search, Word
from consentlint.syntax.tokens import StartTag
from consentlint.syntax.typed_condition import declared, read_code
from consentlint.syntax.webforms import scan_webforms

_BOUND = lazy_regex(r"\s*<%[#=:](.*)%>\s*\Z", re.DOTALL)


def _condition(text: str, offset: int) -> ir.Expr:
    """C#. What a control says of itself in so many words, the code behind the page may change."""
    bound = _BOUND.match(text)
    if bound:
        return read_code(bound[1], offset + bound.start(1))
    if text.strip().lower() == "false":
        return ir.Opaque(Span(offset, offset + len(text)))
    return (
        ir.Const(Span(offset, offset + len(text)), True) if text.strip().lower() == "true" else read_code(text, offset)
    )


def _bindings(word: str, text: str, offset: int) -> Bindings:
    return declared(text, offset)


def _is_control(tag: StartTag) -> bool:
    return any(attribute.name == "runat" for attribute in tag.attributes)


DIALECT = Dialect(
    id="webforms",
    extensions=(".aspx", ".ascx", ".master"),
    scan=bearing(scan_webforms, {"visible": Bears("if", "/if")}, fits=_is_control),
    words={
        **WORDS,
        "/if": Word("close", ("if",)),
        "include": Word("leaf", ("include",), bare=True),
        "master": Word("leaf", ("extends",), bare=True),
        "content": Word("open", ("block",)),
        "/content": Word("close", ("block",)),
    },
    sniff=lambda text: 0,
    condition=_condition,
    bindings=_bindings,
    end_prefix="",
    search=Search(relative=True),
)
