"""Policies, duties, and everything that `rules/` holds."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from consentlint.model import Severity
from consentlint.packs.values.common import UNKNOWN_THIRD_PARTY, Jurisdiction, Source
from consentlint.packs.values.platform import Cmp
from consentlint.packs.values.vendor import Vendor


class Policy(NamedTuple):
    """Which checks run, how severe, what is required.

    requires       `consent-and-region` or `either` (a gate or an allowed region suffices)
    click_to_load  `accepted` or `reported`
    self_hosted    `accepted` or `reported`: a catalogued product on the operator's own server
    necessary      categories whose vendors with consent `depends` count as strictly necessary: no gate is asked for
    depends        the most that a missing gate weighs for the other vendors with consent `depends`
    duties         what evidence weighs that is missing or stale, in a project with a register
    jurisdictions  where processing is allowed
    checks         check id -> severity (unnamed checks keep their default)
    """

    id: str
    name: str
    summary: str
    requires: Literal["consent-and-region", "either"] = "consent-and-region"
    click_to_load: Literal["accepted", "reported"] = "accepted"
    jurisdictions: tuple[Jurisdiction, ...] = ("eea",)
    checks: dict[str, Severity] = {}
    self_hosted: Literal["accepted", "reported"] = "accepted"
    necessary: tuple[str, ...] = ()
    depends: Severity = Severity.WARNING
    duties: Severity = Severity.WARNING

    @property
    def wide(self) -> bool:
        """Does it look for third parties that no pack knows?"""
        return self.checks.get(UNKNOWN_THIRD_PARTY, Severity.OFF) is not Severity.OFF


class CommonDuty(NamedTuple):
    """A duty that comes with every vendor of some kind, unless the vendor's pack says otherwise.

    categories  of the vendors; empty: all of them
    transfer    only where data may reach a country without an adequacy decision, by the vendor's company or its regions
    """

    id: str
    text: str
    article: str
    sources: tuple[Source, ...]
    categories: tuple[str, ...] = ()
    transfer: bool = False


class CountryGroup(NamedTuple):
    """Countries that are alike for a transfer of personal data. The id is a jurisdiction (eea, uk, ch, ...).

    countries  two letters each (ISO 3166-1)
    adequate   data may go there without further safeguards
    """

    id: str
    name: str
    countries: tuple[str, ...]
    sources: tuple[Source, ...]
    adequate: bool = False


class Packs(NamedTuple):
    """The vendors, consent platforms, policies, general duties and groups of countries that a run uses, by id.

    own_domains  those of the project, where third parties that no pack knows are wanted as well; None: they are not
    """

    vendors: Mapping[str, Vendor]
    cmps: dict[str, Cmp]
    policies: dict[str, Policy]
    duties: Mapping[str, CommonDuty] = {}
    jurisdictions: Mapping[str, CountryGroup] = {}
    own_domains: frozenset[str] | None = None
