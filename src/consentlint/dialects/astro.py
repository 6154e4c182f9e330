"""Astro components: a script that the server runs, and markup in which script may stand in braces."""

from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.components import Compiled
from consentlint.syntax.template import Dialect


def _component(text: str) -> Compiled:
    from consentlint.syntax.components.astro import compile_astro  # only where there is such a file

    return compile_astro(text)


def _condition(text: str, offset: int) -> ir.Expr:
    return ir.Opaque(Span(offset, offset + len(text)))


DIALECT = Dialect(
    id="astro",
    extensions=(".astro",),
    scan=lambda text: (),
    words={},
    sniff=lambda text: False,
    condition=_condition,
    component=_component,
)
