"""Slim as the markup that it becomes (https://github.com/slim-template/slim)."""

import re
from functools import lru_cache

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax.outline import DEEPEST, Attribute, Line
from consentlint.syntax.rendered import Rendered
from consentlint.syntax.ruby_outline import RubyOutline

_NAME = lazy_regex(r"[A-Za-z][\w:-]*\w|[A-Za-z]")
_SHORT = lazy_regex(r"([#.])(-?[\w-]+)")
_ENGINE = lazy_regex(
    r"(javascript|css|scss|sass|less|coffee|typescript|markdown|textile|rdoc|wiki|creole|org|builder|nokogiri|erb|ruby"
    r"|mab|radius|yajl|handlebars)(?:[ \t][^:\n]*)?:[ \t]*\Z"
)
_WITHIN = {"javascript": "script", "coffee": "script", "typescript": "script", "css": "style", "scss": "style",
           "sass": "style", "less": "style"}  # fmt: skip
_CODE = frozenset(["ruby", "builder", "nokogiri", "yajl", "mab"])
_PRINTS = lazy_regex(r"[ \t]*(==?)(?:[<>']*)(?=[^=~>]|\Z)")
_WRAPPER = lazy_regex(r"[ \t]*([(\[{])")
_ATTRIBUTE = lazy_regex(r"""\s*([^\s"'><=/\\()\[\]{}]+)\s*==?\s*""")
_SINGLE = lazy_regex(r"""\s*([^\s"'><=/\\()\[\]{}]+)""")
_QUOTED = lazy_regex(r""""(?:\\.|[^"\\])*+"|'(?:\\.|[^'\\])*+'""", re.DOTALL)
_RUBY = lazy_regex(r""""(?:\\.|[^"\\\n])*+"|'(?:\\.|[^'\\\n])*+'|(?P<open>[(\[{])|(?P<close>[)\]}])|\s|.""", re.DOTALL)
_CONDITIONAL = lazy_regex(r"\[[^\]\n]*\]")


@lru_cache(maxsize=2)
def render_slim(text: str) -> Rendered:
    """The markup of a Slim text, and its template tags. Never raises."""
    return _Slim(text).read()


