"""Markdown: markup in it is live, code that it shows is not (CommonMark 0.31: fences, indents, code spans)."""

import re
from collections.abc import Iterator

from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.template import Dialect, Tag

FENCE = re.compile(r"^[ >\t]*(?:[-*+]\s+|\d+[.)]\s+)?(?P<mark>`{3,}|~{3,})(?P<info>[^\r\n]*)")
LIST = re.compile(r"[ >]*(?:[-*+]|\d+[.)])\s")
INDENTED = re.compile(r"(?: {4}|\t)\s*\S")
# Only spans that show an element matter; others may be template literals of a script.
CODE = re.compile(r"(?<!`)(`+)(?!`)[^`\r\n]*<[^`\r\n]*(?<!`)\1(?!`)")
RAW = re.compile(r"<(script|style|pre|textarea)\b", re.IGNORECASE)


def _scan(text: str) -> Iterator[Tag]:
    """Everything that is shown as code, as comments."""
    position, fence, opened, raw = 0, "", 0, ""
    blank, listed = True, False
    for line in text.splitlines(keepends=True):
        start, position = position, position + len(line)
        found = FENCE.match(line)
        if fence:
            if found and not found["info"].strip() and found["mark"].startswith(fence):
                yield _shown(opened, position)
                fence = ""
        elif raw:
            raw = "" if f"</{raw}" in line.lower() else raw
        elif found and "`" not in found["info"]:
            fence, opened = found["mark"], start
        elif blank and not listed and INDENTED.match(line):
            yield _shown(start, position)
            continue  # the next line may go on with it
        else:
            yield from (_shown(start + code.start(), start + code.end()) for code in CODE.finditer(line))
            raw = _left_open(CODE.sub("", line))
            listed = LIST.match(line) is not None or (listed and (not line.strip() or line[0] in " \t"))
        blank = not line.strip()
    if fence:
        yield _shown(opened, position)


def _left_open(line: str) -> str:
    """The raw element that a line opens and does not close; "" when there is none."""
    last = next(reversed(list(RAW.finditer(line))), None)
    return last[1].lower() if last is not None and f"</{last[1].lower()}" not in line[last.end() :].lower() else ""


def _shown(start: int, end: int) -> Tag:
    return Tag("comment", Span(start, end), "", Span(start, start))


def _condition(text: str, offset: int) -> ir.Expr:
    return ir.Opaque(Span(offset, offset + len(text)))


DIALECT = Dialect(
    id="markdown",
    extensions=(".md", ".mdx", ".markdown"),
    scan=_scan,
    words={},
    sniff=lambda text: False,
    condition=_condition,
)
