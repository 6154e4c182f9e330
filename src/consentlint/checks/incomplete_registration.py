"""An entry of the register does not say who answers for a service, what its provider is, or what it is for."""

from collections.abc import Iterator

from consentlint.check import Check, Fault
from consentlint.duties.model import ServiceCase
from consentlint.evidence import listed
from consentlint.model import Severity


def run(case: ServiceCase) -> Iterator[Fault]:
    entry = case.entry
    if entry is None or not case.evident:
        return
    lacking = [key for key in ("owner", "role", "purposes") if not getattr(entry, key) and not entry.unreadable(key)]
    if lacking:
        yield Fault(
            f"the entry of {case.vendor.name} does not say its {listed(lacking)} (Art. 30(1) GDPR); "
            f"add {listed([f'`{key}:`' for key in lacking])}",
            entry.place(lacking[0]),
        )


CHECK = Check(
    "incomplete-registration", "an entry without owner, role or purposes", Severity.WARNING, run, about="duty"
)
