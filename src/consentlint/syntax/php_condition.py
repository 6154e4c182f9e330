"""PHP's conditions, lowered to the expressions of `ir` (https://www.php.net/manual/en/language.operators.precedence.php).

`$name` becomes `name`, so that one set of names serves all languages; a call that only asks whether something is there
becomes that comparison.
"""

import re
from collections.abc import Callable

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.condition import Grammar, Reader, as_json, called, outside, read_condition

_TOKEN = lazy_regex(
    r"""(?:\s|/\*.*?\*/|(?:\#|//)[^\n]*)*+ (?: (?P<number>\d[\d_]*(?:\.\d+)?)
    | (?P<string>"(?:\\.|[^"\\])*+"|'(?:\\.|[^'\\])*+')
    | (?P<name>\$?[^\W\d]\w*|\\?[^\W\d]\w*(?:\\[^\W\d]\w*)*)
    | (?P<mark>===|!==|<=>|\?->|==|!=|<>|<=|>=|&&|\|\||\?\?=|\?\?|::|->|=>|\*\*|[-+*/%<>=!|.:,?()\[\]{}@&;])
    | (?P<end>\Z) )""",
    re.VERBOSE | re.DOTALL,
)
_GRAMMAR = Grammar(
    infix={
        "or": (1, "||"), "OR": (1, "||"), "and": (2, "&&"), "AND": (2, "&&"), "??": (4, "??"), "||": (5, "||"),
        "&&": (6, "&&"), "==": (7, "=="), "!=": (7, "!="), "<>": (7, "!="), "===": (7, "==="), "!==": (7, "!=="),
        "<": (8, "<"), "<=": (8, "<="), ">": (8, ">"), ">=": (8, ">="), ".": (9, "+"), "+": (10, "+"), "-": (10, "-"),
        "*": (11, "*"), "/": (11, "/"), "%": (11, "%"), "instanceof": (12, "instanceof"),
    },
    prefix={"!": (12, "!"), "-": (12, "-"), "+": (12, "+")},
    constants={"true": True, "false": False, "null": None, "TRUE": True, "FALSE": False, "NULL": None},
    strict=False,
)  # fmt: skip
_CASTS = frozenset("bool boolean int integer float double string array object".split())
# Functions that hand their argument on, as far as a comparison goes.
TRANSPARENT = frozenset(
    "boolval strval trim strtolower mb_strtolower stripslashes urldecode rawurldecode htmlspecialchars htmlentities "
    "sanitize_text_field sanitize_key wp_unslash esc_attr esc_html".split()
)
_INTERPOLATED = lazy_regex(r"(?<!\\)(?:\$\w|\{\$)")
_ESCAPE = lazy_regex(r"\\(['\\])")
_CLOSURES = frozenset(["function", "fn", "match", "static", "include", "require", "yield", "throw", "clone", "list"])


class _PhpReader(Reader):
    pattern = _TOKEN
    members = ("->", "?->", "::")

    def expression(self) -> ir.Expr:
        self.depth += 1
        value = self.binary(1)
        while self.accept("?"):
            if self.accept(":"):
                otherwise = self.binary(1)
                value = ir.Logical(self.span_from(value.span.start), "||", value, otherwise)
            else:
                then = self.expression()
                self.expect(":")
                otherwise = self.binary(1)
                value = ir.Conditional(self.span_from(value.span.start), value, then, otherwise)
        if self.accept("=", "??="):  # what is assigned is what the condition is worth
            value = self.expression()
        self.depth -= 1
        return value

    def unary(self) -> ir.Expr:
        if self.depth > 60:
            self.fail()
        if self.accept("@", "&"):
            return self.unary()
        if self.text == "(" and self.following in _CASTS and self.tokens[self.index + 2].text == ")":
            self.index += 3
            return self.unary()
        if self.text == "new":
            start = self.offset + self.take().start
            made = self.postfix(self.primary())
            return ir.Opaque(self.span_from(start), (made,))
        if self.text == "!":  # binds closer than what follows, but an assignment is taken whole
            start = self.offset + self.take().start
            self.depth += 1
            operand = self.unary()
            if self.accept("="):
                operand = self.expression()
            self.depth -= 1
            return ir.Unary(self.span_from(start), "!", operand)
        return super().unary()

    def postfix(self, value: ir.Expr) -> ir.Expr:
        while True:
            start = value.span.start
            if self.accept(*self.members):
                value = self.member(value)
            elif self.accept("["):
                key = self.expression()
                self.expect("]")
                value = ir.Member(self.span_from(start), value, key)
            elif self.accept("("):
                args = self.arguments(")")
                value = call_php(self.span_from(start), value, args)
            else:
                return value

    def primary(self) -> ir.Expr:
        kind, text = self.kind, self.tokens[self.index].text
        if kind == "string":
            token = self.take()
            span = self.token_span(token)
            if text[0] == '"' and _INTERPOLATED.search(text):
                return ir.Opaque(span)
            return ir.Const(span, _ESCAPE.sub(r"\1", text[1:-1]))
        if kind == "number":
            return ir.Const(self.token_span(self.take()), float(text.replace("_", "")))
        if kind == "name" and text in _CLOSURES:
            self.fail()
        if kind == "name" and (text[0] == "$" or "\\" in text):
            return ir.Name(self.token_span(self.take()), outside(text.lstrip("$").rsplit("\\", 1)[-1]))
        if text == "[":
            start = self.offset + self.take().start
            return self.array(start, "]")
        if kind == "name" and text.lower() == "array" and self.following == "(":
            start = self.offset + self.take().start
            self.take()
            return self.array(start, ")")
        return super().primary()

    def array(self, start: int, close: str) -> ir.Expr:
        """A list, or a mapping where every item has a key."""
        entries: list[tuple[ir.Expr | None, ir.Expr]] = []
        while not self.accept(close):
            key, value = None, self.expression()
            if self.accept("=>"):
                key, value = value, self.expression()
            entries.append((key, value))
            if self.text != close:
                self.expect(",")
        span = self.span_from(start)
        named = tuple(ir.Property(key.span, key, value) for key, value in entries if key is not None)
        return ir.Object(span, named) if named and len(named) == len(entries) else ir.Array(span, _values(entries))


