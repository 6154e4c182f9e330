"""Conditions of C#, Java and the expression languages of Java's pages, lowered to the expressions of `ir`.

They share their operators and their habit of asking methods where others have operators: `x.equals("yes")`,
`string.IsNullOrEmpty(x)`. The tables say what such a method asks.
(https://learn.microsoft.com/dotnet/csharp/language-reference/operators/, Jakarta Expression Language 5.0 chapter 1,
https://www.thymeleaf.org/doc/tutorials/3.1/usingthymeleaf.html#standard-expression-syntax)
"""

import re
from collections.abc import Callable
from typing import Any

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.condition import Grammar, Reader, called, outside, read_condition

_TOKEN = lazy_regex(
    r"""(?:\s|/\*.*?\*/|//[^\n]*)*+ (?: (?P<number>\d[\d_]*(?:\.\d+)?[fFdDmMlL]?)
    | (?P<string>(?:\$@|@\$|[$@])?+"(?:\\.|[^"\\])*+"|'(?:\\.|[^'\\])*+')
    | (?P<name>[@\#]?[^\W\d][\w$]*(?::[^\W\d]\w*(?=\())?)
    | (?P<mark>[$*\#@~]\{|==|!=|<=|>=|&&|\|\||\?\?|\?\.|\?\[|::|=>|[-+*/%<>=!|.:,?()\[\]{}&;]) | (?P<end>\Z) )""",
    re.VERBOSE | re.DOTALL,
)
_INFIX = {
    "||": (3, "||"), "&&": (4, "&&"), "==": (6, "=="), "!=": (6, "!="), "<": (7, "<"), "<=": (7, "<="), ">": (7, ">"),
    ">=": (7, ">="), "+": (8, "+"), "-": (8, "-"), "*": (9, "*"), "/": (9, "/"), "%": (9, "%"),
}  # fmt: skip
_WORDS = {
    "or": (3, "||"), "and": (4, "&&"), "eq": (6, "=="), "ne": (6, "!="), "neq": (6, "!="), "lt": (7, "<"),
    "le": (7, "<="), "gt": (7, ">"), "ge": (7, ">="), "div": (9, "/"), "mod": (9, "%"),
}  # fmt: skip
_CONSTANTS: dict[str, ir.Literal] = {"true": True, "false": False, "null": None, "default": None}
_CODE = Grammar(
    infix={**_INFIX, "??": (2, "??"), "|": (4, "||"), "&": (5, "&&")},
    prefix={"!": (10, "!"), "-": (10, "-"), "+": (10, "+")},
    constants=_CONSTANTS,
    right=frozenset([2]),
)
PAGE = Grammar(  # one grammar for EL, SpEL and OGNL: none takes the others' words for something else
    infix={**_INFIX, **_WORDS},
    prefix={"!": (10, "!"), "not": (10, "!"), "empty": (10, "empty"), "-": (10, "-")},
    constants=_CONSTANTS,
    strict=False,
)
_TYPES = frozenset(
    "bool boolean Boolean string String int Integer long object Object Cookie HttpCookie dynamic char double".split()
)
_GROUPS = ("${", "*{", "#{", "@{", "~{")
_ESCAPE = lazy_regex(r"\\(.)", re.DOTALL)


