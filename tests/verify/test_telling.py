"""What is compared and how it is told, without a browser."""

import json
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from verdicts import packs

from consentlint.model import Embed, Exposure, Guard, Place, Severity, Span
from consentlint.report import Report, Style
from consentlint.verify import data, page, tell
from consentlint.verify.compare import AGREES, DIFFERS, NEWS, SETTLED, UNKNOWN, Known, compare
from consentlint.verify.fence import FOLDER_HOST, Address, Fence
from consentlint.verify.record import Asked, Observed, Origin, Seen, Stored, Visit
from consentlint.verify.weigh import weigh
from consentlint.verify.whole import Outcome
from consentlint.worlds import ALWAYS, MAYBE, NEVER, NO, YES, Answer, Worlds, worlds

PACKS = packs()
HOME = f"http://{FOLDER_HOST}/"
CHAT = "https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js"
VECTOR = st.builds(Worlds, *[st.sampled_from(Answer)] * 3)
SURE = st.builds(Worlds, *[st.sampled_from([NO, YES])] * 3)


def embed(load: Worlds, url: str = CHAT, vendor: str = "genesys", form: str = "script-tag", **more: object) -> Embed:
    return Embed(vendor, form, Place("site/index.html", Span(0, 0)), url, Exposure(load), **more)


def seen(load: Worlds, url: str = CHAT, vendor: str = "genesys", by: str = HOME) -> Observed:
    return Observed(embed(load, url, vendor, "script"), Origin(by), HOME)


def known(named: bool = True, unasked: Worlds = NEVER) -> Known:
    fence = Fence(Address(FOLDER_HOST))
    opened = frozenset(["site/index.html"])
    return Known(PACKS, fence, HOME, lambda host: named, opened, Exposure(unasked), 3.0, "site/")


@settings(deadline=None)  # other tests run beside
@given(VECTOR, SURE)
def test_a_difference_is_a_no_against_a_yes(read: Worlds, found: Worlds) -> None:
    (row,) = compare([embed(read)], [seen(found)], known())
    apart = [one for one, other in zip(read, found, strict=True) if {one, other} == {NO, YES}]
    assert len(row.differs) == len(apart)
    assert (row.verdict == DIFFERS) is bool(apart)
    assert (row.verdict == AGREES) is (read == found)
    assert bool(row.reasons) is bool(apart)


@settings(deadline=None)  # other tests run beside
@given(VECTOR)
def test_what_the_browser_does_not_know_contradicts_nothing(read: Worlds) -> None:
    (row,) = compare([embed(read)], [], known(unasked=worlds("maybe/maybe/maybe")))
    assert row.verdict in (UNKNOWN, AGREES, SETTLED)
    assert not row.differs


@pytest.mark.parametrize(
    ("read", "found", "verdicts"),
    [
        ([embed(ALWAYS)], [seen(ALWAYS, f"{CHAT}?v=1")], [AGREES]),
        ([embed(ALWAYS, "/own.js"), embed(ALWAYS)], [seen(ALWAYS), seen(ALWAYS, f"{HOME}own.js")], [AGREES, AGREES]),
        ([embed(ALWAYS, "https://{...}/x.js")], [seen(ALWAYS)], [AGREES]),
        ([embed(ALWAYS)], [seen(ALWAYS), seen(ALWAYS, "https://api.mypurecloud.de/more")], [AGREES]),
        ([embed(NEVER)], [seen(NEVER), seen(ALWAYS, "https://api.mypurecloud.de/more")], [AGREES, NEWS]),
        ([], [seen(ALWAYS)], [NEWS]),
        ([embed(ALWAYS, "https://apps.mypurecloud.de", form="connection-hint")], [], ["cannot be seen"]),
    ],
)
def test_who_belongs_to_whom(read, found, verdicts) -> None:
    assert [row.verdict.split(" (")[0] for row in compare(read, found, known())] == verdicts


def test_what_the_source_relied_on_is_named() -> None:
    guard = Guard("auto-blocking", Place("site/index.html", Span(0, 0)), "Cookiebot blocks", worlds("no/no/yes"))
    (row,) = compare([embed(worlds("no/no/yes"), trace=(guard,))], [seen(ALWAYS)], known())
    told = "\n".join(row.reasons)
    assert "`Cookiebot blocks`" in told
    assert "ahead of reading" in told
    assert row.more_open


@pytest.mark.parametrize(
    ("load", "said"),
    [
        ("yes/no/no", "was asked for before a choice"),
        ("no/yes/yes", "was asked for after a refusal"),
        ("yes/maybe/no", "was asked for before a choice; what happens after a refusal could not be decided"),
        ("no/maybe/yes", "may be asked for: what happens after a refusal could not be decided"),
    ],
)
def test_findings_say_what_was_seen(load, said) -> None:
    fault = weigh(embed(worlds(load)), PACKS, PACKS.policies["default"])
    assert (fault.message, fault.severity) == (f"Genesys Cloud CX {said}", Severity.ERROR)


@pytest.mark.parametrize("load", ["no/no/yes", "no/no/no", "no/no/maybe"])
def test_what_is_gated_is_no_finding(load) -> None:
    assert weigh(embed(worlds(load)), PACKS, PACKS.policies["strict"]) is None
    assert weigh(embed(ALWAYS)._replace(self_hosted=True), PACKS, PACKS.policies["default"]) is None


NASTY = 'https://evil.example/"><script>alert(1)</script>\x1b[2J\n&'


def nasty() -> Outcome:
    visit = Visit(HOME + NASTY, notes=[NASTY], trouble=[NASTY], error=NASTY)
    visit.seen["undecided"] = Seen([Asked(NASTY, NASTY, False)], chosen=NASTY, doubt=NASTY)
    one = seen(ALWAYS, NASTY)
    fault = weigh(one.embed, PACKS, PACKS.policies["default"])
    rows = compare([], [one], known(named=False))
    return Outcome(
        NASTY, "2026-11-24T00:00:00+00:00", "Chromium", (NASTY,), (visit,), (one,),
        ((Stored("cookie", NASTY, NASTY), Worlds(NO, MAYBE, YES)),), (fault,), tuple(rows), Report("inventory"),
        (NASTY,), (NASTY,), (NASTY,), {}, 3.0,
    )  # fmt: skip


def test_nothing_of_a_page_gets_out_of_the_reports() -> None:
    text, html, made = StringIO(), StringIO(), StringIO()
    tell.write(nasty(), text, Style())
    page.write(nasty(), html, Style())
    data.write(nasty(), made, Style())
    assert "\x1b" not in text.getvalue()
    assert "<script" not in html.getvalue().lower()
    assert json.loads(made.getvalue())["target"] == NASTY
