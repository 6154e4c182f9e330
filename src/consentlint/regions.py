"""How regions are spoken of in messages, and the way out of a wrong one."""

from collections.abc import Sequence

from consentlint.check import Case
from consentlint.model import Embed, Region, RegionFact
from consentlint.packs.values import RegionEntry
from consentlint.wayout import allowed_regions

JURISDICTIONS = {
    "eea": "EEA",
    "uk": "United Kingdom",
    "ch": "Switzerland",
    "adequacy": "countries with an adequacy decision",
    "us": "United States",
    "other": "other countries",
}


def region_name(region: Region) -> str:
    """The region as people say it: `Europe (Ireland)`, else its id."""
    return region.name or region.id


def jurisdiction_list(jurisdictions: Sequence[str]) -> str:
    """`EEA`, `EEA or Switzerland`."""
    return " or ".join(JURISDICTIONS.get(name, name) for name in jurisdictions) or "jurisdictions (none is)"


def fact_name(case: Case, fact: RegionFact) -> str:
    """A region fact as its author wrote it: `environment "prod-euw1"`, `host apps.mypurecloud.com`."""
    if fact.role != "setting":
        return f"host {fact.text}" if fact.text else "the host"
    key = setting_key(case, fact) or "setting"
    return f'{key} "{fact.text}"' if fact.text else f"the {key}"


def setting_key(case: Case, fact: RegionFact) -> str:
    """The key under which the product takes its region, in the notation of the fact; "" when the pack does not say."""
    reads = "url" if "." in fact.text or "/" in fact.text else "name"
    settings = [one for one in case.vendor.settings if one.product == fact.product and not one.loads]
    return next((one.key for one in sorted(settings, key=lambda one: one.reads != reads)), "")


def known_facts(embed: Embed) -> list[RegionFact]:
    return [fact for fact in embed.region_facts if fact.region.jurisdiction != "unknown"]


def unread_facts(embed: Embed) -> list[RegionFact]:
    return [fact for fact in embed.region_facts if fact.region.jurisdiction == "unknown"]


def suggestion(case: Case) -> str:
    """The way into an allowed region, with the vendor's own host and word."""
    entry = next(iter(allowed_regions(case)), None)
    if entry is None:
        return (
            f"{case.vendor.name} has no region there, so use another vendor or allow the jurisdiction by configuration"
        )
    ways = [way for way in (_host(case, entry), _word(case, entry)) if way]
    if not ways:
        return f"use the hosts or the option of {case.vendor.name} for {entry.name}"
    return f"use {' with '.join(ways)}, which is {entry.name}"


def _host(case: Case, entry: RegionEntry) -> str:
    """The embed's host moved to the region `entry`, or its base domain."""
    host = case.embed.url.partition("//")[2].partition("/")[0].lower()
    near = (one for one in entry.hosts if "*" not in one and one.split(".", 1)[-1] == host.split(".", 1)[-1])
    if not entry.domains:
        return next(near, "")
    domains = sorted((d for region in case.vendor.regions for d in region.domains), key=len, reverse=True)
    own = next((domain for domain in domains if host.endswith(f".{domain}")), None)
    return host[: -len(own)] + entry.domains[0] if own else entry.domains[0]


def _word(case: Case, entry: RegionEntry) -> str:
    """The setting of the embed with the word for `entry`, in the same notation as the word that stands there."""
    fact = next((fact for fact in case.embed.region_facts if fact.role == "setting"), None)
    key = setting_key(case, fact) if fact else ""
    if fact is None or not key or not entry.names:
        return ""
    text = fact.text.lower()
    if "." in text or "/" in text:
        return ""
    if text == fact.region.id:
        return f'{key} "{entry.id}"'
    own = next((region.names for region in case.vendor.regions if region.id == fact.region.id), ())
    index = own.index(text) if text in own else 0
    return f'{key} "{entry.names[index] if index < len(entry.names) else entry.names[0]}"'
