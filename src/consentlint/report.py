"""What a run hands to the reporters, and what a reporter is. Nothing here is imported at a cost: every run needs it."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple, TextIO

if TYPE_CHECKING:
    from consentlint.model import Embed, Finding, Place, Skipped
    from consentlint.text import Lines


class Rule(NamedTuple):
    """What a reporter may say about a check. severity: its default, `note`, `warning` or `error`."""

    id: str
    summary: str
    severity: str


class Report(NamedTuple):
    """The outcome of one run, finished and sorted.

    command        `check` or `inventory`
    files_scanned  files whose bytes were searched or parsed
    skipped        files that were not examined
    partial        files that were examined only in part
    passed_over    reason -> number of files left out on purpose (minified bundles, dependencies, excludes)
    errors         internal errors, one sentence each
    texts          path -> text of every file that an embed or a finding stands in
    rules          all checks, by id; empty when no file had to be parsed
    known          findings that are left out, because the baseline has them
    gone           entries of the baseline that nothing in the named paths answers to any more
    pruned         how many of them were taken out of it; None when that was not asked for
    files_parsed   files that were parsed, for themselves or because an embed hangs on them
    """

    command: str
    files_scanned: int = 0
    findings: "tuple[Finding, ...]" = ()
    embeds: "tuple[Embed, ...]" = ()
    skipped: "tuple[Skipped, ...]" = ()
    partial: "tuple[Skipped, ...]" = ()
    passed_over: Mapping[str, int] = {}
    errors: tuple[str, ...] = ()
    texts: Mapping[str, str] = {}
    rules: Mapping[str, Rule] = {}
    files_parsed: int = 0
    known: int = 0
    gone: int = 0
    pruned: int | None = None


class Region(NamedTuple):
    """1-based lines and columns; the end column is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Positions:
    """Lines and columns of the places in a report."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._lines: dict[str, Lines] = {}

    def lines(self, path: str) -> "Lines":
        from consentlint.text import Lines

        if path not in self._lines:
            self._lines[path] = Lines(self._texts.get(path, ""))
        return self._lines[path]

    def region(self, place: "Place") -> Region:
        """Columns in characters."""
        lines = self.lines(place.path)
        return Region(*lines.line_column(place.span.start), *lines.line_column(place.span.end))

    def utf16_region(self, place: "Place") -> Region:
        """Columns in UTF-16 units, as SARIF viewers and editors count."""
        lines, found = self.lines(place.path), self.region(place)
        start, end = (lines.utf16_column(offset) + 1 for offset in place.span)
        return Region(found.line, start, found.end_line, end)

    def line_text(self, place: "Place") -> str:
        """The line on which a place begins."""
        lines = self.lines(place.path)
        return lines.line_text(lines.line_column(place.span.start)[0])


class Style(NamedTuple):
    """Whether colours are wanted."""

    color: bool = False

    def paint(self, text: str, code: str) -> str:
        """`text` in an ANSI colour such as `31`, or as it is."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and text else text


class Reporter(NamedTuple):
    """One format. serves: the commands that offer it. write: finished findings in, text out; it never filters."""

    id: str
    serves: tuple[str, ...]
    write: Callable[[Report, TextIO, Style], None]


def printable(text: str) -> str:
    """Control characters escaped, so that a file's name or text cannot steer the terminal or break a line in two."""
    return "".join(char if char >= " " and char != "\x7f" else repr(char)[1:-1] for char in text)


def encodable(text: str) -> str:
    """Text for formats that take no lone surrogates: these are escaped, as on standard output."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def xml(text: str) -> str:
    """Text for an XML attribute or element; control characters, which XML has no way to write, are escaped."""
    shown = printable(encodable(text))
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        shown = shown.replace(char, entity)
    return shown.replace("\ufffe", r"\ufffe").replace("\uffff", r"\uffff")
