"""Decoding, and the border between offsets and lines."""

import codecs
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from consentlint.text import Lines, decode

LINES = st.text(st.sampled_from("ab\r\n\U0001f36a\t\x0b\u2028"))


@pytest.mark.parametrize(
    ("data", "text", "noted"),
    [
        (b"", "", False),
        ("caf\u00e9".encode(), "caf\u00e9", False),
        (codecs.BOM_UTF8 + b"x", "x", False),
        (codecs.BOM_UTF16_LE + "x\u00e9".encode("utf-16-le"), "x\u00e9", True),
        (codecs.BOM_UTF16_BE + "x\u00e9".encode("utf-16-be"), "x\u00e9", True),
        (b"caf\xe9", "caf\u00e9", True),
        (codecs.BOM_UTF8 + b"a\xff", "a\ufffd", True),
        (codecs.BOM_UTF16_LE + b"a\0b", "a\ufffd", True),
        (b"a\0b", "a\0b", False),
    ],
)
def test_decode(data: bytes, text: str, noted: bool) -> None:
    decoded, note = decode(data)
    assert decoded == text
    assert bool(note) == noted


@given(st.binary())
def test_decode_takes_any_bytes(data: bytes) -> None:
    text, note = decode(data)
    assert isinstance(text, str)
    assert isinstance(note, str)


@given(LINES, st.integers(-2, 60))
@example("a\r\nb", 2)
def test_line_and_column_lead_back_to_the_offset(text: str, offset: int) -> None:
    lines = Lines(text)
    line, column = lines.line_column(offset)
    assert lines.line_start(line) + column - 1 == max(0, min(offset, len(text)))


@given(LINES)
def test_lines_end_at_lf_crlf_and_cr_only(text: str) -> None:
    lines = Lines(text)
    assert [lines.line_text(number) for number in range(1, len(lines) + 1)] == re.split("\r\n|\r|\n", text)


def test_lines_that_are_not_there_are_empty() -> None:
    assert Lines("a").line_text(0) == ""
    assert Lines("a").line_text(2) == ""


@given(LINES, st.integers(0, 60))
def test_utf16_column_counts_units(text: str, offset: int) -> None:
    lines = Lines(text)
    line, column = lines.line_column(offset)
    before = text[lines.line_start(line) :][: column - 1]
    assert lines.utf16_column(offset) == len(before.encode("utf-16-le", "surrogatepass")) // 2
