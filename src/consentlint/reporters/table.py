"""The inventory for people: one line an embed, compliant ones too."""

from typing import TYPE_CHECKING, TextIO

from consentlint.report import Positions, Report, Reporter, Style, printable

if TYPE_CHECKING:
    from consentlint.model import Embed

HEAD = ("place", "vendor", "form", "region", "on load", "on request", "gated", "url")


def write(report: Report, stream: TextIO, style: Style) -> None:
    positions = Positions(report.texts)
    rows = [_row(embed, positions) for embed in report.embeds]
    if not rows:
        return
    widths = [max(map(len, column)) for column in zip(HEAD, *rows, strict=True)]
    for number, row in enumerate([HEAD, *rows]):
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        stream.write((line if number else style.paint(line, "1")) + "\n")
    stream.write("\nworlds: undecided/refused/granted\n")


def _row(embed: "Embed", positions: Positions) -> tuple[str, ...]:
    region = positions.region(embed.place)
    where = f"{embed.region.id} ({embed.region.jurisdiction})" if embed.region else "-"
    row = (
        f"{embed.place.path}:{region.line}:{region.column}",
        embed.vendor,
        embed.form,
        where,
        str(embed.exposure.load),
        str(embed.exposure.request),
        "yes" if embed.gated else "no",
        embed.url or "-",
    )
    return tuple(map(printable, row))


REPORTER = Reporter("table", ("inventory",), write)
