"""The gate waits for an answer and opens on any: a refusal starts the vendor as well."""

from collections.abc import Iterator

from consentlint.check import Case, Check, Fault, gate_fault
from consentlint.model import Severity
from consentlint.wayout import according_to, blame
from consentlint.worlds import YES


def run(case: Case) -> Iterator[Fault]:
    embed = case.embed
    if gate_fault(embed) != "any-choice-gate":
        return
    guard = blame(embed)
    what = f"`{guard.text}`" if guard else "the gate"
    verb = "loads" if embed.exposure.load.refused is YES else "may load"
    yield Fault(
        f"{case.vendor.name} {verb} after a refusal too: {what} says that the visitor answered, not what; "
        f"test inside it that the purpose was accepted{according_to(case)}"
    )


CHECK = Check("any-choice-gate", "a gate that opens on acceptance and on refusal alike", Severity.ERROR, run)
