"""The harness itself, on pages made here: it sees what leaves, platforms hold and release, worlds are kept apart."""

import pytest
from browser import platforms
from browser.chromium import ORIGIN, House
from browser.needed import missing
from browser.platforms import PlatformMissing, installed, present
from browser.proving import Choice, Observed, observe
from browser.rendering import NotRenderable, Rendered, render
from browser.returning import returning
from cases import Case
from verdicts import packs

from consentlint.packs.values import Cmp, Presence, StoredChoice, Vocabulary

HOST = "vendor.test"
SCRIPT = f'<script src="https://cdn.{HOST}/a.js"></script>'
LOAD = f"new Image().src = 'https://cdn.{HOST}/p.gif'"


def cmp(ident: str, *urls: str) -> Cmp:
    return Cmp(ident, ident, "https://cmp.test", (), present=Presence(urls=urls))


CMPS = {
    "klaro": cmp("klaro", "cdn.kiprotect.com/klaro/*"),
    "vanilla-cookieconsent-v3": cmp("vanilla-cookieconsent-v3", "cdn.jsdelivr.net/gh/orestbida/cookieconsent@*"),
    "vanilla-cookieconsent-v2": cmp("vanilla-cookieconsent-v2", "cdn.jsdelivr.net/gh/orestbida/cookieconsent@v2*"),
    "cookiebot": cmp("cookiebot", "consent.cookiebot.com/*"),
    "onetrust": cmp("onetrust", "cdn.cookielaw.org/*"),
    "usercentrics-v2": cmp("usercentrics-v2", "app.usercentrics.eu/*", "privacy-proxy.usercentrics.eu/*"),
    "usercentrics-v3": cmp("usercentrics-v3", "web.cmp.usercentrics.eu/*"),
    "didomi": cmp("didomi", "sdk.privacy-center.org/*"),
}
CHOICES = {
    "klaro": Choice(
        ("js:klaro.getManager().changeAll(true)", "js:klaro.getManager().saveAndApplyConsents()"),
        ("js:klaro.getManager().changeAll(false)", "js:klaro.getManager().saveAndApplyConsents()"),
    ),
    "vanilla-cookieconsent-v3": Choice(
        ("js:CookieConsent.acceptCategory('all')",), ("js:CookieConsent.acceptCategory([])",)
    ),
    "vanilla-cookieconsent-v2": Choice(("js:cc.accept('all')",), ("js:cc.accept([])",)),
    "cookiebot": Choice(
        ("js:Cookiebot.submitCustomConsent(true, true, true)",),
        ("js:Cookiebot.submitCustomConsent(false, false, false)",),
    ),
    "onetrust": Choice(("js:OneTrust.AllowAll()",), ("js:OneTrust.RejectAll()",)),
    "usercentrics-v2": Choice(("js:UC_UI.acceptAllConsents()",), ("js:UC_UI.denyAllConsents()",)),
    "usercentrics-v3": Choice(("js:__ucCmp.acceptAllConsents()",), ("js:__ucCmp.denyAllConsents()",)),
    "didomi": Choice(("js:Didomi.setUserAgreeToAll()",), ("js:Didomi.setUserDisagreeToAll()",)),
}
LOADERS = {ident: f'<script src="{platforms.loader(packs().cmps[ident])}"></script>' for ident in CMPS}
LOADERS["klaro"] = LOADERS["klaro"].replace("<script", "<script defer")
for late in ("usercentrics-v2", "usercentrics-v3", "didomi"):
    LOADERS[late] = LOADERS[late].replace("<script", "<script async")
URL = f"https://cdn.{HOST}/a.js"
HELD = {
    "klaro": f'<script type="text/plain" data-name="chat" data-src="{URL}"></script>',
    "vanilla-cookieconsent-v3": f'<script type="text/plain" data-category="chat" src="{URL}"></script>',
    "vanilla-cookieconsent-v2": f'<script type="text/plain" data-cookiecategory="chat" src="{URL}"></script>',
    "cookiebot": f'<script type="text/plain" data-cookieconsent="marketing,preferences" src="{URL}"></script>',
    "onetrust": f'<script type="text/plain" class="optanon-category-C0002-C0004" src="{URL}"></script>',
    "usercentrics-v2": f'<script type="text/plain" data-usercentrics="Chat" src="{URL}"></script>',
    "usercentrics-v3": f'<script type="text/plain" data-usercentrics="Chat" src="{URL}"></script>',
    "didomi": f'<script type="didomi/javascript" data-vendor="c:chat" src="{URL}"></script>',
}
FRAMES = {
    "klaro": f'<iframe data-name="chat" data-src="{URL}"></iframe>',
    "cookiebot": f'<iframe data-cookieconsent="marketing" data-cookieblock-src="{URL}"></iframe>',
    "onetrust": f'<iframe class="optanon-category-C0003" data-src="{URL}"></iframe>',
    "usercentrics-v2": f'<iframe data-usercentrics="Chat" data-src="{URL}"></iframe>',
    "usercentrics-v3": f'<iframe data-usercentrics="Chat" data-src="{URL}"></iframe>',
    "didomi": f'<script type="didomi/html" data-purposes="cookies"><iframe src="{URL}"></iframe></script>',
}