class TypedReader(Reader):
    pattern = _TOKEN
    members = (".", "?.", "::")

    def __init__(self, grammar: Grammar, text: str, offset: int) -> None:
        super().__init__(grammar, text, offset)
        self.out = ""
        self.given: dict[str, ir.Expr] = {}  # `TryGetValue(key, out var x) && x == "yes"`

    def unary(self) -> ir.Expr:
        if self.text == "(" and self.following in _TYPES and self.is_cast():
            return self.unary()
        if self.accept("await"):
            return self.unary()
        if self.text == "empty":
            start = self.offset + self.take().start
            self.depth += 1
            value = self.unary() if self.depth < 60 else self.fail()
            self.depth -= 1
            return ir.Unary(self.span_from(start), "!", value)
        return super().unary()

    def is_cast(self) -> bool:
        """Step over `(bool?)` if it is one."""
        after = self.index + 2
        after += self.tokens[min(after, len(self.tokens) - 1)].text == "?"
        if self.tokens[min(after, len(self.tokens) - 1)].text != ")":
            return False
        self.index = after + 1
        return True

    def postfix(self, value: ir.Expr) -> ir.Expr:
        while True:
            start = value.span.start
            if self.accept(*self.members):
                value = self.asked(value)
            elif self.accept("[", "?["):
                key = self.expression()
                self.expect("]")
                value = ir.Member(self.span_from(start), value, key)
            elif self.accept("("):
                value = _function(self.span_from(start), value, self.arguments(")"))
            elif self.text == "!" and self.following in (".", "?.", "[", ")", "", "==", "!=", "&&", "||"):
                self.take()  # C#: it is surely not null
            elif self.accept("is"):
                value = self.matched(value)
            elif self.accept("as", "instanceof"):
                self.postfix(self.primary())
            else:
                return value

    def asked(self, value: ir.Expr) -> ir.Expr:
        """A member or a method of a value, in the words of `ir` where the tables have it."""
        token = self.take()
        if token.kind not in ("name", "number"):
            self.fail()
        name = ir.Const(self.token_span(token), token.text)
        self.generic()
        if not self.accept("("):
            return _property(self.span_from(value.span.start), value, name)
        self.out = ""
        args = self.arguments(")")
        span = self.span_from(value.span.start)
        if self.out and args:
            self.given[self.out] = ir.Member(span, value, args[0])
        return _method(span, value, name, args)

    def generic(self) -> None:
        """Step over `<Type>` before parentheses."""
        texts = [token.text for token in self.tokens[self.index : self.index + 12]]
        if texts[:1] == ["<"] and ">" in texts:
            end = texts.index(">")
            inside = self.tokens[self.index + 1 : self.index + end]
            fits = all(token.kind == "name" or token.text in (".", ",") for token in inside)
            if fits and texts[end + 1 : end + 2] == ["("]:
                self.index += end + 1

    def matched(self, value: ir.Expr) -> ir.Expr:
        """C#'s patterns: `is null`, `is not null`, `is true`, `is "yes" or "all"`, `is { }`."""
        negated = self.accept("not")
        start = value.span.start
        if self.accept("{"):
            self.expect("}")
            result: ir.Expr = _there(self.span_from(start), value)
        else:
            result = self.equal(value)
            while self.accept("or"):
                result = ir.Logical(self.span_from(start), "||", result, self.equal(value))
        return ir.Unary(self.span_from(start), "!", result) if negated else result

    def equal(self, value: ir.Expr) -> ir.Expr:
        pattern = self.primary()
        span = self.span_from(value.span.start)
        if not isinstance(pattern, ir.Const):
            return ir.Opaque(span, (value,))
        return ir.Binary(span, "==" if pattern.value is None else "===", value, pattern)

    def primary(self) -> ir.Expr:
        token = self.tokens[self.index]
        span = self.token_span(token)
        if token.kind == "string":
            self.take()
            return _string(span, token.text)
        if token.kind == "number":
            self.take()
            return ir.Const(span, float(token.text.replace("_", "").rstrip("fFdDmMlL")))
        if token.text in _GROUPS:
            self.take()
            value = self.expression()
            self.expect("}")
            return value._replace(span=self.span_from(span.start))
        if token.text == "new":
            self.take()
            made = self.postfix(self.primary())
            return ir.Opaque(self.span_from(span.start), (made,))
        if token.kind == "name" and token.text not in self.grammar.constants and token.text not in self.grammar.infix:
            self.take()
            return self.given.get(token.text) or ir.Name(span, outside(token.text.lstrip("@#")))
        return super().primary()

    def arguments(self, close: str) -> tuple[ir.Expr, ...]:
        """Values up to `close`. Names before `:` are left out, as is `out var x`."""
        values: list[ir.Expr] = []
        while not self.accept(close):
            if self.kind == "name" and self.following == ":":
                self.index += 2
            if self.text in ("out", "ref"):
                while self.kind == "name":
                    self.out = self.take().text
            else:
                values.append(self.expression())
            if self.text != close:
                self.expect(",")
        return tuple(values)


