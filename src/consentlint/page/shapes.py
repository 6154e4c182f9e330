"""The pictures: traffic lights and the three-world matrix. Each says by shape and word what its colour says."""

from consentlint.model import Exposure
from consentlint.page.markup import Html, join, tag
from consentlint.page.words import Words
from consentlint.worlds import MAYBE, NO, WORLD_NAMES, YES, Answer

# Level -> the shape and the sign in it, on a field of 16 x 16.
SIGNS = {
    "good": ('<circle cx="8" cy="8" r="7"/>', '<path d="M4.6 8.3l2.3 2.3 4.5-5"/>'),
    "check": ('<path d="M8 1.2l7.2 13.4H.8z"/>', '<path d="M8 6v4.2M8 12.4v.2"/>'),
    "fault": ('<path d="M5 .9h6L15.1 5v6L11 15.1H5L.9 11V5z"/>', '<path d="M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2"/>'),
    "open": ('<rect x="1.2" y="1.2" width="13.6" height="13.6" rx="2.5"/>', '<path d="M4.6 8h6.8"/>'),
}
LEVELS = tuple(SIGNS)  # good, check, fault: a traffic light; open: nothing is asked, or nothing is known
ANSWERS = {NO: "no", MAYBE: "maybe", YES: "yes"}
# What stands for an answer on a field of 24 x 24: a request before, at and beyond the border of the browser.
MARKS = {
    NO: '<path d="M3 12h8M8 8.5l3.5 3.5L8 15.5"/><path class="wall" d="M15 4v16"/>',
    MAYBE: '<path d="M3 12h6M15 12h2"/><path class="wall gap" d="M12 4v16"/><path d="M18 8.5l3.5 3.5-3.5 3.5"/>',
    YES: '<path d="M3 12h17M16.5 8l4 4-4 4"/><path class="wall" d="M10 4v4M10 16v4"/>',
}
LABELS, COLUMN, ROW, HEAD, GAP = 84, 114, 40, 24, 6


def sign(level: str) -> Html:
    """The sign of a level alone; its meaning has to stand beside it."""
    shape, mark = SIGNS[level]
    return tag(
        "svg",
        Html(f'<g class="shape">{shape}</g><g class="mark">{mark}</g>'),
        class_=f"sign {level}",
        viewBox="0 0 16 16",
        width=16,
        height=16,
        aria_hidden="true",
    )


def light(level: str, text: str) -> Html:
    """A sign with its words."""
    return tag("span", sign(level), tag("span", text), class_=f"light {level}")


def tone(answer: Answer, world: str, weighs: bool) -> str:
    """The level of one cell. weighs: whether a request in this row is a fault in a world without consent."""
    if world == "granted" or not weighs:
        return "open"
    return {NO: "good", MAYBE: "check", YES: "fault"}[answer]


def matrix(exposure: Exposure, words: Words, weighs: tuple[bool, bool] = (True, False)) -> Html:
    """The three worlds as columns, on load and on request as rows. weighs: for each row, as in `tone`."""
    rows = tuple(zip(("load", "request"), exposure, weighs, strict=True))
    width, height = LABELS + 3 * COLUMN, HEAD + 2 * (ROW + GAP)
    told = "; ".join(
        f"{words(f'worlds.{row}')}: "
        + ", ".join(
            f"{words(f'worlds.{world}')} {words(f'answers.{ANSWERS[answer]}')}"
            for world, answer in zip(WORLD_NAMES, answers, strict=True)
        )
        for row, answers, _ in rows
    )
    heads = (
        _text(LABELS + COLUMN * number + (COLUMN - GAP) // 2, 15, words(f"worlds.{world}"), "head")
        for number, world in enumerate(WORLD_NAMES)
    )
    cells = (
        _cell(LABELS + COLUMN * column, HEAD + (ROW + GAP) * line, answer, tone(answer, world, counts), words)
        for line, (_, answers, counts) in enumerate(rows)
        for column, (world, answer) in enumerate(zip(WORLD_NAMES, answers, strict=True))
    )
    names = (
        _text(0, HEAD + (ROW + GAP) * line + 25, words(f"worlds.{row}"), "row") for line, (row, _, _) in enumerate(rows)
    )
    return tag(
        "svg",
        join((*heads, *names, *cells)),
        class_="matrix",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        role="img",
        aria_label=told,
    )


def _cell(x: int, y: int, answer: Answer, level: str, words: Words) -> Html:
    field = tag("rect", x=x, y=y, width=COLUMN - GAP, height=ROW, rx=5, class_="field")
    mark = Html(f'<g class="arrow" transform="translate({x + 8} {y + 8})">{MARKS[answer]}</g>')
    return tag("g", field, mark, _text(x + 37, y + 25, words(f"answers.{ANSWERS[answer]}"), "answer"), class_=level)


def _text(x: int, y: int, text: str, class_: str) -> Html:
    return tag("text", text, x=x, y=y, class_=class_)


def bar(part: int, whole: int, level: str) -> Html:
    """A horizontal bar; the number has to stand beside it."""
    width = round(100 * part / whole, 2) if whole else 0
    return tag(
        "svg",
        tag("rect", x=0, y=0, width=100, height=10, class_="rail"),
        tag("rect", x=0, y=0, width=f"{width:g}", height=10, class_="bar"),
        class_=f"chart {level}",
        viewBox="0 0 100 10",
        preserveAspectRatio="none",
        aria_hidden="true",
    )
