"""The walk that all of `lowering/` shares: spans, depth, and what to do where the syntax is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, cast, get_args

from consentlint.model import Span
from consentlint.syntax import ir

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_DEPTH = 200  # levels of the result: whoever walks it (pickle too) takes several of Python's 1000 frames a level
COMMENTS = frozenset({"comment", "html_comment"})
DROPPED = COMMENTS | {
    "hash_bang_line", "empty_statement", "debugger_statement", "interface_declaration", "type_alias_declaration",
    "ambient_declaration", "function_signature", "method_signature", "abstract_method_signature", "index_signature",
    "type_annotation", "type_arguments", "type_parameters", "type_parameter", "type_predicate_annotation",
    "asserts_annotation", "implements_clause", "object_type", "interface_body", "accessibility_modifier",
    "jsx_closing_element",
}  # fmt: skip
WRAPPERS = {  # what leaves no trace: the index of the named child that stays
    "parenthesized_expression": 0, "as_expression": 0, "satisfies_expression": 0, "non_null_expression": 0,
    "instantiation_expression": 0, "type_assertion": -1,
}  # fmt: skip
_STATEMENTS = get_args(ir.Statement)
Readable = ir.Expr | ir.Statement


class Tables(NamedTuple):
    """What lowers which kind of node."""

    expressions: dict[str, Callable[[Reader, Node], ir.Expr]]
    patterns: dict[str, Callable[[Reader, Node], ir.Pattern]]
    statements: dict[str, Callable[[Reader, Node], tuple[ir.Statement, ...]]]


class Reader:
    """Lowers nodes of one tree; collects holes."""

    def __init__(self, text: str, base: int, tables: Tables, broken: bool) -> None:
        self.text = text
        self.base = base
        self.broken = broken
        self.depth = 0
        self.holes: list[ir.Hole] = []
        self._expressions, self._patterns, self._statements = tables

    # --- places

    def span(self, node: Node) -> Span:
        base = self.base
        return Span(node.start_byte + base, node.end_byte + base)

    def stretch(self, start: int, end: int) -> Span:
        """The span of a stretch given in bytes of the tree."""
        return Span(start + self.base, end + self.base)

    def source(self, node: Node) -> str:
        return self.text[node.start_byte + self.base : node.end_byte + self.base]

    # --- expressions and patterns

    def expr(self, node: Node) -> ir.Expr:
        kind = node.type
        while kind in WRAPPERS:
            inner = kids(node)
            if not inner or (self.broken and any(child.is_error for child in node.children)):
                break
            node = inner[WRAPPERS[kind]]
            kind = node.type
        lower = self._expressions.get(kind)
        if lower is None:
            return self._opaque(node)
        if self.depth >= MAX_DEPTH:
            return self.too_deep(node)
        self.depth += 1
        result = self._mended(node, lower) if self.broken and node.has_error else lower(self, node)
        self.depth -= 1
        return result

    def exprs(self, nodes: Iterable[Node]) -> tuple[ir.Expr, ...]:
        return tuple([self.expr(node) for node in nodes])

    def field(self, node: Node, name: str) -> ir.Expr:
        """The expression in a field; an empty Opaque at the node's end where the field is missing."""
        child = node.child_by_field_name(name)
        return self.nothing(node) if child is None else self.expr(child)

    def maybe(self, node: Node, name: str) -> ir.Expr | None:
        child = node.child_by_field_name(name)
        return None if child is None else self.expr(child)

    def pattern(self, node: Node) -> ir.Pattern:
        lower = self._patterns.get(node.type)
        if lower is None:
            value = self.expr(node)
            return value if isinstance(value, (ir.Name, ir.Member, ir.Opaque)) else ir.Opaque(self.span(node), (value,))
        if self.depth >= MAX_DEPTH:
            return self.too_deep(node)
        self.depth += 1
        result = lower(self, node)
        self.depth -= 1
        return result

    # --- statements

    def statements(self, nodes: Iterable[Node]) -> tuple[ir.Statement, ...]:
        found: list[ir.Statement] = []
        for node in nodes:
            if node.is_named:
                self._add(found, node)
        return tuple(found)

    def statement(self, node: Node | None, parent: Node) -> ir.Statement:
        """One statement, or a Block of what `node` holds (nothing for `;`)."""
        if node is None:
            return ir.Block(self.stretch(parent.end_byte, parent.end_byte), ())
        found = self.statements((node,))
        return found[0] if len(found) == 1 else ir.Block(self.span(node), found)

    def block(self, node: Node) -> ir.Block:
        """The statements directly under `node`."""
        return ir.Block(self.span(node), self.statements(node.children))

    def _add(self, found: list[ir.Statement], node: Node) -> None:
        kind = node.type
        lower = self._statements.get(kind)
        if lower is None:
            if kind not in DROPPED:
                found.extend(self._settled(self._readable(node)))
        elif self.depth >= MAX_DEPTH:
            found.append(ir.Run(self.span(node), self.too_deep(node)))
        else:
            self.depth += 1
            made = lower(self, node)
            self.depth -= 1
            if self.broken and node.has_error and kind != "statement_block":  # a block's own list has them already
                made = tuple(sorted((*made, *self._settled(self._strays(node))), key=lambda item: item.span.start))
            found.extend(made)

    # --- what is broken, unknown or too deep

    def nothing(self, node: Node) -> ir.Opaque:
        return ir.Opaque(self.stretch(node.end_byte, node.end_byte))

    def too_deep(self, node: Node) -> ir.Opaque:
        self.holes.append(ir.Hole(self.span(node)))
        return ir.Opaque(self.span(node))

    def _opaque(self, node: Node) -> ir.Opaque:
        parts = () if node.type in DROPPED else self._as_expressions(self._salvage(node))
        return ir.Opaque(self.span(node), parts)

    def _mended(self, node: Node, lower: Callable[[Reader, Node], ir.Expr]) -> ir.Expr:
        """A node with a fault in it; what stands in the broken stretch beside its own parts is kept too."""
        if node.is_missing:
            return ir.Opaque(self.span(node))
        result = lower(self, node)
        strays = self._as_expressions(self._strays(node))
        return ir.Opaque(self.span(node), (result, *strays)) if strays else result

    def _strays(self, node: Node) -> Iterator[Readable]:
        """What can be read in the ERROR nodes that belong to `node` itself, not to an expression or statement in it."""
        for child in node.children:
            if child.is_error:
                yield from self._salvage(child)
            elif child.has_error and child.type not in self._expressions and child.type not in self._statements:
                yield from self._strays(child)

    def _salvage(self, node: Node) -> Iterator[Readable]:
        """What can be read below a node that itself cannot."""
        if self.depth >= MAX_DEPTH:
            self.holes.append(ir.Hole(self.span(node)))
            return
        self.depth += 1
        for child in kids(node, errors=True):
            yield from self._readable(child)
        self.depth -= 1

    def _readable(self, node: Node) -> Iterator[Readable]:
        kind = node.type
        if kind in self._statements:
            yield from self.statements((node,))
        elif kind in self._expressions or kind in WRAPPERS:
            yield self.expr(node)
        elif kind not in DROPPED:
            yield from self._salvage(node)

    def _settled(self, found: Iterable[Readable]) -> Iterator[ir.Statement]:
        """Statements as they are; expressions between them as one Opaque a run."""
        loose: list[ir.Expr] = []
        for item in found:
            if isinstance(item, _STATEMENTS):
                yield from _opaque_run(loose)
                loose = []
                yield item
            else:
                loose.append(cast("ir.Expr", item))
        yield from _opaque_run(loose)

    def _as_expressions(self, found: Iterable[Readable]) -> tuple[ir.Expr, ...]:
        """Expressions as they are; each statement as the body of a function that nothing calls by name."""
        return tuple(cast("ir.Expr", _uncalled(item) if isinstance(item, _STATEMENTS) else item) for item in found)


def _uncalled(statement: ir.Statement) -> ir.Function:
    return ir.Function(statement.span, "", (), (statement,))


def _opaque_run(loose: list[ir.Expr]) -> Iterator[ir.Run]:
    if loose:
        span = Span(loose[0].span.start, loose[-1].span.end)
        yield ir.Run(span, ir.Opaque(span, tuple(loose)))


def kids(node: Node, errors: bool = False) -> list[Node]:
    """Named children without comments, and without ERROR nodes unless asked for."""
    return [child for child in node.named_children if child.type not in COMMENTS and (errors or child.type != "ERROR")]
