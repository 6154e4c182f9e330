"""Calls whose word stands first, `eq a "b"`, lowered to the operators they stand for (Go, Handlebars)."""

from collections.abc import Callable, Mapping
from functools import reduce

from consentlint.model import Span
from consentlint.syntax import ir

Lowering = Callable[[Span, tuple[ir.Expr, ...]], ir.Expr | None]


def prefix_call(span: Span, name: ir.Expr, args: tuple[ir.Expr, ...], known: Mapping[str, Lowering]) -> ir.Expr:
    """The expression that a call stands for; an unknown one, or one with too few arguments, stays a call."""
    lowering = known.get(path(name))
    result = lowering(span, args) if lowering else None
    return result if result is not None else ir.Call(span, name, args)


def path(name: ir.Expr) -> str:
    """`strings.Contains` as text, "" for what is no plain path."""
    match name:
        case ir.Name(_, word):
            return word
        case ir.Member(_, owner, ir.Const(_, str(key))) if path(owner):
            return f"{path(owner)}.{key}"
    return ""


def is_nothing(value: ir.Expr) -> bool:
    return isinstance(value, ir.Const) and value.value is None


def equal(span: Span, args: tuple[ir.Expr, ...]) -> ir.Expr | None:
    """The first is one of the others."""
    if len(args) < 2:
        return None
    tests: list[ir.Expr] = [
        ir.Binary(span, "==" if is_nothing(args[0]) or is_nothing(other) else "===", args[0], other)
        for other in args[1:]
    ]
    return reduce(lambda left, right: ir.Logical(span, "||", left, right), tests)


def unequal(span: Span, args: tuple[ir.Expr, ...]) -> ir.Expr | None:
    same = equal(span, args[:2])
    return same._replace(op=same.op.replace("==", "!=", 1)) if isinstance(same, ir.Binary) else None


def compared(op: str) -> Lowering:
    return lambda span, args: ir.Binary(span, op, args[0], args[1]) if len(args) == 2 else None


def joined(op: str) -> Lowering:
    def lower(span: Span, args: tuple[ir.Expr, ...]) -> ir.Expr | None:
        return reduce(lambda left, right: ir.Logical(span, op, left, right), args) if args else None

    return lower


def negated(span: Span, args: tuple[ir.Expr, ...]) -> ir.Expr | None:
    return ir.Unary(span, "!", args[0]) if len(args) == 1 else None


def same(span: Span, args: tuple[ir.Expr, ...]) -> ir.Expr | None:
    """What a call that changes the spelling only is worth."""
    return args[0] if len(args) == 1 else None


def item(span: Span, args: tuple[ir.Expr, ...]) -> ir.Expr | None:
    """`index map "key"`."""
    if len(args) < 2:
        return None
    return reduce(lambda owner, key: ir.Member(span, owner, key), args)


def has_item(span: Span, args: tuple[ir.Expr, ...]) -> ir.Expr | None:
    found = item(span, args)
    return ir.Binary(span, "!=", found, ir.Const(span, None)) if found is not None else None


def instead(op: str) -> Lowering:
    """`default "x" .y`: the value first, and what it stands in for after it."""
    return lambda span, args: ir.Logical(span, op, args[1], args[0]) if len(args) == 2 else None


def chosen(test: int, then: int, otherwise: int) -> Lowering:
    """A choice, given the places of its three arguments."""
    return lambda span, args: ir.Conditional(span, args[test], args[then], args[otherwise]) if len(args) == 3 else None


def method(name: str, owner: int = 0) -> Lowering:
    """A question of the argument `owner` about the other one."""

    def lower(span: Span, args: tuple[ir.Expr, ...]) -> ir.Expr | None:
        if len(args) != 2:
            return None
        return ir.Call(span, ir.Member(span, args[owner], ir.Const(span, name)), (args[1 - owner],))

    return lower


LOGIC: Mapping[str, Lowering] = {
    "eq": equal, "ne": unequal, "lt": compared("<"), "le": compared("<="), "gt": compared(">"), "ge": compared(">="),
    "and": joined("&&"), "or": joined("||"), "not": negated,
}  # fmt: skip
