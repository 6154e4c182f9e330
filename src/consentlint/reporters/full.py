"""For people: the finding, its line of source with a caret, and what was weighed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from consentlint.report import Positions, Report, Reporter, Style, printable

if TYPE_CHECKING:
    from consentlint.model import Finding, Place
    from consentlint.worlds import Worlds

WIDTH = 140
COLORS = {"error": "1;31", "warning": "1;33", "note": "1;36"}
BOLD, DIM = "1", "2"


def write(report: Report, stream: TextIO, style: Style) -> None:
    positions = Positions(report.texts)
    for finding in report.findings:
        stream.write("\n".join(_block(finding, positions, style)) + "\n\n")


def _block(finding: "Finding", positions: Positions, style: Style) -> Iterator[str]:
    level = str(finding.severity)
    place = style.paint(_where(finding.place, positions), BOLD)
    check = style.paint(f"[{finding.check}]", DIM)
    yield f"{place}: {style.paint(level, COLORS[level])}: {printable(finding.message)} {check}"
    yield from _frame(finding.place, positions, style, COLORS[level])
    for line in _argument(finding, positions):
        yield f"    {style.paint('=', DIM)} {printable(line)}"


def _where(place: "Place", positions: Positions) -> str:
    region = positions.region(place)
    return f"{printable(place.path)}:{region.line}:{region.column}"


def _frame(place: "Place", positions: Positions, style: Style, color: str) -> Iterator[str]:
    """The line on which the place begins, and carets under as much of the place as stands on it."""
    if not positions.lines(place.path).text:
        return
    region, text = positions.region(place), positions.line_text(place)
    start = region.column - 1
    end = region.end_column - 1 if region.end_line == region.line else len(text)
    first = max(0, start - WIDTH // 3) if len(text) > WIDTH else 0
    shown = text[first : first + WIDTH]
    head, marked = (_drawn(part) for part in (text[first:start], text[start : min(end, first + WIDTH)]))
    number = str(region.line)
    yield f"  {style.paint(number + ' |', DIM)} {_drawn(shown)}"
    carets = "^" * max(1, _width(marked))
    yield f"  {' ' * len(number)} {style.paint('|', DIM)} {' ' * _width(head)}{style.paint(carets, color)}"


def _drawn(text: str) -> str:
    return printable(text.replace("\t", "    "))


def _width(text: str) -> int:
    """Columns on a terminal: wide characters take two, combining marks none."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def _argument(finding: "Finding", positions: Positions) -> Iterator[str]:
    """What the embed does in each world, each guard that was weighed, and the places that belong to the finding."""
    if finding.embed:
        exposure = finding.embed.exposure
        yield f"on load: {_worlds(exposure.load)}; on request: {_worlds(exposure.request)}"
    for guard in finding.trace:
        reason = f"; {guard.reason}" if guard.reason else ""
        named = " (judged by its name only)" if guard.by_name else ""
        place = _beside(guard.place, finding.place, positions)
        yield f"weighed {place}: {guard.text}: {_worlds(guard.worlds)}{named}{reason}"
    for related in finding.related:
        yield f"see {_beside(related.place, finding.place, positions)}: {related.caption}"


def _beside(place: "Place", main: "Place", positions: Positions) -> str:
    """A place that belongs to a finding; its file is only named when it is another one."""
    where = _where(place, positions)
    return where.removeprefix(f"{printable(place.path)}:") if place.path == main.path else where


def _worlds(worlds: "Worlds") -> str:
    """`no` when all agree, else each world with its answer."""
    if len(set(worlds)) == 1:
        return f"{worlds[0]} in every world"
    return ", ".join(f"{world} {answer}" for world, answer in worlds.as_dict().items())


REPORTER = Reporter("full", ("check",), write)
