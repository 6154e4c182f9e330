"""What the real engines print, opened in the browser: the requests of a page are those that its template's vector says.

All pages of a language are opened at once, each in a frame of its own (see browser.crowd), the visitor's cookie set as
the server saw it. Left out and counted: pages that leave the choice to the browser, where nothing here chooses.
"""

from collections.abc import Callable, Iterator
from html import escape

import pytest
from browser.chromium import BrowserMissing, browsing
from browser.comparing import differences, predict
from browser.crowd import Crowd
from browser.needed import missing as not_run
from cases import PROOF, Case
from oracles.rendered import CASES, ENGINES, WORLDS, missing, pages
from oracles.test_rendered_worlds import reach
from playwright.sync_api import Playwright
from verdicts import packs, verdict

ANSWERS = {"undecided": "", "refused": "rejected", "granted": "accepted"}
MOST = 150  # frames in one window


@pytest.fixture(scope="module")
def crowd(driver: Playwright) -> Iterator[Crowd]:
    try:
        with browsing(driver) as browser:
            yield Crowd(browser)
    except BrowserMissing as reason:
        not_run(reason)


def printed(language: str) -> Iterator[tuple[int, Case, dict[str, str]]]:
    """The examples that the engine prints, each with its page in every world."""
    for number, case in enumerate(CASES):
        found = {world: pages(language).get(f"{number}.{world}.out") for world in WORLDS}
        if case.language == language and not case.todo and None not in found.values():
            yield number, case, {world: page or "" for world, page in found.items()}


def decides(page: str) -> bool:
    """Is the page's own answer the same whatever the visitor has chosen?"""
    return len(set(reach(page))) == 1


def with_answer(world: str, page: str) -> str:
    answer = ANSWERS[world]
    return f"<script>document.cookie = 'cookie_consent={escape(answer)}'</script>{page}" if answer else page


@pytest.mark.parametrize("language", ENGINES)
def test_chromium_sends_what_was_predicted(
    language: str, crowd: Crowd, record_property: Callable[[str, object], None]
) -> None:
    if reason := missing(language):
        record_property(PROOF, f"skipped: {reason}")
        pytest.skip(reason)
    every = list(printed(language))
    kept = [(number, case, views) for number, case, views in every if all(map(decides, views.values()))]
    texts = {
        f"{language}-{number}-{world}": with_answer(world, page)
        for number, _, views in kept
        for world, page in views.items()
    }
    names = list(texts)
    for start in range(0, len(names), MOST):
        crowd.gather({name: texts[name] for name in names[start : start + MOST]})
    wrong = []
    for number, case, _ in kept:
        seen = {world: crowd.seen[f"{language}-{number}-{world}"] for world in WORLDS}
        wrong += [
            f"{case.id}: {line}" for line in differences(predict(verdict(case).embeds), seen, packs().vendors, "load")
        ]
    record_property(PROOF, f"{len(kept)} pages of {language} opened as rendered, {len(every) - len(kept)} left out")
    assert kept
    assert not wrong, "\n".join(wrong)
