"""The register names no legal basis for recording and quality monitoring."""

from collections.abc import Iterator

from consentlint.check import Check, Fault
from consentlint.duties.model import ServiceCase
from consentlint.duties.services import article
from consentlint.evidence import registered
from consentlint.model import Severity


def run(case: ServiceCase) -> Iterator[Fault]:
    entry = registered(case)
    if entry.legal_basis.recording or entry.unreadable("legal-basis.recording"):
        return
    yield Fault(
        f"the register names no legal basis for recording conversations of {case.vendor.name} and for quality "
        f"monitoring{article(case.duties, 'recording-basis')}; add `recording:` under `legal-basis:`, with `none` "
        "where nothing is recorded",
        entry.place("legal-basis.recording"),
    )


CHECK = Check(
    "missing-recording-basis",
    "recording without a legal basis of its own",
    Severity.WARNING,
    run,
    about="duty",
    duty="recording-basis",
)
