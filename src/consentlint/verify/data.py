"""A finished run as data, version 1. Lines and columns count from 1."""

import json
from typing import Any, TextIO

from consentlint.model import Embed, Exposure
from consentlint.report import Positions, Style
from consentlint.verify.compare import Row
from consentlint.verify.record import Observed, Visit
from consentlint.verify.whole import Outcome

VERSION = 1


def write(outcome: Outcome, stream: TextIO, style: Style) -> None:
    """One JSON document."""
    json.dump(as_data(outcome), stream, indent=2, ensure_ascii=False)
    stream.write("\n")


def as_data(outcome: Outcome) -> dict[str, Any]:
    """Everything that the text says, and what was asked for in each world."""
    positions = Positions(outcome.texts)
    beside = Positions(outcome.static.texts if outcome.static else {})
    faults = [
        {"severity": str(one.severity), "message": one.message, "vendor": one.embed.vendor, "url": one.embed.url}
        for one in outcome.faults
    ]
    return {
        "version": VERSION,
        "target": outcome.target,
        "opened": outcome.opened,
        "browser": outcome.browser,
        "allowed": list(outcome.allowed),
        "watched_seconds": outcome.wait,
        "platforms": list(outcome.platforms),
        "embeds": [_observed(one, positions) for one in outcome.observed],
        "comparison": None if outcome.rows is None else [_row(row, beside) for row in outcome.rows],
        "stored": [{**one._asdict(), "worlds": worlds.as_dict()} for one, worlds in outcome.stored],
        "findings": faults,
        "pages": [_page(visit) for visit in outcome.visits],
        "notes": list(outcome.notes),
        "trouble": list(outcome.trouble),
    }


def _exposure(exposure: Exposure | None) -> dict[str, Any] | None:
    return exposure and {"load": exposure.load.as_dict(), "request": exposure.request.as_dict()}


def _observed(one: Observed, positions: Positions) -> dict[str, Any]:
    embed = one.embed
    return {
        **_place(embed, positions), "vendor": embed.vendor, "form": embed.form, "url": embed.url,
        "region": {"id": embed.region.id, "jurisdiction": embed.region.jurisdiction} if embed.region else None,
        "exposure": _exposure(embed.exposure), "gated": embed.gated, "self_hosted": embed.self_hosted,
        "asked_by": one.origin.url, "page": one.page,
    }  # fmt: skip


def _place(embed: Embed, positions: Positions) -> dict[str, Any]:
    region = positions.region(embed.place)
    return {"file": embed.place.path, "line": region.line, "column": region.column}


def _row(row: Row, positions: Positions) -> dict[str, Any]:
    return {
        "vendor": row.vendor, "url": row.url, "places": [_place(embed, positions) for embed in row.embeds],
        "source": _exposure(row.read), "browser": _exposure(row.seen), "verdict": row.verdict,
        "differs": list(row.differs), "reasons": list(row.reasons),
    }  # fmt: skip


def _page(visit: Visit) -> dict[str, Any]:
    return {
        "url": visit.url,
        "error": visit.error or None,
        "worlds": {
            world: {
                "chosen_by": seen.chosen or None,
                "undecided_because": seen.doubt or None,
                "load": [one._asdict() for one in seen.load],
                "request": None if seen.request is None else [one._asdict() for one in seen.request],
            }
            for world, seen in visit.seen.items()
        },
    }
