"""From a canonical path such as `document.querySelector('#banner').querySelector('.yes')` to elements of the page."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from consentlint.lazy_regex import lazy_regex
from consentlint.reach.elements import Element
from consentlint.reach.page import from_tag
from consentlint.reach.paths import Path
from consentlint.reach.values import V_UNDEFINED, External, Value, string, value
from consentlint.syntax.selectors import BadSelector, closest, select
from consentlint.worlds import NEVER, PERHAPS, Worlds

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

MOST = 24
# `document.all.7` is how the executor itself names one element of the page.
STEP = lazy_regex(
    r"document\.all\.(?P<at>\d+)"
    r"|(?P<how>getElementById|getElementsByClassName|getElementsByTagName|querySelector(?:All)?|closest|find|\$|jQuery)"
    r"\('(?P<what>[^']+)'\)(?P<any>\.(?:\?|\d+))?"
)
WHOLE = lazy_regex(rf"^(?:document\.|window\.|document\.body\.)?(?:(?:{STEP.pattern})\.?)+$".replace("?P<at>", "?:")
                   .replace("?P<how>", "?:").replace("?P<what>", "?:").replace("?P<any>", "?:"))  # fmt: skip
# Properties that are an attribute of the same meaning, and that scripts hardly ever change.
REFLECTED = ("id", "name", "type")
MADE = lazy_regex(
    r"document\.(?:getElementById\('(?P<id>[^']+)'\)|querySelector\('(?:#(?P<hash>[\w-]+)|script\[.*\])'\))"
)
ROOTS = {"document.documentElement": "html", "document.head": "head", "document.body": "body"}
# An element that loads is an embed itself: code that copies its address only releases it.
LOADING = ("script", "iframe", "img", "source", "link", "object", "embed")
NONE = "document.all.none"
ADDRESS = lazy_regex(r"src|href|url")
CLICKABLE = ("button", "a", "input", "label", "summary", "select", "form")


def elements_at(m: "Machine", target: str) -> list[Element]:
    """The elements of the page that a path selects; what follows the last look-up is ignored."""
    return [from_tag(tag, m.start_code) for tag in tags_at(m, target)[:MOST]]


def tags_at(m: "Machine", target: str) -> list[Any]:
    if m.page is None:
        return []
    found: list[Any] = []
    for number, step in enumerate(STEP.finditer(target)):
        scopes = found if number else [m.page.soup]
        found = list(_step(m, step, scopes))
    return found


def _step(m: "Machine", step: re.Match[str], scopes: list[Any]) -> Iterator[Any]:
    if step["at"]:
        index = int(step["at"])
        yield from m.page.elements[index : index + 1]
        return
    how, what = step["how"], step["what"]
    if how == "getElementById":
        yield from (tag for tag in m.page.elements if tag.get("id") == what)
        return
    selector = "." + ".".join(what.split()) if how == "getElementsByClassName" else what
    for scope in scopes:
        if how == "closest":
            yield from _closest(scope, selector)
        else:
            yield from _select(scope, selector)[: 1 if how == "querySelector" else None]


def _select(scope: Any, selector: str) -> list[Any]:
    try:
        return select(selector, scope, MOST)
    except BadSelector:
        return []


def _closest(scope: Any, selector: str) -> list[Any]:
    try:
        tag = closest(selector, scope)
    except BadSelector:
        return []
    return [] if tag is None else [tag]


def named(m: "Machine", tag: Any) -> Value:
    """The value that stands for one element of the page."""
    index = next((i for i, one in enumerate(m.page.elements) if one is tag), None)
    return value(External("document.all.?" if index is None else f"document.all.{index}"))


def exactly(m: "Machine", path: str) -> list[Any] | None:
    """The elements that a path selects, when it does nothing but select; None when it does more, or in no page."""
    return tags_at(m, path) if m.page is not None and WHOLE.match(path) else None


def listed(m: "Machine", held: Value) -> list[Value] | None:
    """The controls in a list of elements (`querySelectorAll`), one by one; None for any other list."""
    only = held.only()
    if not isinstance(only, External) or "querySelectorAll" not in only.path:
        return None
    tags = exactly(m, only.path) or []
    return [named(m, tag) for tag in tags] if tags and all(tag.name in (*CLICKABLE, *LOADING) for tag in tags) else None


def attribute(m: "Machine", path: str, key: str) -> Value | None:
    """A property of an element that the markup settles: its id, its kind, its data attributes."""
    owner, _, last = path.rpartition(".")
    if last == "dataset":
        return written(m, owner, data_attribute(key), V_UNDEFINED)
    if key in TEXTS:
        return data_in(m, path)
    if key in ("tagName", "nodeName"):
        tags = exactly(m, path) or []
        return string(tags[0].name.upper()) if len(tags) == 1 else string("BODY") if path == NONE else None
    return written(m, path, key, string("")) if key in REFLECTED else None


TEXTS = ("textContent", "innerText", "innerHTML", "text")


def data_in(m: "Machine", path: str) -> Value | None:
    """The text of a script element that holds data and is never run (`<script type="application/json">`)."""
    tags = [tag for tag in exactly(m, path) or () if tag.name == "script"]
    element = from_tag(tags[0], m.start_code) if len(tags) == 1 else None
    return element.content if element is not None and element.inert_type else None


def written(m: "Machine", path: str, name: str, missing: Value) -> Value | None:
    """What an attribute of the one element that a path selects says; None when that cannot be told."""
    if path == NONE:
        return missing
    if path in ROOTS:
        return _of_root(m, path, name, missing)
    tags = exactly(m, path)
    if not tags or len(tags) != 1 or (tags[0].name in LOADING and ADDRESS.search(name)):
        return None
    return from_tag(tags[0], m.start_code).attributes.get(name, missing)


def _of_root(m: "Machine", path: str, name: str, missing: Value) -> Value | None:
    """An attribute of the page as a whole, which servers and platforms fill in as well: missing says little."""
    found = owner_of(m, path)
    attributes = from_tag(found[1], m.start_code).attributes if found and found[1] is not None else {}
    return attributes.get(name) or (missing if m.previous.makes(f"[{name}]") else None)


def owner_of(m: "Machine", path: str) -> "tuple[str, Any] | None":
    """One name for an element, however it was looked up, and its tag (None where the markup has none).

    None for a path that is no single element of this page.
    """
    if m.page is None:
        return None
    path = path.removeprefix("window.")
    if path in ROOTS:
        return path, next((tag for tag in m.page.elements if tag.name == ROOTS[path]), None)
    tags = exactly(m, path)
    if not tags or len(tags) != 1:
        return None
    root = next((root for root, name in ROOTS.items() if tags[0].name == name), None)
    only = named(m, tags[0]).only()
    return (root or (only.path if isinstance(only, External) else path)), tags[0]


def slot(m: "Machine", path: str, key: str) -> str:
    """Under which name the store keeps a property of something outside: one for all look-ups of an element.

    An attribute and the property that reflects it are the same.
    """
    if key not in SHARED and not key.startswith("data-") and not path.endswith(".dataset"):
        return f"{path}.{key}"
    own = path.removesuffix(".dataset")
    if own != path:
        key = data_attribute(key)
    found = owner_of(m, own)
    return f"{found[0] if found else own}.{SHARED.get(key, key)}"


def before_code(m: "Machine", name: str) -> Value | None:
    """What the markup says of a property under its name in the store; None where nothing is known of it."""
    owner, _, key = name.rpartition(".")
    if key.startswith("data-"):
        return written(m, owner, key, V_UNDEFINED)
    if key == TICKED:
        from consentlint.reach.toggles import checked

        found = owner_of(m, owner)
        return checked(m, found[1]) if found is not None and found[1] is not None else None
    return class_names(m, owner) if key == CLASS else None


def class_names(m: "Machine", path: str) -> Value | None:
    """The class names of the one element that a path selects, as the markup has them."""
    found = owner_of(m, path)
    held = found[1].get("class") if found and found[1] is not None else None
    return None if found is None else string(" ".join(held) if isinstance(held, list) else str(held or ""))


CLASS = "className"
TICKED = "checked"
# Properties that home-made code keeps a choice in, by all their names.
SHARED = {"class": CLASS, CLASS: CLASS, TICKED: TICKED}


def data_attribute(key: str) -> str:
    """The attribute behind a key of `dataset`."""
    return "data-" + re.sub(r"([A-Z])", lambda found: "-" + found[1].lower(), key)


def within(m: "Machine", tags: list[Any]) -> list[Any]:
    """What is clicked when these elements hear a click: the buttons in a box that is no control itself."""
    found: list[Any] = []
    for tag in tags:
        inner = (
            [] if tag.name in CLICKABLE else [one for one in tag.find_all(("button", "a")) if one in m.page.elements]
        )
        found += inner or [tag]
    return found


def there_by_now(m: "Machine", path: str) -> Worlds | None:
    """Is an element there that only the code at hand makes (`if (document.getElementById('x')) return`)?

    None when the path looks for something else. What the round before has seen inserted is not there before this
    round inserts it; from then on it may be.
    """
    step = MADE.fullmatch(path)
    if step is None or tags_at(m, path):
        return None
    mark = _mark(step["id"] or step["hash"])
    return m.inserted.get(mark, NEVER) & PERHAPS if m.previous.makes(mark) else None


def inserted(m: "Machine", element: Element, at: Path) -> None:
    """An element of the code's own becomes part of the page."""
    for mark in {_mark(element.text("id") or None), _mark(None) if element.name == "script" else ""} - {""}:
        m.inserted[mark] = m.inserted.get(mark, NEVER) | at.absolute
        m.memory.made.add(mark)


def _mark(ident: str | None) -> str:
    """What an element is looked for by: its id, or being a script of some address."""
    return f"#{ident}" if ident else "script"


def clickable(m: "Machine") -> list[Any]:
    """What a visitor may click on a page: controls first, then whatever has a name."""
    tags = [
        tag for tag in m.page.elements if tag.name not in ("html", "head", "body", "script", "style", "link", "meta")
    ]
    controls = [tag for tag in tags if tag.name in CLICKABLE or tag.get("role") == "button"]
    others = [tag for tag in tags if tag not in controls and (tag.get("id") or tag.get("class"))]
    return [*controls, *others][:MOST]
