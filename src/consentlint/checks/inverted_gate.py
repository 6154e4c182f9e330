"""The gate is the wrong way round: open without consent, shut once it is given."""

from collections.abc import Iterator

from consentlint.check import Case, Check, Fault, gate_fault, loads
from consentlint.model import Severity
from consentlint.wayout import according_to, blame
from consentlint.worlds import NO

WHEN = {
    (True, True): "until the visitor accepts, and no longer after that",
    (True, False): "only while the visitor has not chosen",
    (False, True): "only after the visitor has refused",
}


def run(case: Case) -> Iterator[Fault]:
    embed = case.embed
    if gate_fault(embed) != "inverted-gate":
        return
    load, guard = embed.exposure.load, blame(embed)
    when = WHEN[load.undecided is not NO, load.refused is not NO]
    what = f"`{guard.text}`" if guard else "the gate"
    yield Fault(
        f"{case.vendor.name} {loads(embed)} {when}: {what} is the wrong way round; "
        f"swap its arms or negate it, so that it opens on acceptance alone{according_to(case)}"
    )


CHECK = Check("inverted-gate", "a gate that is open without consent and shut with it", Severity.ERROR, run)
