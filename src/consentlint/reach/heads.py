"""Elements that a framework writes into the page's head: `{script: [{src}], link: [...]}`, each on its conditions."""

from typing import TYPE_CHECKING

from consentlint.model import Guard, Place, Span
from consentlint.reach.elements import Element
from consentlint.reach.lists import parts, worlds_of
from consentlint.reach.paths import Path
from consentlint.reach.reactive import unboxed
from consentlint.reach.things import Frame
from consentlint.reach.values import V_UNDEFINED, Ref, Value, truth
from consentlint.worlds import ALWAYS, Worlds

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

KINDS = ("script", "link", "noscript")
CONTENTS = ("innerHTML", "children", "textContent")
# An entry that says so itself is left out.
LEFT_OUT = "skip"
START = Span(0, 0)


def head(m: "Machine", listed: Value, f: Frame, at: Path) -> None:
    """Put what is listed on the page: each entry where its list has it, and it is not left out."""
    for description, there in _alternatives(m, m.settle(unboxed(m, listed))):
        for kind in KINDS:
            held = m.property(description, kind)
            for entry, listed_in in (parts(m, m.settle(unboxed(m, held))) or ()) if held is not None else ():
                for one, meant in _alternatives(m, m.settle(unboxed(m, entry))):
                    _element(m, kind, one, there & listed_in & meant, f, at)


def _alternatives(m: "Machine", held: Value) -> list[tuple[Ref, Worlds]]:
    """The objects that a value may be, each with the worlds in which it is."""
    return [(ref, worlds_of(held, ref)) for ref, _ in m.things(held, "object")]


def _element(m: "Machine", kind: str, entry: Ref, worlds: Worlds, f: Frame, at: Path) -> None:
    from consentlint.reach.page import appear

    given = {key: unboxed(m, m.property(entry, key) or V_UNDEFINED) for key in m.keys(entry)}
    content = next((given.pop(key) for key in CONTENTS if key in given), None)
    place = m.heap[entry.id].place or f.code.place(START)
    if LEFT_OUT in given:
        worlds = worlds & ~truth(m.settle(given.pop(LEFT_OUT)))
    appear(m, Element(kind, place, "jsx", given, content, code=f.code), _behind(at, place, kind, worlds))


def _behind(at: Path, place: Place, kind: str, worlds: Worlds) -> Path:
    if worlds == ALWAYS:
        return at
    return at.then(Guard("script-branch", place, f"{kind}: [...]", worlds, "only then the list has it"), worlds)
