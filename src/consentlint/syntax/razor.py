"""Razor pages as template tags: C# within markup within C# (https://learn.microsoft.com/aspnet/core/mvc/views/razor).

In markup an `@` begins code; in code a statement that begins with `<` is markup up to the end of that element. The
reader keeps a stack of the two and goes through the text once. The blocks of the code are found by the reader that all
languages with braces share.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax.code_blocks import tags_of
from consentlint.syntax.code_statements import Island, Token
from consentlint.syntax.islands import from_root, gives_value
from consentlint.syntax.template import Tag

_CODE = lazy_regex(
    r"""(?P<space>\s+|//[^\r\n]*) | (?P<block>/\*|@\*)
    | (?P<string>\"\"\".*?\"\"\" | (?:\$@|@\$|@)"(?:[^"]|"")*+" | \$?"(?:\\.|[^"\\\r\n])*+" | '(?:\\.|[^'\\\r\n])++')
    | (?P<name>[^\W\d]\w*) | (?P<mark>=>|[=!<>]=|&&|\|\||\?\?|\?\.|[{}()\[\];:,?=]|.)""",
    re.VERBOSE | re.DOTALL,
)
_BRACKETS = lazy_regex(r"""\$?"(?:\\.|[^"\\\r\n])*+"|@"(?:[^"]|"")*+"|'(?:\\.|[^'\\\r\n])++'|[()\[\]]""", re.DOTALL)
_NAME = lazy_regex(r"(?:await\s+)?[^\W\d]\w*")
_MORE = lazy_regex(r"\?\.(?=[^\W\d])|\.(?=[^\W\d])")
_PLAIN_NAME = lazy_regex(r"[^\W\d]\w*")
_CONTROL = lazy_regex(r"(if|for|foreach|while|switch|using|lock)\s*\(|(do|try)\s*\{")
_GOES_ON = {
    "if": re.compile(r"\s*else\s*(?:\{|if\b)"),
    "try": re.compile(r"\s*(?:catch|finally)\s*[({]"),
    "do": re.compile(r"\s*while\s*\("),
}
_LINE = lazy_regex(
    r"(?:model|using|inject|inherits|page|layout|namespace|implements|attribute|typeparam|rendermode|addTagHelper|"
    r"removeTagHelper|tagHelperPrefix|preservewhitespace)\b(?=[ \t]|\r?\n|\Z)(?!\s*[=(.])"
)
_SECTION = lazy_regex(r"section\s+(\w+)\s*\{")
_HELPER = lazy_regex(r"helper\s+(\w+)\s*\([^(){}]*\)\s*\{")
_FUNCTIONS = lazy_regex(r"(?:functions|code)\s*\{")
_LAYOUT = lazy_regex(r"""(?:this\s*\.\s*)?Layout\s*=\s*(?P<layout>"[^"\r\n]*")\s*;""")
_CALLS = lazy_regex(
    r"""(?:await\s+)?(?:(?:Html\s*\.\s*(?:Render)?Partial(?:Async)?|(?P<page>RenderPage|Html\.RenderPartialAsync))
    |(?P<component>Component\s*\.\s*InvokeAsync)|(?P<section>RenderSection(?:Async)?)|(?P<body>RenderBody))
    \s*\(\s*(?P<file>"[^"\r\n]*")?""",
    re.VERBOSE,
)
_ELEMENT = lazy_regex(r"<(?:([a-zA-Z][\w:.-]*)|!--)")
_TAGS = lazy_regex(r"""@|</?([a-zA-Z][\w:.-]*+)|>|"[^"@<>]*+"|'[^'@<>]*+'""")
_COMMENT = lazy_regex("@|-->")
_PARTIAL = lazy_regex(r"""<partial\b(?:[^<>"']|"[^"<>]*"|'[^'<>]*')*?\bname\s*=\s*("[^"@<>]*"|'[^'@<>]*')[^<>]*>""")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
MAX_DEPTH = 200


