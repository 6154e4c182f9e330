"""Durations as people write them: the same time in other words is the same, another time is another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentlint.duties.disclosure import written_languages
from consentlint.duties.durations import SECONDS, Duration, agree, capped, in_words, read_durations, unit_of
from consentlint.duties.words import by_unit
from consentlint.packs import load_packs
from consentlint.packs.languages import languages

UNREADABLE = ["", "see the vendor's page", "12-monatig", "variable", "1 j", "½ year", "Year", "365", "v2 years"]
SAME = [
    ("2 years", "24 Monate"),
    ("2 years", "730 days"),
    ("2 years", "2 ans"),
    ("2 years", "zwei Jahre"),
    ("13 months", "13 Monaten"),
    ("13 months", "1 year and 1 month"),
    ("1 year", "12 mois"),
    ("1 year", "365 Tage"),
    ("1 year", "ein Jahr"),
    ("1 year", "un año"),
    ("1 year", "1 anno"),
    ("1 year", "1 jaar"),
    ("6 months", "180 days"),
    ("1 month", "30 Tage"),
    ("1 day", "24 Stunden"),
    ("30 minutes", "30 Min."),
    ("2 weeks", "14d"),
    ("up to 1 year", "1 year"),
    ("bis zu 24 Stunden", "1 day"),
    ("session", "Sitzung"),
    ("session", "Until the browser is closed"),
    ("session", "bis zum Ende der Sitzung"),
    ("session", "fin de session"),
    ("session", "Session oder 1 Jahr"),
    ("1 year", "Session oder 1 Jahr"),
    ("persistent", "unbegrenzt"),
    ("persistent", "1 year"),
    ("1000 days", "1.000 Tage"),
    ("18 months", "1,5 Jahre"),
    ("1 year 1 month 4 days", "1 Jahr, 1 Monat und 4 Tage"),
]
OTHER = [
    ("2 years", "2 months"),
    ("2 years", "1 Jahr"),
    ("13 months", "1 year"),
    ("400 days", "2 years"),
    ("1 day", "2 days"),
    ("30 minutes", "30 seconds"),
    ("session", "1 year"),
    ("Sitzung", "30 Minuten"),
    ("session", "dauerhaft"),
    ("1 year", "1 year 1 month"),
    ("up to 1 year", "up to 24 hours"),
]


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_cannot_be_read_agrees_with_anything(text: str) -> None:
    assert read_durations(text) == ()
    assert agree(read_durations(text), read_durations("1 year"))


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_in_other_words(one: str, other: str) -> None:
    assert read_durations(one)
    assert read_durations(other)
    assert agree(read_durations(one), read_durations(other))


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_time(one: str, other: str) -> None:
    assert not agree(read_durations(one), read_durations(other))
    assert not agree(read_durations(other), read_durations(one))


@pytest.mark.parametrize("text", ["400 days", "1 year 1 month 4 days"])
def test_what_browsers_keep_of_a_longer_time(text: str) -> None:
    assert capped(read_durations(text), read_durations("2 years"))
    assert not capped(read_durations(text), read_durations("1 year"))
    assert not capped(read_durations("13 months"), read_durations("2 years"))


@pytest.mark.parametrize(
    ("heading", "unit"),
    [("Duration (days)", "day"), ("Laufzeit in Tagen", "day"), ("Expires (months)", "month"), ("Duration", ""),
     ("days or months", "")],
)  # fmt: skip
def test_a_heading_may_tell_the_unit(heading: str, unit: str) -> None:
    assert unit_of(heading) == unit


def test_a_bare_number_takes_the_unit_of_its_heading() -> None:
    assert agree(read_durations("730", "day"), read_durations("2 years"))
    assert not agree(read_durations("365", "day"), read_durations("2 years"))


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    for duration in read_durations(text):
        low, high = duration.seconds
        assert low <= high


@given(st.integers(1, 999), st.sampled_from(sorted(by_unit())))
def test_every_unit_of_every_language_is_read(number: int, word: str) -> None:
    (found,) = read_durations(f"{number} {word}")
    low, high = found.seconds
    least, most = SECONDS[by_unit()[word]]
    assert low <= number * least <= number * most <= high


@given(
    st.integers(1, 400), st.sampled_from(["second", "minute", "hour", "day", "week", "month", "year"]), st.booleans()
)
def test_what_is_written_is_read_as_what_it_was(number: int, unit: str, limit: bool) -> None:
    for language in written_languages().values():
        words = language.units[unit]
        text = f"{number} {words[0 if number == 1 else 1]}"
        durations = read_durations(text)
        said = in_words((durations[0]._replace(limit=limit),), language)
        assert agree(read_durations(said), durations)
        assert read_durations(said)[0].limit is limit


@pytest.mark.parametrize("kind", ["session", "persistent"])
def test_words_for_what_is_no_time_are_read_back(kind: str) -> None:
    for language in written_languages().values():
        assert read_durations(in_words((Duration(kind),), language)) == (Duration(kind),)


def test_every_duration_of_the_packs_is_read() -> None:
    cookies = [cookie for vendor in load_packs().vendors.values() for cookie in vendor.cookies]
    assert [cookie for cookie in cookies if cookie.duration and not read_durations(cookie.duration)] == []


def test_no_word_is_a_unit_of_two_kinds() -> None:
    """Such a word would be left out; better to leave it out of the data."""
    told = {word for language in languages().values() for listed in language.units.values() for word in listed}
    assert {word.casefold() for word in told} == set(by_unit())
