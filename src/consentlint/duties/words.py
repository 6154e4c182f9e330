"""The words of all languages together: a declaration or a notice may be in any of them, or in two.

Upper and lower case do not count, nor which dash or space is written; words of up to four capitals (`US`, `DPF`) are
themselves, as `us` is another word.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from consentlint.lazy_regex import lazy_regex
from consentlint.packs.languages import languages

_DASHES = lazy_regex("[\u2010-\u2015\u2212]")
_UNSEEN = lazy_regex("[\u00ad\u200b-\u200d\u2060\ufeff]")
_SPACE = lazy_regex(r"\s+")
_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201b": "'"})
_CAPITALS = lazy_regex(r"(?:[A-Z]\.? ?){2,5}")


def even(text: str) -> str:
    """The text with one kind of space, dash and apostrophe, without what nobody sees."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    return _SPACE.sub(" ", _DASHES.sub("-", text).translate(_QUOTES)).strip()


def fold(text: str) -> str:
    """The same in lower case, as for comparing."""
    return even(text).casefold()


@cache
def words(field: str) -> tuple[str, ...]:
    """The folded words of a field that is a list, of all languages."""
    return tuple(sorted({fold(word) for language in languages().values() for word in getattr(language, field)}))


@cache
def meanings(field: str) -> dict[str, str]:
    """Folded word -> the key that it stands under, of a field that is a mapping of lists."""
    found: dict[str, str] = {}
    for language in languages().values():
        for key, listed in getattr(language, field).items():
            for word in listed:
                found.setdefault(fold(word), key)
    return found


@cache
def by_unit() -> dict[str, str]:
    """Folded word -> unit. What is one unit in this language and another in that one is left out."""
    units: dict[str, set[str]] = {}
    for language in languages().values():
        for unit, listed in language.units.items():
            for word in listed:
                units.setdefault(fold(word), set()).add(unit)
    return {word: next(iter(found)) for word, found in units.items() if len(found) == 1}


@cache
def numbers() -> dict[str, float]:
    """Folded word -> number."""
    return {word: float(number) for word, number in meanings("numbers").items()}


@cache
def any_of(folded: tuple[str, ...]) -> re.Pattern[str]:
    """Any of these words, whole, in a folded text; `*` at a word's end stands for any ending."""
    return re.compile(rf"(?<!\w)(?:{_alternatives(folded)})(?!\w)")


@cache
def phrases(field: str, key: str = "") -> re.Pattern[str]:
    """Any of the words of a field (or of one key of it), whole, in an even text: capitals as they are."""
    listed: set[str] = set()
    for language in languages().values():
        value = getattr(language, field)
        listed.update(value.get(key, ()) if isinstance(value, dict) else value)
    capitals = {even(word) for word in listed if _CAPITALS.fullmatch(word)}
    rest = {fold(word) for word in listed if not _CAPITALS.fullmatch(word)}
    inner = [f"(?i:{_alternatives(rest)})" if rest else "", _alternatives(capitals)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(part for part in inner if part) or '(?!)'})(?!\w)")


def _alternatives(listed: Iterable[str]) -> str:
    ordered = sorted(listed, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word[:-1]) + r"\w*+" if word.endswith("*") else re.escape(word) for word in ordered)
