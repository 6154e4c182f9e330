"""A finished run as text: what was seen, beside the source, what is stored, what is wrong, what is not known."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from io import StringIO
from typing import TextIO

from consentlint.model import Embed, Exposure
from consentlint.registry import load_one
from consentlint.report import Positions, Report, Reporter, Style, printable
from consentlint.verify.compare import DIFFERS, NEWS, Row
from consentlint.verify.weigh import Fault
from consentlint.verify.whole import Outcome

SIDES = ("source", "vendor", "on load: source", "browser", "on request: source", "browser", "verdict", "url")
SHORT_WORLDS = "worlds: undecided/refused/granted"
PALETTE = {"error": "31", "warning": "33", "note": "36"}


def write(outcome: Outcome, stream: TextIO, style: Style) -> None:
    """Print everything, with a heading for each part."""
    for line in head(outcome):
        stream.write(printable(line) + "\n")
    for title, lines in parts(outcome, style):
        stream.write(f"\n{style.paint(title, '1')}\n")
        stream.writelines(f"{line}\n" for line in lines)


def head(outcome: Outcome) -> Iterator[str]:
    """What was opened, with what, and how choices were made."""
    count = len(outcome.visits)
    pages = outcome.visits[0].url if count == 1 else f"{count} pages of {outcome.target}"
    yield f"{pages}, opened {outcome.opened} in {outcome.browser}; watched until {outcome.wait:g} s brought nothing new"
    yield f"contacted besides the page's own host: {', '.join(outcome.allowed) or 'nobody'}"
    if outcome.platforms:
        yield f"consent platforms: {', '.join(outcome.platforms)}"
    for world in ("refused", "granted"):
        ways = dict.fromkeys(visit.seen[world].chosen for visit in outcome.visits)
        yield f"{world} by: {' | '.join(way or 'nothing that worked' for way in ways)}"


def parts(outcome: Outcome, style: Style) -> Iterator[tuple[str, list[str]]]:
    """Titles with their lines."""
    yield "asked for in the browser", [*inventory(outcome, style)] or ["no third party"]
    if outcome.rows:
        yield "beside the source", [*table([SIDES, *map(side(outcome), outcome.rows)]), "", SHORT_WORLDS]
    differing = [row for row in outcome.rows or () if row.verdict in (DIFFERS, NEWS)]
    if differing:
        yield "disagreements", [line for row in differing for line in disagreement(row, outcome)]
    if outcome.stored:
        rows = [("kind", "name", "where", "worlds")]
        rows += [(one.kind, one.name, one.where, str(worlds)) for one, worlds in outcome.stored]
        yield "stored in the browser", table(rows)
    if outcome.faults:
        yield "findings", [told(fault, outcome, style) for fault in outcome.faults]
    if outcome.notes:
        yield "to know", [printable(note) for note in outcome.notes]


def inventory(outcome: Outcome, style: Style) -> Iterator[str]:
    """What was seen as `consentlint inventory` prints it."""
    reporter: Reporter = load_one("consentlint.reporters", "table", "REPORTER")
    embeds = tuple(one.embed for one in outcome.observed)
    stream = StringIO()
    reporter.write(Report("inventory", embeds=embeds, texts=outcome.texts), stream, style)
    yield from stream.getvalue().splitlines()


def side(outcome: Outcome) -> Callable[[Row], tuple[str, ...]]:
    """How a row of the comparison is printed."""
    positions = Positions(outcome.static.texts if outcome.static else {})

    def cells(row: Row) -> tuple[str, ...]:
        where = place(row.embeds[0], positions) if row.embeds else "-"
        more = f" (+{len(row.embeds) - 1})" if len(row.embeds) > 1 else ""
        load = vector(row.read, "load"), vector(row.seen, "load")
        request = vector(row.read, "request"), vector(row.seen, "request")
        return (where + more, row.vendor, *load, *request, row.verdict, row.url or "-")

    return cells


def vector(exposure: Exposure | None, name: str) -> str:
    """The answers of one vector, `-` where there are none."""
    return "-" if exposure is None else str(getattr(exposure, name))


def place(embed: Embed, positions: Positions) -> str:
    """`path:line:column`."""
    region = positions.region(embed.place)
    return f"{embed.place.path}:{region.line}:{region.column}"


def disagreement(row: Row, outcome: Outcome) -> Iterator[str]:
    """What differs, and why reading may not have known."""
    positions = Positions(outcome.static.texts if outcome.static else {})
    where = f"{place(row.embeds[0], positions)}: " if row.embeds else ""
    yield printable(f"{where}{row.vendor} {row.url}")
    yield from (printable(f"  ! {line}") for line in row.differs)
    yield from (printable(f"    = {reason}") for reason in row.reasons)


def told(fault: Fault, outcome: Outcome, style: Style) -> str:
    """One finding on one line."""
    where = place(fault.embed, Positions(outcome.texts))
    level = style.paint(str(fault.severity), PALETTE.get(str(fault.severity), ""))
    return f"{printable(where)}: {level}: {printable(f'{fault.message} ({fault.embed.url})')}"


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns two spaces apart."""
    shown = [[printable(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    return [_line(row, widths) for row in shown]


def _line(row: Iterable[str], widths: Iterable[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
