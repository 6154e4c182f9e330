"""The register's reader: what is right is kept, every fault is told at its place, nothing raises."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from registers import WHOLE

from consentlint.duties.model import Entry, Register, Retention
from consentlint.duties.register import read_register
from consentlint.text import Lines


def read(text: str) -> Register:
    return read_register("compliance/services.yaml", text.encode())


def told(text: str) -> list[tuple[int, int, str]]:
    """Line, column and words of every fault."""
    found = read(text)
    return [(*Lines(found.text).line_column(fault.span.start), fault.text) for fault in found.faults]


def entry(lines: str) -> Entry:
    return read(f"services:\n  acme: {{{lines}}}\n").entries["acme"]


# --- what is right ---------------------------------------------------------------------------------------------------


def test_a_whole_register_has_no_fault() -> None:
    found = read(WHOLE)
    assert found.faults == ()
    assert list(found.entries) == ["genesys", "own-thing"]
    assert found.controller.name == "Muster GmbH"


def test_values_are_read() -> None:
    genesys = read(WHOLE).entries["genesys"]
    assert genesys.dpa.date == datetime.date(2026, 1, 15)
    assert genesys.dpa.sccs is True
    assert genesys.legal_basis.recording == "legitimate-interest"
    assert genesys.dpia.not_needed == "no recording, below 1,000 chats a year"
    assert genesys.retention == Retention("90 days", "30 days", document="compliance/retention.md")
    assert genesys.review.next == datetime.date(2027, 3, 1)


def test_facts_of_an_unknown_vendor_are_read() -> None:
    own = read(WHOLE).entries["own-thing"]
    assert own.entity == ("Own Thing Inc.", "US")
    assert [(cookie.name, cookie.party) for cookie in own.cookies] == [("plain", "first"), ("full", "third")]


@pytest.mark.parametrize("where", ["dpa.date", "tia.document", "region", "legal-basis.recording", "review.next"])
def test_a_place_is_the_value_itself(where: str) -> None:
    found = read(WHOLE)
    place = found.entries["genesys"].place(where)
    value = found.text[place.span.start : place.span.end].strip('"')
    assert value in {"2026-01-15", "DMS 4711", "eu-central-1", "legitimate-interest", "2027-03-01"}


def test_what_is_missing_stands_where_it_belongs() -> None:
    found = read("services:\n  acme:\n    dpa: {sccs: true}\n")
    assert Lines(found.text).line_column(found.entries["acme"].place("dpa.date").span.start)[0] == 3
    assert Lines(found.text).line_column(found.entries["acme"].place("tia.date").span.start)[0] == 2


@pytest.mark.parametrize(
    "lines", ["", "dpa: TODO", "dpa: {date: TODO, sccs: TODO}", "dpa: ", "dpa: {date: }", "dpa: {}"]
)
def test_todo_is_missing_and_no_fault(lines: str) -> None:
    assert entry(lines).dpa == Entry().dpa
    assert told(f"services:\n  acme: {{{lines}}}\n") == []


@pytest.mark.parametrize("text", ["services:\n", "services: {}\n", "services: TODO\n", "services:\n  acme:\n"])
def test_an_empty_register_is_no_fault(text: str) -> None:
    assert told(text) == []
    assert read(text).whole


# --- faults ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("", 1, 1, "empty"),
        ("- a\n", 1, 1, "expected a mapping, found a list"),
        ("service: {}\n", 1, 1, "did you mean 'services'?"),
        ("services: [a]\n", 1, 11, "expected a mapping of services, found a list"),
        ("services:\n  acme: x\n", 2, 9, "expected a mapping with owner"),
        ("services:\n  Acme Chat: {}\n", 2, 3, "is no id"),
        ("services:\n  acme:\n    retension: x\n", 3, 5, "did you mean 'retention'?"),
        ("services:\n  acme:\n    dpa: {date: 15.01.2026}\n", 3, 17, "'15.01.2026' is no date: write it as"),
        ("services:\n  acme:\n    dpa: {date: 2026-02-30}\n", 3, 17, "is no date"),
        ("services:\n  acme:\n    dpa: {date: 20260130}\n", 3, 17, "is no date"),
        ("services:\n  acme:\n    dpa: {sccs: yes}\n", 3, 17, "expected true or false, found 'yes'"),
        ("services:\n  acme:\n    role: processer\n", 3, 11, "did you mean 'processor'?"),
        ("services:\n  acme:\n    owner: [a]\n", 3, 12, "expected text, found a list"),
        ("services:\n  acme:\n    retention: {data: 90}\n", 3, 23, 'put it in quotes: "90"'),
        ("services:\n  acme:\n    purposes: chat\n", 3, 15, "write it as a list"),
        ("services:\n  acme:\n    owner: a\n    owner: b\n", 4, 5, "already stands in line 3"),
        ("services:\n  acme: {}\n  acme: {}\n", 3, 3, "already stands in line 2"),
        ("services:\n  acme: {dpa: [}\n", 2, 16, "this is not YAML"),
        ("services:\n  acme:\n\towner: a\n", 3, 1, "this is not YAML"),
        ("services: *x\n", 1, 1, "aliases"),
        ("services:\n  ? [a]\n  : b\n", 2, 5, "a key must be a word"),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_place(text: str, line: int, column: int, words: str) -> None:
    assert any(found[:2] == (line, column) and words in found[2] for found in told(text)), told(text)


def test_every_fault_is_told_and_the_rest_is_kept() -> None:
    text = "services:\n  a: {owner: 1, role: x, review: {last: soon}, name: A}\n  b: {dpa: {date: no}}\nextra: 1\n"
    assert len(told(text)) == 5
    assert read(text).entries["a"].name == "A"
    assert read(text).entries["a"].faulty == {"owner", "role", "review.last"}
    assert read(text).entries["a"].unreadable("review")
    assert not read(text).entries["a"].unreadable("notice")


def test_not_utf8_is_a_fault() -> None:
    (fault,) = read_register("r.yaml", b"services:\n  a: {owner: \xff}\n").faults
    assert "not UTF-8" in fault.text


def test_places_count_characters() -> None:
    found = read_register("r.yaml", "\ufeffservices:\n  a: {owner: '\N{GRINNING FACE}\u00e9', role: x}\n".encode())
    assert found.text[slice(*found.faults[0].span)] == "x"


# --- whatever it holds -----------------------------------------------------------------------------------------------

SCRAPS = st.lists(st.sampled_from(WHOLE.split(" ") + WHOLE.splitlines(True) + list("{}[]:,-?&*!|>'\"#\n\t\ufeff\x85")))


@given(
    st.one_of(
        st.binary(max_size=200), st.text(max_size=200).map(str.encode), SCRAPS.map(lambda x: " ".join(x).encode())
    )
)
def test_no_text_raises_and_every_place_is_in_it(raw: bytes) -> None:
    found = read_register("r.yaml", raw)
    spans = [fault.span for fault in found.faults]
    spans += [span for one in found.entries.values() for span in one.places.values()]
    assert all(0 <= span.start <= span.end <= len(found.text) for span in spans)
