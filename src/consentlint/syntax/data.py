"""Files of data with places: JSON, YAML and TOML read into nodes that know where they stand. Nothing raises."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span

MOST_DEEP = 100
_TOKEN = lazy_regex(
    r'[ \t\r\n\ufeff]*+(?:(?P<text>"(?:[^"\\]|\\.)*+")|(?P<word>[-+.\w]++)|(?P<mark>[{}\[\],:]))', re.DOTALL
)


class Node(NamedTuple):
    """value: str, float, bool, None, a list of nodes, or a dict of them. The span of a text includes its quotes.

    keys  of a dict: where its keys stand
    """

    value: Any
    span: Span
    keys: dict[str, Span] = {}

    def get(self, *keys: str) -> "Node":
        """What stands under a path of keys; an empty node where there is nothing."""
        node = self
        for key in keys:
            node = node.value.get(key, NOTHING) if isinstance(node.value, dict) else NOTHING
        return node

    @property
    def items(self) -> "list[Node]":
        return self.value if isinstance(self.value, list) else []

    @property
    def text(self) -> str:
        return self.value if isinstance(self.value, str) else ""

    def texts(self) -> "Iterator[Node]":
        """Every text in it."""
        pending = [self]
        while pending:
            node = pending.pop()
            if isinstance(node.value, str):
                yield node
            elif isinstance(node.value, list):
                pending += reversed(node.value)
            elif isinstance(node.value, dict):
                pending += reversed(list(node.value.values()))


NOTHING = Node(None, Span(0, 0))


def read_data(path: str, text: str) -> Node:
    """The file's content by what its name says; NOTHING when it cannot be read."""
    suffix = path.rpartition(".")[2].lower()
    try:
        if suffix in ("yml", "yaml"):
            return _yaml(text)
        return _toml(text) if suffix == "toml" else read_json(text)
    except RecursionError:
        return NOTHING


def read_json(text: str) -> Node:
    """JSON with places; comments and half-typed text give NOTHING."""
    try:
        return _Json(text).value(0)
    except ValueError:
        return NOTHING


class _Json:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def token(self) -> re.Match[str]:
        match = _TOKEN.match(self.text, self.at)
        if match is None:
            raise ValueError
        self.at = match.end()
        return match

    def value(self, depth: int, match: re.Match[str] | None = None) -> Node:
        match = match or self.token()
        kind = match.lastgroup or "mark"
        start = match.start(kind)
        if kind != "mark":
            return Node(_scalar(match[kind]), Span(start, match.end()))
        if depth > MOST_DEEP or match["mark"] not in "{[":
            raise ValueError
        keys: dict[str, Span] = {}
        held: Any = self.object(depth, keys) if match["mark"] == "{" else self.array(depth)
        return Node(held, Span(start, self.at), keys)

    def object(self, depth: int, keys: dict[str, Span]) -> dict[str, Node]:
        found: dict[str, Node] = {}
        while (match := self.token())["mark"] != "}":
            if match["mark"] == ",":
                continue
            if match["text"] is None or self.token()["mark"] != ":":
                raise ValueError
            key = _scalar(match["text"])
            keys[key] = Span(match.start("text"), match.end("text"))
            found[key] = self.value(depth + 1)
        return found

    def array(self, depth: int) -> list[Node]:
        found: list[Node] = []
        while (match := self.token())["mark"] != "]":
            if match["mark"] != ",":
                found.append(self.value(depth + 1, match))
        return found


def _scalar(written: str) -> Any:
    """The value of a text in quotes, a number or a word. Raises ValueError."""
    plain = written[0] == '"' and "\\" not in written
    return written[1:-1] if plain else json.loads(written, strict=False)


def _yaml(text: str) -> Node:
    import yaml

    try:
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return NOTHING
    return _from_yaml(tree, 0) if tree is not None else NOTHING


def _from_yaml(node: Any, depth: int) -> Node:
    import yaml

    span = Span(node.start_mark.index, node.end_mark.index)
    if depth > MOST_DEEP:
        return NOTHING
    if isinstance(node, yaml.MappingNode):
        pairs = ((str(key.value), _from_yaml(held, depth + 1)) for key, held in node.value)
        keys = {str(key.value): Span(key.start_mark.index, key.end_mark.index) for key, _ in node.value}
        return Node(dict(pairs), span, keys)
    if isinstance(node, yaml.SequenceNode):
        return Node([_from_yaml(held, depth + 1) for held in node.value], span)
    words = {"tag:yaml.org,2002:bool": str(node.value).lower() in ("true", "yes", "on"), "tag:yaml.org,2002:null": None}
    return Node(words.get(node.tag, str(node.value)), span)


def _toml(text: str) -> Node:
    import tomllib

    try:
        return _placed(tomllib.loads(text), text, 0)
    except (tomllib.TOMLDecodeError, ValueError):
        return NOTHING


def _placed(held: Any, text: str, depth: int) -> Node:
    """The parser of TOML tells no places; a text stands where it is first written."""
    if depth > MOST_DEEP:
        return NOTHING
    if isinstance(held, dict):
        return Node({key: _placed(inner, text, depth + 1) for key, inner in held.items()}, Span(0, len(text)))
    if isinstance(held, list):
        return Node([_placed(inner, text, depth + 1) for inner in held], Span(0, len(text)))
    at = max(text.find(held), 0) if isinstance(held, str) and held else 0
    return Node(
        held if isinstance(held, str | bool) else str(held), Span(at, at + len(held) if isinstance(held, str) else at)
    )
