"""Template conditions: the branches of `{% if %}` and its kin around a place, evaluated like script conditions."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from consentlint.model import Guard, Span
from consentlint.reach.evaluate import condition, make_guard
from consentlint.reach.paths import START
from consentlint.reach.plugins import Plugin
from consentlint.reach.things import Code, Frame
from consentlint.reach.values import Note
from consentlint.worlds import ALWAYS

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

# A loop or a macro says nothing about consent; whether its body runs at all is not known here.
DECIDING = "if"


def branches(m: "Machine", page: Any, code: Code) -> Callable[[int], list[Guard]]:
    """From an offset to the guards of the template branches around it, outermost first."""
    weighed: dict[tuple[Span, int], Guard | None] = {}

    def guards(offset: int) -> list[Guard]:
        found = []
        for block, index in page.guarding_branches(offset):
            key = (block.span, index)
            if key not in weighed:
                weighed[key] = _weigh(m, block, index, code)
            guard = weighed[key]
            if guard is not None:
                found.append(guard)
        return found

    return guards


def _weigh(m: "Machine", block: Any, index: int, code: Code) -> Guard | None:
    """The guard of one branch: its own condition holds and no earlier one did."""
    frame = Frame(m.new_scope(None), code, m.window)
    worlds = ALWAYS
    notes: frozenset[Note] = frozenset()
    for number, branch in enumerate(block.branches[: index + 1]):
        if branch.condition is None:
            continue
        holds, why = condition(m, branch.condition, frame, START)
        notes = notes | why
        worlds = worlds & (holds if number == index else ~holds)
    branch = block.branches[index]
    text = " ".join(code.slice(branch.span).split())
    guard = make_guard(m, code.place(branch.span), text, worlds, notes)
    return guard._replace(kind="template-condition") if guard is not None else None


COLLECTOR = Plugin(id="template-condition")