def opened(house: House, body: str, platform: str = "", choice: Choice | None = None, click: str = "") -> Observed:
    page = Rendered(f"<!doctype html><html><head>{LOADERS.get(platform, '')}{body}</head></html>")
    try:
        return observe(house, page, list(CMPS.values()), choice or CHOICES.get(platform, Choice()), click)
    except PlatformMissing as reason:
        missing(reason)


def worlds(seen: dict[str, list], host: str = HOST) -> str:  # type: ignore[type-arg]
    return "/".join(
        "yes" if any(host in one.url for one in seen[world]) else "no" for world in ("undecided", "refused", "granted")
    )


def load(house: House, body: str, platform: str = "", choice: Choice | None = None) -> str:
    observed = opened(house, body, platform, choice)
    assert observed.not_chosen == []
    return worlds(observed.load)


def test_page_without_a_third_party(house: House) -> None:
    observed = opened(house, '<p>x</p><script src="/app.js"></script>')
    assert {one.url for one in observed.load["granted"]} == {f"{ORIGIN}/", f"{ORIGIN}/app.js"}


@pytest.mark.parametrize(
    "body",
    [
        SCRIPT,
        f'<iframe src="https://{HOST}/f"></iframe>',
        f'<iframe loading="lazy" style="margin-top: 9000px" src="https://{HOST}/f"></iframe>',
        f'<link rel="preload" as="script" href="https://{HOST}/a.js">',
        f'<link rel="modulepreload" href="https://{HOST}/a.js">',
        f'<link rel="prefetch" href="https://{HOST}/a.js">',
        f"<script>new WebSocket('wss://{HOST}/v1')</script>",
        f"<script>fetch('https://{HOST}/v1')</script>",
        f"<script>navigator.sendBeacon('https://{HOST}/b')</script>",
        f"<script type=module>import('https://{HOST}/m.js')</script>",
        f"<script>document.write('<script src=https://{HOST}/w.js><\\/script>')</script>",
        f"<script>setTimeout(() => {{ {LOAD} }}, 30000)</script>",
        f"<script>addEventListener('scroll', () => {{ {LOAD} }}, {{once: true}})</script>",
        f"<script>document.addEventListener('mousemove', () => {{ {LOAD} }}, {{once: true}})</script>",
        f'<p id="p">x</p><script>p.onmouseenter = () => {{ {LOAD} }}</script>',
        f'<input id="i"><script>i.onfocus = () => {{ {LOAD} }}</script>',
        f"<script>new IntersectionObserver(e => e.some(x => x.isIntersecting) && ({LOAD})).observe(document.body"
        " || document.documentElement)</script>",
        f'<iframe srcdoc="<script src=https://{HOST}/a.js></script>"></iframe>',
        f"<script>$.getScript('https://{HOST}/j.js')</script><script src=x></script>",
    ],
)
def test_what_leaves_is_seen_in_every_world(house: House, body: str) -> None:
    page = render(Case("i", "p", 1, "html", f"<!doctype html>{body}"))
    try:
        assert worlds(observe(house, page, [], Choice()).load) == "yes/yes/yes"
    except PlatformMissing as reason:
        missing(reason)


@pytest.mark.parametrize(
    "body",
    [
        f'<script type="text/plain" src="https://{HOST}/a.js"></script>',
        f'<noscript><img src="https://{HOST}/p"></noscript>',
        f"<template>{SCRIPT}</template>",
        f'<a href="https://{HOST}/">x</a>',
        f'<link rel="preconnect" href="https://{HOST}">',
        f'<button onclick="{LOAD}">x</button>',
    ],
)
def test_what_stays_is_not_seen(house: House, body: str) -> None:
    assert load(house, body) == "no/no/no"


