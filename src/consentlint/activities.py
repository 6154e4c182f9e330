"""The record of processing activities (Art. 30(1) GDPR) out of the register: one activity a service, as CSV or JSON.

Pure. What packs know of a service (its company, its regions) is filled in where the register says nothing else.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from consentlint.duties.model import Assessment, Controller, Entry, Register
from consentlint.duties.services import adequate, vendor_of
from consentlint.packs.values import Packs, RegionEntry, Vendor
from consentlint.page.markup import shown
from consentlint.page.words import Words

VERSION = 1
# A spreadsheet takes a cell that begins so for a formula, whatever stands in quotes around it.
FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
# What Art. 30(1) asks for and only the register can say: key of the register -> letter of the paragraph.
ASKED = {"purposes": "b", "data-subjects": "c", "data": "c", "retention": "f", "security": "g"}


class Activity(NamedTuple):
    """One service of the register. vendor: with the register's facts on top; abroad: where data may go, two letters."""

    entry: Entry
    vendor: Vendor
    region: RegionEntry | None
    abroad: str


def activities(register: Register, packs: Packs) -> list[Activity]:
    """The services of the register, in its order."""
    return [_activity(entry, packs) for entry in register.entries.values()]


def _activity(entry: Entry, packs: Packs) -> Activity:
    vendor = vendor_of(entry.id, entry, packs)
    country = vendor.entity.country
    region = next((one for one in vendor.regions if one.id == entry.region), None)
    return Activity(entry, vendor, region, country if country and not adequate(country, packs) else "")


def unsaid(activity: Activity) -> dict[str, str]:
    """What Art. 30(1) asks for and the register does not say: key -> letter of the paragraph."""
    return {key: letter for key, letter in ASKED.items() if not _said(getattr(activity.entry, key.replace("-", "_")))}


def _said(value: Any) -> bool:
    """A record with nothing in it says nothing."""
    return any(value) if isinstance(value, tuple) else bool(value)


# --- JSON ------------------------------------------------------------------------------------------------------------


def as_json(found: list[Activity], controller: Controller) -> str:
    """Every key is always there; what is not known is null, an empty text or an empty list."""
    whole = {
        "version": VERSION,
        "controller": controller._asdict(),
        "activities": [_plain(_facts(activity)) for activity in found],
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _facts(activity: Activity) -> dict[str, Any]:
    entry, vendor, region = activity.entry, activity.vendor, activity.region
    return {
        "service": entry.id,
        "name": vendor.name,
        "owner": entry.owner,
        "purposes": entry.purposes,
        "legal_bases": entry.legal_basis,
        "data_subjects": entry.data_subjects,
        "data": entry.data,
        "provider": {"name": vendor.entity.name, "country": vendor.entity.country, "role": _role(activity)},
        "recipients": entry.recipients,
        "region": {"id": entry.region, "name": region.name if region else "", "country_group": _group(region)},
        "third_country": activity.abroad or None,
        "transfers": [fact.text for fact in vendor.transfer],
        "agreement": entry.dpa,
        "privacy_framework": entry.dpf,
        "transfer_assessment": entry.tia,
        "impact_assessment": entry.dpia,
        "retention": entry.retention,
        "security": entry.security,
        "review": entry.review,
        "notes": entry.notes,
    }


def _role(activity: Activity) -> str:
    """As the register says; `depends` of a pack says nothing."""
    role = activity.entry.role or activity.vendor.entity.role
    return "" if role == "depends" else role


def _group(region: RegionEntry | None) -> str | None:
    return region.jurisdiction if region else None


def _plain(value: Any) -> Any:
    """Records as mappings, days as text."""
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, tuple | list) else value


# --- CSV -------------------------------------------------------------------------------------------------------------


