"""Template conditions: the branches of `{% if %}` and its kin around a place, evaluated like script conditions."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from consentlint.model import Guard, Place, Span
from consentlint.reach.evaluate import condition, make_guard
from consentlint.reach.paths import START, Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.printing import without_encoding
from consentlint.reach.things import Code, Frame, Scope
from consentlint.reach.values import V_UNKNOWN, Note, Value
from consentlint.syntax import ir
from consentlint.syntax.composed import Composed, Node, Printed, Unit
from consentlint.syntax.condition import outside
from consentlint.syntax.layers import Page
from consentlint.syntax.renderings import tags
from consentlint.syntax.template import Bindings, Block
from consentlint.worlds import ALWAYS, NEVER, PERHAPS

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine
    from consentlint.syntax.tree import Element

Step = tuple[Node, int]


class Weigher:
    """What stands around a place of a composed page, weighed once. Names mean what the files hand on to each other."""

    def __init__(self, m: "Machine", composed: Composed) -> None:
        self.m = m
        self.composed = composed
        self.weighed: dict[tuple[int, int], Guard | None] = {}
        self.scopes: dict[int, Scope] = {}
        self.values: dict[int, Value] = {}
        self.served: Page | None = None  # a page whose own conditions the server's code decides, not the tags

    def guards(self, offset: int) -> list[Guard]:
        """The guards around an offset of the composed text, outermost first."""
        found = (self.guard(*step) for step in self.composed.enclosing(offset))
        return [guard for guard in found if guard is not None]

    def behind(self, offset: int, at: Path) -> Path:
        """The path to a place of the page: through files and behind conditions."""
        return self.along(self.composed.enclosing(offset), at)

    def choosing(self, offset: int, decided: frozenset[int], choices: tuple[Step, ...], at: Path) -> Path:
        """The path to a start tag, given which arms within it are taken. `decided`: ids of the nodes that end in it."""
        at = self.along((step for step in self.composed.enclosing(offset) if id(step[0]) not in decided), at)
        for guard in (self.guard(*choice) for choice in choices):
            at = at.then(guard, guard.worlds) if guard is not None else at
        return at

    def tags(self) -> "list[tuple[Element, tuple[Step, ...]]]":
        """The elements of the page, and which arms must be taken for them to be there."""
        return tags(self.composed)

    def choose(self, choices: tuple[Step, ...], at: Path) -> Path:
        for guard in (self.guard(*choice) for choice in choices):
            at = at.then(guard, guard.worlds) if guard is not None else at
        return at

    def along(self, steps: Iterable[Step], at: Path) -> Path:
        for node, arm in steps:
            if node.kind == "enter":
                at = at.via(self.code(node.unit).place(node.tag), node.verb, node.text)
            guard = self.guard(node, arm) if node.unit.page is not self.served else None
            if guard is not None:
                at = at.then(guard, guard.worlds)
        return at

    def guard(self, node: Node, arm: int) -> Guard | None:
        key = (id(node), arm)
        if key not in self.weighed:
            self.weighed[key] = self._weigh(node, arm)
        return self.weighed[key]

    def _weigh(self, node: Node, arm: int) -> Guard | None:
        if node.block is not None:
            return self._branch(node.unit, node.block, arm)
        if node.kind == "enter":
            return None
        worlds = PERHAPS if node.kind == "perhaps" else NEVER
        code = self.code(node.unit)
        return Guard("template-condition", code.place(node.tag), _line(code, node.tag), worlds, node.text)

    def _branch(self, unit: Unit, block: Block, index: int) -> Guard | None:
        """The guard of one branch: its own condition holds and no earlier one did. Beyond the last: none does."""
        frame = self.frame(unit)
        worlds = ALWAYS
        notes: frozenset[Note] = frozenset()
        for number, branch in enumerate(block.branches[: index + 1]):
            if branch.condition is None:
                continue
            holds, why = condition(self.m, branch.condition, frame, START)
            notes = notes | why
            worlds = worlds & (holds if number == index else ~holds)
        tag = _told(block, min(index, len(block.branches) - 1))
        text = _line(frame.code, tag)
        text = text if index < len(block.branches) else f"else of {text}"
        guard = make_guard(self.m, frame.code.place(tag), text, worlds, notes)
        return guard._replace(kind="template-condition") if guard is not None else None

    # --- names and values --------------------------------------------------------------------------------------------

    def printed(self, printed: Printed) -> Value:
        """What the template prints there may be worth; what is printed as JSON is worth what was encoded."""
        if printed.tag is None:
            return V_UNKNOWN
        if id(printed) not in self.values:
            expr = without_encoding(printed.unit.page.template.lower(printed.tag.args))
            self.values[id(printed)] = self.m.settle(self.m.evaluate(expr, self.frame(printed.unit), START))
        return self.values[id(printed)]

    def prints(self, span: Span) -> list[tuple[Span, Value]]:
        """What the template prints within a span of the composed text."""
        return [(printed.span, self.printed(printed)) for printed in self.composed.printed_in(span)]

    def code(self, unit: Unit) -> Code:
        page = unit.page
        made = (lambda span: Place(page.source.path, page.origin(span))) if page.made is not None else None
        return Code(page.source.path, page.text, origin=made)

    def frame(self, unit: Unit) -> Frame:
        return Frame(self.scope(unit), self.code(unit), self.m.window)

    def scope(self, unit: Unit) -> Scope:
        """The names that hold in a unit: what it was handed, then what holds around it."""
        if id(unit) not in self.scopes:
            outer = self._names(unit.around) if unit.around is not None else None
            scope = self.scopes[id(unit)] = self.m.new_scope(outer)
            giver = self.frame(unit.giver) if unit.giver is not None and unit.bindings else None
            for name, expr in unit.bindings if giver is not None else ():
                held = self.m.evaluate(expr, giver, START)  # type: ignore[arg-type]
                for spelled in dict.fromkeys((name, outside(name))):  # the language settles which of the two is meant
                    scope.names.add(spelled)
                    self.m.write_name(scope, spelled, held)
            together = unit.page.dialect.search.object
            if together and giver is not None:
                scope.names.add(together)
                self.m.write_name(scope, together, self._object(unit.bindings, giver))
        return self.scopes[id(unit)]

    def _object(self, bindings: Bindings, giver: Frame) -> Value:
        """What was handed over, as one thing."""
        entries = tuple(ir.Property(expr.span, ir.Const(expr.span, name), expr) for name, expr in bindings)
        return self.m.evaluate(ir.Object(bindings[0][1].span, entries), giver, START)

    def _names(self, unit: Unit) -> Scope:
        """What other files see of a unit: the values that it gives to names, too."""
        own = self.scope(unit)
        known = {name: expr for name, expr in unit.page.template.names.items() if expr is not None}
        if not known:
            return own
        scope = self.m.new_scope(own, known)
        for name, expr in known.items():
            self.m.write_name(scope, name, self.m.evaluate(expr, self.frame(unit), START))
        return scope


def _told(block: Block, index: int) -> Span:
    """Where a branch is said: its tag, or the condition where an attribute or the code around has taken its part."""
    tag = block.branches[index].span
    said = [branch.condition.span for branch in block.branches[: index + 1] if branch.condition is not None]
    return tag if tag.end > tag.start or not said else said[-1]


def _line(code: Code, span: Span) -> str:
    return " ".join(code.slice(span).split())


COLLECTOR = Plugin(id="template-condition")
