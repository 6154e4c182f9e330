"""The register does not say that those who read and answer were trained."""

from collections.abc import Iterator

from consentlint.check import Check, Fault
from consentlint.duties.model import ServiceCase
from consentlint.evidence import REASON, incomplete
from consentlint.model import Severity


def run(case: ServiceCase) -> Iterator[Fault]:
    what = f"the training of those who answer in {case.vendor.name}"
    yield from incomplete(case, "training", ("date",), what, f"add `training: {{date: ...}}`, {REASON}")


CHECK = Check(
    "missing-training", "agents whose training is not on record", Severity.WARNING, run, about="duty", duty="training"
)