class _Slim(RubyOutline):
    quotes = "\"'"

    def line(self, line: Line) -> None:
        text, at = self.text, line.at
        if text[at] == "-":
            self.control(line, at + 1)
            return
        self.leave(line.indent)
        if text[at] == "/":
            self.comment(line)
        elif text[at] in "|'":
            self.running(at + 1, line.end, line.indent)
        elif text.startswith("doctype", at):
            self.out.write("<!DOCTYPE html>", Span(at, line.end))
        elif engine := _ENGINE.match(text, at, line.end):
            self.engine(line, engine[1])
        else:
            self.inline(at, line.end, line.indent)

    def running(self, start: int, end: int, indent: float) -> None:
        """Text that goes on in the lines nested in it."""
        self.words(start, end)
        self.out.write("\n", Span(end, end))
        below = self.nested(indent)
        if below:
            self.block_of_text(below)

    def comment(self, line: Line) -> None:
        """`/!` is sent, `/[if IE]` is sent with what is nested, `/` is not."""
        text, at = self.text, line.at
        conditional = _CONDITIONAL.match(text, at + 1, line.end)
        if conditional:
            self.out.write("<!--", Span(at, at + 1))
            self.out.copy(*conditional.span())
            self.out.write(">", Span(conditional.end(), conditional.end()))
            self.enter(line.indent, "<![endif]-->")
            return
        below = self.nested(line.indent)
        end = below.end if below else line.end
        if text.startswith("/!", at):
            self.out.write("<!--", Span(at, at + 2))
            self.out.copy(at + 2, end)
            self.out.write("-->", Span(end, end))
        else:
            self.out.tag("comment", Span(at, end), "")

    def engine(self, line: Line, name: str) -> None:
        below = self.nested(line.indent)
        end = below.end if below else line.end
        kind = _WITHIN.get(name)
        if name in _CODE:
            return
        if kind is not None:
            self.out.write(f"<{kind}>", Span(line.at, line.end))
        if below:
            self.block_of_text(below)
        if kind is not None:
            self.out.write(f"</{kind}>", Span(end, end))

    def inline(self, at: int, end: int, indent: float) -> None:
        """What stands on one line, or on the rest of it."""
        self.depth += 1
        if self.depth > DEEPEST:
            self.out.copy(at, end)
        else:
            self.part(at, end, indent)
        self.depth -= 1

    def part(self, at: int, end: int, indent: float) -> None:
        """Output, HTML, or an element, up to the end of the line."""
        text = self.text
        prints = _PRINTS.match(text, at, end)
        if prints:
            self.shown(at, prints.end(), end, indent)
        elif _NAME.match(text, at, end) or _SHORT.match(text, at, end) or text.startswith("*{", at):
            self.tag(at, end, indent)
        else:
            self.words(at, end)
            self.out.write("\n", Span(end, end))

    def tag(self, at: int, end: int, indent: float) -> None:
        text = self.text
        name = _NAME.match(text, at, end)
        place = Span(at, name.end() if name else at)
        word, at, attributes = name[0] if name else "div", place.end, list[Attribute]()
        while short := _SHORT.match(text, at, end):
            attributes.append(self.short(short))
            at = short.end()
        while at < end and text[at] in "<>'":
            at += 1
        wrapper = _WRAPPER.match(text, at, end)
        if wrapper and (close := self.closing(wrapper.end())) >= 0:
            attributes += self.attributes(wrapper.end(), close, wrapped=True)[0]
            at, end = close + 1, self.skip_to(close + 1)
        else:
            more, at = self.attributes(at, end)
            attributes += more
        self.tail(at, end, indent, place, word, attributes)

    def tail(self, at: int, end: int, indent: float, name: Span, word: str, attributes: list[Attribute]) -> None:
        """What follows an element: another one after a colon, output, `/`, or text."""
        text = self.text
        rest = text[at:end].lstrip()
        first = end - len(text[at:end].lstrip()) if rest else end
        closing = self.element(name, word, attributes, at)
        self.enter(indent, "" if rest.startswith("/") else closing)
        if rest.startswith("/"):
            self.out.write(closing, Span(first, first + 1))
        elif rest.startswith(":"):
            inner = end - len(text[first + 1 : end].lstrip())
            self.inline(inner, end, indent)
        elif prints := _PRINTS.match(text, at, end):
            self.shown(prints.start(1), prints.end(), end, indent)
        elif rest:
            self.running(at, end, indent)

    def attributes(self, at: int, end: int, wrapped: bool = False) -> tuple[list[Attribute], int]:
        """Attributes and where they end. Between brackets one may stand without a value."""
        found: list[Attribute] = []
        while at < end:
            splat = re.compile(r"\s*\*").match(self.text, at, end)
            if splat:
                start, at = splat.end(), self.ruby(splat.end(), end)
                found += self.hash(start + 1, at - 1) if self.text.startswith("{", start) else []
                continue
            name = _ATTRIBUTE.match(self.text, at, end)
            if name is None:
                single = _SINGLE.match(self.text, at, end) if wrapped else None
                if single is None:
                    break
                found.append(Attribute(Span(*single.span(1)), single[1], True, single.end()))
                at = single.end()
                continue
            quoted = _QUOTED.match(self.text, name.end(), end)
            stop = quoted.end() if quoted else self.ruby(name.end(), end)
            found.append(self.given(Span(*name.span(1)), name[1], name.end(), stop))
            at = stop if stop > at else at + 1
        return found, at

    def ruby(self, start: int, end: int) -> int:
        """Where Ruby ends that is the value of an attribute: at white space outside of brackets."""
        depth, at = 0, start
        while at < end and (match := _RUBY.match(self.text, at, end)) is not None:
            depth += bool(match["open"]) - bool(match["close"])
            if depth <= 0 and match[0].isspace():
                break
            at = match.end()
        return at
