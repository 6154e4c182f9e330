"""The gate holds after a refusal only: whoever has not answered yet is let through."""

from collections.abc import Iterator

from consentlint.check import Case, Check, Fault, gate_fault, loads
from consentlint.model import Severity
from consentlint.wayout import according_to, blame


def run(case: Case) -> Iterator[Fault]:
    embed = case.embed
    if gate_fault(embed) != "fail-open-gate":
        return
    guard = blame(embed)
    what = f"`{guard.text}`" if guard else "the gate"
    yield Fault(
        f"{case.vendor.name} {loads(embed)} before any choice: {what} lets through a visitor who has not answered; "
        f"test for the acceptance itself (its value, such as 'accepted' or true), and let an absent value mean no"
        f"{according_to(case)}"
    )


CHECK = Check("fail-open-gate", "a gate that is open until the visitor refuses", Severity.ERROR, run)
