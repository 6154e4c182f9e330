"""Two things that say where the data goes contradict each other."""

from collections.abc import Iterator

from consentlint.check import CONNECTION_HINT, Case, Check, Fault, dead
from consentlint.model import Embed, RegionFact, Related, Severity
from consentlint.regions import fact_name, known_facts, region_name, setting_key


def run(case: Case) -> Iterator[Fault]:
    if not _counts(case.embed):
        return
    yield from _inside(case)
    yield from _between(case)


def _inside(case: Case) -> Iterator[Fault]:
    """The setting and the host of one embed, or two settings."""
    facts = sorted(known_facts(case.embed), key=lambda fact: fact.role != "setting")
    other = next(
        (fact for fact in facts if fact.region.id != facts[0].region.id and not _alternatives(fact, facts[0])), None
    )
    if other is None:
        return
    first, key = facts[0], setting_key(case, facts[0]) or "setting"
    says = [f"{fact_name(case, fact)} says {region_name(fact.region)}" for fact in (first, other)]
    decides = f"the {key} decides where data goes" if first.role == "setting" else "nothing says which one counts"
    yield Fault(
        f"{case.vendor.name} is given two regions: {' and '.join(says)}; {decides}, make both the same",
        related=(Related(other.place, f"says {region_name(other.region)}"),),
    )


def _alternatives(one: RegionFact, other: RegionFact) -> bool:
    """Hosts of one address: only one of them is taken."""
    return one.role == other.role == "host" and one.place == other.place


def _between(case: Case) -> Iterator[Fault]:
    """The first embed of a file that disagrees with the file's first one, unless only one of them can run."""
    counting = [
        embed for embed in case.siblings if _counts(embed) and embed.region and embed.region.jurisdiction != "unknown"
    ]
    first = counting[0] if counting else case.embed
    later = next((embed for embed in counting if embed.region != first.region and not _either_or(first, embed)), None)
    if later is not case.embed or first.region is None or later.region is None:
        return
    yield Fault(
        f"{case.vendor.name} is embedded here for {region_name(later.region)} and before in this file for "
        f"{region_name(first.region)}; use one region for both",
        related=(Related(first.place, f"embedded for {region_name(first.region)}"),),
    )


def _counts(embed: Embed) -> bool:
    return embed.region is not None and embed.form != CONNECTION_HINT and not dead(embed)


def _either_or(one: Embed, other: Embed) -> bool:
    """True when the two stand in different arms of one condition."""
    return any(a.place == b.place and a.text != b.text for a in one.trace for b in other.trace)


CHECK = Check("region-mismatch", "two regions for one vendor", Severity.ERROR, run, about="region")