def test_choice_is_kept_for_the_next_visit_and_worlds_are_apart(house: House) -> None:
    body = f"""<button id="yes" onclick="localStorage.c = 1"></button><button id="no"></button>
    <script>if (localStorage.c) {{ {LOAD} }}</script>"""
    assert load(house, body, choice=Choice(("#yes",), ("#no",))) == "no/no/yes"


def test_what_ran_before_the_choice_does_not_count_after_it(house: House) -> None:
    body = f"""<button id="yes"></button><button id="no" onclick="document.cookie = 'c=no'"></button>
    <script>if (!document.cookie.includes('c=no')) {{ {LOAD} }}</script>"""
    assert load(house, body, choice=Choice(("#yes",), ("#no",))) == "yes/no/yes"


def test_statements_can_be_the_choice(house: House) -> None:
    body = f"<script>if (localStorage.c === '1') {{ {LOAD} }}</script>"
    assert load(house, body, choice=Choice(("js:localStorage.c='1'",), ("js:localStorage.c='0'",))) == "no/no/yes"


def test_choice_that_cannot_be_made_is_told(house: House) -> None:
    assert opened(house, "<p>", choice=Choice(("#yes",), ("#no",))).not_chosen == ["refused", "granted"]


def test_click_is_watched_on_its_own(house: House) -> None:
    observed = opened(house, f'{SCRIPT}<button id="b" onclick="fetch(\'https://ask.test/\')"></button>', click="#b")
    assert (worlds(observed.load), worlds(observed.load, "ask.test")) == ("yes/yes/yes", "no/no/no")
    assert (worlds(observed.request), worlds(observed.request, "ask.test")) == ("no/no/no", "yes/yes/yes")


@pytest.mark.parametrize("platform", CMPS)
def test_platform_holds_and_releases_a_script(house: House, platform: str) -> None:
    assert load(house, HELD[platform], platform) == "no/no/yes"


@pytest.mark.parametrize("platform", FRAMES)
def test_platform_holds_and_releases_a_frame(house: House, platform: str) -> None:
    assert load(house, FRAMES[platform], platform) == "no/no/yes"


@pytest.mark.parametrize("platform", CMPS)
def test_platform_leaves_an_unmarked_script_alone(house: House, platform: str) -> None:
    assert load(house, SCRIPT, platform) == "yes/yes/yes"


