"""The markup of a component: elements, text and braces, with names as they are written (`<Chat>` is not `<chat>`)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from consentlint.model import Span
from consentlint.syntax.components.scanning import Brace
from consentlint.syntax.elements import VOID
from consentlint.syntax.tokens import Attribute, Comment, EndTag, StartTag, Text, Tokenizer

NOWHERE = Span(0, 0)
DEEPEST = 80  # elements within each other; what is deeper stands beside its parent


@dataclass(frozen=True, slots=True)
class Attr:
    """One attribute. `value` is decoded, None without `=`; `braces` are those in its value, or the attribute itself."""

    name: str
    value: str | None
    span: Span
    value_span: Span | None
    braces: tuple[Brace, ...] = ()


@dataclass(slots=True, eq=False)
class Tag:
    name: str
    span: Span
    open_span: Span
    attributes: tuple[Attr, ...]
    children: "list[Node]" = field(default_factory=list)
    inner: Span = NOWHERE

    def attribute(self, *names: str) -> Attr | None:
        return next((one for one in self.attributes if one.name in names), None)


@dataclass(frozen=True, slots=True)
class Words:
    span: Span


Node = Tag | Words | Brace


def read_nodes(
    text: str, masked: str, braces: tuple[Brace, ...] = (), base: int = 0
) -> tuple[list[Node], list[tuple[Span, str]]]:
    """The outermost nodes of a text, and its comments; nothing raises.

    masked  the text, or from `base` on a part of it, with its braces painted over
    """
    tree = _Tree(text, braces, base)
    for token in Tokenizer(masked):
        if isinstance(token, StartTag):
            tree.open(token)
        elif isinstance(token, EndTag):
            tree.close(token)
        elif isinstance(token, Comment):
            place = tree.place(token.span)
            tree.comments.append((place, text[place.start : place.end]))
        elif isinstance(token, Text):
            tree.words(tree.place(token.span))
    tree.finish(base + len(masked))
    return tree.top, tree.comments


class _Tree:
    def __init__(self, text: str, braces: tuple[Brace, ...], base: int) -> None:
        self.text = text
        self.base = base
        self.braces = braces
        self.next = 0
        self.top: list[Node] = []
        self.stack: list[Tag] = []
        self.open_names: dict[str, int] = {}
        self.comments: list[tuple[Span, str]] = []

    def place(self, span: Span) -> Span:
        return Span(span.start + self.base, span.end + self.base)

    def children(self) -> list[Node]:
        return self.stack[-1].children if self.stack else self.top

    def open(self, token: StartTag) -> None:
        span = self.place(token.span)
        name = self.text[span.start + 1 : span.start + 1 + len(token.name)]
        attributes = tuple(self.attribute(one) for one in token.attributes)
        tag = Tag(name, span, span, attributes, inner=Span(span.end, span.end))
        self.children().append(tag)
        if not token.self_closing and name.lower() not in VOID and len(self.stack) < DEEPEST:
            self.stack.append(tag)
            self.open_names[name] = self.open_names.get(name, 0) + 1

    def attribute(self, one: Attribute) -> Attr:
        span = self.place(one.span)
        name = self.text[span.start : span.start + len(one.name)]
        value = None if one.value_span is None else self.place(one.value_span)
        return Attr(name, one.value, span, value, self.braces_in(span))

    def braces_in(self, span: Span) -> tuple[Brace, ...]:
        """The braces in a span; spans are asked for in order."""
        while self.next < len(self.braces) and self.braces[self.next].span.start < span.start:
            self.next += 1
        first = self.next
        while self.next < len(self.braces) and self.braces[self.next].span.start < span.end:
            self.next += 1
        return self.braces[first : self.next]

    def words(self, span: Span) -> None:
        position = span.start
        for brace in self.braces_in(span):
            if brace.span.start > position:
                self.children().append(Words(Span(position, brace.span.start)))
            self.children().append(brace)
            position = brace.span.end
        if position < span.end:
            self.children().append(Words(Span(position, span.end)))

    def close(self, token: EndTag) -> None:
        span = self.place(token.span)
        name = re.sub(r"[\s>/].*", "", self.text[span.start + 2 : span.end], flags=re.DOTALL)
        if not self.open_names.get(name):
            return
        while True:
            tag = self._pop(*span)
            if tag.name == name:
                return

    def _pop(self, inner_end: int, end: int) -> Tag:
        tag = self.stack.pop()
        self.open_names[tag.name] -= 1
        tag.inner = Span(tag.open_span.end, inner_end)
        tag.span = Span(tag.span.start, end)
        return tag

    def finish(self, end: int) -> None:
        while self.stack:
            self._pop(end, end)


def significant(nodes: Iterable[Node], text: str) -> list[Node]:
    """Nodes without the blanks between them."""
    return [one for one in nodes if not (isinstance(one, Words) and text[one.span.start : one.span.end].isspace())]
