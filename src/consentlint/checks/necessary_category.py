"""The gate asks for a category that is always on."""

from collections.abc import Iterator

from consentlint.check import Case, Check, Fault, flawed_guard, gate_fault, loads
from consentlint.model import Severity
from consentlint.wayout import according_to, fitting_purpose, platform


def run(case: Case) -> Iterator[Fault]:
    embed = case.embed
    guard = flawed_guard(embed)
    if guard is None or gate_fault(embed) != "necessary-category":
        return
    cmp = platform(case)
    purpose = fitting_purpose(case, cmp) if cmp else "<purpose>"
    instead = "a category that the visitor can refuse" + (f', such as "{purpose}"' if purpose != "<purpose>" else "")
    category = f'"{guard.purpose}"' if guard.purpose else f"the category of `{guard.text}`"
    yield Fault(
        f"{case.vendor.name} {loads(embed)} without consent: {category} is always on, so it holds nothing back; "
        f"file it under {instead}{according_to(case)}"
    )


CHECK = Check("necessary-category", "a vendor filed under a category that is always on", Severity.ERROR, run)
