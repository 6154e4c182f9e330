"""PHP's statements, and the markup between its islands.

The tree puts a stretch of markup that ends a block in the other syntax (`else: ?> ... <?php endif`) behind that block,
not into it; here it goes where it belongs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from consentlint.model import Span
from consentlint.syntax import ir, server
from consentlint.syntax.lowering.reader import Reader, kids
from consentlint.syntax.server.reader import PhpReader, called

if TYPE_CHECKING:
    from tree_sitter import Node

Lowered = tuple[ir.Statement, ...]
MARKUP = "text_interpolation"
# A tag that is put together from more pieces is not looked for.
MOST_PIECES = 100
LEAVING = frozenset(["exit", "die", "wp_die"])


def markup(r: Reader, node: Node) -> Lowered:
    """`?> ... <?php`: what stands between the two."""
    assert isinstance(r, PhpReader)
    tags = [child for child in node.children if child.type in ("php_end_tag", "php_tag")]
    start = tags[0].end_byte if tags and tags[0].type == "php_end_tag" else node.start_byte
    end = tags[-1].start_byte if tags and tags[-1].type == "php_tag" else node.end_byte
    if end <= start:
        return ()
    span = Span(start, end)
    r.html.append(span)
    return (ir.Run(span, called(span, server.HTML, ir.Const(span, float(start)), ir.Const(span, float(end)))),)


def echo(r: Reader, node: Node) -> Lowered:
    return (ir.Run(r.span(node), called(r.span(node), server.PRINT, *_printed(r, node))),)


def _printed(r: Reader, node: Node) -> tuple[ir.Expr, ...]:
    found = r.exprs(kids(node))
    return tuple([part for one in found for part in (one.items if isinstance(one, ir.Sequence) else (one,))])


def run(r: Reader, node: Node) -> Lowered:
    assert isinstance(r, PhpReader)
    inner, span = kids(node), r.span(node)
    if not inner:
        return ()
    if r.after_equals(node):
        return (ir.Run(span, called(span, server.PRINT, *_printed(r, node))),)
    first = inner[0]
    if _leaves(r, first):
        return (ir.Throw(span, ir.Const(span, None)),)
    if first.type == "throw_expression":
        return (ir.Throw(span, ir.Opaque(span, r.exprs(kids(first)))),)
    right = first.child_by_field_name("right") if first.type == "binary_expression" else None
    if right is not None and _leaves(r, right):
        return _or_leave(r, first, span)
    return (ir.Run(span, r.expr(first)),)


def _leaves(r: Reader, node: Node) -> bool:
    """`exit`, `die('text')` and `wp_die()` among expressions."""
    function = node.child_by_field_name("function") if node.type == "function_call_expression" else node
    return function is not None and function.type == "name" and r.source(function).lower() in LEAVING


def _or_leave(r: Reader, node: Node, span: Span) -> Lowered:
    """`check() or die();`"""
    operator = node.child_by_field_name("operator")
    test = r.field(node, "left")
    if operator is not None and r.source(operator).lower() in ("or", "||"):
        test = ir.Unary(test.span, "!", test)
    return (ir.If(span, test, ir.Throw(span, ir.Const(span, None)), None),)


# --- blocks ----------------------------------------------------------------------------------------------------------


def body_of(r: Reader, node: Node, extra: Iterable[Node] = ()) -> ir.Block:
    """The statements of a `body` field, and what markup the tree has put behind it."""
    body = node.child_by_field_name("body")
    inside = list(body.children) if body is not None and body.type in BLOCKS else [body] if body is not None else []
    return ir.Block(r.span(node), joined(r.statements([*inside, *extra])))


BLOCKS = frozenset(["colon_block", "compound_statement"])


def joined(statements: Lowered) -> Lowered:
    """What is printed one after the other is printed at once: a tag may be put together so."""
    found: list[ir.Statement] = []
    for one in statements:
        before, now = _printing(found[-1]) if found else None, _printing(one)
        if before is not None and now is not None and len(before.args) < MOST_PIECES:
            found[-1] = ir.Run(found[-1].span, before._replace(args=before.args + now.args))
        else:
            found.append(one)
    return tuple(found)


def _printing(statement: ir.Statement) -> ir.Call | None:
    """The call that prints, where that is all that the statement does."""
    call = statement.value if isinstance(statement, ir.Run) else None
    prints = isinstance(call, ir.Call) and isinstance(call.callee, ir.Name) and call.callee.id == server.PRINT
    return call if prints and isinstance(call, ir.Call) else None


def block(r: Reader, node: Node) -> Lowered:
    return (ir.Block(r.span(node), joined(r.statements(node.children))),)


def _ended_at_once(node: Node) -> bool:
    """Does `?>` follow the head (`if (x) ?>`)? It ends an empty statement there; what comes next stands by itself."""
    body = node.child_by_field_name("body")
    return any(child.type == MARKUP and (body is None or child.start_byte < body.start_byte) for child in node.children)


def _after(r: Reader, node: Node) -> Lowered:
    """The markup and the statement that the tree takes for the body of a head which is ended at once."""
    body = node.child_by_field_name("body")
    markups = [child for child in node.children if child.type == MARKUP]
    return joined(r.statements([*markups, body] if body is not None else markups))


def if_(r: Reader, node: Node) -> Lowered:
    if _ended_at_once(node):
        return (ir.Run(r.span(node), r.field(node, "condition")), *_after(r, node))
    arms: list[tuple[Node, list[Node]]] = [(node, [])]
    for child in node.children:
        if child.type in ("else_if_clause", "else_clause"):
            arms.append((child, []))
        elif child.type == MARKUP:
            arms[-1][1].append(child)
    otherwise: ir.Statement | None = None
    for clause, extra in reversed(arms[1:]):
        body = body_of(r, clause, extra)
        if clause.type == "else_clause":
            otherwise = body
        else:
            otherwise = ir.If(r.span(clause), r.field(clause, "condition"), body, otherwise)
    return (ir.If(r.span(node), r.field(node, "condition"), body_of(r, *arms[0]), otherwise),)


def _extra(node: Node) -> list[Node]:
    return [child for child in node.children if child.type == MARKUP]


def foreach(r: Reader, node: Node) -> Lowered:
    if _ended_at_once(node):
        return _after(r, node)
    inner = [child for child in kids(node) if child.type != MARKUP]
    body = body_of(r, node, _extra(node))
    if len(inner) < 2:
        return (body,)
    subject, target = r.expr(inner[0]), inner[1]
    if target.type == "pair":
        names: list[ir.Pattern | None] = [r.pattern(child) for child in kids(target)]
        subject = called(subject.span, server.ENTRIES, subject)
        return (ir.ForEach(r.span(node), "of", "", ir.ArrayPattern(r.span(target), tuple(names)), subject, body),)
    target = kids(target)[0] if target.type == "by_ref" and kids(target) else target
    return (ir.ForEach(r.span(node), "of", "", r.pattern(target), subject, body),)


def loop(r: Reader, node: Node) -> Lowered:
    if _ended_at_once(node):
        return _after(r, node)
    kind = node.type.partition("_")[0]
    first, update = r.maybe(node, "initialize"), r.maybe(node, "update")
    init = ir.Run(first.span, first) if first is not None else None
    body = body_of(r, node, _extra(node))
    return (ir.Loop(r.span(node), kind, init, r.maybe(node, "condition"), update, body),)


def switch(r: Reader, node: Node) -> Lowered:
    body = node.child_by_field_name("body")
    arms: list[tuple[Node, list[Node]]] = []
    for child in [*(body.children if body is not None else []), *_extra(node)]:
        if child.type in ("case_statement", "default_statement"):
            arms.append((child, []))
        elif child.type == MARKUP and arms:
            arms[-1][1].append(child)
    cases = [_case(r, clause, extra) for clause, extra in arms]
    return (ir.Switch(r.span(node), r.field(node, "condition"), tuple(cases)),)


def _case(r: Reader, node: Node, extra: list[Node]) -> ir.Case:
    value = node.child_by_field_name("value")
    inside = [child for child in node.children if value is None or child.id != value.id]
    return ir.Case(r.span(node), r.expr(value) if value is not None else None, joined(r.statements([*inside, *extra])))


def try_(r: Reader, node: Node) -> Lowered:
    clause = next((child for child in kids(node) if child.type == "catch_clause"), None)
    last_clause = next((child for child in kids(node) if child.type == "finally_clause"), None)
    handler = body_of(r, clause) if clause is not None else None
    finalizer = body_of(r, last_clause) if last_clause is not None else None
    name = clause.child_by_field_name("name") if clause is not None else None
    return (ir.Try(r.span(node), body_of(r, node), r.pattern(name) if name else None, handler, finalizer),)


# --- exits and the rest ----------------------------------------------------------------------------------------------


def return_(r: Reader, node: Node) -> Lowered:
    inner = kids(node)
    return (ir.Return(r.span(node), r.expr(inner[0]) if inner else None),)


def exit_(r: Reader, node: Node) -> Lowered:
    return (ir.Throw(r.span(node), ir.Opaque(r.span(node), r.exprs(kids(node)))),)


def jump(r: Reader, node: Node) -> Lowered:
    return (ir.Jump(r.span(node), node.type.partition("_")[0], ""),)


def through(r: Reader, node: Node) -> Lowered:
    return r.statements(node.children)


def namespace(r: Reader, node: Node) -> Lowered:
    body = node.child_by_field_name("body")
    return r.statements(body.children) if body is not None else ()


def nothing(r: Reader, node: Node) -> Lowered:
    return ()


def constants(r: Reader, node: Node) -> Lowered:
    """`const NAME = value;`"""
    found = []
    for child in kids(node):
        inner = kids(child)
        if child.type == "const_element" and len(inner) > 1:
            name = ir.Name(r.span(inner[0]), r.source(inner[0]))
            found.append(ir.Run(r.span(child), ir.Assign(r.span(child), name, "=", r.expr(inner[-1]))))
    return tuple(found)


def statics(r: Reader, node: Node) -> Lowered:
    """`static $name = value;` in a function."""
    found = []
    for child in kids(node):
        name = child.child_by_field_name("name")
        if name is not None:
            value = r.maybe(child, "value")
            assign = ir.Assign(r.span(child), r.pattern(name), "=", value or ir.Const(r.span(child), None))
            found.append(ir.Run(r.span(child), assign))
    return tuple(found)


def unset(r: Reader, node: Node) -> Lowered:
    nothing_left = ir.Const(r.span(node), None)
    targets = [r.pattern(child) for child in kids(node)]
    return tuple([ir.Run(one.span, ir.Assign(one.span, one, "=", nothing_left)) for one in targets])


Lower = Callable[[Reader, "Node"], Lowered]
TABLE: dict[str, Lower] = {
    "text_interpolation": markup, "text": markup, "php_tag": nothing, "php_end_tag": nothing, "echo_statement": echo,
    "expression_statement": run, "compound_statement": block, "colon_block": block, "if_statement": if_,
    "foreach_statement": foreach, "for_statement": loop, "while_statement": loop, "do_statement": loop,
    "switch_statement": switch, "try_statement": try_, "return_statement": return_, "exit_statement": exit_,
    "break_statement": jump, "continue_statement": jump, "namespace_definition": namespace,
    "namespace_use_declaration": nothing, "const_declaration": constants, "global_declaration": nothing,
    "function_static_declaration": statics, "unset_statement": unset, "goto_statement": nothing,
    "named_label_statement": nothing, "declare_statement": through,
}  # fmt: skip
