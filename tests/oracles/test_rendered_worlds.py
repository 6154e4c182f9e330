"""The examples of template dialects, rendered by the real engine in each world: what is predicted is what was sent.

The page that an engine prints in a world is inspected as plain HTML. Where the template's vector says yes or no in that
world, the page's vector must say the same there. `test_rendered_in_chromium` opens the same pages in the browser.
"""

import pytest
from cases import Case
from oracles.rendered import CASES, ENGINES, WORLDS, missing, pages
from verdicts import packs, verdict

from consentlint.config import Config
from consentlint.inspect import inspect_source
from consentlint.text import Source
from consentlint.worlds import NEVER, Answer, Worlds


def reach(text: str) -> Worlds:
    """The most open vector of the embeds of a page; of this extension it is no template, whatever it shows."""
    open_to = NEVER
    for embed in inspect_source(Source("page.shtml", text), packs(), Config()).embeds:
        open_to = open_to | embed.exposure.load
    return open_to


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_every_world_is_as_predicted(case: Case) -> None:
    if reason := missing(case.language):
        pytest.skip(reason)
    if case.skip or case.todo:
        pytest.skip(case.skip or "known wrong answer")
    predicted = NEVER
    for embed in verdict(case).embeds:
        predicted = predicted | embed.exposure.load
    number = CASES.index(case)
    for index, world in enumerate(WORLDS):
        refused = pages(case.language).get(f"{number}.{world}.err")
        assert refused is None, f"the engine refuses it: {refused}"
        page = pages(case.language)[f"{number}.{world}.out"]
        if predicted[index] is not Answer.MAYBE:
            assert reach(page)[index] == predicted[index], f"{world}: {predicted} was predicted; the page is\n{page}"


def test_there_are_examples_for_every_engine() -> None:
    assert {case.language for case in CASES} == set(ENGINES)
