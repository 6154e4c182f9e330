"""The register has neither a data protection impact assessment nor the reason why there is none."""

from collections.abc import Iterator

from consentlint.check import Check, Fault
from consentlint.duties.model import ServiceCase
from consentlint.evidence import REASON, incomplete
from consentlint.model import Severity


def run(case: ServiceCase) -> Iterator[Fault]:
    what = f"the data protection impact assessment of {case.vendor.name}"
    yield from incomplete(
        case, "dpia", ("date", "document"), what, f"add `dpia: {{date: ..., document: ...}}`, {REASON}"
    )


CHECK = Check(
    "missing-dpia",
    "no impact assessment, and no reason why none is needed",
    Severity.WARNING,
    run,
    about="duty",
    duty="dpia",
)
