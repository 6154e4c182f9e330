"""Attributes that are template words for their element: `n:if`, `th:unless`, `data-sly-test`, `v-if`.

`bearing` makes a scanner of a language out of the scanner of its other tags and a table of such attributes. A condition
becomes a pair of empty tags around the element; what replaces the element or its content covers it. Elements are
matched as template engines do: by their names; void and self-closed ones end with their tag, an unclosed one with its
parent.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax.template import Tag
from consentlint.syntax.tokens import Attribute, EndTag, StartTag, Tokenizer

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
MOST_CASES = 50
CLOSES_IF = "/if"  # the word that ends a condition, in every language with such attributes
_LINE = lazy_regex(r"[^\r\n]")


class Bears(NamedTuple):
    """What an attribute does.

    word   the block word, whose text is the attribute's value; "": what it covers is not sent
    end    the word that closes it; "" for a word that stands alone
    scope  element: around the element; content: around what is in it; tag: around its start tag; before: in front of
           it; whole: in place of the element; filled: in place of its content; subject: its value is what the cases in
           it are compared with; case: around the element, when the subject has this value; else: around the element,
           when the conditions of those before it do not hold (nor its own, if it has one)
    only   the values with which it counts; none: all
    named  the word that gives the value to the name after a dot in the attribute's name; its text is the attribute
    """

    word: str
    end: str = ""
    scope: Literal["element", "content", "tag", "before", "whole", "filled", "subject", "case", "else"] = "element"
    only: frozenset[str] = frozenset()
    named: str = ""


Edit = Callable[[str, StartTag], Iterable[Tag]]
Trim = Callable[[str, Span], Span]


@dataclass(slots=True)
class _Subject:
    args: Span
    cases: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """An element that is open. ends: the words that close at its end; inner: at the end of its content."""

    name: str
    ends: list[str] = field(default_factory=list)
    inner: list[str] = field(default_factory=list)
    cover: Tag | None = None  # what stands for it, or for its content, once it proves to be closed
    filled: bool = False
    since: int = 0  # how many tags there were when the cover began
    subject: bool = False
    chain: list[tuple[str, Span]] = field(default_factory=list)  # the conditions of the child before


def bearing(
    scan: Callable[[str], Iterable[Tag]],
    attributes: Mapping[str, Bears],
    edit: Edit = lambda text, tag: (),
    trim: Trim = lambda text, span: span,
    default: str = "*",
    needles: tuple[str, ...] = (),
    fits: Callable[[StartTag], bool] = lambda tag: True,
) -> Callable[[str], Iterator[Tag]]:
    """Make a `Dialect.scan`.

    attributes  in the order in which they take effect, the outermost first; what follows a dot in a name is ignored
    edit        tags within a start tag, for attributes that are not what they look like
    trim        takes off what stands around the text of a word (`~{ }`)
    default     the value of the case that is left
    fits        is it an element that these attributes are for?
    needles     a text without any of these (in lower case) has no such attributes; without them, the names
    """
    order = {name: index for index, name in enumerate(attributes)}

    def known(tag: StartTag) -> list[tuple[int, Attribute]]:
        if not fits(tag):
            return []
        found = [(order.get(a.name, order.get(a.name.partition(".")[0], -1)), a) for a in tag.attributes]
        return sorted(((rank, a) for rank, a in found if rank >= 0), key=lambda pair: pair[0])

    words = tuple(attributes.values())
    marks = needles or tuple(attributes)

    def scanned(text: str) -> Iterator[Tag]:
        base = list(scan(text))
        lowered = text.lower()
        if not any(mark in lowered for mark in marks):
            yield from base
            return
        yield from _Scan(text, base, known, words, edit, trim, default).tags()

    return scanned


class _Scan:
    def __init__(
        self, text: str, base: list[Tag], known: Callable[[StartTag], list[tuple[int, Attribute]]],
        words: tuple[Bears, ...], edit: Edit, trim: Trim, default: str,
    ) -> None:  # fmt: skip
        self.text, self.base, self.known, self.words = text, base, known, words
        self.edit, self.trim, self.default = edit, trim, default
        self.next = 0  # the first of the base tags that was not given yet
        self.stack: list[_Open] = []
        self.open: Counter[str] = Counter()
        self.subjects: list[_Subject] = []
        self.found: list[Tag] = []
        self.root = _Open("")

    def tags(self) -> list[Tag]:
        for token in Tokenizer(self.masked()):
            if isinstance(token, StartTag):
                self.start(token)
            elif isinstance(token, EndTag) and self.open[token.name]:
                self.end(token)
        while self.stack:
            self.leave(self.stack.pop(), len(self.text), len(self.text), closed=False)
        self.flush(len(self.text) + 1)
        return self.found

    def masked(self) -> str:
        pieces, position = [], 0
        for tag in self.base:
            pieces.append(self.text[position : tag.span.start])
            pieces.append(_LINE.sub("x" if tag.kind == "output" else " ", self.text[tag.span.start : tag.span.end]))
            position = tag.span.end
        return "".join((*pieces, self.text[position:]))

    def flush(self, before: int) -> None:
        """Give the base tags that begin before this place."""
        while self.next < len(self.base) and self.base[self.next].span.start < before:
            self.found.append(self.base[self.next])
            self.next += 1

    # --- elements ----------------------------------------------------------------------------------------------------

    def start(self, tag: StartTag) -> None:
        self.flush(tag.span.start)
        element = _Open(tag.name)
        self.bear(element, tag)
        if tag.self_closing or tag.name in VOID:
            self.leave(element, tag.span.end, tag.span.end)
        else:
            self.stack.append(element)
            self.open[tag.name] += 1

    def bear(self, element: _Open, tag: StartTag) -> None:
        """Everything that the element's attributes say."""
        ranked = [(self.words[rank], attribute) for rank, attribute in self.known(tag)]
        borne = [(word, found) for word, found in ranked if not word.only or (found.value or "").strip() in word.only]
        around, inside = Span(tag.span.start, tag.span.start), Span(tag.span.end, tag.span.end)
        of_tag: list[str] = []
        chain = self.stack[-1].chain if self.stack else self.root.chain
        earlier = list(chain)
        chain.clear()
        for word, attribute in borne:
            if word.named and "." in attribute.name:
                self.found.append(Tag("block", around, word.named, attribute.span))
            args = self.trim(self.text, attribute.value_span or Span(attribute.span.end, attribute.span.end))
            if word.scope in ("element", "tag", "before"):
                self.found.append(Tag("block", around, word.word, args))
                (of_tag if word.scope == "tag" else element.ends).append(word.end)
                chain[:] = [(word.word, args)] if word.scope == "element" and word.end == CLOSES_IF else chain
            elif word.scope == "else" and earlier:
                chain[:] = self.otherwise(word, around, args, earlier)
                element.ends.append(CLOSES_IF)
            elif word.scope == "case" and self.subjects:
                self.case(word, around, args)
                element.ends.append(word.end)
            elif word.scope == "whole":
                self.cover(element, word, tag.span.start, args)
                return
        self.within(tag)
        for end in reversed(of_tag):
            self.found.append(Tag("block", inside, end, inside))
        self.content(element, tag, borne)

    def within(self, tag: StartTag) -> None:
        """The tags of the start tag itself: those of `edit`, and those of the text that are not under them."""
        for own in self.edit(self.text, tag):
            self.flush(own.span.start)
            while self.next < len(self.base) and self.base[self.next].span.start < own.span.end:
                self.next += 1
            if not self.found or self.found[-1].span.end <= own.span.start:
                self.found.append(own)
        self.flush(tag.span.end)

    def content(self, element: _Open, tag: StartTag, borne: list[tuple[Bears, Attribute]]) -> None:
        inside = Span(tag.span.end, tag.span.end)
        for word, attribute in borne:
            args = self.trim(self.text, attribute.value_span or Span(attribute.span.end, attribute.span.end))
            if word.scope == "content":
                self.found.append(Tag("block", inside, word.word, args))
                element.inner.append(word.end)
            elif word.scope == "subject":
                self.subjects.append(_Subject(args))
                element.subject = True
            elif word.scope == "filled" and element.cover is None:
                self.cover(element, word, tag.span.end, args)
                element.filled = True

    def cover(self, element: _Open, word: Bears, start: int, args: Span) -> None:
        element.cover = Tag("block" if word.word else "comment", Span(start, start), word.word, args)
        element.since = len(self.found)

    def case(self, word: Bears, around: Span, args: Span) -> None:
        subject = self.subjects[-1]
        self.found.append(Tag("block", around, word.word, subject.args))
        if self.text[args.start : args.end].strip() != self.default:
            self.found.append(Tag("block", around, "case", args))
            subject.cases.append(args)
            return
        for earlier in subject.cases[:MOST_CASES]:
            self.found.append(Tag("block", around, "case", earlier))
        subject.cases = subject.cases[:0]
        self.found.append(Tag("block", around, "else", around))

    def otherwise(
        self, word: Bears, around: Span, args: Span, earlier: list[tuple[str, Span]]
    ) -> list[tuple[str, Span]]:
        """The branch of conditions that stand on the elements before; gives the chain as it goes on."""
        for index, (condition, text) in enumerate(earlier):
            self.found.append(Tag("block", around, "elseif" if index else condition, text))
        self.found.append(Tag("block", around, word.word, args))
        return [*earlier, ("elseif", args)] if word.word == "elseif" and len(earlier) < MOST_CASES else []

    def end(self, tag: EndTag) -> None:
        self.flush(tag.span.start)
        while True:
            element = self.stack.pop()
            self.open[element.name] -= 1
            if element.name == tag.name:
                self.leave(element, tag.span.start, tag.span.end)
                return
            self.leave(element, tag.span.start, tag.span.start, closed=False)

    def leave(self, element: _Open, inner: int, outer: int, closed: bool = True) -> None:
        """An element is over: its content ends at `inner`, itself at `outer`. One that was not closed hides nothing."""
        self.flush(inner)
        if element.subject:
            self.subjects.pop()
        if element.cover and closed:
            end = inner if element.filled else outer
            self.flush(end)
            del self.found[element.since :]
            self.found.append(element.cover._replace(span=Span(element.cover.span.start, end)))
        for place, words in ((inner, element.inner), (outer, element.ends)):
            if place > inner:
                self.flush(place)
            for word in reversed(words):
                if word:
                    self.found.append(Tag("block", Span(place, place), word, Span(place, place)))
