"""One text, one set of offsets: the template layer and the markup layer of a page, each read when it is asked for."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from consentlint.model import Span
from consentlint.syntax.markup import Document, parse_markup
from consentlint.syntax.nesting import read_template
from consentlint.syntax.rendered import Rendered
from consentlint.syntax.template import Block, Dialect, Template
from consentlint.text import Source

_XML = (".xhtml",)


@dataclass(frozen=True, eq=False)
class Page:
    """A source with its layers. Spans of every layer are offsets into `text`, and `origin` says where that stands.

    The text is the source's, but for languages that do not hold their page as it is sent (see `rendered`).
    """

    source: Source
    dialect: Dialect

    @cached_property
    def made(self) -> Rendered | None:
        return self.dialect.render(self.source.text) if self.dialect.render is not None else None

    @property
    def text(self) -> str:
        return self.made.text if self.made is not None else self.source.text

    def origin(self, span: Span) -> Span:
        """Where a span of `text` stands in the source."""
        return self.made.place(span) if self.made is not None else span

    @cached_property
    def template(self) -> Template:
        return read_template(self.text, self.dialect, self.made.tags if self.made is not None else None)

    @cached_property
    def document(self) -> Document:
        return parse_markup(self.template.masked, xml=self.document_is_xml)

    @property
    def document_is_xml(self) -> bool:
        return self.source.path.lower().endswith(_XML)

    def slice(self, span: Span) -> str:
        """Give the source of a span, tags unmasked."""
        return self.text[span.start : span.end]

    def is_dynamic(self, span: Span) -> bool:
        """Tell whether something printed by the template lies in the span."""
        return overlaps(self.template.dynamic, span)

    def has_tags(self, span: Span) -> bool:
        """Tell whether any template tag, printing or not, lies in the span."""
        return overlaps(self.template.tags, span)

    def enclosing(self, offset: int) -> list[tuple[Block, int]]:
        """Give the template blocks around an offset, outermost first, each with the index of the branch."""
        found = []
        blocks: Sequence[Block] = self.template.blocks
        while (block := _around(blocks, offset)) is not None:
            if not block.body.start <= offset < block.body.end:
                break
            index = bisect_right(block.branches, offset, key=lambda branch: branch.body.start) - 1
            if index < 0 or offset >= block.branches[index].body.end:
                break
            found.append((block, index))
            blocks = block.children
        return found

    def guarding_branches(self, offset: int) -> list[tuple[Block, int]]:
        """Give the `if` blocks around an offset, outermost first, each with the index of the branch it stands in."""
        return [(block, index) for block, index in self.enclosing(offset) if block.kind == "if"]


def _around(blocks: Sequence[Block], offset: int) -> Block | None:
    index = bisect_right(blocks, offset, key=lambda block: block.span.start) - 1
    return blocks[index] if index >= 0 and offset < blocks[index].span.end else None


def overlaps(spans: Sequence[Span], span: Span) -> bool:
    """Tell whether one of the sorted, disjoint `spans` shares a character with `span`."""
    index = bisect_right(spans, span.start, key=lambda other: other.end)
    return index < len(spans) and spans[index].start < span.end
