"""No template language: the text is markup or script as it stands."""

from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.front_matter import LAYOUTS
from consentlint.syntax.template import Dialect, Search


def _condition(text: str, offset: int) -> ir.Expr:
    return ir.Opaque(Span(offset, offset + len(text)))


DIALECT = Dialect(
    id="plain",
    extensions=(),
    scan=lambda text: (),
    words={},
    sniff=lambda text: False,
    condition=_condition,
    search=Search(layouts=LAYOUTS),
)
