"""Code hands a vendor data about a visitor, and nothing holds that back until consent."""

from collections.abc import Iterator

from consentlint.check import Check, DataCase, Fault
from consentlint.evidence import listed
from consentlint.model import Severity
from consentlint.worlds import YES


def run(case: DataCase) -> Iterator[Fault]:
    embed = case.handed.embed
    if embed.exposure.load.gated or embed.self_hosted or case.vendor.consent.required == "no":
        return
    names = [f"`{name}`" for name in case.handed.names if name]
    what = f"{listed(names)} of a visitor" if names else "data about a visitor"
    need, load = case.vendor.consent, embed.exposure.load
    verb = "is" if YES in (load.undecided, load.refused) else "may be"
    yield Fault(
        f"{case.vendor.name} {verb} handed {what} before consent; hand over nothing about a person until they have "
        f"agreed: call it in the accept callback of your consent platform{f' ({need.article})' if need.article else ''}"
    )


CHECK = Check(
    "personal-data-before-consent",
    "data about a visitor, handed to a vendor before consent",
    Severity.WARNING,
    run,
    about="data",
)
