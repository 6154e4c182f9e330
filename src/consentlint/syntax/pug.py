"""Pug (Jade) as the markup that it becomes (https://pugjs.org/language).

One line at a time, as Pug's own lexer does; what it would refuse is read as text.
"""

import re
from functools import lru_cache

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax.attribute_values import parts
from consentlint.syntax.outline import DEEPEST, Attribute, Line, Outline
from consentlint.syntax.pug_attributes import read_attributes
from consentlint.syntax.rendered import Rendered

_NAME = lazy_regex(r"[A-Za-z](?:[-:\w]*\w)?")
_SHORT = lazy_regex(r"([#.])(-?[\w-]*\w[\w-]*)")
_KEYWORD = lazy_regex(
    r"""(?P<word>(?:append|prepend|block)\s+(?=[\w-]) | block(?=\s*\Z) | extends?(?=\s) | include(?=[\s:]) | mixin(?=\s)
    | else\s+if\b | (?:if|unless|while|case|when)(?=[\s(!]) | (?:else|default)(?=[\s:]|\Z) | each(?=\s) | for(?=\s)
    | doctype\b | yield(?=\s*\Z))[ \t]*""",
    re.VERBOSE,
)
_EACH = lazy_regex(r"(?:\[[^\]\n]*\]|[\w$]+)(?:\s*,\s*[\w$]+)?\s+(?:in|of)\b|.*;")
_CODE = lazy_regex(r"\}?\s*(else\s+if|if|else|for|while|switch|do|try|catch)\b\s*")
_BLOCK_WORD = lazy_regex(r"(?:append|prepend)\s+(?=[\w-])")
_FILTER = lazy_regex(r":[\w-]+")
_CALL = lazy_regex(r"\+\s*([\w-]+|#\{)\s*")
_TEXT = lazy_regex(r"\\?[#!]\{|\\?\#\[")
_LITTLE = 1 / 1024
# Lines that a script element may hold in Pug; with anything else in it, it is old Jade, where its lines are code.
_PUG_IN_SCRIPT = lazy_regex(r"[|<=#]|!=|!\{|-|//|\+\w|:|(?:if|else|unless|each|for|while|case|include|block|mixin)\b")


@lru_cache(maxsize=2)
def render_pug(text: str) -> Rendered:
    """The markup of a Pug text, and its template tags. Never raises."""
    return _Pug(text).read()


