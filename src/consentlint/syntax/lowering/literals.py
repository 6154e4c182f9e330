"""What literals are worth: escapes in strings and names, and numbers. Text in, plain values out."""

import math
import re

from consentlint.lazy_regex import lazy_regex

_ESCAPE = lazy_regex(
    r"\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-3][0-7]{0,2}|[4-7][0-7]?)|(\r\n|.))", re.DOTALL
)
_SHORT = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v"}
_NOTHING = frozenset({"\r\n", "\n", "\r", "\u2028", "\u2029"})  # a line continuation
_SURROGATE = lazy_regex("[\ud800-\udfff]")


def unescape(source: str) -> str:
    """`source` (the inside of a string, template or name) with JavaScript's escapes decoded; faulty ones stay."""
    if "\\" not in source:
        return source
    decoded = _ESCAPE.sub(_decode, source)
    if not _SURROGATE.search(decoded):
        return decoded
    return decoded.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")  # join halves of a pair


def _decode(match: re.Match[str]) -> str:
    braced, four, two, octal, single = match.groups()
    if single is not None:
        return "" if single in _NOTHING else _SHORT.get(single, str(single))
    if octal is not None:
        return chr(int(octal, 8))
    code = int(braced or four or two, 16)
    return chr(code) if code <= 0x10FFFF else match.group()


def number(source: str) -> float:
    """The value of a numeric literal, BigInt included; NaN when it is none."""
    digits = source.replace("_", "").removesuffix("n").lower()
    try:
        if digits[:2] in ("0x", "0o", "0b"):
            return float(int(digits, 0))
        if len(digits) > 1 and digits[0] == "0" and all(digit in "01234567" for digit in digits):
            return float(int(digits, 8))
        return float(digits)
    except OverflowError:
        return math.inf
    except ValueError:
        return math.nan
