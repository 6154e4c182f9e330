"""What the page says, in one language. The texts are data: `languages/<code>.toml`, one file a language.

Names that other commands show too (countries, roles, legal bases, kinds of cookies) come from `rules/words/`.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from consentlint.duties.durations import in_words, read_durations
from consentlint.packs.languages import languages as shared_words
from consentlint.page.markup import Html, prose, tag

FOLDER = Path(__file__).parent / "languages"
# The packs and the findings are written in this language.
ORIGINAL = "en"


def languages() -> list[str]:
    """The codes that `--language` takes."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


@cache
def texts(language: str) -> dict[str, Any]:
    """Every text of a language, in tables. Raises FileNotFoundError for a language that is not there."""
    return tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))


class Words:
    """Texts by their key (`services.title`)."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._texts = texts(language)
        self._shared = shared_words()[language]

    def __call__(self, key: str, /, **values: object) -> str:
        """One text with values put in. Raises KeyError for a key that is not there."""
        found: Any = self._texts
        for part in key.split("."):
            found = found[part]
        return str(found).format(**values) if values else str(found)

    def name(self, table: str, ident: str) -> str:
        """What a table of names calls an id; the id itself when the table does not know it."""
        return str(self._texts[table].get(ident, ident))

    def country(self, code: str) -> str:
        """A country's name by its two letters; the letters themselves when nobody has written it down."""
        return next(iter(self._shared.countries.get(code, ())), code)

    def shared(self, table: str, ident: str) -> str:
        """A word that `disclose` uses as well (tables `roles`, `kinds`, `bases`, `steps`, `kept`)."""
        found = getattr(self._shared.disclosure, table, {}).get(ident, ident)
        return str(found)

    def duration(self, text: str) -> str:
        """How long something is kept, in the language of the page where it can be read."""
        return in_words(read_durations(text), self._shared) or self.original(text)

    def instead(self, table: str, ident: str, text: str) -> Html:
        """What this language says in place of an English text that an id stands for; the text where it says nothing."""
        found = self._texts.get(table, {}).get(ident)
        return prose(found) if found else self.original(text)

    def article(self, text: str) -> str:
        """Articles with the names of laws as this language has them."""
        for law, name in self._texts["laws"].items():
            text = text.replace(law, name)
        return text

    def count(self, key: str, number: int, **values: object) -> str:
        """`1 finding`, `2 findings`."""
        one, many = self._texts["counts"][key]
        return str(one if number == 1 else many).format(n=number, **values)

    def order(self, table: str) -> list[str]:
        """The ids of a table of names, as they stand there."""
        return list(self._texts[table])

    def date(self, day: date) -> Html:
        """A day as people write it."""
        text = self._texts["date"]["form"].format(
            day=day.day, month=self._texts["date"]["months"][day.month - 1], year=day.year
        )
        return tag("time", text, datetime=day.isoformat())

    def told(self, text: str | Mapping[str, str]) -> str:
        """A text of a pack: in the language of the page where the pack has it, else in English."""
        if isinstance(text, str):
            return self.original(text)
        return text[self.language] if self.language in text else self.original(text.get(ORIGINAL, ""))

    def original(self, text: str) -> Html:
        """A text that comes in English whatever the language of the page, marked as such for screen readers."""
        told = prose(text)
        return told if self.language == ORIGINAL or not text else tag("span", told, lang=ORIGINAL)
