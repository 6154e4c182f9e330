"""Cells that outlive the page: cookies and storage keys, as the page finds them when it loads."""

from typing import TYPE_CHECKING

from consentlint.reach.operators import concatenate
from consentlint.reach.values import (
    NULL,
    SOME_STRING,
    V_NEVER,
    V_NULL,
    External,
    Note,
    Str,
    Value,
    is_nullish,
    lift,
    nullish,
    pick,
    string,
    value,
)
from consentlint.worlds import YES, Worlds

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

COOKIE = "document.cookie"


def read(m: "Machine", kind: str, key: str) -> Value:
    """What a cell holds as the page loads."""
    m.memory.reads.add((kind, key))
    written = m.previous.stored(kind, key)
    if written is not None:
        if m.previous.begins(kind, key):
            m.memory.begun.add((kind, key))
            written = V_NULL
        return written.noting([Note(key, True, reason=f"`{key}` is written by this project's own code")])
    known = m.knowledge.stored(key)
    if known is not None:
        return known
    m.memory.guessed.add((kind, key))
    return value(NULL, SOME_STRING, notes=[Note(f"{kind} {key}", known=False)])


def is_cookie(held: Value) -> bool:
    """Does a value come from `document.cookie`?"""
    return any(isinstance(atom, External) and atom.path.startswith(COOKIE) for atom in held.atoms())


def cookie_pieces(m: "Machine") -> "list[tuple[Value, Worlds]] | None":
    """`name=value` of each cookie, with the worlds in which it is there; None where code reads cookies of others."""
    written = m.previous.written("cookie")
    read_too = m.previous.read("cookie") | {key for kind, key in m.memory.reads if kind == "cookie"}
    if not written or any("*" in key for key in written) or not read_too <= set(written):
        return None
    pieces = []
    for key in written:
        held = m.previous.stored("cookie", key) or V_NEVER
        present = lift(lambda atom: () if is_nullish(atom) is YES else (atom,), held)
        piece = lift(lambda a, b: (concatenate(a, b),), string(f"{key}="), present)
        reason = f"`{key}` is written by this project's own code"
        pieces.append((piece.noting([Note(key, True, reason=reason)]), ~nullish(held)))
    return pieces


def cookie_text(m: "Machine") -> Value | None:
    """`document.cookie` as a text, where all that is read of it is written by the code at hand in known words."""
    pieces = cookie_pieces(m)
    if pieces is None:
        return None
    text = string("")
    for piece, where in pieces:
        longer = lift(lambda a, b: (concatenate(a, concatenate(SEPARATOR, b) if a != NOTHING_YET else b),), text, piece)
        text = pick(where, longer, text)
    return text if all(isinstance(atom, Str) and atom.exact is not None for atom in text.atoms()) else None


SEPARATOR, NOTHING_YET = Str(("; ",)), Str(("",))
