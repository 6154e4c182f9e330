"""How one duty of one service stands: its light, its evidence, its dates."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from consentlint.check import Check
from consentlint.duties.model import Document, ServiceCase
from consentlint.model import Finding, Severity
from consentlint.packs.values import Duty
from consentlint.page.content import LEVEL_OF, level
from consentlint.page.evidence import Evidence, Teller
from consentlint.page.words import Words

# Duties that the code itself meets or breaks.
IN_CODE = ("consent", "region")
STATES = {"fault": "wrong", "check": "look"}


class DutyState(NamedTuple):
    """level: as in `shapes`; state: key of its words in the languages' `duties`; document: what the evidence names."""

    duty: Duty
    level: str
    state: str
    evidence: Evidence
    document: Document | None = None
    findings: tuple[Finding, ...] = ()


def duty_states(
    case: ServiceCase, findings: Iterable[Finding], checks: Mapping[str, Check], words: Words
) -> tuple[DutyState, ...]:
    """Every duty of a service, in the order of the languages' names. findings: those on this service."""
    found, teller, order = list(findings), Teller(case, words), words.order("duty")
    duties = sorted(case.duties.values(), key=lambda duty: order.index(duty.id) if duty.id in order else len(order))
    return tuple(_state(duty, case, teller, found, checks) for duty in duties)


def _state(
    duty: Duty, case: ServiceCase, teller: Teller, found: list[Finding], checks: Mapping[str, Check]
) -> DutyState:
    told = [finding for finding in found if duty.id in _subjects(checks.get(finding.check))]
    evidence = teller.of(duty.id)
    document = case.documents(evidence.document) if evidence.document else None
    mark, state = _judged(duty, case, evidence, told)
    if mark == "good" and document and document.kind in ("missing", "outside"):
        mark, state = "check", "look"
    return DutyState(duty, mark, state, evidence, document, tuple(told))


def _subjects(check: Check | None) -> tuple[str, ...]:
    """The duties that a check speaks about."""
    if check is None:
        return ()
    return (check.duty,) if check.about == "duty" else (check.about,)


def _judged(duty: Duty, case: ServiceCase, evidence: Evidence, told: list[Finding]) -> tuple[str, str]:
    """Light and state. What the checks say counts first; without a check, evidence that is there is good."""
    heaviest = max((finding.severity for finding in told), default=Severity.OFF)
    if heaviest in LEVEL_OF:
        return LEVEL_OF[heaviest], STATES[LEVEL_OF[heaviest]] if any(evidence) or duty.id in IN_CODE else "missing"
    if duty.id == "consent" and case.embeds and level(case.embeds, told) == "good":
        return "good", "in_code"
    if case.entry is None:
        return "open", "unknown"
    if evidence.due and evidence.due < case.today:
        return "check", "overdue"
    if evidence.waived:
        return "good", "waived"
    return ("good", "met") if any(evidence) else ("check", "missing")
