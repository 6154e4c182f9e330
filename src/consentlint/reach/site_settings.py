"""Settings files of site generators and frameworks: which ones a pack knows, and what stands under a path of keys."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from consentlint.datafiles import file_fits
from consentlint.packs.values import SiteSetting
from consentlint.syntax.data import Node

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine


def settings_for(m: "Machine", path: str) -> list[SiteSetting]:
    """The settings that a pack knows of a file of this name."""
    return [one for cmp in m.knowledge.cmps for one in cmp.site if file_fits(path, one.file)]


def steps_of(key: str) -> list[str]:
    """A path of keys, as packs write it, in its steps."""
    return [step for step in key.replace("[", ".[").split(".") if step]


def select(node: Node, steps: list[str], any_case: bool = False) -> Iterator[Node]:
    """What stands under a path of keys.

    any_case  keys are found whatever their case, and `**` stands for any number of keys and items
    """
    if not steps:
        yield node
    elif steps[0] == "**" and any_case:
        yield from select(node, steps[1:], True)
        for inner in [*node.items, *(node.value.values() if isinstance(node.value, dict) else ())]:
            yield from select(inner, steps, True)
    elif steps[0] == "[]":
        # Where a list is meant, one item may stand for it.
        for item in node.items or ([node] if node.value is not None and not isinstance(node.value, list) else []):
            yield from select(item, steps[1:], any_case)
    elif steps[0].startswith("["):
        field, _, wanted = steps[0].strip("[]").partition("=")
        for item in node.items:
            if item.get(field).text == wanted:
                yield from select(item, steps[1:], any_case)
    elif steps[0] == "{}":
        yield from (Node(key, span) for key, span in node.keys.items())
    elif isinstance(node.value, dict):
        for key in _keys(node.value, steps[0], any_case):
            yield from select(node.value[key], steps[1:], any_case)


def _keys(held: dict[str, Node], step: str, any_case: bool) -> list[str]:
    if step == "*":
        return list(held)
    return [key for key in held if key == step or (any_case and key.lower() == step.lower())]


def counts(tree: Node, setting: SiteSetting) -> bool:
    """Does what stands beside a setting let it do anything?"""
    off = any(is_set(tree, one) for one in setting.off)
    return not off and (not setting.beside or is_set(tree, setting.beside))


def is_set(tree: Node, wanted: str) -> bool:
    """`a.b`: something other than false and nothing stands there; `a.b=glob`: a text that fits."""
    path, equals, glob = wanted.partition("=")
    found = select(tree, steps_of(path), any_case=True)
    return any(fnmatchcase(_text(node), glob) if equals else _holds(node) for node in found)


def _holds(node: Node) -> bool:
    if isinstance(node.value, dict):
        return node.get("enabled").value is not False
    return isinstance(node.value, list) or _text(node) not in ("", "false")


def _text(node: Node) -> str:
    """A value as it is written; nothing at all is empty."""
    if isinstance(node.value, bool):
        return str(node.value).lower()
    return node.value if isinstance(node.value, str) else ""
