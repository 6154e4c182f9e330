"""The prefilter: the same answer from every matcher, and nothing lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consentlint import prefilter
from consentlint.packs.compiled import load_needles
from consentlint.prefilter import Hyperscan, Prefilter, StandardLibrary

NEEDLES = ("vendor.example", "chat-sdk", "/x/*.js", "a+b")
FAST, SLOW = Hyperscan(NEEDLES), StandardLibrary(NEEDLES)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"", False, id="nothing"),
        pytest.param(b"<p>vendor example</p>", False, id="a dot is a dot"),
        pytest.param(b"aab", False, id="a plus is a plus"),
        pytest.param(b"https://apps.vendor.example/x.js", True, id="a host"),
        pytest.param(b"HTTPS://APPS.VENDOR.EXAMPLE/", True, id="upper case"),
        pytest.param(rb'"https:\/\/apps.vendor.example\/x.js"', True, id="escaped slashes"),
        pytest.param(b"\xff\0\xfechat-sdk\0", True, id="between bytes that are no text"),
    ],
)
def test_both_matchers(data, expected):
    assert (FAST.hit(data), SLOW.hit(data)) == (expected, expected)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([needle.encode() for needle in NEEDLES]) | st.binary(max_size=8), max_size=6))
def test_both_matchers_agree_on_everything(parts):
    data = b"".join(parts)
    assert FAST.hit(data) == SLOW.hit(data)
    assert FAST.hit(data.upper()) == SLOW.hit(data.upper())


def test_the_answer_is_the_same_before_and_after_the_change_of_matcher(monkeypatch):
    monkeypatch.setattr(prefilter, "CHEAP", 100)
    monkeypatch.setattr(prefilter, "CHEAP_PER_NEEDLE", 0)
    found = Prefilter(NEEDLES)
    texts = [b"nothing here", b"vendor.example", b"x" * 50, b"chat-sdk", b"nothing"]
    assert [found.hit(text) for text in texts] == [False, True, False, True, False]
    assert isinstance(found._matcher, Hyperscan)


def test_without_the_wheel_the_standard_library_goes_on(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "hyperscan", None)
    monkeypatch.setattr(prefilter, "CHEAP", 1)
    found = Prefilter(NEEDLES)
    assert [found.hit(b"vendor.example"), found.hit(b"none")] == [True, False]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_byte_order_mark_hides_nothing(encoding):
    assert Prefilter(NEEDLES).hit("<p>Vendor.Example</p>".encode(encoding))


def test_a_file_with_a_suppression_is_worth_parsing():
    assert Prefilter(NEEDLES).hit(b"<!-- consentlint: allow[ungated-embed] old -->")


def test_the_shipped_needles_find_a_genesys_loader():
    found = Prefilter(load_needles())
    assert found.hit(b'<script src="https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js"></script>')
    assert not found.hit(b"<html><body><h1>Hello</h1></body></html>")
