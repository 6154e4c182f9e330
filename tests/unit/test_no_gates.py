"""What looks like a gate and is none: the finding says so in its own words, and the verdict stays open."""

import pytest
from verdicts import packs

from consentlint.inspect import inspect_source
from consentlint.judge import judge
from consentlint.text import Source
from consentlint.worlds import ALWAYS

LOADER = "https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js"
FRAME = "https://apps.mypurecloud.de/webchat/index.html"
GO = f"function go() {{ var s = document.createElement('script'); s.src = '{LOADER}'; document.head.appendChild(s); }}"
CHAT = f'<script src="{LOADER}"></script>'


def messages(html: str) -> list[str]:
    embeds = inspect_source(Source("page.html", html), packs()).embeds
    assert [embed.exposure.load for embed in embeds] == [ALWAYS]
    policy = packs().policies["default"]
    return [finding.message for finding in judge(embeds, packs(), policy, policy.jurisdictions)]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        ("setTimeout(go, 5000)", "a timer only puts it off"),
        ("setInterval(go, 5000)", "a timer only puts it off"),
        ("requestIdleCallback(go)", "waiting until the browser is idle"),
        ("window.addEventListener('scroll', go, {once: true})", "scrolling is no consent"),
        ("document.addEventListener('mousemove', go)", "moving the mouse is no consent"),
        ("document.addEventListener('click', go)", "a first click or key anywhere is no consent"),
        ("new IntersectionObserver(go).observe(document.body)", "coming into view is no consent"),
        ("new IntersectionObserver(function (seen) { if (seen[0].isIntersecting) go(); })", "coming into view"),
        ("new IntersectionObserver((seen) => seen.forEach((one) => { if (!one.isIntersecting) return; go(); }))",
         "coming into view"),
    ],
)  # fmt: skip
def test_what_only_puts_it_off(call: str, says: str) -> None:
    (message,) = messages(f"<script>{GO} {call};</script>")
    assert f"loads before consent: {says}" in message


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (f'<iframe loading="lazy" src="{FRAME}"></iframe>', "lazy loading only waits"),
        (f'<script type="text/partytown" src="{LOADER}"></script>', "Partytown runs the script in a worker"),
        (f"<script>gtag('consent', 'default', {{ad_storage: 'denied'}});</script>{CHAT}", "consent mode only tells"),
        (f'<script src="https://consent.cookiebot.com/uc.js" data-blockingmode="manual"></script>{CHAT}',
         "Cookiebot asks the visitor, and nothing ties this request"),
        ("<button id=accept>Accept cookies</button><script>document.getElementById('accept').onclick = function () "
         "{ localStorage.setItem('consent', 'yes'); };</script>" + CHAT, "a banner asks the visitor, and nothing ties"),
    ],
)  # fmt: skip
def test_what_stands_around_it(page: str, says: str) -> None:
    (message,) = messages(page)
    assert says in message


def test_nothing_is_said_where_nothing_stands() -> None:
    (message,) = messages(CHAT)
    assert "nothing stands between the page and the request" in message


def test_nothing_is_said_of_what_is_gated() -> None:
    gated = '<script src="https://consent.cookiebot.com/uc.js" data-blockingmode="manual"></script>' + CHAT.replace(
        "<script", '<script type="text/plain" data-cookieconsent="marketing"'
    )
    (embed,) = inspect_source(Source("page.html", gated), packs()).embeds
    assert [guard.kind for guard in embed.trace] == ["blocked-markup"]
