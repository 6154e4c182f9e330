"""Elixir's conditions, lowered to the expressions of `ir`.

`@name`, `assigns.name` and `name?` become `name`. A function takes what it asks first: `consent?(@conn, :chat)` is the
question `conn.consent('chat')`, so that one set of questions serves all languages.
"""

import re

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.condition import Grammar, Reader, outside, read_condition, split_assignment
from consentlint.syntax.prefix_calls import Lowering, has_item, item, method, path, prefix_call, same
from consentlint.syntax.template import Bindings

_TOKEN = lazy_regex(
    r"""(?:\s|\#[^\n]*)*+ (?: (?P<number>\d[\d_]*(?:\.\d+)?) | (?P<key>[^\W\d]\w*[?!]?:(?=\s))
    | (?P<string>"(?:\\.|[^"\\])*+"|'(?:\\.|[^'\\])*+'|:(?:[^\W\d]\w*[?!]?|"[^"\n]*+"))
    | (?P<name>@?[^\W\d]\w*[?!]?(?!=)|@?[^\W\d]\w*)
    | (?P<mark>===|!==|==|!=|=~|<=|>=|&&|\|\||\|>|<>|\+\+|->|<-|=>|::|[-+*/<>=!|.:,?()\[\]{}&%]) | (?P<end>\Z) )""",
    re.VERBOSE | re.DOTALL,
)
_GRAMMAR = Grammar(
    infix={
        "or": (1, "||"), "||": (1, "||"), "and": (2, "&&"), "&&": (2, "&&"), "==": (3, "=="), "!=": (3, "!="),
        "===": (3, "==="), "!==": (3, "!=="), "<": (4, "<"), "<=": (4, "<="), ">": (4, ">"), ">=": (4, ">="),
        "|>": (5, "|>"), "in": (6, "in"), "not in": (6, "not in"), "<>": (7, "+"), "+": (8, "+"), "-": (8, "-"),
        "*": (9, "*"), "/": (9, "/"),
    },
    prefix={"not": (5, "!"), "!": (10, "!"), "-": (10, "-")},
    constants={"true": True, "false": False, "nil": None},
)  # fmt: skip
_RESERVED = frozenset(["do", "end", "fn", "when", "else", "if", "unless", "case", "cond", "for", "with"])


def _nothing(span: Span, args: tuple[ir.Expr, ...]) -> ir.Expr | None:
    return ir.Binary(span, "==", args[0], ir.Const(span, None)) if len(args) == 1 else None


def _item_or(span: Span, args: tuple[ir.Expr, ...]) -> ir.Expr | None:
    found = item(span, args[:2])
    found = _of_assigns(found) if found is not None else None
    return ir.Logical(span, "??", found, args[2]) if found is not None and len(args) == 3 else found


def _deep(span: Span, args: tuple[ir.Expr, ...]) -> ir.Expr | None:
    return item(span, (args[0], *args[1].items)) if len(args) == 2 and isinstance(args[1], ir.Array) else None


_KNOWN: dict[str, Lowering] = {
    "is_nil": _nothing, "Map.get": _item_or, "Keyword.get": _item_or, "Access.get": _item_or, "get_in": _deep,
    "Map.has_key?": has_item, "String.contains?": method("includes"), "String.starts_with?": method("startsWith"),
    "String.ends_with?": method("endsWith"), "Enum.member?": method("includes"), "to_string": same,
    "String.downcase": same, "String.trim": same, "raw": same,
}  # fmt: skip


