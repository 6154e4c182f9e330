"""Names that a template gives a value once: a condition on such a name is a condition on the value."""

from typing import Any

from consentlint.syntax import ir

MAX_NODES = 400  # an alias of an alias of an alias ... must not grow without bounds


class Aliases:
    """What is known of names. One that is given a value twice, or only sometimes, stays a name."""

    def __init__(self) -> None:
        self.values: dict[str, ir.Expr | None] = {}

    def give(self, name: str, value: ir.Expr, always: bool) -> None:
        """`name` is `value` from there on; not `always`: within a condition or a loop."""
        fit = always and name not in self.values and not isinstance(value, ir.Opaque)
        resolved = self.resolve(value) if fit else None
        self.values[name] = resolved if resolved is not None and _size(resolved) <= MAX_NODES else None

    def resolve(self, expr: ir.Expr) -> ir.Expr:
        """The same expression with the names replaced that were given a value before it."""
        return self._replaced(expr) if any(self.values.values()) else expr

    def _replaced(self, node: Any) -> Any:
        if isinstance(node, ir.Name):
            value = self.values.get(node.id)
            return value if value is not None and value.span.start < node.span.start else node
        if not isinstance(node, tuple):
            return node
        parts = [self._replaced(part) for part in node]
        return type(node)(*parts) if hasattr(node, "_fields") else tuple(parts)


def _size(node: Any) -> int:
    return 1 + sum(map(_size, node)) if isinstance(node, tuple) else 0
