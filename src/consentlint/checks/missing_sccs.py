"""Data may leave for a country without an adequacy decision, and no Standard Contractual Clauses are registered."""

from collections.abc import Iterator

from consentlint.check import Check, Fault
from consentlint.duties.model import ServiceCase
from consentlint.duties.services import article
from consentlint.evidence import registered, rests_on_certification
from consentlint.model import Severity


def run(case: ServiceCase) -> Iterator[Fault]:
    entry = registered(case)
    if entry.dpa.sccs or entry.unreadable("dpa.sccs") or rests_on_certification(case, "sccs"):
        return
    said = "says that there are no" if entry.dpa.sccs is False else "does not say that there are"
    general = not case.duties["sccs"].source
    other = ", or `dpf: {checked: ...}` where its certification was looked up" if general else ""
    yield Fault(
        f"the register {said} Standard Contractual Clauses with {case.vendor.entity.name}"
        f"{article(case.duties, 'sccs')}; see that the agreement includes them and write `sccs: true` in `dpa:`{other}",
        entry.place("dpa.sccs"),
    )


CHECK = Check(
    "missing-sccs", "a transfer without Standard Contractual Clauses", Severity.WARNING, run, about="duty", duty="sccs"
)
