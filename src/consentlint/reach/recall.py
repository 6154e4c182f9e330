"""What a run asks of the round before, and what it was told: a later round with the same answers need not be run."""

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, TypeVar, cast

from consentlint.model import Place
from consentlint.reach.memory import Memory
from consentlint.reach.values import V_NULL, Atom, Value
from consentlint.worlds import Worlds

if TYPE_CHECKING:
    from consentlint.reach.definitions import Defined

T = TypeVar("T")
Released = tuple[Place | None, Worlds, Place, str]


class Recall:
    """A memory that is only asked. Each question is put once, and kept with its answer."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._told: dict[Hashable, tuple[Callable[[Memory], object], object]] = {}

    def unchanged(self, memory: Memory) -> bool:
        """Would this memory give the same answers to everything that was asked?"""
        return all(ask(memory) == answer for ask, answer in self._told.values())

    def _ask(self, name: Hashable, ask: Callable[[Memory], T]) -> T:
        if name not in self._told:
            self._told[name] = ask, ask(self._memory)
        return cast(T, self._told[name][1])

    def stored(self, kind: str, key: str, initial: Value = V_NULL) -> Value | None:
        """What is stored under a key when the page loads; None when nothing in sight writes it."""
        return self._ask(("stored", kind, key, initial), lambda memory: memory.stored(kind, key, initial))

    def begins(self, kind: str, key: str) -> bool:
        """Is a cell to begin empty, for what is known of it rests on a guess?"""
        return self._ask(("begins", kind, key), lambda memory: memory.begins(kind, key))

    def written(self, kind: str) -> list[str]:
        """The keys of one kind that are written, in order."""
        return self._ask(("written", kind), lambda memory: sorted(k for of, k in memory.writes if of == kind))

    def below(self, kind: str, key: str) -> list[str]:
        """The names of what is written directly below a key, in order."""
        start = f"{key}."
        return self._ask(
            ("below", kind, key),
            lambda memory: sorted(
                k[len(start) :]
                for of, k in memory.writes
                if of == kind and k.startswith(start) and "." not in k[len(start) :]
            ),
        )

    def growing(self, kind: str, key: str, place: Place, trigger: str) -> frozenset[Atom]:
        """What one place writes to a cell that may be more each time."""
        name = "growing", kind, key, place, trigger
        return self._ask(name, lambda memory: memory.growing(kind, key, place, trigger))

    def read(self, kind: str) -> set[str]:
        """The keys of one kind that are read."""
        return self._ask(("read", kind), lambda memory: {key for of, key in memory.reads if of == kind})

    def resolutions(self, place: Place | None) -> list[tuple[Worlds, Value]]:
        """In which worlds a promise is resolved, and with what."""
        return self._ask(
            ("resolutions", place), lambda memory: list(memory.resolutions.get(place, ())) if place is not None else []
        )

    def definition(self, platform: str) -> "Defined | None":
        """What the site's configuration of a platform defines."""
        return self._ask(("definition", platform), lambda memory: memory.definitions.get(platform))

    def released(self) -> list[Released]:
        """The elements that the page's own code releases."""
        return self._ask("released", lambda memory: list(memory.released))

    def dispatched(self, name: str) -> bool:
        """Does the code at hand dispatch this event?"""
        return self._ask(("dispatched", name), lambda memory: name in memory.dispatched)

    def makes(self, mark: str) -> bool:
        """Does the code at hand insert an element of this mark?"""
        return self._ask(("makes", mark), lambda memory: mark in memory.made)

    def writes_global(self, name: str) -> bool:
        """Does the code at hand write this name of the page?"""
        return self._ask(("global", name), lambda memory: name in memory.globals)
