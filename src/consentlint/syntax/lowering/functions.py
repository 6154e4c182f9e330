"""Functions, classes, objects, and the patterns that bind names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.lowering.expressions import key, listed, name, only
from consentlint.syntax.lowering.reader import Reader, kids

if TYPE_CHECKING:
    from tree_sitter import Node

METHOD_KINDS = {"get": "getter", "set": "setter"}
KEYED = frozenset({"field_definition", "public_field_definition"})


# --- functions


def function(r: Reader, node: Node) -> ir.Function:
    called = node.child_by_field_name("name")
    return _function(r, node, "function", r.source(called) if called is not None else "")


def arrow(r: Reader, node: Node) -> ir.Function:
    return _function(r, node, "arrow", "")


def method(r: Reader, node: Node, member_key: ir.Expr, in_class: bool) -> ir.Function:
    known = str(member_key.value) if isinstance(member_key, ir.Const) else ""
    marks = {child.type for child in node.children}
    kind = next((METHOD_KINDS[mark] for mark in METHOD_KINDS if mark in marks), "method")
    if in_class and known == "constructor" and "static" not in marks and kind == "method":
        kind = "constructor"
    return _function(r, node, kind, known)


def _function(r: Reader, node: Node, kind: str, known: str) -> ir.Function:
    marks = {child.type for child in node.children}
    body = node.child_by_field_name("body")
    r.depth += 1
    params = _injected(r, node) if kind == "constructor" else _params(r, node)
    kept = _kept_params(r, node) if kind == "constructor" else ()
    if body is None:
        statements: tuple[ir.Statement, ...] = ()
    elif body.type == "statement_block":
        statements = (*kept, *r.statements(body.children))
    else:
        statements = (ir.Return(r.span(body), r.expr(body)),)
    r.depth -= 1
    return ir.Function(r.span(node), known, params, statements, kind, "async" in marks, "*" in marks)


def _params(r: Reader, node: Node) -> tuple[ir.Pattern, ...]:
    single = node.child_by_field_name("parameter")
    if single is not None:
        return (r.pattern(single),)
    several = node.child_by_field_name("parameters")
    return () if several is None else tuple(r.pattern(param) for param in kids(several) if not _is_this(param))


def _injected(r: Reader, node: Node) -> tuple[ir.Pattern, ...]:
    """A constructor's parameters; one that is kept and has a class for its type is that class's instance by default."""
    several = node.child_by_field_name("parameters")
    return tuple(_with_instance(r, param) for param in kids(several)) if several is not None else ()


def _with_instance(r: Reader, param: Node) -> ir.Pattern:
    target = r.pattern(param)
    kind = param.child_by_field_name("type")
    marked = any(child.type in ("accessibility_modifier", "readonly") for child in param.children)
    named = kids(kind)[0] if kind is not None and kids(kind) else None
    if not marked or named is None or named.type != "type_identifier" or not isinstance(target, ir.Name):
        return target
    span = r.span(named)
    asked = ir.Call(span, ir.Name(Span(span.start, span.start), "inject"), (ir.Name(span, r.source(named)),))
    return ir.Default(r.span(param), target, asked)


def _kept_params(r: Reader, node: Node) -> tuple[ir.Statement, ...]:
    """TypeScript's parameter properties (`constructor(private url: string)`): each is kept under its name."""
    kept = list[ir.Statement]()
    several = node.child_by_field_name("parameters")
    for param in kids(several) if several is not None else []:
        pattern = param.child_by_field_name("pattern")
        marked = any(
            child.type in ("accessibility_modifier", "readonly", "override_modifier") for child in param.children
        )
        if marked and pattern is not None and pattern.type == "identifier":
            span = r.span(pattern)
            target = ir.Member(span, ir.Name(Span(span.start, span.start), "this"), ir.Const(span, r.source(pattern)))
            kept.append(ir.Run(span, ir.Assign(span, target, "=", name(r, pattern))))
    return tuple(kept)


def _is_this(param: Node) -> bool:
    """TypeScript's `this` parameter is a type only."""
    pattern = param.child_by_field_name("pattern")
    return pattern is not None and pattern.type == "this"


# --- objects and classes


def object_(r: Reader, node: Node) -> ir.Object:
    r.depth += 1
    properties = tuple([_property(r, child) for child in kids(node)])
    r.depth -= 1
    return ir.Object(r.span(node), properties)


def _property(r: Reader, node: Node) -> ir.Property:
    kind, span = node.type, r.span(node)
    if kind == "pair":
        where = node.child_by_field_name("key")
        return ir.Property(span, key(r, where) if where else r.nothing(node), r.field(node, "value"))
    if kind == "method_definition":
        called = node.child_by_field_name("name")
        where_ = key(r, called) if called else r.nothing(node)
        return ir.Property(span, where_, method(r, node, where_, in_class=False))
    if kind == "spread_element":
        return ir.Property(span, None, only(r, node))
    if kind == "shorthand_property_identifier":
        return ir.Property(span, key(r, node), name(r, node))
    return ir.Property(span, None, r.expr(node))


def class_(r: Reader, node: Node) -> ir.Class:
    return class_in(r, node, node)


