"""The way that led here: a linked list of guards with the product of their answers."""

from collections.abc import Iterator
from dataclasses import dataclass

from consentlint.model import Guard, Place, Related
from consentlint.worlds import ALWAYS, Worlds

LOAD, REQUEST = "load", "request"
LONGEST = 60  # characters of code in a message


@dataclass(frozen=True, slots=True)
class Path:
    """One position in a run.

    absolute  in which worlds control gets here from the entry of the page
    local     the same, counted from the entry of the current function
    trigger   `load`, or `request` once the visitor has asked for something
    step      where one unit leads to another here (a call, an import, an include): place, verb and what is entered
    """

    parent: "Path | None" = None
    guard: Guard | None = None
    absolute: Worlds = ALWAYS
    local: Worlds = ALWAYS
    trigger: str = LOAD
    step: tuple[Place, str, str] | None = None

    def then(self, guard: Guard | None, worlds: Worlds) -> "Path":
        """Further along, behind one more guard."""
        if guard is None and worlds == ALWAYS:
            return self
        return Path(self, guard, self.absolute & worlds, self.local & worlds, self.trigger)

    def enter(self) -> "Path":
        """The entry of a function that is called from here."""
        return Path(self, None, self.absolute, ALWAYS, self.trigger)

    def via(self, place: Place, verb: str, entered: str) -> "Path":
        """Into another unit: the call, import or include that leads there."""
        return Path(self, None, self.absolute, self.local, self.trigger, (place, verb, entered))

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
        return tuple(point.guard for point in self._points() if point.guard is not None)[::-1]

    def steps(self) -> tuple[Related, ...]:
        """The calls, imports and includes that led here, outermost first; each says when nothing guards it so far."""
        found: dict[Place, Related] = {}
        guarded = False
        for point in reversed(list(self._points())):
            guarded = guarded or point.guard is not None
            if point.step is not None:
                place, verb, entered = point.step
                caption = f"{verb} `{_short(entered)}`{'' if guarded else ' without a guard'}"
                found.setdefault(place, Related(place, caption))
        return tuple(found.values())

    def _points(self) -> "Iterator[Path]":
        point: Path | None = self
        while point is not None:
            yield point
            point = point.parent


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}..."


START = Path()


def both(first: Path, second: Path) -> Path:
    """Behind everything that stands on two ways (registered here, entered there)."""
    path = first
    for guard in second.guards():
        if guard not in first.guards():
            path = path.then(guard, guard.worlds)
    trigger = REQUEST if REQUEST in (first.trigger, second.trigger) else first.trigger
    return Path(path, None, path.absolute & second.absolute, ALWAYS, trigger)
