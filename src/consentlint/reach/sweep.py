"""What the executor could not follow: addresses of loaders in code that was not read or not reached in time.

Nothing is said to be held back there: such an embed *may* load, and the trace says why.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from consentlint.lazy_regex import lazy_regex
from consentlint.model import UNREAD, Guard, Place, Span
from consentlint.reach.limits import NOT_REACHED
from consentlint.reach.paths import START
from consentlint.reach.things import Code
from consentlint.reach.values import Str, value
from consentlint.syntax import ir
from consentlint.worlds import PERHAPS

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

ADDRESS = lazy_regex(r"(?:https?:|wss?:)?\\?/\\?/[^\s'\"`<>()\\]+(?:\\/[^\s'\"`<>()\\]+)*", re.IGNORECASE)
NOT_READ = "this code could not be read, so nothing is known of what stands before it"


def sweep_holes(m: "Machine", code: Code, holes: Iterable[ir.Hole]) -> list[Span]:
    """Embeds in what the parser could not read; the spans that hold some."""
    found = []
    for hole in holes:
        for match in ADDRESS.finditer(code.slice(hole.span)):
            span = Span(hole.span.start + match.start(), hole.span.start + match.end())
            if _record(m, match[0].replace("\\/", "/"), code.place(span), "unread code", NOT_READ):
                found.append(hole.span)
    return found


def sweep_program(m: "Machine", code: Code, program: ir.Program, reason: str = NOT_REACHED) -> None:
    """Embeds among the literals of a program that was not run to its end, or without what may use them."""
    for literal in literals(program.body):
        if isinstance(literal.value, str):
            _record(m, literal.value, code.place(literal.span), "limit reached", reason)


def literals(node: Any) -> Iterator[ir.Const]:
    """Every constant of a piece of code, wherever it stands."""
    pending: list[Any] = [node]
    while pending:
        item = pending.pop()
        if isinstance(item, ir.Const):
            yield item
        elif isinstance(item, tuple):
            pending.extend(part for part in item if isinstance(part, tuple))


def _record(m: "Machine", text: str, place: Place, what: str, reason: str) -> bool:
    """Record an embed that may load, unless a better answer for the same place is there already."""
    address = Str((text,), place)
    found = m.requests.catalogue.match(address, any_path=False)
    # A path by itself is a part of an address of which the rest is not known; scripts and frames have telling ones.
    partial = found is not None and found.kind == "api" and not found.host
    if found is None or partial or m.requests.holds(place):
        return False
    guard = Guard(UNREAD, place, what, PERHAPS, reason)
    return bool(m.requests.record("unread", value(address), START.then(guard, PERHAPS), place, any_path=False))
