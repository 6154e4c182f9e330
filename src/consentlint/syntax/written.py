"""The text of a composed page while it is put together: stretches of files one after the other."""

from bisect import bisect_left

from consentlint.model import Span
from consentlint.syntax.composed import Printed, Segment, Unit
from consentlint.syntax.template import Tag


class Written:
    """What has been put down so far; `length` is the offset at which it goes on."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.masked: list[str] = []
        self.length = 0
        self.segments: list[Segment] = []
        self.printed: list[Printed] = []

    def copy(self, unit: Unit, start: int, end: int) -> None:
        """A stretch of the unit's file, as it stands."""
        if end <= start:
            return
        last = self.segments[-1] if self.segments else None
        if last is None or last.unit is not unit or last.local + self.length - last.start != start:
            self.segments.append(Segment(self.length, unit, start))
        template, shift = unit.page.template, self.length - start
        self.text.append(unit.page.text[start:end])
        self.masked.append(template.masked[start:end])
        index = bisect_left(template.dynamic, start, key=lambda span: span.start)
        while index < len(template.dynamic) and template.dynamic[index].end <= end:
            span = template.dynamic[index]
            tag = _output(template.outputs, span)
            self.printed.append(Printed(Span(span.start + shift, span.end + shift), unit, tag))
            index += 1
        self.length += end - start


def _output(tags: tuple[Tag, ...], span: Span) -> Tag | None:
    index = bisect_left(tags, span.start, key=lambda tag: tag.span.start)
    found = tags[index] if index < len(tags) and tags[index].span == span else None
    return found if found is not None and found.args.end > found.args.start else None
