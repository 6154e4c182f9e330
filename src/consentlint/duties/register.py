"""The register's YAML to `Register`. Pure. Every fault is collected with its place; what is right is kept."""

import datetime
from collections.abc import Callable
from difflib import get_close_matches
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import yaml

from consentlint.duties.model import INNER, TODO, Controller, Entry, Register, RegisterFault
from consentlint.model import Span
from consentlint.packs.build import hints, is_record
from consentlint.packs.limits import ID
from consentlint.packs.text import BadText, Node, compose, kind, plain
from consentlint.packs.values import SHORT

ROOT_KEYS = ("services", "controller")
EXAMPLE = "write `services:` and below it one entry a service, such as `genesys:`"


def read_register(file: str, raw: bytes) -> Register:
    """The register in `raw`, which goes by the name `file`. Never raises: whatever is wrong is in `faults`."""
    text = raw.decode("utf-8-sig", "replace")
    reader = _Reader(file, len(text))
    try:
        node = compose(raw)
    except BadText as error:
        reader.add(_line_span(text, error.line, error.column), "", error.text)
        return Register(file, text, faults=tuple(reader.faults), whole=False)
    entries, controller = reader.root(node)
    return Register(file, text, entries, controller, tuple(sorted(reader.faults)), reader.whole)


def register_at(file: str, reader: Callable[[str], tuple[bytes, str]]) -> Register:
    """The register in a file. reader: path -> bytes, and why there are none. What cannot be read has one fault."""
    raw, reason = reader(file)
    if not reason:
        return read_register(file, raw)
    text = f"the register cannot be read: {reason}; nothing is known of any service until it can"
    return Register(file, faults=(RegisterFault(Span(0, 0), "", text),), whole=False)


def _line_span(text: str, line: int, column: int) -> Span:
    """From a 1-based line and column, as libyaml counts them, to the line's end; the text's end where it is over."""
    lines = text.splitlines(keepends=True)
    if not lines:
        return Span(0, 0)
    index = min(max(line, 1), len(lines)) - 1
    before = sum(len(one) for one in lines[:index])
    content = len(lines[index].rstrip("\r\n"))
    start = before + (min(max(column, 1) - 1, content) if index == line - 1 else content)
    return Span(start, max(start, before + content))