@pytest.mark.parametrize(
    ("platform", "code", "expected"),
    [
        ("cookiebot", "addEventListener('CookiebotOnAccept', go)", "no/no/yes"),
        ("cookiebot", "addEventListener('CookiebotOnDecline', go)", "no/yes/no"),
        ("cookiebot", "addEventListener('CookiebotOnConsentReady', go)", "no/yes/yes"),
        ("cookiebot", "addEventListener('CookiebotOnLoad', go)", "yes/yes/yes"),
        ("cookiebot", "window.CookiebotCallback_OnAccept = go", "no/no/yes"),
        ("cookiebot", "addEventListener('CookiebotOnLoad', () => Cookiebot.consent.marketing && go())", "no/no/yes"),
        ("cookiebot", "addEventListener('CookiebotOnLoad', () => Cookiebot.hasResponse && go())", "no/yes/yes"),
        ("onetrust", "window.OptanonWrapper = go", "yes/yes/yes"),
        ("onetrust", "window.OptanonWrapper = () => OnetrustActiveGroups.includes('C0004') && go()", "no/no/yes"),
        ("onetrust", "window.OptanonWrapper = () => OnetrustActiveGroups.includes('C0001') && go()", "yes/yes/yes"),
        ("onetrust", "addEventListener('OTConsentApplied', go)", "no/yes/yes"),
        ("onetrust", "window.OptanonWrapper = () => OneTrust.OnConsentChanged(go)", "no/yes/yes"),
        ("onetrust", f"window.OptanonWrapper = () => OneTrust.InsertScript('{URL}', 'head', 0, 0, 'C0004')",
         "no/no/yes"),
        ("onetrust", f"window.OptanonWrapper = () => OneTrust.InsertScript('{URL}', 'head')", "yes/yes/yes"),
        ("onetrust", "addEventListener('OneTrustGroupsUpdated', e => e.detail.includes('C0002') && go())", "no/no/yes"),
        ("usercentrics-v2", "addEventListener('UC_UI_INITIALIZED', go)", "yes/yes/yes"),
        ("usercentrics-v2", "addEventListener('UC_UI_INITIALIZED', () => UC_UI.getServicesBaseInfo()"
         ".find(s => s.name === 'Chat').consent.status && go())", "no/no/yes"),
        ("usercentrics-v2", "addEventListener('UC_UI_CMP_EVENT', e => e.detail.type === 'ACCEPT_ALL' && go())",
         "no/no/yes"),
        ("usercentrics-v2", "addEventListener('ucEvent', e => e.detail['Chat'] === true && go())", "no/no/yes"),
        ("usercentrics-v3", "addEventListener('UC_UI_INITIALIZED', async () => "
         "(await __ucCmp.getConsentDetails()).services['Chat'].consent.given && go())", "no/no/yes"),
        ("usercentrics-v3", "addEventListener('UC_UI_INITIALIZED', () => __ucCmp.isInitialized() && go())",
         "yes/yes/yes"),
        ("didomi", "window.didomiOnReady = [go]", "yes/yes/yes"),
        ("didomi", "window.didomiOnReady = [D => D.getUserConsentStatusForVendor('c:chat') && go()]", "no/no/yes"),
        ("didomi", "window.didomiOnReady = [D => D.getUserConsentStatusForVendor('x') !== false && go()]",
         "yes/no/yes"),
        ("didomi", "window.didomiEventListeners = [{event: 'consent.changed', listener: go}]", "no/yes/yes"),
        ("didomi", "window.didomiOnReady = [D => D.getObservableOnUserConsentStatusForVendor('x')"
         ".filter(s => s === true).first().subscribe(go)]", "no/no/yes"),
        ("klaro", "window.klaroConfig = {services: [{name: 'chat', purposes: ['x'], onAccept: go}]}", "no/no/yes"),
        ("klaro", "window.klaroConfig = {services: [{name: 'chat', purposes: ['x'], callback: go}]}", "yes/yes/yes"),
        ("klaro", "window.klaroConfig = {services: [{name: 'chat', required: true, purposes: ['x'], callback: ok => "
         "ok && go()}]}", "yes/yes/yes"),
        ("vanilla-cookieconsent-v3", "addEventListener('cc:onConsent', go)", "no/yes/yes"),
        ("vanilla-cookieconsent-v3", "addEventListener('cc:onConsent', () => "
         "CookieConsent.acceptedCategory('chat') && go())", "no/no/yes"),
    ],
)  # fmt: skip
def test_what_platforms_tell_scripts(house: House, platform: str, code: str, expected: str) -> None:
    body = f"<script>const go = () => {{ {LOAD} }}; {code}</script>"
    assert load(house, body, platform) == expected


AUTOMATIC = {
    "cookiebot": LOADERS["cookiebot"].replace("<script", '<script id="Cookiebot" data-blockingmode="auto"'),
    "onetrust": '<script src="https://cdn.cookielaw.org/consent/x/OtAutoBlock.js"></script>' + LOADERS["onetrust"],
    "usercentrics-v3": '<script src="https://web.cmp.usercentrics.eu/modules/autoblocker.js"></script>'
    + LOADERS["usercentrics-v3"],
}
LATER = {
    "script": SCRIPT,
    "iframe": f'<iframe src="https://{HOST}/f"></iframe>',
    "injected": f"<script>const s = document.createElement('script'); s.src = '{URL}';document.head.append(s)</script>",
    "attribute": f"<script>const s = document.createElement('script'); s.setAttribute('src', '{URL}');"
    "document.head.append(s)</script>",
}


@pytest.mark.parametrize("platform", AUTOMATIC)
@pytest.mark.parametrize("kind", LATER)
def test_automatic_blocking_stops_what_comes_later(house: House, platform: str, kind: str) -> None:
    assert load(house, AUTOMATIC[platform] + LATER[kind], "", CHOICES[platform]) == "no/no/yes"


@pytest.mark.parametrize("platform", AUTOMATIC)
def test_automatic_blocking_is_too_late_for_what_came_before(house: House, platform: str) -> None:
    assert load(house, SCRIPT + AUTOMATIC[platform], "", CHOICES[platform]) == "yes/yes/yes"


def test_automatic_blocking_lets_exempt_elements_through(house: House) -> None:
    exempt = SCRIPT.replace("<script", '<script data-cookieconsent="ignore"')
    assert load(house, AUTOMATIC["cookiebot"] + exempt, "", CHOICES["cookiebot"]) == "yes/yes/yes"


