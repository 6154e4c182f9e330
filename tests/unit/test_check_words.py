"""The words of every check, whole."""

import re

import pytest
from checking import (
    HOST_EU,
    HOST_US,
    IRELAND,
    OREGON,
    SETTING_EU,
    SETTING_US,
    STRICT,
    VIRGINIA,
    embed,
    fact,
    findings,
    guard,
    message,
)

from consentlint.judge import all_checks
from consentlint.model import UNKNOWN_REGION, Embed

ARTICLE = " (Art. 5(3) ePrivacy)"
TYPE = 'type="text/plain" with the attribute of your consent platform'
WORDS = [
    ("ungated-embed", embed("yes/yes/yes"),
     f"Acme Chat loads before consent: nothing stands between the page and the request; hold it back until consent, "
     f"for instance {TYPE}{ARTICLE}"),
    ("ungated-embed", embed("yes/yes/yes", guard("yes/yes/yes"), path="chat.ts"),
     "Acme Chat loads before consent: what stands before it asks for no consent; call it only where consent is known, "
     f"for instance in the accept callback of your consent platform{ARTICLE}"),
    ("ungated-embed", embed("yes/yes/yes", form="iframe"),
     "Acme Chat loads before consent: nothing stands between the page and the request; hold it back until consent, "
     f"for instance data-src instead of src with the attribute of your consent platform{ARTICLE}"),
    ("ungated-embed", embed("yes/yes/yes", form="pixel"),
     "Acme Chat loads before consent: nothing stands between the page and the request; hold it back until consent, "
     f"for instance data-src instead of src with the attribute of your consent platform{ARTICLE}"),
    ("ungated-embed", embed("yes/yes/yes", form="pixel", path="a.css"),
     "Acme Chat loads before consent: nothing stands between the page and the request; serve it from your own server, "
     f"or add it to the page once consent is given{ARTICLE}"),
    ("ungated-embed", embed("yes/yes/yes", form="script-tag", path="header.php"),
     "Acme Chat loads before consent: nothing stands between the page and the request; hold it back until consent, "
     f"for instance {TYPE}{ARTICLE}"),
    ("ungated-embed",
     embed("maybe/maybe/maybe", guard("maybe/maybe/maybe", "if (shop.ready())", reason="unknown call")),
     "Acme Chat may load before consent: nothing says that `if (shop.ready())` asks for it (unknown call); if it is "
     "your consent check, declare it under `consent.conditions`, otherwise hold it back until consent, for instance "
     f"{TYPE}{ARTICLE}"),
    ("ungated-embed", embed("maybe/maybe/maybe"),
     "Acme Chat may load before consent: no caller of this code is known; hold it back until consent, for instance "
     f"{TYPE}{ARTICLE}"),
    ("inverted-gate", embed("yes/yes/no", guard("yes/yes/no", "if (!ok)")),
     "Acme Chat loads until the visitor accepts, and no longer after that: `if (!ok)` is the wrong way round; swap its "
     f"arms or negate it, so that it opens on acceptance alone{ARTICLE}"),
    ("inverted-gate", embed("no/yes/no", guard("no/yes/no", "onDecline")),
     "Acme Chat loads only after the visitor has refused: `onDecline` is the wrong way round; swap its arms or negate "
     f"it, so that it opens on acceptance alone{ARTICLE}"),
    ("fail-open-gate", embed("yes/no/yes", guard("yes/no/yes", "if (c !== 'no')")),
     "Acme Chat loads before any choice: `if (c !== 'no')` lets through a visitor who has not answered; test for the "
     f"acceptance itself (its value, such as 'accepted' or true), and let an absent value mean no{ARTICLE}"),
    ("any-choice-gate", embed("no/yes/yes", guard("no/yes/yes", "onConsent")),
     "Acme Chat loads after a refusal too: `onConsent` says that the visitor answered, not what; test inside it that "
     f"the purpose was accepted{ARTICLE}"),
    ("incomplete-gate",
     embed("yes/yes/yes", guard("yes/yes/yes", 'data-bot="preferences"', reason="the script runs at once", cmp="bot",
                                purpose="preferences", flaw="incomplete-gate")),
     'Acme Chat loads before consent although it carries `data-bot="preferences"`: the script runs at once; hold it '
     f'back until consent with the markup of Consentbot, type="text/plain" data-bot="preferences"{ARTICLE}'),
    ("incomplete-gate",
     embed("yes/yes/yes", guard("yes/yes/yes", "data-bot", cmp="bot", flaw="incomplete-gate"), form="iframe"),
     "Acme Chat loads before consent although it carries `data-bot`: the mark alone stops nothing; hold it back until "
     f'consent with the markup of Consentbot, data-bot="preferences" and data-bot-src instead of src{ARTICLE}'),
    ("incomplete-gate",
     embed("yes/yes/yes", guard("yes/yes/yes", "mark of Consentbot", cmp="bot", flaw="incomplete-gate"), form="iframe"),
     "Acme Chat loads before consent although it carries the mark of Consentbot: the mark alone stops nothing; hold it "
     f'back until consent with the markup of Consentbot, data-bot="preferences" and data-bot-src instead of '
     f"src{ARTICLE}"),
    ("necessary-category",
     embed("yes/yes/yes", guard("yes/yes/yes", purpose="necessary", cmp="bot", flaw="necessary-category")),
     'Acme Chat loads without consent: "necessary" is always on, so it holds nothing back; file it under a category '
     f'that the visitor can refuse, such as "preferences"{ARTICLE}'),
    ("late-auto-blocking",
     embed("yes/yes/yes", guard("yes/yes/yes", reason="it is async", cmp="bot", flaw="late-auto-blocking")),
     "Acme Chat loads before consent: Consentbot's automatic blocking does not stop it (it is async); put the blocker "
     "first in the head without async or defer, or hold it back until consent with the markup of Consentbot, "
     f'type="text/plain" data-bot="preferences"{ARTICLE}'),
    ("dead-gate", embed("no/no/no", guard("no/no/no", 'type="text/plain"', reason="nothing releases it")),
     'Acme Chat never loads: `type="text/plain"` opens for nobody (nothing releases it); name a category that the '
     "visitor can accept, or remove the code"),
    ("dead-gate", embed("no/no/no", guard("no/no/yes"), guard("yes/yes/no")),
     "Acme Chat never loads: the conditions before it exclude each other; keep the one that asks for consent"),
    ("dead-gate", embed("no/no/no"),
     "Acme Chat never loads: nothing calls the code that would load it; call it once consent is given, or remove it"),
    ("early-connection", embed("yes/yes/yes", form="connection-hint", url="https://apps.acme.de"),
     "Acme Chat is contacted before consent by the hint to https://apps.acme.de: the browser gives the visitor's "
     f"address away even when the script is held back; remove the hint, or add it once consent is given{ARTICLE}"),
    ("unscoped-gate", embed("no/no/yes", guard("no/no/yes", purpose="statistics", cmp="bot")),
     'Acme Chat waits for "statistics", which does not cover a vendor for chat: whoever accepts that has not accepted '
     f'this; ask for "preferences"{ARTICLE}'),
    ("non-eu-region",
     embed("no/no/yes", region=VIRGINIA, url="https://apps.acme.com/chat.js", region_facts=(SETTING_US, HOST_US)),
     "Acme Chat sends data to US East (N. Virginia), outside of the allowed EEA; use apps.acme.ie with environment "
     '"prod-euw1", which is Europe (Ireland)'),
    ("non-eu-region", embed("no/no/yes", region=OREGON, url="https://cdn.usw2.acme.net/chat.js"),
     "Acme Chat sends data to US West (Oregon), outside of the allowed EEA; use cdn.acme.ie, which is Europe "
     "(Ireland)"),
    ("non-eu-region",
     embed("no/no/yes", region=VIRGINIA, url="", region_facts=(fact("setting", "use1", VIRGINIA),)),
     "Acme Chat sends data to US East (N. Virginia), outside of the allowed EEA; use acme.ie with environment "
     '"euw1", which is Europe (Ireland)'),
    ("region-mismatch", embed("no/no/yes", region=IRELAND, region_facts=(HOST_US, SETTING_EU)),
     'Acme Chat is given two regions: environment "prod-euw1" says Europe (Ireland) and host apps.acme.com says US '
     "East (N. Virginia); the environment decides where data goes, make both the same"),
    ("unknown-region",
     embed("no/no/yes", region=UNKNOWN_REGION, region_facts=(fact("setting", "", UNKNOWN_REGION), HOST_EU)),
     "Acme Chat sends data to an unknown region: the environment is no region that can be read here (host apps.acme.ie "
     'is Europe (Ireland), but that does not decide); use apps.acme.ie with environment "prod-euw1", which is Europe '
     "(Ireland)"),
    ("unknown-region", embed("no/no/yes", region=UNKNOWN_REGION, url=""),
     "Acme Chat sends data to an unknown region: neither its address nor a setting names a region; use acme.ie, which "
     "is Europe (Ireland)"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("check", "one", "words"), WORDS, ids=[f"{check}-{n}" for n, (check, _, _) in enumerate(WORDS)]
)
def test_words(check: str, one: Embed, words: str) -> None:
    assert message(check, one) == words


def test_words_of_a_click() -> None:
    assert message("click-to-load", embed("no/no/no", request="yes/yes/yes"), policy=STRICT) == (
        "Acme Chat loads on a click without consent, which the policy `strict` does not accept; ask for consent in the "
        f"click handler before the request, or set click_to_load to `accepted` in a policy of your own{ARTICLE}"
    )


def test_words_of_two_embeds() -> None:
    pair = embed("no/no/yes"), embed("no/no/yes", start=200, region=IRELAND)
    assert message("region-mismatch", *pair) == (
        "Acme Chat is embedded here for Europe (Ireland) and before in this file for Europe (Frankfurt); use one "
        "region for both"
    )


def test_a_vendor_without_an_allowed_region_has_another_way_out() -> None:
    nowhere = findings(embed("no/no/yes"), jurisdictions=("ch",))
    assert nowhere[0].message == (
        "Acme Chat sends data to Europe (Frankfurt), outside of the allowed Switzerland; Acme Chat has no region "
        "there, so use another vendor or allow the jurisdiction by configuration"
    )


def test_messages_are_one_sentence_about_the_vendor() -> None:
    for check, one, _ in WORDS:
        text = message(check, one)
        assert text.startswith("Acme Chat "), text
        assert not text.endswith("."), text
        assert "\n" not in text
        assert not re.search(r"\bplease\b|\billegal\b|\bmust\b", text, re.I), text


def test_every_check_has_words_here() -> None:
    others = {"click-to-load", "unknown-third-party", "unseen-container"}
    judged = {check.id for check in all_checks().values() if check.about in ("consent", "region")}
    assert {check for check, _, _ in WORDS} | others == judged
