"""Which data about a visitor a value may hold, by the keys of its objects and by what is known of it.

A literal is the same for everybody, and so no personal data; what is not known may be.
"""

import re
from collections.abc import Iterator
from fnmatch import translate
from functools import lru_cache
from typing import TYPE_CHECKING

from consentlint.reach.values import Atom, Atoms, External, FrozenObject, Ref, Some, Str, Value
from consentlint.worlds import MAYBE, NO, YES, Answer, Worlds

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

DEEPEST = 6
MOST = 200  # properties of one object
EVERYTHING = "*"
Found = tuple[str, Worlds]


def personal(m: "Machine", held: Value, keys: tuple[str, ...], depth: int = 0) -> Iterator[Found]:
    """(name of a key, in which worlds its value may be about a person) for each that fits one of the globs.

    With the glob `*` the value itself counts, whatever it is called; its name is "" then.
    """
    if EVERYTHING in keys:
        yield "", carried(m, held)
        return
    for atom in held.externals():
        name = re.split(r"[.\[]", atom.path.rstrip("]'\"()"))[-1]
        if fits(name, keys):
            yield name, Worlds(*(_share(atom, atoms) for atoms in held.sets()))
    for ref, _ in m.things(held) if depth < DEEPEST else ():
        for key in m.keys(ref)[:MOST]:
            inner = m.property(ref, key)
            if inner is None:
                continue
            if fits(key, keys):
                yield key, carried(m, inner)
            else:
                yield from personal(m, inner, keys, depth + 1)
    for item in m.items_of(held)[:MOST] if depth < DEEPEST else ():
        yield from personal(m, item, keys, depth + 1)


def _share(atom: Atom, atoms: Atoms) -> Answer:
    return NO if atom not in atoms else YES if len(atoms) == 1 else MAYBE


def fits(key: str, globs: tuple[str, ...]) -> bool:
    """Does a key, whatever its spelling (`e-mail`, `E_Mail`), fit one of the globs?"""
    plain = re.sub(r"[\W_]", "", key).lower()
    return bool(plain) and any(_glob(one).fullmatch(plain) for one in globs)


@lru_cache(maxsize=1024)
def _glob(pattern: str) -> re.Pattern[str]:
    return re.compile(translate(re.sub(r"[-_ ]", "", pattern.lower())))


def carried(m: "Machine", held: Value, depth: int = 0) -> Worlds:
    """In which worlds a value is more than literals that are the same for everybody."""
    return Worlds(*(_answer(m, atoms, depth) for atoms in held.sets()))


def _answer(m: "Machine", atoms: Atoms, depth: int) -> Answer:
    answers = {_of(m, atom, depth) for atom in atoms}
    if answers == {YES}:
        return YES
    return NO if answers <= {NO} else MAYBE


def _of(m: "Machine", atom: Atom, depth: int) -> Answer:
    if isinstance(atom, Str):
        return YES if None in atom.parts else NO
    if isinstance(atom, Some):
        return NO if atom.kind == "nullish" else YES
    if isinstance(atom, FrozenObject):
        return (
            max((max(carried(m, inner, depth + 1)) for _, inner in atom.items), default=NO) if depth < DEEPEST else NO
        )
    if isinstance(atom, Ref) and depth < DEEPEST:
        held = (m.property(atom, key) for key in m.keys(atom)[:MOST])
        return max((max(carried(m, inner, depth + 1)) for inner in held if inner is not None), default=NO)
    return YES if isinstance(atom, External) else NO
