"""Places of a page that other text fills: what a page that extends this one puts there, and the page in its layout."""

import re
from abc import ABC, abstractmethod
from contextlib import AbstractContextManager, nullcontext

from consentlint.model import Span
from consentlint.syntax import references
from consentlint.syntax.composed import Node, NodeKind, Unit
from consentlint.syntax.layers import Page
from consentlint.syntax.macros import Fill, Finder
from consentlint.syntax.references import Reference
from consentlint.syntax.template import Block, Branch, Layout
from consentlint.syntax.written import Written

DYNAMIC = "the name is made at run time, and this file fits it"
UNFILLED = "no template that this one extends has a place of that name"
ANOTHER = "code that is not in sight may put the page in this layout instead"
DEEPEST_PARTS = 8
PLACES = frozenset(["yield", "stack"])
PUSHES = frozenset(["push"])
FILLS = PUSHES | {"block"}
Found = list[tuple[Page, bool]]
Fills = dict[str, list[Fill]]


class Places(Written, ABC):
    """fills    what stands ready for the places of a name, the most particular first
    used     ids of the blocks that were put somewhere
    slotted  ids of blocks that stand where a component or layout shows them, and nowhere else
    bodies   pages that stand in layouts, the innermost last
    framing  layouts that pages stand in which do not name them
    """

    def __init__(self, find: Finder) -> None:
        super().__init__()
        self.find = find
        self.nodes: list[list[Node]] = [[]]
        self.chain: list[tuple[str, int]] = []
        self.files: set[str] = set()
        self.fills: Fills = {}
        self.used: set[int] = set()
        self.slotted: set[int] = set()
        self.parents: list[Fill] = []  # what the block that is being filled in replaces, the nearest first
        self.replaced: list[Fill] = []
        self.bodies: list[Fill] = []
        self.framing: set[str] = set()

    @abstractmethod
    def stretch(self, unit: Unit, start: int, end: int, blocks: tuple[Block, ...]) -> None: ...

    @abstractmethod
    def page(self, unit: Unit, fills: Fills) -> None: ...

    @abstractmethod
    def room(self) -> bool: ...

    @abstractmethod
    def within(
        self, kind: NodeKind, unit: Unit, tag: Span, text: str, verb: str = ""
    ) -> AbstractContextManager[None]: ...

    # --- layouts -----------------------------------------------------------------------------------------------------

    def framed(self, unit: Unit, fills: Fills) -> None:
        """A file that is opened, or stands around another one, in the layout that it has without a tag naming it."""
        rules, found = self.layouts(unit.page)
        if rules is None or not self.room():
            self.page(unit, fills)
            return
        path = unit.page.source.path
        self.files.add(path)
        self.framing |= set() if _named(rules, unit.page) else {page.source.path for page, _ in found}
        self.chain.append((path, 0))
        before, self.fills = self.fills, fills
        self.around(unit, found, rules)
        self.fills = before
        self.chain.pop()

    def layouts(self, page: Page) -> tuple[Layout | None, Found]:
        if any(block.kind == "extends" for block in page.template.blocks):
            return None, []
        for index, rules in enumerate(page.dialect.search.layouts):
            found = self.find(page, Reference("layout", str(index), ()))
            if found:
                return rules, found
        return None, []

    def around(self, unit: Unit, found: Found, rules: Layout) -> None:
        """The layouts, with the page and its parts in place. A page that none of them shows stands by itself."""
        whole, kinds = _whole(unit.page), FILLS if rules.parts else PUSHES
        own = [(name, fill) for name, fill in self.own(unit, unit.page.template.blocks) if fill[1].kind in kinds]
        own += self.pushed(unit)
        merged = merge(self.fills, own)
        self.slotted.update(id(block) for _, (_, block) in own)
        before = self.bodies
        self.bodies = [*before, (unit, whole)] if rules.body else before
        for page, certain in found:
            perhaps = nullcontext() if certain else self.within("perhaps", unit, whole.span, ANOTHER)
            with perhaps, self.within("enter", unit, whole.span, page.source.path, "stands in"):
                self.framed(Unit(page, (), unit, unit), merged)
        self.bodies, self.fills = before, merged
        if rules.body and id(whole) not in self.used:
            self.filled(unit, whole)
        for _, (giver, block) in own:
            if id(block) not in self.used:
                with self.within("perhaps", giver, block.branches[0].span, UNFILLED):
                    self.filled(giver, block)

    def body(self) -> None:
        """The page that stands in this layout."""
        if self.bodies:
            *rest, (unit, block) = self.bodies
            self.bodies, before = rest, self.bodies
            self.filled(unit, block)
            self.bodies = before

    # --- places ------------------------------------------------------------------------------------------------------

    def own(self, unit: Unit, blocks: tuple[Block, ...]) -> list[tuple[str, Fill]]:
        return [(b.name, (unit, b)) for b in references.every(blocks) if b.kind in FILLS and b.branches]

    def pushed(self, unit: Unit, depth: int = 0) -> list[tuple[str, Fill]]:
        """What the files that a page includes put into places elsewhere, behind the conditions around the includes."""
        found: list[tuple[str, Fill]] = []
        if not unit.page.dialect.search.runs or depth > DEEPEST_PARTS:
            return found
        for at, reference in references.included(unit.page):
            for page in [page for page, certain in self.find(unit.page, reference) if certain]:
                around = tuple((unit, *each) for each in unit.page.guarding_branches(at))
                part = Unit(page, reference.bindings, unit, unit, (*unit.behind, *around))
                own = [(name, fill) for name, fill in self.own(part, page.template.blocks) if fill[1].kind in PUSHES]
                self.slotted.update(id(block) for _, (_, block) in own)
                found += [*own, *self.pushed(part, depth + 1)]
        return found

    def place(self, name: str, default: Fill | None) -> None:
        """A place that pages which extend this one fill; else what it holds itself."""
        if not name and "" not in self.fills:
            self.body()
        stack = [*self.fills.get(name, ()), *([default] if default else [])]
        if default is not None and len(stack) > 1:
            self.replaced.append(default)
        adding = [fill for fill in stack if fill[1].kind == "push"]
        for unit, block in [*adding, *[fill for fill in stack if fill[1].kind != "push"][:1]]:
            self.parents, before = stack[stack.index((unit, block)) + 1 :], self.parents
            self.filled(unit, block)
            self.parents = before

    def filled(self, unit: Unit, block: Block, runs: bool = False) -> None:
        """A block's content; where the language runs it, the conditions around it count."""
        if block.kind in PLACES or id(block) in (state[1] for state in self.chain):
            return
        self.used.add(id(block))
        self.chain.append(("", id(block)))
        runs = runs or (unit.page.dialect.search.runs and bool(self.fills))
        around = unit.page.guarding_branches(block.span.start) if runs else []
        behind = unit.behind if self.fills else ()
        self._behind(unit, block, (*behind, *((unit, *each) for each in around)))
        self.chain.pop()

    def _behind(self, unit: Unit, block: Block, around: tuple[tuple[Unit, Block, int], ...]) -> None:
        if not around:
            self.stretch(unit, block.body.start, block.body.end, block.children)
            return
        where, condition, index = around[0]
        node = Node("if", where, condition.branches[index].span, self.length, condition)
        self.nodes.append(node.children)
        self._behind(unit, block, around[1:])
        self.nodes.pop()
        node.end = self.length
        node.arms = [(Span(node.start, node.end), index)]
        self.nodes[-1].append(node)

    def parent(self) -> None:
        """What the block that is being filled in replaces."""
        if self.parents:
            (unit, block), *rest = self.parents
            self.parents, before = rest, self.parents
            self.filled(unit, block)
            self.parents = before


def merge(fills: Fills, own: list[tuple[str, Fill]]) -> Fills:
    """What stands ready for places already, and behind it a page's own."""
    merged = dict(fills)
    for name, fill in own:
        merged[name] = [*merged.get(name, []), fill]
    return merged


def _named(rules: Layout, page: Page) -> bool:
    return bool(rules.named) and re.search(rules.named, page.text) is not None


def _whole(page: Page) -> Block:
    """All of a page, as a block that a layout shows."""
    text = Span(0, len(page.text))
    start = Span(0, 0)
    return Block("body", "", "", start, text, "", start, None, (Branch(None, "", start, text),), page.template.blocks)
