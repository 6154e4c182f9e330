"""Pieces of script inside markup, read with the offsets of the file that they stand in."""

from typing import Any

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.script import Comment, parse_script, read_script

# What the reader of a component calls by these names is the executor's; no script can declare them.
REMARKS = lazy_regex(r"/\*(?:[^*]|\*(?!/))*+\*/|//[^\n]*+")
PROPS, COMPONENT = "$given", "$component"


class Reader:
    """Reads expressions of one file. Nothing raises: what cannot be read is `ir.Opaque` or a hole."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language
        self.holes: list[ir.Hole] = []

    def expression(self, span: Span, decoded: str | None = None) -> ir.Expr:
        """One expression. `decoded` is what the file's characters stand for, where an attribute has entities."""
        if not REMARKS.sub("", self.text[span.start : span.end]).strip():
            return ir.Const(span, ir.UNDEFINED)
        body = self._parsed("(", span, "\n)", decoded)
        match body:
            case (ir.Run(_, value),):
                return value
        return ir.Opaque(span, tuple(one.value for one in body if isinstance(one, ir.Run)))

    def painted(self, code: str, span: Span) -> ir.Expr:
        """An expression of which parts are painted over: as many characters as the span has."""
        program = parse_script(f"({code}\n)", None, self.language)
        if program.holes:
            self.holes.append(ir.Hole(span))
        body = tuple(_moved(statement, span.start - 1, span) for statement in program.body)
        match body:
            case (ir.Run(_, value),):
                return value
        return ir.Opaque(span, tuple(one.value for one in body if isinstance(one, ir.Run)))

    def statements(self, span: Span, decoded: str | None = None) -> tuple[ir.Statement, ...]:
        return self._parsed("", span, "", decoded)

    def pattern(self, span: Span) -> ir.Pattern:
        """What a loop or a slot binds: `item`, `{ id, url }`, `[key, item]`."""
        match self._parsed("((", span, ") => 0)", None):
            case (ir.Run(_, ir.Function(params=(only,))),):
                return only
        return ir.Opaque(span)

    def patterns(self, span: Span) -> tuple[ir.Pattern, ...]:
        """The parameters of a function, without the brackets around them."""
        match self._parsed("((", span, ") => 0)", None):
            case (ir.Run(_, ir.Function(params=params)),):
                return params
        return ()

    def _parsed(self, before: str, span: Span, after: str, decoded: str | None) -> tuple[ir.Statement, ...]:
        source = self.text[span.start : span.end]
        changed = decoded is not None and decoded != source
        code = f"{before}{decoded if changed else source}{after}"
        program = parse_script(code, None, self.language)
        if program.holes:
            self.holes.append(ir.Hole(span))
        by = None if changed else span.start - len(before)
        return tuple(_moved(statement, by, span) for statement in program.body)


def _moved(value: Any, by: int | None, whole: Span) -> Any:
    """The same value `by` characters further, no further than `whole`; None: all of it stands at `whole`."""
    if not isinstance(value, tuple):
        return value
    if isinstance(value, Span):
        if by is None:
            return whole
        return Span(_within(value.start + by, whole), _within(value.end + by, whole))
    parts = [_moved(part, by, whole) for part in value]
    return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)


def _within(offset: int, whole: Span) -> int:
    return max(whole.start, min(whole.end, offset))


def script(text: str, span: Span, language: str) -> tuple[ir.Program, list[Comment]]:
    """A whole script in the file."""
    return read_script(text, span, language)


# --- making values ---


def name(span: Span, ident: str) -> ir.Name:
    return ir.Name(span, ident)


def member(span: Span, held: ir.Expr, key: str) -> ir.Member:
    return ir.Member(span, held, ir.Const(span, key))


def arrow(span: Span, params: tuple[ir.Pattern, ...], body: tuple[ir.Statement, ...]) -> ir.Function:
    return ir.Function(span, "", params, body, "arrow")


def giving(span: Span, params: tuple[ir.Pattern, ...], value: ir.Expr) -> ir.Function:
    """A function that returns one expression."""
    return arrow(span, params, (ir.Return(value.span, value),))


def at_once(span: Span, body: tuple[ir.Statement, ...]) -> ir.Call:
    """Statements where an expression is wanted."""
    return ir.Call(span, arrow(span, (), body), ())


def each(span: Span, target: ir.Pattern, subject: ir.Expr, rendered: ir.Expr, index: ir.Pattern | None) -> ir.Expr:
    """A loop that renders something for each item; the index, if it has a name, is some number or key."""
    body: tuple[ir.Statement, ...] = (ir.Run(rendered.span, rendered),)
    if index is not None:
        body = (ir.Declare(index.span, "const", index, ir.Opaque(index.span)), *body)
    block = ir.Block(rendered.span, body)
    return at_once(span, (ir.ForEach(span, "of", "const", target, subject, block),))


def pascal(word: str) -> str:
    """`chat-widget` -> `ChatWidget`."""
    return "".join(part[:1].upper() + part[1:] for part in word.split("-"))


def camel(word: str) -> str:
    made = pascal(word)
    return made[:1].lower() + made[1:]


def handler_name(event: str) -> str:
    """The property that holds the handler of an event: `update:modelValue` -> `onUpdate:modelValue`."""
    return "on" + pascal(event)


def declared(body: tuple[ir.Statement, ...]) -> list[str]:
    """The names that statements declare at their own level, imports included."""
    found: list[str] = []
    for statement in body:
        inner: Any = statement.declaration if isinstance(statement, ir.Export) else statement
        if isinstance(inner, ir.Import):
            found += [one.local for one in inner.names]
        elif isinstance(inner, ir.Declare):
            found += _names(inner.target)
        elif isinstance(inner, ir.FunctionDeclaration):
            found.append(inner.function.name)
        elif isinstance(inner, ir.ClassDeclaration):
            found.append(inner.cls.name)
    return found


def _names(pattern: Any) -> list[str]:
    if isinstance(pattern, ir.Name):
        return [pattern.id]
    if isinstance(pattern, ir.Default | ir.Rest):
        return _names(pattern.pattern)
    if isinstance(pattern, ir.ObjectPattern):
        return [found for _, inner in pattern.properties for found in _names(inner)]
    if isinstance(pattern, ir.ArrayPattern):
        return [found for item in pattern.items if item is not None for found in _names(item)]
    return []
