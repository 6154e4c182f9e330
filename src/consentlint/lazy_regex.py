"""Regular expressions that are compiled when they are first used.

The modules hold several hundred and a run on one file uses few: compiling all of them took a tenth of such a run.
"""

import re
from typing import Any, cast

_METHODS = ("match", "search", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _LazyRegex:
    """Stands for a `re.Pattern`, whose methods become its own at the first use: later ones cost nothing more."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """What is not there yet: everything before the first use, and rare attributes after it."""
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy_regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, compiled at its first use, where a faulty expression raises re.error.

    It is no `re.Pattern` to `isinstance`, and `match.re` is the one behind it: tell matches apart by their groups.
    """
    return cast("re.Pattern[str]", _LazyRegex(pattern, flags))
