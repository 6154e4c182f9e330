"""What words say in home-made code, as the packs list them: answers, controls, keys, and names of functions."""

import re
from collections.abc import Iterable
from functools import cache

from consentlint.lazy_regex import lazy_regex
from consentlint.packs.values import Vocabulary

CASES = lazy_regex(r"(?<=[a-z0-9])(?=[A-Z])")
WORD = lazy_regex(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+")


class Words:
    """The vocabularies of all packs; in case of doubt the first has its way."""

    def __init__(self, vocabularies: Iterable[Vocabulary]) -> None:
        self._all = [one for one in vocabularies if any(one)]
        self._telling = frozenset(word for one in self._all for word in one.telling_words)
        self._loading = frozenset(word for one in self._all for word in one.loading_words)

    def literal(self, text: str) -> str:
        """What a literal says in home-made consent code: accept, refuse or ``."""
        word = text.strip().lower()
        for one in self._all:
            if word in one.refuse_literals:
                return "refuse"
            if word in one.accept_literals:
                return "accept"
        return ""

    def is_always_key(self, key: str) -> bool:
        return any(key.lower() in one.always_keys for one in self._all)

    def is_answered_key(self, key: str) -> bool:
        return any(key.lower() in one.answered_keys for one in self._all)

    def control(self, words: str) -> str:
        """accept, refuse or `` for the words of a control (id | class | name | text); a refusal word wins.

        A word that begins with `=` must be the whole of one of the parts.
        """
        text = _plain(words)
        parts = {part.strip(" .!#") for part in text.split("|")}
        for kind in ("refuse", "accept"):
            for one in self._all:
                if _said(getattr(one, f"{kind}_controls"), text, parts):
                    return kind
        return ""

    def saves(self, words: str) -> bool:
        """Do the words of a control say that it stores what is ticked beside it?"""
        return self._has("save_controls", words)

    def is_optional(self, words: str) -> bool:
        """Do the words of a box name something that a visitor may allow?"""
        return self._has("toggle_words", words)

    def is_always(self, words: str) -> bool:
        """Do the words of a box name what is always on?"""
        return self._has("always_keys", words)

    def _has(self, kind: str, words: str) -> bool:
        text = _plain(words)
        return any(_said(getattr(one, kind), text, set()) for one in self._all)

    def tells(self, text: str) -> bool:
        """Does a name say that something is told, tested or described (`logger`, `expect`)?"""
        return not self._telling.isdisjoint(_split(text))

    def loads(self, text: str) -> bool:
        """Does a name say that something is loaded or inserted (`loadChat`)?"""
        return not self._loading.isdisjoint(_split(text))


def _plain(words: str) -> str:
    return " ".join(CASES.sub(" ", words).replace("-", " ").replace("_", " ").lower().split())


def _said(words: tuple[str, ...], text: str, parts: set[str]) -> bool:
    whole, within = _told_apart(words)
    return not whole.isdisjoint(parts) or within.search(text) is not None


@cache
def _told_apart(words: tuple[str, ...]) -> tuple[frozenset[str], re.Pattern[str]]:
    """The words that must be a whole part, and a pattern for those that may stand anywhere."""
    anywhere = "|".join(re.escape(word) for word in words if not word.startswith("="))
    return frozenset(word[1:] for word in words if word.startswith("=")), re.compile(rf"\b(?:{anywhere or '(?!)'})\b")


def _split(name: str) -> set[str]:
    return {word.lower() for word in WORD.findall(name)}
