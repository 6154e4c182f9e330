"""Tables of Markdown and HTML as rows of cells with their places. Any text gives what can be read of it."""

import html
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax.markdown import code_spans
from consentlint.syntax.markup import parse_markup

if TYPE_CHECKING:
    from consentlint.syntax.tree import Element

LONGEST_LINE = 4_000
WIDEST = 60  # columns; a cell that claims to span more spans no more
# What a template holds is shown as soon as a script or a framework asks for it.
HIDDEN = frozenset(["script", "style", "noscript", "head"])
BREAKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p "
    "pre section summary table td th tr ul".split()
)
# Only tags that people use within a cell: `<container-id>` is part of a cookie's name.
_INLINE = "a|abbr|b|bdi|big|br|cite|code|del|em|font|i|ins|kbd|mark|p|q|s|samp|small|span|strong|sub|sup|tt|u|var|wbr"
_BREAK = lazy_regex(r"<(?:br|p|/p)\b[^<>]*>", re.IGNORECASE)
_TAG = lazy_regex(rf"</?(?:{_INLINE})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_LINK = lazy_regex(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s[^()]*)?\)")
_STRONG = lazy_regex(r"\*\*([^*\n]+)\*\*")
_TICKS = lazy_regex(r"`+")
_ESCAPE = lazy_regex(r"\\([!-/:-@\[-`{-~])")
_DELIMITERS = lazy_regex(r"[ \t>]*+\|?(?:[ \t]*+:?-++:?[ \t]*+\|)*+[ \t]*+(?::?-++:?[ \t]*+)?+\|?[ \t]*+$")
_PIPE = lazy_regex(r"(?<!\\)\|")


class Cell(NamedTuple):
    """What a reader sees in a cell, lines apart; the span is all of the cell's source."""

    text: str
    span: Span


class Table(NamedTuple):
    """Rows from top to bottom, headings among them. headed: the first row is a heading for sure."""

    rows: tuple[tuple[Cell, ...], ...]
    span: Span
    headed: bool = False


# --- Markdown --------------------------------------------------------------------------------------------------------


def markdown_tables(text: str) -> Iterator[Table]:
    """The pipe tables of a Markdown text that are not code, then its HTML tables."""
    hidden = [span for span in code_spans(text) if "\n" in text[span.start : span.end] or _whole_line(text, span)]
    shown = blanked(text, hidden)
    lines = [(match.start(), match[0]) for match in re.finditer(r"[^\n]*(?:\n|\Z)", shown)]
    index = 1
    while index < len(lines):
        if "|" in lines[index - 1][1] and _delimits(lines[index][1]):
            end = index + 1
            while end < len(lines) and "|" in lines[end][1]:
                end += 1
            kept = [lines[index - 1], *lines[index + 1 : end]]
            rows = tuple(_markdown_row(text, start, line) for start, line in kept)
            yield Table(rows, Span(kept[0][0], lines[end - 1][0] + len(lines[end - 1][1].rstrip())), headed=True)
            index = end
        index += 1
    if "<table" in shown.lower():
        yield from html_tables(shown)


def blanked(text: str, spans: list[Span]) -> str:
    """The text with spaces for these stretches, line ends kept."""
    parts, at = [], 0
    for span in spans:
        if span.start >= at:
            parts += [text[at : span.start], re.sub(r"[^\r\n]", " ", text[span.start : span.end])]
            at = span.end
    return "".join([*parts, text[at:]])


def _whole_line(text: str, span: Span) -> bool:
    """Does code fill its line (an indented block, a fence's mark)? A code span among words does not."""
    before = text.rfind("\n", 0, span.start) + 1
    after = text.find("\n", span.start)
    line = text[before : after if after >= 0 else len(text)]
    return line.strip() == text[span.start : span.end].strip() and "|" not in line


def _delimits(line: str) -> bool:
    return "-" in line and _DELIMITERS.match(line.rstrip()) is not None


def _markdown_row(text: str, start: int, line: str) -> tuple[Cell, ...]:
    """The cells of one line."""
    inner = len(line) - len(line.lstrip(" \t>"))
    inner += line.startswith("|", inner)
    stop = len(line.rstrip())
    if stop > inner and line[stop - 1] == "|" and line[stop - 2 : stop - 1] != "\\":
        stop -= 1
    bounds = [inner, *(match.end() for match in _PIPE.finditer(line, inner, stop)), stop + 1]
    cells = []
    for begin, after in pairwise(bounds):
        raw = text[start + begin : start + after - 1]
        lead = len(raw) - len(raw.lstrip())
        span = Span(start + begin + lead, start + begin + max(lead, len(raw.rstrip())))
        cells.append(Cell(plain_markdown(raw.strip()), span))
    return tuple(cells)


