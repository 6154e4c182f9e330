"""The markup that a template stands for, with the way back to its source.

For languages that write no HTML but what becomes HTML (Pug, Haml, Slim): their readers write the page as other template
languages do, markup with tags in it, piece by piece, each with the place that it stands for. So a page of theirs is
masked, put together and weighed like any other, and what is found in it is told of the source.
"""

from bisect import bisect_right
from typing import NamedTuple

from consentlint.model import Span
from consentlint.syntax.template import Tag, TagKind


class Rendered(NamedTuple):
    """text    the markup, with the template tags where they stand
    tags    the template tags, in order, not overlapping
    starts  where the pieces begin in `text`, and `places`, where they stand in the source; a piece that is as long as
            its place is that place, character by character
    """

    text: str
    tags: tuple[Tag, ...]
    starts: tuple[int, ...]
    places: tuple[Span, ...]

    def place(self, span: Span) -> Span:
        """Where a span of `text` stands in the source."""
        if not self.places:
            return Span(0, 0)
        start = self._at(span.start)
        return Span(start, max(start, self._after(span.end - 1)) if span.end > span.start else start)

    def _piece(self, offset: int) -> tuple[int, int, Span]:
        index = min(max(bisect_right(self.starts, offset) - 1, 0), len(self.places) - 1)
        following = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
        return offset - self.starts[index], following - self.starts[index], self.places[index]

    def _at(self, offset: int) -> int:
        inside, length, place = self._piece(offset)
        return place.start + inside if length == place.end - place.start else place.start

    def _after(self, offset: int) -> int:
        inside, length, place = self._piece(offset)
        return place.start + inside + 1 if length == place.end - place.start else place.end


class Writer:
    """Collects pieces and tags."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.length = 0
        self.pieces: list[str] = []
        self.starts: list[int] = []
        self.places: list[Span] = []
        self.tags: list[Tag] = []

    def copy(self, start: int, end: int) -> None:
        """Markup that the source holds as it stands."""
        self.write(self.text[start:end], Span(start, end))

    def write(self, html: str, place: Span) -> None:
        """Markup that the source stands for."""
        if html:
            self.pieces.append(html)
            self.starts.append(self.length)
            self.places.append(place)
            self.length += len(html)

    def tag(self, kind: TagKind, span: Span, word: str, args: Span | None = None) -> None:
        """A template tag, as it stands in the source; `args` lies within it."""
        shift = self.length - span.start
        self.copy(span.start, span.end)
        args = args or Span(span.end, span.end)
        here = Span(span.start + shift, span.end + shift)
        self.tags.append(Tag(kind, here, word, Span(args.start + shift, args.end + shift)))

    def printed(self, span: Span, args: Span | None = None) -> None:
        """What the template prints there; `args` is the expression."""
        if span.end > span.start:
            self.tag("output", span, "", args or span)

    def finish(self) -> Rendered:
        return Rendered("".join(self.pieces), tuple(self.tags), tuple(self.starts), tuple(self.places))
