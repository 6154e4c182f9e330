"""Vue's single-file components: `<script>`, `<script setup>` and a template with directives."""

from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.components import Compiled
from consentlint.syntax.template import Dialect


def _component(text: str) -> Compiled:
    from consentlint.syntax.components.vue import compile_vue  # only where there is such a file

    return compile_vue(text)


def _condition(text: str, offset: int) -> ir.Expr:
    return ir.Opaque(Span(offset, offset + len(text)))


DIALECT = Dialect(
    id="vue",
    extensions=(".vue",),
    scan=lambda text: (),
    words={},
    sniff=lambda text: False,
    condition=_condition,
    component=_component,
)
