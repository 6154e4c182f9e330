"""The page of `consentlint report` in Chromium: silent, alone, by keyboard, on a phone, at night, on paper."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from browser.chromium import ORIGIN, House, Visitor
from browser.needed import missing
from browser.platforms import PlatformMissing, installed
from hostile import hostile

from consentlint.config import Config
from consentlint.dossier import Order, dossier
from consentlint.page.document import document
from consentlint.run import Request

EXAMPLES = Path(__file__).parents[2] / "examples"
SERIOUS = ("serious", "critical")
OPEN_ALL = "() => document.querySelectorAll('details').forEach(one => { one.open = true })"
FOCUSED = "() => document.activeElement.textContent.trim()"
Opened = Callable[..., Visitor]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The page of one repository, hostile and guilty, in each language."""
    folder = hostile(tmp_path_factory.mktemp("report") / "site")
    for name in ("guilty", "fixed"):
        shutil.copytree(EXAMPLES / name, folder / name)
    before = Path.cwd()
    os.chdir(folder)
    try:
        asked = Request("check", ["."], Config(root=str(folder)), jobs=1)
        orders = {code: Order(asked, code, "x.html", "Shop <b>", date(2026, 11, 24)) for code in ("en", "de")}
        return {code: document(dossier(order)) for code, order in orders.items()}
    finally:
        os.chdir(before)


@pytest.fixture
def opened(house: House, pages: dict[str, str]) -> Iterator[Opened]:
    """Open the page at a width and in a colour scheme; everything is put back afterwards."""
    visitors, said = [], []

    def note(message: object) -> None:
        said.append(message)

    def show(language: str = "en", width: int = 1280, scheme: str = "light") -> Visitor:
        visitor = house.invite(lambda url, kind: ("text/html; charset=utf-8", pages[language]))
        visitors.append(visitor)
        visitor.page.on("console", note)
        visitor.page.set_viewport_size({"width": width, "height": 800})
        visitor.page.emulate_media(color_scheme=scheme, media="screen")
        visitor.page.goto(f"{ORIGIN}/")
        return visitor

    yield show
    for visitor in visitors:
        visitor.page.remove_listener("console", note)
        visitor.page.set_viewport_size({"width": 1280, "height": 900})
        visitor.page.emulate_media(color_scheme="null", media="null")
        errors = list(visitor.errors)
        house.goodbye(visitor)
        assert [str(message) for message in said] + errors == []


@pytest.mark.parametrize("language", ["en", "de"])
def test_it_asks_for_nothing_and_runs_nothing(opened: Opened, language: str) -> None:
    visitor = opened(language)
    visitor.loaded()
    visitor.page.evaluate(OPEN_ALL)
    assert [(seen.url, seen.kind) for seen in visitor.seen] == [(f"{ORIGIN}/", "document")]
    assert (
        visitor.page.evaluate("() => document.querySelectorAll('script, img, iframe, object, [onerror]').length") == 0
    )


def test_even_a_script_in_it_could_fetch_nothing(house: House, pages: dict[str, str]) -> None:
    """The page's own policy holds where its text would not."""
    text = pages["en"].replace("</body>", f"<img src='{ORIGIN}/pixel.gif'><script>fetch('/stolen')</script></body>")
    visitor = house.invite(lambda url, kind: ("text/html; charset=utf-8", text))
    visitor.page.goto(f"{ORIGIN}/")
    visitor.loaded()
    assert [seen.url for seen in visitor.seen] == [f"{ORIGIN}/"]
    house.goodbye(visitor)


@pytest.mark.parametrize(("language", "width", "scheme"), [("en", 1280, "light"), ("de", 360, "dark")])
def test_axe_finds_no_serious_fault(opened: Opened, language: str, width: int, scheme: str) -> None:
    try:
        axe = (installed() / "axe-core/axe.min.js").read_text("utf-8")
    except PlatformMissing as reason:
        missing(reason)
    visitor = opened(language, width, scheme)
    visitor.page.evaluate(OPEN_ALL)
    visitor.page.evaluate(f"() => {{ {axe} }}")
    found = visitor.page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    faults = [
        (fault["id"], node["html"]) for fault in found["violations"] if fault["impact"] in SERIOUS
        for node in fault["nodes"]
    ]  # fmt: skip
    assert faults == [], json.dumps(faults, indent=1)


@pytest.mark.parametrize("language", ["en", "de"])
def test_narrow_screens_need_no_scrolling_sideways(opened: Opened, language: str) -> None:
    visitor = opened(language, 360)
    visitor.page.evaluate(OPEN_ALL)
    assert visitor.page.evaluate("() => document.documentElement.scrollWidth") == 360
    wide = (
        "() => [...document.querySelectorAll('main *')].filter(one => one.getBoundingClientRect().right > 361).length"
    )
    assert visitor.page.evaluate(wide) == 0


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_words_of_the_picture_fit_into_it(opened: Opened, language: str) -> None:
    page = opened(language).page
    page.evaluate(OPEN_ALL)
    ends = "one => { const box = one.getBoundingClientRect(); return [box.left, box.right]; }"
    cells = page.eval_on_selector_all(
        ".matrix g:has(> .field)",
        f"cells => cells.map(cell => [cell.querySelector('.field'), cell.querySelector('.answer')].map({ends}))",
    )
    assert len(cells) >= 12
    assert [cell for cell in cells if not cell[0][0] < cell[1][0] < cell[1][1] < cell[0][1]] == []
    heads = page.eval_on_selector(".matrix", f"one => [...one.querySelectorAll('.head')].map({ends})")
    assert all(left[1] < right[0] for left, right in pairwise(heads))


def test_the_keyboard_reaches_everything(opened: Opened) -> None:
    visitor = opened()
    page = visitor.page
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Skip to the content"
    assert page.evaluate("() => document.activeElement.getBoundingClientRect().left") >= 0
    assert page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")
    page.focus(".legend > summary")
    page.keyboard.press("Space")
    assert page.evaluate("() => document.querySelector('.legend').open")


def test_headings_come_in_order(opened: Opened) -> None:
    levels = opened().page.evaluate("() => [...document.querySelectorAll('h1,h2,h3,h4')].map(one => +one.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert max(later - one for one, later in pairwise(levels)) == 1


def test_dark_mode_is_dark(opened: Opened) -> None:
    ground = "() => getComputedStyle(document.documentElement).backgroundColor"
    assert opened().page.evaluate(ground) == "rgb(255, 255, 255)"
    assert opened(scheme="dark").page.evaluate(ground) == "rgb(18, 22, 28)"


def test_paper_shows_what_is_folded_away(opened: Opened) -> None:
    visitor = opened(scheme="dark")
    folded = (
        "() => [...document.querySelectorAll('details:not([open]) > :last-child')].map(one => one.checkVisibility())"
    )
    assert set(visitor.page.evaluate(folded)) == {False}
    visitor.page.emulate_media(media="print", color_scheme="dark")
    assert set(visitor.page.evaluate(folded)) == {True}
    assert (
        visitor.page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor")
        == "rgb(255, 255, 255)"
    )
    pdf = visitor.page.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF-")
    assert pdf.count(b"/Type /Page\n") > 3
