"""The data goes to a region outside of the allowed jurisdictions."""

from collections.abc import Iterator

from consentlint.check import CONNECTION_HINT, Case, Check, Fault
from consentlint.model import Severity
from consentlint.regions import jurisdiction_list, region_name, suggestion


def run(case: Case) -> Iterator[Fault]:
    region = case.embed.region
    if region is None or case.embed.form == CONNECTION_HINT:
        return
    if region.jurisdiction == "unknown" or region.jurisdiction in case.jurisdictions:
        return
    yield Fault(
        f"{case.vendor.name} sends data to {region_name(region)}, outside of the allowed "
        f"{jurisdiction_list(case.jurisdictions)}; {suggestion(case)}"
    )


CHECK = Check(
    "non-eu-region", "a vendor's region outside of the allowed jurisdictions", Severity.ERROR, run, about="region"
)
