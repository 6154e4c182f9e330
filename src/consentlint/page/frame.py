"""The lines of source in which a place stands, with the place marked."""

import re

from consentlint.model import Place
from consentlint.page.markup import Html, join, tag
from consentlint.report import Positions

AROUND = 2
LONGEST = 14
WIDTH = 300


def frame(place: Place, positions: Positions) -> Html:
    """A code frame; empty when the text of the file is not at hand. Long places and long lines are cut, and say so."""
    lines, region = positions.lines(place.path), positions.region(place)
    if not lines.text:
        return Html("")
    last = min(region.end_line, region.line + LONGEST)
    numbers = range(max(1, region.line - AROUND), min(len(lines), last + AROUND) + 1)
    return tag("pre", *(_line(number, place, positions) for number in numbers), class_="frame")


def _line(number: int, place: Place, positions: Positions) -> Html:
    lines = positions.lines(place.path)
    text, start = lines.line_text(number), lines.line_start(number)
    first, end = (max(0, min(offset - start, len(text))) for offset in place.span)
    head, body, tail = text[:first], text[first:end], text[end:]
    if len(text) > WIDTH:
        head, body, tail = _cut(head, True), _cut(body), _cut(tail)
    code = tag("code", head, tag("mark", body) if body else "", tail, "" if text else " ")
    return tag("span", tag("span", str(number), class_="number"), code, "\n", class_="line")


def _cut(text: str, from_the_left: bool = False) -> str:
    """At most a third of a long line."""
    part = WIDTH // 3
    if len(text) <= part:
        return text
    return f"… {text[-part:]}" if from_the_left else f"{text[:part]} …"


def where(place: Place, positions: Positions) -> Html:
    """`path:line` as code that may be broken after a slash."""
    named = join(re.split("(?<=/)", place.path), Html("<wbr>"))
    return tag("code", named, f":{positions.region(place).line}", class_="place")
