"""Mako (Pylons, Pyramid, Galaxy): Python in lines that begin with `%`, in `<% %>` and in `${}`."""

import re
from collections.abc import Iterator

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.balanced import Balanced
from consentlint.syntax.condition import split_assignment
from consentlint.syntax.leaving import LEAVING, leaving
from consentlint.syntax.python_condition import read_python
from consentlint.syntax.template import Bindings, Dialect, Search, Tag, Word

_MARK = lazy_regex(
    r"""^[ \t]*+(?:(?P<note>\#\#)(?P<said>[^\n]*+)|%(?!%)[ \t]*+(?P<word>\w++)(?P<line>(?:\\\r?\n|[^\n])*+))
    |</%\s*+(?P<closed>[\w:.-]++)\s*+>|<%(?P<name>[^\W\d][\w.:-]*+)(?P<given>(?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>
    |<%!?(?P<code>\s)|(?P<prints>\$\{)""",
    re.VERBOSE | re.MULTILINE,
)
_VERBATIM = {"doc": "comment", "text": "text"}
_NAMED = {"include": "file", "inherit": "file", "namespace": "file", "def": "name", "block": "name"}
_COLON = lazy_regex(r":\s*+(?:#[^\n]*)?\Z")
_SET = lazy_regex(r"(?P<indent>[ \t]*+)(?P<name>[^\W\d]\w*+)[ \t]*+=(?!=)")
_INNER_SET = lazy_regex(r"(?<![\w.])(?P<name>[^\W\d]\w*+)[ \t]*+(?:[-+*/|&]|//)?=(?!=)")
_NOTE = lazy_regex(r"""\s\#[^'"\n]*\Z""")
_LEAVES = lazy_regex(r"[ \t]*+return\b[^\n]*\Z")
_WORDS = {
    "if": Word("open", ("if",), conditional=True),
    "elif": Word("branch", ("if",), conditional=True),
    "else": Word("branch", ("if", "for", "try")),
    "endif": Word("close", ("if",)),
    "for": Word("open", ("for",)),
    "endfor": Word("close", ("for",)),
    "while": Word("open", ("for",)),
    "endwhile": Word("close", ("for",)),
    "try": Word("open", ("try",)),
    "except": Word("branch", ("try",)),
    "finally": Word("branch", ("try",)),
    "endtry": Word("close", ("try",)),
    "with": Word("open", ("with",)),
    "endwith": Word("close", ("with",)),
    "<def": Word("open", ("macro",)),
    "</def": Word("close", ("macro",)),
    "<block": Word("open", ("block",)),
    "</block": Word("close", ("block",)),
    "<call": Word("open", ("call",)),
    "</call": Word("close", ("call",)),
    "<text": Word("open", ("raw",)),
    "</text": Word("close", ("raw",)),
    "<include": Word("leaf", ("include",)),
    "<inherit": Word("leaf", ("extends",)),
    "page": Word("open", ("block",)),
    "<namespace": Word("leaf", ("import",)),
    "set": Word("leaf", ("set",), binds=True),
    "unsure": Word("leaf", ("set",), binds=True),
    "leave": Word("leaf", ("leave",)),
    "code": Word("leaf", ("code",)),
    **LEAVING,
}


