"""Tags between two braces, `{{ x }}`, where strings may hold the closing ones (Go, Handlebars)."""

import re

from consentlint.lazy_regex import lazy_regex

_STRINGS = r""""(?:\\.|[^"\\\n])*+"|'(?:\\.|[^'\\\n])*+'|\\."""
_MARKS = r"(?P<close>\}\})|(?P<open>\{\{)"
_ITEM = lazy_regex(f"{_STRINGS}|{_MARKS}", re.DOTALL)
_ITEM_RAW = lazy_regex(f"{_STRINGS}|`[^`]*+`|{_MARKS}", re.DOTALL)


class Braces:
    """Finds the ends of the tags of one text; nothing is looked for twice that is not there.

    raw_strings  strings in backticks may hold anything
    resume       after `close` gave -1: where to look for the next tag
    """

    def __init__(self, text: str, raw_strings: bool = False) -> None:
        self.text = text
        self.item = _ITEM_RAW if raw_strings else _ITEM
        self.strings = True  # False: a string that never ends swallowed the rest
        self.missing: set[str] = set()
        self.resume = 0

    def close(self, start: int) -> int:
        """Where the `}}` stands of the tag whose text begins at `start`; -1: it is half-typed."""
        if self.strings:
            for match in self.item.finditer(self.text, start):
                if match["close"]:
                    return match.start()
                if match["open"]:
                    self.resume = match.start()
                    return -1
            self.strings = False
        self.resume = start
        return self.find("}}", start)

    def find(self, mark: str, start: int) -> int:
        """Where a mark stands, -1 for nowhere."""
        found = -1 if mark in self.missing else self.text.find(mark, start)
        if found < 0:
            self.missing.add(mark)
        return found
