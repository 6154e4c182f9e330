"""Could this file hold an embed at all? One case-insensitive search for every vendor's needles over the raw bytes.

What is not seen, on purpose: needles behind entities, percent signs or base64 in a file that names the vendor nowhere
in plain text. `https:\\/\\/apps.vendor.example` still holds the needle. UTF-16 is read as text first.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol

# A file with a suppression is examined even without a needle: its suppression may have become useless.
MARK = "consentlint:"
# bench/prefilter.py: hyperscan takes 9 ms to import and 0.015 ms to compile each needle; the standard library about
# 0.25 ns per byte and needle. So many byte-needle pairs, and so many more for each needle, and they break even.
CHEAP = 40_000_000
CHEAP_PER_NEEDLE = 60_000
UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Matcher(Protocol):
    """Finds whether any needle is in the data, whatever the case of its ASCII letters."""

    def hit(self, data: bytes) -> bool: ...


class StandardLibrary:
    """One `in` per needle: no start-up cost, slow on many bytes."""

    def __init__(self, needles: Sequence[str]) -> None:
        self._needles = tuple(needle.encode("utf-8", "surrogateescape").lower() for needle in needles)

    def hit(self, data: bytes) -> bool:
        lowered = data.lower()
        return any(needle in lowered for needle in self._needles)


class Hyperscan:
    """All needles in one pass, at memory speed. Raises ImportError where its wheel is missing."""

    def __init__(self, needles: Sequence[str]) -> None:
        import re

        import hyperscan

        self._stopped = hyperscan.ScanTerminated
        self._found = False
        expressions = [re.escape(needle.encode("utf-8", "surrogateescape")) for needle in needles]
        flags = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_SINGLEMATCH
        self._database = hyperscan.Database()
        self._database.compile(expressions, ids=list(range(len(needles))), flags=[flags] * len(needles))
        self._scratch = hyperscan.Scratch(self._database)

    def hit(self, data: bytes) -> bool:
        self._found = False
        with suppress(self._stopped):
            self._database.scan(data, match_event_handler=self._stop, scratch=self._scratch)
        return self._found

    def _stop(self, *_: object) -> bool:
        self._found = True
        return True


class Prefilter:
    """The standard library for a few files, hyperscan once there is much to read: the same answer from both."""

    def __init__(self, needles: Sequence[str]) -> None:
        self._needles = (*needles, MARK)
        self._matcher: Matcher = StandardLibrary(self._needles)
        self._left = CHEAP + CHEAP_PER_NEEDLE * len(self._needles)

    def hit(self, data: bytes) -> bool:
        """True when the file is worth parsing."""
        if data[:2] in UTF16:
            data = data.decode("utf-16", "replace").encode("utf-8", "replace")
        if self._left > 0:
            self._left -= len(data) * len(self._needles)
            if self._left <= 0:
                self._speed_up()
        return self._matcher.hit(data)

    def _speed_up(self) -> None:
        try:
            self._matcher = Hyperscan(self._needles)
        except ImportError:
            return
