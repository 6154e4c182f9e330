"""The blocks of code that stands in islands among markup, as template tags."""

from collections.abc import Callable, Iterator

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax.code_statements import Island, Mark, Statements, Token
from consentlint.syntax.template import Tag

# `<?= x ?>`, `<?php echo x; ?>`, `<%- x %>`: nothing but an expression.
_ONE_ECHO = lazy_regex(
    r"<(?:\?=|%[=-]|\?(?:php)?\s+(?:echo|print)\b)\s*+((?:[^;?%]|[?%](?!>)|;(?!\s*[-_]?[?%]>))*+);?\s*[-_]?[?%]>"
)


def _assigns(tokens: "list[Token]") -> bool:
    """Does `$name =` begin here?"""
    return len(tokens) > 1 and tokens[0].text[:1] == "$" and tokens[1].text == "="


def tags_of(
    text: str,
    islands: "list[Island]",
    tokens: "list[Token]",
    gives: Callable[[list[Token]], bool] | None = None,
    pulls: frozenset[str] = frozenset(),
) -> Iterator[Tag]:
    """The tags that islands of code make, whose tokens are given; the languages with braces share this.

    gives  tells by the first tokens of a statement whether it gives a value to a name; without it, as PHP does
    pulls  words that begin a statement which puts another file here
    """
    reader = Statements(text, tokens, gives or _assigns, pulls)
    reader.whole()
    marks, prints = reader.marks, sorted(reader.prints)
    following, printing = 0, 0
    for island in islands:
        inside: list[Mark] = []
        while following < len(marks) and marks[following].start < island.span.end:
            inside.append(marks[following])
            following += 1
        while printing < len(prints) and prints[printing] < island.span.start:
            printing += 1
        printed = island.echo or (printing < len(prints) and prints[printing] < island.span.end)
        yield from _tags(island.span, inside, printed, _printed(text, island.span) if printed else None)


def _printed(text: str, island: Span) -> Span | None:
    """The one expression that an island prints; None where there is more to it."""
    match = _ONE_ECHO.fullmatch(text, island.start, island.end)
    return Span(*match.span(1)) if match else None


def _tags(island: Span, marks: list[Mark], prints: bool, printed: Span | None = None) -> Iterator[Tag]:
    """The island cut at its marks; what is between them is code that prints or does not."""
    if not any(mark.end > mark.start for mark in marks):
        ends = [mark for mark in marks if mark.word.startswith("end")]
        yield from (_tag(mark, island.start) for mark in ends)
        nowhere = Span(island.end, island.end)
        yield Tag("output", island, "", printed or nowhere) if prints else Tag("block", island, "code", nowhere)
        return
    position = island.start
    for index, mark in enumerate(marks):
        if mark.end == mark.start:
            yield _tag(mark, position)
            continue
        end = island.end if index == len(marks) - 1 else mark.end
        if prints and mark.start > position + len("<?php "):
            yield Tag("output", Span(position, mark.start), "", Span(mark.start, mark.start))
            position = mark.start
        yield Tag("block", Span(position, end), mark.word, mark.args)
        position = end
    if position < island.end:  # what was found last is an end, and code follows
        yield Tag("block", Span(position, island.end), "code", Span(island.end, island.end))


def _tag(mark: Mark, at: int) -> Tag:
    return Tag("block", Span(at, at), mark.word, mark.args)


# --- tokens ----------------------------------------------------------------------------------------------------------
