"""Components as elements, `<x-chat url="/x.js" :ok="$agreed">`: tags of a language that are written like markup.

The start tag becomes a block word: "<" + prefix opens, "<" + prefix + "/" stands alone, "</" + prefix closes; its text
is the component's name with the attributes. Slots (`<x-slot:title>`, `<x-slot name="title">`) get words of their own.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.template import Bindings, Tag, Word

_LONGEST = 4000  # characters of one start tag
_REST = lazy_regex(r"""(?:[^<>"'{]|"[^"]*+"|'[^']*+'|\{\{(?:[^}]|\}(?!\}))*+\}\}|\{)*+>""")
_ATTRIBUTE = lazy_regex(
    r"""(?<![\w:-])(?P<code>:?)(?P<name>[\w-]+)\s*=\s*(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)')"""
)
_PRINTED = lazy_regex(r"\s*\{\{(?P<code>(?:(?!\}\}).)*)\}\}\s*", re.DOTALL)
_NAME = lazy_regex(r"""[:.]([\w-]+)|\s(?:name\s*=\s*["']([\w-]+))""")


def component_words(prefix: str) -> dict[str, Word]:
    """The block words of components with that prefix."""
    return {
        f"<{prefix}": Word("open", ("component",), binds=True, bare=True),
        f"<{prefix}/": Word("leaf", ("component",), binds=True, bare=True),
        f"</{prefix}": Word("close", ("component",)),
        f"<{prefix}slot": Word("open", ("slot",), bare=True),
        f"</{prefix}slot": Word("close", ("slot",)),
    }


def with_components(scan: Callable[[str], Iterable[Tag]], prefix: str, slot: str) -> Callable[[str], Iterator[Tag]]:
    """The scanner of a language's other tags, with its components. slot: the name of the element that fills one."""
    start = re.compile(rf"<(?P<end>/?){re.escape(prefix)}(?P<name>[A-Za-z][\w-]*)(?P<more>[\w.:-]*)")

    def scanned(text: str) -> Iterator[Tag]:
        others = scan(text)
        if f"<{prefix}" not in text:
            yield from others
            return
        tags = list(others)
        found = [tag for match in start.finditer(text) for tag in _tags(text, match, prefix, slot)]
        spans = [tag.span for tag in tags if tag.span.end > tag.span.start]
        found = [tag for tag in found if not _within(spans, tag.span.start)]
        kept = [tag for tag in tags if not _within([one.span for one in found], tag.span.start)]
        yield from sorted([*kept, *found], key=lambda tag: (tag.span.start, tag.span.end > tag.span.start))

    return scanned


def _tags(text: str, match: re.Match[str], prefix: str, slot: str) -> Iterator[Tag]:
    rest = _REST.match(text, match.end(), match.end() + _LONGEST)
    if rest is None:
        return
    span = Span(match.start(), rest.end())
    alone = text[rest.end() - 2] == "/"
    inner = Span(match.start("name"), rest.end() - 1 - alone)
    kind = slot if match["name"] == slot else ""
    if kind:
        name = _NAME.search(text, match.start("more"), rest.end())
        inner = Span(*name.span(1 if name[1] else 2)) if name else Span(inner.end, inner.end)
    if match["end"]:
        yield Tag("block", span, f"</{prefix}{'slot' if kind else ''}", Span(span.end, span.end))
    else:
        yield Tag("block", span, f"<{prefix}{'slot' if kind else '/' if alone else ''}", inner)
        if kind and alone:
            yield Tag("block", Span(span.end, span.end), f"</{prefix}slot", Span(span.end, span.end))


def _within(spans: list[Span], at: int) -> bool:
    index = bisect_right(spans, at, key=lambda span: span.start) - 1
    return index >= 0 and at < spans[index].end


def component_bindings(text: str, offset: int, read: Callable[[str, int], ir.Expr]) -> Bindings:
    """What a component's attributes hand over: texts, or code after a colon or where one is printed."""
    found = []
    for match in _ATTRIBUTE.finditer(text):
        group = "double" if match["double"] is not None else "single"
        value, at = match[group], offset + match.start(group)
        printed = _PRINTED.fullmatch(value)
        if printed:
            value, at = printed["code"], at + printed.start("code")
        span = Span(at, at + len(value))
        mixed = not printed and "{{" in value
        expr = read(value, at) if match["code"] or printed else ir.Opaque(span) if mixed else ir.Const(span, value)
        found.append((_camel(match["name"]), expr))
    return tuple(found)


def _camel(name: str) -> str:
    first, *rest = name.split("-")
    return first + "".join(part.capitalize() for part in rest)
