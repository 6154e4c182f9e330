"""The notation of `starts` in a vendor's file: `fbq('init')`, `new YT.Player()`, `intercomSettings = {app_id}`."""

import re
from functools import lru_cache
from typing import NamedTuple

from consentlint.lazy_regex import lazy_regex

NAME = r"[A-Za-z_$][\w$]*"
PATH = lazy_regex(rf"(?P<new>new\s+)?(?P<path>(?:\*\.)?{NAME}(?:\.{NAME})*)\s*(?P<rest>[(=].*)?", re.DOTALL)
WORD = lazy_regex(r"""(?P<list>\[?)\s*(?:'(?P<a>[^']*)'|"(?P<b>[^"]*)"|\{\s*(?P<key>[\w$.-]*)\s*\})\s*\]?""")


class Mark(NamedTuple):
    """One argument. kind: text (a glob over a literal), list (an array that begins with it) or key (of an object)."""

    kind: str
    text: str


class Shape(NamedTuple):
    """A start, taken apart. path: the callee, or the global that is assigned; `*.name` is a call on any object."""

    path: str
    new: bool = False
    assigned: bool = False
    marks: tuple[Mark, ...] = ()

    @property
    def root(self) -> str:
        """The first name of the path, by which starts are found; the last one for a call on any object."""
        return self.path[2:] if self.path.startswith("*.") else self.path.split(".")[0]


@lru_cache(maxsize=4096)
def parse_start(text: str) -> Shape | None:
    """The shape of one start; None when the text is none."""
    match = PATH.fullmatch(text.strip())
    if match is None or not (match["rest"] or match["new"]):
        return None
    rest = (match["rest"] or "()").strip()
    assigned = rest.startswith("=")
    inner = rest[1:].strip() if assigned else rest[1:-1].strip() if rest.endswith(")") else None
    marks = _marks(inner) if inner is not None else None
    if marks is None or (assigned and ("." in match["path"] or match["new"] or len(marks) > 1)):
        return None
    return Shape(match["path"], bool(match["new"]), assigned, marks)


def _marks(text: str) -> tuple[Mark, ...] | None:
    found = []
    position = 0
    while position < len(text):
        match = WORD.match(text, position)
        if match is None:
            return None
        kind = "key" if match["key"] is not None else "list" if match["list"] else "text"
        found.append(Mark(kind, next(match[name] for name in ("key", "a", "b") if match[name] is not None)))
        position = match.end()
        if position < len(text):
            if text[position] != ",":
                return None
            position += 1 + len(text[position + 1 :]) - len(text[position + 1 :].lstrip())
    return tuple(found)
