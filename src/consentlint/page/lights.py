"""The traffic lights of one service, each with its words."""

from consentlint.model import Finding
from consentlint.page.content import LEVEL_OF, Content, Service, level, unsure
from consentlint.page.markup import Html
from consentlint.page.shapes import light


def about(service: Service, content: Content, subject: str) -> list[Finding]:
    """The findings on a service that are about `consent` or `region`."""
    return [found for found in service.findings if content.about(found) == subject]


def weighed(service: Service, content: Content) -> tuple[bool, bool]:
    """Whether a request without consent is a fault as the page loads, and when the visitor asks for the service."""
    return service.vendor.consent.required != "no", any(found.check == "click-to-load" for found in service.findings)


def consent_light(service: Service, content: Content) -> Html:
    words, embeds = content.words, service.embeds
    if not embeds:
        return light("open", words("lights.not_embedded"))
    if service.vendor.consent.required == "no":
        return light("open", words("lights.no_consent_needed"))
    mark = level(embeds, about(service, content, "consent"))
    early = [embed for embed in embeds if not embed.gated]
    if not early:
        return light(mark, words("lights.gated" if mark == "good" else "lights.gated_with_remarks"))
    sure = [embed for embed in early if not unsure(embed)]
    key, number = ("early", len(sure)) if sure else ("maybe_early", len(early))
    text = words.count(key, number, all=len(embeds)) if len(embeds) > 1 else words(f"lights.{key}_only")
    return light(mark, text if mark != "open" else words("lights.accepted", text=text))


def region_light(service: Service, content: Content) -> Html:
    words = content.words
    regions = {embed.region for embed in service.embeds if embed.region is not None}
    if not regions:
        country = service.vendor.entity.country
        where = words("regions.company_in", country=words.country(country)) if country else ""
        return light("open", where or words("lights.no_regions"))
    names = {words.name("jurisdictions", region.jurisdiction) for region in regions}
    allowed = all(region.jurisdiction in content.jurisdictions for region in regions)
    found = max((finding.severity for finding in about(service, content, "region")), default=None)
    mark = LEVEL_OF.get(found, "good" if allowed else "open") if found is not None else "good" if allowed else "open"
    return light(mark, ", ".join(sorted(names)))


def duty_light(service: Service, content: Content) -> Html:
    words = content.words
    states = content.duties.get(service.id, ())
    if not content.register or not states:
        return light("open", words("lights.no_register" if states else "duties.unknown"))
    if not content.entry(service):
        return light("check", words("lights.unregistered"))
    open_ones = [state for state in states if state.level in ("fault", "check")]
    if not open_ones:
        return light("good", words("lights.duties_met"))
    mark = "fault" if any(state.level == "fault" for state in open_ones) else "check"
    return light(mark, words("lights.duties_open", n=len(open_ones), all=len(states)))
