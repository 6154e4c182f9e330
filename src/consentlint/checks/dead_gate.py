"""The embed can never load: nothing calls it, or its gate opens for nobody."""

from collections.abc import Iterator
from functools import reduce
from operator import and_

from consentlint.check import CONNECTION_HINT, Case, Check, Fault, dead
from consentlint.model import Severity
from consentlint.worlds import ALWAYS, NEVER


def run(case: Case) -> Iterator[Fault]:
    embed = case.embed
    if not dead(embed) or embed.form == CONNECTION_HINT:
        return
    shut = next((guard for guard in embed.trace if guard.worlds == NEVER), None)
    if shut:
        reason = f" ({shut.reason})" if shut.reason else ""
        why = f"`{shut.text}` opens for nobody{reason}; name a category that the visitor can accept, or remove the code"
    elif embed.trace and reduce(and_, (guard.worlds for guard in embed.trace), ALWAYS) == NEVER:
        why = "the conditions before it exclude each other; keep the one that asks for consent"
    else:
        why = "nothing calls the code that would load it; call it once consent is given, or remove it"
    yield Fault(f"{case.vendor.name} never loads: {why}")


CHECK = Check("dead-gate", "a vendor that can never load", Severity.WARNING, run)
