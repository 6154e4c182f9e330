"""The services of a project: what is embedded, joined with what is registered. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from consentlint.duties.model import Entry
from consentlint.model import Embed, Region
from consentlint.packs.values import (
    UNKNOWN_THIRD_PARTY,
    ConsentNeed,
    Duty,
    Entity,
    Fact,
    Packs,
    RegionEntry,
    Vendor,
)

UNSAID = "its entry in the register does not say otherwise"


def by_service(embeds: Iterable[Embed]) -> dict[str, tuple[Embed, ...]]:
    """Vendor -> its embeds, in the order of their places. What runs on the operator's own server is no third party."""
    found: dict[str, list[Embed]] = {}
    for embed in sorted(embeds, key=lambda embed: embed.place):
        if embed.vendor != UNKNOWN_THIRD_PARTY and not embed.self_hosted:
            found.setdefault(embed.vendor, []).append(embed)
    return {name: tuple(many) for name, many in sorted(found.items())}


def vendor_of(name: str, entry: Entry | None, packs: Packs) -> Vendor:
    """The pack's vendor with the facts of its entry on top; a vendor made of these facts alone where no pack has it."""
    entry = entry or Entry()
    known = packs.vendors.get(name) or Vendor(name, name, "", "other", Entity(name, ""), ConsentNeed("yes", UNSAID), ())
    company = known.entity._replace(**{key: value for key, value in entry.entity._asdict().items() if value})
    return known._replace(
        name=entry.name or known.name,
        category=entry.category or known.category,
        entity=company,
        cookies=entry.cookies or known.cookies,
        transfer=tuple(Fact(text) for text in entry.transfer) or known.transfer,
    )


def duties_of(vendor: Vendor, packs: Packs, embeds: Sequence[Embed] = (), region: str = "") -> dict[str, Duty]:
    """The duties that come with a vendor, by id.

    The general ones that fit it, then its own: these win. A general duty has no source.
    embeds  where the vendor stands; region: the one that the register names. They say whether data leave for elsewhere.
    """
    leaves = transfers(vendor, packs, embeds, region)
    general = {
        common.id: Duty(common.id, common.text, "", common.article)
        for common in packs.duties.values()
        if vendor.category in (common.categories or (vendor.category,)) and (leaves or not common.transfer)
    }
    every = general | {duty.id: duty for duty in vendor.duties}
    return {name: duty for name, duty in every.items() if duty.applies}


def transfers(vendor: Vendor, packs: Packs, embeds: Sequence[Embed] = (), region: str = "") -> bool:
    """May data reach a country without an adequacy decision, by the vendor's company or a region that is in use?

    What nobody knows (a company without a country, a region that cannot be read) is no transfer here: a region that
    cannot be read has a check of its own.
    """
    if vendor.entity.country and not adequate(vendor.entity.country, packs):
        return True
    used = [embed.region for embed in embeds if embed.region is not None]
    used += [as_region(entry) for entry in vendor.regions if entry.id == region]
    fine = {"unknown", *(group.id for group in packs.jurisdictions.values() if group.adequate)}
    return any(one.jurisdiction not in fine for one in used)


def as_region(entry: RegionEntry) -> Region:
    return Region(entry.id, entry.jurisdiction, entry.name)


def adequate(country: str, packs: Packs) -> bool:
    """May data go to this country (two letters) without further safeguards?"""
    return any(group.adequate and country.upper() in group.countries for group in packs.jurisdictions.values())


def article(duties: Mapping[str, Duty], duty: str) -> str:
    """` (Art. 28(3) GDPR)`: what a duty rests on, as the packs state it; "" when they do not."""
    found = duties.get(duty)
    return f" ({found.article})" if found is not None and found.article else ""