def test_smart_data_protector_stops_only_what_it_lists(house: House) -> None:
    block = (
        LOADERS["usercentrics-v2"]
        + '<script src="https://privacy-proxy.usercentrics.eu/latest/uc-block.bundle.js"></script>'
    )
    body = f'{block}{SCRIPT}<iframe src="https://www.youtube.com/embed/x"></iframe>'
    observed = opened(house, body, "", CHOICES["usercentrics-v2"])
    assert worlds(observed.load) == "yes/yes/yes"
    assert worlds(observed.load, "youtube.com") == "no/no/yes"


def test_platform_is_found_in_the_code() -> None:
    cmps = list(CMPS.values())
    assert [one.id for one in present(LOADERS["vanilla-cookieconsent-v2"], cmps)] == ["vanilla-cookieconsent-v2"]
    assert [one.id for one in present(LOADERS["vanilla-cookieconsent-v3"], cmps)] == ["vanilla-cookieconsent-v3"]
    assert [one.id for one in present("n.src = 'https://sdk.privacy-center.org/' + key + '/loader.js'", cmps)] == [
        "didomi"
    ]
    assert present(SCRIPT, cmps) == []


@pytest.mark.parametrize(
    ("language", "code"),
    [("jinja", "x"), ("js", "import Chat from 'vendor-chat'"), ("ts", "import { a } from './not-shown'; a()")],
)
def test_what_leans_on_something_else_is_not_renderable(language: str, code: str) -> None:
    with pytest.raises(NotRenderable):
        render(Case("i", "p", 1, language, code))


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("ts", f"const go = (ok: boolean): void => {{ if (ok) {LOAD} }}; go(true);"),
        ("jsx", f"export default function One() {{ {LOAD}; return <p>x</p> }}"),
        ("tsx", f"export const One = (props: {{ a?: string }}) => {{ {LOAD}; return <p>{{props.a}}</p> }}"),
        ("vue", f'<script setup lang="ts">const a: number = 1; {LOAD}</script><template><p>{{{{ a }}}}</p></template>'),
        ("vue", f"<script>export default {{ mounted() {{ {LOAD} }} }}</script><template><p>x</p></template>"),
        ("svelte", f"<script>import {{ onMount }} from 'svelte'; onMount(() => {{ {LOAD} }})</script><p>x</p>"),
        ("js", f"import 'klaro'; export const a = 1; {LOAD}"),
    ],
)
def test_what_needs_a_build_is_built_and_shown(house: House, language: str, code: str) -> None:
    page = render(Case("i", "p", 1, language, code))
    assert worlds(observe(house, page, [], Choice()).load) == "yes/yes/yes"


def test_script_example_gets_the_elements_that_it_looks_up(house: House) -> None:
    code = f"""document.getElementById('yes').onclick = () => {{ localStorage.c = 1; }};
    document.querySelector('.no').addEventListener('click', () => {{ localStorage.c = ''; }});
    if (localStorage.c) {{ {LOAD}; }}"""
    page = render(Case("i", "p", 1, "js", code))
    assert worlds(observe(house, page, [], Choice(("#yes",), (".no",))).load) == "no/no/yes"


def test_install_gives_the_pinned_versions() -> None:
    try:
        assert (installed() / "klaro/dist/klaro.js").exists()
    except PlatformMissing as reason:
        missing(reason)


def test_frame_that_a_platform_blanks_later_was_requested(house: House) -> None:
    frame = f'<iframe data-name="chat" src="https://{HOST}/f"></iframe>'
    assert load(house, frame, "klaro") == "yes/yes/yes"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("localStorage.getItem('cookie-consent') === 'accepted' && go()", "no/no/yes"),
        ("localStorage.getItem('cookie-consent') && go()", "no/yes/yes"),
        ("localStorage.getItem('cookie-consent') !== 'declined' && go()", "yes/no/yes"),
        ("document.cookie.includes('cookie-consent=accepted') && go()", "no/no/yes"),
        ("JSON.parse(localStorage.getItem('cookie-consent') || '{}').marketing && go()", "no/no/yes"),
        ("localStorage.getItem('theme') === 'dark' || go()", "yes/yes/yes"),
    ],
)
def test_somebody_comes_back_with_a_stored_choice(house: House, code: str, expected: str) -> None:
    words = Vocabulary(accept_literals=("yes", "accepted"), refuse_literals=("no", "declined"))
    stored = StoredChoice("*consent*", {"refused": {"choice": "refuse"}})
    generic = Cmp("generic", "generic", "", (), stored=(stored,), vocabulary=words)
    choice = returning(code, [generic])
    assert load(house, f"<script>const go = () => {{ {LOAD} }}; {code}</script>", choice=choice) == expected