class _Pug(Outline):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.falls_through = False

    def line(self, line: Line) -> None:
        start = self.text[line.at : line.at + 2]
        keyword = _KEYWORD.match(self.text, line.at, line.end)
        if keyword is not None and self.keyword(line, re.sub(r"\s+", " ", keyword["word"]).strip(), keyword.end()):
            return
        if start[0] == "-":
            self.code(line)
            return
        self.leave(line.indent)
        if start == "//":
            self.comment(line)
        elif start[0] == "|":
            self.words(line.at + 1, line.end)
            self.newline(line.end)
        elif start[0] == "<":
            self.words(line.at, line.end)
            self.newline(line.end)
        else:
            self.inline(line.at, line.end, line.indent)

    def newline(self, at: int) -> None:
        self.out.write("\n", Span(at, at))

    def comment(self, line: Line) -> None:
        """`//` is one of the page's own, `//-` is not printed; both hold what is nested."""
        below = self.nested(line.indent)
        end = below.end if below else line.end
        if self.text.startswith("//-", line.at):
            self.out.tag("comment", Span(line.at, end), "")
            return
        self.out.write("<!--", Span(line.at, line.at + 2))
        self.out.copy(line.at + 2, end)
        self.out.write("-->", Span(end, end))

    # --- what begins with a word -------------------------------------------------------------------------------------

    def keyword(self, line: Line, word: str, at: int) -> bool:
        """A line that begins with a word of the language. False: it is an element after all."""
        span, args = Span(line.at, line.end), Span(at, line.end)
        if word == "else if":
            self.arm(line, "elseif", args, "if", "unless")
        elif word == "else":
            self.arm(line, "else", args, "if", "unless", "each")
        elif word in ("when", "default"):
            self.case(line, word, args)
        elif word in ("if", "unless", "while", "case", "mixin"):
            self.leave(line.indent)
            self.out.tag("block", span, word, args)
            self.enter(line.indent, word=word)
        elif word in ("each", "for"):
            if not _EACH.match(self.text, at, line.end):
                return False
            self.leave(line.indent)
            self.out.tag("block", span, "each", args)
            self.enter(line.indent, word="each")
        elif word in ("append", "prepend", "block"):
            self.leave(line.indent)
            more = _BLOCK_WORD.match(self.text, at, line.end) if word == "block" else None
            kind = "append" if more or word != "block" else "block"
            self.out.tag("block", span, kind, Span(more.end() if more else at, line.end))
            self.enter(line.indent, word="block")
        else:
            self.leave(line.indent)
            self.single(line, word, args)
        return True

    def single(self, line: Line, word: str, args: Span) -> None:
        """Words without anything nested: `include`, `extends`, `doctype`, `yield`."""
        if word == "doctype":
            self.out.write("<!DOCTYPE html>", Span(line.at, line.end))
            return
        at = args.start
        if word == "include" and (found := _FILTER.match(self.text, at, line.end)):
            at = found.end()
            opens = self.text.startswith("(", at)
            at = self.closing(at + 1, line.end) + 1 if opens else at
        word = "extends" if word == "extend" else word
        self.out.tag("block", Span(line.at, line.end), word, Span(max(at, args.start), line.end))

    def arm(self, line: Line, word: str, args: Span, *owners: str) -> None:
        if self.branch(line.indent, *owners):
            self.out.tag("block", Span(line.at, line.end), word, args)
        else:
            self.leave(line.indent)

    def case(self, line: Line, word: str, args: Span) -> None:
        """`when x`, `default`; what stands after a colon is nested. An empty one runs on into the next."""
        if not self.branch(line.indent, "case"):
            self.inline(line.at, line.end, line.indent)
            return
        cut = parts(self.text, args.start, line.end, ":")[0].end
        following = self.following()
        if cut == line.end and following is not None and following.indent <= line.indent and word == "when":
            self.falls_through = True
            return
        if word == "when":
            value = Span(args.start, args.start if self.falls_through else cut)
            self.out.tag("block", Span(line.at, cut), "when", value)
        else:
            self.out.tag("block", Span(line.at, cut), "else")
        self.falls_through = False
        if cut < line.end:
            self.within(self.blanks(cut + 1, line.end), line.end, line.indent)

    # --- code --------------------------------------------------------------------------------------------------------

    def code(self, line: Line) -> None:
        """`- ...`: its blocks are nested in it, or stand between braces."""
        at = self.blanks(line.at + 1, line.end)
        source = self.text[at : line.end].rstrip()
        head = _CODE.match(source)
        if source.startswith("}"):
            self.brace(line.indent)
        if head is None:
            if not source.startswith("}"):
                self.leave(line.indent)
            self.statement(line, at, source)
            return
        word = " ".join(head[1].split())
        args = self.condition(at + head.end(), at + len(source))
        span = Span(line.at, line.end)
        if word in ("else if", "else") and self.branch(line.indent, "if", "brace"):
            self.out.tag("block", span, "elseif" if word == "else if" else "else", args)
            return
        self.leave(line.indent)
        self.out.tag("block", span, "if" if word == "if" else "each", args)
        self.opened(line, source, "if" if word == "if" else "each")

    def opened(self, line: Line, source: str, word: str) -> None:
        """A block whose brace is closed by a line of its own is left by that line, however it is indented."""
        following = self.following()
        flat = source.endswith("{") and (following is None or following.indent <= line.indent)
        self.enter(line.indent - 1 if flat else line.indent, word="brace" if flat else word)

    def brace(self, indent: float) -> None:
        """A `}` ends what was opened by a brace, unless an `else` goes on with it."""
        opened = next((place for place in reversed(self.open) if place.word == "brace"), None)
        if opened is not None and opened.indent >= indent - 1:
            while self.open[-1] is not opened:
                self.close()

    def condition(self, start: int, end: int) -> Span:
        """What is asked: without its parentheses and the brace."""
        source = self.text[start:end].rstrip("{ \t")
        if source.startswith("("):
            close = self.closing(start + 1, end)
            return Span(start + 1, close if close >= 0 else start + len(source))
        return Span(start, start + len(source))

    def statement(self, line: Line, at: int, source: str) -> None:
        if source.startswith("}"):
            if self.open and self.open[-1].word == "brace":
                self.close()
        elif not source:
            self.nested(line.indent)
        elif source.endswith(("{", "=>", "(")) and not re.match(r"(?:var|let|const)\b.*[^(]\{$", source):
            self.out.tag("block", Span(line.at, line.end), "each", Span(at, line.end))
            self.opened(line, source, "each")
        else:
            self.out.tag("block", Span(line.at, line.end), "set", Span(at, at + len(source)))

    # --- elements ----------------------------------------------------------------------------------------------------

    def blanks(self, at: int, end: int) -> int:
        while at < end and self.text[at] in " \t":
            at += 1
        return at

    def inline(self, at: int, end: int, indent: float) -> None:
        """What stands on one line, or on the rest of it."""
        self.depth += 1
        if self.depth > DEEPEST:
            self.out.copy(at, end)
        else:
            self.part(at, end, indent)
        self.depth -= 1

    def part(self, at: int, end: int, indent: float) -> None:
        """An element, a call of a mixin, code that prints, a filter or text, up to the end of the line."""
        text = self.text
        if at >= end:
            return
        call = _CALL.match(text, at, end)
        equals = re.compile(r"!?=").match(text, at, end)
        if equals:
            self.out.printed(Span(at, end), Span(equals.end(), end))
        elif call:
            self.call(call, end, indent)
        elif text[at] == ":" and _FILTER.match(text, at, end):
            self.filter(at, end, indent)
        elif text[at] == "." and not text[at + 1 : end].strip():
            self.dotted(at, end, indent)
        elif text.startswith("#{", at) or _NAME.match(text, at, end) or _SHORT.match(text, at, end):
            self.tag(at, end, indent)
        else:
            self.words(at, end)
            self.newline(end)

    def within(self, at: int, end: int, indent: float) -> None:
        """What follows a colon: as if it were indented a little further."""
        keyword = _KEYWORD.match(self.text, at, end)
        line = Line(at, at, end, indent + _LITTLE)
        if keyword is None or not self.keyword(line, re.sub(r"\s+", " ", keyword["word"]).strip(), keyword.end()):
            self.inline(at, end, line.indent)

    def call(self, call: re.Match[str], end: int, indent: float) -> None:
        at = call.end()
        if call[1] == "#{":
            at = max(self.closing(at, end) + 1, at)
        at, end, _ = self.head(at, end)
        self.out.tag("block", Span(call.start(), at), "call", Span(call.start(1), at))
        self.enter(indent, word="call")
        self.tail(at, end, indent)

    def filter(self, at: int, end: int, indent: float) -> None:
        """What a filter makes of its text is not known; the text itself is looked at."""
        name = _FILTER.match(self.text, at, end)
        start = name.end() if name else at
        if self.text.startswith("(", start):
            start = max(self.closing(start + 1, end) + 1, start)
        self.out.copy(start, end)
        below = self.nested(indent)
        if below:
            self.newline(end)
            self.out.copy(*below)

    def tag(self, at: int, end: int, indent: float) -> None:
        """An element and what follows it on the line."""
        text = self.text
        name = _NAME.match(text, at, end)
        place = Span(at, name.end() if name else at)
        word = name[0] if name else "div"
        if name is None and text.startswith("#{", at) and (close := self.closing(at + 2, end)) >= 0:
            place, word = Span(at, close + 1), "x-unknown"  # its name is printed
            self.out.tag("output", place, "", Span(at + 2, close))
        elif name is None and text.startswith("#{", at):
            self.words(at, end)
            return
        at, end, attributes = self.head(place.end, end)
        closes = re.compile(r"[ \t]*/[ \t]*\Z").match(text, at, end) is not None
        closing = self.element(place, word, attributes, at, closes)
        self.enter(indent, closing)
        self.tail(end if closes else at, end, indent, word)

    def head(self, at: int, end: int) -> tuple[int, int, list[Attribute]]:
        """Short and written attributes: where they end, where their line ends, and what they are."""
        text, attributes = self.text, list[Attribute]()
        while at < end:
            short = _SHORT.match(text, at, end)
            if short:
                attributes.append(self.short(short))
                at = short.end()
            elif text[at] == "(" and (close := self.closing(at + 1)) >= 0:
                attributes += read_attributes(text, at + 1, close)
                at, end = close + 1, self.skip_to(close + 1)
            elif text.startswith("&attributes(", at) and (close := self.closing(at + 12)) >= 0:
                at, end = close + 1, self.skip_to(close + 1)
            else:
                break
        return at, end, attributes

    def tail(self, at: int, end: int, indent: float, word: str = "") -> None:
        """What follows an element: another one after a colon, code, a block of text, or text."""
        text = self.text
        rest = text[at:end]
        if rest.startswith(":") and rest[1:2].isspace():
            self.within(self.blanks(at + 1, end), end, indent)
        elif rest.startswith(("=", "!=")):
            self.out.printed(Span(at, end), Span(at + 1 + (rest[0] == "!"), end))
        elif rest.startswith(".") and not rest[1:].strip():
            self.dotted(at, end, indent)
        elif rest.strip():
            self.words(self.blanks(at, at + 1), end)
            self.newline(end)
        elif word in ("script", "style"):
            following = self.following()
            if following and following.indent > indent and not _PUG_IN_SCRIPT.match(text, following.at):
                self.dotted(at, end, indent)

    def dotted(self, at: int, end: int, indent: float) -> None:
        """A block of text after a dot."""
        below = self.nested(indent)
        if below:
            self.block_of_text(below)

    # --- text --------------------------------------------------------------------------------------------------------

    def words(self, start: int, end: int) -> None:
        """Text with `#{x}`, `!{x}` and elements in `#[...]`."""
        while (found := _TEXT.search(self.text, start, end)) is not None:
            if found[0][0] == "\\":
                self.out.copy(start, found.start())
                self.out.copy(found.start() + 1, found.end())
                start = found.end()
                continue
            close = self.closing(found.end(), end)
            if close < 0:
                break
            self.out.copy(start, found.start())
            if found[0] == "#[":
                opened = len(self.open)
                self.inline(found.end(), close, 10**9)
                while len(self.open) > opened:
                    self.close_at(close)
            else:
                self.out.printed(Span(found.start(), close + 1), Span(found.end(), close))
            start = close + 1
        self.out.copy(start, end)

    def close_at(self, at: int) -> None:
        last, self.last = self.last, at
        self.close()
        self.last = last
