"""The way that led here: a linked list of guards with the product of their answers."""

from collections.abc import Iterator
from dataclasses import dataclass

from consentlint.model import Guard
from consentlint.worlds import ALWAYS, Worlds

LOAD, REQUEST = "load", "request"


@dataclass(frozen=True, slots=True)
class Path:
    """One position in a run.

    absolute  in which worlds control gets here from the entry of the page
    local     the same, counted from the entry of the current function
    trigger   `load`, or `request` once the visitor has asked for something
    """

    parent: "Path | None" = None
    guard: Guard | None = None
    absolute: Worlds = ALWAYS
    local: Worlds = ALWAYS
    trigger: str = LOAD

    def then(self, guard: Guard | None, worlds: Worlds) -> "Path":
        """Further along, behind one more guard."""
        if guard is None and worlds == ALWAYS:
            return self
        return Path(self, guard, self.absolute & worlds, self.local & worlds, self.trigger)

    def enter(self) -> "Path":
        """The entry of a function that is called from here."""
        return Path(self, None, self.absolute, ALWAYS, self.trigger)

    def on(self, trigger: str) -> "Path":
        return Path(self, None, self.absolute, self.local, trigger)

    def waiting(self) -> "Path":
        """Along with the visitor: whoever has chosen on this page was undecided when it was loaded."""
        first = self.absolute[0]
        return Path(
            self, None, Worlds(first, *(max(first, answer) for answer in self.absolute[1:])), self.local, self.trigger
        )

    def guards(self) -> tuple[Guard, ...]:
        """The guards met, outermost first."""
        return tuple(self._walk())[::-1]

    def _walk(self) -> Iterator[Guard]:
        step: Path | None = self
        while step is not None:
            if step.guard is not None:
                yield step.guard
            step = step.parent


START = Path()


def both(first: Path, second: Path) -> Path:
    """Behind everything that stands on two ways (registered here, entered there)."""
    path = first
    for guard in second.guards():
        if guard not in first.guards():
            path = path.then(guard, guard.worlds)
    trigger = REQUEST if REQUEST in (first.trigger, second.trigger) else first.trigger
    return Path(path, None, path.absolute & second.absolute, ALWAYS, trigger)
