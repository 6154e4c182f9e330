"""Handlebars' values and calls of helpers, lowered to the expressions of `ir`."""

import re
from collections.abc import Mapping

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.condition import outside
from consentlint.syntax.condition_tokens import Cursor, UnreadableError
from consentlint.syntax.prefix_calls import (
    LOGIC,
    Lowering,
    chosen,
    compared,
    has_item,
    item,
    method,
    prefix_call,
    unequal,
)
from consentlint.syntax.template import Bindings

_SEGMENT = r"(?:\[[^\]\n]*\]|[^\s!\"#%&'()*+,./;<=>@\[\\\]^`{|}~]+)"
_TOKEN = lazy_regex(
    rf"""\s*+(?: (?P<number>-?\d+(?:\.\d+)?(?=[\s)|]|\Z)) | (?P<string>"(?:\\.|[^"\\])*+"|'(?:\\.|[^'\\])*+')
    | (?P<name>(?:\.\.?/)*+@?{_SEGMENT}(?:[./]{_SEGMENT})*+|(?:\.\./)*+\.\.?) | (?P<mark>[()=|]) | (?P<end>\Z) )""",
    re.VERBOSE | re.DOTALL,
)
_PART = lazy_regex(r"\[([^\]\n]*)\]|([^./\[\]]+)")
_CONSTANTS: Mapping[str, ir.Literal] = {"true": True, "false": False, "null": None, "undefined": ir.UNDEFINED}
_SIGNS = {
    "==": compared("=="), "===": compared("==="), "!=": compared("!="), "!==": compared("!=="), "&&": LOGIC["and"],
    "||": LOGIC["or"], "<": compared("<"), "<=": compared("<="), ">": compared(">"), ">=": compared(">="),
}  # fmt: skip
_MAX_DEPTH = 40


def _between(span: Span, args: tuple[ir.Expr, ...]) -> ir.Expr | None:
    """`ifCond a '==' b`"""
    match args:
        case (left, ir.Const(_, str(sign)), right) if sign in _SIGNS:
            return _SIGNS[sign](span, (left, right))
    return None


# Handlebars has but a few helpers of its own; these are those that most helper collections define alike.
_KNOWN: dict[str, Lowering] = {
    **LOGIC, "lookup": item, "neq": unequal, "noteq": unequal, "not-eq": unequal, "isnt": unequal, "is": LOGIC["eq"],
    "ifEq": LOGIC["eq"], "ifeq": LOGIC["eq"], "if_eq": LOGIC["eq"], "ifEquals": LOGIC["eq"], "equals": LOGIC["eq"],
    "unlessEq": unequal, "unless_eq": unequal, "unlessEquals": unequal, "ifNotEquals": unequal, "lte": LOGIC["le"],
    "gte": LOGIC["ge"], "compare": _between, "ifCond": _between, "contains": method("includes"),
    "includes": method("includes"), "ternary": chosen(0, 1, 2), "has-key": has_item,
}  # fmt: skip


def read_handlebars(text: str, offset: int) -> ir.Expr:
    """Lower a value or a call of a helper; what cannot be read gives `ir.Opaque`, nothing raises."""
    try:
        reader = _Reader(text, offset, _TOKEN)
        value = reader.call(within=False)
        reader.expect_end()
    except UnreadableError:
        return ir.Opaque(Span(offset, offset + len(text)))
    return value


def read_hash(text: str, offset: int) -> Bindings:
    """`partial context name=value`: what is given by name; () where it cannot be read."""
    try:
        reader = _Reader(text, offset, _TOKEN)
        reader.call(within=False)
    except UnreadableError:
        return ()
    return tuple(reader.named)


class _Reader(Cursor):
    """Words in a row: a value, or a call of the first with the others."""

    def __init__(self, text: str, offset: int, pattern: re.Pattern[str]) -> None:
        super().__init__(text, offset, pattern)
        self.depth = 0
        self.named: list[tuple[str, ir.Expr]] = []

    def call(self, within: bool) -> ir.Expr:
        """`within` parentheses a lone word is a call, too."""
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            self.fail()
        first = self.value()
        args = []
        while self.kind != "end" and self.text != ")":
            if self.text == "as" and self.following == "|":
                self.index = len(self.tokens) - 1
            elif self.following == "=":
                name = self.take().text
                self.take()
                value = self.value()  # what a helper is given by name only settles how it works
                self.named += [(name, value)] if self.depth == 1 else []
            else:
                args.append(self.value())
        self.depth -= 1
        if not args and not within:
            return first
        return prefix_call(self.span_from(first.span.start), first, tuple(args), _KNOWN)

    def value(self) -> ir.Expr:
        token = self.take()
        span = self.token_span(token)
        if token.text == "(":
            called = self.call(within=True)
            self.expect(")")
            return called._replace(span=self.span_from(span.start))
        if token.kind == "number":
            return ir.Const(span, float(token.text))
        if token.kind == "string":
            return ir.Const(span, token.text[1:-1].replace("\\" + token.text[0], token.text[0]))
        if token.kind != "name":
            self.fail()
        return ir.Const(span, _CONSTANTS[token.text]) if token.text in _CONSTANTS else _path(span, token.text)


def _path(span: Span, text: str) -> ir.Expr:
    """`../user.[cookie-consent]`, `@root.user`: whose context it is does not matter to a name."""
    parts = [literal or plain for literal, plain in _PART.findall(text.replace("@", "", 1))]
    while len(parts) > 1 and parts[0] in ("this", "root"):
        del parts[0]
    if not parts:
        return ir.Opaque(span)
    value: ir.Expr = ir.Name(span, outside(parts[0]))
    for part in parts[1:]:
        value = ir.Member(span, value, ir.Const(span, part))
    return value
