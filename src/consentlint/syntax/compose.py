"""Put a page together from the files that it is made of (see `composed`)."""

from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from consentlint.model import Span
from consentlint.syntax import references
from consentlint.syntax.composed import Composed, Node, NodeKind, Segment, Unit
from consentlint.syntax.layers import Page
from consentlint.syntax.macros import Fill, Finder, Macros, handed
from consentlint.syntax.places import DYNAMIC, PLACES, UNFILLED, Places, merge
from consentlint.syntax.references import Reference
from consentlint.syntax.template import Block, Branch, Tag

MOST_UNITS = 400
LONGEST = 1_500_000
DEEPEST_FILES = 40  # files and fillings within each other
DEEPEST_BLOCKS = 80

UNCALLED = "no call of this macro is in sight"
REPLACED = "the template that extends this one has content of its own for this place"
UNSHOWN = "nothing in sight shows what stands within this component"
TOO_DEEP = "blocks are nested too deep to be followed"


def compose(page: Page, find: Finder = lambda page, reference: []) -> Composed:
    """The page with everything in place that `find` finds. Never raises; what is too much or in circles stays out."""
    builder = _Builder(find)
    builder.framed(Unit(page), {})
    builder.rest()
    return builder.finish(page)


class _Builder(Places):
    def __init__(self, find: Finder) -> None:
        super().__init__(find)
        self.nodes: list[list[Node]] = [[]]
        self.edges: list[int] = []
        self.units = 0
        self.depth = 0
        self.unseen = False  # something that is included was not found
        self.macros = Macros(find)
        self.slots: set[str] = set()  # names under which components are handed content
        self.callers: list[Fill] = []  # calls of macros that are being put in place
        self.places = True  # whether blocks and files are put where they belong

    def finish(self, page: Page) -> Composed:
        return Composed(
            text="".join(self.text),
            masked="".join(self.masked),
            segments=tuple(self.segments) or (Segment(0, Unit(page), 0),),
            printed=tuple(self.printed),
            nodes=tuple(self.nodes[0]),
            edges=tuple(sorted(self.edges)),
            files=frozenset(self.files - self.framing),
            page=page,
        )

    def flat(self, unit: Unit) -> None:
        """The page by itself."""
        self.files.add(unit.page.source.path)
        self.places = False
        self.stretch(unit, 0, len(unit.page.text), unit.page.template.blocks)

    # --- text --------------------------------------------------------------------------------------------------------

    def plain(self, unit: Unit, start: int, end: int) -> None:
        """Text between blocks, with what its printed expressions bring in."""
        calls = self.macros.of(unit.page).calls if self.places else []
        index = bisect_left(calls, start, key=lambda call: call[0].span.start)
        position = start
        while index < len(calls) and calls[index][0].span.end <= end:
            tag, reference = calls[index]
            self.copy(unit, position, tag.span.end)
            position = tag.span.end
            self.use(unit, tag.span, reference, None)
            index += 1
        self.copy(unit, position, end)

    # --- blocks ------------------------------------------------------------------------------------------------------

    def stretch(self, unit: Unit, start: int, end: int, blocks: tuple[Block, ...]) -> None:
        """A stretch of the unit's file; `blocks` are its outermost blocks."""
        if self.depth >= DEEPEST_BLOCKS and blocks:
            with self.within("perhaps", unit, Span(start, start), TOO_DEEP):
                self.copy(unit, start, end)
            return
        self.depth += 1
        position = start
        for block in blocks:
            if block.span.start >= position and block.span.end <= end:
                self.plain(unit, position, block.span.start)
                self.block(unit, block)
                position = block.span.end
        self.plain(unit, position, end)
        self.depth -= 1

    def block(self, unit: Unit, block: Block) -> None:
        if not self.places:
            self.arms(unit, block)
        elif block.kind in ("include", "embed"):
            self.include(unit, block)
        elif block.kind == "component":
            self.component(unit, block)
        elif id(block) in self.slotted:
            pass  # it stands where the component or layout shows it
        elif block.branches and block in self.macros.of(unit.page).kept.get(block.name.lstrip("$"), ()):
            self.copy(unit, block.span.start, block.body.start)
            self.copy(unit, block.body.end, block.span.end)
        elif block.kind in PLACES:
            self.copy(unit, block.span.start, block.span.end)
            self.place(block.name, None)
        elif block.kind == "parent":
            self.copy(unit, block.span.start, block.span.end)
            self.parent()
        elif block.kind == "macro" and block.branches:
            self.macros.loose.append((unit, block))
        elif block.kind == "caller" or (block.kind == "block" and not block.name and self.callers):
            self.copy(unit, block.span.start, block.span.end)
            self.caller()
        elif block.kind == "block" and block.branches:
            self.copy(unit, block.span.start, block.body.start)
            self.place(block.name, (unit, block))
            self.copy(unit, block.body.end, block.span.end)
        elif block.kind == "call" and block.branches:
            self.call(unit, block)
        elif block.kind in ("call", "print") and not block.branches:
            self.copy(unit, block.span.start, block.span.end)
            self.by_name(unit, block, block.word if block.kind == "print" else block.name)
        elif block.kind == "with" and block.bindings and block.branches:
            inner = Unit(unit.page, block.bindings, unit, unit)
            self.copy(unit, block.span.start, block.body.start)
            self.stretch(inner, block.body.start, block.body.end, block.children)
            self.copy(unit, block.body.end, block.span.end)
        else:
            self.arms(unit, block)

    def arms(self, unit: Unit, block: Block) -> None:
        """The arms of a block in turn; those of a condition become a node."""
        if not block.branches:
            self.copy(unit, block.span.start, block.span.end)
            return
        node = Node("if", unit, block.branches[0].span, self.length, block) if block.kind == "if" else None
        if node is not None:
            self.nodes.append(node.children)
        position, child = block.span.start, 0
        for index, branch in enumerate(block.branches):
            self.copy(unit, position, branch.body.start)
            start, first = self.length, child
            last = index == len(block.branches) - 1  # an empty tag may stand at its very end
            while child < len(block.children) and (last or block.children[child].span.start < branch.body.end):
                child += 1
            self.stretch(unit, branch.body.start, branch.body.end, block.children[first:child])
            position = branch.body.end
            if node is not None:
                node.arms.append((Span(start, self.length), index))
                self.edges += [start, self.length]
        self.copy(unit, position, block.span.end)
        if node is not None:
            node.end = self.length
            self.nodes.pop()
            self.nodes[-1].append(node)

    @contextmanager
    def within(self, kind: NodeKind, unit: Unit, tag: Span, text: str, verb: str = "") -> Iterator[None]:
        """What is put down here stands in a node of its own."""
        node = Node(kind, unit, tag, self.length, None, text, verb)
        self.nodes.append(node.children)
        yield
        self.nodes.pop()
        node.end = self.length
        node.arms = [(Span(node.start, node.end), 0)]
        if node.end > node.start:
            self.nodes[-1].append(node)

    # --- other files -------------------------------------------------------------------------------------------------

    def include(self, unit: Unit, block: Block) -> None:
        opening = block.body.start if block.branches else block.span.end
        self.copy(unit, block.span.start, opening)
        before = self.fills
        if block.branches:
            self.fills = {**before, **{name: [fill] for name, fill in self.own(unit, block.children)}}
        if block.branches or not self.by_name(unit, block, block.name):
            self.use(unit, block.span, references.of_block(unit.page, block), block)
        self.fills = before
        if block.branches:
            self.copy(unit, block.body.end, block.span.end)

    def component(self, unit: Unit, block: Block) -> None:
        """The template of a component, with what stands between its tags in the slots that it shows."""
        reference, default = references.of_block(unit.page, block), unit.page.dialect.search.slot
        if not self.find(unit.page, reference):
            self.unseen = True
            self.arms(unit, block)
            return
        named = [child for child in block.children if child.kind == "slot" and child.branches]
        content = {default: [(unit, block)] if block.branches else [], **{b.name: [(unit, b)] for b in named}}
        before, self.fills = self.fills, {**self.fills, **content}
        self.slots.update(content)
        self.slotted.update(map(id, named))
        self.copy(unit, block.span.start, block.body.start)
        self.enter_files(unit, block.span, reference, "shows")
        self.copy(unit, block.body.end, block.span.end)
        self.fills = before
        for slot in [block] if block.branches and id(block) not in self.used else []:
            with self.within("perhaps", unit, block.branches[0].span, UNSHOWN):
                self.filled(unit, slot)

    def by_name(self, unit: Unit, block: Block, name: str) -> bool:
        """A tag that is a call of a macro where one of that name is known (`{chat url='x'}`, `{include chat, 'x'}`)."""
        if name in self.fills and block.word in unit.page.dialect.search.shows:
            self.place(name, None)
            return True
        owner, _, last = name.rpartition(".")
        if owner and owner in self.macros.of(unit.page).imports.files:
            args = references.given(unit.page, last, block.args, _behind(block, name))
            self.macro(unit, block.span, Reference("macro", last, (last,), (), args, owner))
            return True
        if not name or name not in self.macros.names(unit.page):
            return False
        start = block.args.start
        if block.kind != "print":
            start += block.text.find(name) + len(name)
        args = references.given(unit.page, name, block.args, Span(start, block.args.end))
        self.macro(unit, block.span, Reference("macro", name, (name,), (), args))
        return True

    def use(self, unit: Unit, tag: Span, reference: Reference, block: Block | None) -> None:
        if reference.kind == "macro":
            self.macro(unit, tag, reference)
        elif reference.kind == "body":
            self.body()
        elif reference.kind == "caller":
            self.caller()
        elif reference.kind == "kept":
            for block in self.macros.of(unit.page).kept[reference.word]:
                self.filled(unit, block, runs=True)
        elif reference.kind in ("yield", "block"):
            name = "".join(part or "" for part in reference.parts)
            self.place("" if name not in self.fills and name in unit.page.dialect.search.body else name, None)
        elif reference.kind == "slot":
            if reference.word in self.slots:
                self.place(reference.word, None)
        elif reference.kind == "parent":
            self.parent()
        else:
            self.enter_files(unit, tag, reference, "includes")

    def enter_files(self, unit: Unit, tag: Span, reference: Reference, verb: str) -> bool:
        """Put the files in place that a reference means; False when there is none."""
        if reference.arms:
            return self.chosen(unit, tag, reference, verb)
        found = self.find(unit.page, reference)
        self.unseen = self.unseen or not found
        for page, certain in found:
            inner = Unit(page, reference.bindings, unit, unit)
            perhaps = nullcontext() if certain else self.within("perhaps", unit, tag, DYNAMIC)
            with perhaps, self.within("enter", unit, tag, page.source.path, verb):
                if not self.part(inner, unit, reference):
                    self.page(inner, self.fills)
        return bool(found)

    def chosen(self, unit: Unit, tag: Span, reference: Reference, verb: str) -> bool:
        """One of several files, as a condition says."""
        behind = Span(tag.end, tag.end)
        branches = tuple(Branch(condition, "", tag, behind) for condition, _ in reference.arms)
        block = Block("if", reference.word, "", tag, behind, "", tag, branches[0].condition, branches)
        node, found = Node("if", unit, tag, self.length, block), False
        self.nodes.append(node.children)
        for index, (_, parts) in enumerate(reference.arms):
            start = self.length
            found = self.enter_files(unit, tag, reference._replace(parts=parts, arms=()), verb) or found
            node.arms.append((Span(start, self.length), index))
            self.edges += [start, self.length]
        node.end = self.length
        self.nodes.pop()
        self.nodes[-1].append(node)
        return found

    def part(self, home: Unit, caller: Unit, reference: Reference) -> bool:
        """The one part of a file that is meant; False where none is, or none has that name."""
        blocks = references.every(home.page.template.blocks) if reference.part else ()
        named = (block for block in blocks if block.kind in ("block", "macro") and block.branches)
        part = next((block for block in named if block.name == reference.part), None)
        if part is None:
            return False
        self.files.add(home.page.source.path)
        self.filled(home if reference.bindings else handed(home, part, caller, reference), part)
        return True

    def page(self, unit: Unit, fills: dict[str, list[Fill]]) -> None:
        """A whole file, or the one that it extends with this one's blocks in place."""
        path = unit.page.source.path
        state = (path, 0)
        if state in self.chain or not self.room():
            return
        self.chain.append(state)
        self.files.add(path)
        extends = next((block for block in unit.page.template.blocks if block.kind == "extends"), None)
        found = self.find(unit.page, references.of_block(unit.page, extends)) if extends is not None else []
        before, self.fills = self.fills, fills
        if extends is not None and found:
            self.child(unit, extends, found)
        else:
            self.unseen = self.unseen or extends is not None
            self.stretch(unit, 0, len(unit.page.text), unit.page.template.blocks)
        self.fills = before
        self.chain.pop()

    def child(self, unit: Unit, extends: Block, found: list[tuple[Page, bool]]) -> None:
        """What a page extends, with the blocks of the page in place."""
        own = [*self.own(unit, unit.page.template.blocks), *self.pushed(unit)]
        merged = merge(self.fills, own)
        for block in references.every(unit.page.template.blocks):
            if block.kind == "macro" and block.branches:
                self.macros.loose.append((unit, block))
        self.macros.include(unit)
        unseen, self.unseen = self.unseen, False
        for page, _ in found:
            with self.within("enter", unit, extends.span, page.source.path, "extends"):
                self.framed(Unit(page, (), unit, unit), merged)
        for _, (giver, block) in own:
            if id(block) not in self.used and not any(_inside(block, other) for _, (_, other) in own):
                kind: NodeKind = "perhaps" if self.unseen else "never"
                with self.within(kind, giver, block.branches[0].span, UNFILLED):
                    self.filled(giver, block)
        self.unseen = self.unseen or unseen

    def room(self) -> bool:
        self.units += 1
        return self.units <= MOST_UNITS and self.length <= LONGEST and len(self.chain) < DEEPEST_FILES

    # --- places and macros -------------------------------------------------------------------------------------------

    def call(self, unit: Unit, block: Block) -> None:
        """`{% call macro() %}content{% endcall %}`."""
        self.copy(unit, block.span.start, block.body.start)
        tag = Tag("output", block.branches[0].span, "", block.args)
        names = self.macros.names(unit.page) | self.macros.of(unit.page).imports.files.keys()
        reference = references.of_output(unit.page, tag, names)
        found = reference is not None and reference.kind == "macro" and bool(self.macros.meant(unit, reference))
        self.callers.append((unit, block))
        if reference is not None:
            self.use(unit, tag.span, reference, block)
        self.callers.pop()
        if not found:
            self.stretch(unit, block.body.start, block.body.end, block.children)
        elif id(block) not in self.used:
            with self.within("perhaps", unit, block.branches[0].span, UNSHOWN):
                self.filled(unit, block)
        self.copy(unit, block.body.end, block.span.end)

    def caller(self) -> None:
        """What stands within the call of the macro that is being put in place."""
        if self.callers:
            (unit, block), before = self.callers[-1], self.callers
            self.callers = before[:-1]
            self.filled(unit, block)
            self.callers = before

    def macro(self, unit: Unit, tag: Span, reference: Reference) -> None:
        for home, macro in self.macros.meant(unit, reference):
            self.files.add(home.page.source.path)
            if self.room():
                with self.within("enter", unit, tag, f"{macro.name}()", "calls"):
                    self.filled(handed(home, macro, unit, reference), macro)

    def rest(self) -> None:
        """Macros that nothing in sight calls, which importers may, and what was replaced by other content."""
        kinds: tuple[tuple[list[Fill], NodeKind, str], ...]
        kinds = ((self.macros.loose, "perhaps", UNCALLED), (self.replaced, "never", REPLACED))
        for fills, kind, why in kinds:
            for unit, block in fills:
                if id(block) not in self.used:
                    with self.within(kind, unit, block.branches[0].span, why):
                        self.filled(unit, block)


def _behind(block: Block, name: str) -> Span:
    """What stands behind a name in a block's text."""
    return Span(block.args.start + block.text.find(name) + len(name), block.args.end)


def _inside(block: Block, other: Block) -> bool:
    return other is not block and other.span.start <= block.span.start and block.span.end <= other.span.end