class _Reader:
    """Reads one register. `places` and `faulty` are filled for the entry at hand."""

    def __init__(self, file: str, length: int) -> None:
        self.file, self.length = file, length
        self.faults: list[RegisterFault] = []
        self.places: dict[str, Span] = {}
        self.faulty: set[str] = set()
        self.whole = True

    def add(self, span: Span, where: str, text: str) -> None:
        self.faults.append(RegisterFault(span, where, text))

    def span(self, node: Node) -> Span:
        """A node's text; of a mapping or a list, its first line's beginning is enough for a reader."""
        start, end = min(node.start_mark.index, self.length), min(node.end_mark.index, self.length)
        return Span(start, max(start, end))

    def fault(self, node: Node, where: str, text: str) -> None:
        self.add(self.span(node), where, text)

    # --- the outer levels ------------------------------------------------------------------------------------------

    def root(self, node: Node) -> tuple[dict[str, Entry], Controller]:
        entries: dict[str, Entry] = {}
        controller = Controller()
        if not isinstance(node, yaml.MappingNode):
            self.fault(node, "", f"expected a mapping, found {kind(node)}; {EXAMPLE}")
            self.whole = False
            return entries, controller
        for key, item in self.pairs(node, ""):
            if key.value == "services":
                entries = self.services(item)
            elif key.value == "controller":
                controller = self.value(item, Controller, "controller", None) or controller
            else:
                self.unknown(key, key.value, ROOT_KEYS)
        if not any(key.value == "services" for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            self.fault(node, "", f"the key 'services' is missing; {EXAMPLE}")
            self.whole = False
        return entries, controller

    def services(self, node: Node) -> dict[str, Entry]:
        if _empty(node):
            return {}
        if not isinstance(node, yaml.MappingNode):
            self.fault(node, "services", f"expected a mapping of services, found {kind(node)}; {EXAMPLE}")
            self.whole = False
            return {}
        return {key.value: self.entry(key, item) for key, item in self.pairs(node, "services") if self.named(key)}

    def named(self, key: Node) -> bool:
        if ID.fullmatch(key.value):
            return True
        self.fault(key, "services", f"{key.value!r} is no id: use lower-case letters, digits and single hyphens")
        return False

    def entry(self, key: Node, node: Node) -> Entry:
        self.places, self.faulty = {"": self.span(key)}, set()
        where = f"services.{key.value}"
        made = Entry() if _empty(node) else self.record(node, Entry, where, inside="") or Entry()
        return made._replace(id=key.value, file=self.file, places=self.places, faulty=frozenset(self.faulty))

    # --- values by their type --------------------------------------------------------------------------------------

    def record(self, node: Node, cls: Any, where: str, inside: str | None = None) -> Any:
        """A record from a mapping; None when it is none. inside: path of keys from the entry, None outside of one."""
        if kind(node) == "text" and cls.__name__ in SHORT and node.value != TODO:
            return cls(**{SHORT[cls.__name__]: node.value})
        if not isinstance(node, yaml.MappingNode):
            accepted = ", ".join(keys(cls))
            self.fault(node, where, f"expected a mapping with {accepted}; found {kind(node)}")
            return None
        found: dict[str, Any] = {}
        for key, item in self.pairs(node, where):
            name = key.value.replace("-", "_")
            if key.value not in keys(cls):
                self.unknown(key, f"{where}.{key.value}", keys(cls))
                continue
            path = None if inside is None else f"{inside}.{key.value}".lstrip(".")
            if path is not None:
                self.places[path] = self.span(item) if isinstance(item, yaml.ScalarNode) else self.span(key)
            value = self.value(item, hints(cls)[name], f"{where}.{key.value}", path)
            if value is not None:
                found[name] = value
            elif path is not None and not _empty(item):
                self.faulty.add(path)
        missing = [name for name in cls._fields if name not in cls._field_defaults and name not in found]
        for name in missing:
            self.fault(node, where, f"the key {name!r} is missing; an entry of {where.rpartition('.')[2]} needs it")
        return None if missing else cls(**found)

    def value(self, node: Node, hint: Any, where: str, inside: str | None) -> Any:
        """The value of type `hint`; None for what is missing, `TODO` or faulty."""
        if _empty(node):
            return None
        if is_record(hint):
            return self.record(node, hint, where, inside)
        origin, args = get_origin(hint), get_args(hint)
        if origin is tuple:
            return self.items(node, args[0], where)
        if origin is Literal:
            return self.word(node, [word for word in args if word], where)
        if origin in (Union, UnionType):
            many = next((arg for arg in args if get_origin(arg) is dict), None)
            if many is not None and isinstance(node, yaml.MappingNode):
                return self.mapping(node, get_args(many)[1], where)
            hint = next(arg for arg in args if arg is not type(None))
        return {datetime.date: self.date, bool: self.flag, str: self.text}[hint](node, where)

    def items(self, node: Node, hint: Any, where: str) -> tuple[Any, ...] | None:
        if not isinstance(node, yaml.SequenceNode):
            self.fault(node, where, f"expected a list, found {kind(node)}; write it as a list: [...]")
            return None
        made = (self.value(item, hint, f"{where}[{number}]", None) for number, item in enumerate(node.value))
        return tuple(item for item in made if item is not None)

    def mapping(self, node: Node, hint: Any, where: str) -> dict[str, Any]:
        """Any keys, such as languages."""
        made = {
            key.value: self.value(item, hint, f"{where}.{key.value}", None) for key, item in self.pairs(node, where)
        }
        return {key: item for key, item in made.items() if item is not None}

    def text(self, node: Node, where: str) -> str | None:
        if kind(node) == "text" and node.value.strip():
            return str(node.value)
        quotes = f'; put it in quotes: "{node.value}"' if isinstance(node, yaml.ScalarNode) and node.value else ""
        self.fault(node, where, f"expected text, found {_shown(node)}{quotes}")
        return None

    def word(self, node: Node, accepted: list[str], where: str) -> str | None:
        if isinstance(node, yaml.ScalarNode) and node.value in accepted:
            return str(node.value)
        near = _nearest(node.value, accepted) if isinstance(node, yaml.ScalarNode) else ""
        self.fault(node, where, f"expected one of {', '.join(accepted)}; found {_shown(node)}{near}")
        return None

    def flag(self, node: Node, where: str) -> bool | None:
        if kind(node) == "true/false":
            return bool(plain(node))
        self.fault(node, where, f"expected true or false, found {_shown(node)}")
        return None

    def date(self, node: Node, where: str) -> datetime.date | None:
        try:
            # Python also reads 20261123 and 2026-W48-1, which no reader of the file would take for a date.
            if isinstance(node, yaml.ScalarNode) and len(node.value) == 10 and node.value.isascii():
                year, month, day = map(int, node.value.split("-"))
                return datetime.date(year, month, day)
        except ValueError:
            pass
        self.fault(node, where, f"{_shown(node)} is no date: write it as 2026-11-23")
        return None

    # --- keys ------------------------------------------------------------------------------------------------------

    def pairs(self, node: Node, where: str) -> list[tuple[Node, Node]]:
        """The entries of a mapping node; a key that is no scalar, or that comes twice, is a fault."""
        seen: dict[str, tuple[Node, Node]] = {}
        for key, item in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.fault(key, where, f"a key must be a word, found {kind(key)}")
            elif key.value in seen:
                line = seen[key.value][0].start_mark.line + 1
                inner = f"{where}.{key.value}" if where else key.value
                self.fault(key, inner, f"this key already stands in line {line}; remove one of the two")
            else:
                seen[key.value] = key, item
        return list(seen.values())

    def unknown(self, key: Node, where: str, accepted: tuple[str, ...]) -> None:
        near = _nearest(key.value, accepted)
        self.fault(key, where, f"unknown key {key.value!r}{near}; accepted are {', '.join(accepted)}")


def keys(cls: Any) -> tuple[str, ...]:
    """The keys that a record has in YAML."""
    hidden = INNER if cls is Entry else ("source",)
    return tuple(name.replace("_", "-") for name in cls._fields if name not in hidden)


def _empty(node: Node) -> bool:
    """Nothing, or what `init` writes where somebody has to fill in something."""
    return isinstance(node, yaml.ScalarNode) and (kind(node) == "nothing" or node.value.strip() == TODO)


def _nearest(word: str, known: "list[str] | tuple[str, ...]") -> str:
    # Words as long as a text take the comparison long, and are no misspelling.
    found = get_close_matches(word, known, 1) if len(word) <= 60 else []
    return f" (did you mean {found[0]!r}?)" if found else ""


def _shown(node: Node) -> str:
    if not isinstance(node, yaml.ScalarNode) or kind(node) == "nothing":
        return kind(node)
    return repr(node.value if len(node.value) <= 60 else node.value[:57] + "...")
