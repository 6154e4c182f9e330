"""The gate asks for a purpose which does not cover this kind of vendor."""

from collections.abc import Iterator

from consentlint.check import CONNECTION_HINT, Case, Check, Fault, dead, is_container
from consentlint.model import Guard, Severity
from consentlint.wayout import according_to, fitting_purpose


def run(case: Case) -> Iterator[Fault]:
    embed = case.embed
    if not embed.gated or dead(embed) or embed.form == CONNECTION_HINT or is_container(case):
        return
    gates = [guard for guard in embed.trace if guard.worlds.gated and _fits(case, guard) is not None]
    if not gates or any(_fits(case, guard) for guard in gates):
        return
    guard = gates[-1]
    cmp = case.packs.cmps[guard.cmp]
    purpose = fitting_purpose(case, cmp)
    instead = f'ask for "{purpose}"' if purpose != "<purpose>" else "ask for the purpose that covers it"
    yield Fault(
        f'{case.vendor.name} waits for "{guard.purpose}", which does not cover a vendor for {case.vendor.category}: '
        f"whoever accepts that has not accepted this; {instead}{according_to(case)}"
    )


def _fits(case: Case, guard: Guard) -> bool | None:
    """Whether the guard's purposes cover the vendor; None when its platform's pack says nothing about one of them."""
    cmp = case.packs.cmps.get(guard.cmp)
    purposes = [purpose.strip() for purpose in guard.purpose.split(",") if purpose.strip()]
    if cmp is None or not purposes or any(purpose not in cmp.fits for purpose in purposes):
        return None
    named = any(case.vendor.category in categories for categories in cmp.fits.values())
    if not named and not case.vendor.purposes:
        return None  # nobody has said where vendors of this kind belong
    return any(purpose in case.vendor.purposes or case.vendor.category in cmp.fits[purpose] for purpose in purposes)


CHECK = Check("unscoped-gate", "a gate whose purpose does not cover the vendor", Severity.WARNING, run)
