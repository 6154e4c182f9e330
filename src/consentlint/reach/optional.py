"""Platforms that come and go: `window.platform?.consent.chat` is undefined where the platform is not there.

And what a page puts in the platform's place for its settings (`window.platform = {id: 1}`) becomes the platform once
that is loaded (`worlds.md` section 2).
"""

from typing import TYPE_CHECKING

from consentlint.lazy_regex import lazy_regex
from consentlint.reach.atoms import canonical
from consentlint.reach.stand_in import is_local
from consentlint.reach.things import Frame
from consentlint.reach.values import UNDEFINED, External, Value, lift
from consentlint.syntax import ir

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

DOTTED = lazy_regex(r"([A-Za-z_$][\w$]*+)(?:\.[A-Za-z_$][\w$]*+)+\Z")
NAME = lazy_regex(r"[A-Za-z_$][\w$]*+\Z")


def ending(m: "Machine", expr: ir.Expr, held: Value, f: Frame) -> Value:
    """What a whole chain of properties and calls is worth: `held`, or undefined where it may end early.

    Not for a visitor who has granted: it was the platform that took the answer, so it is there.
    """
    if f.code.server or not _may_end(m, expr, f):
        return held
    undecided, refused = (possible | {UNDEFINED} if possible else possible for possible in held.sets()[:2])
    return held._replace(undecided=undecided, refused=refused)


def _may_end(m: "Machine", expr: ir.Expr, f: Frame) -> bool:
    """Does the chain stop where a platform's global is missing?"""
    while isinstance(expr, ir.Member | ir.Call):
        inner = expr.object if isinstance(expr, ir.Member) else expr.callee
        if expr.optional:
            name = canonical(f.code.slice(inner.span))
            if NAME.match(name) and m.knowledge.mentions(name) and not is_local(f.scope, name):
                return True
        expr = inner
    return False


def filled_in(m: "Machine", expr: ir.Member, held: Value, f: Frame) -> Value:
    """What a property is worth that the page's own object does not have, and the platform of that name has."""
    if UNDEFINED not in held.atoms() or f.code.server:
        return held
    match = DOTTED.match(path := canonical(f.code.slice(expr.span)))
    if match is None or is_local(f.scope, match[1]) or not m.knowledge.is_platform(match[1]):
        return held
    if m.knowledge.meaning(path) is None:
        return held
    return lift(lambda atom: (External(path) if atom == UNDEFINED else atom,), held)
