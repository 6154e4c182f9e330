"""Svelte components: scripts, markup with blocks in braces, stores under `$name`."""

from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.components import Compiled
from consentlint.syntax.template import Dialect


def _component(text: str) -> Compiled:
    from consentlint.syntax.components.svelte import compile_svelte  # only where there is such a file

    return compile_svelte(text)


def _condition(text: str, offset: int) -> ir.Expr:
    return ir.Opaque(Span(offset, offset + len(text)))


DIALECT = Dialect(
    id="svelte",
    extensions=(".svelte",),
    scan=lambda text: (),
    words={},
    sniff=lambda text: False,
    condition=_condition,
    component=_component,
)
