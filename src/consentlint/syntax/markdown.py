"""What of a Markdown text is code and not markup: fences, indented code, code spans, front matter, MDX's own lines.

The block structure is CommonMark 0.31 (https://spec.commonmark.org/0.31.2/), as far as it decides whether HTML is live.
One pass over the lines; inline code is looked for in each paragraph when it ends.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span

MAX_DEPTH = 60  # quotes and lists within each other; deeper marks are text

_NOT_LINE_END = lazy_regex(r"[^\r\n]")
_LINE = lazy_regex(r"[^\r\n]*(?:\r\n|\r|\n)?")
_FRONT = lazy_regex(r"\A(---|\+\+\+)[ \t]*\r?\n.*?^(?:\1|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_FENCE = lazy_regex(r"(`{3,})[^`\r\n]*$|(~{3,})", re.MULTILINE)
_ITEM = lazy_regex(r"(?:[-+*]|(\d{1,9})[.)])(?=[ \t\r\n]|\Z)")
_RULE = lazy_regex(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\Z")
_HEADING = lazy_regex(r"#{1,6}(?:[ \t]|\Z)|(?:=+|-+)[ \t]*\Z")
_BLOCKS = (
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link "
    "main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead "
    "title tr track ul"
).replace(" ", "|")
_ATTRIBUTE = r"""\s+[A-Za-z_:@][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^'<>]*'|"[^"<>]*"))?"""
# How an HTML block begins, and what ends it ("" is a blank line): the seven kinds of the specification, in its order.
_HTML = tuple(
    (re.compile(begin, re.IGNORECASE), re.compile(end, re.IGNORECASE) if end else None)
    for begin, end in (
        (r"<(?:script|pre|style|textarea)(?:[\s>]|\Z)", r"</(?:script|pre|style|textarea)>"),
        (r"<!--", r"-->"),
        (r"<\?", r"\?>"),
        (r"<![A-Z]", r">"),
        (r"<!\[CDATA\[", r"\]\]>"),
        (rf"</?(?:{_BLOCKS})(?:\s|/?>|\Z)", ""),
        (rf"(?:<[A-Z][\w-]*(?:{_ATTRIBUTE})*\s*/?>|</[A-Z][\w-]*\s*>)\s*\Z", ""),
    )
)
_TICKS = lazy_regex(r"`+")
_INLINE = lazy_regex(
    rf"""\\. | (?P<ticks>`+) | (?P<comment><!--)
    | <[A-Z][\w-]*(?:{_ATTRIBUTE})*\s*/?> | <[a-z][\w+.-]{{1,31}}:[^\s<>]*>""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
# Blocks of code and of comment that static site generators add (Jekyll's and Hugo's highlighting).
_PAIRS = tuple(
    (re.compile(begin), re.compile(end))
    for begin, end in (
        (r"\{%-?\s*highlight\b", r"\{%-?\s*endhighlight\s*-?%\}"),
        (r"\{%-?\s*comment\b", r"\{%-?\s*endcomment\s*-?%\}"),
        (r"\{\{<\s*highlight\b", r"\{\{<\s*/\s*highlight\s*>\}\}"),
    )
)
_MDX_COMMENT = (re.compile(r"\{\s*/\*"), re.compile(r"\*/\s*\}"))
_MDX_TEXT = (re.compile(r"\{\s*`"), re.compile(r"`\s*\}"))
_MDX_SCRIPT = lazy_regex(r"<script\b[^<>]*>\s*\Z", re.IGNORECASE)
_MDX_MODULE = lazy_regex(r"(?:import|export)\b")
_MDX = lazy_regex(r"import\s[^\n]*\sfrom\s*['\"]|import\s*['\"]|export\s+(?:const|default|function|let)\b")
_LONGEST_TAG = 500


class _Container(NamedTuple):
    """A quote (width 0) or a list item; an item's lines are indented by `width`."""

    width: int


def code_spans(text: str, mdx: bool = False) -> list[Span]:
    """Stretches that are not markup, sorted and disjoint. Never raises; an unclosed fence reaches to the end.

    mdx  the text is MDX; a Markdown text that holds what only MDX has is read as MDX too (Docusaurus, Astro)
    """
    shortcodes = [span for pair in _PAIRS for span in _between(text, *pair)]
    if mdx:
        return _mdx_spans(text, shortcodes)
    reader = _Reader(text)
    spans = merged([*reader.read(), *shortcodes])
    return _mdx_spans(text, shortcodes) if reader.has_modules else spans


def _mdx_spans(text: str, shortcodes: list[Span]) -> list[Span]:
    """Braces go before paragraphs and lists, and fences before braces; so the blocks are read twice."""
    blocks = merged([*_Reader(text, mdx=True, inline=False).read(), *shortcodes])
    plain = _blanked(text, blocks)
    braces = [*_between(plain, *_MDX_COMMENT), *_between(plain, *_MDX_TEXT)]
    code = [span for brace in braces for span in _code_of(plain, brace)]
    rest = _Reader(_blanked(text, merged(braces), "x"), mdx=True).read()
    return merged([*blocks, *code, *rest])


def _between(text: str, begin: re.Pattern[str], end: re.Pattern[str]) -> Iterator[Span]:
    position = 0
    while (opening := begin.search(text, position)) and (closing := end.search(text, opening.end())):
        position = closing.end()
        yield Span(opening.start(), position)


def _code_of(text: str, brace: Span) -> list[Span]:
    """What of braces is no markup: all, but the text of a script element is its code, so that only the marks go."""
    if "`" in text[brace.start : brace.end] and _MDX_SCRIPT.search(
        text, max(0, brace.start - _LONGEST_TAG), brace.start
    ):
        first, last = text.index("`", brace.start), text.rindex("`", brace.start, brace.end)
        return [Span(brace.start, first + 1), Span(last, brace.end)]
    return [brace]


def _blanked(text: str, spans: list[Span], filler: str = " ") -> str:
    pieces, position = [], 0
    for span in spans:
        pieces += [text[position : span.start], _NOT_LINE_END.sub(filler, text[span.start : span.end])]
        position = span.end
    return "".join((*pieces, text[position:]))


def merged(spans: list[Span]) -> list[Span]:
    """Sorted, without overlaps and without empty ones."""
    result: list[Span] = []
    for span in sorted(span for span in spans if span.end > span.start):
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return result


class _Reader:
    """The open containers and the open leaf, line by line. `at` is the place in the line that is being read."""

    def __init__(self, text: str, mdx: bool = False, inline: bool = True) -> None:
        self.text = text
        self.mdx = mdx
        self.has_inline = inline
        self.containers: list[_Container] = []
        self.fence = ""
        self.html: re.Pattern[str] | bool | None = False  # None: open until a blank line; False: not open
        self.module = False
        self.has_modules = False
        self.paragraph = -1  # where it began
        self.no_comment_ends = -1  # up to there, no comment that is open is closed
        self.spans: list[Span] = []

    def read(self) -> list[Span]:
        front = _FRONT.match(self.text)
        start = front.end() if front else 0
        if front:
            self.spans.append(Span(0, start))
        while start < len(self.text):
            line = _LINE.match(self.text, start)
            end = line.end() if line else len(self.text)
            self.line(start, end)
            start = end
        self.close_paragraph(len(self.text))
        return self.spans

    def line(self, start: int, end: int) -> None:
        at = self.continued(start, end)
        matched = self.depth
        content = self.text[at:end].strip()
        if matched < len(self.containers) and content and self.paragraph >= 0 and not self.begins(at, end):
            return  # a lazy continuation of a paragraph
        if matched < len(self.containers):
            self.leave(matched, start)
        if self.fence or self.html is not False or self.module:
            self.inside(at, end, content)
        elif not content:
            self.close_paragraph(start)
        else:
            self.opening(at, end)

    def continued(self, at: int, end: int) -> int:
        """Step over the marks of the containers that go on; `depth` says how many do."""
        self.depth = 0
        blank = not self.text[at:end].strip()
        for container in self.containers:
            indent, after = self.indent(at, end)
            if container.width:
                if indent < container.width and not blank:
                    break
                at = self.skip(at, end, container.width)
            elif indent < 4 and self.text[after : after + 1] == ">":
                at = self.skip(after + 1, end, 1)
                blank = not self.text[at:end].strip()
            else:
                break
            self.depth += 1
        return at

    def indent(self, at: int, end: int) -> tuple[int, int]:
        """Columns of white space from here, and where it ends. A tab counts four."""
        columns = 0
        while at < end and self.text[at] in " \t":
            columns += 4 - columns % 4 if self.text[at] == "\t" else 1
            at += 1
        return columns, at

    def skip(self, at: int, end: int, columns: int) -> int:
        done = 0
        while done < columns and at < end and self.text[at] in " \t":
            done += 4 - done % 4 if self.text[at] == "\t" else 1
            at += 1
        return at

    def begins(self, at: int, end: int) -> bool:
        """Does this line begin a block that ends a paragraph?"""
        indent, after = self.indent(at, end)
        rest = self.text[after:end].rstrip()
        if indent >= 4 or not rest:
            return not rest
        item = _ITEM.match(rest)
        return bool(
            rest[0] == ">" or (rest[0] == "#" and _HEADING.match(rest)) or _RULE.match(rest) or _FENCE.match(rest)
            or (item and item[1] in (None, "1") and item.end() < len(rest))
            or (not self.mdx and any(begin.match(rest) for begin, _ in _HTML[:6]))
        )  # fmt: skip

    def leave(self, depth: int, at: int) -> None:
        self.close_paragraph(at)
        self.fence, self.html, self.module = "", False, False
        del self.containers[depth:]

    def inside(self, at: int, end: int, content: str) -> None:
        """A line within a fence, an HTML block or MDX's code."""
        if self.fence:
            self.spans.append(Span(at, end))
            closes = content.startswith(self.fence) and not content.strip(self.fence[0])
            self.fence = "" if closes and self.indent(at, end)[0] < 4 else self.fence
        elif self.module:
            self.spans.append(Span(at, end))
            self.module = bool(content)
        elif isinstance(self.html, re.Pattern):
            self.html = False if self.html.search(self.text, at, end) else self.html
        elif not content:
            self.html = False

    def opening(self, at: int, end: int) -> None:
        """A line outside of any leaf but a paragraph."""
        while True:
            indent, after = self.indent(at, end)
            rest = self.text[after:end].rstrip()
            if indent >= 4 and not self.mdx:
                if self.paragraph < 0:
                    self.spans.append(Span(at, end))
                return
            if not rest or len(self.containers) >= MAX_DEPTH or not self.container(indent, after, end, rest):
                break
            at = self.after
        self.leaf(at, after, end, rest)

    def container(self, indent: int, after: int, end: int, rest: str) -> bool:
        """Open a quote or a list item that begins here."""
        if rest[0] == ">":
            self.close_paragraph(after)
            self.containers.append(_Container(0))
            self.after = self.skip(after + 1, end, 1)
            return True
        item = _ITEM.match(rest)
        if item is None or _RULE.match(rest) or (self.paragraph >= 0 and not self.begins(after, end)):
            return False
        self.close_paragraph(after)
        inner = after + item.end()
        spaces, _ = self.indent(inner, end)
        spaces = spaces if 1 <= spaces <= 4 and item.end() < len(rest) else 1
        self.containers.append(_Container(indent + item.end() + spaces))
        self.after = self.skip(inner, end, spaces)
        return True

    def leaf(self, at: int, after: int, end: int, rest: str) -> None:
        if not rest:
            return
        fence = _FENCE.match(rest)
        if fence:
            self.close_paragraph(at)
            self.fence = fence[1] or fence[2]
            self.spans.append(Span(after, end))
        elif self.mdx and self.paragraph < 0 and _MDX_MODULE.match(rest):
            self.module = True
            self.spans.append(Span(after, end))
        elif not self.mdx and self.opens_html(rest):
            self.close_paragraph(at)
        elif _HEADING.match(rest) or _RULE.match(rest):
            self.close_paragraph(after)
            self.inline(after, end)
        elif self.paragraph < 0:
            self.paragraph = after
            self.has_modules |= _MDX.match(rest) is not None

    def opens_html(self, rest: str) -> bool:
        for begin, until in _HTML if self.paragraph < 0 else _HTML[:6]:
            if begin.match(rest):
                self.html = False if until is not None and until.search(rest) else until
                return True
        return False

    def close_paragraph(self, end: int) -> None:
        if self.paragraph >= 0:
            self.inline(self.paragraph, end)
        self.paragraph = -1

    def inline(self, start: int, end: int) -> None:
        """Code spans: a run of backticks up to the next run of the same length; a tag keeps its own backticks.

        An escaped `<` begins no tag.
        """
        runs: dict[int, list[int]] = {}
        for run in _TICKS.finditer(self.text, start, end):
            runs.setdefault(len(run[0]), []).append(run.start())
        position = start if self.has_inline else end
        while (match := _INLINE.search(self.text, position, end)) is not None:
            position = match.end()
            if match["comment"]:
                position = self.beyond_comment(position, end)
            elif match["ticks"]:
                later = runs.get(len(match["ticks"]), [])
                index = bisect_left(later, position)
                if index < len(later):
                    position = later[index] + len(match["ticks"])
                    self.spans.append(Span(match.start(), position))
            elif match[0] == "\\<":
                self.spans.append(Span(*match.span()))

    def beyond_comment(self, at: int, end: int) -> int:
        """Where the comment that was opened before `at` ends; an unclosed one is text."""
        close = -1 if self.no_comment_ends >= end else self.text.find("-->", at, end)
        if close < 0:
            self.no_comment_ends = end
            return at
        return close
