"""The words of the checks on duties: one sentence that names the thing, the fault, the article and the way out."""

import datetime
import re

import pytest
from verdicts import packs

from consentlint.duties.model import Document, RegisterCase, ServiceCase
from consentlint.duties.register import read_register
from consentlint.duties.services import duties_of, vendor_of
from consentlint.judge import all_checks, judge_services
from consentlint.model import Embed, Exposure, Finding, Place, Region, Span
from consentlint.worlds import ON_CONSENT

TODAY = datetime.date(2026, 11, 23)
PAGE = Place("a.html", Span(0, 1))
EMBED = Embed("genesys", "script-tag", PAGE, "", Exposure(ON_CONSENT), region=Region("eu-central-1", "eea"))


def findings(entries: str, *embeds: Embed) -> list[Finding]:
    """What is said of a register with these entries, in a project with these embeds."""
    register = read_register("r.yaml", f"services:\n{entries}".encode())
    policy = packs().policies["default"]
    cases = []
    for name in dict.fromkeys((*register.entries, *(embed.vendor for embed in embeds))):
        entry, mine = register.entries.get(name), tuple(embed for embed in embeds if embed.vendor == name)
        vendor = vendor_of(name, entry, packs())
        duties = duties_of(vendor, packs(), mine)
        cases.append(ServiceCase(name, vendor, entry, mine, duties, register, packs(), policy, ("eea",), TODAY))
    return judge_services(cases, RegisterCase(register, packs(), TODAY, Document), policy)


def message(check: str, entries: str, *embeds: Embed) -> str:
    (found,) = (finding.message for finding in findings(entries, *embeds) if finding.check == check)
    return found


EMPTY = "  genesys: {}\n"
WORDS = [
    ("missing-dpa", EMPTY,
     "the register has no date and no document of the data processing agreement with Genesys Cloud Services, LLC "
     "(Art. 28(3) GDPR); add `dpa: {date: ..., document: ...}`, or `not-needed:` with the reason, or `role: "
     "controller` where the provider is one"),
    ("missing-sccs", "  genesys: {dpa: {sccs: false}}\n",
     "the register says that there are no Standard Contractual Clauses with Genesys Cloud Services, LLC "
     "(Art. 46(2)(c) GDPR); see that the agreement includes them and write `sccs: true` in `dpa:`"),
    ("missing-retention", EMPTY,
     "the register does not say how long transcripts and recordings of Genesys Cloud CX are kept (Art. 5(1)(e), Art. "
     "13(2)(a) GDPR); add `retention: {transcripts: ..., recordings: ...}` with words such as `90 days`, or "
     "`not-needed:` with the reason"),
    ("incomplete-registration", EMPTY,
     "the entry of Genesys Cloud CX does not say its owner, role and purposes (Art. 30(1) GDPR); add `owner:`, `role:` "
     "and `purposes:`"),
    ("region-drift", "  genesys: {region: eu-west-1}\n",
     "Genesys Cloud CX sends data to eu-central-1 here, and the register says eu-west-1; correct whichever is wrong"),
    ("stale-review", "  genesys: {review: {last: 2025-11-22}}\n",
     "the entry of Genesys Cloud CX was last reviewed on 2025-11-22, more than 12 months ago (Art. 24(1) GDPR); review "
     "it and write the day to `last:`"),
    ("unregistered-service", "  crisp: {}\n",
     "Genesys Cloud CX is embedded here, and r.yaml has no entry for it; add `genesys:` under `services:`"),
]  # fmt: skip


@pytest.mark.parametrize(("check", "entries", "words"), WORDS, ids=[words[0] for words in WORDS])
def test_words(check: str, entries: str, words: str) -> None:
    assert message(check, entries, EMBED) == words


def test_every_message_is_one_sentence_with_a_way_out() -> None:
    faulty = "  genesys: {owner: 1, region: mars, dpa: {date: soon}, training: {date: 2099-01-01}, x: 1}\n"
    more = "  crisp: {}\n  nobody: {}\n  own: {name: Own, entity: {name: Own, country: US}}\n"
    every = [*findings(EMPTY, EMBED), *findings(faulty + more, EMBED), *findings(more, EMBED)]
    assert len({finding.check for finding in every}) >= 17
    for finding in every:
        assert not finding.message.endswith("."), finding.message
        assert "\n" not in finding.message
        assert ";" in finding.message or "write" in finding.message or "put" in finding.message, finding.message
        assert not re.search(r"\bplease\b|\billegal\b|\bmust\b", finding.message, re.IGNORECASE), finding.message


def test_articles_are_those_of_the_pack() -> None:
    for finding in findings(EMPTY, EMBED):
        duty = all_checks()[finding.check].duty
        if duty and duty != "region":
            articles = {one.article for one in packs().vendors["genesys"].duties if one.id == duty}
            need = packs().vendors["genesys"].consent.article
            assert any(article in finding.message for article in {*articles, need}), finding.message
