"""The register does not say what loading a service, or the conversation in it, rests on."""

from collections.abc import Iterator

from consentlint.check import Check, Fault
from consentlint.duties.model import ServiceCase
from consentlint.duties.services import article
from consentlint.evidence import registered
from consentlint.model import Severity


def run(case: ServiceCase) -> Iterator[Fault]:
    entry = registered(case)
    steps = [("loading", entry.legal_basis.loading)]
    if "notice" in case.duties:
        steps.append(("conversation", entry.legal_basis.conversation))
    lacking = [name for name, basis in steps if not basis and not entry.unreadable(f"legal-basis.{name}")]
    if lacking:
        yield Fault(
            f"the register names no legal basis for {' and '.join(lacking)} of {case.vendor.name}"
            f"{article(case.duties, 'consent')}; add `legal-basis: {{{': ..., '.join(lacking)}: ...}}`",
            entry.place(f"legal-basis.{lacking[0]}"),
        )


CHECK = Check(
    "missing-legal-basis", "processing without a legal basis", Severity.WARNING, run, about="duty", duty="consent"
)
