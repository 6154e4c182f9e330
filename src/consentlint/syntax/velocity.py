"""Velocity pages as template tags: `#if($x)`, `$!{x.y}`, `#* note *#`, `#[[ as it stands ]]#`."""

import re
from collections.abc import Iterator

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax.template import Tag

_MARK = lazy_regex(
    r"""\\[\#$](?P<quoted>)|\#\*(?P<note>)|\#\#(?P<line>[^\n]*+)|\#\[\[(?P<raw>)
    |\#(?P<at>@)?(?:\{(?P<braced>[a-zA-Z][\w-]*)\}|(?P<word>[a-zA-Z][\w-]*))
    |\$!?(?:(?P<brace>\{)(?=[a-zA-Z_])|(?P<name>[a-zA-Z_][\w-]*+))""",
    re.VERBOSE,
)
_DECLARED = lazy_regex(r"\b(?:var|let|const|function)\s+(\$\w+)")
_ARGUMENTS = frozenset("if elseif foreach set parse include macro define evaluate".split())
_ALONE = frozenset("else end stop break".split())
_FIELD = lazy_regex(r"\.[a-zA-Z_][\w-]*+")
_ARGUMENTS_OPEN = lazy_regex(r"[ \t]*+\(")
_NESTED = lazy_regex(r""""(?:[^"\\\n]|\\.|"")*+"|'[^'\n]*+'|[()\[\]{}]""")
_MAX_NESTED = 4000  # characters within one pair of brackets
_MAX_OPEN = 50  # brackets that close nowhere; from there on none is looked for


class Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        self.missing: set[str] = set()
        self.scripts = frozenset(_DECLARED.findall(text))  # `$name` of a script, not of the template
        self.open_ends = 0

    def tags(self) -> Iterator[Tag]:
        position = 0
        while (match := _MARK.search(self.text, position)) is not None:
            tag = self.tag(match)
            position = match.end() if tag is None else max(tag.span.end, match.end())
            if tag is not None:
                yield tag
                if tag.word == "[[":
                    position = self.find("]]#", position, position)

    def tag(self, match: re.Match[str]) -> Tag | None:
        start, end = match.span()
        if match["note"] is not None:
            close = self.find("*#", end, -1)
            return Tag("comment", Span(start, close + 2), "", Span(end, close)) if close >= 0 else None
        if match["line"] is not None:
            return Tag("comment", Span(start, end), "", Span(*match.span("line")))
        if match["raw"] is not None:
            return Tag("block", Span(start, end), "[[", Span(end, end))
        if match["brace"]:
            close = self.closing(end - 1)
            return Tag("output", Span(start, close + 1), "", Span(end, close)) if close >= 0 else None
        if match["name"]:
            return self.reference(match)
        word = match["braced"] or match["word"]
        return self.directive(match, word) if word else None

    def find(self, mark: str, start: int, otherwise: int) -> int:
        found = -1 if mark in self.missing else self.text.find(mark, start)
        if found < 0:
            self.missing.add(mark)
        return found if found >= 0 else otherwise

    def reference(self, match: re.Match[str]) -> Tag | None:
        """`$x.y("z").w[0]`; a bracket right behind the name is a text."""
        if f"${match['name']}" in self.scripts:
            return None
        end, callable_ = match.end(), False
        while True:
            field = _FIELD.match(self.text, end)
            if field:
                end, callable_ = field.end(), True
                continue
            opens = self.text[end : end + 1]
            close = self.closing(end) if opens == "[" or (opens == "(" and callable_) else -1
            if close < 0:
                return Tag("output", Span(match.start(), end), "", Span(match.start(), end))
            end, callable_ = close + 1, False

    def directive(self, match: re.Match[str], word: str) -> Tag | None:
        """`#if( ... )`; a word without arguments, such as `#fff` or `#header`, is a text."""
        start, end = match.span()
        if word in _ALONE:
            return Tag("block", Span(start, end), word, Span(end, end))
        opening = _ARGUMENTS_OPEN.match(self.text, end)
        close = self.closing(opening.end() - 1) if opening else -1
        if opening is None or close < 0:
            return None
        if not match["at"] and word not in _ARGUMENTS:
            called = match.start("word") if match["word"] else start
            return Tag("output", Span(start, close + 1), "", Span(called, close + 1))
        if match["at"]:
            return Tag("block", Span(start, close + 1), "@", Span(match.end("at"), close + 1))
        return Tag("block", Span(start, close + 1), word, Span(opening.end(), close))

    def closing(self, start: int) -> int:
        """Where the bracket at `start` closes, -1 for nowhere near."""
        depth = 0
        for match in () if self.open_ends > _MAX_OPEN else _NESTED.finditer(self.text, start, start + _MAX_NESTED):
            if match[0] in "([{":
                depth += 1
            elif match[0] in ")]}":
                depth -= 1
                if depth == 0:
                    return match.start()
        self.open_ends += 1
        return -1
