"""Tags between single braces, `{if $x}`, as Smarty and Latte have them. A brace before white space is no tag."""

import re
from collections.abc import Callable, Iterator, Mapping

from consentlint.model import Span
from consentlint.syntax.template import Tag

_LONGEST = 2000  # characters of a tag
_INSIDE = (
    rf"""(?:[^{{}}"']|"(?:\\.|[^"\\]){{0,{_LONGEST}}}+"|'(?:\\.|[^'\\]){{0,{_LONGEST}}}+'|\{{[^{{}}]{{0,200}}+\}})"""
)


def curly(
    word: str, output: str, shut: Mapping[str, str], text_of: Callable[[str, str, Span], tuple[str, Span]]
) -> Callable[[str], Iterator[Tag]]:
    """Make a `Dialect.scan`.

    word     the expression of a block word, with its slash
    output   the expression of what begins a tag that prints
    shut     word that begins text which is left alone -> the expression of the tag that ends it
    text_of  brings a block word and its text to the form that the dialect's words are in
    """
    tag = re.compile(
        rf"\{{(?:(?P<note>\*)|(?P<out>{output})|(?P<word>{word}))(?P<rest>{_INSIDE}{{0,{_LONGEST}}}+)\}}|\{{\*",
        re.DOTALL,
    )
    ends = {name: re.compile(end) for name, end in shut.items()}

    def scan(text: str) -> Iterator[Tag]:
        position, hopeless = 0, set[str]()
        while (match := tag.search(text, position)) is not None:
            start, position = match.span()
            if text.startswith("{*", start):
                close = -1 if "*}" in hopeless else text.find("*}", start + 2)
                if close < 0:
                    hopeless.add("*}")
                    position = start + 2
                    continue
                position = close + 2
                yield Tag("comment", Span(start, position), "", Span(start + 2, close))
            elif match["word"] is None:
                inner = Span(match.start("out"), position - 1)
                name, args = text_of("", text, inner)
                yield Tag("block" if name else "output", Span(start, position), name, args)
            else:
                rest = _stripped(text, Span(*match.span("rest")))
                name, args = text_of(match["word"], text, rest)
                yield Tag("block", Span(start, position), name, args)
                ending = ends.get(name) if name not in hopeless else None
                if ending is not None:
                    found = ending.search(text, position)
                    position = found.start() if found else position
                    hopeless |= set() if found else {name}

    return scan


def _stripped(text: str, span: Span) -> Span:
    inner = text[span.start : span.end]
    start = span.start + len(inner) - len(inner.lstrip())
    return Span(start, start + len(inner.strip()))
