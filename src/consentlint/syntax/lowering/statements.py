"""Statements, except imports, exports and TypeScript's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from consentlint.syntax import ir
from consentlint.syntax.lowering.expressions import only
from consentlint.syntax.lowering.functions import class_, function
from consentlint.syntax.lowering.reader import Reader, kids

if TYPE_CHECKING:
    from tree_sitter import Node

Lowered = tuple[ir.Statement, ...]
DECLARATIONS = frozenset({"lexical_declaration", "variable_declaration", "using_declaration"})


def run(r: Reader, node: Node) -> Lowered:
    inner = kids(node)
    if len(inner) == 1 and inner[0].type == "internal_module":  # TypeScript's namespace
        return r.statements(inner)
    return (ir.Run(r.span(node), r.expr(inner[0])),) if inner else ()


def declaration(r: Reader, node: Node) -> Lowered:
    kind = node.child_by_field_name("kind")
    word = "using" if node.type == "using_declaration" else kind.type if kind is not None else "var"
    return tuple([declarator(r, child, word) for child in kids(node) if child.type == "variable_declarator"])


def declarator(r: Reader, node: Node, kind: str) -> ir.Declare:
    target = node.child_by_field_name("name")
    return ir.Declare(r.span(node), kind, r.pattern(target) if target else r.nothing(node), r.maybe(node, "value"))


def lone_declarator(r: Reader, node: Node) -> Lowered:
    """One that the parser found without its keyword."""
    return (declarator(r, node, "var"),)


def block(r: Reader, node: Node) -> Lowered:
    return (r.block(node),)


def with_(r: Reader, node: Node) -> Lowered:
    subject = node.child_by_field_name("object")
    body = r.statement(node.child_by_field_name("body"), node)
    first: Lowered = (ir.Run(r.span(subject), r.expr(subject)),) if subject is not None else ()
    return (ir.Block(r.span(node), (*first, body)),)


def if_(r: Reader, node: Node) -> Lowered:
    clause = node.child_by_field_name("alternative")
    test = r.field(node, "condition")
    then = r.statement(node.child_by_field_name("consequence"), node)
    otherwise = r.statement(next(iter(kids(clause)), None), clause) if clause is not None else None
    return (ir.If(r.span(node), test, then, otherwise),)


def for_(r: Reader, node: Node) -> Lowered:
    first, test = node.child_by_field_name("initializer"), node.child_by_field_name("condition")
    init: ir.Statement | None = None
    if first is not None and first.type in DECLARATIONS | {"expression_statement"}:
        init = r.statement(first, node)
    elif first is not None and _is_value(first):
        init = ir.Run(r.span(first), r.expr(first))
    if test is not None and test.type == "expression_statement":
        test = next(iter(kids(test)), None)
    condition = r.expr(test) if test is not None and _is_value(test) else None
    update = r.maybe(node, "increment")
    body = r.statement(node.child_by_field_name("body"), node)
    return (ir.Loop(r.span(node), "for", init, condition, update, body),)


def _is_value(node: Node) -> bool:
    return node.is_named and node.type != "empty_statement"


def for_each(r: Reader, node: Node) -> Lowered:
    target, kind, op = (node.child_by_field_name(part) for part in ("left", "kind", "operator"))
    word = op.type if op is not None else "of"
    if any(child.type == "await" for child in node.children):
        word = "await"
    pattern = r.pattern(target) if target is not None else r.nothing(node)
    subject = r.field(node, "right")
    body = r.statement(node.child_by_field_name("body"), node)
    return (ir.ForEach(r.span(node), word, kind.type if kind is not None else "", pattern, subject, body),)


def while_(r: Reader, node: Node) -> Lowered:
    test = r.field(node, "condition")
    body = r.statement(node.child_by_field_name("body"), node)
    return (ir.Loop(r.span(node), node.type.split("_")[0], None, test, None, body),)


def switch(r: Reader, node: Node) -> Lowered:
    subject, body = r.field(node, "value"), node.child_by_field_name("body")
    r.depth += 1
    cases = tuple([_case(r, child) for child in kids(body)]) if body is not None else ()
    r.depth -= 1
    return (ir.Switch(r.span(node), subject, cases),)


def _case(r: Reader, node: Node) -> ir.Case:
    value = node.child_by_field_name("value")
    after = value.end_byte if value is not None else node.start_byte
    body = r.statements([child for child in node.children if child.start_byte >= after and not child.is_error])
    return ir.Case(r.span(node), r.expr(value) if value is not None else None, body)


def try_(r: Reader, node: Node) -> Lowered:
    body, handler, last = (node.child_by_field_name(part) for part in ("body", "handler", "finalizer"))
    r.depth += 1
    block_ = r.block(body) if body is not None else ir.Block(r.nothing(node).span, ())
    param = handler.child_by_field_name("parameter") if handler is not None else None
    caught = r.pattern(param) if param is not None else None
    handled, at_last = _clause(r, handler), _clause(r, last)
    r.depth -= 1
    return (ir.Try(r.span(node), block_, caught, handled, at_last),)


def _clause(r: Reader, node: Node | None) -> ir.Block | None:
    body = node.child_by_field_name("body") if node is not None else None
    return r.block(body) if body is not None else None


def return_(r: Reader, node: Node) -> Lowered:
    return (ir.Return(r.span(node), only(r, node) if kids(node) else None),)


def throw(r: Reader, node: Node) -> Lowered:
    return (ir.Throw(r.span(node), only(r, node)),)


def jump(r: Reader, node: Node) -> Lowered:
    label = node.child_by_field_name("label")
    return (ir.Jump(r.span(node), node.type.split("_")[0], r.source(label) if label is not None else ""),)


def labeled(r: Reader, node: Node) -> Lowered:
    label = node.child_by_field_name("label")
    body = r.statement(node.child_by_field_name("body"), node)
    return (ir.Labeled(r.span(node), r.source(label) if label is not None else "", body),)


def function_declaration(r: Reader, node: Node) -> Lowered:
    return (ir.FunctionDeclaration(r.span(node), function(r, node)),)


def class_declaration(r: Reader, node: Node) -> Lowered:
    return (ir.ClassDeclaration(r.span(node), class_(r, node)),)


TABLE: dict[str, Callable[[Reader, Node], Lowered]] = {
    **dict.fromkeys(DECLARATIONS, declaration),
    **dict.fromkeys(("while_statement", "do_statement"), while_),
    **dict.fromkeys(("break_statement", "continue_statement"), jump),
    **dict.fromkeys(("function_declaration", "generator_function_declaration"), function_declaration),
    **dict.fromkeys(("class_declaration", "abstract_class_declaration"), class_declaration),
    "expression_statement": run,
    "variable_declarator": lone_declarator,
    "statement_block": block,
    "with_statement": with_,
    "if_statement": if_,
    "for_statement": for_,
    "for_in_statement": for_each,
    "switch_statement": switch,
    "try_statement": try_,
    "return_statement": return_,
    "throw_statement": throw,
    "labeled_statement": labeled,
}
