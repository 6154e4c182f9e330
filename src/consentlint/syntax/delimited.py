"""The scanner of template languages whose tags stand between delimiters: `{{ x }}`, `{% if x %}`, `{# note #}`."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from consentlint.model import Span
from consentlint.syntax.template import Tag, TagKind

_TRIM = "-+~"  # whitespace control next to a delimiter


@dataclass(frozen=True, slots=True)
class Delimiter:
    """A pair of delimiters. `quoted`: a closing one within quotes on one line does not count."""

    open: str
    close: str
    kind: TagKind
    quoted: bool = False


def delimited(
    *delimiters: Delimiter,
    word: str = r"\w+",
    verbatim: Mapping[str, str] | None = None,
    comments: Mapping[str, str] | None = None,
) -> Callable[[str], Iterator[Tag]]:
    """Make a `Dialect.scan`. `word` is the expression of a block word.

    `verbatim` and `comments` give, for a block word, the word that ends it; what is between is left alone, or is a
    comment. A block word whose end is missing is an ordinary tag, so that a half-typed one swallows nothing.
    """
    scanner = _Scanner(
        {delimiter.open: delimiter for delimiter in delimiters},
        re.compile("|".join(sorted((re.escape(d.open) for d in delimiters), key=len, reverse=True))),
        re.compile(rf"[{re.escape(_TRIM)}]?\s*+({word})"),
        {d.open: _closing(d) for d in delimiters if d.quoted},
        {**(verbatim or {}), **(comments or {})},
        frozenset(comments or ()),
    )
    return scanner.scan


def _closing(delimiter: Delimiter) -> re.Pattern[str]:
    marks = "|".join(re.escape(mark) for mark in (delimiter.close, delimiter.open))
    return re.compile(rf""""[^"\n]*+"|'[^'\n]*+'|{marks}""")


@dataclass(slots=True)
class _Hopeless:
    """What the rest of one text is known not to hold, so that nothing is looked for twice."""

    marks: set[str] = field(default_factory=set)
    quoted: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Scanner:
    by_open: Mapping[str, Delimiter]
    opens: re.Pattern[str]
    word: re.Pattern[str]
    closing: Mapping[str, re.Pattern[str]]
    ends: Mapping[str, str]
    comments: frozenset[str]

    def scan(self, text: str) -> Iterator[Tag]:
        hopeless = _Hopeless()
        position = 0
        while (match := self.opens.search(text, position)) is not None:
            delimiter = self.by_open[match[0]]
            close = self.find_close(text, delimiter, match.end(), hopeless)
            if close < 0:
                position = match.end()
                continue
            position = close + len(delimiter.close)
            tag = self.tag(text, delimiter, Span(match.start(), position))
            if tag.kind == "block" and tag.word in self.ends:
                tag, position = self.beyond(text, delimiter, tag, hopeless)
            yield tag

    def find_close(self, text: str, delimiter: Delimiter, start: int, hopeless: _Hopeless) -> int:
        """Give where the closing delimiter stands, -1 for none: the tag is half-typed."""
        if delimiter.close in hopeless.marks:
            return -1
        if delimiter.quoted and delimiter.open not in hopeless.quoted:
            for match in self.closing[delimiter.open].finditer(text, start):
                if match[0] == delimiter.close:
                    return match.start()
                if match[0] == delimiter.open:
                    return -1
            hopeless.quoted.add(delimiter.open)
        return _find(text, delimiter.close, start, hopeless)

    def tag(self, text: str, delimiter: Delimiter, span: Span) -> Tag:
        start, end = span.start + len(delimiter.open), span.end - len(delimiter.close)
        found = self.word.match(text, start, end) if delimiter.kind == "block" else None
        if found:
            start = found.end()
        inner = text[start:end]
        kept = inner.rstrip().rstrip(_TRIM).rstrip() if inner.rstrip()[-1:] in _TRIM else inner.rstrip()
        start += len(kept) - len(kept.lstrip())
        return Tag(delimiter.kind, span, found[1] if found else "", Span(start, start + len(kept.lstrip())))

    def beyond(self, text: str, delimiter: Delimiter, tag: Tag, hopeless: _Hopeless) -> tuple[Tag, int]:
        """Step over what a verbatim or comment block holds: its tag and where to go on."""
        word = self.ends[tag.word]
        pattern = re.compile(rf"{re.escape(delimiter.open)}[{re.escape(_TRIM)}]?\s*+{re.escape(word)}\b")
        match = None if word in hopeless.marks else pattern.search(text, tag.span.end)
        if match is None:
            hopeless.marks.add(word)
            return tag, tag.span.end
        if tag.word not in self.comments:
            return tag, match.start()
        close = _find(text, delimiter.close, match.end(), hopeless)
        end = close + len(delimiter.close) if close >= 0 else len(text)
        return Tag("comment", Span(tag.span.start, end), tag.word, tag.args), end


def _find(text: str, mark: str, start: int, hopeless: _Hopeless) -> int:
    found = text.find(mark, start)
    if found < 0:
        hopeless.marks.add(mark)
    return found
