"""At the top: the figures, one line a service, and how to read the rest."""

from collections.abc import Iterator

from consentlint.page.content import Content, Service
from consentlint.page.lights import consent_light, duty_light, region_light
from consentlint.page.markup import Html, items, join, table, tag
from consentlint.page.section import Section
from consentlint.page.shapes import light


def write(content: Content) -> Html:
    return join((_lead(content), _figures(content), _overview(content), _legend(content)))


def _lead(content: Content) -> Html:
    words = content.words
    if not content.services:
        return tag("p", words("summary.nothing"), class_="lead")
    return tag("p", words("summary.lead", name=content.name), class_="lead")


def _figures(content: Content) -> Html:
    return tag("dl", *_each_figure(content), class_="figures")


def _each_figure(content: Content) -> Iterator[Html]:
    words, report = content.words, content.report
    gated = sum(embed.gated for embed in report.embeds)
    severities = [str(finding.severity) for finding in report.findings]
    figures = (
        ("services", str(len([service for service in content.services if service.embeds])), ""),
        ("embeds", str(len(report.embeds)), words.count("gated", gated) if report.embeds else ""),
        ("errors", str(severities.count("error")), words.count("warnings", severities.count("warning"))),
        ("files", str(report.files_scanned), words("figures.unread", n=len(report.skipped) + len(report.partial))),
    )
    for name, number, more in figures:
        beside = tag("dd", more, class_="more") if more else ""
        yield tag("div", tag("dt", words(f"figures.{name}")), tag("dd", number, class_="number"), beside)


def _overview(content: Content) -> Html:
    words = content.words
    if not content.services:
        return Html("")
    head = [words(f"overview.{column}") for column in ("service", "consent", "region", "duties", "embeds")]
    rows = (_row(number, service, content) for number, service in enumerate(content.services, 1))
    return table(words("overview.caption"), head, rows)


def _row(number: int, service: Service, content: Content) -> tuple[str, ...]:
    return (
        tag("a", service.vendor.name, href=f"#service-{number}"),
        consent_light(service, content),
        region_light(service, content),
        duty_light(service, content),
        str(len(service.embeds)),
    )


def _legend(content: Content) -> Html:
    """How to read the page, closed until somebody asks."""
    words = content.words
    lights = (light(name, words(f"legend.{name}")) for name in ("good", "check", "fault", "open"))
    worlds = (
        tag("dt", words(f"worlds.{world}")) + tag("dd", words(f"legend.{world}"))
        for world in ("undecided", "refused", "granted", "load", "request")
    )
    return tag(
        "details",
        tag("summary", words("legend.title")),
        items(lights, class_="plain"),
        tag("dl", *worlds, class_="terms"),
        tag("p", words("legend.answers")),
        class_="legend",
    )


SECTION = Section("summary", 10, write)
