"""Annotations of GitHub Actions. Errors come first: GitHub shows ten of a kind and drops the rest."""

from typing import TYPE_CHECKING, TextIO

from consentlint.report import Positions, Report, Reporter, Style

if TYPE_CHECKING:
    from consentlint.model import Finding

COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def write(report: Report, stream: TextIO, style: Style) -> None:
    positions = Positions(report.texts)
    for finding in sorted(report.findings, key=lambda finding: -finding.severity):
        stream.write(_line(finding, positions) + "\n")


def _line(finding: "Finding", positions: Positions) -> str:
    region = positions.region(finding.place)
    # endColumn is inclusive there, and only allowed when the annotation stays on one line.
    columns = f",col={region.column}"
    if region.end_line == region.line:
        columns += f",endColumn={max(region.column, region.end_column - 1)}"
    place = f"file={_property(finding.place.path)},line={region.line},endLine={region.end_line}{columns}"
    title = _property(f"consentlint {finding.check}")
    return f"::{COMMANDS[str(finding.severity)]} {place},title={title}::{_data(finding.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


REPORTER = Reporter("github", ("check",), write)
