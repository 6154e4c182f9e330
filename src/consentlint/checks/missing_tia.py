"""Data may leave for a country without an adequacy decision, and the register has no assessment of that transfer."""

from collections.abc import Iterator

from consentlint.check import Check, Fault
from consentlint.duties.model import ServiceCase
from consentlint.evidence import REASON, incomplete, rests_on_certification
from consentlint.model import Severity


def run(case: ServiceCase) -> Iterator[Fault]:
    if rests_on_certification(case, "tia"):
        return
    what = f"the transfer impact assessment of {case.vendor.name}"
    yield from incomplete(case, "tia", ("date", "document"), what, f"add `tia: {{date: ..., document: ...}}`, {REASON}")


CHECK = Check("missing-tia", "a transfer that nobody has assessed", Severity.WARNING, run, about="duty", duty="tia")
