"""What languages share whose blocks are told by indentation: lines, what is open, elements, text.

A reader derives from `Outline` and says what one line means; what is nested in it closes by itself when a line comes
that is indented less. Half-typed lines are text; nothing raises, and what is never closed is looked for only a few
times.
"""

import html
import re
from typing import NamedTuple

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax.attribute_values import Piece, Value, matching
from consentlint.syntax.elements import VOID
from consentlint.syntax.rendered import Rendered, Writer

MOST_UNCLOSED = 20  # brackets that are never closed, each of which is looked for to the end of the text
DEEPEST = 60  # elements within each other on one line; what is deeper is text
TAB = 4
_LOOSE = ("case", "brace")

_LINE = lazy_regex(r"([ \t\ufeff]*)([^\r\n]*)(\r\n|\r|\n|\Z)")
_LINES = lazy_regex(r"[^\r\n]+(?:\r\n|\r|\n)?|[\r\n]+")
_NAME = lazy_regex(r"""[^\s"'<>/=\0]+\Z""")


class Line(NamedTuple):
    """One line with content: where it and its content begin, where it ends, and the column of its content."""

    start: int
    at: int
    end: int
    indent: float


class Open(NamedTuple):
    """Something that closes when a line comes that is indented as much or less.

    html  what is written then
    word  of the template block that ends then, "" where there is none
    """

    indent: float
    html: str
    word: str


class Attribute(NamedTuple):
    """One attribute; `name` is where its name stands, and `text` what the name is."""

    name: Span
    text: str
    value: Value
    end: int
    raw: bool = False


class Outline:
    """The lines of a text and what is open; `last` is where the last line ended that was read."""

    mark = "#{"

    def __init__(self, text: str) -> None:
        self.text = text
        self.out = Writer(text)
        self.lines = _lines(text)
        self.number = 0
        self.open: list[Open] = []
        self.last = 0
        self.unclosed = 0
        self.depth = 0

    def read(self) -> Rendered:
        while self.number < len(self.lines):
            line = self.lines[self.number]
            self.number += 1
            self.line(line)
            self.last = max(self.last, self.lines[self.number - 1].end)
        self.leave(-1)
        return self.out.finish()

    def line(self, line: Line) -> None:
        raise NotImplementedError

    # --- what is open ------------------------------------------------------------------------------------------------

    def enter(self, indent: float, html: str = "", word: str = "") -> None:
        self.open.append(Open(indent, html, word))

    def leave(self, indent: float) -> None:
        """Close what is indented that much or more."""
        while self.open and self.open[-1].indent >= indent:
            self.close()

    def close(self) -> None:
        closed = self.open.pop()
        self.out.write(closed.html, Span(self.last, self.last))
        if closed.word:
            self.out.tag("block", Span(self.last, self.last), "end")

    def branch(self, indent: float, *words: str) -> bool:
        """Is this line an arm of the block that is open here? Whatever is nested in the arm before is closed.

        The arms of a `case` stand below it or are indented further, those of a block in braces (`brace`) too.
        """
        while self.open and self.open[-1].indent >= indent and not self._takes(self.open[-1], indent, words):
            self.close()
        return bool(self.open) and self._takes(self.open[-1], indent, words)

    def _takes(self, block: Open, indent: float, words: tuple[str, ...]) -> bool:
        return block.word in words and (block.indent == indent or (block.word in _LOOSE and block.indent < indent))

    def nested(self, indent: float) -> Span | None:
        """The lines that follow and are indented further, all at once; None where there are none."""
        first = self.number
        while self.number < len(self.lines) and self.lines[self.number].indent > indent:
            self.number += 1
        if self.number == first:
            return None
        self.last = self.lines[self.number - 1].end
        return Span(self.lines[first].start, self.last)

    def following(self) -> Line | None:
        return self.lines[self.number] if self.number < len(self.lines) else None

    def skip_to(self, at: int) -> int:
        """Lines that begin before `at` are read; the end of the line that holds it."""
        while self.number < len(self.lines) and self.lines[self.number].start <= at:
            self.number += 1
        return max(at, self.lines[self.number - 1].end)

    def closing(self, at: int, stop: int | None = None) -> int:
        """Where the bracket is closed that was opened before `at`; -1 for nowhere."""
        if self.unclosed >= MOST_UNCLOSED:
            return -1
        found = matching(self.text, at, len(self.text) if stop is None else stop)
        self.unclosed += found < 0
        return found

    # --- what is written ---------------------------------------------------------------------------------------------

    def element(self, name: Span, text: str, attributes: list[Attribute], end: int, closes: bool = False) -> str:
        """Write a start tag; give what closes it. `text` is the name ("div" where none stands), `end` ends the head."""
        out = self.out
        out.write("<" + text, name)
        for attribute in self._merged(attributes):
            self._attribute(attribute)
        out.write("/>" if closes else ">", Span(max(name.end, end - 1), end))
        return "" if closes or text.lower() in VOID else f"</{text}>"

    def _attribute(self, attribute: Attribute) -> None:
        out, value = self.out, attribute.value
        if value is False or not _NAME.match(attribute.text):
            return
        out.write(" ", Span(attribute.name.start, attribute.name.start))
        out.write(attribute.text, attribute.name)
        if value is True:
            return
        out.write('="', Span(attribute.name.end, attribute.name.end))
        for span, text, args in value:
            if text is None:
                out.printed(span, args)
            else:
                out.write(html.escape(text) if not attribute.raw else text.replace('"', "&quot;"), span)
        out.write('"', Span(attribute.end, attribute.end))

    def short(self, match: re.Match[str]) -> Attribute:
        """`#id` or `.class`: the mark and the word are the groups 1 and 2."""
        place = Span(*match.span(2))
        value = (Piece(place, match[2], Span(place.end, place.end)),)
        return Attribute(Span(*match.span(1)), "id" if match[1] == "#" else "class", value, match.end())

    def _merged(self, attributes: list[Attribute]) -> list[Attribute]:
        """Classes from several places are one attribute, where the last of them stands."""
        classes = [attribute for attribute in attributes if attribute.text == "class" and attribute.value is not False]
        if len(classes) < 2:
            return attributes
        words = [
            "".join(piece.text or "" for piece in attribute.value)
            for attribute in classes
            if not isinstance(attribute.value, bool)
        ]
        last = classes[-1]
        whole = Piece(Span(last.name.start, last.end), " ".join(words), Span(last.end, last.end))
        others = [attribute for attribute in attributes if attribute.text != "class"]
        return [*others, last._replace(value=(whole,))]

    def words(self, start: int, end: int) -> None:
        """Text of the page, which may hold markup; expressions in it are printed."""
        while start < end and (opening := self.text.find(self.mark, start, end)) >= 0:
            closing = self.closing(opening + len(self.mark), end)
            if closing < 0:
                break
            self.out.copy(start, opening)
            self.out.printed(Span(opening, closing + 1), Span(opening + len(self.mark), closing))
            start = closing + 1
        self.out.copy(start, end)

    def block_of_text(self, span: Span) -> None:
        """Lines of text, each by itself."""
        for line in _LINES.finditer(self.text, *span):
            self.words(*line.span())


def _lines(text: str) -> list[Line]:
    found = []
    position = 0
    while position < len(text):
        match = _LINE.match(text, position)
        assert match is not None  # every part of the expression may be empty
        if match[2].strip():
            found.append(Line(match.start(), match.start(2), match.end(2), len(match[1].expandtabs(TAB))))
        position = match.end()
    return found
