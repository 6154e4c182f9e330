"""The register does not say how long what a service collects is kept."""

from collections.abc import Iterator

from consentlint.check import Check, Fault
from consentlint.duties.model import ServiceCase
from consentlint.duties.services import article
from consentlint.evidence import REASON, listed, registered
from consentlint.model import Severity


def run(case: ServiceCase) -> Iterator[Fault]:
    entry = registered(case)
    kept = entry.retention
    if kept.not_needed or entry.unreadable("retention"):
        return
    if "recording-basis" in case.duties:
        wanted = ["transcripts"] if entry.legal_basis.recording == "none" else ["transcripts", "recordings"]
        lacking = [name for name in wanted if not getattr(kept, name)]
    else:
        lacking = [] if kept.data or kept.transcripts or kept.recordings else ["data"]
    if lacking:
        yield Fault(
            f"the register does not say how long {listed(lacking)} of {case.vendor.name} are kept"
            f"{article(case.duties, 'retention')}; add `retention: {{{': ..., '.join(lacking)}: ...}}` with words such "
            f"as `90 days`, {REASON}",
            entry.place(f"retention.{lacking[0]}"),
        )


CHECK = Check("missing-retention", "no retention period", Severity.WARNING, run, about="duty", duty="retention")
