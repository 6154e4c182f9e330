"""GitLab's Code Quality report: an array of findings, each with a fingerprint of its own that survives moving lines.

Source: docs.gitlab.com, "Code Quality report format" (2026-11-23). Findings with one fingerprint would be one there.
"""

import json
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TextIO

from consentlint.report import Positions, Report, Reporter, Style, encodable

if TYPE_CHECKING:
    from consentlint.model import Finding

LEVELS = {"error": "critical", "warning": "major", "note": "info"}


def write(report: Report, stream: TextIO, style: Style) -> None:
    positions, copies = Positions(report.texts), Counter[str]()
    rows = [_row(finding, positions, report, copies) for finding in report.findings]
    json.dump(rows, stream, indent=2, ensure_ascii=False)
    stream.write("\n")


def _row(finding: "Finding", positions: Positions, report: Report, copies: Counter[str]) -> dict[str, Any]:
    region = positions.region(finding.place)
    start, end = finding.place.span
    code = " ".join(report.texts.get(finding.place.path, "")[start:end].split()) or finding.message
    known = "\n".join((finding.place.path, finding.check, finding.vendor, code))
    copies[known] += 1
    return {
        "description": encodable(finding.message),
        "check_name": finding.check,
        "fingerprint": sha256(f"{known}\n{copies[known]}".encode("utf-8", "backslashreplace")).hexdigest(),
        "severity": LEVELS[str(finding.severity)],
        "location": {
            "path": encodable(finding.place.path),
            "lines": {"begin": region.line, "end": region.end_line},
        },
    }


REPORTER = Reporter("gitlab", ("check",), write)
