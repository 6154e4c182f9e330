"""JUnit XML: a suite for every file with findings, a failed case for every finding; one passed case for a clean run.

Notes fail nothing, so they are cases that were passed over, with their message.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, TextIO

from consentlint.report import Positions, Report, Reporter, Style, xml

if TYPE_CHECKING:
    from consentlint.model import Finding


def write(report: Report, stream: TextIO, style: Style) -> None:
    positions = Positions(report.texts)
    failed = sum(str(finding.severity) != "note" for finding in report.findings)
    total = max(len(report.findings) + len(report.errors), 1)
    counts = f'tests="{total}" failures="{failed}" errors="{len(report.errors)}"'
    stream.write(f'<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="consentlint" {counts}>\n')
    for path, found in groupby(report.findings, key=lambda finding: finding.place.path):
        stream.writelines(_suite(path, list(found), positions))
    if report.errors:
        stream.writelines(_trouble(report.errors))
    if not report.findings and not report.errors:
        stream.write('  <testsuite name="consentlint" tests="1" failures="0" errors="0">\n')
        stream.write(f'    <testcase classname="consentlint" name="{report.files_scanned} files scanned"/>\n')
        stream.write("  </testsuite>\n")
    stream.write("</testsuites>\n")


def _suite(path: str, found: "list[Finding]", positions: Positions) -> Iterator[str]:
    failed = sum(str(finding.severity) != "note" for finding in found)
    yield f'  <testsuite name="{xml(path)}" tests="{len(found)}" failures="{failed}" errors="0">\n'
    for finding in found:
        region = positions.region(finding.place)
        where = f"{path}:{region.line}:{region.column}"
        name = xml(f"{finding.check} {region.line}:{region.column}")
        yield f'    <testcase classname="consentlint.{finding.check}" name="{name}" file="{xml(path)}" '
        yield f'line="{region.line}">\n'
        message, text = xml(finding.message), xml(f"{where}: {finding.severity}: {finding.message}")
        if str(finding.severity) == "note":
            yield f'      <skipped message="{message}"/>\n'
        else:
            yield f'      <failure type="{finding.severity}" message="{message}">{text}</failure>\n'
        yield "    </testcase>\n"
    yield "  </testsuite>\n"


def _trouble(errors: tuple[str, ...]) -> Iterator[str]:
    yield f'  <testsuite name="consentlint" tests="{len(errors)}" failures="0" errors="{len(errors)}">\n'
    for number, error in enumerate(errors, 1):
        yield f'    <testcase classname="consentlint" name="internal error {number}">'
        yield f'<error type="internal" message="{xml(error)}"/></testcase>\n'
    yield "  </testsuite>\n"


REPORTER = Reporter("junit", ("check",), write)
