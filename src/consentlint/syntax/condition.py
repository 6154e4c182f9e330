"""The condition language of templates, lowered to the expressions of `ir`, so that one evaluator serves both.

A `Grammar` is the table of one language; the reader below serves the whole family of Jinja, Django and their like.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.condition_tokens import TOKEN, Cursor, UnreadableError

MAX_DEPTH = 60  # parentheses within parentheses

_ESCAPE = lazy_regex(r"\\(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_METHODS = frozenset(["startsWith", "endsWith", "includes"])
_EQUAL_TESTS = {"as": "===", "sameas": "===", "eq": "===", "equalto": "===", "ne": "!=="}
_BROWSER = frozenset(
    "this document window self top parent frames location navigator history screen name status event console opener "
    "localStorage sessionStorage length origin performance".split()
)
_LOWEST = 1  # the rank below which no operator binds


@dataclass(frozen=True)
class Grammar:
    """One condition language.

    infix      operator (two words joined by a space) to its rank, higher binding closer, and its operator in `ir`
    prefix     the same for operators in front
    constants  words that are values
    tests      word after `is` to (operator of `ir`, value compared with); other tests become calls
    filters    name of a filter to `??` or `||` (a value for what is missing), or "" where the value stays as it is
    strict     the language's `==` tells types apart; then `==` is lowered to `===` unless nothing-ness is asked for
    right      ranks whose operators bind to the right
    nothing    words that stand for anything empty when they are compared with (`blank`)
    colon      filters take their argument after a colon
    """

    infix: Mapping[str, tuple[int, str]]
    prefix: Mapping[str, tuple[int, str]]
    constants: Mapping[str, ir.Literal]
    tests: Mapping[str, tuple[str, ir.Literal]] = field(default_factory=dict)
    filters: Mapping[str, str] = field(default_factory=dict)
    right: frozenset[int] = frozenset()
    nothing: frozenset[str] = frozenset()
    strict: bool = True
    colon: bool = True


def read_condition(grammar: Grammar, text: str, offset: int, reader_class: "type[Reader] | None" = None) -> ir.Expr:
    """Lower a condition that starts at `offset` of the file. What cannot be read gives `ir.Opaque`; nothing raises."""
    start = len(text) - len(text.lstrip())
    whole = Span(offset + start, offset + max(start, len(text.rstrip())))
    try:
        reader = (reader_class or Reader)(grammar, text, offset)
        result = reader.expression()
        reader.expect_end()
    except UnreadableError:
        return ir.Opaque(whole)
    return result


def read_bindings(grammar: Grammar, text: str, offset: int) -> tuple[tuple[str, ir.Expr], ...]:
    """Read `name = value` pairs, with or without commas between, and `value as name`. Unreadable text gives none."""
    bindings = []
    try:
        reader = Reader(grammar, text, offset)
        while reader.kind != "end":
            if reader.kind == "name" and reader.following == "=":
                name = reader.take().text
                reader.take()
                bindings.append((name, reader.expression()))
            else:
                value = reader.expression()
                reader.expect("as")
                bindings.append((reader.take().text, value))
            reader.accept(",")
    except UnreadableError:
        return ()
    return tuple(bindings)


class Reader(Cursor):
    """Precedence climbing over the tokens of one condition. Languages of other families derive their own from it."""

    pattern = TOKEN
    members: tuple[str, ...] = (".", "?.", "->", "::")

    def __init__(self, grammar: Grammar, text: str, offset: int) -> None:
        super().__init__(text, offset, self.pattern)
        self.grammar = grammar
        self.depth = 0

    # --- expressions -------------------------------------------------------------------------------------------------

    def expression(self) -> ir.Expr:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.fail()
        value = self.binary(_LOWEST)
        if self.accept("if"):
            test = self.binary(_LOWEST)
            otherwise: ir.Expr = ir.Const(test.span, ir.UNDEFINED)
            if self.accept("else"):
                otherwise = self.expression()
            value = ir.Conditional(self.span_from(value.span.start), test, value, otherwise)
        elif self.accept("?") and self.accept(":"):
            otherwise = self.expression()
            value = ir.Logical(self.span_from(value.span.start), "||", value, otherwise)
        elif self.taken("?"):
            then = self.expression()
            otherwise = ir.Const(then.span, ir.UNDEFINED)
            if self.accept(":"):
                otherwise = self.expression()
            value = ir.Conditional(self.span_from(value.span.start), value, then, otherwise)
        self.depth -= 1
        return value

    def binary(self, lowest: int) -> ir.Expr:
        left = self.unary()
        while (operator := self.infix()) is not None:
            words, rank, op = operator
            if rank < lowest:
                break
            self.index += words
            self.depth += 1
            if self.depth > MAX_DEPTH and rank in self.grammar.right:
                self.fail()
            right = self.binary(rank if rank in self.grammar.right else rank + 1)
            self.depth -= 1
            left = self.combine(op, left, right)
        return left

    def infix(self) -> tuple[int, int, str] | None:
        """Give the operator that stands here: how many tokens, its rank, its operator in `ir`."""
        two = f"{self.text} {self.following}"
        for words, text in ((2, two), (1, self.text)):
            if text in self.grammar.infix:
                return words, *self.grammar.infix[text]
        return None

    def combine(self, op: str, left: ir.Expr, right: ir.Expr) -> ir.Expr:
        span = self.span_from(left.span.start)
        if op in ("&&", "||", "??"):
            return ir.Logical(span, op, left, right)
        if op in ("==", "!=") and isinstance(right, ir.Name) and right.id in self.grammar.nothing:
            empty = ir.Unary(span, "!", left)
            return empty if op == "==" else ir.Unary(span, "!", empty)
        if op in _METHODS:
            return ir.Call(span, ir.Member(span, left, ir.Const(span, op)), (right,))
        if op == "not in":
            return ir.Unary(span, "!", self.combine("in", left, right))
        if op == "in" and isinstance(right, ir.Name | ir.Member | ir.Call) and not _is_cookies(right):
            return holds(span, left, right)
        if op == "in" and isinstance(right, ir.Array) and right.items:
            return self.one_of(span, left, right.items)
        if op == "in" and isinstance(left, ir.Const) and _is_cookies(right):
            return ir.Binary(span, "!=", ir.Member(span, right, left), ir.Const(span, None))
        if op in ("==", "!=") and self.grammar.strict and not (_is_none(left) or _is_none(right)):
            op += "="
        return ir.Binary(span, op, left, right)

    def one_of(self, span: Span, value: ir.Expr, items: tuple[ir.Expr, ...]) -> ir.Expr:
        """A value is in a list when it is one of its items."""
        tests = [self.combine("==", value, item)._replace(span=span) for item in items]
        return reduce(lambda left, right: ir.Logical(span, "||", left, right), tests)

    def unary(self) -> ir.Expr:
        operator = self.grammar.prefix.get(self.text)
        if operator is None:
            return self.postfix(self.primary())
        rank, op = operator
        start = self.offset + self.take().start
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.fail()
        operand = self.binary(rank + 1)
        self.depth -= 1
        return ir.Unary(self.span_from(start), op, operand)

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
                value = called(self.span_from(start), value, args)
            elif self.accept("|"):
                value = self.filter(value)
            elif self.accept("is"):
                value = self.test(value)
            else:
                return value

    def member(self, value: ir.Expr) -> ir.Expr:
        token = self.take()
        if token.kind not in ("name", "number"):
            self.fail()
        start = token.start
        for part in token.text.split("."):  # `x.0.1` has a number in it
            span = Span(self.offset + start, self.offset + start + len(part))
            value = ir.Member(Span(value.span.start, span.end), value, ir.Const(span, part))
            start += len(part) + 1
        return value

    def filter(self, value: ir.Expr) -> ir.Expr:
        name = self.name()
        args: tuple[ir.Expr, ...] = ()
        with_colon = self.grammar.colon and self.text == ":"
        if self.accept("("):
            args = self.arguments(")")
        elif self.grammar.colon and self.accept(":"):
            args = (self.dotted(),)
            while self.accept(","):
                args = (*args, self.dotted())
        span = self.span_from(value.span.start)
        kind = self.grammar.filters.get(name.id)
        if kind == "":
            return value
        if kind == "json":
            return as_json(span, value)
        if kind and args:
            # Django's and Jinja's second form replaces what is merely false, too.
            return ir.Logical(span, "||" if with_colon or len(args) > 1 else kind, value, args[0])
        return ir.Call(span, name, (value, *args))

    def dotted(self) -> ir.Expr:
        """A value without filters, as filters take after a colon."""
        value = self.primary()
        while self.accept("."):
            value = self.member(value)
        return value

    def test(self, value: ir.Expr) -> ir.Expr:
        """What follows `is`: a named test, with or without an argument."""
        negated = self.accept("not")
        start = value.span.start
        if self.text == "same" and self.following == "as":
            self.take()
        word = self.text
        if word == "in":
            self.take()
            container = self.postfix(self.primary())
            result: ir.Expr = self.combine("in", value, container)
        elif word in self.grammar.tests:
            token = self.take()
            op, constant = self.grammar.tests[word]
            result = ir.Binary(self.span_from(start), op, value, ir.Const(self.token_span(token), constant))
        else:
            name = self.name()
            if name.id == "empty":
                result = ir.Unary(self.span_from(start), "!", value)
                return ir.Unary(self.span_from(start), "!", result) if negated else result
            takes_argument = self.text == "(" or self.kind in ("string", "number") or name.id in _EQUAL_TESTS
            argument = self.primary() if takes_argument else None
            span = self.span_from(start)
            if argument is not None and name.id in _EQUAL_TESTS:
                result = ir.Binary(span, _EQUAL_TESTS[name.id], value, argument)
            else:
                result = ir.Call(span, name, (value,) if argument is None else (value, argument))
        return ir.Unary(self.span_from(start), "!", result) if negated else result

    # --- values ------------------------------------------------------------------------------------------------------

    def primary(self) -> ir.Expr:
        token = self.take()
        span = self.token_span(token)
        if token.kind == "number":
            return ir.Const(span, float(token.text))
        if token.kind == "string":
            return ir.Const(span, _ESCAPE.sub(lambda match: _ESCAPES.get(match[1], match[1]), token.text[1:-1]))
        if token.kind == "name":
            if token.text in self.grammar.constants:
                return ir.Const(span, self.grammar.constants[token.text])
            if token.text in self.grammar.infix or token.text in self.grammar.prefix:
                self.fail()
            return ir.Name(span, outside(token.text))
        if token.text == "(":
            return self.group(span.start)
        if token.text == "[":
            items = self.arguments("]")
            return ir.Array(self.span_from(span.start), items)
        if token.text == "{":
            return self.mapping(span.start)
        self.fail()

    def group(self, start: int) -> ir.Expr:
        """Parentheses: a value, or a tuple where there are commas."""
        if self.accept(")"):
            return ir.Array(self.span_from(start), ())
        value = self.expression()
        if self.accept(")"):
            return value._replace(span=self.span_from(start))
        self.expect(",")
        items = (value, *self.arguments(")"))
        return ir.Array(self.span_from(start), items)

    def arguments(self, close: str) -> tuple[ir.Expr, ...]:
        """Values up to `close`; named ones become one object at the end."""
        values: list[ir.Expr] = []
        named: list[ir.Property] = []
        while not self.accept(close):
            if self.kind == "name" and self.following == "=":
                token = self.take()
                self.take()
                key = ir.Const(self.token_span(token), token.text)
                value = self.expression()
                named.append(ir.Property(self.span_from(key.span.start), key, value))
            else:
                values.append(self.expression())
            if self.text != close:
                self.expect(",")
        if named:
            values.append(ir.Object(Span(named[0].span.start, named[-1].span.end), tuple(named)))
        return tuple(values)

    def mapping(self, start: int) -> ir.Expr:
        entries: list[ir.Property] = []
        while not self.accept("}"):
            key = self.expression()
            if isinstance(key, ir.Name):  # `{url: x}` names its key
                key = ir.Const(key.span, key.id.lstrip("$"))
            self.expect(":")
            value = self.expression()
            entries.append(ir.Property(self.span_from(key.span.start), key, value))
            if self.text != "}":
                self.expect(",")
        return ir.Object(self.span_from(start), tuple(entries))

    def name(self) -> ir.Name:
        token = self.take()
        if token.kind != "name":
            self.fail()
        return ir.Name(self.token_span(token), token.text)


def as_json(span: Span, value: ir.Expr) -> ir.Expr:
    return ir.Call(span, ir.Member(span, ir.Name(span, "JSON"), ir.Const(span, "stringify")), (value,))


_ASKS = {"has": "get", "hasCookie": "cookie", "key?": "get", "has_key?": "get", "include?": "get"}


def called(span: Span, callee: ir.Expr, args: tuple[ir.Expr, ...]) -> ir.Expr:
    """A call; `cookies.has('choice')` asks whether `cookies.get('choice')` is there.

    `x.get('choice', 'none')` is worth its second argument where the first is missing.
    """
    match callee:
        case ir.Member(_, _, ir.Const(_, "get")) if len(args) == 2 and not isinstance(args[1], ir.Object):
            return ir.Logical(span, "??", ir.Call(span, callee, args[:1]), args[1])
        case ir.Member(_, ir.Call(_, ir.Name(_, "request")) | ir.Name(_, "request"), ir.Const(_, "cookie")) if (
            len(args) == 2
        ):
            return ir.Logical(span, "??", ir.Call(span, callee, args[:1]), args[1])
        case ir.Member(inner, ir.Member(_, _, ir.Const(_, owner)) | ir.Name(_, owner), ir.Const(at, asked)) if (
            str(asked) in _ASKS
            and len(args) == 1
            and (asked == "hasCookie" or str(owner).lower() in ("cookies", "cookie"))
        ):
            read = ir.Call(span, ir.Member(inner, callee.object, ir.Const(at, _ASKS[str(asked)])), args)
            return ir.Binary(span, "!=", read, ir.Const(span, None))
        case ir.Member(inner, ir.Call() as owned, ir.Const(at, "hasCookie")) if len(args) == 1:
            read = ir.Call(span, ir.Member(inner, owned, ir.Const(at, "cookie")), args)
            return ir.Binary(span, "!=", read, ir.Const(span, None))
    return ir.Call(span, callee, args)


def _is_cookies(value: ir.Expr) -> bool:
    """Are these the request's cookies, by their name?"""
    match value:
        case ir.Member(_, _, ir.Const(_, str(name))) | ir.Name(_, name):
            return name.lower() == "cookies"
    return False


def holds(span: Span, item: ir.Expr, container: ir.Expr) -> ir.Expr:
    """`item in container`: a part of a text or an item of a list, if there is one at all."""
    asked = ir.Call(span, ir.Member(span, container, ir.Const(span, "includes")), (item,))
    return ir.Logical(span, "&&", container, asked)


def outside(name: str) -> str:
    """A template's own variable is not the browser's object of the same name."""
    return f"${name}" if name in _BROWSER else name


def _is_none(value: ir.Expr) -> bool:
    return isinstance(value, ir.Const) and value.value is None


_ASSIGNMENT = lazy_regex(r"\s*+([$@]*[^\W\d]\w*)\s*+=(?![=~>])\s*+")


def split_assignment(text: str) -> tuple[str, str, int]:
    """`name = value` as name, value and where the value begins; the name is "" when it is something else."""
    match = _ASSIGNMENT.match(text)
    return (match[1], text[match.end() :], match.end()) if match else ("", "", 0)
