"""What could not be decided is `maybe`, and why is said. Never a silent `no`."""

from consentlint.verify.stand_in import stub
from consentlint.worlds import ALWAYS, ON_CONSENT, worlds

CHAT = "https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js"
HELD = f"""<!doctype html><title>x</title>
<script id="Cookiebot" src="https://consent.cookiebot.com/uc.js" data-cbid="0"></script>
<script type="text/plain" data-cookieconsent="preferences" src="{CHAT}"></script>"""
OPEN = f'<!doctype html><title>x</title><script src="{CHAT}"></script>'
# It ends at last: where the machine is too slow to follow, what is asked for piles up without end.
POLL = "<script>let n = 0; setInterval(() => {{ if (n++ < {times}) fetch({address}) }}, 150)</script>"


def loads(outcome):
    return {one.embed.vendor: one.embed.exposure.load for one in outcome.observed}


def stubs(url: str, kind: str) -> tuple[str, str] | None:
    return ("text/javascript", stub("cookiebot")) if "cookiebot" in url and kind == "script" else None


def test_a_platform_that_is_not_contacted(verify):
    outcome = verify({"index.html": HELD})
    assert any("add --allow consent.cookiebot.com" in note for note in outcome.notes)
    (row,) = outcome.rows
    assert (row.verdict, str(row.seen.load)) == ("not decided", "no/maybe/maybe")
    assert not row.differs


def test_its_stub_stands_in_offline(verify):
    outcome = verify({"index.html": HELD}, stubs, stubs=True)
    assert loads(outcome) == {"genesys": ON_CONSENT}
    assert not outcome.faults


def test_nothing_to_choose_with(verify):
    outcome = verify({"index.html": OPEN})
    assert loads(outcome) == {"genesys": worlds("yes/yes/yes")}
    assert any("no way to refuse" in note for note in outcome.notes)
    assert not outcome.trouble


def test_a_control_that_is_not_there_is_trouble(verify):
    outcome = verify({"index.html": OPEN}, accept="#nowhere", refuse="js:nobody()")
    assert loads(outcome) == {"genesys": worlds("yes/maybe/maybe")}
    assert [world for world in ("refused", "granted") if any(f" {world}: " in line for line in outcome.trouble)] == [
        "refused", "granted",
    ]  # fmt: skip


def test_a_choice_that_changes_nothing_may_not_have_counted(verify):
    page = OPEN + '<button id="a">A</button><button id="r">R</button>'
    outcome = verify({"index.html": page.replace(f'src="{CHAT}"', "")}, accept="#a", refuse="#r")
    for world in ("refused", "granted"):
        assert "may not have counted" in outcome.visits[0].seen[world].doubt


def test_a_page_that_never_ends_is_maybe_and_said(verify):
    page = OPEN.replace(f'src="{CHAT}"', "") + POLL.format(address="'/' + n", times=60)
    outcome = verify({"index.html": page}, timeout=1.0)
    assert all(seen.doubt for seen in outcome.visits[0].seen.values())


def test_a_poll_is_no_news(verify):
    page = OPEN + POLL.format(address="'/poll'", times=40)
    assert not verify({"index.html": page}, timeout=5.0).visits[0].seen["undecided"].doubt


def test_a_timer_for_later_is_said(verify):
    page = f"<!doctype html><title>x</title><script>setTimeout(() => new Image().src = '{CHAT}', 9000)</script>"
    outcome = verify({"index.html": page})
    assert loads(outcome) == {}
    assert any("a timer was still set" in note for note in outcome.notes)


def test_a_page_that_leads_elsewhere_is_not_followed(verify):
    outcome = verify({"index.html": '<meta http-equiv="refresh" content="0;url=https://cdn.acme-widgets.io/">'})
    assert [one.embed.url for one in outcome.observed] == ["https://cdn.acme-widgets.io/"]


def test_a_page_that_cannot_be_opened_is_trouble(verify):
    outcome = verify({"index.html": OPEN, "locked.html": OPEN}, pages=("index.html", "locked.html"), gone="locked.html")
    (trouble,) = outcome.trouble
    assert "locked.html: the server answered 404" in trouble
    assert loads(outcome) == {"genesys": ALWAYS}
