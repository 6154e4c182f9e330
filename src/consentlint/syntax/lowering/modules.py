"""Imports and exports, and TypeScript's enums and namespaces."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from consentlint.syntax import ir
from consentlint.syntax.lowering.expressions import key, name, string
from consentlint.syntax.lowering.functions import class_in, function
from consentlint.syntax.lowering.reader import DROPPED, Reader, kids

if TYPE_CHECKING:
    from tree_sitter import Node

Lowered = tuple[ir.Statement, ...]
TYPE_ONLY = frozenset({"type", "typeof"})
CLASSES = frozenset({"class", "class_declaration", "abstract_class_declaration"})
FUNCTIONS = frozenset({"function_declaration", "generator_function_declaration"})


# --- imports


def import_(r: Reader, node: Node) -> Lowered:
    if _type_only(node):
        return ()
    inner = kids(node)
    required = next((child for child in inner if child.type == "import_require_clause"), None)
    if required is not None:
        return _required(r, node, required)
    source = node.child_by_field_name("source")
    if source is None or source.type != "string":
        return ()
    clause = next((child for child in inner if child.type == "import_clause"), None)
    names, dropped = _imported(r, clause) if clause is not None else ([], False)
    if dropped and not names:  # nothing but types: TypeScript removes the whole import
        return ()
    return (ir.Import(r.span(node), string(r, source), tuple(names)),)


def _type_only(node: Node) -> bool:
    return any(child.type in TYPE_ONLY for child in node.children)


def _imported(r: Reader, clause: Node) -> tuple[list[ir.ImportName], bool]:
    """The names that an import clause binds, and whether it also names types."""
    names, dropped = list[ir.ImportName](), False
    for child in kids(clause):
        if child.type == "identifier":
            names.append(ir.ImportName("default", r.source(child)))
        elif child.type == "namespace_import":
            names.extend(ir.ImportName("*", r.source(local)) for local in kids(child))
        elif child.type == "named_imports":
            for item in kids(child):
                if _type_only(item):
                    dropped = True
                elif (pair := _pair(r, item)) is not None:
                    names.append(ir.ImportName(*pair))
    return names, dropped


def _pair(r: Reader, item: Node) -> tuple[str, str] | None:
    """`a as b` or `a`, of an import or export."""
    first, last = item.child_by_field_name("name"), item.child_by_field_name("alias")
    if first is None:
        return None
    before = _plain(r, first)
    return before, _plain(r, last) if last is not None else before


def _plain(r: Reader, node: Node) -> str:
    return str(string(r, node).value) if node.type == "string" else r.source(node)


def _required(r: Reader, node: Node, clause: Node) -> Lowered:
    """`import x = require('y')`."""
    local, source = next(iter(kids(clause)), None), clause.child_by_field_name("source")
    word = next((child for child in clause.children if child.type == "require"), None)
    if local is None or source is None or word is None:
        return ()
    call = ir.Call(r.stretch(word.start_byte, clause.end_byte), name(r, word), (string(r, source),))
    return (ir.Declare(r.span(node), "const", name(r, local), call),)


def import_alias(r: Reader, node: Node) -> Lowered:
    """`import A = B.C`."""
    inner = kids(node)
    return (ir.Declare(r.span(node), "const", name(r, inner[0]), r.expr(inner[1])),) if len(inner) == 2 else ()


# --- exports


def export(r: Reader, node: Node) -> Lowered:
    if _type_only(node):
        return ()
    words = [child.type for child in node.children if not child.is_named]
    declared, value = node.child_by_field_name("declaration"), node.child_by_field_name("value")
    if declared is not None:
        return _default(r, node, declared) if "default" in words else _declared(r, node, declared)
    if value is not None:
        default = class_in(r, value, node) if value.type in CLASSES else r.expr(value)
        return (ir.Export(r.span(node), None, default, (), None),)
    if "=" in words:
        return tuple(ir.Export(r.span(node), None, r.expr(child), (), None) for child in kids(node))
    source = node.child_by_field_name("source")
    names = _exported(r, node)
    if not names and source is None:
        return ()
    place = string(r, source) if source is not None and source.type == "string" else None
    return (ir.Export(r.span(node), None, None, names, place),)


def _default(r: Reader, node: Node, declared: Node) -> Lowered:
    """`export default function f() {}` both declares f and is the default; without a name it is a value only."""
    if declared.type in DROPPED:
        return ()
    value: ir.Function | ir.Class
    if declared.type in CLASSES:
        value = class_in(r, declared, node)
    elif declared.type in FUNCTIONS:
        value = function(r, declared)
    else:
        return _declared(r, node, declared)
    called = declared.child_by_field_name("name")
    if called is None:
        return (ir.Export(r.span(node), None, value, (), None),)
    return (ir.Export(r.span(node), _declaration(value), name(r, called), (), None),)


def _declaration(value: ir.Function | ir.Class) -> ir.Statement:
    if isinstance(value, ir.Class):
        return ir.ClassDeclaration(value.span, value)
    return ir.FunctionDeclaration(value.span, value)


def _declared(r: Reader, node: Node, declared: Node) -> Lowered:
    if declared.type in CLASSES:
        return (ir.Export(r.span(node), _declaration(class_in(r, declared, node)), None, (), None),)
    found = r.statements((declared,))
    if len(found) == 1:
        return (ir.Export(r.span(node), found[0], None, (), None),)
    return tuple(ir.Export(item.span, item, None, (), None) for item in found)


def _exported(r: Reader, node: Node) -> tuple[tuple[str, str], ...]:
    for child in node.children:
        if child.type == "*":
            return (("*", "*"),)
        if child.type == "namespace_export":
            return tuple(("*", _plain(r, inner)) for inner in kids(child))
        if child.type == "export_clause":
            pairs = (_pair(r, item) for item in kids(child) if not _type_only(item))
            return tuple(pair for pair in pairs if pair is not None)
    return ()


# --- TypeScript's own


def enum(r: Reader, node: Node) -> Lowered:
    """An enum as a constant object; members without a value count on from the one before."""
    called, body = node.child_by_field_name("name"), node.child_by_field_name("body")
    if called is None or body is None:
        return ()
    properties, following = list[ir.Property](), 0.0
    for child in kids(body):
        where = child.child_by_field_name("name") if child.type == "enum_assignment" else child
        if where is None:
            continue
        value = r.field(child, "value") if where is not child else ir.Const(r.span(child), following)
        if isinstance(value, ir.Const) and isinstance(value.value, float):
            following = value.value + 1
        properties.append(ir.Property(r.span(child), key(r, where), value))
    return (ir.Declare(r.span(node), "const", name(r, called), ir.Object(r.span(body), tuple(properties))),)


def namespace(r: Reader, node: Node) -> Lowered:
    body = node.child_by_field_name("body")
    return (r.block(body),) if body is not None else ()


TABLE: dict[str, Callable[[Reader, Node], Lowered]] = {
    "import_statement": import_,
    "import_alias": import_alias,
    "export_statement": export,
    "enum_declaration": enum,
    "internal_module": namespace,
    "module": namespace,
}
