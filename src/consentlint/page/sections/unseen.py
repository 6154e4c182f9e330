"""What could not be seen, and why: the page claims nothing beyond it."""

from collections.abc import Callable, Iterable

from consentlint.model import Embed, Finding, Skipped
from consentlint.packs.values import Vendor
from consentlint.page.content import Content, unsure
from consentlint.page.frame import where
from consentlint.page.markup import Html, items, join, table, tag
from consentlint.page.section import Section
from consentlint.worlds import MAYBE

LIMITS = ("tag_manager", "server", "quietened", "bundles", "legal")


def write(content: Content) -> Html:
    words, report = content.words, content.report
    parts = (
        ("unsure", _places(content, unsure, _why)),
        ("region", _places(content, _unplaced, _unread)),
        ("skipped", _files(report.skipped, content)),
        ("partial", _files(report.partial, content)),
        ("passed_over", _passed_over(content)),
        ("errors", items(map(words.original, report.errors)) if report.errors else ""),
        ("others", _others(content)),
        ("limits", items(words(f"limits.{name}") for name in LIMITS)),
    )
    nothing = tag("p", words("unseen.nothing"), class_="quiet")
    return join(tag("h3", words(f"unseen.{name}")) + (body or nothing) for name, body in parts)


def _places(content: Content, wanted: Callable[[Embed], bool], tell: Callable[[Embed, Vendor, Content], str]) -> str:
    """A table of embeds with what there is to tell of each; "" when none is wanted."""
    words = content.words
    found = [(embed, service.vendor) for service in content.services for embed in service.embeds if wanted(embed)]
    head = [words(f"unseen.{column}") for column in ("where", "service", "why")]
    rows = [
        (where(embed.place, content.positions), vendor.name, tell(embed, vendor, content)) for embed, vendor in found
    ]
    return table(words("unseen.places"), head, rows) if rows else ""


def _why(embed: Embed, vendor: Vendor, content: Content) -> str:
    """The reasons of all guards on the way that are worth `maybe`."""
    words, none = content.words, content.words("unseen.no_reason")
    guards = [guard for guard in embed.trace if MAYBE in (guard.worlds.undecided, guard.worlds.refused)]
    told = [join((tag("code", guard.text), ": ", words.original(guard.reason) or none)) for guard in guards]
    return items(told, class_="plain") if told else none


def _unplaced(embed: Embed) -> bool:
    return embed.region is not None and embed.region.jurisdiction == "unknown"


def _unread(embed: Embed, vendor: Vendor, content: Content) -> str:
    """What is written where the region would have to stand."""
    words = content.words
    if vendor.region_in == "account":
        return words("unseen.in_account")
    facts = [fact for fact in embed.region_facts if fact.region.jurisdiction == "unknown" and fact.text]
    if not facts:
        return words("unseen.not_literal")
    return join((words("unseen.not_a_region"), " ", join((tag("code", fact.text) for fact in facts), ", ")))


def _files(files: Iterable[Skipped], content: Content) -> str:
    words = content.words
    rows = [(tag("code", left.path), words.original(left.reason)) for left in files]
    return table(words("unseen.files"), [words("unseen.file"), words("unseen.why")], rows) if rows else ""


def _passed_over(content: Content) -> str:
    words, passed = content.words, content.report.passed_over
    rows = [(words.original(reason), str(number)) for reason, number in sorted(passed.items())]
    return table(words("unseen.number"), [words("unseen.what"), words("unseen.number")], rows) if rows else ""


def _others(content: Content) -> str:
    """Findings that are about no service: comments that quieten nothing, or without a reason."""

    def told(finding: Finding) -> Html:
        return join((content.words.original(finding.message), " ", where(finding.place, content.positions)))

    left = [finding for finding in content.others if finding.place.path != content.register_file]
    return items(map(told, left)) if left else ""


SECTION = Section("unseen", 70, write)