def _string(span: Span, text: str) -> ir.Expr:
    lead, text = text[: text.index(text[-1])], text[text.index(text[-1]) + 1 : -1]
    if "$" in lead and "{" in text:
        return ir.Opaque(span)
    return ir.Const(span, text if "@" in lead else _ESCAPE.sub(r"\1", text))


# --- what is asked ---------------------------------------------------------------------------------------------------

Args = tuple[ir.Expr, ...]


def _nothing(span: Span, value: ir.Expr) -> ir.Expr:
    return ir.Unary(span, "!", value)


def _something(span: Span, value: ir.Expr) -> ir.Expr:
    return _nothing(span, _nothing(span, value))


def _there(span: Span, value: ir.Expr) -> ir.Expr:
    return ir.Binary(span, "!=", value, ir.Const(span, None))


def _equal(span: Span, left: ir.Expr, right: ir.Expr) -> ir.Expr:
    return ir.Binary(span, "===", left, right)


def _true(span: Span, value: ir.Expr) -> ir.Expr:
    """What parses a text says yes to `true` only."""
    return _equal(span, value, ir.Const(span, "true"))


def _sent(name: str) -> Callable[[Span, ir.Expr, ir.Expr], ir.Expr]:
    return lambda span, owner, part: ir.Call(span, ir.Member(span, owner, ir.Const(span, name)), (part,))


def _has(span: Span, owner: ir.Expr, key: ir.Expr) -> ir.Expr:
    return _there(span, ir.Member(span, owner, key))


_SAME = frozenset(
    "ToString toString ToLower ToLowerInvariant toLowerCase Trim trim getValue booleanValue AsString intern strip "
    "GetValueOrDefault".split()
)
# Methods without and with an argument, in lower case: C# and Java differ in little else.
_ALONE: dict[str, Callable[[Span, ir.Expr], ir.Expr]] = {
    "isempty": _nothing, "isblank": _nothing, "ispresent": _there, "any": _something,
}  # fmt: skip
_WITH: dict[str, Callable[[Span, ir.Expr, ir.Expr], ir.Expr]] = {
    "equals": _equal, "equalsignorecase": _equal, "contentequals": _equal, "contains": _sent("includes"),
    "startswith": _sent("startsWith"), "endswith": _sent("endsWith"), "containskey": _has, "trygetvalue": _has,
}  # fmt: skip
# Functions of a type or a helper, by their name in lower case, when the value is an argument.
_OF_ONE: dict[str, Callable[[Span, ir.Expr], ir.Expr]] = {
    "isnullorempty": _nothing, "isnullorwhitespace": _nothing, "isempty": _nothing, "isblank": _nothing,
    "isnotempty": _something, "isnotblank": _something, "haslength": _something, "hastext": _something,
    "parseboolean": _true, "parse": _true, "toboolean": _true, "istrue": _something, "isfalse": _nothing,
    "isnull": lambda span, value: ir.Binary(span, "==", value, ir.Const(span, None)), "nonnull": _there,
    "tolowercase": lambda span, value: value, "trim": lambda span, value: value,
    "tostring": lambda span, value: value, "valueof": lambda span, value: value,
}  # fmt: skip
_OF_TWO = {
    "equals": _equal, "equalsignorecase": _equal, "contains": _sent("includes"), "startswith": _sent("startsWith"),
    "endswith": _sent("endsWith"), "containsignorecase": _sent("includes"),
}  # fmt: skip
_HELPERS = frozenset(
    "string String Boolean bool Convert StringUtils ObjectUtils Objects BooleanUtils strings bools objects lists sets "
    "maps fn CollectionUtils Strings".split()
)


