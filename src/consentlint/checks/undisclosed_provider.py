"""The privacy notice does not name a service's company, the transfer to its country, or what that rests on."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from consentlint.check import Check, Fault
from consentlint.duties.model import ServiceCase
from consentlint.duties.services import article
from consentlint.evidence import registered
from consentlint.model import Severity

# What reads notices is imported where it is used: most runs have no register, and load every check all the same.
if TYPE_CHECKING:
    from consentlint.duties.notice import Notice

FRAMEWORK = "the EU-US Data Privacy Framework"


def run(case: ServiceCase) -> Iterator[Fault]:
    from consentlint.duties.notice import read_notice

    entry = registered(case)
    document = case.documents(entry.notice.document) if entry.notice.document else None
    if case.id not in case.packs.vendors and not entry.entity.name:
        return  # nobody knows who it is: a fault of the register
    if document is None or document.kind != "file" or not (document.text or document.empty):
        return
    lacking = list(_lacking(case, read_notice(document.path, document.text)))
    if lacking:
        listed = f"{', '.join(lacking[:-1])} or {lacking[-1]}" if len(lacking) > 1 else lacking[0]
        yield Fault(
            f"{document.path} does not name {listed}, as a notice on {case.vendor.name} has to"
            f"{article(case.duties, 'disclosure')}; "
            f"name {'them' if len(lacking) > 1 else 'it'} there, or see `consentlint disclose {case.id}`",
            entry.place("notice.document"),
        )


def _lacking(case: ServiceCase, notice: "Notice") -> Iterator[str]:
    """What a notice has to name and does not, in words that follow "does not name"."""
    from consentlint.duties.disclosure import ADEQUACY, destinations, rests_on

    vendor, entry = case.vendor, registered(case)
    if vendor.entity.name and not notice.names_company(vendor.entity.name):
        yield vendor.entity.name
    countries = destinations(vendor, case.embeds, case.packs)
    for country in countries:
        if not notice.names_transfer(country):
            yield f"the transfer to {_country(country)}"
    certified = rests_on(vendor, ADEQUACY) or entry.dpf.checked is not None
    if "US" not in countries or notice.names_framework():
        return
    if certified:
        yield FRAMEWORK
    elif entry.dpa.sccs and not notice.names_clauses():
        yield "the Standard Contractual Clauses"


def _country(code: str) -> str:
    from consentlint.packs.languages import languages

    named = languages()["en"].countries.get(code, (code,))[0]
    return f"the {named}" if named.startswith("United") else named


CHECK = Check(
    "undisclosed-provider",
    "a provider or a transfer that the notice does not name",
    Severity.WARNING,
    run,
    about="duty",
    duty="disclosure",
)
