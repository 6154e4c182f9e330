"""The register does not say which privacy notice tells visitors of a service."""

from collections.abc import Iterator

from consentlint.check import Check, Fault
from consentlint.duties.model import ServiceCase
from consentlint.evidence import incomplete
from consentlint.model import Severity


def run(case: ServiceCase) -> Iterator[Fault]:
    what = f"the privacy notice that tells of {case.vendor.name}"
    yield from incomplete(
        case, "notice", ("document",), what, "add `notice: {document: ..., reviewed: ...}`", "disclosure"
    )


CHECK = Check(
    "missing-notice",
    "a service that no registered notice tells of",
    Severity.WARNING,
    run,
    about="duty",
    duty="disclosure",
)
