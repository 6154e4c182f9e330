"""Where the data go: a bar for each jurisdiction."""

from collections import Counter, defaultdict

from consentlint.model import Embed
from consentlint.page.content import Content
from consentlint.page.markup import Html, items, join, table, tag
from consentlint.page.section import Section
from consentlint.page.shapes import bar, light

ORDER = ("eea", "uk", "ch", "adequacy", "us", "other", "unknown")
# Embeds of vendors without regions: only the country of the company is known.
WITHOUT = "none"


def write(content: Content) -> Html:
    groups: dict[str, list[Embed]] = defaultdict(list)
    for embed in content.report.embeds:
        groups[embed.region.jurisdiction if embed.region else WITHOUT].append(embed)
    if not groups:
        return tag("p", content.words("summary.nothing"))
    words, most = content.words, max(map(len, groups.values()))
    head = [words(f"regions.{column}") for column in ("jurisdiction", "embeds", "allowed", "where")]
    named = [name for name in (*ORDER, WITHOUT) if name in groups]
    rows = (
        (
            words.name("jurisdictions", name),
            join(
                (
                    tag("span", str(len(groups[name])), class_="number"),
                    bar(len(groups[name]), most, _level(name, content)),
                )
            ),
            light(_level(name, content), words(f"regions.{_level(name, content)}")),
            _places(groups[name], content),
        )
        for name in named
    )
    return join((tag("p", _allowed(content)), table(words("regions.caption"), head, rows, "bars")))


def _allowed(content: Content) -> str:
    words = content.words
    names = ", ".join(words.name("jurisdictions", name) for name in content.jurisdictions)
    return words("regions.policy", policy=content.policy, names=names or words("regions.nowhere"))


def _level(name: str, content: Content) -> str:
    if name == WITHOUT:
        return "open"
    if name in content.jurisdictions:
        return "good"
    return "check" if name == "unknown" else "fault"


def _places(embeds: list[Embed], content: Content) -> Html:
    """The services with their regions, counted."""
    vendors = {service.id: service.vendor for service in content.services}
    counted = Counter((vendors[embed.vendor].name, _region(embed, content)) for embed in embeds)
    told = (
        f"{name}: {region} ({number})" if region else f"{name} ({number})"
        for (name, region), number in sorted(counted.items())
    )
    return items(told, class_="plain")


def _region(embed: Embed, content: Content) -> str:
    """The region by name; for vendors without one, the country of the company."""
    words = content.words
    if embed.region is None:
        country = next(service.vendor.entity.country for service in content.services if service.id == embed.vendor)
        return words("regions.company_in", country=words.country(country)) if country else ""
    return embed.region.name or (words("regions.unknown_id") if embed.region.id == "unknown" else embed.region.id)


SECTION = Section("regions", 30, write)
