"""What is declared before a body runs: the names of a function, a block or a program, and its function declarations."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from consentlint.reach import members
from consentlint.reach.things import Frame
from consentlint.reach.values import V_UNDEFINED
from consentlint.syntax import ir

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine


def hoist(m: "Machine", body: Iterable[ir.Statement], f: Frame) -> None:
    """Declare the names of a function body or program, and create its function declarations."""
    body = tuple(body)
    names = set(_var_names(body))
    f.scope.names |= names
    for name in names if not f.scope.is_global else ():
        if m.store.get((f.scope.id, name)) is None:
            m.write_name(f.scope, name, V_UNDEFINED)
    hoist_block(m, body, f)


def hoist_block(m: "Machine", body: Iterable[ir.Statement], f: Frame) -> None:
    for statement in body:
        inner: Any = statement.declaration if isinstance(statement, ir.Export) else statement
        if isinstance(inner, ir.FunctionDeclaration):
            f.scope.names.add(inner.function.name)
            m.write_name(f.scope, inner.function.name, m.function(inner.function, f))
        elif isinstance(inner, ir.ClassDeclaration):
            f.scope.names.add(inner.cls.name)
        elif isinstance(inner, ir.Declare) and inner.kind != "var":
            f.scope.names.update(members.pattern_names(inner.target))
        elif isinstance(inner, ir.Import):
            f.scope.names.update(name.local for name in inner.names)


def _var_names(body: Iterable[ir.Statement]) -> Iterator[str]:
    pending: list[Any] = list(body)
    while pending:
        statement = pending.pop()
        if isinstance(statement, ir.Declare):
            if statement.kind == "var":
                yield from members.pattern_names(statement.target)
        elif isinstance(statement, ir.ForEach):
            if statement.declare == "var":
                yield from members.pattern_names(statement.target)
            pending.append(statement.body)
        elif isinstance(statement, INNER):
            pending += _inner(statement)


INNER = (ir.Block, ir.If, ir.Loop, ir.Try, ir.Switch, ir.Labeled, ir.Export)


def _inner(statement: Any) -> list[Any]:
    if isinstance(statement, ir.Switch):
        return [inner for case in statement.cases for inner in case.body]
    if isinstance(statement, ir.Block):
        return list(statement.body)
    fields = ("then", "otherwise", "body", "init", "block", "handler", "finalizer", "declaration")
    return [inner for name in fields if (inner := getattr(statement, name, None)) is not None]
