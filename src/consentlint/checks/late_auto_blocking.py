"""A blocker that works by itself stands too late, or in a form that cannot stop this embed."""

from collections.abc import Iterator

from consentlint.check import Case, Check, Fault, flawed_guard, gate_fault, loads
from consentlint.model import Severity
from consentlint.wayout import according_to, hold_back, platform


def run(case: Case) -> Iterator[Fault]:
    embed = case.embed
    guard = flawed_guard(embed)
    if guard is None or gate_fault(embed) != "late-auto-blocking":
        return
    cmp = platform(case)
    blocker = f"{cmp.name}'s automatic blocking" if cmp else "the automatic blocking"
    why = f" ({guard.reason})" if guard.reason else ""
    yield Fault(
        f"{case.vendor.name} {loads(embed)} before consent: {blocker} does not stop it{why}; "
        f"put the blocker first in the head without async or defer, or {hold_back(case)}{according_to(case)}"
    )


CHECK = Check("late-auto-blocking", "automatic blocking that comes too late for a vendor", Severity.ERROR, run)
