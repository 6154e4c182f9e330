"""PHP's functions and classes. All of them are there before the file runs, wherever they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from consentlint.syntax import ir
from consentlint.syntax.lowering.reader import Reader, kids
from consentlint.syntax.server.expressions import last, property_name
from consentlint.syntax.server.reader import PhpReader
from consentlint.syntax.server.statements import joined

if TYPE_CHECKING:
    from tree_sitter import Node

METHODS = "method_declaration"


def function(r: Reader, node: Node, kind: str, name: str = "") -> ir.Function:
    """A function with its variables, which are its own unless they are said to be the file's."""
    params = node.child_by_field_name("parameters")
    patterns = tuple([_parameter(r, child) for child in kids(params)]) if params is not None else ()
    body = node.child_by_field_name("body")
    if node.type == "arrow_function" and body is not None:
        return ir.Function(r.span(node), name, patterns, (ir.Return(r.span(body), r.expr(body)),), "arrow")
    statements = joined(r.statements(body.children)) if body is not None else ()
    return ir.Function(r.span(node), name, patterns, (*_own(r, node, statements), *statements), kind)


def _parameter(r: Reader, node: Node) -> ir.Pattern:
    name, default = node.child_by_field_name("name"), r.maybe(node, "default_value")
    if name is None:
        return ir.Opaque(r.span(node))
    pattern = r.pattern(name)
    if node.type == "variadic_parameter":
        return ir.Rest(r.span(node), pattern)
    return ir.Default(r.span(node), pattern, default) if default is not None else pattern


def _own(r: Reader, node: Node, body: Iterable[ir.Statement]) -> Iterator[ir.Declare]:
    """Declarations of the variables that the body gives a value."""
    shared = {r.source(name).lstrip("$") for name in _shared(node)}
    for name in dict.fromkeys(_assigned(list(body))):
        if name not in shared and name != "this":
            yield ir.Declare(r.span(node), "var", ir.Name(r.span(node), name), None)


def _shared(node: Node) -> Iterator[Node]:
    """The names of `global $a;` and `use ($a)`."""
    for child in kids(node):
        if child.type == "anonymous_function_use_clause":
            yield from (inner for inner in kids(child) if inner.type == "variable_name")
    pending = list(kids(node))
    while pending:
        one = pending.pop()
        if one.type == "global_declaration":
            yield from kids(one)
        elif one.type in ("compound_statement", "colon_block") or one.type.endswith("_statement"):
            pending += kids(one)


def _assigned(body: list[Any]) -> Iterator[str]:
    """Names that are given a value in these statements, not in functions inside them."""
    pending: list[Any] = list(reversed(body))
    while pending:
        one = pending.pop()
        if isinstance(one, ir.Function | ir.Class):
            continue
        if isinstance(one, ir.Assign | ir.ForEach):
            yield from _names(one.target)
        if isinstance(one, tuple):
            pending += [part for part in reversed(one) if isinstance(part, tuple)]


def _names(pattern: Any) -> Iterator[str]:
    if isinstance(pattern, ir.Name):
        yield pattern.id
    elif isinstance(pattern, ir.ArrayPattern):
        for item in pattern.items:
            yield from _names(item)


def first_seen(body: Iterable[ir.Statement]) -> dict[str, bool]:
    """Every name outside of functions: is it given a value where it first stands?"""
    found: dict[str, bool] = {}
    pending: list[Any] = list(reversed(list(body)))
    while pending:
        one = pending.pop()
        if isinstance(one, ir.Name):
            found.setdefault(one.id, False)
        elif isinstance(one, ir.Assign) and isinstance(one.target, ir.Name) and one.op == "=":
            pending += [_Given(one.target.id), one.value]
        elif isinstance(one, ir.ForEach):
            pending += [one.body, *(_Given(name) for name in _names(one.target)), one.subject]
        elif isinstance(one, _Given):
            found.setdefault(one.name, True)
        elif isinstance(one, tuple):
            pending += [part for part in reversed(one) if isinstance(part, tuple)]
    return found


class _Given:
    """A name is given a value here."""

    def __init__(self, name: str) -> None:
        self.name = name


def closure(r: Reader, node: Node) -> ir.Expr:
    return function(r, node, "arrow")


def definition(r: Reader, node: Node) -> tuple[ir.Statement, ...]:
    assert isinstance(r, PhpReader)
    name = node.child_by_field_name("name")
    made = function(r, node, "function", r.source(name) if name is not None else "")
    r.declared.append(ir.FunctionDeclaration(r.span(node), made))
    return ()


