"""Haml as the markup that it becomes (https://haml.info/docs/yardoc/file.REFERENCE.html)."""

import re
from functools import lru_cache

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax.attribute_values import in_string
from consentlint.syntax.outline import Attribute, Line
from consentlint.syntax.rendered import Rendered
from consentlint.syntax.ruby_outline import RubyOutline

_NAME = lazy_regex(r"%([A-Za-z][\w:-]*)")
_SHORT = lazy_regex(r"([#.])([\w:-]+)")
_ELEMENT = lazy_regex(r"%[A-Za-z]|[#.][\w-]")
_FILTER = lazy_regex(r":([\w-]+)[ \t]*\Z")
_PRINTS = lazy_regex(r"[&!]?==?|~")
_JOINED = lazy_regex(r"\s\|\s*\Z")
_ATTRIBUTE = lazy_regex(r"\s*([\w:@.-]+)")
_EQUALS = lazy_regex(r"\s*=\s*")
_VALUE = lazy_regex(r""""(?:\\.|[^"\\])*+"|'(?:\\.|[^'\\])*+'|[\w.@$:?!\[\]]+""", re.DOTALL)
_CONDITIONAL = lazy_regex(r"!?\[[^\]\n]*\]")
# Filters whose text is sent within an element, those whose text is sent as it stands, and those that send no markup.
_WITHIN = {"javascript": "script", "coffee": "script", "coffeescript": "script", "css": "style", "sass": "style",
           "scss": "style", "less": "style"}  # fmt: skip
_SILENT = frozenset(["ruby", "escaped", "cdata"])


@lru_cache(maxsize=2)
def render_haml(text: str) -> Rendered:
    """The markup of a Haml text, and its template tags. Never raises."""
    return _Haml(text).read()


class _Haml(RubyOutline):
    def line(self, line: Line) -> None:
        line = line._replace(end=self.joined(line))
        text, at = self.text, line.at
        if text[at] == "-" and not text.startswith("-#", at):
            self.control(line, at + 1)
            return
        self.leave(line.indent)
        if text.startswith("-#", at):
            below = self.nested(line.indent)
            self.out.tag("comment", Span(at, below.end if below else line.end), "")
        elif text[at] == "/":
            self.comment(line)
        elif text.startswith("!!!", at):
            self.out.write("<!DOCTYPE html>", Span(at, line.end))
        elif text[at] == ":" and (name := _FILTER.match(text, at, line.end)):
            self.filter(line, name)
        elif _ELEMENT.match(text, at, line.end):
            self.tag(line)
        elif prints := _PRINTS.match(text, at, line.end):
            self.print(at, prints, line.end, line.indent)
        else:
            skipped = 1 if text[at] == "\\" or re.compile(r"[&!][ \t]").match(text, at, line.end) else 0
            self.words(at + skipped, line.end)
            self.out.write("\n", Span(line.end, line.end))

    def joined(self, line: Line) -> int:
        """Lines that end with a bar are one."""
        end = line.end
        if _JOINED.search(self.text, line.at, end):
            while (following := self.following()) and _JOINED.search(self.text, following.at, following.end):
                end = following.end
                self.number += 1
        return end

    def print(self, at: int, prints: re.Match[str], end: int, indent: float) -> None:
        if prints[0].endswith("=="):  # text with expressions in it
            self.words(prints.end(), end)
        else:
            self.shown(at, prints.end(), end, indent)

    def comment(self, line: Line) -> None:
        """`/ text` or `/[if IE]`, with what is nested."""
        mark = Span(line.at, line.at + 1)
        conditional = _CONDITIONAL.match(self.text, line.at + 1, line.end)
        self.out.write("<!--", mark)
        if conditional:
            self.out.copy(*conditional.span())
            self.out.write(">", Span(conditional.end(), conditional.end()))
        start = conditional.end() if conditional else line.at + 1
        self.words(start, line.end)
        self.enter(line.indent, "<![endif]-->" if conditional else "-->")

    def filter(self, line: Line, name: re.Match[str]) -> None:
        below = self.nested(line.indent)
        kind = _WITHIN.get(name[1])
        if name[1] in _SILENT:
            return
        if kind is not None:
            self.out.write(f"<{kind}>", Span(line.at, line.end))
        if below:
            self.block_of_text(below)
        if kind is not None:
            end = below.end if below else line.end
            self.out.write(f"</{kind}>", Span(end, end))

    def tag(self, line: Line) -> None:
        text, at, end = self.text, line.at, line.end
        name = _NAME.match(text, at, end)
        place = Span(at, name.end() if name else at)
        word, at, attributes = name[1] if name else "div", place.end, list[Attribute]()
        while at < end:
            if short := _SHORT.match(text, at, end):
                attributes.append(self.short(short))
                at = short.end()
            elif text[at] in "{([" and (close := self.closing(at + 1)) >= 0:
                attributes += self.hash(at + 1, close) if text[at] == "{" else []
                attributes += self.plain(at + 1, close) if text[at] == "(" else []
                at, end = close + 1, self.skip_to(close + 1)
            else:
                break
        while at < end and text[at] in "<>":
            at += 1
        closes = text.startswith("/", at)
        self.enter(line.indent, self.element(place, word, attributes, at, closes))
        prints = _PRINTS.match(text, at, end)
        if prints and not closes:
            self.print(at, prints, end, line.indent)
        elif not closes:
            self.words(at, end)

    def plain(self, start: int, end: int) -> list[Attribute]:
        """Attributes as HTML writes them: `(type="text/plain" src=address)`."""
        found = []
        while (name := _ATTRIBUTE.match(self.text, start, end)) is not None:
            start = name.end()
            place = Span(*name.span(1))
            equals = _EQUALS.match(self.text, start, end)
            value = _VALUE.match(self.text, equals.end(), end) if equals else None
            if value is None:
                found.append(Attribute(place, name[1], True, start))
                start = equals.end() if equals else start
                continue
            if value[0][0] == "'":  # interpolated too, unlike in Ruby
                inside = in_string(self.text, value.start() + 1, value.end() - 1, self.mark)
                pieces = tuple(piece for piece in inside if piece.span.end > piece.span.start)
                found.append(Attribute(place, name[1], pieces, value.end()))
            else:
                found.append(self.given(place, name[1], *value.span()))
            start = value.end()
        return found
