"""Every embed with what was weighed, and the source that it stands in."""

from consentlint.model import Embed, Finding, Guard, RegionFact, Related
from consentlint.page.content import LEVEL_OF, Content, Service, by_place, findings_of, level
from consentlint.page.frame import frame, where
from consentlint.page.lights import weighed
from consentlint.page.markup import Html, items, join, safe, tag, terms
from consentlint.page.section import Section
from consentlint.page.shapes import ANSWERS, light, matrix
from consentlint.worlds import WORLD_NAMES, Worlds


def write(content: Content) -> Html:
    numbered = [pair for pair in enumerate(content.services, 1) if pair[1].embeds]
    if not numbered:
        return tag("p", content.words("summary.nothing"))
    groups = (join((_title(number, service), *_each(service, content))) for number, service in numbered)
    return join((tag("p", content.words("embeds.lead")), *groups))


def _title(number: int, service: Service) -> Html:
    return tag("h3", service.vendor.name, id=f"embeds-{number}")


def _each(service: Service, content: Content) -> list[Html]:
    findings = by_place(service.findings)
    return [_embed(embed, findings_of(embed, findings), service, content) for embed in service.embeds]


def _embed(embed: Embed, found: list[Finding], service: Service, content: Content) -> Html:
    mark = level([embed], [finding for finding in found if content.about(finding) in ("consent", "region")])
    return tag(
        "details",
        tag("summary", *_summary(embed, mark, content)),
        tag("div", *_body(embed, found, service, content), class_="body"),
        open=any(finding.severity in LEVEL_OF for finding in found),
        class_="embed",
    )


def _summary(embed: Embed, mark: str, content: Content) -> tuple[str, ...]:
    words = content.words
    form = words.name("forms", embed.form)
    told = words(f"embeds.{mark}")
    return (light(mark, told), " ", where(embed.place, content.positions), " ", tag("span", form, class_="form"))


def _body(embed: Embed, found: list[Finding], service: Service, content: Content) -> list[Html]:
    return [
        *(_finding(finding, content) for finding in found),
        frame(embed.place, content.positions),
        tag(
            "div",
            _facts(embed, content),
            matrix(embed.exposure, content.words, weighed(service, content)),
            class_="columns",
        ),
        _trace("embeds.trace", embed.trace, content, empty=content.words("embeds.unguarded")),
        *(_trace("embeds.other_way", way, content) for way in embed.other_ways if way),
        _steps(embed.steps, content),
    ]


def _finding(finding: Finding, content: Content) -> Html:
    words = content.words
    severity = words.name("severities", str(finding.severity))
    text = light(LEVEL_OF.get(finding.severity, "open"), f"{severity}: ")
    return tag("p", text, words.original(finding.message), " ", tag("code", f"[{finding.check}]"), class_="finding")


def _facts(embed: Embed, content: Content) -> Html:
    words, region = content.words, embed.region
    named = ""
    if region is not None:
        named = f"{region.name or region.id} ({words.name('jurisdictions', region.jurisdiction)})"
    return terms(
        (
            (words("embeds.url"), tag("code", embed.url, class_="long") if embed.url else ""),
            (words("embeds.product"), embed.product),
            (words("embeds.region"), named),
            (words("embeds.region_facts"), _region_facts(embed, content)),
            (words("embeds.self_hosted"), words("embeds.self_hosted_yes") if embed.self_hosted else ""),
        ),
        "terms",
    )


def _region_facts(embed: Embed, content: Content) -> Html:
    """What in the code says where the data go."""
    told = [_fact(fact, content) for fact in embed.region_facts]
    return items(told, class_="plain") if told else Html("")


def _fact(fact: RegionFact, content: Content) -> Html:
    words = content.words
    told = tag("code", fact.text) if fact.text else safe(words("embeds.unreadable"))
    region = fact.region.name or fact.region.id
    return join((words(f"embeds.{fact.role}"), " ", told, " → ", region, ", ", where(fact.place, content.positions)))


def _trace(title: str, guards: tuple[Guard, ...], content: Content, empty: str = "") -> Html:
    words = content.words
    heading = tag("h4", words(title))
    if not guards:
        return join((heading, tag("p", empty))) if empty else Html("")
    return join((heading, items((_guard(guard, content) for guard in guards), "ol", "trace")))


def _guard(guard: Guard, content: Content) -> Html:
    words = content.words
    told: list[str] = [words.original(guard.reason)] if guard.reason else []
    if guard.by_name:
        told.append(words("embeds.by_name"))
    reason = tag("p", join(told, "; "), class_="reason") if told else Html("")
    answers = tag("span", answers_of(guard.worlds, content), class_="answers")
    return join((tag("code", guard.text), " ", where(guard.place, content.positions), Html("<br/>"), answers, reason))


def answers_of(worlds: Worlds, content: Content) -> str:
    """`undecided yes, refused no, granted yes`."""
    words = content.words
    pairs = zip(WORLD_NAMES, worlds, strict=True)
    return ", ".join(f"{words(f'worlds.{world}')} {words(f'answers.{ANSWERS[answer]}')}" for world, answer in pairs)


def _steps(steps: tuple[Related, ...], content: Content) -> Html:
    """The calls, imports and includes that lead to the embed."""
    if not steps:
        return Html("")
    told = (join((content.words.original(step.caption), " ", where(step.place, content.positions))) for step in steps)
    return join((tag("h4", content.words("embeds.way")), items(told, "ol", "trace")))


SECTION = Section("embeds", 60, write)
