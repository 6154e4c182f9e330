"""Text of files: decoding, and the border between offsets and lines.

Inside, places are offsets (characters of the text, 0-based). Lines, columns and UTF-16 units appear only at the border.
"""

import codecs
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from consentlint.lazy_regex import lazy_regex

_LINE_END = lazy_regex(r"\r\n|\n|\r")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """One file's text. `path` is relative to the project root; `note` says how decoding went, if not plainly."""

    path: str
    text: str
    note: str = ""


def decode(data: bytes) -> tuple[str, str]:
    """Give the text of a file's bytes and a note, "" for clean UTF-8. Never raises; a BOM is dropped from the text.

    The order is BOM, then UTF-8, else latin-1: nothing is guessed from the content.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode_marked(data[len(bom) :], encoding)
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        return data.decode("latin-1"), f"not UTF-8 at byte {error.start}; read as latin-1"


def _decode_marked(data: bytes, encoding: str) -> tuple[str, str]:
    """Decode what follows a BOM; broken sequences become U+FFFD and are noted."""
    note = "" if encoding == "utf-8" else f"read as {encoding.upper()}, as its byte order mark says"
    try:
        return data.decode(encoding), note
    except UnicodeDecodeError as error:
        return data.decode(encoding, "replace"), f"broken {encoding.upper()} at byte {error.start} after the mark"


@dataclass(frozen=True)
class Lines:
    """Lines and columns of a text. LF, CRLF and CR end a line; the table is built at the first question."""

    text: str

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def __len__(self) -> int:
        return len(self._starts)

    def line_column(self, offset: int) -> tuple[int, int]:
        """Give the 1-based line and column of an offset; an offset past the end counts as the end."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line_start(self, line: int) -> int:
        """Give the offset at which a 1-based line begins; lines beyond the last begin at the end of the text."""
        return self._starts[line - 1] if line <= len(self._starts) else len(self.text)

    def line_text(self, line: int) -> str:
        """Give a 1-based line without its line end; "" for a line that is not there."""
        if not 1 <= line <= len(self._starts):
            return ""
        return self.text[self.line_start(line) : self.line_start(line + 1)].rstrip("\r\n")

    def utf16_column(self, offset: int) -> int:
        """Give the 0-based column of an offset in UTF-16 units, as the language server protocol counts."""
        offset = max(0, min(offset, len(self.text)))
        line, column = self.line_column(offset)
        start = self.line_start(line)
        return column - 1 + sum(character > "\uffff" for character in self.text[start:offset])
