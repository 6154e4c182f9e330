"""What one round of a run leaves for the next: stored values, resolved promises, and who wrote what.

Cookies and storage outlive the page, and a promise may be resolved by code that runs after the code that waits for
it. So the project is run in rounds until these do not change any more.
"""

from dataclasses import dataclass, field, replace

from consentlint.model import Place
from consentlint.reach.definitions import Defined
from consentlint.reach.values import SOME_STRING, UNKNOWN, V_NEVER, V_NULL, Atom, FrozenObject, Str, Value, join, pick
from consentlint.reach.widening import may_grow
from consentlint.worlds import NEVER, PERHAPS, Worlds


@dataclass(frozen=True, slots=True)
class Write:
    """A value put into a cookie or storage key: where, in which worlds, and on whose request."""

    held: Value
    worlds: Worlds
    trigger: str
    place: Place


@dataclass(slots=True)
class Memory:
    """What a round found.

    writes       cookies and storage keys, by (kind, key), then by place and trigger of the write
    resolutions  in which worlds promises are resolved, by the place of the promise
    released     elements that the page's own code releases (None: not known which), in which worlds, where and how
    definitions  what the site's configuration of a platform defines, by platform
    globals      names of the page that the code at hand writes
    dispatched   events that the code at hand dispatches
    reads        the keys that were read
    guessed      of those, what nothing was known to write and no pack knows
    begun        cells that began empty when it turned out that the code at hand writes them: a guess that code reads,
                 changes and stores again (`s = parse(get(k)); s.chat = true; set(k, stringify(s))`) says nothing
    asked        names of the page that are used and that nothing at hand defines
    ran          the project's classic scripts that ran, in which worlds
    made         marks of the elements that the code at hand inserts itself (see `lookup`)
    """

    writes: dict[tuple[str, str], dict[tuple[Place, str], Write]] = field(default_factory=dict)
    resolutions: dict[Place, list[tuple[Worlds, Value]]] = field(default_factory=dict)
    released: list[tuple[Place | None, Worlds, Place, str]] = field(default_factory=list)
    definitions: dict[str, Defined] = field(default_factory=dict)
    globals: set[str] = field(default_factory=set)
    dispatched: set[str] = field(default_factory=set)
    reads: set[tuple[str, str]] = field(default_factory=set)
    guessed: set[tuple[str, str]] = field(default_factory=set)
    begun: set[tuple[str, str]] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    ran: dict[str, Worlds] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)

    def record(self, kind: str, key: str, new: Write) -> None:
        """Note a write. One place may write for several callers, each with its own value and worlds."""
        written = self.writes.setdefault((kind, key), {})
        old = written.get((new.place, new.trigger))
        if old is not None:
            held = join(pick(old.worlds, old.held, V_NEVER), pick(new.worlds, new.held, V_NEVER))
            new = Write(held, old.worlds | new.worlds, new.trigger, new.place)
        written[new.place, new.trigger] = new

    def stored(self, kind: str, key: str, initial: Value = V_NULL) -> Value | None:
        """What is stored under a key when the page loads; None when nothing in sight writes it."""
        written = self.writes.get((kind, key))
        if not written:
            return None
        result = V_NEVER
        surely = NEVER
        for write in written.values():
            worlds = write.worlds if write.trigger == "load" else PERHAPS & write.worlds
            result = join(result, pick(worlds, write.held, V_NEVER))
            surely = surely | worlds
        return join(result, pick(surely, V_NEVER, initial))

    def begins(self, kind: str, key: str) -> bool:
        """Is a cell to begin empty, for what is known of it rests on a guess?"""
        held = self.stored(kind, key) if (kind, key) in self.guessed - self.begun else None
        return held is not None and any(map(_is_vague, held.atoms()))

    def holds(self, kind: str) -> bool:
        """Is there a cell of this kind that something writes?"""
        return any(cell[0] == kind for cell in self.writes)

    def left_anything(self) -> bool:
        """Is there a cell that something writes, or a promise that something resolves?"""
        return bool(self.writes or self.resolutions)

    def without(self, kind: str) -> "Memory":
        """The same, as if nobody had written cells of one kind."""
        return replace(self, writes={cell: written for cell, written in self.writes.items() if cell[0] != kind})

    def growing(self, kind: str, key: str, place: Place, trigger: str) -> frozenset[Atom]:
        """What one place writes to a cell that may be more each time: numbers, lists and objects."""
        write = self.writes.get((kind, key), {}).get((place, trigger))
        return frozenset(filter(may_grow, write.held.atoms())) if write is not None else frozenset()

    def has_address(self) -> bool:
        """Was anything stored that may be a part of an address?"""
        writes = (write.held for written in self.writes.values() for write in written.values())
        resolved = (held for known in self.resolutions.values() for _, held in known)
        return any(_may_be_address(held) for held in (*writes, *resolved))

    def absorb_stored(self, other: "Memory") -> None:
        """Add the cookies and storage keys that another file writes."""
        for cell, written in other.writes.items():
            self.writes[cell] = {**written, **self.writes.get(cell, {})}


def _is_vague(atom: Atom) -> bool:
    if isinstance(atom, FrozenObject):
        return any(_is_vague(inner) for _, held in atom.items for inner in held.atoms())
    return atom in (UNKNOWN, SOME_STRING)


def _may_be_address(held: Value) -> bool:
    return any(
        ("." in atom.text or "/" in atom.text)
        if isinstance(atom, Str)
        else isinstance(atom, FrozenObject) and any(_may_be_address(inner) for _, inner in atom.items)
        for atom in held.atoms()
    )
