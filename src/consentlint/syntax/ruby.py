"""Ruby's conditions, lowered to the expressions of `ir`, and the statements that a template's tag holds.

`@name` and `name?` become `name`; questions that Rails asks of any value (`present?`) become what they ask.
"""

import re
from collections.abc import Callable, Iterator

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.condition import Grammar, Reader, outside, read_condition

_TOKEN = lazy_regex(
    r"""\s*+ (?: (?P<number>\d[\d_]*(?:\.\d+)?) | (?P<string>"(?:\\.|[^"\\])*+"|'(?:\\.|[^'\\])*+'|:(?=[^\W\d])\w+[?!]?)
    | (?P<name>[@$]{0,2}[^\W\d]\w*(?:[?!](?!=))?)
    | (?P<mark>===|==|!=|=~|!~|<=>|<=|>=|&&|\|\||&\.|::|=>|\*\*|[-+*/%<>=!|.:,?()\[\]{}&]) | (?P<end>\Z) )""",
    re.VERBOSE | re.DOTALL,
)
_GRAMMAR = Grammar(
    infix={
        "or": (1, "||"), "and": (1, "&&"), "||": (4, "||"), "&&": (5, "&&"), "==": (6, "=="), "!=": (6, "!="),
        "<": (7, "<"), "<=": (7, "<="), ">": (7, ">"), ">=": (7, ">="), "+": (8, "+"), "-": (8, "-"), "*": (9, "*"),
        "/": (9, "/"), "%": (9, "%"),
    },
    prefix={"not": (2, "!"), "!": (10, "!"), "-": (10, "-")},
    constants={"true": True, "false": False, "nil": None},
)  # fmt: skip
_SAME = frozenset("to_s to_sym presence strip downcase html_safe itself dup freeze to_str as_json".split())
_SPLIT = lazy_regex(
    r""""(?:\\.|[^"\\])*+"|'(?:\\.|[^'\\])*+'|(?P<joined>(?:&&|\|\||\band|\bor|\bnot|[,(\[{.\\+=!?:])[ \t]*\r?\n"""
    r"""|\n[ \t]*(?:\.|&&|\|\|))|(?P<end>[;\n])|(?P<comment>\#(?!\{)[^\n]*)""",
    re.DOTALL,
)


# What a page puts into a place of its layout.
_FILLS = lazy_regex(r"content_for\s*\(?\s*[:'\"]?(\w+)")


def filled(text: str, start: int, end: int) -> Span | None:
    """The name of the place that a block of code fills (`content_for :scripts do`); None for any other block."""
    found = _FILLS.match(text, start, end)
    return Span(*found.span(1)) if found is not None else None


