"""JSX elements."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import TYPE_CHECKING

from consentlint.syntax import ir
from consentlint.syntax.lowering.expressions import only
from consentlint.syntax.lowering.reader import Reader, kids

if TYPE_CHECKING:
    from tree_sitter import Node

TEXT = frozenset({"jsx_text", "html_character_reference"})


def element(r: Reader, node: Node) -> ir.Expr:
    opening = node.child_by_field_name("open_tag") or node
    tag = opening.child_by_field_name("name")
    r.depth += 1
    attributes = tuple([_attribute(r, child) for child in opening.children_by_field_name("attribute")])
    children = () if opening is node else _children(r, node)
    r.depth -= 1
    return ir.Jsx(r.span(node), _tag(r, tag) if tag is not None else None, attributes, children, r.span(opening))


def _tag(r: Reader, node: Node) -> ir.Expr:
    """React's rule: a capital letter or a dot makes a component, all else is a host element."""
    source = r.source(node)
    if node.type in ("member_expression", "nested_identifier") or (source[:1].isupper() and node.type == "identifier"):
        return r.expr(node)
    return ir.Const(r.span(node), source)


def _attribute(r: Reader, node: Node) -> ir.JsxAttribute:
    inner = kids(node)
    if node.type != "jsx_attribute" or not inner:
        spread = inner[0] if inner and inner[0].type == "spread_element" else node
        return ir.JsxAttribute(r.span(node), None, only(r, spread))
    value = _value(r, inner[1]) if len(inner) > 1 else None
    return ir.JsxAttribute(r.span(node), r.source(inner[0]), value)


def _value(r: Reader, node: Node) -> ir.Expr:
    if node.type == "string":
        return ir.Const(r.span(node), html.unescape(r.source(node)[1:-1]))
    return only(r, node) if node.type == "jsx_expression" else r.expr(node)


def _children(r: Reader, node: Node) -> tuple[ir.Expr, ...]:
    found: list[ir.Expr] = []
    for child in kids(node):
        if child.type in TEXT:
            found.extend(_text(r, child))
        elif child.type == "jsx_expression":
            found.extend(r.exprs(kids(child)))
        elif child.type not in ("jsx_opening_element", "jsx_closing_element"):
            found.append(r.expr(child))
    return tuple(found)


def _text(r: Reader, node: Node) -> list[ir.Expr]:
    """Text as it stands, entities decoded; blank stretches with a line break are layout, not text."""
    source = r.source(node)
    return [] if source.isspace() and "\n" in source else [ir.Const(r.span(node), html.unescape(source))]


TABLE: dict[str, Callable[[Reader, Node], ir.Expr]] = {
    "jsx_element": element,
    "jsx_self_closing_element": element,
}
