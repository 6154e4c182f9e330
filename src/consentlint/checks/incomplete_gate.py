"""The consent platform's mark is there, and the element is live all the same."""

from collections.abc import Iterator

from consentlint.check import Case, Check, Fault, flawed_guard, gate_fault, loads
from consentlint.model import Severity
from consentlint.wayout import according_to, hold_back


def run(case: Case) -> Iterator[Fault]:
    embed = case.embed
    guard = flawed_guard(embed)
    if guard is None or gate_fault(embed) != "incomplete-gate":
        return
    why = guard.reason or "the mark alone stops nothing"
    yield Fault(
        f"{case.vendor.name} {loads(embed)} before consent although it carries {_mark(guard.text)}: {why}; "
        f"{hold_back(case)}{according_to(case)}"
    )


def _mark(text: str) -> str:
    """`mark of Cookiebot` is said in words, an attribute of the source as code."""
    return f"the {text}" if text.startswith("mark of ") else f"`{text}`"


CHECK = Check("incomplete-gate", "a consent platform's mark on an element that is still live", Severity.ERROR, run)
