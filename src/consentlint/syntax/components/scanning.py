"""Braces in markup (`{#if ok}`, `{ok && <Chat/>}`): where each ends, told by a look at the script inside.

Strings, template literals and comments may hold braces of their own. What is never closed is no brace.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax.elements import VOID
from consentlint.syntax.tokens import raw_end

_STEP = lazy_regex(
    r"""//[^\n]*+ | /\*(?:[^*]|\*(?!/))*+(?:\*/)?
    | "(?:[^"\\\n]|\\.)*+" | '(?:[^'\\\n]|\\.)*+'
    | [`{}()\[\]] | <(?=[A-Za-z>]) | [\w$]++ | [^\s"'`{}()\[\]/\w$<]++ | \S""",
    re.VERBOSE | re.DOTALL,
)
_STOP = lazy_regex(r"<!--|<(script|style)(?=[\s/>])|\{", re.IGNORECASE)
_IN_TAG = lazy_regex(r"""["'{>]""")
_IN_TEMPLATE = lazy_regex(r"\\.|`|\$\{", re.DOTALL)
_IN_ELEMENT = lazy_regex(r"<(?=[A-Za-z/>!])|\{")
_TAG = lazy_regex(r"<(/)?([A-Za-z][\w.:-]*)?")
_OPERAND = lazy_regex(r"[\w$)\]}\"'`]$")
_BEFORE_VALUE = frozenset("return case typeof void in of await yield else do".split())
# What is still open at the end of the text was looked for in vain; a broken file is not searched for ever.
MOST_IN_VAIN = 40
MOST_DEPTH = 100


class Brace(NamedTuple):
    """`{...}` in markup.

    markup  the elements in it, where the language lets markup stand among script
    """

    span: Span
    markup: tuple[Span, ...] = ()

    @property
    def inner(self) -> Span:
        return Span(self.span.start + 1, self.span.end - 1)


class Scanner:
    """Reads the braces of one text up to `end`. markup: elements may stand in braces (Astro)."""

    def __init__(self, text: str, end: int, markup: bool) -> None:
        self.text = text
        self.end = end
        self.markup = markup
        self._vain = 0
        self._depth = 0

    def braces(self, start: int) -> list[Brace]:
        """The outermost braces from `start` on, in order; scripts, styles and comments hold none."""
        found: list[Brace] = []
        position = start
        while (match := _STOP.search(self.text, position, self.end)) is not None:
            position = match.end()
            if match[0] == "<!--":
                position = self._behind("-->", position)
            elif match[1]:
                opened = self._tag_end(position, found)
                position = self._behind_raw(match[1], opened) if opened >= 0 else position
            else:
                brace = self.brace(match.start())
                if brace is not None:
                    found.append(brace)
                    position = brace.span.end
        return found

    def brace(self, start: int) -> Brace | None:
        """The brace that opens at `start`; None when it is never closed."""
        if self._vain > MOST_IN_VAIN or self._depth > MOST_DEPTH:
            return None
        self._depth += 1
        found = self._brace(start)
        self._depth -= 1
        self._vain += found is None
        return found

    def _brace(self, start: int) -> Brace | None:
        elements: list[Span] = []
        position, depth, last = start, 0, ""
        while (match := _STEP.search(self.text, position, self.end)) is not None:
            piece, position = match[0], match.end()
            if piece.startswith(("//", "/*")):
                continue
            if piece == "`":
                position = self._template_end(position)
            elif piece in ("{", "(", "["):
                depth += 1
            elif piece in ("}", ")", "]"):
                depth -= 1
                if depth <= 0 and piece == "}":
                    return Brace(Span(start, position), tuple(elements))
            elif piece == "<" and self.markup and (last in _BEFORE_VALUE or not _OPERAND.search(last)):
                position, piece = self._element_end(match.start()), ")"
                elements.append(Span(match.start(), position))
            last = piece
        return None

    def _behind(self, mark: str, position: int) -> int:
        found = self.text.find(mark, position, self.end)
        return self.end if found < 0 else found + len(mark)

    def _behind_raw(self, name: str, opened: int) -> int:
        if self.text[opened - 2] == "/":
            return opened
        return min(raw_end(self.text, opened, name.lower()), self.end)

    def _tag_end(self, position: int, found: list[Brace] | None = None) -> int:
        """Behind the `>` of an opening tag, which may also stand in quotes or braces; -1 for none."""
        while (match := _IN_TAG.search(self.text, position, self.end)) is not None:
            position = match.end()
            if match[0] == ">":
                return position
            if match[0] == "{":
                brace = self.brace(match.start())
                position = brace.span.end if brace is not None else position
                if brace is not None and found is not None:
                    found.append(brace)
            else:
                position = self._behind(match[0], position)
        return -1

    def _template_end(self, position: int) -> int:
        """Behind the closing backtick of a template literal."""
        while (match := _IN_TEMPLATE.search(self.text, position, self.end)) is not None:
            position = match.end()
            if match[0] == "`":
                return position
            if match[0] == "${":
                brace = self.brace(position - 1)
                if brace is None:
                    return self.end
                position = brace.span.end
        return self.end

    def _element_end(self, start: int) -> int:
        """Behind an element that stands among script; the end of the text when it is never closed."""
        depth, position = 0, start
        while (match := _IN_ELEMENT.search(self.text, position, self.end)) is not None:
            position = match.end()
            if match[0] == "{":
                brace = self.brace(match.start())
                position = brace.span.end if brace is not None else position
                continue
            if self.text.startswith("<!--", match.start()):
                position = self._behind("-->", position)
                continue
            opened = self._tag_end(position)
            if opened < 0:
                return self.end
            tag = _TAG.match(self.text, match.start())
            name = (tag[2] or "").lower() if tag else ""
            closing = tag is not None and tag[1] is not None
            position = opened
            if closing:
                depth -= 1
            elif self.text[opened - 2] != "/" and name not in VOID:
                depth += 1
                position = self._behind_raw(name, opened) if name in ("script", "style") else opened
            if depth <= 0:
                return position
        return self.end


def mask(text: str, spans: Iterable[Span]) -> str:
    """The text with these stretches painted over."""
    pieces, position = list[str](), 0
    for span in spans:
        pieces += (text[position : span.start], "x" * (span.end - span.start))
        position = span.end
    return "".join((*pieces, text[position:]))


def mustaches(text: str, span: Span) -> Iterator[Span]:
    """What stands within each `{{ }}`. Linear: when one is never closed, none behind it is."""
    start = text.find("{{", *span)
    while start >= 0:
        end = text.find("}}", start + 2, span.end)
        if end < 0:
            return
        yield Span(start + 2, end)
        start = text.find("{{", end + 2, span.end)
