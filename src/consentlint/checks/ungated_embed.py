"""Nothing that asks for consent stands between the page and the vendor."""

from collections.abc import Iterator

from consentlint.check import Case, Check, Fault, gate_fault
from consentlint.model import UNREAD, Embed, Guard, Severity
from consentlint.wayout import according_to, hold_back, unknown_guard
from consentlint.worlds import YES

NO_GATE = "no-gate"


def run(case: Case) -> Iterator[Fault]:
    embed = case.embed
    if gate_fault(embed) != "ungated-embed":
        return
    load, way_out = embed.exposure.load, f"{hold_back(case)}{according_to(case)}"
    if YES in (load.undecided, load.refused):
        yield Fault(f"{case.vendor.name} loads before consent: {_open(embed)}; {way_out}")
        return
    guard = unknown_guard(embed)
    if guard is None:
        yield Fault(f"{case.vendor.name} may load before consent: no caller of this code is known; {way_out}")
        return
    yield Fault(f"{case.vendor.name} may load before consent: {_unknown(guard)}, otherwise {way_out}")


def _open(embed: Embed) -> str:
    """Why nothing holds it back: what only looks like a gate, the nearest two, if there is such a thing."""
    told = dict.fromkeys(guard.reason for guard in embed.trace if guard.kind == NO_GATE)
    if told:
        return "; ".join(list(told)[-2:])
    return (
        "what stands before it asks for no consent"
        if embed.trace
        else "nothing stands between the page and the request"
    )


def _unknown(guard: Guard) -> str:
    """What is not known, and what settles it; the collector's own words when it has some."""
    if "declare it under" in guard.reason or guard.kind == UNREAD:
        return guard.reason
    reason = f" ({guard.reason})" if guard.reason else ""
    return (
        f"nothing says that `{guard.text}` asks for it{reason}; "
        f"if it is your consent check, declare it under `consent.conditions`"
    )


CHECK = Check("ungated-embed", "a vendor loads before consent", Severity.ERROR, run)
