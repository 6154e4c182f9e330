"""Cookies listed in YAML, JSON and scripts: lists of objects, lists of names, the definitions of consent platforms.

No platform is known by name here. What counts is the shape: an object that has a name and says something about it, or a
list of names and patterns under a key that means cookies, with what the object around it says of all of them.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from consentlint.duties.durations import read_durations
from consentlint.duties.names import from_pattern
from consentlint.duties.tables import Cell
from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.data import NOTHING, Node, read_data
from consentlint.syntax.markup import parse_markup
from consentlint.syntax.script import language_for, parse_script

DATA = frozenset(["json", "jsonc", "json5", "yaml", "yml", "toml"])
SCRIPTS = frozenset(["js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx"])
MOST_DEEP = 60
FRONT = lazy_regex(r"\A---[ \t]*\r?\n(?P<inner>.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
Roles = Mapping[str, str]


class Pattern(str):
    """The source of a regular expression, as opposed to a text."""


class Found(NamedTuple):
    """Cells by role (name, provider, purpose, duration, kind, category), the headings they had, and the place."""

    cells: Mapping[str, Cell]
    headings: Mapping[str, str]
    span: Span


def suffix(path: str) -> str:
    """The extension of a path, lower case, without its dot."""
    return posixpath.basename(path).rpartition(".")[2].lower()


def roots(path: str, text: str) -> list[Node]:
    """What the file holds as data: its content, or every outermost object and list of its scripts."""
    kind = suffix(path)
    if kind in ("json", "yaml", "yml", "toml"):
        node = read_data(path, text)
        return [node] if node is not NOTHING else _of_script(f"({text})", "javascript", 1) if kind == "json" else []
    if kind in DATA:
        return _of_script(f"({text})", "javascript", 1)
    if kind in SCRIPTS:
        return _of_script(text, language_for(path), 0)
    return []


def roots_of_front(text: str) -> list[Node]:
    """The same for the YAML that a Markdown text may begin with: site generators print what it lists."""
    match = FRONT.match(text)
    node = read_data("front.yaml", match["inner"]) if match else NOTHING
    return [_shifted(node, match.start("inner"))] if match and node is not NOTHING else []


def roots_of_page(text: str) -> list[Node]:
    """The same for the inline scripts of a page."""
    if "<script" not in text.lower():
        return []
    scripts = (element for element in parse_markup(text).elements if element.name == "script")
    return [root for script in scripts for root in _of_span(text, script.inner)]


def _of_script(text: str, language: str, shift: int) -> list[Node]:
    found = _literals(parse_script(text, None, language))
    return [_shifted(node, -shift) for node in found] if shift else found


def _of_span(text: str, span: Span) -> list[Node]:
    return _literals(parse_script(text, span))


def _shifted(node: Node, by: int) -> Node:
    """Spans of a text that stood in brackets."""
    value = node.value
    if isinstance(value, list):
        value = [_shifted(item, by) for item in value]
    elif isinstance(value, dict):
        value = {key: _shifted(item, by) for key, item in value.items()}
    moved = {key: Span(span.start + by, span.end + by) for key, span in node.keys.items()}
    return Node(value, Span(node.span.start + by, node.span.end + by), moved)


# --- scripts ---------------------------------------------------------------------------------------------------------


def _literals(program: ir.Program) -> list[Node]:
    """The outermost objects and lists, in the order of the text."""
    found: list[Node] = []
    pending: list[Any] = [program.body]
    while pending:
        part = pending.pop()
        if isinstance(part, ir.Object | ir.Array):
            found.append(_node(part, 0))
        elif isinstance(part, tuple) and not isinstance(part, Span):
            pending += reversed(part)
    return found


def _node(expr: Any, depth: int) -> Node:
    """An expression as data. What cannot be read is empty; of a call, its first object or list counts."""
    if depth > MOST_DEEP:
        return NOTHING
    if isinstance(expr, ir.Const):
        return Node(_scalar(expr.value), expr.span)
    if isinstance(expr, ir.Regex):
        return Node(Pattern(expr.pattern), expr.span)
    if isinstance(expr, ir.Template):
        return Node("".join(_piece(part) for part in expr.parts), expr.span)
    if isinstance(expr, ir.Array):
        return Node([_node(item, depth + 1) for item in expr.items], expr.span)
    if isinstance(expr, ir.Object):
        return _object(expr, depth)
    if isinstance(expr, ir.Call):
        return next((_node(arg, depth + 1) for arg in expr.args if isinstance(arg, ir.Object | ir.Array)), NOTHING)
    return NOTHING


def _object(expr: ir.Object, depth: int) -> Node:
    values: dict[str, Node] = {}
    keys: dict[str, Span] = {}
    for prop in expr.properties:
        if isinstance(prop.key, ir.Const):
            key = str(prop.key.value)
            values[key], keys[key] = _node(prop.value, depth + 1), prop.key.span
    return Node(values, expr.span, keys)


def _scalar(value: Any) -> Any:
    if isinstance(value, float):
        return f"{value:g}" if value == value and abs(value) < 1e15 else ""
    return value if isinstance(value, str | bool) else None


def _piece(part: Any) -> str:
    return part.value if isinstance(part, ir.Const) and isinstance(part.value, str) else "*"


# --- rows ------------------------------------------------------------------------------------------------------------


class _Around(NamedTuple):
    """What the objects around say of the cookies below, and how a table there names its columns."""

    cells: Mapping[str, Cell] = {}
    titles: Mapping[str, str] = {}


class Collector:
    """Finds the rows in data. role_of: the role that a key or a heading has, "" for none."""

    def __init__(self, role_of: Any) -> None:
        self.role_of = role_of

    def rows(self, root: Node) -> Iterator[Found]:
        """Every cookie, in the order of the text."""
        pending: list[tuple[Node, _Around, str, int]] = [(root, _Around(), "", 0)]
        listed: set[int] = set()
        while pending:
            node, around, key, depth = pending.pop()
            if depth > MOST_DEEP:
                continue
            if isinstance(node.value, dict):
                inner = self._around(node, around)
                yield from self._object(node, inner, around, key, id(node) not in listed)
                yield from self._by_name(node, around, key if id(node) not in listed else "")
                below = [(held, inner, name, depth + 1) for name, held in node.value.items()]
            elif isinstance(node.value, list):
                names = self._lists_names(key)
                if names:
                    yield from (row for item in node.value for row in self._name(item, around))
                # In a list of names, a list within is one name with its path and domain.
                below = [(item, around, key, depth + 1) for item in node.value if not (names and item.items)]
                listed.update(id(item) for item in node.value)
            else:
                continue
            pending += reversed(below)

    def _roles(self, node: Node, titles: Roles) -> dict[str, str]:
        """Role -> key of an object."""
        found: dict[str, str] = {}
        for key, held in node.value.items():
            role = self.role_of(titles.get(key, key))
            fits = isinstance(held.value, str) or (bool(_texts(held)) and role != "name")
            if role and fits and (role not in found or (role == "name" and "cookie" in key.lower())):
                found[role] = key
        return found

    def _object(self, node: Node, inner: _Around, around: _Around, key: str, keyed: bool) -> Iterator[Found]:
        """An object that is a row: it has a name, or its own key is the name; and it says something more."""
        roles = self._roles(node, inner.titles)
        if any(self._lists_names(name) and held.items for name, held in node.value.items()):
            return
        if node.value and _is_titles(node, inner.titles):
            return
        said = {role: _cell(node.value[name]) for role, name in roles.items()}
        headings = {role: inner.titles.get(name, name) for role, name in roles.items()}
        if "name" in said:
            if len(said) < 2 and not self._lists_names(key):
                return
            patterned = isinstance(node.value[roles["name"]].value, Pattern) or _says_pattern(node)
            yield from _named(said, patterned, headings, around, node.span)
        elif len(said) >= 2 and key and keyed:
            yield Found({**around.cells, **said, "name": Cell(key, node.span)}, headings, node.span)

    def _by_name(self, node: Node, around: _Around, key: str) -> Iterator[Found]:
        """`cookies: {_ga: 2 years}`: the keys are names, and each text says how long or what for."""
        if not self._lists_names(key) or self._roles(node, around.titles):
            return
        for name, held in node.value.items():
            if held.text:
                role = "duration" if read_durations(held.text) else "purpose"
                cells = {"name": Cell(name, node.keys.get(name, node.span)), role: _cell(held)}
                yield Found({**around.cells, **cells}, {role: role}, held.span)

    def _around(self, node: Node, around: _Around) -> _Around:
        """What this object says of the cookies in it: a service's name is their provider."""
        titles = dict(around.titles)
        for key, held in node.value.items():
            if re.search(r"headers?$|headings?$", key, re.IGNORECASE):
                titles.update(_titles(held))
        said = dict(around.cells)
        for role, key in self._roles(node, titles).items():
            if role in ("name", "provider"):
                said["provider"] = _cell(node.value[key])
            elif role in ("purpose", "category"):
                said[role] = _cell(node.value[key])
        return _Around(said, titles)

    def _lists_names(self, key: str) -> bool:
        return "cookie" in key.lower() and bool(key) and self.role_of(key) == "name"

    def _name(self, item: Node, around: _Around) -> Iterator[Found]:
        """An item of a list of names: a text, a pattern, or a list that begins with one."""
        held = item.items[0] if item.items else item
        if isinstance(held.value, dict):
            held = held.get("pattern") if held.get("pattern").text else NOTHING
            yield from _named({"name": _cell(held)}, True, {}, around, item.span) if held.text else ()
        elif held.text:
            patterned = isinstance(held.value, Pattern) or held.text.startswith("^")
            yield from _named({"name": _cell(held)}, patterned, {}, around, item.span)