def class_in(r: Reader, node: Node, outer: Node) -> ir.Class:
    """A class; `outer` is the export around it, which may hold its decorators, or the class itself."""
    called, body = node.child_by_field_name("name"), node.child_by_field_name("body")
    r.depth += 2
    outside = decorators_of(r, outer) if outer != node else ()
    decorators = outside + decorators_of(r, node)
    base = _base(r, node)
    members = _members(r, body) if body is not None else ()
    r.depth -= 2
    span = r.stretch((outer if outside else node).start_byte, node.end_byte)
    return ir.Class(span, r.source(called) if called is not None else "", base, members, decorators)


def decorators_of(r: Reader, node: Node) -> tuple[ir.Expr, ...]:
    return tuple([only(r, child) for child in node.children if child.type == "decorator"])


def _base(r: Reader, node: Node) -> ir.Expr | None:
    heritage = next((child for child in node.children if child.type == "class_heritage"), None)
    for child in kids(heritage) if heritage is not None else []:
        if child.type == "extends_clause":
            return r.maybe(child, "value")
        if child.type != "implements_clause":
            return r.expr(child)
    return None


def _members(r: Reader, body: Node) -> tuple[ir.ClassMember, ...]:
    """TypeScript's tree has a method's decorators before it, JavaScript's inside it."""
    members, waiting = list[ir.ClassMember](), list["Node"]()
    for child in kids(body):
        if child.type == "decorator":
            waiting.append(child)
            continue
        found = _member(r, child, waiting)
        waiting = []
        if found is not None:
            members.append(found)
    return tuple(members)


def _member(r: Reader, node: Node, before: list[Node]) -> ir.ClassMember | None:
    kind, span = node.type, r.stretch((before or [node])[0].start_byte, node.end_byte)
    if kind == "class_static_block":
        return ir.ClassMember(span, None, _function(r, node, "method", ""), static=True)
    is_method = kind == "method_definition"
    where = node.child_by_field_name("name") or node.child_by_field_name("property")
    marks = {child.type for child in node.children}
    if where is None or not (is_method or kind in KEYED) or (kind in KEYED and marks & {"declare", "abstract"}):
        return None
    decorators = tuple([only(r, child) for child in before]) + decorators_of(r, node)
    member_key = key(r, where)
    value = method(r, node, member_key, in_class=True) if is_method else r.maybe(node, "value")
    return ir.ClassMember(span, member_key, value, "static" in marks, decorators)


# --- patterns


def object_pattern(r: Reader, node: Node) -> ir.Pattern:
    return ir.ObjectPattern(r.span(node), tuple([_entry(r, child) for child in kids(node)]))


def _entry(r: Reader, node: Node) -> tuple[ir.Expr | None, ir.Pattern]:
    kind = node.type
    if kind == "pair_pattern":
        where, value = node.child_by_field_name("key"), node.child_by_field_name("value")
        return key(r, where) if where else r.nothing(node), r.pattern(value) if value else r.nothing(node)
    if kind == "object_assignment_pattern":
        left = node.child_by_field_name("left")
        if left is not None and left.type == "shorthand_property_identifier_pattern":
            return key(r, left), ir.Default(r.span(node), name(r, left), r.field(node, "right"))
    if kind == "shorthand_property_identifier_pattern":
        return key(r, node), name(r, node)
    if kind == "rest_pattern":
        return None, _rested(r, node)
    return None, r.pattern(node)


def array_pattern(r: Reader, node: Node) -> ir.Pattern:
    return ir.ArrayPattern(r.span(node), tuple(listed(node, r.pattern, lambda comma: None)))


def default(r: Reader, node: Node) -> ir.Pattern:
    left = node.child_by_field_name("left")
    return ir.Default(r.span(node), r.pattern(left) if left else r.nothing(node), r.field(node, "right"))


def rest(r: Reader, node: Node) -> ir.Pattern:
    return ir.Rest(r.span(node), _rested(r, node))


def _rested(r: Reader, node: Node) -> ir.Pattern:
    inner = kids(node)
    return r.pattern(inner[0]) if inner else r.nothing(node)


def parameter(r: Reader, node: Node) -> ir.Pattern:
    """TypeScript's parameter: its pattern, with its default."""
    pattern, value = node.child_by_field_name("pattern"), node.child_by_field_name("value")
    target = r.pattern(pattern) if pattern is not None else r.nothing(node)
    if value is None or pattern is None:
        return target
    return ir.Default(r.stretch(pattern.start_byte, value.end_byte), target, r.expr(value))


PATTERNS: dict[str, Callable[[Reader, Node], ir.Pattern]] = {
    "object_pattern": object_pattern,
    "array_pattern": array_pattern,
    "assignment_pattern": default,
    "object_assignment_pattern": default,
    "rest_pattern": rest,
    "required_parameter": parameter,
    "optional_parameter": parameter,
    "undefined": name,
}
TABLE: dict[str, Callable[[Reader, Node], ir.Expr]] = {
    "function_expression": function,
    "generator_function": function,
    "arrow_function": arrow,
    "object": object_,
    "class": class_,
}
