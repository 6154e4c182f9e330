"""The register names no other way of contact for visitors who refuse."""

from collections.abc import Iterator

from consentlint.check import Check, Fault
from consentlint.duties.model import ServiceCase
from consentlint.duties.services import article
from consentlint.evidence import REASON, registered
from consentlint.model import Severity

KEY = "alternative-channel"


def run(case: ServiceCase) -> Iterator[Fault]:
    entry = registered(case)
    if any(entry.alternative_channel) or entry.unreadable(KEY):
        return
    yield Fault(
        f"the register names no other way of contact for visitors who refuse {case.vendor.name}"
        f"{article(case.duties, KEY)}; add `{KEY}: {{text: ...}}` or `{KEY}: {{document: ...}}`, {REASON}",
        entry.place(KEY),
    )


CHECK = Check(
    "missing-alternative-channel",
    "no other way of contact for those who refuse",
    Severity.WARNING,
    run,
    about="duty",
    duty=KEY,
)
