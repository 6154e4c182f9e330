"""Which of the conditions within a start tag matter: an `async` that may be there changes nothing."""

from typing import TYPE_CHECKING, Any

from consentlint.reach.elements import Element
from consentlint.reach.values import join
from consentlint.worlds import PERHAPS

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

ADDRESSES = frozenset(["src", "href", "data"])
# What decides on whether and what an element fetches, besides the marks of consent platforms.
DECIDING = frozenset("type language nomodule rel as for event srcdoc http-equiv content srcset imagesrcset is".split())

Choices = tuple[tuple[Any, int], ...]
Way = tuple[Choices, Element]


def told_apart(m: "Machine", ways: list[Way], weigher: Any) -> list[Way]:
    """The ways to render a start tag without the conditions that make no difference."""
    for node in {id(node): node for choices, _ in ways for node, _ in choices}.values():
        ways = _without(m, ways, node, _is_open(weigher, node))
    return ways


def _is_open(weigher: Any, node: Any) -> bool:
    """Does a condition say nothing of consent? Then whichever address it chooses may be meant."""
    guards = [weigher.guard(node, arm) for arm in range(len(node.block.branches) + 1)]
    return all(guard is None or guard.worlds == PERHAPS for guard in guards)


def _without(m: "Machine", ways: list[Way], node: Any, is_open: bool) -> list[Way]:
    """The ways without a choice at `node`, if that never matters; else as they are."""
    groups: dict[Choices, list[Way]] = {}
    for choices, element in ways:
        rest = tuple(choice for choice in choices if choice[0] is not node and not _within(choice[0], node))
        groups.setdefault(rest, []).append((choices, element))
    if any(len({_signature(m, element, is_open) for _, element in group}) > 1 for group in groups.values()):
        return ways
    return [(rest, _joined([element for _, element in group])) for rest, group in groups.items()]


def _within(inner: Any, outer: Any) -> bool:
    return any(child is inner or _within(inner, child) for child in outer.children)


def _signature(m: "Machine", element: Element, is_open: bool) -> tuple[object, ...]:
    deciding = tuple(
        (name, (is_open and name in ADDRESSES) or element.attributes[name].sets())
        for name in sorted(element.attributes)
        if name in ADDRESSES or name in DECIDING or name.startswith("data-")
    )
    named = not {"class", "id"}.isdisjoint(element.attributes)
    marks = frozenset(element.marks(m.knowledge.marks)) if named else frozenset()
    return element.name, deciding, marks


def _joined(elements: list[Element]) -> Element:
    """One element, with every address that it may have."""
    first = elements[0]
    for other in elements[1:]:
        for name in ADDRESSES & first.attributes.keys() & other.attributes.keys():
            first.attributes[name] = join(first.attributes[name], other.attributes[name])
    return first
