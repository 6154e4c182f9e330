"""Cookies and storage keys, found by text: which files write what others read.

What a visitor chose on one page is read on the next. Only names are found here, so that the files that write them are
run along; what they write, and when, is found by running them.
"""

import re
from collections.abc import Iterable

from consentlint.lazy_regex import lazy_regex

KEY = r"([\w.:-]{2,80})"
READS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:getItem|\w*[cC]ookies?(?:\.(?:get|has))?\w*)\s*\(\s*['\"`]{KEY}['\"`]",
        rf"Storage(?:\.{KEY}|\[\s*['\"`]{KEY}['\"`])",
        rf"\b(?:includes|indexOf|match|test|search|startsWith)\(\s*['\"/`][^'\"/`\n]{{0,20}}?\b{KEY}=",
        rf"\b(?:COOKIES|_COOKIE|cookies)(?:\.get\(\s*|\.|\[\s*)['\"]?{KEY}",
    )
)
NAMED = lazy_regex(
    r"\b(?:getItem|\w*[cC]ookies?(?:\.(?:get|has))?\w*)\s*\(\s*(?:\w+\.)*(\w+)\s*[,)]|Storage\[\s*(?:\w+\.)*(\w+)\s*\]"
)
ASSIGNED = lazy_regex(rf"\b(\w+)\s*(?::\s*\w+\s*=|[:=])\s*['\"`]{KEY}['\"`]")
WRITES = re.compile(
    rb"setItem\s*\(|\.cookie\s*=(?!=)|[sS]et[-_]?[cC]ookie|[cC]ookies?\.(?:set|add)\s*\(|COOKIES?\.set|"
    rb"Storage(?:\.\w+|\[[^\]\n]+\])\s*=(?!=)"
)
# A key that is written by its name: `setItem(KEYS.consent, ...)`, `Storage[KEY] = ...`, `document.cookie = KEY + ...`.
WRITTEN = re.compile(
    rb"(?:setItem|[sS]et[-_]?[cC]ookies?|[cC]ookies?\.(?:set|add)|COOKIES?\.set)\s*\(\s*(?:\w+\.)*(\w+)\s*,|"
    rb"Storage\[\s*(?:\w+\.)*(\w+)\s*\]\s*=(?!=)|\.cookie\s*=\s*(?:`\$\{\s*)?(?:\w+\.)*(\w+)\b"
)
METHODS = frozenset(
    ["getItem", "setItem", "removeItem", "clear", "length", "key", "get", "set", "has", "cookie", "cookies"]
)


def keys_read(texts: Iterable[str]) -> set[str]:
    """The names of cookies and storage keys that texts read, as far as they are written out in one of them."""
    every = list(texts)
    found = {word for text in every for pattern in READS for match in pattern.finditer(text) for word in match.groups()}
    names = {match[1] or match[2] for text in every for match in NAMED.finditer(text)}
    values = (match for text in every for match in ASSIGNED.finditer(text))
    found |= {match[2] for match in values if match[1] in names}
    return {word for word in found if word} - METHODS


def names_of(texts: Iterable[str], keys: Iterable[str]) -> set[str]:
    """The names by which texts speak of keys: constants and properties that hold one."""
    wanted = frozenset(keys)
    return {match[1] for text in texts for match in ASSIGNED.finditer(text) if match[2] in wanted}


def writes(data: bytes, keys: Iterable[str], names: Iterable[str] = ()) -> set[str]:
    """Those of the keys that a file names, and of the names that it writes by, where it writes at all."""
    if not WRITES.search(data):
        return set()
    written = {word.decode() for match in WRITTEN.finditer(data) for word in match.groups() if word}
    return {key for key in keys if key.encode() in data} | written.intersection(names)
