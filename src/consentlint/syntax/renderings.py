"""Conditions that open something in one arm and close it elsewhere: `{% if a %}<!--{% endif %}`, and later `-->`.

What stands between is read once for each choice, as browsers would. Conditions of one text are taken to agree.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax.composed import Composed, Node
from consentlint.syntax.markup import Document, parse_markup

if TYPE_CHECKING:
    from consentlint.syntax.tree import Element

MOST = 8  # documents of one page

Choice = tuple[Node, int]

_MARK = lazy_regex(
    r"<!--|-->|<(/?)(script|style|template|noscript|textarea|title|iframe|xmp)(?=[\s/>])[^<>]*+>", re.IGNORECASE
)


@lru_cache(maxsize=16)  # a page is run several times
def tags(composed: Composed) -> "list[tuple[Element, tuple[Choice, ...]]]":
    """The elements of a page in order, each with the choices that it takes to be there; mostly there are none."""
    groups = _entangled(composed) if composed.nodes and composed.page.dialect.render is None else []
    if not groups:
        return [(element, ()) for element in composed.document.elements]
    documents = [(choice, _chosen(composed, groups, choice)) for choice in _choices(groups)]
    found: dict[tuple[int, object], list[tuple[Element, tuple[int, ...]]]] = defaultdict(list)
    for choice, document in documents:
        for element in document.elements:
            found[element.start.start, _context(element)].append((element, choice))
    result: list[tuple[Element, tuple[Choice, ...]]] = []
    for (start, _), there in found.items():
        fitting = [choice for choice, _ in documents if _agrees(composed, groups, choice, start)]
        if len(there) >= len(fitting):
            result.append((there[0][0], ()))
        else:
            result += [(element, _as_choices(groups, choice)) for element, choice in there]
    return sorted(result, key=lambda entry: entry[0].start.start)


def _entangled(composed: Composed) -> list[list[Node]]:
    """The conditions with an arm that does not close what it opens, those of one text together."""
    marks = [(match.start(), match.end(), *_meaning(match)) for match in _MARK.finditer(composed.masked)]
    groups: dict[str, list[Node]] = {}
    pending = list(composed.nodes)
    while pending and marks:
        node = pending.pop()
        pending += node.children
        if node.kind == "if" and node.block is not None and any(_opens(marks, arm) for arm, _ in node.arms):
            groups.setdefault(" ".join(node.block.text.split()), []).append(node)
    kept: list[list[Node]] = []
    total = 1
    for group in groups.values():
        total *= _ways(group[0])
        kept += [group] if total <= MOST else []
    return kept


def _meaning(match: re.Match[str]) -> tuple[str, int]:
    if match[2] is None:
        return "", 1 if match[0] == "<!--" else -1
    return match[2].lower(), -1 if match[1] else 1


def _opens(marks: list[tuple[int, int, str, int]], arm: Span) -> bool:
    open_now: dict[str, int] = defaultdict(int)
    for _, end, name, step in marks[bisect_left(marks, (arm.start,)) : bisect_left(marks, (arm.end,))]:
        open_now[name] += step if end <= arm.end else 0  # one that ends elsewhere is half a tag (see `variants`)
    return any(open_now.values())


def _choices(groups: list[list[Node]]) -> "product[tuple[int, ...]]":
    return product(*(range(_ways(group[0])) for group in groups))


def _ways(node: Node) -> int:
    """How many ways a condition may go: into one of its arms, or into none."""
    branches = node.block.branches if node.block is not None else ()
    return len(branches) + all(branch.condition is not None for branch in branches)


def _chosen(composed: Composed, groups: list[list[Node]], choice: tuple[int, ...]) -> Document:
    """The page with the other arms painted over."""
    text, position, pieces = composed.masked, 0, []
    away = sorted(
        arm
        for group, taken in zip(groups, choice, strict=True)
        for node in group
        for arm, index in node.arms
        if index != taken
    )
    for arm in away:
        start = max(arm.start, position)
        pieces += [text[position:start], " " * max(0, arm.end - start)]
        position = max(position, arm.end)
    return parse_markup("".join([*pieces, text[position:]]))


def _context(element: "Element") -> tuple[object, ...]:
    """What decides whether an element is live where it stands."""
    inert = tuple(parent.name for parent in element.parents if parent.name in ("template", "noscript"))
    return element.name, tuple((one.name, one.value) for one in element.attributes), inert


def _agrees(composed: Composed, groups: list[list[Node]], choice: tuple[int, ...], offset: int) -> bool:
    """Does a choice keep what stands at the offset?"""
    around = {id(node): arm for node, arm in composed.enclosing(offset)}
    return all(
        around.get(id(node), taken) == taken for group, taken in zip(groups, choice, strict=True) for node in group
    )


def _as_choices(groups: list[list[Node]], choice: tuple[int, ...]) -> tuple[Choice, ...]:
    return tuple((group[0], taken) for group, taken in zip(groups, choice, strict=True))
