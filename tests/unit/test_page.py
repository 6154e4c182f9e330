"""The page for a data-protection officer: what is not markup is text, whatever it says; every language says it all."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentlint.known import known_checks
from consentlint.model import Exposure, Place, Span
from consentlint.page.document import sections
from consentlint.page.frame import frame
from consentlint.page.markup import Html, join, prose, safe, shown, table, tag
from consentlint.page.shapes import LEVELS, light, matrix
from consentlint.page.words import Words, languages, texts
from consentlint.report import Positions
from consentlint.worlds import ALWAYS, NEVER, ON_CONSENT, PERHAPS

HOSTILE = "</td><script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp; \u202egpj.exe"


def parsed(markup: str) -> Element:
    return html5lib.parse(markup, namespaceHTMLElements=False)


# --- markup ----------------------------------------------------------------------------------------------------------


@given(st.text())
def test_text_stays_text_in_content_and_attributes(text: str) -> None:
    """No text opens an element, ends an attribute or vanishes; only what nobody sees is spelt out."""
    found = parsed(tag("p", text, title=text)).find(".//p")
    assert found is not None
    assert list(found) == []
    assert (found.text or "") == shown(text)
    assert found.attrib == {"title": shown(text)}


@given(st.lists(st.text(), min_size=2, max_size=4))
def test_a_table_keeps_its_cells(cells: list[str]) -> None:
    body = parsed(table(HOSTILE, cells, [cells])).find(".//tbody")
    assert body is not None
    assert ["".join(cell.itertext()) for cell in body.iter() if cell.tag in ("th", "td")] == [*map(shown, cells)]


def test_what_nobody_sees_is_spelt_out() -> None:
    assert shown("a\u202eb\x00c\x1b[31m\ufeff\u200b\ud800") == r"a\u202eb\x00c\x1b[31m\ufeff\u200b\ud800"
    assert shown("tab\tline\nümläut 😀 日本 👩\u200d👧") == "tab\tline\nümläut 😀 日本 👩\u200d👧"


def test_markup_is_not_escaped_twice_and_sums_stay_markup() -> None:
    bold = tag("b", "<")
    assert tag("i", bold) == "<i><b>&lt;</b></i>"
    assert bold + "<" == "<b>&lt;</b>&lt;"
    assert isinstance(bold + "<", Html)
    assert join(("<", bold), "&") == "&lt;&amp;<b>&lt;</b>"
    assert safe(bold) is bold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("call `a < b` here", "call <code>a &lt; b</code> here"),
        ("an odd ` stays", "an odd ` stays"),
        ("`</code><script>`", "<code>&lt;/code&gt;&lt;script&gt;</code>"),
    ],
)
def test_code_between_backticks(text: str, expected: str) -> None:
    assert prose(text) == expected


# --- code frames -----------------------------------------------------------------------------------------------------


def marked(text: str, start: int, end: int) -> tuple[str, list[str]]:
    """The marked text of a frame, and its lines."""
    root = parsed(frame(Place("a.html", Span(start, end)), Positions({"a.html": text})))
    code = ["".join(line.itertext()) for line in root.iter("code")]
    return "\n".join("".join(mark.itertext()) for mark in root.iter("mark")), code


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_a_frame_shows_what_is_there_whatever_it_is(text: str, start: int, length: int) -> None:
    _, code = marked(text, start, start + length)
    assert all(len(line) < 2500 for line in code)
    assert len(code) <= 20


def test_a_frame_marks_the_place_in_its_lines() -> None:
    text = "one\n\ttwo <script>\nthree</script>\nfour\nfive\nsix"
    assert marked(text, text.index("<script>"), text.index("\nfour")) == (
        "<script>\nthree</script>",
        ["one", "\ttwo <script>", "three</script>", "four", "five"],
    )


def test_a_minified_line_is_cut_around_the_place() -> None:
    found, code = marked("x" * 9000 + "HERE" + "y" * 9000, 9000, 9004)
    assert found == "HERE"
    assert code == [f"… {'x' * 100}HERE{'y' * 100} …"]


def test_a_long_place_is_cut() -> None:
    assert len(marked("line\n" * 500, 0, 2400)[1]) < 25


def test_no_text_no_frame() -> None:
    assert frame(Place("gone.html", Span(3, 9)), Positions({})) == ""


# --- pictures --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", languages())
def test_the_matrix_says_in_words_what_it_shows(language: str) -> None:
    words = Words(language)
    markup = matrix(Exposure(ON_CONSENT, PERHAPS), words)
    told = re.search(r'aria-label="([^"]*)"', markup)
    assert told
    no, maybe, yes = (words(f"answers.{answer}") for answer in ("no", "maybe", "yes"))
    assert re.findall(r" (\w+)(?=[,;]|$)", told[1]) == [no, no, yes, maybe, maybe, maybe]
    assert re.findall(r'class="answer">(\w+)<', markup) == [no, no, yes, maybe, maybe, maybe]


@pytest.mark.parametrize(
    ("load", "weighs", "levels"),
    [
        (ALWAYS, True, ["fault", "fault", "open"]),
        (PERHAPS, True, ["check", "check", "open"]),
        (ON_CONSENT, True, ["good", "good", "open"]),
        (ALWAYS, False, ["open", "open", "open"]),
    ],
)
def test_only_requests_without_consent_weigh(load: Any, weighs: bool, levels: list[str]) -> None:
    markup = matrix(Exposure(load, NEVER), Words("en"), (weighs, False))
    assert re.findall(r'<g class="(\w+)"><rect', markup) == [*levels, "open", "open", "open"]


def test_lights_differ_in_shape_and_keep_their_words() -> None:
    shapes = {re.sub(r' class="[^"]*"', "", light(level, "")) for level in LEVELS}
    assert len(shapes) == len(LEVELS)
    assert all("words &amp; more" in light(level, "words & more") for level in LEVELS)


# --- languages -------------------------------------------------------------------------------------------------------


# Tables that say in place of packs and checks what these say in English.
INSTEAD = ("checks", "duty_told")


def leaves(table: dict[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_same_keys_and_holes(language: str) -> None:
    def holes(value: Any) -> list[str]:
        return sorted(set(re.findall(r"\{\w*\}", str(value))))

    original, other = (
        {key: value for key, value in leaves(texts(code)) if key.partition(".")[0] not in INSTEAD}
        for code in ("en", language)
    )
    assert list(other) == list(original)
    assert {key: holes(value) for key, value in other.items()} == {key: holes(value) for key, value in original.items()}


@pytest.mark.parametrize("language", languages())
def test_dates_and_numbers(language: str) -> None:
    words = Words(language)
    dates = {"en": "5 March 2026", "de": "5. März 2026"}
    assert words.date(date(2026, 3, 5)) == f'<time datetime="2026-03-05">{dates[language]}</time>'
    assert words.count("findings", 1).startswith("1 ")
    assert words.count("findings", 2).removeprefix("2") != words.count("findings", 1).removeprefix("1")


@pytest.mark.parametrize("language", languages())
def test_only_checks_that_exist_are_translated(language: str) -> None:
    assert set(texts(language).get("checks", {})) <= set(known_checks())
    assert Words(language).instead("checks", "no-such-check", "`a` <b>").startswith(("<code>", "<span lang"))


def test_english_texts_are_marked_on_other_pages() -> None:
    assert Words("de").original("it loads") == '<span lang="en">it loads</span>'
    assert Words("en").original("it loads") == "it loads"
    assert Words("de").told({"en": "chat", "de": "Gespräch"}) == "Gespräch"
    assert Words("de").told({"en": "chat"}) == '<span lang="en">chat</span>'


def test_sections_have_a_title_and_a_place_of_their_own() -> None:
    found = sections()
    assert len({section.order for section in found}) == len(found)
    assert {section.id for section in found} == set(texts("en")["sections"])
