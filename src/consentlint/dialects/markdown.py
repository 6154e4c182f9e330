"""Markdown: raw HTML is live, code is not."""

from collections.abc import Iterator

from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.front_matter import LAYOUTS
from consentlint.syntax.template import Dialect, Layout, Search, Tag, Word


def _scan(text: str) -> Iterator[Tag]:
    from consentlint.syntax.markdown import code_spans  # its patterns: 2 ms

    for span in code_spans(text):
        yield Tag("block", span, "code", Span(span.end, span.end))


def _condition(text: str, offset: int) -> ir.Expr:
    return ir.Opaque(Span(offset, offset + len(text)))


# Pages of Hugo (https://gohugo.io/templates/lookup-order/).
_HUGO = Layout(
    pages=r"(?P<site>(?:.*/)?)content/(?:(?P<section>[^/]+)/(?:.*/)?)?(?P<stem>[^/.]+)[^/]*",
    paths=("{site}layouts/{section}/single", "{site}layouts/_default/single", "{site}layouts/single",
           "*/layouts/_default/single"),
    search=Search(endings=(".html",)),
)  # fmt: skip

DIALECT = Dialect(
    id="markdown",
    extensions=(".md", ".markdown"),
    scan=_scan,
    words={"code": Word("leaf", ("code",))},
    sniff=lambda text: False,
    condition=_condition,
    search=Search(layouts=(*LAYOUTS, _HUGO)),
)