class _ElixirReader(Reader):
    pattern = _TOKEN
    members = (".",)

    def __init__(self, grammar: Grammar, text: str, offset: int) -> None:
        super().__init__(grammar, text, offset)
        self.assigned: set[int] = set()  # where names with `@` begin

    def expression(self) -> ir.Expr:
        self.depth += 1
        if self.depth > 60:
            self.fail()
        value = self.binary(1)
        if self.accept("="):  # what is matched is what the condition is worth
            value = self.expression()
        self.depth -= 1
        return value

    def combine(self, op: str, left: ir.Expr, right: ir.Expr) -> ir.Expr:
        if op != "|>":
            return super().combine(op, left, right)
        span = self.span_from(left.span.start)
        match right:
            case ir.Call(_, callee, args):
                return self.called(span, callee, (left, *args))
        return self.called(span, right, (left,))

    def called(self, span: Span, callee: ir.Expr, args: tuple[ir.Expr, ...]) -> ir.Expr:
        if path(callee) in _KNOWN:
            return prefix_call(span, callee, args, _KNOWN)
        match callee:
            case ir.Name(at, name) | ir.Member(at, _, ir.Const(_, str(name))):
                plain = name.rstrip("?!")
                if args and args[0].span.start in self.assigned:
                    return ir.Call(span, ir.Member(at, args[0], ir.Const(at, plain)), args[1:])
                if isinstance(callee, ir.Name):
                    return ir.Call(span, ir.Name(at, plain), args)
                return ir.Call(span, callee._replace(key=ir.Const(at, plain)), args)
        return ir.Call(span, callee, args)

    def postfix(self, value: ir.Expr) -> ir.Expr:
        while True:
            start = value.span.start
            if self.accept("."):
                value = self.member(value)
            elif self.accept("["):
                key = self.expression()
                self.expect("]")
                value = _of_assigns(ir.Member(self.span_from(start), value, key))
            elif self.accept("("):
                args = self.arguments(")")
                value = self.called(self.span_from(start), value, args)
            elif self.loose():
                args = (self.expression(),)
                while self.accept(","):
                    args = (*args, self.expression())
                value = self.called(self.span_from(start), value, args)
            else:
                return _plain(value)

    def loose(self) -> bool:
        """Does an argument without parentheses stand here, behind a name?"""
        before, token = self.tokens[self.index - 1], self.tokens[self.index]
        if before.kind != "name" or before.text[0] == "@" or before.text in _GRAMMAR.constants:
            return False
        words = (*_GRAMMAR.infix, *_GRAMMAR.prefix)
        return token.kind == "string" or (token.kind == "name" and token.text not in words)

    def member(self, value: ir.Expr) -> ir.Expr:
        return _of_assigns(super().member(value))

    def arguments(self, close: str) -> tuple[ir.Expr, ...]:
        values: list[ir.Expr] = []
        while not self.accept(close):
            if self.kind == "key":
                self.take()
                self.expression()  # what is given by name only settles how a function works
            else:
                values.append(self.expression())
            if self.text != close:
                self.expect(",")
        return tuple(values)

    def primary(self) -> ir.Expr:
        token = self.tokens[self.index]
        if token.kind == "string":
            self.take()
            span = self.token_span(token)
            if token.text[0] == ":":
                return ir.Const(span, token.text[1:].strip('"'))
            return ir.Opaque(span) if "#{" in token.text else ir.Const(span, token.text[1:-1])
        if token.text in ("if", "unless"):
            return self.choice()
        if token.kind == "name" and token.text not in _GRAMMAR.constants:
            if token.text in _RESERVED or token.text in (*_GRAMMAR.infix, *_GRAMMAR.prefix):
                self.fail()
            span = self.token_span(self.take())
            if token.text[0] == "@":
                self.assigned.add(span.start)
            return ir.Name(span, outside(token.text.lstrip("@")))
        if token.kind == "number":
            return ir.Const(self.token_span(self.take()), float(token.text.replace("_", "")))
        if token.text in ("{", "%"):
            self.fail()
        return super().primary()

    def choice(self) -> ir.Expr:
        """`if x, do: a, else: b`, with or without parentheses."""
        start, negated = self.offset + self.tokens[self.index].start, self.take().text == "unless"
        closed = self.accept("(")
        test = self.expression()
        self.expect(",")
        then = self.given("do")
        otherwise = self.given("else") if self.accept(",") else ir.Const(then.span, None)
        if closed:
            self.expect(")")
        return ir.Conditional(self.span_from(start), test, *((otherwise, then) if negated else (then, otherwise)))

    def given(self, name: str) -> ir.Expr:
        if self.kind != "key" or self.take().text != f"{name}:":
            self.fail()
        return self.expression()


def _of_assigns(value: ir.Expr) -> ir.Expr:
    match value:
        case ir.Member(span, ir.Name(_, "assigns"), ir.Const(_, str(key))):
            return ir.Name(span, outside(key))
    return value


def _plain(value: ir.Expr) -> ir.Expr:
    return value._replace(id=value.id.rstrip("?!")) if isinstance(value, ir.Name) else value


def read_elixir(text: str, offset: int) -> ir.Expr:
    """Lower an Elixir condition that starts at `offset` of the file; what cannot be read gives `ir.Opaque`."""
    return read_condition(_GRAMMAR, text, offset, _ElixirReader)


def read_match(word: str, text: str, offset: int) -> Bindings:
    """`name = value`."""
    name, value, at = split_assignment(text)
    return ((name, read_elixir(value, offset + at)),) if name else ()
