"""Loops over lists: `for s in services` around `if s == 'chat'` asks whether the list holds it."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir

_IN = lazy_regex(r"\s*\(?\s*(?:(?:var|let|const)\s+)?\$?(?P<item>\w+)\s+(?:in|of)\s+(?P<list>[^|:%]+?)\s*\)?\s*\Z")
_AS = lazy_regex(r"\s*\(?\s*(?P<list>.+?)\s+as\s+\$?(?P<item>\w+)\s*\)?\s*\Z", re.DOTALL)


def loop_over(text: str, start: int, lower: Callable[[Span], ir.Expr]) -> tuple[str, ir.Expr] | None:
    """The name that a loop gives to each item, and the list; None where the head is none that is known.

    text, start  what follows the loop's word, and where in the file that begins
    """
    match = _IN.match(text) or _AS.match(text)
    if match is None:
        return None
    first, last = match.span("list")
    held = lower(Span(start + first, start + last))
    return None if isinstance(held, ir.Opaque) else (match["item"], held)


def asked_of_list(expr: ir.Expr, loops: Mapping[str, ir.Expr]) -> ir.Expr:
    """The condition with comparisons of an item replaced by the question whether the list holds it."""
    result: ir.Expr = _replaced(expr, loops)
    return result


def _replaced(node: Any, loops: Mapping[str, ir.Expr]) -> Any:
    if isinstance(node, ir.Binary) and node.op in ("==", "==="):
        for item, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(item, ir.Name) and item.id in loops and isinstance(other, ir.Const):
                held = loops[item.id]
                asked = ir.Call(node.span, ir.Member(node.span, held, ir.Const(node.span, "includes")), (other,))
                return ir.Logical(node.span, "&&", held, asked)
    if isinstance(node, ir.Logical) or (isinstance(node, ir.Unary) and node.op == "!"):
        return type(node)(*(_replaced(part, loops) if isinstance(part, tuple) else part for part in node))
    return node
