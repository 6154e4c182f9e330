"""The register rests the loading of a service on something that cannot carry it: storing on a device needs consent."""

from collections.abc import Iterator

from consentlint.check import Check, Fault
from consentlint.duties.model import ServiceCase
from consentlint.evidence import registered
from consentlint.model import Severity


def run(case: ServiceCase) -> Iterator[Fault]:
    entry, need = registered(case), case.vendor.consent
    basis = entry.legal_basis.loading
    if need.required != "yes" or basis in ("", "consent") or case.id not in case.packs.vendors:
        return
    rests = f" ({need.article})" if need.article else ""
    yield Fault(
        f"the register rests the loading of {case.vendor.name} on {basis}, and it needs consent{rests}; "
        "write `loading: consent` and hold it back until then",
        entry.place("legal-basis.loading"),
    )


CHECK = Check(
    "unfit-legal-basis",
    "loading that rests on anything but consent",
    Severity.WARNING,
    run,
    about="duty",
    duty="consent",
)
