"""What variables and properties hold, with cheap branching: what a branch writes is taken back until it is joined."""

from collections.abc import Callable, Hashable

from consentlint.reach.values import (
    V_NEVER,
    V_UNDEFINED,
    V_UNKNOWN,
    Atom,
    Bag,
    External,
    FrozenObject,
    Str,
    Value,
    join,
    pick,
    value,
)
from consentlint.worlds import Worlds

Items = tuple[Value, ...]
Held = Value | Items
Key = Hashable
Overlay = dict[Key, Held]


BORN = "#born"  # the mark that an object leaves where it is made


class Store:
    """What is held now, and for each open branch what it has replaced: reading looks in one place, however deep.

    absent   what a key holds that was never written (an outside global is an `External`, all else is undefined)
    get      what a key holds, None for nothing
    """

    def __init__(self, absent: Callable[[Key], Value]) -> None:
        self._now: Overlay = {}
        self._replaced: list[dict[Key, Held | None]] = []
        self._absent = absent
        self.get = self._now.get

    def put(self, key: Key, held: Held) -> None:
        if self._replaced:
            branch = self._replaced[-1]
            if key not in branch:
                branch[key] = self._now.get(key)
        self._now[key] = held

    def bottom(self) -> Overlay:
        """Everything that was written outside of branches."""
        bottom = dict(self._now)
        for branch in reversed(self._replaced):
            _take_back(bottom, branch)
        return bottom

    @property
    def depth(self) -> int:
        """How many branches are open."""
        return len(self._replaced)

    def push(self) -> None:
        self._replaced.append({})

    def pop(self) -> Overlay:
        """End a branch; what was written in it is taken back, and returned."""
        branch = self._replaced.pop()
        now = self._now
        written = {key: now[key] for key in branch}
        _take_back(now, branch)
        return written

    def _born_inside(self, key: Key) -> bool:
        """Is this a variable, or a property of an object, that was born in the branch and exists only there?"""
        if not (isinstance(key, tuple) and isinstance(key[0], int)):
            return False
        return not str(key[1]).startswith(".") or self.get((key[0], BORN)) is None

    def merge(self, worlds: Worlds, then: Overlay, otherwise: Overlay) -> None:
        """Join two branches: `then` holds where the answer is yes, `otherwise` where it is no, either where maybe."""
        # The marks of birth come last: whether an object was there before the branch is asked of all its properties.
        for key in sorted({**then, **otherwise} if otherwise else then, key=_is_mark):
            before = self.get(key)
            if before is None and (key in then) != (key in otherwise) and self._born_inside(key):
                self.put(key, then[key] if key in then else otherwise[key])
                continue
            if before is None:
                before = self._absent(key)
            self.put(key, choose(worlds, then.get(key, before), otherwise.get(key, before)))


def _is_mark(key: Key) -> bool:
    return isinstance(key, tuple) and key[1] == BORN


def _take_back(held: Overlay, replaced: dict[Key, Held | None]) -> None:
    for key, before in replaced.items():
        if before is None:
            del held[key]
        else:
            held[key] = before


def choose(worlds: Worlds, then: Held, otherwise: Held) -> Held:
    """`pick` for single values and for the items of arrays."""
    if isinstance(then, Value) and isinstance(otherwise, Value):
        return pick(worlds, then, otherwise)
    if isinstance(then, Value):
        then = ()
    if isinstance(otherwise, Value):
        otherwise = ()
    length = max(len(then), len(otherwise))
    longer = [*then, *[V_UNDEFINED] * (length - len(then))]
    other = [*otherwise, *[V_UNDEFINED] * (length - len(otherwise))]
    return tuple(pick(worlds, x, y) for x, y in zip(longer, other, strict=True))


def joined(items: Items) -> Value:
    """Any one of the items."""
    result = items[0] if items else V_UNDEFINED
    for item in items[1:]:
        result = join(result, item)
    return result


def any_element(atom: Atom) -> Value:
    """One element that stands for all of a list which is not on the heap."""
    if isinstance(atom, External):
        return value(External(f"{atom.path}.?"))
    if isinstance(atom, FrozenObject):
        items = tuple(held for key, held in atom.items if key != "length")
        return joined(items) if items else V_NEVER
    if isinstance(atom, Bag) and atom.items is not None:
        return joined(tuple(value(Str((item,))) for item in sorted(atom.items))) if atom.items else V_NEVER
    return V_UNKNOWN
