"""The tree builder: our tokens become bs4's tree. Imports bs4, so it is imported only by `parse_markup`.

Nothing is added that the text does not hold: no implied html, head, body or tbody, and no moving of misplaced
content. Every element is opened and closed once, and the open elements of a name are found by index, so the work is
linear in the text, however deep it nests.
"""

from bisect import bisect_left
from collections import defaultdict

import bs4
import bs4.builder
import bs4.element

from consentlint.model import Span
from consentlint.syntax import elements as known
from consentlint.syntax.tokens import Attribute, Comment, Doctype, EndTag, StartTag, Text, Tokenizer

_STRINGS: dict[str, type[bs4.element.NavigableString]] = {
    "script": bs4.element.Script,
    "style": bs4.element.Stylesheet,
    "template": bs4.element.TemplateString,
}
_SCOPE, _SPECIAL, _HARD = "*scope", "*special", "*hard"


class Element(bs4.Tag):
    """A bs4 tag that knows where it stands. Compared by identity: bs4 compares and hashes whole subtrees.

    start         the start tag
    end           the end tag, None where it is missing or implied
    inner         what lies between; for void elements empty
    attributes    as written, in source order, duplicates kept; `attrs` has the first of each name, as browsers do
    foreign       "svg" or "math" inside those, else ""
    self_closing  written `<x/>`
    """

    start: Span
    end: Span | None
    inner: Span
    attributes: tuple[Attribute, ...]
    foreign: str
    self_closing: bool

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other

    @property
    def span(self) -> Span:
        """The whole element, from its start tag to its end tag or to where its content ends."""
        return Span(self.start.start, self.end.end if self.end else self.inner.end)

    def attribute(self, name: str) -> Attribute | None:
        """Give the first attribute of that name (lower case), the one that browsers use."""
        return next((attribute for attribute in self.attributes if attribute.name == name), None)


class _Builder(bs4.builder.HTMLTreeBuilder):
    """Hands our tokens to bs4. The text comes by the constructor, as bs4 warns about texts that look like a path."""

    def __init__(self, text: str, xml: bool) -> None:
        super().__init__(string_containers={})
        self.text = text
        self.xml = xml
        self.elements: list[Element] = []
        self.comments: list[tuple[Span, str]] = []

    def feed(self, markup: object) -> None:
        assert self.soup is not None
        _Tree(self, self.soup).grow(Tokenizer(self.text))

    def set_up_substitutions(self, tag: bs4.Tag) -> bool:
        return False


def build(text: str, xml: bool) -> tuple[bs4.BeautifulSoup, tuple[Element, ...], tuple[tuple[Span, str], ...]]:
    """Give the soup, its elements and its comments (with spans), both in document order."""
    builder = _Builder(text, xml)
    soup = bs4.BeautifulSoup("", builder=builder)
    return soup, tuple(builder.elements), tuple(builder.comments)


