"""Expressions, except functions, classes and JSX."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.lowering.literals import number, unescape
from consentlint.syntax.lowering.reader import COMMENTS, WRAPPERS, Reader, kids

if TYPE_CHECKING:
    from tree_sitter import Node

LOGICAL = frozenset({"&&", "||", "??"})
LONG_CHAIN = 32  # operators; a longer chain is not nested to the left but balanced or joined
KEYWORDS: dict[str, ir.Literal] = {"true": True, "false": False, "null": None, "undefined": ir.UNDEFINED}


def name(r: Reader, node: Node) -> ir.Name:
    return ir.Name(r.span(node), unescape(r.source(node)))


def keyword(r: Reader, node: Node) -> ir.Const:
    return ir.Const(r.span(node), KEYWORDS[node.type])


def numeral(r: Reader, node: Node) -> ir.Const:
    return ir.Const(r.span(node), number(r.source(node)))


def string(r: Reader, node: Node) -> ir.Const:
    """A quoted string; one whose closing quote is missing ends where the parser ended it."""
    source = r.source(node)
    closed = len(source) > 1 and source[-1] == source[0]
    return ir.Const(r.span(node), unescape(source[1:-1] if closed else source[1:]))


def key(r: Reader, node: Node) -> ir.Expr:
    """The key of a property, class member or pattern: a Const, or the expression in brackets."""
    if node.type == "string":
        return string(r, node)
    if node.type == "number":
        return numeral(r, node)
    if node.type == "computed_property_name":
        inner = kids(node)
        return r.expr(inner[0]) if inner else r.nothing(node)
    return ir.Const(r.span(node), unescape(r.source(node)))


def template(r: Reader, node: Node, tag: ir.Expr | None = None) -> ir.Expr:
    """A template literal; without tag and substitutions it is a Const."""
    end = node.end_byte - (node.child_count > 1 and node.children[-1].end_byte > node.children[-1].start_byte)
    at, parts = node.start_byte + 1, list[ir.Expr]()
    for child in node.children:
        if child.type == "template_substitution":
            _text(r, parts, at, child.start_byte)
            inner = kids(child)
            parts.append(r.expr(inner[0]) if inner else r.nothing(child))
            at = child.end_byte
    _text(r, parts, at, end)
    if tag is None and not any(child.type == "template_substitution" for child in node.children):
        value = parts[0].value if parts and isinstance(parts[0], ir.Const) else ""
        return ir.Const(r.span(node), value)
    return ir.Template(r.span(node), tuple(parts), tag)


def _text(r: Reader, parts: list[ir.Expr], start: int, end: int) -> None:
    if start < end:
        cooked = unescape(r.text[start + r.base : end + r.base].replace("\r\n", "\n"))
        parts.append(ir.Const(r.stretch(start, end), cooked))


def regex(r: Reader, node: Node) -> ir.Regex:
    pattern, flags = (node.child_by_field_name(field) for field in ("pattern", "flags"))
    return ir.Regex(r.span(node), r.source(pattern) if pattern else "", r.source(flags) if flags else "")


def member(r: Reader, node: Node) -> ir.Expr:
    held = r.field(node, "object")
    prop = node.child_by_field_name("property")
    where: ir.Expr = r.nothing(node) if prop is None else key(r, prop)
    return ir.Member(r.span(node), held, where, _optional(node))


def subscript(r: Reader, node: Node) -> ir.Expr:
    return ir.Member(r.span(node), r.field(node, "object"), r.field(node, "index"), _optional(node))


def _optional(node: Node) -> bool:
    """TypeScript's tree has a bare `?.` in calls."""
    return any(child.type in ("optional_chain", "?.") for child in node.children)


def meta(r: Reader, node: Node) -> ir.Expr:
    """`import.meta` and `new.target`."""
    first, last = node.children[0], node.children[-1]
    return ir.Member(r.span(node), name(r, first), ir.Const(r.span(last), r.source(last)))


def call(r: Reader, node: Node) -> ir.Expr:
    callee = r.field(node, "function")
    arguments = node.child_by_field_name("arguments")
    if arguments is not None and arguments.type == "template_string":
        tagged = template(r, arguments, callee)
        return ir.Template(r.span(node), tagged.parts, callee) if isinstance(tagged, ir.Template) else tagged
    args = r.exprs(kids(arguments)) if arguments is not None else ()
    return ir.Call(r.span(node), callee, args, False, _optional(node))


def new(r: Reader, node: Node) -> ir.Expr:
    arguments = node.child_by_field_name("arguments")
    args = r.exprs(kids(arguments)) if arguments is not None else ()
    return ir.Call(r.span(node), r.field(node, "constructor"), args, new=True)


def unary(r: Reader, node: Node) -> ir.Expr:
    return ir.Unary(r.span(node), operator(node), r.field(node, "argument"))


def operator(node: Node) -> str:
    child = node.child_by_field_name("operator")
    return "" if child is None else child.type


