"""What Haml and Slim share: lines of Ruby whose blocks are told by indentation, and Ruby hashes as attributes."""

import re

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax.attribute_values import parts, read_value
from consentlint.syntax.outline import Attribute, Line, Outline
from consentlint.syntax.ruby import filled

_HEAD = lazy_regex(r"(if|unless|elsif|else|case|when|in|while|until|for|begin|rescue|ensure|end)(?![\w?!:])\s*")
_LEAVES = lazy_regex(r"(?:return|next|break)\b.*?\b(if|unless)\b\s*", re.DOTALL)
_DO = lazy_regex(r"(?:\bdo|\{)\s*(?:\|[^|]*\|)?\s*\Z")
_SET = lazy_regex(r"[@$]{0,2}[^\W\d]\w*\s*=(?![=~>])")
_GOES_ON = lazy_regex(r"(?:,|\\)\s*\Z")
_OWNERS = ("if", "unless", "case", "loop", "do", "begin")
_OPENS = {"if": "if", "unless": "unless", "case": "case", "begin": "begin"}
_KEY = lazy_regex(
    r"""\s*(?: "(?P<double>[^"\n]*)"\s*(?::(?!:)|=>) | '(?P<single>[^'\n]*)'\s*(?::(?!:)|=>)
    | :"(?P<quoted>[^"\n]*)"\s*=> | :(?P<symbol>[\w-]+)\s*=> | (?P<plain>[\w-]+)\s*:(?!:) )\s*""",
    re.VERBOSE,
)
_DEEPEST = 3  # hashes within hashes: `data: {cookie: {consent: 'x'}}`


class RubyOutline(Outline):
    quotes = '"'

    def logical_end(self, at: int, end: int) -> int:
        """Where Ruby that begins in this line ends: it goes on after a comma and a backslash."""
        while self.number < len(self.lines) and _GOES_ON.search(self.text, at, end):
            at, end = self.lines[self.number].at, self.lines[self.number].end
            self.number += 1
        return end

    def control(self, line: Line, at: int) -> None:
        """A line of Ruby that is not printed; `at` is where its code begins."""
        end = self.logical_end(at, line.end)
        while at < end and self.text[at].isspace():
            at += 1
        span, source = Span(line.at, end), self.text[at:end]
        head = _HEAD.match(source)
        word = head[1] if head else ""
        args = Span(at + (head.end() if head else 0), end)
        if word in ("elsif", "else", "when", "in", "rescue", "ensure"):
            self.arm(line, "when" if word == "in" else word, span, args)
            return
        self.leave(line.indent)
        leaves = _LEAVES.match(source)
        if leaves:
            self.out.tag("block", span, f"leave_{leaves[1]}", Span(at + leaves.end(), end))
            self.enter(line.indent - 0.5, word="leave")  # up to the end of what this line stands in
        elif word == "end":
            return
        elif word or _DO.search(source):
            opened = _OPENS.get(word, "loop" if word else "do")
            place = filled(self.text, at, end) if opened == "do" else None
            self.out.tag("block", span, "content_for" if place else opened, place or args)
            self.enter(line.indent, word=opened)
        else:
            self.out.tag("block", span, "set" if _SET.match(source) else "code", Span(at, end))

    def arm(self, line: Line, word: str, span: Span, args: Span) -> None:
        owners = ("case",) if word == "when" else ("if", "unless") if word == "elsif" else _OWNERS
        if self.branch(line.indent, *owners):
            self.out.tag("block", span, word, args)
        else:
            self.leave(line.indent)

    def shown(self, start: int, at: int, end: int, indent: float) -> None:
        """Ruby that is printed: `at` is where its code begins. With a block, what is nested is printed too."""
        end = self.logical_end(at, end)
        if _DO.search(self.text, at, end):
            self.out.tag("block", Span(start, end), "do", Span(at, end))
            self.enter(indent, word="do")
        else:
            self.out.printed(Span(start, end), Span(at, end))

    # --- attributes --------------------------------------------------------------------------------------------------

    def hash(self, start: int, end: int, prefix: str = "", depth: int = 1) -> list[Attribute]:
        """The attributes that the inside of a hash gives; `data: {a_b: 1}` is `data-a-b`."""
        found: list[Attribute] = []
        for part in parts(self.text, start, end):
            key = _KEY.match(self.text, part.start, part.end)
            if key is None:
                continue
            name = next(group for group in key.groups() if group is not None)
            place = Span(*key.span(key.lastgroup or 0))
            name = prefix + name.replace("_", "-") if prefix else name
            inner = self.text[key.end() : part.end].strip()
            if inner[:1] == "{" and inner[-1:] == "}" and depth < _DEEPEST:
                opening = self.text.index("{", key.end())
                found += self.hash(opening + 1, opening + len(inner) - 1, f"{name}-", depth + 1)
            else:
                found.append(self.given(place, name, key.end(), part.end))
        return found

    def given(self, place: Span, name: str, start: int, end: int) -> Attribute:
        value = read_value(self.text, start, end, self.quotes, self.mark)
        kept = len(self.text[start:end].rstrip())
        return Attribute(place, name, value, start + kept)
