"""Random home-made pages: what consentlint predicts against what Chromium shows.

    PYTHONPATH=src:tests python tests/browser/fuzz.py FIRST LAST [--keep DIR]

prints each contradiction and, at the end, how many answers were only `maybe`.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from browser.chromium import Seen, browsing
from browser.comparing import differences, predict, strangers
from browser.crowd import Crowd
from browser.homemade import Page, page
from playwright.sync_api import sync_playwright
from verdicts import packs

from consentlint.inspect import inspect_source
from consentlint.model import Embed
from consentlint.text import Source
from consentlint.worlds import MAYBE, WORLD_NAMES

World = dict[str, list[Seen]]
AT_ONCE = 30
CONTROLS = {"refused": "#no", "granted": "#yes"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One page: what was found, what contradicts the browser, and how many answers are `maybe`."""

    page: Page
    embeds: tuple[Embed, ...]
    wrong: tuple[str, ...]
    undecided: int


def outcomes(crowd: Crowd, seeds: Sequence[int]) -> Iterator[Outcome]:
    """Inspect and open the pages of some seeds, a few at a time."""
    for start in range(0, len(seeds), AT_ONCE):
        pages = [page(seed) for seed in seeds[start : start + AT_ONCE]]
        for one, (load, request) in zip(pages, _observe(crowd, pages), strict=True):
            yield _compare(one, load, request)


def _compare(one: Page, load: dict[str, list[Seen]], request: dict[str, list[Seen]]) -> Outcome:
    held = inspect_source(Source("page.html", one.text), packs())
    predicted = predict(held.embeds)
    vendors = packs().vendors
    wrong = [*differences(predicted, load, vendors, "load"), *strangers(predicted, load, vendors)]
    wrong += differences(predicted, request, vendors, "request")
    if one.loads_once and (load["undecided"] or request["undecided"]):
        wrong = [line for line in wrong if "observed no" not in line or "load, undecided" in line]
    vague = sum(answer is MAYBE for known in predicted for answer in (*known.load, *known.request))
    return Outcome(one, tuple(held.embeds), tuple(wrong), vague)


def _observe(crowd: Crowd, pages: Sequence[Page]) -> list[tuple[World, World]]:
    """What leaves each page as it loads in the three worlds, and when `#open` is clicked then."""
    texts = {f"p{one.seed}-{world}": one.text for one in pages for world in WORLD_NAMES}
    crowd.gather(texts)
    first = {name: list(crowd.seen[name]) for name in texts}
    choices = {name: CONTROLS[world] for name in texts if (world := name.split("-")[1]) in CONTROLS}
    crowd.click(choices)
    crowd.come_back(list(choices))
    load = {name: crowd.seen[name][len(first[name]) :] if name in choices else first[name] for name in texts}
    before = {name: len(crowd.seen[name]) for name in texts}
    crowd.click(dict.fromkeys(texts, "#open"))
    request = {name: crowd.seen[name][before[name] :] for name in texts}
    return [(_of(load, one), _of(request, one)) for one in pages]


def _of(seen: Mapping[str, list[Seen]], one: Page) -> World:
    return {world: seen[f"p{one.seed}-{world}"] for world in WORLD_NAMES}


def main(first: int, last: int, keep: str = "") -> None:
    tally: Counter[str] = Counter()
    with sync_playwright() as driver, browsing(driver) as browser:
        for outcome in outcomes(Crowd(browser), range(first, last)):
            tally["pages"] += 1
            tally["maybe"] += bool(outcome.undecided)
            tally["contradicted"] += bool(outcome.wrong)
            if keep and (outcome.wrong or outcome.undecided):
                Path(keep, f"{outcome.page.seed}.html").write_text(outcome.page.text, "utf-8")
            if outcome.wrong or outcome.undecided:
                print(outcome.page.seed, "WRONG" if outcome.wrong else "vague", " | ".join(outcome.page.idioms))
                exposures = {f"{embed.exposure.load} on request {embed.exposure.request}" for embed in outcome.embeds}
                print("   ", *sorted(exposures), *(f"\n    {line}" for line in outcome.wrong), flush=True)
    print(dict(tally))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[4:5])
