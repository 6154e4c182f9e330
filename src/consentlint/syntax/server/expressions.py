"""PHP's expressions (https://www.php.net/manual/en/language.expressions.php).

`$name` becomes `name`, so that one set of names serves all languages; a call that only asks whether something is there
becomes that comparison (`syntax/php_condition.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir, server
from consentlint.syntax.condition import called as asked
from consentlint.syntax.condition import outside
from consentlint.syntax.lowering.reader import Reader, kids
from consentlint.syntax.php_condition import KNOWN, TRANSPARENT
from consentlint.syntax.server.reader import PhpReader, called

if TYPE_CHECKING:
    from tree_sitter import Node

OPERATORS = {
    "and": "&&", "or": "||", "<>": "!=", "<=>": "-", "xor": "!=", "&&": "&&", "||": "||", "??": "??",
}  # fmt: skip
LOGICAL = frozenset(["&&", "||", "??"])
_SINGLE = lazy_regex(r"\\([\\'])")
_DOUBLE = {"n": "\n", "t": "\t", "r": "\r", "v": "\v", "e": "\x1b", "f": "\f", "0": "\0"}
# Functions that give back what they are given, made fit for where it is printed.
_FITTED = frozenset(
    "esc_url esc_url_raw esc_js esc_html__ esc_attr__ __ _e _x wp_kses wp_kses_post wp_strip_all_tags ltrim rtrim "
    "utf8_decode utf8_encode htmlspecialchars_decode html_entity_decode nl2br addslashes trailingslashit".split()
)


def last(name: str) -> str:
    """A name without its namespace."""
    return name.rsplit("\\", 1)[-1]


def variable(r: Reader, node: Node) -> ir.Expr:
    assert isinstance(r, PhpReader)
    name = r.source(node).lstrip("$&")
    if name == "this":
        return ir.Name(r.span(node), name)
    return ir.Name(r.span(node), f"${name}" if name.lower() in r.functions else outside(name))


def constant(r: Reader, node: Node) -> ir.Expr:
    assert isinstance(r, PhpReader)
    name, span = last(r.source(node)), r.span(node)
    if name.upper() in ("TRUE", "FALSE", "NULL"):
        return ir.Const(span, {"TRUE": True, "FALSE": False, "NULL": None}[name.upper()])
    if name in ("__CLASS__", "__NAMESPACE__"):
        return ir.Const(span, r.own if name == "__CLASS__" else "")
    return ir.Name(span, name)


def string(r: Reader, node: Node) -> ir.Expr:
    return ir.Const(r.span(node), _SINGLE.sub(r"\1", r.source(node)[1:-1]))


def number(r: Reader, node: Node) -> ir.Expr:
    try:
        return ir.Const(r.span(node), float(r.source(node).replace("_", "")))
    except ValueError:  # hexadecimal and its kin
        return ir.Const(r.span(node), 1.0)


def literal(r: Reader, node: Node) -> ir.Expr:
    return ir.Const(r.span(node), {"true": True, "false": False}.get(r.source(node).lower()))


def interpolated(r: Reader, node: Node) -> ir.Expr:
    """A string in double quotes or a here-document."""
    body = node.child_by_field_name("value") or node
    parts: list[ir.Expr] = []
    position = body.start_byte + (body.type != "heredoc_body")
    end = body.end_byte - (body.type != "heredoc_body")
    for child in body.children:
        if child.type in ("string_content", "escape_sequence", '"', "{", "}", "heredoc_start", "heredoc_end"):
            continue
        start = child.start_byte
        braces = start > position and r.text[start - 1] == "{" and r.text[child.end_byte : child.end_byte + 1] == "}"
        _add_text(r, parts, position, start - braces)
        parts.append(r.expr(child))
        position = child.end_byte + braces
    _add_text(r, parts, position, end)
    span = r.span(node)
    if all(isinstance(part, ir.Const) for part in parts):
        return ir.Const(span, "".join(str(part.value) for part in parts if isinstance(part, ir.Const)))
    return ir.Template(span, tuple(parts))


def _add_text(r: Reader, parts: list[ir.Expr], start: int, end: int) -> None:
    if end > start:
        text = re.sub(r'\\(["\\$ntrvef0])', lambda m: _DOUBLE.get(m[1], m[1]), r.text[start:end])
        parts.append(ir.Const(Span(start, end), text))


def nowdoc(r: Reader, node: Node) -> ir.Expr:
    body = node.child_by_field_name("value")
    return ir.Const(r.span(node), r.source(body) if body is not None else "")


def array(r: Reader, node: Node) -> ir.Expr:
    """A list, or where there are keys an object."""
    span, items = r.span(node), kids(node)
    if all(len(kids(item)) < 2 for item in items):
        return ir.Array(span, tuple([_item(r, item) for item in items]))
    entries = []
    for index, item in enumerate(items):
        inner = kids(item)
        key: ir.Expr | None = r.expr(inner[0]) if len(inner) > 1 else ir.Const(r.span(item), str(index))
        if inner and inner[-1].type == "variadic_unpacking":
            key = None
        if inner:
            entries.append(ir.Property(r.span(item), key, r.expr(inner[-1])))
    return ir.Object(span, tuple(entries))


def _item(r: Reader, node: Node) -> ir.Expr:
    inner = kids(node)
    return r.expr(inner[-1]) if inner else ir.Const(r.span(node), ir.UNDEFINED)


def unpacking(r: Reader, node: Node) -> ir.Expr:
    inner = kids(node)
    return ir.Spread(r.span(node), r.expr(inner[-1])) if inner else r.nothing(node)


def list_pattern(r: Reader, node: Node) -> ir.Pattern:
    return ir.ArrayPattern(r.span(node), tuple([r.pattern(child) for child in kids(node) if child.type != "pair"]))


# --- operators -------------------------------------------------------------------------------------------------------


def binary(r: Reader, node: Node) -> ir.Expr:
    operator = node.child_by_field_name("operator")
    written = r.source(operator).lower() if operator is not None else "+"
    op, span = OPERATORS.get(written, written), r.span(node)
    left, right = r.field(node, "left"), r.field(node, "right")
    if written == ".":
        return texts(span, left, right)
    return ir.Logical(span, op, left, right) if op in LOGICAL else ir.Binary(span, op, left, right)


def texts(span: Span, left: ir.Expr, right: ir.Expr) -> ir.Expr:
    """`left . right`: whatever they are, what comes out is text."""
    first = left.parts if isinstance(left, ir.Template) else (left,)
    return ir.Template(span, (*first, right))


def unary(r: Reader, node: Node) -> ir.Expr:
    inner = kids(node)
    return ir.Unary(r.span(node), r.source(node)[:1], r.expr(inner[-1])) if inner else r.nothing(node)


def same(r: Reader, node: Node) -> ir.Expr:
    """`@x`, `(bool) x`, `clone x`: x."""
    inner = kids(node)
    return r.expr(inner[-1]) if inner else r.nothing(node)


def conditional(r: Reader, node: Node) -> ir.Expr:
    test, otherwise = r.field(node, "condition"), r.field(node, "alternative")
    then = r.maybe(node, "body")
    if then is None:
        return ir.Logical(r.span(node), "||", test, otherwise)
    return ir.Conditional(r.span(node), test, then, otherwise)


def matching(r: Reader, node: Node) -> ir.Expr:
    """`match`: the arm of the first equal value."""
    subject, body = r.field(node, "condition"), node.child_by_field_name("body")
    result: ir.Expr = ir.Const(r.span(node), ir.UNDEFINED)
    for arm in reversed(kids(body) if body is not None else []):
        value = r.field(arm, "return_expression")
        conditions = arm.child_by_field_name("conditional_expressions")
        if conditions is None:
            result = value
            continue
        for one in reversed(kids(conditions)):
            test = ir.Binary(r.span(one), "===", subject, r.expr(one))
            result = ir.Conditional(r.span(arm), test, value, result)
    return result


def assignment(r: Reader, node: Node) -> ir.Expr:
    left, value = node.child_by_field_name("left"), r.field(node, "right")
    if left is None:
        return value
    span = r.span(node)
    if left.type == "subscript_expression" and len(kids(left)) == 1:
        return called(span, server.PUSH, r.expr(kids(left)[0]), value)
    return ir.Assign(span, r.pattern(left), "=", value)


def augmented(r: Reader, node: Node) -> ir.Expr:
    operator, left = node.child_by_field_name("operator"), node.child_by_field_name("left")
    op = r.source(operator) if operator is not None else "+="
    if left is None:
        return r.field(node, "right")
    if op == ".=":
        return ir.Assign(r.span(node), r.pattern(left), "=", texts(r.span(node), r.expr(left), r.field(node, "right")))
    return ir.Assign(r.span(node), r.pattern(left), op, r.field(node, "right"))


def update(r: Reader, node: Node) -> ir.Expr:
    op = "++" if "++" in r.source(node) else "--"
    inner = kids(node)
    return ir.Assign(r.span(node), r.pattern(inner[0]), op, ir.Const(r.span(node), 1.0)) if inner else r.nothing(node)


# --- members and calls -----------------------------------------------------------------------------------------------


def key(r: Reader, node: Node | None, parent: Node) -> ir.Expr:
    """`name` in `->name`; `$name` and `{...}` are computed."""
    if node is None:
        return r.nothing(parent)
    return ir.Const(r.span(node), r.source(node)) if node.type == "name" else r.expr(node)


def member(r: Reader, node: Node) -> ir.Expr:
    """`$object->property`"""
    found = method(r, node)
    name = found.key
    if isinstance(name, ir.Const) and isinstance(name.value, str):
        found = found._replace(key=name._replace(value=property_name(r, name.value)))
    return found


def property_name(r: Reader, name: str) -> str:
    """Properties and methods do not share their names: where the file has a method of that name it keeps its `$`."""
    assert isinstance(r, PhpReader)
    return f"${name}" if name.lower() in r.functions else name


def method(r: Reader, node: Node) -> ir.Member:
    """`$object->method`, without the call."""
    optional = node.type.startswith("nullsafe")
    return ir.Member(r.span(node), r.field(node, "object"), key(r, node.child_by_field_name("name"), node), optional)


def subscript(r: Reader, node: Node) -> ir.Expr:
    inner = kids(node)
    if len(inner) < 2:
        return r.expr(inner[0]) if inner else r.nothing(node)
    return ir.Member(r.span(node), r.expr(inner[0]), r.expr(inner[1]))


def scope(r: Reader, node: Node, wanted: str = "") -> ir.Expr:
    """What stands before `::`."""
    assert isinstance(r, PhpReader)
    span, text = r.span(node), last(r.source(node))
    if text.lower() in ("self", "static"):
        return ir.Name(span, "this" if wanted in r.methods else r.own)
    if text.lower() == "parent":
        return ir.Name(span, "super")
    return ir.Name(span, text) if node.type in ("name", "qualified_name") else r.expr(node)


def static_member(r: Reader, node: Node) -> ir.Expr:
    """`Name::$property` and `Name::CONSTANT`."""
    inner = kids(node)
    if len(inner) < 2:
        return r.nothing(node)
    name = r.source(inner[1])
    if name[:1] == "$":
        name = property_name(r, name[1:])
    if name == "class":
        owner = scope(r, inner[0])
        return ir.Const(r.span(node), owner.id if isinstance(owner, ir.Name) else "")
    return ir.Member(r.span(node), scope(r, inner[0]), ir.Const(r.span(inner[1]), name))


def arguments(r: Reader, node: Node) -> tuple[ir.Expr, ...]:
    given = node.child_by_field_name("arguments") or next((c for c in node.children if c.type == "arguments"), None)
    if given is None:
        return ()
    return tuple([_item(r, child) for child in kids(given) if child.type != "variadic_placeholder"])


def call(r: Reader, node: Node) -> ir.Expr:
    assert isinstance(r, PhpReader)
    function, span = node.child_by_field_name("function"), r.span(node)
    args = arguments(r, node)
    if function is None:
        return r.nothing(node)
    if function.type not in ("name", "qualified_name"):
        return ir.Call(span, r.expr(function), args)
    name = last(r.source(function))
    lowered = name.lower()
    if args and (lowered in TRANSPARENT or lowered in _FITTED):
        return args[0]
    if args and lowered in KNOWN:
        return KNOWN[lowered](span, args)
    if lowered == "compact":
        return ir.Opaque(span, args)
    return asked(span, ir.Name(r.span(function), name), args)


def method_call(r: Reader, node: Node) -> ir.Expr:
    return asked(r.span(node), method(r, node), arguments(r, node))


def static_call(r: Reader, node: Node) -> ir.Expr:
    where, name = node.child_by_field_name("scope"), node.child_by_field_name("name")
    if where is None or name is None:
        return r.nothing(node)
    owner = scope(r, where, r.source(name))
    return ir.Call(r.span(node), ir.Member(r.span(node), owner, key(r, name, node)), arguments(r, node))


def creation(r: Reader, node: Node) -> ir.Expr:
    inner = kids(node)
    if not inner:
        return r.nothing(node)
    made = inner[0]
    callee = scope(r, made) if made.type in ("name", "qualified_name", "relative_scope") else r.expr(made)
    return ir.Call(r.span(node), callee, arguments(r, node), new=True)


def printing(r: Reader, node: Node) -> ir.Expr:
    inner = kids(node)
    return called(r.span(node), server.PRINT, *r.exprs(inner))


def including(r: Reader, node: Node) -> ir.Expr:
    return called(r.span(node), server.INCLUDE, *r.exprs(kids(node)))


def sequence(r: Reader, node: Node) -> ir.Expr:
    return ir.Sequence(r.span(node), r.exprs(kids(node)))


Lower = Callable[[Reader, "Node"], ir.Expr]
TABLE: dict[str, Lower] = {
    "variable_name": variable, "name": constant, "qualified_name": constant, "relative_scope": scope,
    "string": string, "encapsed_string": interpolated, "heredoc": interpolated, "nowdoc": nowdoc,
    "integer": number, "float": number, "boolean": literal, "null": literal,
    "array_creation_expression": array, "variadic_unpacking": unpacking, "by_ref": same,
    "binary_expression": binary, "unary_op_expression": unary, "error_suppression_expression": same,
    "cast_expression": same, "clone_expression": same, "conditional_expression": conditional,
    "match_expression": matching, "assignment_expression": assignment, "reference_assignment_expression": assignment,
    "augmented_assignment_expression": augmented, "update_expression": update,
    "member_access_expression": member, "nullsafe_member_access_expression": member,
    "subscript_expression": subscript, "scoped_property_access_expression": static_member,
    "class_constant_access_expression": static_member, "function_call_expression": call,
    "member_call_expression": method_call, "nullsafe_member_call_expression": method_call,
    "scoped_call_expression": static_call, "object_creation_expression": creation, "print_intrinsic": printing,
    "include_expression": including, "include_once_expression": including, "require_expression": including,
    "require_once_expression": including, "sequence_expression": sequence,
}  # fmt: skip
PATTERNS: dict[str, Callable[[Reader, Node], ir.Pattern]] = {"list_literal": list_pattern}
