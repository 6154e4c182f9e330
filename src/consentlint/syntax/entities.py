"""Character references of HTML (WHATWG 13.2.5.72 to 13.2.5.80), decoded without the omissions of `html.unescape`."""

import re

from consentlint.lazy_regex import lazy_regex

_REFERENCE = lazy_regex(r"&(?:#(?:[xX]([0-9a-fA-F]++)|([0-9]++));?|([A-Za-z][A-Za-z0-9]{0,31};?))")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_WINDOWS = (  # what numeric references 0x80 to 0x9f mean, as windows-1252; 0 = itself
    "\u20ac\0\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\0\u017d\0"
    "\0\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\0\u017e\u0178"
)


def decode_references(raw: str, *, attribute: bool) -> str:
    """Replace the character references in `raw`.

    In attributes a name without a semicolon stays as it is before `=` or a letter or digit, so that
    `?a=1&copy=2` survives.
    """
    if "&" not in raw:
        return raw
    from html.entities import html5  # a large table, imported only when a reference is met

    def replace(match: re.Match[str]) -> str:
        digits = match[1] or match[2]
        if digits:
            return _number(digits, 16 if match[1] else 10)
        return _name(match, html5, raw, attribute)

    return _REFERENCE.sub(replace, raw)


def _number(digits: str, base: int) -> str:
    digits = digits.lstrip("0") or "0"
    code = int(digits, base) if len(digits) <= 7 else 0x110000
    if code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return _REPLACEMENT
    if 0x80 <= code <= 0x9F and _WINDOWS[code - 0x80] != "\0":
        return _WINDOWS[code - 0x80]
    return chr(code)


def _name(match: re.Match[str], table: dict[str, str], raw: str, attribute: bool) -> str:
    """Replace the longest known name at the start of the match; the rest of the match stays."""
    name = match[3]
    for length in range(len(name), 1, -1):
        if name[:length] not in table:
            continue
        after = raw[match.start(3) + length : match.start(3) + length + 1] if attribute else ""
        if attribute and name[length - 1] != ";" and (after == "=" or (after.isascii() and after.isalnum())):
            return match[0]
        return table[name[:length]] + name[length:]
    return match[0]
