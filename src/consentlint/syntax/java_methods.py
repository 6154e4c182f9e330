"""What FreeMarker's and Velocity's expressions have in common, and the methods of Java's own classes that they call."""

from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.condition import Reader

_DEEPEST = 60

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


class JavaReader(Reader):
    """Members after a dot, items in brackets, calls of Java's methods; `behind` reads what else may follow a value."""

    members = (".",)

    def expression(self) -> ir.Expr:
        self.depth += 1
        if self.depth > _DEEPEST:
            self.fail()
        value = self.binary(1)
        self.depth -= 1
        return value

    def postfix(self, value: ir.Expr) -> ir.Expr:
        while True:
            start = value.span.start
            if self.accept("."):
                value = self.member(value)
            elif self.accept("["):
                key = self.expression()
                self.expect("]")
                value = ir.Member(self.span_from(start), value, key)
            elif self.accept("("):
                args = self.arguments(")")
                value = java_call(self.span_from(start), value, args)
            elif (more := self.behind(value)) is not None:
                value = more
            else:
                return value

    def behind(self, value: ir.Expr) -> ir.Expr | None:
        """The value with an operator of the language's own that stands behind it; None where there is none."""
        return None