class _Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        self.braces = Balanced(text)
        self.missing: set[str] = set()

    def tags(self) -> Iterator[Tag]:
        position = 0
        while (match := _MARK.search(self.text, position)) is not None:
            position = match.end()
            if match["note"]:
                yield Tag("comment", Span(*match.span()), "", Span(*match.span("said")))
            elif match["word"]:
                yield self.control(match)
            elif match["closed"]:
                word = f"</{match['closed']}" if f"</{match['closed']}" in _WORDS else "</call"
                yield Tag("block", Span(*match.span()), word, Span(*match.span("closed")))
            elif match["name"]:
                tag = self.element(match)
                position = tag.span.end
                yield tag
                if tag.word == "<inherit":  # all that follows is the body that the outer page prints
                    yield Tag("block", Span(position, position), "page", Span(position, position))
                if tag.word == "<text":
                    position = max(position, self.find("</%text", position))
            else:
                close = self.braces.close(position) if match["prints"] else self.find("%>", position)
                if close < 0:
                    continue
                inner = Span(position, close)
                position = close + (1 if match["prints"] else 2)
                span = Span(match.start(), position)
                yield from (Tag("output", span, "", inner),) if match["prints"] else self.code(span, inner)

    def find(self, mark: str, start: int) -> int:
        found = -1 if mark in self.missing else self.text.find(mark, start)
        if found < 0:
            self.missing.add(mark)
        return found

    def control(self, match: re.Match[str]) -> Tag:
        start, end = match.span("line")
        colon = _COLON.search(self.text, start, end)
        word = match["word"] if match["word"] in _WORDS else "code"
        return Tag("block", Span(*match.span()), word, Span(start, colon.start() if colon else end))

    def element(self, match: re.Match[str]) -> Tag:
        """`<%include file="x"/>`; `<%doc>` goes on to its end."""
        name, span, given = match["name"], Span(*match.span()), Span(*match.span("given"))
        alone = match["given"].rstrip().endswith("/")
        if name == "doc" and not alone:
            end = self.find("</%doc>", span.end)
            return Tag("comment", Span(span.start, end + 7 if end >= 0 else span.end), "", given)
        if name == "page" or (alone and name not in ("include", "inherit", "namespace")):
            return Tag("block", span, "code", given)
        if name.startswith("self:"):
            return Tag("block", span, "<call", Span(match.start("name") + len("self:"), match.end("name")))
        return Tag("block", span, f"<{name}" if f"<{name}" in _WORDS else "<call", self.named(name, given))

    def named(self, name: str, given: Span) -> Span:
        """The file between its quotes, or the name within them."""
        key = _NAMED.get(name, "expr")
        found = re.compile(rf"""\b{key}\s*=\s*("[^"]*"|'[^']*')""").search(self.text, *given)
        if found is None:
            return Span(given.start, given.start)
        start, end = found.span(1)
        return Span(start, end) if key == "file" else Span(start + 1, end - 1)

    def code(self, span: Span, inner: Span) -> Iterator[Tag]:
        """One tag for each line of Python; what an indented line gives to a name is not known to be given."""
        lines = list(re.finditer(r"[^\n]*\S[^\n]*", self.text[inner.start : inner.end]))
        margin = min((len(line[0]) - len(line[0].lstrip()) for line in lines[1:]), default=0)
        start = span.start
        for index, line in enumerate(lines):
            part = Span(inner.start + line.start(), inner.start + line.end())
            end = span.end if index == len(lines) - 1 else part.end
            word, args = self.line(part, margin if index else None, alone=len(lines) == 1)
            yield Tag("block", Span(start, end), word, args)
            start = end
        if not lines:
            yield Tag("block", span, "code", inner)

    def line(self, part: Span, margin: int | None, alone: bool) -> tuple[str, Span]:
        given = _SET.match(self.text, *part)
        if given and (margin is None or len(given["indent"]) <= margin):
            note = _NOTE.search(self.text, *part)
            return "set", Span(given.start("name"), note.start() if note else part.end)
        inner = _INNER_SET.search(self.text, *part)
        if inner:
            return "unsure", Span(inner.start("name"), part.end)
        return "leave" if alone and _LEAVES.match(self.text, *part) else "code", part


def _bindings(word: str, text: str, offset: int) -> Bindings:
    name, value, at = split_assignment(text)
    if word == "unsure":
        found = re.match(r"\w+", text)
        return ((found[0], ir.Opaque(Span(offset, offset + len(text)))),) if found else ()
    return ((name, read_python(value, offset + at)),) if name else ()


_SNIFF = lazy_regex(
    r"""<%(?:page|inherit|include|namespace|def|block)\s+\w+\s*=\s*["']|^[ \t]*%[ \t]*end(?:if|for)[ \t]*$""",
    re.MULTILINE,
)

DIALECT = Dialect(
    id="mako",
    extensions=(".mako", ".mak", ".mako.html"),
    scan=lambda text: leaving(_Scan(text).tags(), _WORDS, frozenset(["leave"])),
    words=_WORDS,
    sniff=lambda text: 2 if _SNIFF.search(text) else 0,
    condition=read_python,
    bindings=_bindings,
    end_prefix="",
    search=Search(caller=("caller.body",), folders={"": ("templates", "")}, relative=True),
    calls={"body": "yield"},
)
