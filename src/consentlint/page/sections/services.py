"""One card a service: who it is, what it does in the three worlds, where it sends, what is to be done."""

from collections import Counter

from consentlint.model import Severity
from consentlint.packs.values import Source, Vendor
from consentlint.page.content import LEVEL_OF, Content, Service
from consentlint.page.lights import consent_light, duty_light, region_light, weighed
from consentlint.page.markup import Html, items, join, tag, terms
from consentlint.page.section import Section
from consentlint.page.shapes import light, matrix


def write(content: Content) -> Html:
    if not content.services:
        return tag("p", content.words("summary.nothing"))
    return join(_card(number, service, content) for number, service in enumerate(content.services, 1))


def _card(number: int, service: Service, content: Content) -> Html:
    return tag(
        "article",
        tag("h3", service.vendor.name, id=f"service-{number}"),
        tag("div", _who(service, content), _worlds(number, service, content), class_="columns"),
        _todo(service, content),
        _known(service, content),
        class_="card",
    )


def _who(service: Service, content: Content) -> Html:
    words, vendor = content.words, service.vendor
    entity = vendor.entity
    company = ", ".join(part for part in (entity.name, words.country(entity.country)) if part)
    needed = words(f"consent.{vendor.consent.required}")
    lawful = f"{needed} ({words.article(vendor.consent.article)})" if vendor.consent.article else needed
    return terms(
        (
            (words("services.company"), company),
            (words("services.role"), _role(service, content)),
            (words("services.category"), words.name("categories", vendor.category)),
            (words("services.products"), ", ".join(sorted({embed.product for embed in service.embeds} - {""}))),
            (words("services.needed"), lawful if service.embeds else ""),
            (words("services.consent"), consent_light(service, content)),
            (words("services.region"), region_light(service, content)),
            (words("services.duties"), duty_light(service, content)),
        ),
        "terms",
    )


def _role(service: Service, content: Content) -> str:
    """As the register says, else as the pack does."""
    words, entry = content.words, content.entry(service)
    role = (entry.role if entry else "") or service.vendor.entity.role
    return words("consent.role_depends") if role == "depends" else words.shared("roles", role) if role else ""


def _worlds(number: int, service: Service, content: Content) -> Html:
    words = content.words
    if not service.embeds:
        return tag("p", words("services.registered_only"))
    many = len(service.embeds)
    told = words("services.worst", n=many) if many > 1 else words("services.only")
    caption = tag("figcaption", told, " ", _link(number, content))
    return tag("figure", matrix(service.exposure, words, weighed(service, content)), caption)


def _link(number: int, content: Content) -> Html:
    return tag("a", content.words("services.to_embeds"), href=f"#embeds-{number}")


def _todo(service: Service, content: Content) -> Html:
    """What the checks say, counted by check; each finding stands with its embed."""
    words, rules = content.words, content.report.rules
    counted = Counter((-finding.severity, finding.check) for finding in service.findings)
    lines = (
        light(
            LEVEL_OF.get(Severity(-weight), "open"),
            join((words.instead("checks", check, rules[check].summary if check in rules else check), f" ({number})")),
        )
        for (weight, check), number in sorted(counted.items())
    )
    return join((tag("h4", words("services.todo")), items(lines, class_="plain"))) if counted else Html("")


def _known(service: Service, content: Content) -> Html:
    """What the pack knows of transfers, and where that was read; folded until somebody asks."""
    words, vendor = content.words, service.vendor
    transfers = [join((words.original(fact.text), _article(fact.article, content))) for fact in vendor.transfer]
    if not transfers:
        return Html("")
    entry = content.entry(service)
    named = () if entry and entry.transfer else _sources(vendor)
    sources = [join((words.original(one.title), ", ", one.date, ", ", tag("code", one.url))) for one in named]
    return tag(
        "details",
        tag("summary", words("services.transfers")),
        items(transfers),
        tag("h4", words("services.sources")) + items(sources) if sources else "",
        class_="known",
    )


def _sources(vendor: Vendor) -> list[Source]:
    """Where the facts on transfers were read; one that names no source rests on the first."""
    used = {fact.source or next((one.id for one in vendor.sources), "") for fact in vendor.transfer}
    return [one for one in vendor.sources if one.id in used]


def _article(article: str, content: Content) -> str:
    return f" ({content.words.article(article)})" if article else ""


SECTION = Section("services", 20, write)