class _Tree:
    """The open elements while a text is read.

    A closed element leaves the stack from the top; one closed below others stays as None until the top is reached.
    `places` holds, for each name and each kind of bound, the indexes in the stack, highest last.
    """

    def __init__(self, builder: _Builder, soup: bs4.BeautifulSoup) -> None:
        self.builder = builder
        self.soup = soup
        self.xml = builder.xml
        self.stack: list[Element | None] = []
        self.places: dict[str, list[int]] = defaultdict(list)
        self.parent: bs4.Tag = soup
        self.last: bs4.element.PageElement = soup

    def grow(self, tokens: Tokenizer) -> None:
        tokens.foreign = self.xml
        for token in tokens:
            if isinstance(token, Text):
                self.add(_STRINGS.get(self.parent.name, bs4.element.NavigableString)(token.text))
            elif isinstance(token, StartTag):
                self.start(token)
                tokens.foreign = self.xml or bool(self.inside_foreign())
            elif isinstance(token, EndTag):
                self.end(token)
                tokens.foreign = self.xml or bool(self.inside_foreign())
            elif isinstance(token, Comment):
                self.builder.comments.append((token.span, token.text))
                self.add(bs4.Comment(token.text))
            elif isinstance(token, Doctype):
                self.add(bs4.Doctype(token.text))
        self.close_from(0, len(tokens.text))

    def add(self, node: bs4.element.PageElement) -> None:
        """Put a node in as the last child of the current element."""
        node.setup(self.parent, self.last)
        self.parent.contents.append(node)
        self.last = node

    # --- start tags --------------------------------------------------------------------------------------------------

    def start(self, token: StartTag) -> None:
        foreign = self.inside_foreign()
        if foreign and _breaks_out(token):
            self.leave_foreign(token.span.start)
            foreign = ""
        if not foreign and not self.xml:
            self.close_implied(token.name, token.span.start)
        if token.name in ("svg", "math"):
            foreign = token.name
        element = self.make(token, foreign)
        self.add(element)
        self.builder.elements.append(element)
        closes = token.self_closing if foreign or self.xml else token.name in known.VOID
        if not closes:
            self.push(element)

    def make(self, token: StartTag, foreign: str) -> Element:
        attrs: dict[str, str] = {}
        for attribute in token.attributes:
            attrs.setdefault(attribute.name, attribute.value or "")
        element = Element(builder=self.builder, name=token.name, attrs=attrs)
        element.start, element.end, element.attributes = token.span, None, token.attributes
        element.inner = Span(token.span.end, token.span.end)
        element.foreign, element.self_closing = foreign, token.self_closing
        return element

    def close_implied(self, name: str, at: int) -> None:
        """Close what a start tag closes without an end tag."""
        if name not in known.HEAD_CONTENT and self.parent.name == "head":
            self.close_from(len(self.stack) - 1, at)
        if name in known.CLOSES:
            bound, names = known.CLOSES[name]
            lowest = min(self.first(other, self.limit(bound)) for other in names)
            self.close_from(lowest, at)
        if name in known.CLOSES_P and self.top("p") > max(self.top(_SCOPE), self.top("button")):
            self.close_from(self.top("p"), at)
        if name == "a" and self.top("a") > self.top(_SCOPE):
            self.close_formatting(self.top("a"), None, at)

    def push(self, element: Element) -> None:
        index = len(self.stack)
        self.stack.append(element)
        for kind in _kinds(element):
            self.places[kind].append(index)
        self.parent = element

    # --- end tags ----------------------------------------------------------------------------------------------------

    def end(self, token: EndTag) -> None:
        """Close the open element of that name, unless a bound lies between; an end tag without one is dropped."""
        name = token.name
        place = self.top(name)
        if place < 0 or place < self.end_limit(name):
            return
        if name in ("body", "html"):
            self.finish(self.stack[place], token.span)  # what follows still belongs to it
        elif name in known.FORMATTING and self.top(_SPECIAL) > place:
            self.close_formatting(place, token.span, token.span.start)
        else:
            self.close_from(place + 1, token.span.start)
            self.finish(self.stack[place], token.span)
            self.close_from(place, token.span.start)

    def end_limit(self, name: str) -> int:
        if self.xml or name in ("template", "body", "html"):
            return -1
        if name == "table" or name in known.TABLE_PARTS:
            return self.limit("table")
        if name == "li":
            return max(self.top(_SCOPE), self.top("ol"), self.top("ul"))
        if name == "p":
            return max(self.top(_SCOPE), self.top("button"))
        return self.top(_SCOPE if name in known.SPECIAL or name in known.FORMATTING else _SPECIAL)

    def limit(self, bound: str) -> int:
        """Give the stack index below which a search of that bound does not look."""
        if bound == "table":
            return max(self.top("table"), self.top("template"))
        return self.top(_HARD if bound == "list" else _SCOPE)

    def top(self, kind: str) -> int:
        places = self.places[kind]
        return places[-1] if places else -1

    def first(self, name: str, limit: int) -> int:
        """Give the lowest index, from `limit` on, of an open element of that name; the stack's height for none."""
        places = self.places[name]
        index = bisect_left(places, limit)
        return places[index] if index < len(places) else len(self.stack)

    # --- closing -----------------------------------------------------------------------------------------------------

    def close_from(self, place: int, at: int) -> None:
        """Close every open element from that stack index on; their content ends at offset `at`."""
        while len(self.stack) > place:
            element = self.stack.pop()
            if element is None:
                continue
            for kind in _kinds(element):
                self.places[kind].pop()
            if element.end is None and element.inner.end < at:
                element.inner = Span(element.inner.start, at)
        while self.stack and self.stack[-1] is None:
            self.stack.pop()
        self.parent = self.stack[-1] if self.stack and self.stack[-1] is not None else self.soup

    def close_formatting(self, place: int, end: Span | None, at: int) -> None:
        """Close a formatting element but leave open what was opened in it (for `<b><div></b>`)."""
        element = self.stack[place]
        if element is None:
            return
        if end is not None:
            self.finish(element, end)
        element.inner = Span(element.inner.start, at)
        if place == len(self.stack) - 1:
            self.close_from(place, at)
            return
        self.stack[place] = None
        self.places[element.name].pop()  # it is the highest of its name, and these bound nothing

    def finish(self, element: Element | None, end: Span) -> None:
        if element is not None and element.end is None:
            element.end = end
            element.inner = Span(element.start.end, end.start)

    # --- svg and math ------------------------------------------------------------------------------------------------

    def inside_foreign(self) -> str:
        """Give "svg" or "math" when the current element's children belong to it, else ""."""
        parent = self.parent
        if not isinstance(parent, Element) or not parent.foreign or _is_integration(parent):
            return ""
        return parent.foreign

    def leave_foreign(self, at: int) -> None:
        while self.inside_foreign():
            self.close_from(len(self.stack) - 1, at)


def _kinds(element: Element) -> tuple[str, ...]:
    """Give the lists of places that an open element stands in."""
    name = element.name
    if element.foreign:
        return (name, _SCOPE, _SPECIAL, _HARD) if _is_integration(element) else (name,)
    if name in known.SCOPE:
        return (name, _SCOPE, _SPECIAL, _HARD)
    if name not in known.SPECIAL:
        return (name,)
    return (name, _SPECIAL) if name in known.SOFT else (name, _SPECIAL, _HARD)


def _is_integration(element: Element) -> bool:
    return element.name in (known.SVG_INTEGRATION if element.foreign == "svg" else known.MATH_INTEGRATION)


def _breaks_out(token: StartTag) -> bool:
    if token.name == "font":
        return any(attribute.name in ("color", "face", "size") for attribute in token.attributes)
    return token.name in known.BREAKOUT


def like(element: Element, name: str, attrs: dict[str, str]) -> Element:
    """Another element in the same place, for selectors: what a start tag may be instead."""
    made = Element(name=name, attrs=attrs)
    if "class" in attrs:
        made.attrs["class"] = bs4.element.AttributeValueList(attrs["class"].split())
    made.start, made.end, made.inner = element.start, element.end, element.inner
    made.attributes = tuple(Attribute(key, value, element.start, None) for key, value in attrs.items())
    made.foreign, made.self_closing = element.foreign, element.self_closing
    made.parent = element.parent
    return made
