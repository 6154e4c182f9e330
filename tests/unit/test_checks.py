"""The checks on embeds built by hand: which one speaks, and what stays silent."""

import pytest
from checking import (
    DEFAULT,
    EITHER,
    FRANKFURT,
    HOST_EU,
    HOST_US,
    IRELAND,
    SETTING_EU,
    SETTING_US,
    STRICT,
    VIRGINIA,
    embed,
    fact,
    findings,
    guard,
    ids,
)

from consentlint.judge import all_checks
from consentlint.model import UNKNOWN_REGION, Embed, Guard, Region, RegionFact, Severity
from consentlint.packs.values import Policy

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
    policy = EITHER._replace(click_to_load="reported")
    clicked = embed("no/no/no", request="yes/yes/yes", region=VIRGINIA)
    assert ids(clicked, policy=policy) == ["click-to-load", "non-eu-region"]


def test_severities_come_from_the_policy() -> None:
    policy = DEFAULT._replace(checks={"ungated-embed": Severity.NOTE, "non-eu-region": Severity.OFF})
    found = findings(embed("yes/yes/yes", region=VIRGINIA), policy=policy)
    assert [(one.check, one.severity) for one in found] == [("ungated-embed", Severity.NOTE)]


def test_default_severities() -> None:
    warnings = {"unknown-region", "unscoped-gate", "dead-gate", "click-to-load", "personal-data-before-consent"}
    warnings |= {one.id for one in all_checks().values() if one.about == "duty"}
    assert {one.id for one in all_checks().values() if one.severity is Severity.WARNING} == warnings
    assert {one.id for one in all_checks().values() if one.severity is Severity.OFF} == {"unknown-third-party"}
    assert {one.id for one in all_checks().values() if one.severity is Severity.NOTE} == {"unseen-container"}
    special = warnings | {"unknown-third-party", "unseen-container"}
    others = {one.severity for one in all_checks().values() if one.id not in special}
    assert others == {Severity.ERROR}


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