def binary(r: Reader, node: Node) -> ir.Expr:
    """`a + b + c` without recursion along the left side; see `_join` for what long chains become."""
    op, chain, left = operator(node), list[tuple["Node", Span]](), node
    while True:
        right, before = left.child_by_field_name("right"), left.child_by_field_name("left")
        if right is None or before is None:
            return ir.Opaque(r.span(node), r.exprs(kids(node)))
        chain.append((right, r.span(left)))
        left = before
        if left.type != "binary_expression" or operator(left) != op or (r.broken and left.has_error):
            break
    chain.reverse()
    if len(chain) > LONG_CHAIN:
        return _long(r, r.span(node), op, [left, *(right for right, _ in chain)])
    r.depth += len(chain)
    result = r.expr(left)
    for right, span in chain:
        r.depth -= 1
        result = _pair(span, op, result, r.expr(right))
    return result


def _pair(span: Span, op: str, left: ir.Expr, right: ir.Expr) -> ir.Expr:
    return ir.Logical(span, op, left, right) if op in LOGICAL else ir.Binary(span, op, left, right)


def _long(r: Reader, span: Span, op: str, nodes: list[Node]) -> ir.Expr:
    """A chain too long to nest: logical ones balanced (they are associative), concatenations as one Template."""
    added = len(nodes).bit_length()
    r.depth += added
    terms = r.exprs(nodes)
    r.depth -= added
    if op in LOGICAL:
        return _balanced(op, terms)
    textual = next((at for at, term in enumerate(terms[:LONG_CHAIN]) if _is_text(term)), None)
    if op == "+" and textual is not None:
        return ir.Template(span, (_nested(op, terms[:textual]), *terms[textual:]) if textual else terms)
    r.holes.append(ir.Hole(span))
    return ir.Opaque(span, terms)


def _is_text(term: ir.Expr) -> bool:
    return isinstance(term, ir.Template) or (isinstance(term, ir.Const) and isinstance(term.value, str))


def _nested(op: str, terms: tuple[ir.Expr, ...]) -> ir.Expr:
    result = terms[0]
    for term in terms[1:]:
        result = _pair(Span(result.span.start, term.span.end), op, result, term)
    return result


def _balanced(op: str, terms: tuple[ir.Expr, ...]) -> ir.Expr:
    if len(terms) == 1:
        return terms[0]
    middle = len(terms) // 2
    left, right = _balanced(op, terms[:middle]), _balanced(op, terms[middle:])
    return _pair(Span(left.span.start, right.span.end), op, left, right)


def conditional(r: Reader, node: Node) -> ir.Expr:
    test, then, otherwise = (r.field(node, part) for part in ("condition", "consequence", "alternative"))
    return ir.Conditional(r.span(node), test, then, otherwise)


def assign(r: Reader, node: Node) -> ir.Expr:
    target = node.child_by_field_name("left")
    op = operator(node) or "="
    return ir.Assign(r.span(node), r.pattern(target) if target else r.nothing(node), op, r.field(node, "right"))


def update(r: Reader, node: Node) -> ir.Expr:
    target, op = node.child_by_field_name("argument"), node.child_by_field_name("operator")
    if target is None or op is None:
        return ir.Opaque(r.span(node), r.exprs(kids(node)))
    return ir.Assign(r.span(node), r.pattern(target), op.type, ir.Const(r.span(op), 1.0))


def array(r: Reader, node: Node) -> ir.Expr:
    def hole(comma: Node) -> ir.Expr:
        return ir.Const(r.stretch(comma.start_byte, comma.start_byte), ir.UNDEFINED)

    return ir.Array(r.span(node), tuple(listed(node, r.expr, hole)))


Item = TypeVar("Item")


def listed(node: Node, make: Callable[[Node], Item], hole: Callable[[Node], Item]) -> list[Item]:
    """Items between brackets, with what `hole` makes of each comma that has nothing before it."""
    items, empty = list[Item](), True
    for child in node.children:
        if child.is_named:
            if child.type not in COMMENTS and not child.is_error:
                items.append(make(child))
                empty = False
        elif child.type == ",":
            if empty:
                items.append(hole(child))
            empty = True
    return items


def spread(r: Reader, node: Node) -> ir.Expr:
    return ir.Spread(r.span(node), only(r, node))


def only(r: Reader, node: Node) -> ir.Expr:
    """The one expression in a node."""
    inner = kids(node)
    return r.expr(inner[0]) if inner else r.nothing(node)


def sequence(r: Reader, node: Node) -> ir.Expr:
    return ir.Sequence(r.span(node), r.exprs(kids(node)))


def await_(r: Reader, node: Node) -> ir.Expr:
    return ir.Await(r.span(node), only(r, node))


def yield_(r: Reader, node: Node) -> ir.Expr:
    return ir.Yield(r.span(node), only(r, node) if kids(node) else None)


TABLE: dict[str, Callable[[Reader, Node], ir.Expr]] = {
    **dict.fromkeys(("identifier", "this", "super", "import", "shorthand_property_identifier"), name),
    **dict.fromkeys(KEYWORDS, keyword),
    **dict.fromkeys(WRAPPERS, only),
    "number": numeral,
    "string": string,
    "template_string": template,
    "regex": regex,
    "member_expression": member,
    "nested_identifier": member,
    "subscript_expression": subscript,
    "meta_property": meta,
    "call_expression": call,
    "new_expression": new,
    "unary_expression": unary,
    "binary_expression": binary,
    "ternary_expression": conditional,
    "assignment_expression": assign,
    "augmented_assignment_expression": assign,
    "update_expression": update,
    "array": array,
    "spread_element": spread,
    "sequence_expression": sequence,
    "await_expression": await_,
    "yield_expression": yield_,
}
