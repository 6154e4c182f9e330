"""Methods of Java's own classes that template languages call, as the operators they stand for."""

from consentlint.model import Span
from consentlint.syntax import ir

_SAME = frozenset("toString booleanValue toLowerCase toUpperCase trim strip intern".split())
_EQUAL = frozenset(["equals", "equalsIgnoreCase", "contentEquals"])


def java_call(span: Span, callee: ir.Expr, args: tuple[ir.Expr, ...]) -> ir.Expr:
    """A call; `x.equals("a")` is a comparison, `x.isEmpty()` a question, `x.getValue()` a property."""
    match callee, args:
        case ir.Member(_, owner, ir.Const(_, str(name))), () if name in _SAME:
            return owner
        case ir.Member(_, owner, ir.Const(_, str(name))), (other,) if name in _EQUAL:
            return ir.Binary(span, "===", owner, other)
        case ir.Member(at, owner, ir.Const(_, "contains")), (_,):
            return ir.Call(span, ir.Member(at, owner, ir.Const(at, "includes")), args)
        case ir.Member(_, owner, ir.Const(_, "containsKey")), (key,):
            return ir.Binary(span, "!=", ir.Member(span, owner, key), ir.Const(span, None))
        case ir.Member(_, owner, ir.Const(_, "isEmpty" | "isBlank")), ():
            return ir.Unary(span, "!", owner)
        case ir.Member(_, owner, ir.Const(_, "getOrDefault")), (key, default):
            return ir.Logical(span, "??", ir.Member(span, owner, key), default)
    return ir.Call(span, callee, args)
