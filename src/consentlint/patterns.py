"""Regular expressions that are compiled when they are first used.

A run on one file uses few of the several hundred that its modules hold; compiling all at import cost a fifth of it.
"""

import re
from typing import Any, cast


class _Pattern:
    """Stands for a `re.Pattern`; has its methods as attributes of its own from the first use on."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._asked = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """Called for what is not there yet: everything before the first use, nothing that is common after it."""
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._asked)
        for method in ("match", "search", "fullmatch", "finditer", "findall", "sub", "subn", "split"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, but compiled at its first use. A faulty expression raises there, not here."""
    return cast("re.Pattern[str]", _Pattern(text, flags))