# --- classes ---------------------------------------------------------------------------------------------------------


def class_definition(r: Reader, node: Node) -> tuple[ir.Statement, ...]:
    assert isinstance(r, PhpReader)
    made = class_(r, node)
    r.declared.append(ir.ClassDeclaration(made.span, made))
    return ()


def class_(r: Reader, node: Node) -> ir.Class:
    assert isinstance(r, PhpReader)
    name = node.child_by_field_name("name")
    body = node.child_by_field_name("body")
    inside = kids(body) if body is not None else []
    before = r.own, r.methods
    r.own = r.source(name) if name is not None else f"class@{node.start_byte}"
    r.methods = frozenset(_name_of(r, one) for one in inside if one.type == METHODS and not _is_static(one))
    members = [member for one in inside for member in MEMBERS.get(one.type, _nothing)(r, one)]
    made = ir.Class(r.span(node), r.own, _base(r, node, inside), tuple(members))
    r.own, r.methods = before
    return made


def _base(r: Reader, node: Node, inside: list[Node]) -> ir.Expr | None:
    clause = next((child for child in node.children if child.type == "base_clause"), None)
    traits = [name for child in inside if child.type == "use_declaration" for name in kids(child)]
    named = [*(kids(clause) if clause is not None else []), *traits]
    return ir.Name(r.span(named[0]), last(r.source(named[0]))) if named else None


def _is_static(node: Node) -> bool:
    return any(child.type == "static_modifier" for child in node.children)


def _name_of(r: Reader, node: Node) -> str:
    name = node.child_by_field_name("name")
    return r.source(name).lstrip("$") if name is not None else ""


def _method(r: Reader, node: Node) -> Iterator[ir.ClassMember]:
    name = _name_of(r, node)
    made = function(r, node, "method", "")
    if name == "__construct":
        name = "constructor"
        promoted = _promoted(r, node)
        made = made._replace(body=(*promoted, *made.body))
    yield ir.ClassMember(r.span(node), ir.Const(r.span(node), name), made, _is_static(node))


def _promoted(r: Reader, node: Node) -> tuple[ir.Statement, ...]:
    """`__construct(private $x)` keeps what it is given."""
    params = node.child_by_field_name("parameters")
    found = []
    for child in kids(params) if params is not None else ():
        if child.type == "property_promotion_parameter" and (name := child.child_by_field_name("name")) is not None:
            span = r.span(child)
            member = ir.Member(
                span, ir.Name(span, "this"), ir.Const(span, property_name(r, r.source(name).lstrip("$")))
            )
            value = r.pattern(name)
            found.append(ir.Run(span, ir.Assign(span, member, "=", value if isinstance(value, ir.Name) else member)))
    return tuple(found)


def _property(r: Reader, node: Node) -> Iterator[ir.ClassMember]:
    for child in kids(node):
        if child.type == "property_element":
            key = ir.Const(r.span(child), property_name(r, _name_of(r, child)))
            value = r.maybe(child, "default_value") or ir.Const(r.span(child), None)
            yield ir.ClassMember(r.span(child), key, value, _is_static(node))


def _constant(r: Reader, node: Node) -> Iterator[ir.ClassMember]:
    for child in kids(node):
        inner = kids(child)
        if child.type == "const_element" and len(inner) > 1:
            yield ir.ClassMember(r.span(child), ir.Const(r.span(inner[0]), r.source(inner[0])), r.expr(inner[-1]), True)


def _nothing(r: Reader, node: Node) -> Iterator[ir.ClassMember]:
    yield from ()


MEMBERS: dict[str, Callable[[Reader, Node], Iterator[ir.ClassMember]]] = {
    METHODS: _method, "property_declaration": _property, "const_declaration": _constant,
}  # fmt: skip


def creation_of_class(r: Reader, node: Node) -> ir.Expr:
    return class_(r, node)


EXPRESSIONS: dict[str, Callable[[Reader, Node], ir.Expr]] = {
    "anonymous_function": closure, "anonymous_function_creation_expression": closure, "arrow_function": closure,
    "anonymous_class": creation_of_class,
}  # fmt: skip
STATEMENTS: dict[str, Callable[[Reader, Node], tuple[ir.Statement, ...]]] = {
    "function_definition": definition, "class_declaration": class_definition, "trait_declaration": class_definition,
    "enum_declaration": class_definition, "interface_declaration": class_definition,
}  # fmt: skip
