"""The end of `${...}` and `{...}`, whose text may hold strings and braces of its own."""

import re

from consentlint.lazy_regex import lazy_regex

_ITEM = lazy_regex(r""""(?:\\.|[^"\\])*+"|'(?:\\.|[^'\\])*+'|\\.|[{}]""", re.DOTALL)


class Balanced:
    """Finds closing braces in one text; after one that is nowhere, the nearest will do, so that all stays linear."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.hopeless = False

    def close(self, start: int) -> int:
        """Where the brace closes whose text begins at `start`, -1 for nowhere."""
        depth = 0
        for match in () if self.hopeless else _ITEM.finditer(self.text, start):
            if match[0] == "{":
                depth += 1
            elif match[0] == "}":
                if depth == 0:
                    return match.start()
                depth -= 1
        self.hopeless = True
        return self.text.find("}", start, start + 2000)
