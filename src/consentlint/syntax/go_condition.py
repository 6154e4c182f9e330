"""Go's template pipelines, lowered to the expressions of `ir` (https://pkg.go.dev/text/template).

A field's first letter is a capital in Go only because it is exported: `.CookieConsent` becomes `cookieConsent`, so that
one set of names serves all languages. A variable keeps its `$`, as it always is given its value in the template.
"""

import re

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.condition import outside
from consentlint.syntax.condition_tokens import Cursor, UnreadableError
from consentlint.syntax.prefix_calls import (
    LOGIC,
    Lowering,
    chosen,
    has_item,
    instead,
    item,
    method,
    negated,
    path,
    prefix_call,
    same,
)
from consentlint.syntax.template import Bindings, mapping

_TOKEN = lazy_regex(
    r"""(?P<gap>\s*+) (?: (?P<number>-?\d+(?:\.\d+)?) | (?P<string>"(?:\\.|[^"\\\n])*+"|`[^`]*+`|'(?:\\.|[^'\\\n])+')
    | (?P<name>(?:\$\w*|\.?[^\W\d]\w*)(?:\.[^\W\d]\w*)*+ | \.) | (?P<mark>:=|[=|(),]) | (?P<end>\Z) )""",
    re.VERBOSE,
)
_ESCAPE = lazy_regex(r"\\(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_CONSTANTS = {"true": True, "false": False, "nil": None}
_MAX_DEPTH = 40
DOT = "."  # whatever a template was handed
_NAMED = lazy_regex(r"""\s*+(?:"[^"\n]*"|`[^`]*`|[\w-]+["`])\s*+""")
_ASSIGNED = lazy_regex(r"\s*+(\$\w+)(?:\s*+,\s*+(\$\w+))?\s*+(:?=)\s*+")

# The functions of the language itself, then those of Sprig and of site generators that mean one thing everywhere.
_KNOWN: dict[str, Lowering] = {
    **LOGIC, "index": item, "default": instead("||"), "cond": chosen(0, 1, 2), "ternary": chosen(2, 0, 1),
    "isset": has_item, "hasKey": has_item, "get": item, "empty": negated, "lower": same, "trim": same, "print": same,
    "html": same, "js": same, "toString": same, "safeHTML": same, "strings.ToLower": same, "in": method("includes"),
    "strings.Contains": method("includes"), "strings.HasPrefix": method("startsWith"),
    "strings.HasSuffix": method("endsWith"), "has": method("includes", 1), "coalesce": LOGIC["or"],
}  # fmt: skip


def read_pipeline(text: str, offset: int) -> ir.Expr:
    """Lower a pipeline; `$x := pipeline` is worth its value. What cannot be read gives `ir.Opaque`."""
    assigned = _ASSIGNED.match(text)
    start = assigned.end() if assigned else 0
    try:
        reader = _Reader(text[start:], offset + start, _TOKEN)
        value = reader.pipeline()
        reader.expect_end()
    except UnreadableError:
        return ir.Opaque(Span(offset, offset + len(text)))
    return value


def read_assignment(word: str, text: str, offset: int) -> Bindings:
    """`$ok := pipeline`."""
    assigned = _ASSIGNED.match(text)
    if assigned is None or assigned[2]:
        return ()
    return ((assigned[1], read_pipeline(text[assigned.end() :], offset + assigned.end())),)


def read_handed(text: str, offset: int) -> Bindings:
    """`"chat" (dict "url" "/x.js")`: what a template is handed behind its name, field by field and as a whole."""
    named = _NAMED.match(text)
    if named is None or not text[named.end() :].strip():
        return ()
    value = read_pipeline(text[named.end() :], offset + named.end())
    if not isinstance(value, ir.Call) or path(value.callee) != "dict":
        return ((DOT, value),)
    pairs = list(zip(value.args[::2], value.args[1::2], strict=False))
    fields = [(_spelled(str(key.value)), held) for key, held in pairs if isinstance(key, ir.Const) and key.value]
    return (*fields, *((DOT, whole) for whole in mapping(tuple(fields), value.span)))


class _Reader(Cursor):
    depth = 0

    def pipeline(self) -> ir.Expr:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            self.fail()
        value = self.command(None)
        while self.accept("|"):
            value = self.command(value)
        self.depth -= 1
        return value

    def command(self, piped: ir.Expr | None) -> ir.Expr:
        """A value, or a function or method with its arguments; what is piped in comes last."""
        is_function = self.kind == "name" and self.tokens[self.index].text[0] not in ".$"
        is_function = is_function and self.text not in _CONSTANTS
        first = self.operand()
        args = []
        while self.kind != "end" and self.text not in ("|", ")"):
            args.append(self.operand())
        if piped is not None:
            args.append(piped)
        if not args and not (is_function and isinstance(first, ir.Name)):
            return first
        return prefix_call(self.span_from(first.span.start), first, tuple(args), _KNOWN)

    def operand(self) -> ir.Expr:
        token = self.take()
        span = self.token_span(token)
        if token.text == "(":
            value = self.pipeline()
            self.expect(")")
            return self.fields(value._replace(span=self.span_from(span.start)))
        if token.kind == "number":
            return ir.Const(span, float(token.text))
        if token.kind == "string":
            plain = token.text[1:-1]
            return ir.Const(span, plain if token.text[0] == "`" else _unescaped(plain))
        if token.kind != "name":
            self.fail()
        return ir.Const(span, _CONSTANTS[token.text]) if token.text in _CONSTANTS else _field(span, token.text)

    def fields(self, value: ir.Expr) -> ir.Expr:
        """`(index .a 0).B`: a field stands right behind the parenthesis."""
        token = self.tokens[self.index]
        behind = token.start == self.tokens[self.index - 1].end
        if behind and token.kind == "name" and token.text[0] == "." and len(token.text) > 1:
            self.index += 1
            return _members(value, token.text[1:].split("."), self.offset + token.end)
        return value


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: _ESCAPES.get(match[1], match[1]), text)


def _field(span: Span, text: str) -> ir.Expr:
    """`.Site.Params.chat`, `$.Page`, `$x.Name`, `strings.Contains`; a lone `.` or `$` is whatever stands there."""
    first, *rest = text.removeprefix("$.").lstrip(".").split(".")
    if first in ("", "$"):
        return ir.Name(span, DOT) if text == "." else ir.Opaque(span)
    if text[0] not in ".$":  # a function's name is what it is
        return _members(ir.Name(span, first), rest, span.end, spelled=True)
    name = first if first[0] == "$" else outside(_spelled(first))
    return _members(ir.Name(span, name), rest, span.end)


def _members(value: ir.Expr, keys: list[str], end: int, spelled: bool = False) -> ir.Expr:
    for key in keys:
        span = Span(value.span.start, end)
        value = ir.Member(span, value, ir.Const(span, key if spelled else _spelled(key)))
    return value


def _spelled(name: str) -> str:
    """An exported name as other languages spell it; `URL` stays."""
    return name[0].lower() + name[1:] if name[1:2].islower() or len(name) == 1 else name
