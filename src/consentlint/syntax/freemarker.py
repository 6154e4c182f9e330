"""FreeMarker pages as template tags: `<#if x>`, `[#if x]`, `${x}`, `<@macro/>`, `<#-- note -->`."""

import re
from collections.abc import Iterator

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax.balanced import Balanced
from consentlint.syntax.template import Tag

_FIRST = lazy_regex(r"(<|\[)(?:#(?:--|[a-zA-Z])|@[a-zA-Z_])")
_MARKS = {
    opens: re.compile(
        rf"""{opens}\#--(?P<note>)|{opens}/\#(?P<ended>[a-zA-Z]+)\s*+{closes}|{opens}/@(?P<called>[\w.:-]*)\s*+{closes}
        |{opens}\#(?P<word>[a-zA-Z]+)|{opens}@(?P<call>[^\W\d][\w.:-]*)|[$\#]\{{(?P<prints>)""",
        re.VERBOSE,
    )
    for opens, closes in (("<", ">"), (r"\[", r"\]"))
}
_ITEM = lazy_regex(r"""r"[^"]*+"|r'[^']*+'|"(?:\\.|[^"\\])*+"|'(?:\\.|[^'\\])*+'|[()\[\]{}>]|[<\[]/?[#@]""", re.DOTALL)
_OPEN, _CLOSE = frozenset("([{"), frozenset(")]}")
_MAX_TAG = 4000  # characters within one tag
_MAX_BROKEN = 50  # tags that end nowhere; from there on none is looked for
_ARMS = frozenset(["switch", "case", "default"])
_NOT_SET = lazy_regex(r"[^=]*+\Z")
_SPELLED = {"elseIf": "elseif", "noParse": "noparse", "noEscape": "noescape"}


class Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        first = _FIRST.search(text)
        self.square = first is not None and first[1] == "["
        self.marks = _MARKS[r"\[" if self.square else "<"]
        self.braces = Balanced(text)
        self.missing: set[str] = set()
        self.broken = 0

    def tags(self) -> Iterator[Tag]:
        position = 0
        while (match := self.marks.search(self.text, position)) is not None:
            tag = self.tag(match)
            position = match.end() if tag is None else tag.span.end
            if tag is not None:
                yield tag
                if tag.word == "noparse":
                    position = self.find(("[/#" if self.square else "</#") + "noparse", position, position)

    def tag(self, match: re.Match[str]) -> Tag | None:
        start, end = match.span()
        if match["note"] is not None:
            mark = "--]" if self.square else "-->"
            close = self.find(mark, end, -1)
            return Tag("comment", Span(start, close + 3), "", Span(end, close)) if close >= 0 else None
        if match["prints"] is not None:
            close = self.braces.close(end)
            return Tag("output", Span(start, close + 1), "", Span(end, close)) if close >= 0 else None
        if match["ended"] or match["called"] is not None:
            word = "/" + (_SPELLED.get(match["ended"], match["ended"]) if match["ended"] else "@")
            return Tag("block", Span(start, end), word, Span(end, end))
        return self.directive(match)

    def find(self, mark: str, start: int, otherwise: int) -> int:
        found = -1 if mark in self.missing else self.text.find(mark, start)
        if found < 0:
            self.missing.add(mark)
        return found if found >= 0 else otherwise

    def directive(self, match: re.Match[str]) -> Tag | None:
        start, end = match.span()
        close = self.closing(end)
        if close < 0:
            return None
        alone = self.text[close - 1] == "/" and close > end
        inner = self.text[end : close - alone]
        left = end + len(inner) - len(inner.lstrip())
        args = Span(left, max(left, end + len(inner.rstrip())))
        word = _SPELLED.get(match["word"], match["word"]) if match["word"] else "@"
        if word in ("assign", "local", "global"):
            word = "capture" if _NOT_SET.match(self.text, *args) and not alone else "set"
        elif match["call"]:
            args = Span(match.start("call"), args.end)
            if alone:
                return Tag("output", Span(start, close + 1), "", args)
        return Tag("block", Span(start, close + 1), word, args)

    def closing(self, start: int) -> int:
        """Where the tag ends whose text begins at `start`; -1: it is half-typed."""
        end, depth = "]" if self.square else ">", 0
        for match in () if self.broken > _MAX_BROKEN else _ITEM.finditer(self.text, start, start + _MAX_TAG):
            mark = match[0]
            if mark == end and depth <= 0:
                return match.start()
            if len(mark) > 1 and mark[-1] in "#@" and mark[0] == ("[" if self.square else "<"):
                break
            depth += (mark in _OPEN) - (mark in _CLOSE)
        self.broken += 1
        return -1


def without_falling(tags: list[Tag]) -> list[Tag]:
    """The same tags; a switch with a case that falls into the next one is a block of which nothing is known."""
    result = list(tags)
    switches: list[tuple[int, list[int], bool]] = []  # place of the switch, places of its cases, does it fall
    left, within = True, 0  # has the arm at hand been left with a break, and how many conditions are open within it
    for place, tag in enumerate(tags):
        if tag.kind != "block":
            continue
        within = 0 if tag.word in _ARMS else within + (tag.word in ("if", "list")) - (tag.word in ("/if", "/list"))
        if tag.word == "switch":
            switches.append((place, [], False))
        elif switches and tag.word in ("case", "default"):
            start, cases, falls = switches[-1]
            switches[-1] = (start, [*cases, place], falls or (bool(cases) and not left))
            left = False
        elif tag.word == "break":
            left = left or within == 0
        elif switches and tag.word == "/switch":
            start, cases, falls = switches.pop()
            left = False
            if falls:
                result[start] = tags[start]._replace(word="unknown", args=Span(*[tags[start].span.end] * 2))
                for case in cases:
                    result[case] = tags[case]._replace(word="sep")
    return result
