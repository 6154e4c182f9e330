"""A host of somebody else that no pack knows is contacted, and nothing asks for consent."""

from collections.abc import Iterator

from consentlint.check import Case, Check, Fault
from consentlint.model import Severity
from consentlint.packs.values import UNKNOWN_THIRD_PARTY
from consentlint.wayout import hold_back


def run(case: Case) -> Iterator[Fault]:
    embed = case.embed
    if embed.vendor != UNKNOWN_THIRD_PARTY or embed.exposure.load.gated:
        return
    yield Fault(
        f"{embed.product} is contacted before consent and no pack knows whose it is; "
        f"list it under `own-domains` if it is yours, describe its vendor in a pack of your own, or {hold_back(case)}"
    )


CHECK = Check(UNKNOWN_THIRD_PARTY, "a third party that no pack knows", Severity.OFF, run)
