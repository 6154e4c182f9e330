"""How long a cookie lives, as people write it: `2 years`, `24 Monate`, `730 days`, `1 year 1 month`, `Sitzung`.

A month is not always as long as another, so a duration is a range; two agree where their ranges meet.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from consentlint.duties.words import any_of, by_unit, fold, numbers, words
from consentlint.packs.languages import Language

DAY = 86_400.0
# The shortest and the longest of each in seconds. A sum of months is off by at most three days.
SECONDS = {
    "second": (1.0, 1.0), "minute": (60.0, 60.0), "hour": (3600.0, 3600.0), "day": (DAY, DAY),
    "week": (7 * DAY, 7 * DAY), "month": (365 * DAY / 12, 365 * DAY / 12), "year": (365 * DAY, 366 * DAY),
}  # fmt: skip
UNITS = tuple(SECONDS)
SLACK = {"month": 3 * DAY}
LONGEST_TEXT = 400
# No browser has to keep a cookie longer (draft-ietf-httpbis-rfc6265bis, section 5.5), and scanners report this time.
LONGEST_COOKIE = 400 * DAY


class Amount(NamedTuple):
    """`2 years` as 2 and `year`."""

    number: float
    unit: str


class Duration(NamedTuple):
    """One duration. kind: session, persistent or time; amounts: the parts of a time; limit: it is the longest."""

    kind: str
    amounts: tuple[Amount, ...] = ()
    limit: bool = False

    @property
    def seconds(self) -> tuple[float, float]:
        """The shortest and the longest time that is meant."""
        low = sum(part.number * SECONDS[part.unit][0] - SLACK.get(part.unit, 0) for part in self.amounts)
        return low, sum(part.number * SECONDS[part.unit][1] + SLACK.get(part.unit, 0) for part in self.amounts)


def read_durations(text: str, unit: str = "") -> tuple[Duration, ...]:
    """The durations that a text names, more than one for alternatives ("session or 1 year"); none it cannot read.

    unit  of a number that has none, as a column's heading may tell it
    """
    shown = fold(text)[:LONGEST_TEXT]
    found = [Duration("time", amounts, limit) for amounts, limit in _times(shown)]
    if not found and unit and re.fullmatch(r"\d{1,12}(?:[.,]\d{1,3})?", shown):
        return (Duration("time", (Amount(_number(shown), unit),)),)
    found += (Duration(kind) for kind in ("session", "persistent") if any_of(words(kind)).search(shown))
    return tuple(found)


def unit_of(heading: str) -> str:
    """The unit that a column's heading names ("Duration (days)"); "" for none."""
    found = {unit for word in re.findall(r"[^\W\d_]{2,}", fold(heading)) if (unit := by_unit().get(word))}
    return found.pop() if len(found) == 1 else ""


def capped(declared: tuple[Duration, ...], known: tuple[Duration, ...]) -> bool:
    """Is what is declared the time after which browsers drop a cookie that asks for more?"""
    longer = any(one.kind == "time" and one.seconds[0] > LONGEST_COOKIE for one in known)
    return longer and any(one.kind == "time" and one.seconds[0] <= LONGEST_COOKIE <= one.seconds[1] for one in declared)


def agree(one: tuple[Duration, ...], other: tuple[Duration, ...]) -> bool:
    """Can both be true? What could not be read agrees with anything, and `persistent` with any time."""
    return not one or not other or any(_meet(a, b) for a in one for b in other)


def _meet(one: Duration, other: Duration) -> bool:
    if "session" in (one.kind, other.kind):
        return one.kind == other.kind
    if "persistent" in (one.kind, other.kind):
        return True
    (low, high), (least, most) = one.seconds, other.seconds
    return low <= most and least <= high


def in_words(durations: tuple[Duration, ...], language: Language) -> str:
    """The durations in one language; "" for none. Only for a language with a `disclosure`."""
    return " / ".join(_said(duration, language) for duration in durations)


def _said(duration: Duration, language: Language) -> str:
    assert language.disclosure is not None
    if duration.kind != "time":
        return language.disclosure.durations[duration.kind]
    text = " ".join(f"{part.number:g} {_unit(part, language)}" for part in duration.amounts)
    return language.disclosure.durations["limit"].replace("{duration}", text) if duration.limit else text


def _unit(amount: Amount, language: Language) -> str:
    return language.units[amount.unit][0 if amount.number == 1 else 1]


# --- reading ---------------------------------------------------------------------------------------------------------


@cache
def _amount() -> re.Pattern[str]:
    """A number, in digits or as a word, and its unit."""
    names = "|".join(sorted(map(re.escape, by_unit()), key=len, reverse=True))
    spelt = "|".join(sorted(map(re.escape, numbers()), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w.,\u2044])(?P<number>\d{{1,12}}(?:[.,]\d{{1,3}})?|(?:{spelt})(?=[ -]))"
        rf"[ -]{{0,3}}(?P<unit>{names})(?!\w)"
    )


def _times(text: str) -> Iterator[tuple[tuple[Amount, ...], bool]]:
    """Each duration in the text with whether it is a limit. Smaller units that follow at once belong to it."""
    parts: list[Amount] = []
    limit, last = False, 0
    for match in _amount().finditer(text):
        amount = Amount(_number(match["number"]), by_unit()[match["unit"]])
        between = text[last : match.start()].strip(" ,.&+")
        goes_on = parts and UNITS.index(amount.unit) < UNITS.index(parts[-1].unit)
        if parts and not (goes_on and (not between or between in words("joins"))):
            yield tuple(parts), limit
            parts = []
        if not parts:
            limit = bool(re.search(any_of(words("limits")).pattern + r"\s*$", text[last : match.start()]))
        parts.append(amount)
        last = match.end()
    if parts:
        yield tuple(parts), limit


def _number(text: str) -> float:
    if text in numbers():
        return numbers()[text]
    if re.fullmatch(r"\d+[.,]\d{3}", text):
        return float(re.sub(r"[.,]", "", text))
    return float(text.replace(",", "."))
