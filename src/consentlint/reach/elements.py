"""Elements of a page, however they came to be: written in markup, rendered by JSX, or created by a script."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Place, Span
from consentlint.reach.things import Code, Thing
from consentlint.reach.values import Ref, Str, Value, value
from consentlint.syntax.selector_index import index_of
from consentlint.syntax.selectors import matches

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

JAVASCRIPT_TYPES = lazy_regex(
    r"(?:module|(?:text|application)/(?:x-)?(?:java|ecma)script(?:1\.[0-5])?|text/(?:jscript|livescript))",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Element:
    """One element.

    origin      markup, jsx or script: how it came to be
    attributes  lower-case name -> value (exact strings, or strings with holes where a template prints)
    content     the code inside a script element, as a value; None when it has none
    span        the content's span in the file, when it is the file's own text
    tag         the bs4 element, for selectors; made on demand for elements that no markup holds
    """

    name: str
    place: Place
    origin: str = "markup"
    attributes: dict[str, Value] = field(default_factory=dict)
    content: Value | None = None
    span: Span | None = None
    tag: Any = None
    code: Code | None = None
    form: str = ""

    def text(self, name: str) -> str | None:
        """An attribute's exact text; None when it is absent or not known."""
        held = self.attributes.get(name)
        return held.text() if held is not None else None

    def has(self, name: str) -> bool:
        return name in self.attributes

    def matches(self, selector: str) -> bool:
        """Does a CSS selector match? Selectors are validated when packs are loaded."""
        if self.tag is None:
            self.tag = _tag_for(self)
        return matches(selector, self.tag)

    def marks(self, selectors: tuple[str, ...]) -> set[str]:
        """Those of many CSS selectors that match."""
        if self.tag is None:
            self.tag = _tag_for(self)
        return index_of(selectors).matching(self.tag)

    @property
    def position(self) -> int:
        """Where on the page it stands; the same as in its file, unless the page is put together of several."""
        own = self.origin == "markup" and (self.code is None or self.code.fixed is None)
        start = getattr(self.tag, "start", None) if own else None
        return int(start.start) if start is not None else self.place.span.start

    @property
    def inert_type(self) -> bool:
        """A script whose type keeps the browser from running it."""
        kind = self.text("type")
        if kind is None and not self.has("type") and self.text("language"):
            kind = f"text/{self.text('language')}"
        return (
            self.name == "script" and bool(kind and kind.strip()) and not JAVASCRIPT_TYPES.fullmatch(str(kind).strip())
        )


# Marks by which a framework renders a template element, or the browser itself (a declarative shadow root).
RENDERED = ("v-", "x-", "#", ":", "shadowrootmode", "is")


def is_inert_template(tag: Any, path: str) -> bool:
    """A template element whose content waits for code that clones it; in a Vue component it is what is rendered."""
    if tag.name != "template" or path.lower().endswith(".vue"):
        return False
    return not any(attribute.name.startswith(RENDERED) for attribute in getattr(tag, "attributes", ()))


def _tag_for(element: Element) -> Any:
    from consentlint.syntax.markup import parse_markup

    parts = []
    for name, held in element.attributes.items():
        texts = held.strings()
        text = texts[0].text if len(texts) == 1 else ""
        parts.append(f' {name}="{html.escape(text)}"' if re.fullmatch(r"[\w:.-]+", name) else "")
    document = parse_markup(f"<{element.name}{''.join(parts)}></{element.name}>")
    return document.elements[0] if document.elements else document.soup


def created(m: "Machine", ref: Ref, thing: Thing, place: Place) -> Element:
    """The element that a script has built so far."""
    attributes = {
        ATTRIBUTE_NAMES.get(key, key.lower()): m.property(ref, key) or value(Str(("",)))
        for key in m.keys(ref)
        if not key.startswith("on")
    }
    content = next((m.property(ref, key) for key in CONTENT_KEYS if m.property(ref, key) is not None), None)
    for key in CONTENT_KEYS:
        attributes.pop(key.lower(), None)
    return Element(
        thing.tag, place, "script", attributes, content, code=thing.code, form=str(thing.data.get("form", ""))
    )


ATTRIBUTE_NAMES = {"className": "class", "htmlFor": "for", "defaultValue": "value"}
CONTENT_KEYS = ("text", "textContent", "innerText", "innerHTML")


def words(element: Element) -> str:
    """What a person would recognise a control by: id, class, name, value, label and its text."""
    parts = [
        element.text(name) or "" for name in ("id", "class", "name", "value", "aria-label", "title", "data-action")
    ]
    if element.tag is not None and element.origin == "markup":
        parts.append(" ".join(_texts(element.tag))[:80])
    if element.content is not None:
        parts.append((element.content.text() or "")[:80])
    return " | ".join(part for part in parts if part)


def _texts(tag: Any) -> Iterator[str]:
    for index, piece in enumerate(tag.strings):
        if index > 12:
            return
        yield str(piece).strip()
