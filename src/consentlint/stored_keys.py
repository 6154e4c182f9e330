"""Cookies and storage keys, found by text: which files write what others read.

What a visitor chose on one page is read on the next. Only names are found here, so that the files that write them are
run along; what they write, and when, is found by running them.
"""

import re
from collections.abc import Iterable

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
NAMED = re.compile(r"\b(?:getItem|\w*[cC]ookies?(?:\.get)?)\s*\(\s*(\w+)\s*\)|Storage\[\s*(\w+)\s*\]")
WRITES = re.compile(
    rb"setItem\s*\(|\.cookie\s*=(?!=)|[sS]et[-_]?[cC]ookie|[cC]ookies?\.(?:set|add)\s*\(|COOKIES?\.set|"
    rb"Storage(?:\.\w+|\[[^\]\n]+\])\s*=(?!=)"
)
METHODS = frozenset(
    ["getItem", "setItem", "removeItem", "clear", "length", "key", "get", "set", "has", "cookie", "cookies"]
)


def keys_read(text: str) -> set[str]:
    """The names of cookies and storage keys that a text reads, as far as they are written out in it."""
    found = {word for pattern in READS for match in pattern.finditer(text) for word in match.groups() if word}
    for match in NAMED.finditer(text):
        name = match[1] or match[2]
        found |= set(re.findall(rf"\b{name}\s*(?::\s*\w+\s*)?=\s*['\"`]{KEY}['\"`]", text))
    return found - METHODS


def writes(data: bytes, keys: Iterable[str]) -> set[str]:
    """Those of the keys that a file names, where it writes cookies or storage at all."""
    named = {key for key in keys if key.encode() in data}
    return named if named and WRITES.search(data) else set()
