"""The comparison can fail: each kind of wrong prediction gives its line. Needs no browser."""

import pytest
from browser.chromium import Seen
from browser.comparing import belongs, differences, makes_no_request, predict, strangers
from verdicts import packs

from consentlint.model import Embed, Exposure, Place, Span
from consentlint.worlds import ALWAYS, NEVER, ON_CONSENT, PERHAPS, WORLD_NAMES, Worlds

URL = "https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js"
VENDORS = packs().vendors
NOWHERE = Span(0, 0)


def embed(load: Worlds, url: str = URL, form: str = "script-tag", span: Span = NOWHERE) -> Embed:
    return Embed("genesys", form, Place("a.html", span), url, Exposure(load))


def seen(*worlds: str, url: str = URL) -> dict[str, list[Seen]]:
    return {name: [Seen(url, "script")] if name in worlds else [] for name in WORLD_NAMES}


def compared(load: Worlds, requests: dict[str, list[Seen]], url: str = URL) -> list[str]:
    return list(differences(predict([embed(load, url)]), requests, VENDORS, "load"))


def test_agreement_is_silent() -> None:
    assert compared(ON_CONSENT, seen("granted")) == []
    assert compared(ALWAYS, seen(*WORLD_NAMES)) == []
    assert compared(NEVER, seen()) == []


def test_each_world_is_compared() -> None:
    lines = compared(ON_CONSENT, seen("undecided", "refused"))
    assert [line.split(" (")[0] for line in lines] == [
        "on load, undecided: predicted no, observed yes",
        "on load, refused: predicted no, observed yes",
        "on load, granted: predicted yes, observed no",
    ]


def test_maybe_is_never_wrong() -> None:
    assert compared(PERHAPS, seen("refused")) == []


def test_query_and_scheme_do_not_matter_but_the_path_does() -> None:
    assert compared(ALWAYS, seen(*WORLD_NAMES, url=f"{URL}?v=1#x")) == []
    assert len(compared(ALWAYS, seen(*WORLD_NAMES, url=f"{URL}x"))) == 3


def test_address_with_a_hole_is_any_request_to_the_vendor() -> None:
    assert compared(ALWAYS, seen(*WORLD_NAMES), url="https://apps.{...}/genesys.min.js") == []


def test_embeds_of_one_address_are_joined() -> None:
    (one,) = predict([embed(NEVER), embed(ON_CONSENT)])
    assert one.load == ON_CONSENT


def test_request_that_nothing_accounts_for() -> None:
    assert len(list(strangers([], seen("granted"), VENDORS))) == 1
    assert list(strangers(predict([embed(NEVER)]), seen("granted"), VENDORS)) == []


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://apps.mypurecloud.com/x", True),
        ("wss://webmessaging.mypurecloud.com/v1", True),
        ("https://mypurecloud.com.evil.test/x", False),
        ("https://notmypurecloud.com/x", False),
        ("https://site.test/mypurecloud.com", False),
    ],
)
def test_hosts_are_matched_on_label_boundaries(url: str, expected: bool) -> None:
    assert belongs(url, VENDORS["genesys"]) is expected


def test_hints_without_a_request() -> None:
    code = '<link rel="preconnect" href="https://apps.mypurecloud.de">'
    whole = Span(0, len(code))
    assert makes_no_request(embed(ALWAYS, "https://apps.mypurecloud.de", "connection-hint", whole), code)
    assert not makes_no_request(embed(ALWAYS, URL, "connection-hint", whole), code.replace("preconnect", "preload"))
    assert not makes_no_request(embed(ALWAYS, URL, "script-tag", whole), code)
