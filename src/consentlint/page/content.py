"""What the sections get: the report, put in order by service."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

from consentlint.check import Check
from consentlint.duties.model import Entry, Register, ServiceCase
from consentlint.fingerprint import Fingerprint
from consentlint.model import Embed, Exposure, Finding, Place, Severity
from consentlint.packs.values import STRANGER, Vendor
from consentlint.page.words import Words
from consentlint.report import Positions, Report
from consentlint.worlds import MAYBE

if TYPE_CHECKING:
    from consentlint.page.duty_state import DutyState

LEVEL_OF = {Severity.ERROR: "fault", Severity.WARNING: "check"}


class Service(NamedTuple):
    """One third party and everything that was found about it."""

    vendor: Vendor
    embeds: tuple[Embed, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def id(self) -> str:
        return self.vendor.id

    @property
    def exposure(self) -> Exposure:
        """The most open of all its embeds, world by world."""
        return reduce(_either, (embed.exposure for embed in self.embeds), Exposure())


class Content(NamedTuple):
    """Everything that the page is made of.

    name      what the project is called
    services  in the order of their names
    others    findings that belong to no service
    checks    by id
    duties    service -> how its duties stand
    register  None when there is none; register_file is where it would be
    """

    name: str
    today: date
    version: str
    policy: str
    jurisdictions: tuple[str, ...]
    report: Report
    services: tuple[Service, ...]
    others: tuple[Finding, ...]
    checks: Mapping[str, Check]
    duties: "Mapping[str, tuple[DutyState, ...]]"
    register: Register | None
    register_file: str
    input: Fingerprint
    words: Words
    positions: Positions

    def about(self, finding: Finding) -> str:
        """What the finding's check is about (see `Check`); "" for findings on suppressions."""
        check = self.checks.get(finding.check)
        return check.about if check else ""

    def entry(self, service: Service) -> Entry | None:
        """What the register says of a service."""
        return self.register.entries.get(service.id) if self.register else None


def _either(one: Exposure, other: Exposure) -> Exposure:
    return Exposure(one.load | other.load, one.request | other.request)


def level(embeds: Iterable[Embed], findings: Iterable[Finding]) -> str:
    """`fault` or `check` by the heaviest finding, `good` when everything is gated, else `open`: nothing is asked."""
    heaviest = max((finding.severity for finding in findings), default=Severity.OFF)
    if heaviest in LEVEL_OF:
        return LEVEL_OF[heaviest]
    return "good" if all(embed.gated for embed in embeds) else "open"


def services(report: Report, cases: Iterable[ServiceCase], vendors: Mapping[str, Vendor]) -> tuple[Service, ...]:
    """The services that are embedded, registered, or that a finding is about.

    cases    what is known of them, the register's facts on top; vendors: of all packs, for those without a case
    """
    known = dict(vendors) | {case.id: case.vendor for case in cases}
    named = {case.id for case in cases} | {embed.vendor for embed in report.embeds}
    named |= {found.vendor for found in report.findings if found.vendor}
    found = (
        Service(
            known.get(ident) or STRANGER._replace(id=ident),
            tuple(embed for embed in report.embeds if embed.vendor == ident),
            tuple(finding for finding in report.findings if finding.vendor == ident),
        )
        for ident in named
    )
    return tuple(sorted(found, key=lambda service: (service.vendor.name.casefold(), service.id)))


def by_place(findings: Iterable[Finding]) -> dict[Place, list[Finding]]:
    """Findings by the place of the embed that they were made of, else by their own."""
    found: dict[Place, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.embed.place if finding.embed else finding.place, []).append(finding)
    return found


def findings_of(embed: Embed, findings: Mapping[Place, list[Finding]]) -> list[Finding]:
    """The findings about one embed: those that were made of it, or that stand where it stands."""
    return [found for found in findings.get(embed.place, ()) if found.embed in (None, embed)]


def unsure(embed: Embed) -> bool:
    """Is it unknown in some world whether the embed loads without consent?"""
    load = embed.exposure.load
    return MAYBE in (load.undecided, load.refused)
