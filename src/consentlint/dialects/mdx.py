"""MDX: Markdown with components; markup is live, code, imports and comments are not."""

from collections.abc import Iterator

from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.template import Dialect, Tag, Word


def _scan(text: str) -> Iterator[Tag]:
    from consentlint.syntax.markdown import code_spans  # its patterns: 2 ms

    for span in code_spans(text, mdx=True):
        yield Tag("block", span, "code", Span(span.end, span.end))


def _condition(text: str, offset: int) -> ir.Expr:
    return ir.Opaque(Span(offset, offset + len(text)))


DIALECT = Dialect(
    id="mdx",
    extensions=(".mdx",),
    scan=_scan,
    words={"code": Word("leaf", ("code",))},
    sniff=lambda text: False,
    condition=_condition,
)