def plain_markdown(raw: str) -> str:
    """What a reader sees of a line of Markdown; of a very long one, its beginning."""
    raw = raw[:LONGEST_LINE]
    parts, at = [], 0
    for begin, inner, after in _code(raw):
        parts += [_plain(raw[at:begin]), inner.strip().replace("\\|", "|")]
        at = after
    return "".join([*parts, _plain(raw[at:])]).strip()


def _code(raw: str) -> Iterator[tuple[int, str, int]]:
    """The code spans: where each begins, what is in it, where it is over. A run of ticks ends at the next as long."""
    runs = [match.span() for match in _TICKS.finditer(raw)]
    later: dict[int, list[int]] = {}
    for start, end in reversed(runs):
        later.setdefault(end - start, []).append(start)
    at = 0
    for start, end in runs:
        ends = later[end - start]
        while ends and ends[-1] <= max(start, at - 1):
            ends.pop()
        if start >= at and ends:
            at = ends[-1] + end - start
            yield start, raw[end : ends[-1]], at


def _plain(raw: str) -> str:
    raw = _LINK.sub(r"\1", raw)
    raw = _TAG.sub("", _BREAK.sub("\n", raw))
    return html.unescape(_ESCAPE.sub(r"\1", _STRONG.sub(r"\1", raw)))


# --- HTML ------------------------------------------------------------------------------------------------------------


def html_tables(text: str) -> Iterator[Table]:
    """The tables of a page; of one that holds others, only those."""
    document = parse_markup(text)
    found = [element for element in document.elements if element.name == "table" and not element.foreign]
    for element, following in zip(found, [*found[1:], None], strict=False):
        if following is None or following.start.start >= element.span.end:
            rows = [row for row in _within(element) if row.name == "tr"]
            grid = _grid(rows)
            headed = bool(rows) and all(cell.name == "th" for cell in _cells(rows[0]))
            yield Table(tuple(tuple(row) for row in grid), element.span, headed)


def _within(element: "Element") -> "Iterator[Element]":
    return (inner for inner in element.descendants if hasattr(inner, "attributes"))  # type: ignore[misc]


def _cells(row: "Element") -> "list[Element]":
    return [inner for inner in _within(row) if inner.name in ("td", "th")]


def _grid(rows: "list[Element]") -> list[list[Cell]]:
    """Cells that span rows or columns stand in each of them."""
    grid: list[list[Cell]] = []
    below: dict[int, tuple[int, Cell]] = {}
    for row in rows:
        line: list[Cell] = []
        for element in _cells(row):
            _from_above(line, below)
            cell = Cell(seen_text(element), element.span)
            for _ in range(min(_number(element, "colspan"), WIDEST - len(line))):
                below[len(line)] = (_number(element, "rowspan") - 1, cell)
                line.append(cell)
        _from_above(line, below)
        grid.append(line)
    return grid


def _from_above(line: list[Cell], below: dict[int, tuple[int, Cell]]) -> None:
    while len(line) < WIDEST and (held := below.get(len(line))) is not None and held[0] > 0:
        below[len(line)] = (held[0] - 1, held[1])
        line.append(held[1])


def _number(element: "Element", name: str) -> int:
    value = str(element.attrs.get(name) or "1")
    return min(max(int(value), 1), WIDEST) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def seen_text(element: "Element") -> str:
    """The text that a reader sees in an element, blocks in lines of their own."""
    import bs4

    parts: list[str] = []
    pending: list[object] = [element]
    while pending:
        node = pending.pop()
        if isinstance(node, bs4.Tag):
            if node.name in HIDDEN or "hidden" in node.attrs:
                continue
            edge = ["\n"] if node.name in BREAKS else []
            pending += [*edge, *reversed(node.contents), *edge]
        elif isinstance(node, str) and not isinstance(node, bs4.element.PreformattedString):
            parts.append(node if node == "\n" else re.sub(r"\s+", " ", node))
    return "\n".join(line.strip() for line in "".join(parts).split("\n") if line.strip())
