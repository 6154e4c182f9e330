"""SARIF 2.1.0 for code scanning. Columns are UTF-16 units and say so; suppressed findings are left out on purpose."""

import json
from typing import TYPE_CHECKING, Any, TextIO
from urllib.parse import quote

from consentlint import __version__
from consentlint.pages import page
from consentlint.report import Positions, Report, Reporter, Rule, Style

if TYPE_CHECKING:
    from consentlint.model import Finding, Place

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# GitHub cuts descriptions at 1024 characters.
LIMIT = 1024


def write(report: Report, stream: TextIO, style: Style) -> None:
    positions = Positions(report.texts)
    rules = [report.rules.get(check) or Rule(check, check, "warning") for check in _used(report)]
    run = {
        "tool": {
            "driver": {"name": "consentlint", "semanticVersion": __version__, "rules": [_rule(rule) for rule in rules]}
        },
        "columnKind": "utf16CodeUnits",
        "invocations": [{"executionSuccessful": not report.errors, "toolExecutionNotifications": _notices(report)}],
        "results": [_result(finding, _used(report), positions) for finding in report.findings],
    }
    json.dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, stream, indent=2, ensure_ascii=False)
    stream.write("\n")


def _used(report: Report) -> list[str]:
    """Ids of all checks, in the order of `ruleIndex`."""
    return sorted({*report.rules, *(finding.check for finding in report.findings)})


def _rule(rule: Rule) -> dict[str, Any]:
    told = page("checks", rule.id) or rule.summary
    return {
        "id": rule.id,
        "name": rule.id,
        "shortDescription": {"text": rule.summary[:LIMIT]},
        "fullDescription": {"text": rule.summary[:LIMIT]},
        "help": {"text": told, "markdown": told},
        "defaultConfiguration": {"level": _level(rule.severity)},
        "properties": {"tags": ["privacy", "gdpr"]},
    }


def _level(severity: str) -> str:
    return "none" if severity == "off" else severity


def _result(finding: "Finding", rules: list[str], positions: Positions) -> dict[str, Any]:
    related = [(guard.place, f"{guard.text}: {guard.worlds}. {guard.reason}".strip(" .")) for guard in finding.trace]
    related += [(place.place, place.caption) for place in finding.related]
    result: dict[str, Any] = {
        "ruleId": finding.check,
        "ruleIndex": rules.index(finding.check),
        "level": _level(str(finding.severity)),
        "message": {"text": finding.message},
        "locations": [_location(finding.place, positions)],
    }
    if related:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": caption}, **_location(place, positions)}
            for number, (place, caption) in enumerate(related, 1)
        ]
    return result


def _location(place: "Place", positions: Positions) -> dict[str, Any]:
    region = positions.utf16_region(place)
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(place.path, errors="surrogateescape")},
            "region": {
                "startLine": region.line,
                "startColumn": region.column,
                "endLine": region.end_line,
                "endColumn": region.end_column,
            },
        }
    }


def _notices(report: Report) -> list[dict[str, Any]]:
    """What was not examined belongs into the log as well."""
    left = [(f"{skipped.path}: not examined: {skipped.reason}", "note") for skipped in report.skipped]
    left += [(f"{partial.path}: examined only in part: {partial.reason}", "note") for partial in report.partial]
    left += [(error, "error") for error in report.errors]
    return [{"level": level, "message": {"text": text}} for text, level in left]


REPORTER = Reporter("sarif", ("check",), write)
