"""What of the observed is a finding: the checks and the policy of `check` decide whether a vendor needs consent."""

from typing import NamedTuple

from consentlint.judge import all_checks, judge
from consentlint.model import Embed, Exposure, Severity
from consentlint.packs.values import UNKNOWN_THIRD_PARTY, Packs, Policy
from consentlint.worlds import ALWAYS, MAYBE, NEVER, WORLD_NAMES, YES


class Fault(NamedTuple):
    """A vendor that was asked for without consent, or that may have been. doubt: only that."""

    embed: Embed
    severity: Severity
    message: str
    doubt: bool


def weigh(embed: Embed, packs: Packs, policy: Policy) -> Fault | None:
    """The fault of one observed embed, None where the policy has nothing against it."""
    load, request = embed.exposure.load, embed.exposure.request
    open_load, open_request = not load.gated, not request.gated
    if not (open_load or open_request):
        return None
    as_if = Exposure(ALWAYS, NEVER) if open_load else Exposure(NEVER, request)
    severity = _severity(embed._replace(exposure=as_if), packs, policy)
    if severity is Severity.OFF:
        return None
    told = load if open_load else request
    sure = [world for world, answer in zip(WORLD_NAMES[:2], told, strict=False) if answer is YES]
    unsure = [world for world, answer in zip(WORLD_NAMES[:2], told, strict=False) if answer is MAYBE]
    when = "" if open_load else " on a click"
    message = f"{_name(embed, packs)} "
    message += f"was asked for{when} {_visitors(sure)}" if sure else f"may be asked for{when}"
    if unsure:
        message += f"{';' if sure else ':'} what happens {_visitors(unsure)} could not be decided"
    return Fault(embed, severity, message, not sure)


def _severity(embed: Embed, packs: Packs, policy: Policy) -> Severity:
    """The most that a check on consent makes of it; regions are judged in the source."""
    found = judge([embed], packs, policy, policy.jurisdictions)
    checks = all_checks()
    return max((one.severity for one in found if checks[one.check].about == "consent"), default=Severity.OFF)


def _name(embed: Embed, packs: Packs) -> str:
    return embed.product if embed.vendor == UNKNOWN_THIRD_PARTY else packs.vendors[embed.vendor].name


def _visitors(worlds: list[str]) -> str:
    words = {"undecided": "before a choice", "refused": "after a refusal"}
    return " and ".join(words[world] for world in worlds)
