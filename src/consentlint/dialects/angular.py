"""Angular templates in files of their own; those in a class are read with it."""

from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.components import Compiled
from consentlint.syntax.template import Dialect


def _component(text: str) -> Compiled:
    from consentlint.syntax.components.angular import compile_angular  # only where there is such a file

    return compile_angular(text)


def _condition(text: str, offset: int) -> ir.Expr:
    return ir.Opaque(Span(offset, offset + len(text)))


DIALECT = Dialect(
    id="angular",
    extensions=(".component.html",),
    scan=lambda text: (),
    words={},
    sniff=lambda text: False,
    condition=_condition,
    component=_component,
)