def _values(entries: list[tuple[ir.Expr | None, ir.Expr]]) -> tuple[ir.Expr, ...]:
    return tuple(value for _, value in entries)


def _listed(value: ir.Expr) -> ir.Expr:
    """The values of a mapping are what is looked for in it."""
    return ir.Array(value.span, tuple(p.value for p in value.properties)) if isinstance(value, ir.Object) else value


def call_php(span: Span, callee: ir.Expr, args: tuple[ir.Expr, ...]) -> ir.Expr:
    """A call of a function of PHP, in the words of `ir` where it only asks."""
    if isinstance(callee, ir.Name) and args:
        name = callee.id.lower()
        if name in TRANSPARENT:
            return args[0]
        if name in KNOWN:
            return KNOWN[name](span, args)
    return called(span, callee, args)


def _isset(span: Span, args: tuple[ir.Expr, ...]) -> ir.Expr:
    result: ir.Expr = _there(span, args[0])
    for arg in args[1:]:
        result = ir.Logical(span, "&&", result, _there(span, arg))
    return result


def _there(span: Span, value: ir.Expr) -> ir.Expr:
    return ir.Binary(span, "!=", value, ir.Const(span, None))


def _includes(span: Span, whole: ir.Expr, part: ir.Expr) -> ir.Expr:
    return ir.Call(span, ir.Member(span, whole, ir.Const(span, "includes")), (part,))


def _position(span: Span, args: tuple[ir.Expr, ...]) -> ir.Expr:
    """A place, or false; the place may be 0, so that it is only told from false."""
    found = _includes(span, args[0], args[1]) if len(args) > 1 else ir.Opaque(span)
    return ir.Conditional(span, found, ir.Const(span, 1.0), ir.Const(span, False))


def _decoded(span: Span, args: tuple[ir.Expr, ...]) -> ir.Expr:
    parse = ir.Member(span, ir.Name(span, "JSON"), ir.Const(span, "parse"))
    return ir.Call(span, parse, args[:1])


def _input(span: Span, args: tuple[ir.Expr, ...]) -> ir.Expr:
    """`filter_input(INPUT_COOKIE, 'choice')` is `$_COOKIE['choice']`."""
    if len(args) > 1 and isinstance(args[0], ir.Name) and args[0].id == "INPUT_COOKIE":
        return ir.Member(span, ir.Name(span, "_COOKIE"), args[1])
    return ir.Opaque(span)


def _two(make: Callable[[Span, ir.Expr, ir.Expr], ir.Expr]) -> Callable[[Span, tuple[ir.Expr, ...]], ir.Expr]:
    return lambda span, args: make(span, args[0], args[1]) if len(args) > 1 else ir.Opaque(span)


KNOWN: dict[str, Callable[[Span, tuple[ir.Expr, ...]], ir.Expr]] = {
    "isset": _isset,
    "empty": lambda span, args: ir.Unary(span, "!", args[0]),
    "is_null": lambda span, args: ir.Binary(span, "==", args[0], ir.Const(span, None)),
    "array_key_exists": _two(lambda span, key, owner: _there(span, ir.Member(span, owner, key))),
    "in_array": _two(lambda span, part, whole: _includes(span, _listed(whole), part)),
    "str_contains": _two(_includes),
    "strpos": _position,
    "stripos": _position,
    "json_decode": _decoded,
    "json_encode": lambda span, args: as_json(span, args[0]),
    "wp_json_encode": lambda span, args: as_json(span, args[0]),
    "filter_input": _input,
    "defined": lambda span, args: ir.Const(span, True),  # `defined('ABSPATH') || exit` only keeps direct calls out
}


def read_php(text: str, offset: int) -> ir.Expr:
    """Lower a PHP condition that starts at `offset` of the file; what cannot be read gives `ir.Opaque`."""
    return read_condition(_GRAMMAR, text, offset, _PhpReader)