def _is_helper(value: ir.Expr) -> bool:
    """A type or a utility, not a value: `string`, `org.springframework.util.StringUtils`."""
    match value:
        case ir.Name(_, name) | ir.Member(_, _, ir.Const(_, str(name))):
            return name in _HELPERS
    return False


def _property(span: Span, owner: ir.Expr, name: ir.Const) -> ir.Expr:
    if name.value == "Value":  # of a cookie, or of what may be null
        return owner
    if name.value == "HasValue":
        return _there(span, owner)
    if _is_helper(owner) and name.value in ("TRUE", "FALSE", "TrueString"):
        return ir.Const(span, "true" if name.value == "TrueString" else name.value == "TRUE")
    return ir.Member(span, owner, name)


def _method(span: Span, owner: ir.Expr, name: ir.Const, args: Args) -> ir.Expr:
    word = str(name.value)
    lower = word.lower()
    if _is_helper(owner):
        if len(args) == 1 and lower in _OF_ONE:
            return _OF_ONE[lower](span, args[0])
        if len(args) >= 2 and lower in _OF_TWO:
            return _OF_TWO[lower](span, args[0], args[1])
    elif not args and word in _SAME:
        return owner
    elif not args and lower in _ALONE:
        return _ALONE[lower](span, owner)
    elif args and lower in _WITH:
        return _WITH[lower](span, owner, args[0])
    return called(span, ir.Member(Span(owner.span.start, name.span.end), owner, name), args)


def _function(span: Span, callee: ir.Expr, args: Args) -> ir.Expr:
    """A call without an owner; `fn:contains(a, b)` is a helper's."""
    prefix, colon, word = callee.id.partition(":") if isinstance(callee, ir.Name) else ("", "", "")
    if colon and prefix in _HELPERS:
        return _method(span, ir.Name(callee.span, prefix), ir.Const(callee.span, word), args)
    return called(span, callee, args)


def read_code(text: str, offset: int) -> ir.Expr:
    """Lower a condition of C# or Java that starts at `offset` of the file; what cannot be read gives `ir.Opaque`."""
    return read_condition(_CODE, text, offset, TypedReader)


def read_page_expression(text: str, offset: int) -> ir.Expr:
    """The same for EL, SpEL and OGNL, with or without `${ }` around it and character references in it."""
    return read_condition(PAGE, without_references(text), offset, TypedReader)


_REFERENCE = lazy_regex(r"&(amp|lt|gt|quot|apos|#39|#34);")
_CHARACTER = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "#39": "'", "#34": '"'}


def without_references(text: str) -> str:
    """Character references of markup replaced, in the same length: `a &amp;&amp; b`."""
    if "&" not in text:
        return text
    # Two ampersands are one operator, so that what pads them stands behind both.
    text = text.replace("&amp;&amp;", "&&".ljust(10))
    return _REFERENCE.sub(lambda match: _CHARACTER[match[1]].ljust(len(match[0])), text)


_DECLARED = lazy_regex(
    r"\s*+(?:(?:final|const|readonly|static)\s++)*+(?:[^\W\d][\w.]*+(?:<[\w,. ?<>]*+>)?(?:\[\])?\??\s++)?+"
    r"([^\W\d][\w.]*+)\s*+=(?![=>])\s*+"
)


def declared(text: str, offset: int) -> tuple[tuple[str, Any], ...]:
    """`bool ok = value;`, `var ok = value`, `ok = value` as a name and its value."""
    match = _DECLARED.match(text)
    if match is None:
        return ()
    value = text[match.end() :].rstrip().rstrip(";")
    return ((match[1], read_code(value, offset + match.end())),)
