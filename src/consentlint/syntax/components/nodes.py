"""The markup of a component: elements, text and braces, with names as they are written (`<Chat>` is not `<chat>`)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from consentlint.model import Span
from consentlint.syntax.components.scanning import Brace
from consentlint.syntax.elements import VOID
from consentlint.syntax.tokens import Attribute, Comment, EndTag, StartTag, Text, Tokenizer


NOWHERE = Span(0, 0)


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


def read_nodes(text: str, masked: str, braces: tuple[Brace, ...] = ()) -> tuple[list[Node], list[tuple[Span, str]]]:
    """The outermost nodes of a text, and its comments. Offsets of `masked` are those of `text`; nothing raises."""
    tree = _Tree(text, braces)
    for token in Tokenizer(masked):
        if isinstance(token, StartTag):
            tree.open(token)
        elif isinstance(token, EndTag):
            tree.close(token)
        elif isinstance(token, Comment):
            tree.comments.append((token.span, text[token.span.start : token.span.end]))
        elif isinstance(token, Text):
            tree.words(token.span)
    tree.finish(len(text))
    return tree.top, tree.comments


class _Tree:
    def __init__(self, text: str, braces: tuple[Brace, ...]) -> None:
        self.text = text
        self.braces = braces
        self.next = 0
        self.top: list[Node] = []
        self.stack: list[Tag] = []
        self.open_names: dict[str, int] = {}
        self.comments: list[tuple[Span, str]] = []

    def children(self) -> list[Node]:
        return self.stack[-1].children if self.stack else self.top

    def open(self, token: StartTag) -> None:
        name = self.text[token.span.start + 1 : token.span.start + 1 + len(token.name)]
        attributes = tuple(self.attribute(one) for one in token.attributes)
        tag = Tag(name, token.span, token.span, attributes, inner=Span(token.span.end, token.span.end))
        self.children().append(tag)
        if not token.self_closing and name.lower() not in VOID:
            self.stack.append(tag)
            self.open_names[name] = self.open_names.get(name, 0) + 1

    def attribute(self, one: Attribute) -> Attr:
        name = self.text[one.span.start : one.span.start + len(one.name)]
        return Attr(name, one.value, one.span, one.value_span, self.braces_in(one.span))

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
        name = re.sub(r"[\s>/].*", "", self.text[token.span.start + 2 : token.span.end], flags=re.DOTALL)
        if not self.open_names.get(name):
            return
        while True:
            tag = self._pop(token.span.start, token.span.end)
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
