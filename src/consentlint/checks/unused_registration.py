"""The register has a service that nothing in the project embeds."""

from collections.abc import Iterator

from consentlint.check import Check, Fault
from consentlint.duties.model import ServiceCase
from consentlint.model import Severity


def run(case: ServiceCase) -> Iterator[Fault]:
    # Code cannot show a service that no pack knows.
    if case.entry is None or case.embeds or case.id not in case.packs.vendors:
        return
    yield Fault(
        f"{case.vendor.name} is registered, and nothing in the project embeds it; remove the entry, "
        "or, where it comes in out of sight (a tag manager's account, an app), allow this with the reason",
        case.entry.place(),
    )


CHECK = Check(
    "unused-registration", "a service that is registered and not embedded", Severity.WARNING, run, about="duty"
)
