"""Names of cookies as people write them: `_ga_*`, `_ga_<container-id>`, `_ga_XXXXXXX`, `_<deploymentId>:actmu`.

A name is a text with gaps. Two names are the same cookie when one covers the other: `_ga_*` and `_ga_ABC1`, not
`_ga_*` and `_<id>:actmu`, though some text fits both.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from urllib.parse import unquote

from consentlint.lazy_regex import lazy_regex

LONGEST = 120
# A gap in a declared name: what people write for the part that differs from site to site.
_GAP = lazy_regex(
    r"<[^<>]{1,60}>|\[[^\[\]]{1,60}\]|\$?\{\{?[^{}]{1,60}\}\}?|%[sd]|\*+|#+|\u2026|\.{3,}|(?<![A-Za-z])(?:X{2,}|x{3,})(?![A-Za-z])"
)
_TOKEN = lazy_regex(r"""(?:<[^<>\n]{1,60}>|\[[^\[\]\n]{1,60}\]|\{[^{}\n]{1,60}\}|[^\s,;|"'`\u2018-\u201f()])+""")
NEAR = 0.84


def named(text: str) -> Iterator[str]:
    """The words of a cell, one of which may be a cookie's name; of a name with a remark, the remark's words too."""
    for match in _TOKEN.finditer(text):
        word = match[0].rstrip(".:").strip("/")
        if 0 < len(word) <= LONGEST:
            yield unquote(word)


def has_gap(name: str) -> bool:
    """Does a part of it differ from site to site?"""
    return _GAP.search(name[:LONGEST]) is not None


def same(one: str, other: str) -> bool:
    """Are both names of one cookie? A name that is hardly more than a gap is nobody's."""
    if one == other:
        return True
    first, second = _parts(one), _parts(other)
    if None not in first and None not in second:
        return False
    return _solid(first) and _solid(second) and (_covers(first, second) or _covers(second, first))


def near(one: str, other: str) -> bool:
    """Is one the other, misspelt? Never where they differ in digits alone, as counted names do."""
    if len(one) < 5 or same(one, other) or re.sub(r"\d", "", one) == re.sub(r"\d", "", other):
        return False
    if one.casefold() == other.casefold():
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= NEAR and min(len(one), len(other)) >= 6


def from_pattern(source: str) -> list[str]:
    """The names that a regular expression of a consent platform's settings stands for, with `*` for what is open."""
    inner = re.fullmatch(r"\^?\((?:\?:)?([^()]*)\)\$?", source)
    options = inner[1].split("|") if inner else re.split(r"\|(?![^(\[]*[)\]])", source)
    # Marks around a group are about all of it; otherwise each alternative has its own.
    begins, ends = (inner is not None and mark for mark in (source.startswith("^"), source.endswith("$")))
    return [name for option in options if (name := _option(option, begins, ends)).strip("*")]


def _option(option: str, begins: bool, ends: bool) -> str:
    begins, ends = begins or option.startswith("^"), ends or option.endswith("$")
    text = option.removeprefix("^").removesuffix("$")
    literal = re.match(r"(?:\\[^\w\s]|[^\\^$.*+?()\[\]{}|])*+", text)
    head = literal[0] if literal else ""
    rest = text[len(head) :]
    if rest[:1] in ("*", "+", "?", "{") and head:  # it belongs to the last character
        head = head[:-1]
    tail = "" if ends and not rest else "*"
    return ("" if begins else "*") + re.sub(r"\\(.)", r"\1", head) + tail


def _parts(name: str) -> tuple[str | None, ...]:
    """Its characters, None for each gap."""
    found: list[str | None] = []
    at = 0
    for match in _GAP.finditer(name[:LONGEST]):
        found += [*name[at : match.start()], None]
        at = match.end()
    return (*found, *name[at:LONGEST])


def _solid(parts: tuple[str | None, ...]) -> bool:
    return sum(part is not None and part not in "_-.:/" for part in parts) >= 2


def _covers(pattern: tuple[str | None, ...], name: tuple[str | None, ...]) -> bool:
    """Does every text that fits `name` fit `pattern`? Only a gap covers a gap."""
    at, resume, tried = 0, -1, 0
    index = 0
    while index < len(name):
        if at < len(pattern) and pattern[at] is None:
            resume, tried = at, index
            at += 1
        elif at < len(pattern) and pattern[at] == name[index]:
            at, index = at + 1, index + 1
        elif resume >= 0:
            tried += 1
            at, index = resume + 1, tried
        else:
            return False
    return all(part is None for part in pattern[at:])
