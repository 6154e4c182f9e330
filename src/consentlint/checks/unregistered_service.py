"""A service is embedded and the register does not know it."""

from collections.abc import Iterator

from consentlint.check import Check, Fault
from consentlint.duties.model import ServiceCase
from consentlint.model import Severity


def run(case: ServiceCase) -> Iterator[Fault]:
    if case.entry is not None or not case.embeds:
        return
    more = f" and in {len(case.embeds) - 1} more places" if len(case.embeds) > 1 else ""
    yield Fault(
        f"{case.vendor.name} is embedded here{more}, and {case.register.file} has no entry for it; "
        f"add `{case.id}:` under `services:`",
        case.embeds[0].place,
    )


CHECK = Check(
    "unregistered-service", "a service that is embedded and not registered", Severity.WARNING, run, about="duty"
)
