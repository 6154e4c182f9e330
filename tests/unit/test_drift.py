"""What of a row differs from the pack: nothing that cannot be read, nothing that another pack makes right."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consentlint.duties.declaration import Row, read_declaration
from consentlint.duties.drift import differences, known_name, owned, rows_of, said_by_another
from consentlint.packs import load_packs
from consentlint.packs.values import Cookie

PACKS = load_packs()
GENESYS = PACKS.vendors["genesys"]
ANALYTICS = PACKS.vendors["google-analytics"]
HEADS = "| Name | Provider | Purpose | Duration | Type |\n|---|---|---|---|---|\n"
REGION = next(cookie for cookie in GENESYS.cookies if cookie.name == "gcb_region")


def row(text: str, heads: str = HEADS) -> Row:
    (found,) = read_declaration("a.md", f"{heads}| {text} |\n").rows
    return found


def fields(text: str, cookie: Cookie = REGION, heads: str = HEADS) -> list[str]:
    return [told.field for told in differences(cookie, GENESYS, row(text, heads))]


@pytest.mark.parametrize(
    "text",
    [
        "gcb_region | Genesys | Region | 1 year | first party",
        "gcb_region | | die Region | 12 Monate | Erstanbieter-Cookie",
        "gcb_region | | Region | siehe dort | HTTP",
        "gcb_region | | Functional | 365 days | persistent",
        "gcb_region | | Necessary for the chat to work | 1 year | own",
    ],
)
def test_nothing_differs(text: str) -> None:
    assert fields(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("gcb_region | | Region | 2 Jahre | first party", ["duration"]),
        ("gcb_region | | Region | Sitzung | first party", ["duration"]),
        ("gcb_region | | Region | tbd | first party", ["duration"]),
        ("gcb_region | | Region | 1 year | Drittanbieter", ["type"]),
        ("gcb_region | | Region | 1 year | Local Storage", ["type"]),
        ("gcb_region | | - | 1 year | first party", ["purpose"]),
        ("gcb_region | | Region | 1 year | Strictly necessary", ["purpose"]),
        ("gcb_region | | Essenziell | 1 Monat | Drittanbieter", ["type", "duration", "purpose"]),
    ],
)
def test_what_differs(text: str, told: list[str]) -> None:
    assert fields(text) == told


def test_a_session_in_the_column_for_types_where_no_column_tells_the_duration() -> None:
    heads = "| Name | Type |\n|---|---|\n"
    assert fields("gcb_region | Session cookie", heads=heads) == ["duration"]
    assert fields("gcb_region | Persistent cookie", heads=heads) == []
    assert fields("gcb_region | Session Storage", heads=heads) == ["type"]


def test_rows_of_other_providers() -> None:
    assert owned(row("_ga | Genesys | x | 2 years | third party"), GENESYS, PACKS)
    assert owned(row("_ga | | x | 2 years | third party"), GENESYS, PACKS)
    assert owned(row("_ga | example.org | x | 2 years | third party"), GENESYS, PACKS)
    assert not owned(row("_ga | Google LLC | x | 2 years | first party"), GENESYS, PACKS)


def test_a_row_that_another_pack_makes_right() -> None:
    google = next(cookie for cookie in GENESYS.cookies if cookie.name == "_ga")
    told = row("_ga | | x | 2 years | first party")
    assert differences(google, GENESYS, told)
    assert said_by_another(google, GENESYS, told, PACKS)
    assert not said_by_another(REGION, GENESYS, row("gcb_region | | x | 1 day | first party"), PACKS)


def test_a_row_with_the_very_name_comes_before_a_pattern() -> None:
    declaration = read_declaration("a.md", f"{HEADS}| _ga* | | x | 1 day | |\n| _ga | | x | 2 years | |\n")
    google = next(cookie for cookie in ANALYTICS.cookies if cookie.name == "_ga")
    assert [found.names for found in rows_of(google, declaration)] == [("_ga",)]


def test_names_that_some_pack_knows() -> None:
    assert known_name("_gid", PACKS)
    assert not known_name("gcb_sesion", PACKS)


CELL = st.text(alphabet=st.characters(blacklist_characters="|\\`\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), max_size=30)


@settings(deadline=None)
@given(CELL, CELL, CELL, st.sampled_from(GENESYS.cookies))
def test_nothing_raises_and_places_hold_what_is_told(purpose: str, duration: str, kind: str, cookie: Cookie) -> None:
    text = f"{HEADS}| gcb_region | | {purpose} | {duration} | {kind} |\n"
    for found in read_declaration("a.md", text).rows:
        for told in differences(cookie, GENESYS, found):
            assert 0 <= told.span.start <= told.span.end <= len(text)
            assert told.known