@dataclass(slots=True)
class _Frame:
    """What is being read. depth: braces or elements of the same name that are open.

    kind   page, section (markup up to its brace), element, line (markup within code), code
    start  where the island of code began
    ends   code: the word of its statement; element: its name
    fresh  code: a statement may begin here
    """

    kind: str
    start: int
    stop: re.Pattern[str] | None = None
    depth: int = 0
    ends: str = ""
    fresh: bool = True
    in_tag: bool = False


_PAGE = lazy_regex(r"@|<partial\b")
_BRACES = lazy_regex(r"@|<partial\b|[{}]")
_TO_LINE_END = lazy_regex(r"@|[\r\n]")


def scan_razor(text: str) -> Iterator[Tag]:
    """The tags of a Razor page, in order, not overlapping."""
    reader = _Razor(text)
    reader.read()
    found = [*tags_of(text, reader.islands, reader.tokens, gives_value), *reader.extras]
    yield from sorted(found, key=lambda tag: tag.span.start)


class _Razor:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.islands: list[Island] = []
        self.tokens: list[Token] = []
        self.extras: list[Tag] = []
        self.frames = [_Frame("page", 0, _PAGE)]
        self.after = -1  # where the expression last read ended: an `@` there is no address
        self.reach = len(text)  # how far an expression may go; short once one was never closed
        self.missing: set[str] = set()

    def read(self) -> None:
        while self.at < len(self.text):
            frame = self.frames[-1]
            if frame.kind == "code":
                self.code(frame)
            else:
                self.markup(frame)
        if self.frames[-1].kind == "code":
            self.island(self.frames[-1].start, len(self.text))
        end = len(self.text)
        self.tokens.append(Token("end", "", end, end))

    def island(self, start: int, end: int, echo: bool = False) -> None:
        if end > start:
            self.islands.append(Island(Span(start, end), echo))

    # --- markup ------------------------------------------------------------------------------------------------------

    def markup(self, frame: _Frame) -> None:
        """Go to the next thing of interest and deal with it."""
        match = frame.stop.search(self.text, self.at) if frame.stop else None
        if match is None:
            self.at = len(self.text)
            return
        mark, self.at = match[0], match.start()
        if mark == "@":
            self.sign()
        elif mark == "<partial":
            self.partial()
        elif frame.kind == "section":
            self.at += 1
            frame.depth += 1 if mark == "{" else -1
            if not frame.depth:
                self.extras.append(Tag("block", Span(self.at - 1, self.at), "endsection", Span(self.at, self.at)))
                self.frames.pop()
        elif frame.kind == "line":
            self.leave(frame)
        else:
            self.element(frame, match)

    def element(self, frame: _Frame, match: re.Match[str]) -> None:
        """Count the elements of one name; within a tag its quotes and its `>` count."""
        mark, self.at = match[0], match.end()
        if mark == "-->":
            self.leave(frame)
        elif mark == ">":
            if frame.in_tag:
                frame.in_tag = False
                frame.depth -= self.text[self.at - 2] == "/" or frame.ends in _VOID
                self.settle(frame)
        elif mark.lower() == "<partial":
            self.at = match.start()
            self.partial()
        elif mark[0] == "<" and match[1].lower() == frame.ends:
            frame.in_tag = mark[1] != "/"
            frame.depth += 1 if frame.in_tag else -1
            if not frame.in_tag:
                close = self.text.find(">", self.at)
                self.at = close + 1 if close >= 0 else len(self.text)
                self.settle(frame)

    def settle(self, frame: _Frame) -> None:
        if frame.depth <= 0:
            self.leave(frame)

    def leave(self, frame: _Frame) -> None:
        """Back to the code around."""
        self.frames.pop()
        self.tokens.append(Token("html", "<", frame.start, self.at))
        around = self.frames[-1]
        around.start, around.fresh = self.at, True

    def partial(self) -> None:
        match = _PARTIAL.match(self.text, self.at)
        if match:
            self.extras.append(Tag("block", Span(*match.span()), "partial", from_root(self.text, Span(*match.span(1)))))
        self.at = match.end() if match else self.at + 1

    # --- an @ in markup ----------------------------------------------------------------------------------------------

    def sign(self) -> None:
        text, at = self.text, self.at
        follows = text[at + 1 : at + 2]
        if follows == "@":
            self.at += 2
        elif follows == "*":
            self.comment()
        elif follows == "(":
            self.expression(self.balanced(at + 1))
        elif follows == "{":
            self.begin(at + 2)
        elif not _PLAIN_NAME.match(text, at + 1) or (at and text[at - 1].isalnum() and self.after != at):
            self.at += 1
        elif not self.keyword(at + 1):
            self.expression(self.implicit(at + 1))

    def comment(self) -> None:
        end = -1 if "*@" in self.missing else self.text.find("*@", self.at + 2)
        if end < 0:
            self.missing.add("*@")
            self.at += 2
            return
        self.extras.append(Tag("comment", Span(self.at, end + 2), "", Span(self.at + 2, end)))
        self.at = end + 2

    def expression(self, end: int) -> None:
        """What is printed, unless it is a call that brings in another page."""
        if end < 0:
            self.at += 1
            return
        call = _CALLS.match(self.text, self.at + 1, end)
        if call:
            self.extras.append(_call(call, Span(self.at, end)))
        else:
            self.extras.append(Tag("output", Span(self.at, end), "", Span(self.at + 1, end)))
        self.at = self.after = end

    def keyword(self, at: int) -> bool:
        """Statements, directives and sections. False: it is an expression."""
        text, here = self.text, self.at
        if control := _CONTROL.match(text, at):
            self.frames.append(_Frame("code", here, ends=control[1] or control[2]))
            self.at = at
        elif line := _LINE.match(text, at):
            ending = re.compile(r"[\r\n]|\Z").search(text, line.end())
            end = ending.start() if ending else len(text)
            word = "layout" if line[0] == "layout" else "code"
            self.extras.append(Tag("block", Span(here, end), word, Span(line.end(), end)))
            self.at = end
        elif section := _SECTION.match(text, at):
            self.extras.append(Tag("block", Span(here, section.end()), "section", Span(*section.span(1))))
            self.frames.append(_Frame("section", section.end(), _BRACES, depth=1))
            self.at = section.end()
        elif helper := _HELPER.match(text, at):
            self.extras.append(Tag("block", Span(here, helper.end()), "helper", Span(*helper.span(1))))
            self.begin(helper.end(), helper.end(), "endhelper")
        elif functions := _FUNCTIONS.match(text, at):
            self.begin(functions.end())
        else:
            return False
        return True

    def begin(self, at: int, start: int | None = None, ends: str = "") -> None:
        """Code up to its closing brace; that pair of braces is no block."""
        self.frames.append(_Frame("code", self.at if start is None else start, depth=1, ends=ends))
        self.at = at

    def implicit(self, at: int) -> int:
        """Where `Model.Name(x)[0]?.Other` ends."""
        match = _NAME.match(self.text, at)
        end = match.end() if match else -1
        while 0 <= end < len(self.text):
            if self.text[end] in "([":
                inner = self.balanced(end)
                if inner < 0:
                    break
                end = inner
            elif more := _MORE.match(self.text, end):
                name = _PLAIN_NAME.match(self.text, more.end())
                end = name.end() if name else end
            else:
                break
        return end

    def balanced(self, at: int) -> int:
        """Where the bracket at `at` is closed, -1 for nowhere."""
        depth = 0
        stop = min(len(self.text), at + self.reach)
        for match in _BRACKETS.finditer(self.text, at, stop):
            depth += (match[0] in "([") - (match[0] in ")]")
            if not depth:
                return match.end()
        self.reach = max(40, min(self.reach, 8000) // 4)
        return -1

    # --- code --------------------------------------------------------------------------------------------------------

    def code(self, frame: _Frame) -> None:
        if frame.fresh and self.switch(frame):
            return
        match = _CODE.match(self.text, self.at)
        kind = match.lastgroup if match else ""
        if match is None or kind == "space":
            self.at = match.end() if match else len(self.text)
        elif kind == "block":
            end = self.text.find("*/" if match[0] == "/*" else "*@", match.end())
            self.at = end + 2 if end >= 0 else len(self.text)
        else:
            self.at = match.end()
            self.token(frame, Token(kind or "mark", match[0], match.start(), match.end()))

    def token(self, frame: _Frame, token: Token) -> None:
        mark = token.text
        if mark == "@":
            return
        frame.fresh = mark in ("{", "}", ";", ":")
        frame.depth += (mark == "{") - (mark == "}")
        done = frame.depth <= 0 and mark in ("}", ";")
        has_braces = frame.ends and frame.ends != "endhelper"
        if not done or has_braces:
            self.tokens.append(token)
        goes_on = _GOES_ON.get(frame.ends)
        if done and not (mark == "}" and goes_on and goes_on.match(self.text, self.at)):
            self.finish(frame, token)

    def finish(self, frame: _Frame, token: Token) -> None:
        """A statement or a block of code of the page is over."""
        if frame.ends == "endhelper":
            self.island(frame.start, token.start)
            self.extras.append(Tag("block", Span(token.start, token.end), "endhelper", Span(token.end, token.end)))
        else:
            self.island(frame.start, token.end)
        self.tokens.append(Token("html", "<", token.end, token.end))
        self.frames.pop()

    def switch(self, frame: _Frame) -> bool:
        """Markup, an expression or a call that brings in another page, where a statement begins."""
        text, at = self.text, self.at
        lead = text[at]
        if lead == "<" and (element := _ELEMENT.match(text, at)) and len(self.frames) < MAX_DEPTH:
            self.island(frame.start, at)
            self.frames.append(_inside(element, at))
        elif text.startswith("@:", at):
            self.island(frame.start, at)
            self.extras.append(Tag("block", Span(at, at + 2), "code", Span(at + 2, at + 2)))
            self.frames.append(_Frame("line", at, _TO_LINE_END))
            self.at += 2
        elif lead == "@" and (call := _CALLS.match(text, at + 1)):
            self.special(frame, call)
        elif lead == "@" and (end := self.printed(at + 1)) > 0:
            self.island(frame.start, at)
            self.expression(end)
            frame.start = self.at
        elif lead in "LtHaRC" and (special := _LAYOUT.match(text, at) or _CALLS.match(text, at)):
            self.special(frame, special)
        else:
            return False
        return True

    def printed(self, at: int) -> int:
        """Where an expression after an `@` ends, -1 when it is something else."""
        if self.text.startswith("(", at):
            return self.balanced(at)
        is_name = _PLAIN_NAME.match(self.text, at) and not _CONTROL.match(self.text, at)
        return self.implicit(at) if is_name else -1

    def special(self, frame: _Frame, match: re.Match[str]) -> None:
        """`Layout = "...";` and `Html.RenderPartial("...");`, which are statements of their own."""
        self.island(frame.start, self.at)
        if "layout" in match.groupdict():
            end = match.end()
            tag = Tag("block", Span(self.at, end), "layout", from_root(self.text, Span(*match.span("layout"))))
        else:
            closed = self.implicit(match.start())
            end = max(closed, match.end())
            tag = _call(match, Span(self.at, end))
        self.extras.append(tag)
        self.at = frame.start = end


def _call(match: re.Match[str], span: Span) -> Tag:
    file = from_root(match.string, Span(*match.span("file"))) if match["file"] else Span(span.end, span.end)
    word = next((word for word in ("component", "section", "body") if match[word]), "partial")
    return Tag("block", span, f"Render{word}", file)


def _inside(element: re.Match[str], at: int) -> _Frame:
    if element[1] is None:
        return _Frame("element", at, _COMMENT)
    return _Frame("element", at, _TAGS, ends=element[1].lower())
