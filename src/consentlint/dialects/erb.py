"""ERB: Ruby in pages (Rails, Sinatra, Middleman, Chef)."""

import re
from collections.abc import Iterator

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax.ruby import filled, read_ruby, statements
from consentlint.syntax.ruby_layouts import LAYOUTS
from consentlint.syntax.ruby_words import bindings
from consentlint.syntax.template import Dialect, Search, Tag, Word

_OPEN = lazy_regex(r"<%(?P<kind>%|#|==|=|-)?")
_HEAD = lazy_regex(r"(if|unless|elsif|else|case|when|in|while|until|for|begin|rescue|ensure|end|\})(?![\w?!:])")
_LEAVES = lazy_regex(r"(?:return|next|break)\b.*?\b(if|unless)\b\s*", re.DOTALL)
_BLOCK = lazy_regex(r"(?:\bdo|\{)\s*(?:\|[^|]*\|)?\s*\Z")
_SET = lazy_regex(r"[@$]{0,2}[^\W\d]\w*\s*=(?![=~>])")
_OPENS = {"if": "if", "unless": "unless", "case": "case"}
_BRANCHES = frozenset(["elsif", "else", "when", "in", "rescue", "ensure"])


class _Scan:
    """`open` has one entry for each open block: how many early exits guard its rest."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.open = [0]

    def tags(self) -> Iterator[Tag]:
        position = 0
        while (match := _OPEN.search(self.text, position)) is not None:
            if match["kind"] == "%":  # `<%%` prints `<%`
                position = match.end()
                continue
            close = self.text.find("%>", match.end())
            if close < 0:
                return
            position = close + 2
            span = Span(match.start(), position)
            inner = Span(match.end(), close - (self.text[close - 1] == "-" and close > match.end()))
            if match["kind"] == "#":
                yield Tag("comment", span, "", inner)
            else:
                yield from self.code(span, inner, match["kind"] in ("=", "=="))

    def code(self, span: Span, inner: Span, prints: bool) -> Iterator[Tag]:
        """One tag of the page: a tag for each statement that it holds."""
        parts = list(statements(self.text, inner.start, inner.end)) or [inner]
        if prints and not _BLOCK.search(self.text, inner.start, inner.end):
            yield Tag("output", span, "", inner)
            return
        start = span.start
        for index, part in enumerate(parts):
            end = span.end if index == len(parts) - 1 else part.end
            for tag in self.statement(part, prints):
                yield tag._replace(span=Span(start, start if tag.span.start == tag.span.end else end))
            start = end

    def statement(self, part: Span, prints: bool) -> Iterator[Tag]:
        """The tag of one statement, after the ends of what it ends. Those are empty."""
        text = self.text[part.start : part.end]
        head = None if prints else _HEAD.match(text)
        word = head[1] if head else ""
        leaves = _LEAVES.match(text)
        args = Span(part.start + (head.end() if head else 0), part.end)
        if word in _BRANCHES or word in ("end", "}"):
            yield from self.rests(part.start)
        if word in ("end", "}"):
            yield Tag("block", part, "end", args)
            if len(self.open) > 1:
                self.open.pop()
        elif word in _BRANCHES:
            yield Tag("block", part, "when" if word == "in" else word, args)
        elif leaves:
            self.open[-1] += 1
            yield Tag("block", part, "leave_" + leaves[1], Span(part.start + leaves.end(), part.end))
        elif word or _BLOCK.search(text):
            self.open.append(0)
            place = filled(self.text, part.start, part.end)
            opened = _OPENS.get(word, "do")
            yield Tag("block", part, "content_for", place) if place else Tag("block", part, opened, args)
        else:
            yield Tag("block", part, "set" if _SET.match(text) else "code", part)

    def rests(self, at: int) -> Iterator[Tag]:
        for _ in range(self.open[-1]):
            yield Tag("block", Span(at, at), "end", Span(at, at))
        self.open[-1] = 0


def _scan(text: str) -> Iterator[Tag]:
    return _Scan(text).tags()


DIALECT = Dialect(
    id="erb",
    extensions=(".erb", ".rhtml"),
    scan=_scan,
    words={
        "if": Word("open", ("if",), conditional=True),
        "unless": Word("open", ("if",), conditional=True, negate=True),
        "case": Word("open", ("if",), subject=True),
        "elsif": Word("branch", (), conditional=True),
        "when": Word("branch", ("if",), conditional=True),
        "else": Word("branch", ()),
        "rescue": Word("branch", ()),
        "ensure": Word("branch", ()),
        "do": Word("open", ("block",)),
        "content_for": Word("open", ("push",)),
        "leave_if": Word("open", ("if",), conditional=True, negate=True),
        "leave_unless": Word("open", ("if",), conditional=True),
        "end": Word("close", ()),
        "set": Word("leaf", ("set",), binds=True),
        "code": Word("leaf", ("code",)),
    },
    sniff=lambda text: False,
    condition=read_ruby,
    bindings=bindings,
    end_prefix="",
    search=Search(
        endings=(".html.erb", ".erb", ".rhtml", ""),
        folders={"": ("views",)},
        partial="_",
        object="local_assigns",
        layouts=LAYOUTS,
        runs=True,
    ),
    calls={"render": "include", "partial": "include", "yield": "yield", "content_for": "yield", "erb": "include"},
)