class _RubyReader(Reader):
    pattern = _TOKEN
    members = (".", "&.", "::")

    def expression(self) -> ir.Expr:
        value = super().expression()
        if self.accept("unless"):
            test = ir.Unary(value.span, "!", super().expression())
            value = ir.Conditional(self.span_from(value.span.start), test, value, ir.Const(test.span, ir.UNDEFINED))
        if self.accept("="):  # what is assigned is what the condition is worth
            value = self.expression()
        return value

    def postfix(self, value: ir.Expr) -> ir.Expr:
        while True:
            start = value.span.start
            if self.accept(*self.members):
                value = self.method(value)
            elif self.accept("["):
                key = self.expression()
                self.expect("]")
                value = ir.Member(self.span_from(start), value, key)
            elif self.accept("("):
                value = ir.Call(self.span_from(start), value, self.arguments(")"))
            else:
                return value

    def method(self, value: ir.Expr) -> ir.Expr:
        token = self.take()
        if token.kind != "name":
            self.fail()
        args = self.arguments(")") if self.accept("(") else self.loose(asks=token.text[-1] == "?")
        span = self.span_from(value.span.start)
        if token.text in _SAME:
            return value
        if token.text in _ASKED:
            return _ASKED[token.text](span, value)
        if token.text in _ASKED_OF and args:
            return _ASKED_OF[token.text](span, value, args)
        member = ir.Member(span, value, ir.Const(self.token_span(token), token.text.rstrip("?!")))
        return ir.Call(span, member, args) if args or token.text[-1] in "?!" else member

    def loose(self, asks: bool = False) -> tuple[ir.Expr, ...]:
        """An argument without parentheses: a literal, or any value after a method that asks."""
        is_name = asks and self.kind == "name" and self.text not in {*_GRAMMAR.infix, *_GRAMMAR.prefix, "if", "unless"}
        return (self.postfix(self.primary()),) if self.kind == "string" or is_name else ()

    def primary(self) -> ir.Expr:
        token = self.tokens[self.index]
        if token.kind == "string":
            self.take()
            span = self.token_span(token)
            if token.text[0] == ":":
                return ir.Const(span, token.text[1:])
            if token.text[0] == '"' and "#{" in token.text:
                return ir.Opaque(span)
            return ir.Const(span, token.text[1:-1])
        if token.kind == "name" and token.text not in _GRAMMAR.constants and token.text not in ("and", "or", "not"):
            return self.named()
        if token.kind == "number":
            return ir.Const(self.token_span(self.take()), float(token.text.replace("_", "")))
        return super().primary()

    def named(self) -> ir.Expr:
        token = self.take()
        name = ir.Name(self.token_span(token), outside(token.text.lstrip("@$").rstrip("?!")))
        args = self.loose()
        if token.text == "defined?" and self.accept("("):
            value = self.arguments(")")
            return ir.Binary(self.span_from(name.span.start), "!=", value[0] if value else name, _nil(name.span))
        if args or (token.text[-1] in "?!" and self.text != "("):
            return ir.Call(self.span_from(name.span.start), name, args)
        return name


def _nil(span: Span) -> ir.Expr:
    return ir.Const(span, None)


def _truth(span: Span, value: ir.Expr) -> ir.Expr:
    return ir.Unary(span, "!", ir.Unary(span, "!", value))


def _item(span: Span, owner: ir.Expr, args: tuple[ir.Expr, ...]) -> ir.Expr:
    found: ir.Expr = ir.Member(span, owner, args[0])
    return ir.Logical(span, "??", found, args[1]) if len(args) > 1 else found


def _has(span: Span, owner: ir.Expr, args: tuple[ir.Expr, ...]) -> ir.Expr:
    return ir.Binary(span, "!=", ir.Member(span, owner, args[0]), _nil(span))


def _method(name: str) -> Callable[[Span, ir.Expr, tuple[ir.Expr, ...]], ir.Expr]:
    return lambda span, owner, args: ir.Call(span, ir.Member(span, owner, ir.Const(span, name)), args)


_ASKED: dict[str, Callable[[Span, ir.Expr], ir.Expr]] = {
    "present?": _truth,
    "any?": _truth,
    "blank?": lambda span, value: ir.Unary(span, "!", value),
    "empty?": lambda span, value: ir.Unary(span, "!", value),
    "nil?": lambda span, value: ir.Binary(span, "==", value, _nil(span)),
}
_ASKED_OF: dict[str, Callable[[Span, ir.Expr, tuple[ir.Expr, ...]], ir.Expr]] = {
    "key?": _has,
    "has_key?": _has,
    "fetch": _item,
    "dig": _item,
    "include?": _method("includes"),
    "start_with?": _method("startsWith"),
    "end_with?": _method("endsWith"),
    "eql?": lambda span, value, args: ir.Binary(span, "===", value, args[0]),
}


def read_ruby(text: str, offset: int) -> ir.Expr:
    """Lower a Ruby condition that starts at `offset` of the file; what cannot be read gives `ir.Opaque`."""
    return read_condition(_GRAMMAR, re.sub(r"\bthen\s*\Z", "", text), offset, _RubyReader)


def statements(text: str, start: int, end: int) -> Iterator[Span]:
    """The statements of a stretch of Ruby: parted by line ends and `;`, unless a line goes on; comments left out."""
    first = start
    for match in _SPLIT.finditer(text, start, end):
        if match["end"] or match["comment"]:
            yield from _stripped(text, first, match.start())
            first = match.end()
    yield from _stripped(text, first, end)


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    inner = text[start:end]
    if inner.strip():
        left = start + len(inner) - len(inner.lstrip())
        yield Span(left, left + len(inner.strip()))
