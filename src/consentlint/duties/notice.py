"""What a privacy notice names: a company, a transfer to another country, the framework or clauses that it rests on.

The words are data (`rules/words/`), all languages at once. A sentence that denies a transfer names none; whether a
notice says enough is for people to judge, so whatever names the thing at all counts.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from consentlint.duties.visible import PART, seen
from consentlint.duties.words import any_of, even, fold, phrases, words
from consentlint.lazy_regex import lazy_regex
from consentlint.packs.languages import languages

_WORD = lazy_regex(r"[^\W_]+(?:['&.-][^\W_]+)*")
_END = lazy_regex(r"[.!?](?=[\s)\"\u201c\u00bb]+[\"\u201e\u00ab(]*[A-Z\u00c0-\u00de])")
_STOP = lazy_regex(r"[.;:!?()\n]")
MOST_BETWEEN = 3  # words between a name and its legal form, for another company's name that begins alike


class Notice(NamedTuple):
    """The blocks that a reader sees, with one kind of space, dash and apostrophe."""

    blocks: tuple[str, ...]

    def names_company(self, name: str) -> bool:
        """Is this very company named? Its legal form may be missing, or another of its kind."""
        return any(_names_company(block, name) for block in self.blocks)

    def names_transfer(self, country: str) -> bool:
        """Does it say that data may reach this country (two letters), or a third country without its name?"""
        return any(_names_transfer(block, country) for block in self.blocks)

    def names_framework(self) -> bool:
        """Does it name the EU-US Data Privacy Framework, other than to deny it?"""
        return any(_affirmed(block, phrases("framework")) for block in self.blocks)

    def names_clauses(self) -> bool:
        """Does it name the Standard Contractual Clauses, other than to deny them?"""
        return any(_affirmed(block, phrases("clauses")) for block in self.blocks)


@lru_cache(maxsize=16)
def read_notice(path: str, text: str) -> Notice:
    """What a reader sees of the notice; the path's extension tells how to read it."""
    return Notice(tuple(even(block) for block in seen(path, text)))


# --- sentences -------------------------------------------------------------------------------------------------------


def _names_transfer(block: str, country: str) -> bool:
    """A clause names the place, and it, its sentence or a neighbour (a heading is one) says that data go there."""
    places = (phrases("countries", country), phrases("third_country"))
    if not any(place.search(block) for place in places):
        return False
    sentences = list(_sentences(block))
    heading = sentences[0] if PART in block else ""
    for index, sentence in enumerate(sentences):
        near = " ".join([heading, *sentences[max(index - 1, 0) : index + 2]])
        for clause in _clauses(sentence):
            if any(place.search(clause) for place in places):
                told = _affirmed(clause, phrases("transfer")) if phrases("transfer").search(clause) else None
                if told or (told is None and _affirmed(near, phrases("transfer"))):
                    return True
    return False


def _sentences(block: str) -> Iterator[str]:
    start = 0
    for match in _END.finditer(block):
        if not _abbreviated(block, match.start()):
            yield block[start : match.end()]
            start = match.end()
    yield block[start:]


def _abbreviated(text: str, dot: int) -> bool:
    """Does the dot belong to the word before it (`Inc.`, `z. B.`, `U.S.`)?"""
    word = re.search(r"[^\s(]*$", text[max(dot - 20, 0) : dot])
    found = word[0].casefold() if word else ""
    return len(found) == 1 or "." in found or found in words("abbreviations") or found in _form_words()


def _affirmed(text: str, pattern: re.Pattern[str]) -> bool:
    """Does a clause that denies nothing hold the pattern?"""
    if not pattern.search(text):
        return False
    return any(pattern.search(clause) and not _negates(clause) for clause in _clauses(text))


def _negates(clause: str) -> bool:
    return any_of(words("negations")).search(any_of(words("despite")).sub(" ", fold(clause))) is not None


def _clauses(text: str) -> Iterator[str]:
    """The parts of a sentence that are denied each by itself. A label belongs to its answer ("transfer: no")."""
    start = 0
    for match in _clause_end().finditer(text):
        mark = match[0][0]
        if mark == "." and _abbreviated(text, match.start()):
            continue
        if mark == ":" and any_of(words("negations")).match(fold(text[match.end() : match.end() + 20])):
            continue
        yield text[start : match.start()]
        start = match.end() if mark in ".!?,;:" else match.start()
    yield text[start:]


@cache
def _clause_end() -> re.Pattern[str]:
    return re.compile(rf"[.!?](?=\s|$)|[,;:\u2013\u2014]|\s-\s|{phrases('turns').pattern}")


# --- companies -------------------------------------------------------------------------------------------------------


class _Word(NamedTuple):
    key: str
    start: int
    end: int
    capital: bool


def _names_company(block: str, name: str) -> bool:
    core, group = _company(name)
    if not core:
        return False
    told = list(_words(block))
    keys = [word.key for word in told]
    for index in range(len(told) - len(core) + 1):
        if keys[index : index + len(core)] == list(core):
            rest = told[index + len(core) :][: MOST_BETWEEN + 4]
            if _is_company(block, told[index + len(core) - 1], rest, group, len(core)):
                return True
    return False


def _is_company(block: str, last: _Word, rest: Sequence[_Word], group: str, length: int) -> bool:
    """What follows the name decides: its legal form, another company's form, or none."""
    for skipped in range(min(MOST_BETWEEN, len(rest)) + 1):
        before = rest[skipped - 1] if skipped else last
        after = rest[skipped] if skipped < len(rest) else None
        form = _form_at([word.key for word in rest[skipped:]])
        if form and after is not None and not _STOP.search(block[last.end : after.start].lstrip(".")):
            return skipped == 0 and (not group or form == group)
        if after is None or not after.capital or _STOP.search(block[before.end : after.start]):
            break
    return length > 1 or not group


def _words(text: str) -> Iterator[_Word]:
    for match in _WORD.finditer(text):
        yield _Word(_key(match[0]), match.start(), match.end(), match[0][0].isupper())


def _key(word: str) -> str:
    return re.sub(r"['.&-]", "", word).casefold()


@cache
def _company(name: str) -> tuple[tuple[str, ...], str]:
    """The words of a company's name without its legal form, and the group of that; "" where it has none."""
    keys = [word.key for word in _words(even(name))]
    group = ""
    for start in range(1, len(keys)):
        if (found := _form_at(keys[start:], whole=True)) is not None:
            return tuple(keys[:start]), found
    return tuple(keys), group


@cache
def _forms() -> dict[tuple[str, ...], str]:
    """The words of each legal form -> its group."""
    groups = (pair for language in languages().values() for pair in language.legal_forms.items())
    return {tuple(word.key for word in _words(even(form))): group for group, forms in groups for form in forms}


@cache
def _form_words() -> frozenset[str]:
    return frozenset(word for form in _forms() for word in form)


def _form_at(keys: Sequence[str], whole: bool = False) -> str | None:
    """The group of the longest legal form that these words begin with, or are."""
    for length in range(len(keys) if whole else min(len(keys), 5), len(keys) - 1 if whole else 0, -1):
        found = _forms().get(tuple(keys[:length]))
        if found:
            return found
    return None
