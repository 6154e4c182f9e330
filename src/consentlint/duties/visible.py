"""What a reader sees of a document, block by block: paragraphs, lists and tables of Markdown, HTML and texts in data.

A block is one text. Items of a list and rows of a table are divided by ` ; `, the cells of a row by ` : `; a heading
stands before the block below it, divided by ` : `.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from consentlint.duties.records import DATA, FRONT, SCRIPTS, roots, suffix
from consentlint.duties.tables import BREAKS, HIDDEN, blanked, plain_markdown
from consentlint.lazy_regex import lazy_regex
from consentlint.syntax.data import Node
from consentlint.syntax.markup import parse_markup

if TYPE_CHECKING:
    import bs4

MARKDOWN = frozenset(["md", "mdx", "markdown", "mdown", "mkd", "txt", "rst", "adoc"])
ITEM, PART = " ; ", " : "
_COMMENT = lazy_regex(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HEADING = lazy_regex(r"[ >]*#{1,6}(?=\s)")
_ITEM = lazy_regex(r"[ \t>]*(?:[-+*]|\d{1,9}[.)])\s+")
_BLOCK_TAG = lazy_regex(rf"</?(?:{'|'.join(sorted(BREAKS | HIDDEN))})[\s/>]", re.IGNORECASE)
_ANY_TAG = lazy_regex(r"</?[A-Za-z][^<>]*>")
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
# Blocks whose parts belong together.
_WHOLES = frozenset(["ul", "ol", "table", "dl"])


def seen(path: str, text: str) -> Iterator[str]:
    """The blocks of the document, in order. Any text gives some; nothing raises."""
    kind = suffix(path)
    if kind in DATA or kind in SCRIPTS:
        held = [block for root in roots(path, text) for block in _texts(root)]
        yield from held or [text]
        if kind in SCRIPTS and "</" in text:
            yield from _of_page(text)
    elif kind in MARKDOWN:
        yield from _of_markdown(text)
    else:
        yield from _of_page(text)


def _texts(node: Node) -> Iterator[str]:
    """Every key and every text in it: cookies may be listed by their names as keys."""
    pending = [node]
    while pending:
        held = pending.pop()
        if held.text:
            yield held.text
        elif isinstance(held.value, dict):
            yield from held.value
            pending += reversed(list(held.value.values()))
        else:
            pending += reversed(held.items)


# --- Markdown --------------------------------------------------------------------------------------------------------


def _of_markdown(text: str) -> Iterator[str]:
    hidden = [match.span() for pattern in (FRONT, _COMMENT) for match in pattern.finditer(text)]
    from consentlint.model import Span

    text = blanked(text, sorted(Span(*span) for span in hidden))
    block: list[str] = []
    heading = ""
    for line in [*text.splitlines(), ""]:
        if line.strip() and not _HEADING.match(line):
            block.append(line)
            continue
        if block:
            yield heading + _joined(block)
            block, heading = [], ""
        if line.strip():
            heading += plain_markdown(line.strip(" >#")) + PART
    if heading:
        yield heading


def _joined(lines: list[str]) -> str:
    """The lines of one block as one text."""
    source = "\n".join(lines)
    if _BLOCK_TAG.search(source):
        return ITEM.join(_of_page(source))
    parts = []
    for line in lines:
        if "|" in line:
            parts.append(ITEM + PART.join(plain_markdown(cell) for cell in line.strip().strip("|").split("|")))
        else:
            mark = _ITEM.match(line)
            parts.append((ITEM if mark else " ") + line[mark.end() if mark else 0 :].strip(" >"))
    whole = "".join(parts)
    return plain_markdown(whole) if "|" not in source else whole


# --- pages -----------------------------------------------------------------------------------------------------------


def _of_page(text: str) -> Iterator[str]:
    """The blocks of markup. Each node is looked at once."""
    walk = _Walk()
    walk.over(parse_markup(text).soup)
    yield from walk.blocks


class _Walk:
    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.parts: list[str] = []
        self.heading = ""

    def over(self, soup: "bs4.Tag") -> None:
        import bs4

        pending: list[object] = [soup]
        whole = 0
        while pending:
            node = pending.pop()
            if isinstance(node, bs4.Tag):
                if node.name in HIDDEN or "hidden" in node.attrs:
                    continue
                if node.name in BREAKS:
                    self.edge(whole, node.name)
                whole += node.name in _WHOLES
                pending += [_End(node.name), *reversed(node.contents)]
            elif isinstance(node, _End):
                whole -= node.name in _WHOLES
                if node.name in BREAKS:
                    self.edge(whole, node.name, ended=True)
            elif isinstance(node, str) and not isinstance(node, bs4.element.PreformattedString):
                self.parts.append(re.sub(r"\s+", " ", node))
        self.close()

    def edge(self, whole: int, name: str, ended: bool = False) -> None:
        """A block begins or ends; within a list or table it is only a mark."""
        if name == "br":
            self.parts.append(" ")
        elif whole:
            self.parts.append(PART if name in ("td", "th", "dd") else ITEM)
        elif ended and name in _HEADINGS:
            self.heading += "".join(self.parts).strip() + PART
            self.parts = []
        else:
            self.close()

    def close(self) -> None:
        text = "".join(self.parts).strip()
        self.parts = []
        if text.strip(" ;:"):
            self.blocks.append(self.heading + text)
            self.heading = ""


class _End:
    """Where an element ends."""

    def __init__(self, name: str) -> None:
        self.name = name
