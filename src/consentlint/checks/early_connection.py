"""A hint in the head opens a connection to the vendor before consent."""

from collections.abc import Iterator

from consentlint.check import Case, Check, Fault, gate_fault, loads
from consentlint.model import Severity
from consentlint.wayout import according_to


def run(case: Case) -> Iterator[Fault]:
    embed = case.embed
    if gate_fault(embed) != "early-connection":
        return
    contact = "is contacted" if loads(embed) == "loads" else "may be contacted"
    target = f" by the hint to {embed.url}" if embed.url else ""
    yield Fault(
        f"{case.vendor.name} {contact} before consent{target}: the browser gives the visitor's address away "
        f"even when the script is held back; remove the hint, or add it once consent is given{according_to(case)}"
    )


CHECK = Check("early-connection", "a connection hint that contacts a vendor before consent", Severity.ERROR, run)
