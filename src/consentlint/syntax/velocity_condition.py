"""Velocity's expressions, lowered to those of `ir`; `$name`, `$!name` and `${name}` become `name`."""

import re

from consentlint.lazy_regex import lazy_regex
from consentlint.syntax import ir
from consentlint.syntax.condition import Grammar, outside, read_condition
from consentlint.syntax.java_methods import JavaReader
from consentlint.syntax.template import Bindings

_TOKEN = lazy_regex(
    r"""\s*+ (?: (?P<number>\d+(?:\.\d+)?(?!\.)|\d+) | (?P<string>"(?:\\.|[^"\\])*+"|'[^']*+')
    | (?P<name>\$!?\{?[^\W\d][\w-]*|[^\W\d]\w*)
    | (?P<mark>==|!=|<=|>=|&&|\|\||\.\.|[-+*/%<>=!|.:,()\[\]{}]) | (?P<end>\Z) )""",
    re.VERBOSE | re.DOTALL,
)
_GRAMMAR = Grammar(
    infix={
        "||": (1, "||"), "or": (1, "||"), "&&": (2, "&&"), "and": (2, "&&"), "==": (3, "=="), "eq": (3, "=="),
        "!=": (3, "!="), "ne": (3, "!="), "<": (4, "<"), "lt": (4, "<"), "<=": (4, "<="), "le": (4, "<="),
        ">": (4, ">"), "gt": (4, ">"), ">=": (4, ">="), "ge": (4, ">="), "+": (5, "+"), "-": (5, "-"), "*": (6, "*"),
        "/": (6, "/"), "%": (6, "%"),
    },
    prefix={"!": (7, "!"), "not": (7, "!"), "-": (7, "-")},
    constants={"true": True, "false": False, "null": None},
)  # fmt: skip
_NULL = frozenset(["null", "nothing", "NULL"])  # by custom names of what is not there
_ASSIGNED = lazy_regex(r"\s*+\$!?\{?(?P<name>[^\W\d]\w*)(?P<path>[.\[][^=]*+)?\}?\s*+=(?!=)\s*+")


class _VelocityReader(JavaReader):
    pattern = _TOKEN

    def primary(self) -> ir.Expr:
        token = self.tokens[self.index]
        if token.kind == "string":
            self.take()
            span, text = self.token_span(token), token.text[1:-1]
            dynamic = token.text[0] == '"' and ("$" in text or "#" in text)
            return ir.Opaque(span) if dynamic else ir.Const(span, text)
        if token.kind != "name" or token.text[0] != "$":
            return super().primary()
        self.take()
        name = token.text.lstrip("$!{")
        value: ir.Expr = ir.Name(self.token_span(token), outside(name))
        if name in _NULL:
            value = ir.Const(self.token_span(token), None)
        if "{" in token.text:
            value = self.postfix(value)
            if self.accept("|"):  # `${x|'instead'}`
                value = ir.Logical(self.span_from(value.span.start), "||", value, self.expression())
            self.expect("}")
        return value


def read_velocity(text: str, offset: int) -> ir.Expr:
    """Lower a condition that starts at `offset` of the file; what cannot be read gives `ir.Opaque`."""
    return read_condition(_GRAMMAR, text, offset, _VelocityReader)


def read_set(word: str, text: str, offset: int) -> Bindings:
    """`#set($name = value)`."""
    match = _ASSIGNED.match(text)
    if match is None or match["path"]:
        return ()
    return ((match["name"], read_velocity(text[match.end() :], offset + match.end())),)


_VALUE = lazy_regex(
    r"""[\s,(]*+((?:"(?:\\.|[^"\\])*+"|'[^']*+'|\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\]|\{[^{}]*\}|[^\s,"'()\[\]{}])++)"""
)


def read_arguments(text: str, offset: int) -> tuple[ir.Expr, ...]:
    """`("/x.js", $y)` or `("/x.js" $y)`: what a macro is called with."""
    found = _VALUE.finditer(text.rstrip().removesuffix(")"))
    return tuple(read_velocity(match[1], offset + match.start(1)) for match in found)
