"""The register does not show the words by which visitors are asked for consent."""

from collections.abc import Iterator

from consentlint.check import Check, Fault
from consentlint.duties.model import ServiceCase
from consentlint.duties.services import article
from consentlint.evidence import REASON, registered
from consentlint.model import Severity

KEY = "consent-text"


def run(case: ServiceCase) -> Iterator[Fault]:
    entry = registered(case)
    if case.vendor.consent.required != "yes" or any(entry.consent_text) or entry.unreadable(KEY):
        return
    yield Fault(
        f"the register does not show the words by which visitors are asked for consent to {case.vendor.name}"
        f"{article(case.duties, 'consent')}; add `{KEY}: {{document: ...}}` or `{KEY}: {{text: ...}}`, {REASON}",
        entry.place(KEY),
    )


CHECK = Check(
    "missing-consent-text", "consent asked for in no known words", Severity.WARNING, run, about="duty", duty="consent"
)
