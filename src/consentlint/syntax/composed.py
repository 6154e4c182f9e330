"""A page as it is rendered: what it includes, extends, fills and calls is in place, all arms of conditions are kept.

The result is one text with one set of offsets, so that markup and scripts that begin in one file and end in another are
read as browsers see them. Every offset leads back to its file. What is put in place is a *unit*, with its own names.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from consentlint.model import Place, Span
from consentlint.syntax.layers import Page, overlaps
from consentlint.syntax.markup import Document, parse_markup
from consentlint.syntax.template import Bindings, Block, Tag

NodeKind = Literal["if", "enter", "perhaps", "never"]


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A file, a block's content or a macro's body, in place.

    bindings  names that were handed over; their values are expressions of `giver`
    around    the unit whose names hold here too; None: none do
    behind    the conditions around the tag that brings it in, with the unit of each and the index of the branch
    """

    page: Page
    bindings: Bindings = ()
    giver: "Unit | None" = None
    around: "Unit | None" = None
    behind: "tuple[tuple[Unit, Block, int], ...]" = ()


@dataclass(slots=True, eq=False)
class Node:
    """A stretch of the composed text that stands behind something.

    kind   if: behind a condition, one of `block`; enter: a unit put in place; perhaps, never: as `text` says
    arms   the stretches, each with the index of the branch
    tag    what stands there in the unit's file
    text   what is entered, or why
    """

    kind: NodeKind
    unit: Unit
    tag: Span
    start: int
    block: Block | None = None
    text: str = ""
    verb: str = ""
    end: int = 0
    arms: list[tuple[Span, int]] = field(default_factory=list)
    children: "list[Node]" = field(default_factory=list)


class Segment(NamedTuple):
    """From `start` on, the composed text is the unit's file from `local` on."""

    start: int
    unit: Unit
    local: int


class Printed(NamedTuple):
    """Something that a template prints; `tag` is None where it is no expression."""

    span: Span
    unit: Unit
    tag: Tag | None


@dataclass(frozen=True, eq=False)
class Composed:
    """The composed text. `files` are all that it is made of, `edges` where arms of conditions begin and end."""

    text: str
    masked: str
    segments: tuple[Segment, ...]
    printed: tuple[Printed, ...]
    nodes: tuple[Node, ...]
    edges: tuple[int, ...]
    files: frozenset[str]
    page: Page

    @cached_property
    def document(self) -> Document:
        if self.alone:
            return self.page.document
        return parse_markup(self.masked, xml=self.page.document_is_xml)

    @property
    def alone(self) -> bool:
        """Is it the page itself, as it stands in its file?"""
        return self.page.made is None and self.masked == self.page.template.masked

    @cached_property
    def holes(self) -> tuple[Span, ...]:
        return tuple(printed.span for printed in self.printed)

    def place(self, span: Span) -> Place:
        """The file and the stretch of it that a span of the composed text is. It ends where the file's part ends."""
        index = self._segment(span.start)
        segment = self.segments[index]
        start = segment.local + span.start - segment.start
        last = self.segments[self._segment(max(span.start, span.end - 1))]
        path = segment.unit.page.source.path
        end = last.local + span.end - last.start
        if last.unit.page.source.path != path or end < start:
            end = segment.local + self.segments[index + 1].start - segment.start
        return Place(path, segment.unit.page.origin(Span(start, end)))

    def _segment(self, offset: int) -> int:
        return max(0, bisect_right(self.segments, offset, key=lambda segment: segment.start) - 1)

    def is_dynamic(self, span: Span) -> bool:
        """Tell whether something printed by the template lies in the span."""
        return overlaps(self.holes, span)

    def enclosing(self, offset: int) -> list[tuple[Node, int]]:
        """The nodes around an offset, outermost first, each with the index of the branch."""
        found = []
        nodes: list[Node] | tuple[Node, ...] = self.nodes
        while (node := _around(nodes, offset)) is not None:
            arm = next((index for span, index in node.arms if span.start <= offset < span.end), None)
            if arm is None:
                break
            found.append((node, arm))
            nodes = node.children
        return found

    def mixed(self, span: Span) -> list[Node]:
        """The outermost conditions with an arm that begins or ends within the span."""
        first = bisect_right(self.edges, span.start)
        if first >= len(self.edges) or self.edges[first] >= span.end:
            return []
        nodes: list[Node] | tuple[Node, ...] = self.nodes
        while (node := _around(nodes, span.start)) is not None:
            if not any(arm.start <= span.start and span.end <= arm.end for arm, _ in node.arms):
                break
            nodes = node.children
        return [node for node in nodes if node.start < span.end and node.end > span.start]

    def printed_in(self, span: Span) -> Iterator[Printed]:
        index = bisect_right(self.printed, span.start, key=lambda printed: printed.span.end)
        while index < len(self.printed) and self.printed[index].span.start < span.end:
            yield self.printed[index]
            index += 1


def _around(nodes: "list[Node] | tuple[Node, ...]", offset: int) -> Node | None:
    index = bisect_right(nodes, offset, key=lambda node: node.start) - 1
    return nodes[index] if index >= 0 and offset < nodes[index].end else None