def as_csv(found: list[Activity], controller: Controller, words: Words, spreadsheet: bool = False) -> str:
    """A head line and one line an activity, every cell in quotes (RFC 4180).

    spreadsheet  with the mark and the semicolons by which Excel in Europe knows a table in UTF-8
    """
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";" if spreadsheet else ",", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([words(f"record.{key}") for key in COLUMNS])
    for activity in found:
        cells = ("; ".join(tell(_Row(activity, controller, words))) for tell in COLUMNS.values())
        writer.writerow([harmless(cell) for cell in cells])
    return ("\ufeff" if spreadsheet else "") + stream.getvalue()


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula, without characters that nobody sees."""
    told = shown(text)
    begins = bool(FORMULA.intersection(told.lstrip()[:1])) or told.startswith(("\t", "\n"))
    return f"'{told}" if begins else told


class _Row:
    """The cells of one activity, in words."""

    def __init__(self, activity: Activity, controller: Controller, words: Words) -> None:
        self.activity, self.entry, self.vendor = activity, activity.entry, activity.vendor
        self.controller, self.words = controller, words

    def bases(self) -> Iterator[str]:
        for step, basis in self.entry.legal_basis._asdict().items():
            if basis:
                yield f"{self.words.shared('steps', step)}: {self.words.shared('bases', basis)}"

    def provider(self) -> Iterator[str]:
        entity, role = self.vendor.entity, _role(self.activity)
        parts = (entity.name, self.words.country(entity.country), self.words.shared("roles", role) if role else "")
        yield ", ".join(part for part in parts if part)

    def region(self) -> Iterator[str]:
        region, words = self.activity.region, self.words
        if region:
            yield f"{region.name} ({words.name('jurisdictions', region.jurisdiction)})"
        elif self.entry.region:
            yield self.entry.region

    def transfers(self) -> Iterator[str]:
        if self.activity.abroad:
            yield self.words.country(self.activity.abroad)
        yield from self.entry.transfer

    def safeguards(self) -> Iterator[str]:
        words, entry = self.words, self.entry
        if entry.dpa.sccs is not None:
            yield words(f"evidence.sccs_{'yes' if entry.dpa.sccs else 'no'}")
        if entry.dpf.checked:
            yield f"{words('evidence.dpf')} {entry.dpf.checked.isoformat()}"
        yield from (f"{words('duty.tia')}: {told}" for told in self.assessment(entry.tia))

    def retention(self) -> Iterator[str]:
        for name, text in self.entry.retention._asdict().items():
            if text and name in ("transcripts", "recordings", "data"):
                yield f"{self.words.shared('kept', name)}: {text}"
            elif text:
                yield text

    def agreement(self) -> Iterator[str]:
        found = self.entry.dpa
        yield from self.assessment(Assessment(found.date, found.document, found.not_needed))

    def assessment(self, found: Assessment) -> Iterator[str]:
        parts = (found.date.isoformat() if found.date else "", found.document, found.not_needed)
        if any(parts):
            yield ", ".join(part for part in parts if part)

    def review(self) -> Iterator[str]:
        yield from (day.isoformat() for day in self.entry.review if day)


def _some(*texts: str) -> Iterator[str]:
    return (text for text in texts if text)


# Key of the head line in the languages' `record` -> what stands below it.
COLUMNS: dict[str, Callable[[_Row], Iterator[str]]] = {
    "service": lambda row: _some(row.vendor.name),
    "controller": lambda row: _some(*row.controller[:3]),
    "officer": lambda row: _some(row.controller.data_protection_officer),
    "owner": lambda row: _some(row.entry.owner),
    "purposes": lambda row: iter(row.entry.purposes),
    "bases": _Row.bases,
    "data_subjects": lambda row: iter(row.entry.data_subjects),
    "data": lambda row: iter(row.entry.data),
    "provider": _Row.provider,
    "recipients": lambda row: iter(row.entry.recipients),
    "region": _Row.region,
    "transfers": _Row.transfers,
    "safeguards": _Row.safeguards,
    "retention": _Row.retention,
    "security": lambda row: _some(row.entry.security),
    "agreement": _Row.agreement,
    "impact": lambda row: row.assessment(row.entry.dpia),
    "review": _Row.review,
    "notes": lambda row: _some(row.entry.notes),
}
