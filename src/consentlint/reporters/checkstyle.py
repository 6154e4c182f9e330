"""Checkstyle's XML, which Jenkins, reviewdog and many editors read. Columns count characters from 1."""

from itertools import groupby
from typing import TextIO

from consentlint.report import Positions, Report, Reporter, Style, xml

LEVELS = {"error": "error", "warning": "warning", "note": "info"}


def write(report: Report, stream: TextIO, style: Style) -> None:
    positions = Positions(report.texts)
    stream.write('<?xml version="1.0" encoding="utf-8"?>\n<checkstyle version="4.3">\n')
    for path, found in groupby(report.findings, key=lambda finding: finding.place.path):
        stream.write(f'  <file name="{xml(path)}">\n')
        for finding in found:
            region = positions.region(finding.place)
            place = f'line="{region.line}" column="{region.column}" severity="{LEVELS[str(finding.severity)]}"'
            source = f'source="consentlint.{finding.check}"'
            stream.write(f'    <error {place} message="{xml(finding.message)}" {source}/>\n')
        stream.write("  </file>\n")
    stream.write("</checkstyle>\n")


REPORTER = Reporter("checkstyle", ("check",), write)
