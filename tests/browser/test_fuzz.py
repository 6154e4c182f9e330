"""Random home-made pages: nothing that consentlint says for sure is contradicted by the browser.

`python tests/browser/fuzz.py FIRST LAST` opens as many as one likes; a seed that failed once belongs in SEEDS.
"""

from collections.abc import Iterator

import pytest
from browser.chromium import BrowserMissing, browsing
from browser.crowd import Crowd
from browser.fuzz import Outcome, outcomes
from browser.homemade import page
from browser.needed import missing
from playwright.sync_api import Playwright

# Each of these was contradicted by the browser before consentlint was corrected.
ONCE_WRONG = (1, 9, 10, 17, 23, 36, 40, 46, 52, 69, 109, 127, 140, 147, 181, 186, 345, 350, 367, 441)
SEEDS = (*ONCE_WRONG, *range(5000, 5020))


@pytest.fixture(scope="module")
def crowd(driver: Playwright) -> Iterator[Crowd]:
    try:
        with browsing(driver) as browser:
            yield Crowd(browser)
    except BrowserMissing as reason:
        missing(reason)


def test_nothing_is_contradicted(crowd: Crowd) -> None:
    wrong = [_told(outcome) for outcome in outcomes(crowd, SEEDS) if outcome.wrong]
    assert not wrong, "\n".join(wrong)


def _told(outcome: Outcome) -> str:
    lines = [f"seed {outcome.page.seed}: {', '.join(outcome.page.idioms)}", *outcome.wrong, outcome.page.text]
    return "\n".join(lines)


def test_a_seed_gives_the_same_page() -> None:
    assert page(7) == page(7)
    assert page(7).text != page(8).text
