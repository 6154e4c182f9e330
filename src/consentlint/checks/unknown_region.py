"""What decides where the data goes cannot be read."""

from collections.abc import Iterator

from consentlint.check import CONNECTION_HINT, Case, Check, Fault
from consentlint.model import Severity
from consentlint.regions import fact_name, known_facts, region_name, suggestion, unread_facts


def run(case: Case) -> Iterator[Fault]:
    region = case.embed.region
    if region is None or region.jurisdiction != "unknown" or case.embed.form == CONNECTION_HINT:
        return
    if case.vendor.region_in == "account":
        yield Fault(
            f"{case.vendor.name} sends data to a region that is set in its account and cannot be seen in code; "
            f"look it up there and declare it with `region` under `services.{case.vendor.id}`"
        )
        return
    unread = " and ".join(fact_name(case, fact) for fact in unread_facts(case.embed))
    known = ", ".join(f"{fact_name(case, fact)} is {region_name(fact.region)}" for fact in known_facts(case.embed))
    why = (
        f"{unread} is no region that can be read here" if unread else "neither its address nor a setting names a region"
    )
    yield Fault(
        f"{case.vendor.name} sends data to an unknown region: {why}"
        f"{f' ({known}, but that does not decide)' if known else ''}; {suggestion(case)}"
    )


CHECK = Check("unknown-region", "a vendor whose region cannot be read", Severity.WARNING, run, about="region")
