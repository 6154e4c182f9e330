"""The checks on embeds built by hand: what is silent, what is reported, and in which words."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from cases import read_page

import consentlint.checks
from consentlint.judge import all_checks, judge
from consentlint.model import (
    UNKNOWN_REGION,
    Embed,
    Exposure,
    Finding,
    Guard,
    Place,
    Region,
    RegionFact,
    Severity,
    Span,
)
from consentlint.packs.values import (
    Cmp,
    ConsentNeed,
    Entity,
    MarkupGate,
    Packs,
    Policy,
    Presence,
    Purpose,
    RegionEntry,
    Setting,
    Vendor,
)
from consentlint.worlds import worlds

IRELAND = Region("eu-west-1", "eea", "Europe (Ireland)")
FRANKFURT = Region("eu-central-1", "eea", "Europe (Frankfurt)")
VIRGINIA = Region("us-east-1", "us", "US East (N. Virginia)")
OREGON = Region("us-west-2", "us", "US West (Oregon)")
VENDOR = Vendor(
    id="acme", name="Acme Chat", website="https://acme.example", category="chat",
    entity=Entity("Acme Inc", "US"), consent=ConsentNeed("yes", "it stores an id", article="Art. 5(3) ePrivacy"),
    loaders=(), sources=(), purposes=("chat",),
    regions=(
        RegionEntry("us-east-1", "US East (N. Virginia)", "us", ("acme.com",), ("prod", "use1", "us-east-1")),
        RegionEntry("us-west-2", "US West (Oregon)", "us", ("usw2.acme.net",), ("prod-usw2", "usw2", "us-west-2")),
        RegionEntry("eu-west-1", "Europe (Ireland)", "eea", ("acme.ie",), ("prod-euw1", "euw1", "eu-west-1")),
        RegionEntry("eu-central-1", "Europe (Frankfurt)", "eea", ("acme.de",), ("prod-euc1", "euc1", "eu-central-1")),
    ),
    settings=(Setting("messenger", "environment"), Setting("messenger", "dataURL", reads="url")),
)  # fmt: skip
ADS = replace(
    VENDOR, id="ads", name="Acme Ads", category="ads", purposes=(), consent=ConsentNeed("no", "it is a poster")
)
BOT = Cmp(
    id="bot", name="Consentbot", website="https://bot.example", sources=(), present=Presence(urls=("bot.example/*",)),
    gates=(MarkupGate('script[type="text/plain" i][data-bot]:not([data-bot="ignore"])', Purpose("data-bot")),
           MarkupGate('iframe[data-bot][data-bot-src]:not([src])', Purpose("data-bot"), url=("data-bot-src",))),
    purposes=("necessary", "preferences", "statistics"), necessary=("necessary",),
    fits={"preferences": ("chat",), "statistics": ("analytics",), "mixed": ("ads", "chat")},
)  # fmt: skip
BARE = Cmp(id="bare", name="bare", website="", sources=())
PACKS = Packs({"acme": VENDOR, "ads": ADS}, {"bot": BOT, "bare": BARE})
DEFAULT = Policy("default", "Default", "")
STRICT = Policy("strict", "Strict", "", click_to_load="reported")
EITHER = Policy("either", "Either", "", requires="either")


def at(start: int, path: str = "page.html") -> Place:
    return Place(path, Span(start, start + 5))


def guard(vector: str, text: str = "if (ok)", start: int = 0, **more: str) -> Guard:
    return Guard("script-branch", at(start), text, worlds(vector), **more)  # type: ignore[arg-type]


def embed(load: str, *trace: Guard, request: str = "no/no/no", start: int = 100, path: str = "page.html",
          **more: object) -> Embed:  # fmt: skip
    settled: dict[str, object] = {"vendor": "acme", "form": "script-tag", "url": "https://apps.acme.de/chat.js",
                                  "product": "messenger", "region": FRANKFURT, **more}  # fmt: skip
    exposure = Exposure(worlds(load), worlds(request))
    return Embed(place=at(start, path), exposure=exposure, trace=trace, **settled)  # type: ignore[arg-type]


def fact(role: str, text: str, region: Region, start: int = 100) -> RegionFact:
    return RegionFact(role, "messenger", text, region, at(start))


def findings(*embeds: Embed, policy: Policy = DEFAULT, jurisdictions: tuple[str, ...] = ("eea",)) -> list[Finding]:
    return judge(embeds, PACKS, policy, jurisdictions)


def ids(*embeds: Embed, policy: Policy = DEFAULT, jurisdictions: tuple[str, ...] = ("eea",)) -> list[str]:
    return [finding.check for finding in findings(*embeds, policy=policy, jurisdictions=jurisdictions)]


def message(check: str, *embeds: Embed, policy: Policy = DEFAULT) -> str:
    return next(finding.message for finding in findings(*embeds, policy=policy) if finding.check == check)


# --- which check speaks ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("vector", ["no/no/yes", "no/no/maybe"])
def test_gated_is_silent(vector: str) -> None:
    assert ids(embed(vector, guard(vector))) == []


@pytest.mark.parametrize(
    ("vector", "check"),
    [
        ("yes/yes/yes", "ungated-embed"), ("maybe/maybe/maybe", "ungated-embed"), ("yes/maybe/yes", "ungated-embed"),
        ("maybe/maybe/yes", "ungated-embed"), ("yes/yes/maybe", "ungated-embed"),
        ("yes/yes/no", "inverted-gate"), ("no/yes/no", "inverted-gate"), ("yes/no/no", "inverted-gate"),
        ("maybe/maybe/no", "inverted-gate"),
        ("yes/no/yes", "fail-open-gate"), ("maybe/no/yes", "fail-open-gate"), ("yes/no/maybe", "fail-open-gate"),
        ("no/yes/yes", "any-choice-gate"), ("no/maybe/yes", "any-choice-gate"), ("no/yes/maybe", "any-choice-gate"),
        ("no/no/no", "dead-gate"),
    ],
)  # fmt: skip
def test_one_check_reads_each_vector(vector: str, check: str) -> None:
    assert ids(embed(vector, guard(vector))) == [check]


@pytest.mark.parametrize("flaw", ["incomplete-gate", "necessary-category", "late-auto-blocking"])
def test_a_flawed_guard_comes_before_the_vector(flaw: str) -> None:
    flawed = guard("yes/yes/yes", flaw=flaw, cmp="bot")
    assert ids(embed("yes/yes/yes", flawed)) == [flaw]
    assert ids(embed("yes/no/yes", guard("yes/no/yes"), flawed)) == [flaw]


def test_a_flawed_guard_is_silent_when_another_one_holds() -> None:
    assert ids(embed("no/no/yes", guard("no/no/yes"), guard("yes/yes/yes", flaw="incomplete-gate"))) == []


def test_an_unknown_flaw_is_no_reason() -> None:
    assert ids(embed("yes/yes/yes", guard("yes/yes/yes", flaw="ugly"))) == ["ungated-embed"]


@pytest.mark.parametrize(
    ("vector", "expected"),
    [
        ("no/no/yes", []), ("no/no/no", []),
        ("yes/yes/yes", ["early-connection"]), ("no/yes/yes", ["early-connection"]),
    ],
)  # fmt: skip
def test_hints_have_their_own_check_and_no_region(vector: str, expected: list[str]) -> None:
    assert ids(embed(vector, form="connection-hint", region=VIRGINIA)) == expected


def test_consent_is_not_asked_where_the_vendor_needs_none() -> None:
    assert ids(embed("yes/yes/yes", vendor="ads", region=None)) == []
    assert ids(embed("no/no/no", vendor="ads", region=None)) == []
    assert ids(embed("yes/yes/yes", vendor="ads", region=VIRGINIA)) == ["non-eu-region"]


@pytest.mark.parametrize(
    ("load", "asked", "policy", "expected"),
    [
        ("no/no/no", "yes/yes/yes", DEFAULT, []),
        ("no/no/no", "no/no/yes", STRICT, []),
        ("no/no/yes", "no/no/no", STRICT, []),
        ("no/no/no", "yes/yes/yes", STRICT, ["click-to-load"]),
        ("no/no/no", "maybe/maybe/maybe", STRICT, ["click-to-load"]),
        ("no/no/yes", "yes/yes/yes", STRICT, ["click-to-load"]),
        ("yes/yes/yes", "yes/yes/yes", STRICT, ["ungated-embed"]),
    ],
)
def test_click_to_load_by_policy(load: str, asked: str, policy: Policy, expected: list[str]) -> None:
    assert ids(embed(load, request=asked), policy=policy) == expected


# --- regions ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("region", "load", "expected"),
    [
        (FRANKFURT, "no/no/yes", []), (None, "no/no/yes", []), (VIRGINIA, "no/no/no", ["dead-gate"]),
        (UNKNOWN_REGION, "no/no/no", ["dead-gate"]),
        (VIRGINIA, "no/no/yes", ["non-eu-region"]), (VIRGINIA, "yes/yes/yes", ["non-eu-region", "ungated-embed"]),
        (UNKNOWN_REGION, "no/no/yes", ["unknown-region"]),
    ],
)  # fmt: skip
def test_regions_of_gated_and_ungated(region: Region | None, load: str, expected: list[str]) -> None:
    assert ids(embed(load, region=region)) == expected


def test_a_request_sends_data_too() -> None:
    assert ids(embed("no/no/no", request="yes/yes/yes", region=VIRGINIA)) == ["non-eu-region"]


def test_jurisdictions_are_the_callers() -> None:
    assert ids(embed("no/no/yes", region=VIRGINIA), jurisdictions=("eea", "us")) == []
    assert ids(embed("no/no/yes"), jurisdictions=("us",)) == ["non-eu-region"]


SETTING_EU, SETTING_US = fact("setting", "prod-euw1", IRELAND), fact("setting", "prod", VIRGINIA)
HOST_EU, HOST_US = fact("host", "apps.acme.ie", IRELAND), fact("host", "apps.acme.com", VIRGINIA)


@pytest.mark.parametrize(
    ("facts", "region", "expected"),
    [
        ((SETTING_EU, HOST_EU), IRELAND, []), ((HOST_EU,), IRELAND, []), ((), IRELAND, []),
        ((fact("setting", "", UNKNOWN_REGION), HOST_EU), UNKNOWN_REGION, ["unknown-region"]),
        ((SETTING_EU, HOST_US), IRELAND, ["region-mismatch"]),
        ((HOST_EU, SETTING_US), VIRGINIA, ["non-eu-region", "region-mismatch"]),
    ],
)  # fmt: skip
def test_facts_of_one_embed(facts: tuple[RegionFact, ...], region: Region, expected: list[str]) -> None:
    assert ids(embed("no/no/yes", region=region, region_facts=facts)) == expected


def test_two_embeds_in_one_file_disagree_once_at_the_later() -> None:
    first, second = embed("no/no/yes"), embed("no/no/yes", start=200, region=IRELAND)
    third = embed("no/no/yes", start=300, region=IRELAND)
    found = findings(third, second, first)
    assert [(one.check, one.place) for one in found] == [("region-mismatch", second.place)]
    assert [one.place for one in found[0].related] == [first.place]


@pytest.mark.parametrize(
    "other",
    [
        embed("no/no/yes", start=200, region=IRELAND, path="other.html"),
        embed("no/no/yes", start=200, region=FRANKFURT),
        embed("no/no/yes", start=200, region=None),
        embed("no/no/yes", start=200, region=IRELAND, form="connection-hint"),
    ],
    ids=["another file", "the same region", "no region", "a hint"],
)
def test_what_does_not_disagree(other: Embed) -> None:
    assert ids(embed("no/no/yes"), other) == []


def test_dead_embeds_do_not_disagree() -> None:
    assert ids(embed("no/no/yes"), embed("no/no/no", start=200, region=IRELAND)) == ["dead-gate"]


def test_two_arms_of_one_condition_do_not_disagree() -> None:
    one, other = guard("maybe/maybe/maybe", "if (german)"), guard("maybe/maybe/maybe", "else of if (german)")
    gate = guard("no/no/yes", "if (consent)", start=9)
    arms = embed("no/no/maybe", gate, one), embed("no/no/maybe", gate, other, start=200, region=IRELAND)
    assert ids(*arms) == []


# --- policy ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("load", "asked", "region", "expected"),
    [
        ("yes/yes/yes", "no/no/no", FRANKFURT, []), ("no/no/yes", "no/no/no", VIRGINIA, []),
        ("no/no/yes", "no/no/no", UNKNOWN_REGION, []), ("no/no/no", "yes/yes/yes", VIRGINIA, []),
        ("yes/yes/yes", "no/no/no", VIRGINIA, ["non-eu-region", "ungated-embed"]),
        ("yes/yes/yes", "no/no/no", UNKNOWN_REGION, ["ungated-embed", "unknown-region"]),
        ("yes/yes/yes", "no/no/no", None, ["ungated-embed"]),
    ],
)  # fmt: skip
def test_either_a_gate_or_a_region(load: str, asked: str, region: Region | None, expected: list[str]) -> None:
    assert ids(embed(load, request=asked, region=region), policy=EITHER) == expected


def test_either_does_not_take_a_reported_click_for_a_gate() -> None:
    policy = replace(EITHER, click_to_load="reported")
    clicked = embed("no/no/no", request="yes/yes/yes", region=VIRGINIA)
    assert ids(clicked, policy=policy) == ["click-to-load", "non-eu-region"]


def test_severities_come_from_the_policy() -> None:
    policy = replace(DEFAULT, checks={"ungated-embed": Severity.NOTE, "non-eu-region": Severity.OFF})
    found = findings(embed("yes/yes/yes", region=VIRGINIA), policy=policy)
    assert [(one.check, one.severity) for one in found] == [("ungated-embed", Severity.NOTE)]


def test_default_severities() -> None:
    warnings = {"unknown-region", "unscoped-gate", "dead-gate", "click-to-load"}
    assert {one.id for one in all_checks().values() if one.severity is Severity.WARNING} == warnings
    assert {one.severity for one in all_checks().values() if one.id not in warnings} == {Severity.ERROR}


def test_sorted_by_place_then_id() -> None:
    found = findings(embed("yes/yes/yes", start=300, region=VIRGINIA), embed("no/no/no", start=5),
                     embed("yes/yes/no", path="a.html"))  # fmt: skip
    keys = [(one.place.path, one.place.span.start, one.check) for one in found]
    assert keys == sorted(keys)
    assert len(keys) == 4


def test_a_finding_carries_its_embed_and_trace() -> None:
    one = embed("yes/yes/yes", guard("yes/yes/yes"))
    (found,) = findings(one)
    assert (found.embed, found.trace, found.vendor) == (one, one.trace, "acme")


# --- unscoped-gate ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "trace",
    [
        (guard("no/no/yes", purpose="preferences", cmp="bot"),),
        (guard("no/no/yes", purpose="statistics,preferences", cmp="bot"),),
        (guard("no/no/yes", purpose="statistics", cmp="bot"), guard("no/no/yes", purpose="mixed", cmp="bot")),
        (guard("no/no/yes", purpose="something", cmp="bot"),),
        (guard("no/no/yes", purpose="statistics", cmp="bare"),),
        (guard("no/no/yes", purpose="statistics", cmp="gone"),),
        (guard("no/no/yes", purpose="", cmp="bot"),),
        (guard("no/no/yes"), guard("yes/yes/yes", purpose="statistics", cmp="bot")),
    ],
    ids=["fits", "one of two fits", "the inner one fits", "not listed", "no table", "no pack", "no purpose", "no gate"],
)
def test_purposes_that_are_silent(trace: tuple[Guard, ...]) -> None:
    assert ids(embed("no/no/yes", *trace)) == []


def test_a_purpose_that_does_not_cover_the_vendor() -> None:
    gate = guard("no/no/yes", purpose="statistics", cmp="bot")
    assert ids(embed("no/no/yes", guard("no/no/yes"), gate)) == ["unscoped-gate"]
    assert ids(embed("no/no/no", gate)) == ["dead-gate"]
    assert ids(embed("no/no/yes", gate, form="connection-hint")) == []


# --- words -----------------------------------------------------------------------------------------------------------

ARTICLE = " (Art. 5(3) ePrivacy)"
TYPE = 'type="text/plain" with the attribute of your consent platform'
WORDS = [
    ("ungated-embed", embed("yes/yes/yes"),
     f"Acme Chat loads before consent: nothing stands between the page and the request; hold it back until consent, "
     f"for instance {TYPE}{ARTICLE}"),
    ("ungated-embed", embed("yes/yes/yes", guard("yes/yes/yes"), path="chat.ts"),
     "Acme Chat loads before consent: what stands before it asks for no consent; call it only where consent is known, "
     f"for instance in the accept callback of your consent platform{ARTICLE}"),
    ("ungated-embed", embed("yes/yes/yes", form="iframe"),
     "Acme Chat loads before consent: nothing stands between the page and the request; hold it back until consent, "
     f"for instance data-src instead of src with the attribute of your consent platform{ARTICLE}"),
    ("ungated-embed",
     embed("maybe/maybe/maybe", guard("maybe/maybe/maybe", "if (shop.ready())", reason="unknown call")),
     "Acme Chat may load before consent: nothing says that `if (shop.ready())` asks for it (unknown call); if it is "
     "your consent check, declare it under `consent.conditions`, otherwise hold it back until consent, for instance "
     f"{TYPE}{ARTICLE}"),
    ("ungated-embed", embed("maybe/maybe/maybe"),
     "Acme Chat may load before consent: no caller of this code is known; hold it back until consent, for instance "
     f"{TYPE}{ARTICLE}"),
    ("inverted-gate", embed("yes/yes/no", guard("yes/yes/no", "if (!ok)")),
     "Acme Chat loads until the visitor accepts, and no longer after that: `if (!ok)` is the wrong way round; swap its "
     f"arms or negate it, so that it opens on acceptance alone{ARTICLE}"),
    ("inverted-gate", embed("no/yes/no", guard("no/yes/no", "onDecline")),
     "Acme Chat loads only after the visitor has refused: `onDecline` is the wrong way round; swap its arms or negate "
     f"it, so that it opens on acceptance alone{ARTICLE}"),
    ("fail-open-gate", embed("yes/no/yes", guard("yes/no/yes", "if (c !== 'no')")),
     "Acme Chat loads before any choice: `if (c !== 'no')` lets through a visitor who has not answered; test for the "
     f"acceptance itself, such as `=== 'accepted'` or `=== true`, and let an absent value mean no{ARTICLE}"),
    ("any-choice-gate", embed("no/yes/yes", guard("no/yes/yes", "onConsent")),
     "Acme Chat loads after a refusal too: `onConsent` says that the visitor answered, not what; test inside it that "
     f"the purpose was accepted{ARTICLE}"),
    ("incomplete-gate",
     embed("yes/yes/yes", guard("yes/yes/yes", 'data-bot="preferences"', reason="the script runs at once", cmp="bot",
                                purpose="preferences", flaw="incomplete-gate")),
     'Acme Chat loads before consent although it carries `data-bot="preferences"`: the script runs at once; hold it '
     f'back until consent with the markup of Consentbot, type="text/plain" data-bot="preferences"{ARTICLE}'),
    ("incomplete-gate",
     embed("yes/yes/yes", guard("yes/yes/yes", "data-bot", cmp="bot", flaw="incomplete-gate"), form="iframe"),
     "Acme Chat loads before consent although it carries `data-bot`: the mark alone stops nothing; hold it back until "
     f'consent with the markup of Consentbot, data-bot="preferences" and data-bot-src instead of src{ARTICLE}'),
    ("necessary-category",
     embed("yes/yes/yes", guard("yes/yes/yes", purpose="necessary", cmp="bot", flaw="necessary-category")),
     'Acme Chat loads without consent: "necessary" is always on, so it holds nothing back; file it under a category '
     f'that the visitor can refuse, such as "preferences"{ARTICLE}'),
    ("late-auto-blocking",
     embed("yes/yes/yes", guard("yes/yes/yes", reason="it is async", cmp="bot", flaw="late-auto-blocking")),
     "Acme Chat loads before consent: Consentbot's automatic blocking does not stop it (it is async); put the blocker "
     "first in the head without async or defer, or hold it back until consent with the markup of Consentbot, "
     f'type="text/plain" data-bot="preferences"{ARTICLE}'),
    ("dead-gate", embed("no/no/no", guard("no/no/no", 'type="text/plain"', reason="nothing releases it")),
     'Acme Chat never loads: `type="text/plain"` opens for nobody (nothing releases it); name a category that the '
     "visitor can accept, or remove the code"),
    ("dead-gate", embed("no/no/no", guard("no/no/yes"), guard("yes/yes/no")),
     "Acme Chat never loads: the conditions before it exclude each other; keep the one that asks for consent"),
    ("dead-gate", embed("no/no/no"),
     "Acme Chat never loads: nothing calls the code that would load it; call it once consent is given, or remove it"),
    ("early-connection", embed("yes/yes/yes", form="connection-hint", url="https://apps.acme.de"),
     "Acme Chat is contacted before consent by the hint to https://apps.acme.de: the browser gives the visitor's "
     f"address away even when the script is held back; remove the hint, or add it once consent is given{ARTICLE}"),
    ("unscoped-gate", embed("no/no/yes", guard("no/no/yes", purpose="statistics", cmp="bot")),
     'Acme Chat waits for "statistics", which does not cover a vendor for chat: whoever accepts that has not accepted '
     f'this; ask for "preferences"{ARTICLE}'),
    ("non-eu-region",
     embed("no/no/yes", region=VIRGINIA, url="https://apps.acme.com/chat.js", region_facts=(SETTING_US, HOST_US)),
     "Acme Chat sends data to US East (N. Virginia), outside of the allowed EEA; use apps.acme.ie with environment "
     '"prod-euw1", which is Europe (Ireland)'),
    ("non-eu-region", embed("no/no/yes", region=OREGON, url="https://cdn.usw2.acme.net/chat.js"),
     "Acme Chat sends data to US West (Oregon), outside of the allowed EEA; use cdn.acme.ie, which is Europe "
     "(Ireland)"),
    ("non-eu-region",
     embed("no/no/yes", region=VIRGINIA, url="", region_facts=(fact("setting", "use1", VIRGINIA),)),
     "Acme Chat sends data to US East (N. Virginia), outside of the allowed EEA; use acme.ie with environment "
     '"euw1", which is Europe (Ireland)'),
    ("region-mismatch", embed("no/no/yes", region=IRELAND, region_facts=(HOST_US, SETTING_EU)),
     'Acme Chat is given two regions: environment "prod-euw1" says Europe (Ireland) and host apps.acme.com says US '
     "East (N. Virginia); the environment decides where data goes, make both the same"),
    ("unknown-region",
     embed("no/no/yes", region=UNKNOWN_REGION, region_facts=(fact("setting", "", UNKNOWN_REGION), HOST_EU)),
     "Acme Chat sends data to an unknown region: the environment is no region that can be read here (host apps.acme.ie "
     'is Europe (Ireland), but that does not decide); use apps.acme.ie with environment "prod-euw1", which is Europe '
     "(Ireland)"),
    ("unknown-region", embed("no/no/yes", region=UNKNOWN_REGION, url=""),
     "Acme Chat sends data to an unknown region: neither its address nor a setting names a region; use acme.ie, which "
     "is Europe (Ireland)"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("check", "one", "words"), WORDS, ids=[f"{check}-{n}" for n, (check, _, _) in enumerate(WORDS)]
)
def test_words(check: str, one: Embed, words: str) -> None:
    assert message(check, one) == words


def test_words_of_a_click() -> None:
    assert message("click-to-load", embed("no/no/no", request="yes/yes/yes"), policy=STRICT) == (
        "Acme Chat loads on a click without consent, which the policy `strict` does not accept; ask for consent in the "
        f"click handler before the request, or set click_to_load to `accepted` in a policy of your own{ARTICLE}"
    )


def test_words_of_two_embeds() -> None:
    pair = embed("no/no/yes"), embed("no/no/yes", start=200, region=IRELAND)
    assert message("region-mismatch", *pair) == (
        "Acme Chat is embedded here for Europe (Ireland) and before in this file for Europe (Frankfurt); use one "
        "region for both"
    )


def test_a_vendor_without_an_allowed_region_has_another_way_out() -> None:
    nowhere = findings(embed("no/no/yes"), jurisdictions=("ch",))
    assert nowhere[0].message == (
        "Acme Chat sends data to Europe (Frankfurt), outside of the allowed Switzerland; Acme Chat has no region "
        "there, so use another vendor or allow the jurisdiction by configuration"
    )


def test_messages_are_one_sentence_about_the_vendor() -> None:
    for check, one, _ in WORDS:
        text = message(check, one)
        assert text.startswith("Acme Chat "), text
        assert not text.endswith("."), text
        assert "\n" not in text
        assert not re.search(r"\bplease\b|\billegal\b|\bmust\b", text, re.I), text


def test_every_check_has_words_here() -> None:
    assert {check for check, _, _ in WORDS} | {"click-to-load"} == set(all_checks())


# --- the house -------------------------------------------------------------------------------------------------------

FOLDER = Path(consentlint.checks.__path__[0])
HEADINGS = ["What it is", "Why it matters", "Not reported", "Reported", "How to fix"]
MODULES = sorted(file for file in FOLDER.glob("*.py") if file.stem != "__init__")


def test_every_module_is_a_check_with_a_page() -> None:
    assert [file.stem.replace("_", "-") for file in MODULES] == sorted(all_checks())
    assert [file.stem for file in sorted(FOLDER.glob("*.md"))] == [file.stem for file in MODULES]


@pytest.mark.parametrize("ident", sorted(all_checks()))
def test_names_and_sizes(ident: str) -> None:
    assert not re.match(r"(no|require|use)-", ident)
    assert not ident.endswith("-rule")
    assert all_checks()[ident].id == ident
    assert all_checks()[ident].about in ("consent", "region")
    assert all_checks()[ident].summary[0].islower()
    assert len((FOLDER / f"{ident.replace('-', '_')}.py").read_text("utf-8").splitlines()) < 80


@pytest.mark.parametrize("page", sorted(FOLDER.glob("*.md")), ids=lambda page: page.stem)
def test_pages_have_all_headings_and_both_outcomes(page: Path) -> None:
    text, ident = page.read_text("utf-8"), page.stem.replace("_", "-")
    assert text.startswith(f"# {ident}\n")
    assert re.findall(r"^## (.+)$", text, re.M) == HEADINGS
    cases = read_page(page.name, text).cases
    assert sum(ident not in case.checks for case in cases) >= 8
    assert sum(ident in case.checks for case in cases) >= 6
