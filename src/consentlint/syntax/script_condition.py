"""Conditions of templates whose language is JavaScript."""

from typing import Any

from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.condition import outside


def read_script_condition(text: str, offset: int) -> ir.Expr:
    """Lower a JavaScript condition that starts at `offset` of the file; what cannot be read gives `ir.Opaque`."""
    from consentlint.syntax.script import parse_script

    whole = Span(offset, offset + len(text))
    program = parse_script(f"({text}\n)")
    match program.body:
        case (ir.Run(_, value),) if not program.holes and text.strip():
            return _shifted(value, offset - 1, whole)  # type: ignore[no-any-return]
    return ir.Opaque(whole)


def _shifted(value: Any, by: int, whole: Span) -> Any:
    """The same value with its spans `by` characters further; a template's variable is not the browser's object."""
    if not isinstance(value, tuple):
        return value
    if isinstance(value, Span):
        return Span(max(whole.start, value.start + by), min(whole.end, value.end + by))
    parts = [_shifted(part, by, whole) for part in value]
    made = type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return made._replace(id=outside(made.id)) if isinstance(made, ir.Name) else made