def _named(said: Mapping[str, Cell], patterned: bool, headings: Roles, around: _Around, span: Span) -> Iterator[Found]:
    """One row a name; a pattern may stand for several."""
    cell = said["name"]
    for name in from_pattern(cell.text) if patterned else [cell.text]:
        yield Found({**around.cells, **said, "name": Cell(name, cell.span)}, headings, span)


def _says_pattern(node: Node) -> bool:
    """`is_regex: true`, and a name that begins as only a pattern does."""
    flags = (held.value for key, held in node.value.items() if re.search(r"regexp?$|pattern$", key, re.IGNORECASE))
    return any(flag is True or flag == "true" for flag in flags)


def _texts(node: Node) -> list[str]:
    """The texts of a list of texts, or of an object with one for each language."""
    inner = node.items or (list(node.value.values()) if isinstance(node.value, dict) else [])
    if not all(isinstance(held.value, str) for held in inner) or len(inner) > 40:
        return []
    languages = not isinstance(node.value, dict) or all(
        re.fullmatch(r"[a-z]{2}(?:[-_]\w+)?", key) for key in node.value
    )
    return [held.value for held in inner] if languages else []


def _cell(node: Node) -> Cell:
    return Cell(node.value if isinstance(node.value, str) else "\n".join(_texts(node)), node.span)


def _titles(node: Node) -> dict[str, str]:
    """Column -> heading: an object of texts, or a list of objects with one text each."""
    parts = node.items or [node]
    pairs = (pair for part in parts if isinstance(part.value, dict) for pair in part.value.items())
    return {key: held.value for key, held in pairs if isinstance(held.value, str)}


def _is_titles(node: Node, titles: Roles) -> bool:
    """Is the object the headings themselves?"""
    return all(key in titles and held.value == titles[key] for key, held in node.value.items())
