"""The neutral form, version 1. Columns count characters from 1, end columns are exclusive."""

import json
from typing import TYPE_CHECKING, Any, TextIO

from consentlint.report import Positions, Report, Reporter, Style

if TYPE_CHECKING:
    from consentlint.model import Embed, Finding, Guard, Related

VERSION = 1


def write(report: Report, stream: TextIO, style: Style) -> None:
    positions = Positions(report.texts)
    found: dict[str, Any] = {"version": VERSION}
    if report.command == "check":
        found["findings"] = [_finding(finding, report, positions) for finding in report.findings]
    found["embeds"] = [_embed(embed, positions) for embed in report.embeds]
    found["skipped"] = [{"file": left.path, "reason": left.reason} for left in report.skipped]
    found["skipped"] += [
        {"file": left.path, "reason": f"examined only in part: {left.reason}"} for left in report.partial
    ]
    found["files_scanned"] = report.files_scanned
    if report.errors:
        found["errors"] = list(report.errors)
    json.dump(found, stream, indent=2, ensure_ascii=False)
    stream.write("\n")


def _embed(embed: "Embed", positions: Positions) -> dict[str, Any]:
    exposure = embed.exposure
    return {
        "file": embed.place.path,
        **positions.region(embed.place)._asdict(),
        "vendor": embed.vendor,
        "form": embed.form,
        "url": embed.url,
        "region": {"id": embed.region.id, "jurisdiction": embed.region.jurisdiction} if embed.region else None,
        "exposure": {"load": exposure.load.as_dict(), "request": exposure.request.as_dict()},
        "gated": embed.gated,
        **({"self_hosted": True} if embed.self_hosted else {}),
        "trace": [_guard(guard, positions) for guard in embed.trace],
        "way": [_step(step, positions) for step in embed.steps],
    }


def _step(step: "Related", positions: Positions) -> dict[str, Any]:
    """A call, import or include on the way to an embed."""
    return {"file": step.place.path, "line": positions.region(step.place).line, "text": step.caption}


def _finding(finding: "Finding", report: Report, positions: Positions) -> dict[str, Any]:
    rule = report.rules.get(finding.check)
    return {
        "rule": finding.check,
        "name": rule.summary if rule else finding.check,
        "severity": str(finding.severity),
        "message": finding.message,
        "file": finding.place.path,
        "range": positions.region(finding.place)._asdict(),
        "vendor": finding.vendor or None,
        "trace": [_guard(guard, positions) for guard in finding.trace],
        "fix": None,
    }


def _guard(guard: "Guard", positions: Positions) -> dict[str, Any]:
    return {
        "file": guard.place.path,
        "line": positions.region(guard.place).line,
        "guard": guard.text,
        "worlds": guard.worlds.as_dict(),
        "reason": guard.reason,
    }


REPORTER = Reporter("json", ("check", "inventory"), write)
