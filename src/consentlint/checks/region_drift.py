"""The register names one region and the code another, or the register names none."""

from collections.abc import Iterator

from consentlint.check import Check, Fault
from consentlint.duties.model import ServiceCase
from consentlint.duties.services import article
from consentlint.model import Related, Severity


def run(case: ServiceCase) -> Iterator[Fault]:
    entry = case.entry
    if entry is None or entry.unreadable("region"):
        return
    if entry.region and entry.region not in {region.id for region in case.vendor.regions}:
        return  # no region of this vendor: a fault of the register
    regions = [
        (embed, embed.region) for embed in case.embeds if embed.region and embed.region.jurisdiction != "unknown"
    ]
    if not entry.region:
        if case.vendor.regions and case.embeds:
            seen = f"; the code sends data to {regions[0][1].id}" if regions else ""
            yield Fault(
                f"the register does not say which region of {case.vendor.name} is meant"
                f"{article(case.duties, 'region')}{seen}; add `region:`",
                entry.place("region"),
            )
        return
    told = Related(entry.place("region"), f"the register says {entry.region}")
    for embed, region in regions:
        if region.id != entry.region:
            yield Fault(
                f"{case.vendor.name} sends data to {region.id} here, and the register says {entry.region}; "
                "correct whichever is wrong",
                embed.place,
                (told,),
            )


CHECK = Check(
    "region-drift", "a region that code and register disagree on", Severity.WARNING, run, about="duty", duty="region"
)
