"""YAML text to nodes and plain values. Words mean what YAML 1.2 says: `yes`, `no`, `on` and dates are text."""

import re
from typing import Any

import yaml

Node = yaml.nodes.Node
DEEPEST = 40
PREFIX = "tag:yaml.org,2002:"
KINDS = {"str": "text", "bool": "true/false", "int": "a number", "float": "a number", "null": "nothing"}


class _Loader(yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader):  # type: ignore[misc]
    """Composes nodes; the scalars' meaning is set below."""


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("null", r"null|~|", "n~\0"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?[0-9]*\.[0-9]+", "-+.0123456789"),
):
    _Loader.add_implicit_resolver(PREFIX + _tag, re.compile(rf"(?:{_pattern})\Z"), [c.strip("\0") for c in _first])


class BadText(Exception):
    """The text is no YAML document. `line` and `column` are 1-based, 0 when unknown."""

    def __init__(self, line: int, text: str, column: int = 0) -> None:
        super().__init__(text)
        self.line, self.text, self.column = line, text, column


def compose(raw: bytes) -> Node:
    """The document's root node. Raises BadText, and nothing else, for anything that is not one YAML document."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadText(raw.count(b"\n", 0, error.start) + 1, "the file is not UTF-8 text") from None
    try:
        _refuse_depth(text)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise BadText(line, f"this is not YAML: {error.problem or error.context}", column) from None
    except yaml.YAMLError as error:
        raise BadText(0, f"this is not YAML: {' '.join(str(error).split())}") from None
    if node is None:
        raise BadText(0, "the file is empty")
    return node


def _refuse_depth(text: str) -> None:
    """libyaml composes recursively and would end the process on a deep document; its events are flat."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            raise BadText(_event_line(event), f"aliases (*{event.anchor}) are not accepted: write the value out")
        if depth > DEEPEST:
            raise BadText(_event_line(event), f"more than {DEEPEST} levels deep")


def _event_line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def line(node: Node) -> int:
    """The node's line, 1-based."""
    return int(node.start_mark.line) + 1


def kind(node: Node) -> str:
    """What a node is, in words: "a list", "text", "a number"."""
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    if isinstance(node, yaml.MappingNode):
        return "a mapping"
    return KINDS.get(node.tag.removeprefix(PREFIX), f"a value tagged {node.tag}")


def plain(node: Node) -> Any:
    """The node as dict, list, str, int, float, bool or None. Keys become text; the last of equal keys wins."""
    if isinstance(node, yaml.SequenceNode):
        return [plain(item) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): plain(value) for key, value in node.value}
    match node.tag.removeprefix(PREFIX):
        case "bool":
            return node.value == "true"
        case "null":
            return None
        case "int":
            return int(node.value)
        case "float":
            return float(node.value)
    return node.value
