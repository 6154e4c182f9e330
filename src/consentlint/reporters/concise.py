"""One line a finding, in the GNU form that editors and problem matchers read."""

from typing import TextIO

from consentlint.report import Positions, Report, Reporter, Style, printable


def write(report: Report, stream: TextIO, style: Style) -> None:
    positions = Positions(report.texts)
    for finding in report.findings:
        region = positions.region(finding.place)
        place = f"{printable(finding.place.path)}:{region.line}:{region.column}"
        stream.write(f"{place}: {finding.severity}: {printable(finding.message)} [{finding.check}]\n")


REPORTER = Reporter("concise", ("check",), write)
