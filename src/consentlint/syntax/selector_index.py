"""Many selectors at once: which of them match a tag, and which match anything in a page.

The packs hold more selectors than most pages hold elements. Each is filed under one thing that a tag must have to match
(an id, a class, an attribute, a name), so that a tag is only tried on the few that may.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from consentlint.syntax.selectors import below, matches, tokens_of

# Filed under this: what any tag may match.
ANY = ""
# What tells most comes first.
TELLING = ("id", "class", "attribute", "type")


class SelectorIndex:
    """selectors: valid ones; made once and kept (`index_of`)."""

    def __init__(self, selectors: Iterable[str]) -> None:
        self._filed: dict[str, list[str]] = {}
        for selector in dict.fromkeys(selectors):
            for handle in handles(selector):
                self._filed.setdefault(handle, []).append(selector)

    def matching(self, tag: Any) -> set[str]:
        """The selectors that match a tag of `parse_markup`."""
        return {selector for selector in self._candidates(tag) if matches(selector, tag)}

    def found_in(self, scope: Any) -> set[str]:
        """The selectors that match anything below `scope` (as `select` would find it)."""
        found: set[str] = set()
        for tag in below(scope):
            found.update(one for one in self._candidates(tag) - found if matches(one, tag))
        return found

    def _candidates(self, tag: Any) -> set[str]:
        filed = self._filed
        return {selector for handle in _held(tag) if handle in filed for selector in filed[handle]}


@lru_cache(maxsize=64)
def index_of(selectors: tuple[str, ...]) -> SelectorIndex:
    """The index of these selectors."""
    return SelectorIndex(selectors)


def _held(tag: Any) -> Iterator[str]:
    """What a tag has that selectors may be filed under."""
    attrs = tag.attrs
    yield ANY
    yield tag.name
    for name in attrs:
        yield f"[{name}"
    if "id" in attrs:
        yield f"#{attrs['id']}"
    for one in attrs.get("class", ()):
        yield f".{one}"


def handles(selector: str) -> set[str]:
    """What a tag must have to match, one for each alternative; ANY where that cannot be told."""
    tokens = tokens_of(selector)
    return {ANY} if tokens is None else {_handle(one) for one in _alternatives(tokens)}


def _alternatives(tokens: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """What each alternative asks of the tag itself: neither of those above it nor within parentheses."""
    depth = 0
    asked: list[re.Match[str]] = []
    for token in tokens:
        kind = token.lastgroup
        if depth == 0 and kind in ("child", "below"):
            asked = []
        elif depth == 0 and kind == "comma":
            yield asked
            asked = []
        elif depth == 0 and kind in TELLING:
            asked.append(token)
        depth += (kind == "group") - (kind == "close")
    yield asked


def _handle(tokens: Sequence[re.Match[str]]) -> str:
    first = min(tokens, key=lambda token: TELLING.index(token.lastgroup or ""), default=None)
    if first is None or first["type"] == "*":
        return ANY
    if first["attribute"]:
        return f"[{first['name'].lower()}"
    if first["type"]:
        return first["type"].lower()
    return f"#{first['id']}" if first["id"] else f".{first['class']}"
