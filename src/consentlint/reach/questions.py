"""What guards and finders ask of a run: about vendors, platforms, elements and what the code at hand does to them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from consentlint.model import Place
from consentlint.packs.values import Cmp, Setting, Vendor
from consentlint.reach.atoms import canonical
from consentlint.reach.elements import Element
from consentlint.reach.store import Key
from consentlint.reach.things import Frame, Thing
from consentlint.reach.values import (
    Note,
    Str,
    Value,
)
from consentlint.worlds import ALWAYS, Worlds

if TYPE_CHECKING:
    from consentlint.reach.calls import CallSite
    from consentlint.reach.machine import Machine


@contextmanager
def handing_over(m: "Machine", site: "CallSite | None") -> Iterator[None]:
    """While an element is inserted: the objects that were handed to the functions on the way."""
    before = m.handed_over
    arguments = (*site.frame.arguments, *site.args) if site is not None else ()
    m.handed_over = before | {ref.id for held in arguments for ref, _ in m.things(held)}
    yield
    m.handed_over = before


def settings_of(m: "Machine", vendor: str) -> list[tuple[Vendor, Setting]]:
    owner = m.requests.catalogue.vendors.get(vendor)
    return [(owner, setting) for setting in owner.settings] if owner is not None else []


def vendor_of(m: "Machine", text: Str) -> str:
    """The id of the vendor that a URL reaches; "" for none."""
    match = m.requests.catalogue.match(text, any_path=True)
    return match.vendor.id if match is not None else ""


def is_necessary(m: "Machine", cmp: Cmp, purpose: str) -> bool:
    """Is a purpose always on, by the pack or by the site's own definition?"""
    return purpose in cmp.necessary or standing(m, cmp, purpose) == ALWAYS


def standing(m: "Machine", cmp: Cmp, purpose: str) -> Worlds | None:
    """In which worlds the site's own definition has a purpose on; None: acceptance decides, or nothing is known."""
    defined = m.previous.definition(cmp.id)
    return defined.on(purpose) if defined is not None else None


def asking_for(m: "Machine", note: Note, purpose: str) -> Note:
    """The note, given that code asks the platform's list for one purpose."""
    cmp = next((cmp for cmp in m.knowledge.cmps if cmp.id == note.cmp), None)
    always = cmp is not None and is_necessary(m, cmp, purpose)
    reason = f"'{purpose}' is always on in {cmp.name}" if always and cmp else note.reason
    return note._replace(purpose=purpose, reason=reason)


def position(m: "Machine", element: Element) -> int:
    """Where on the page an element comes in: where it stands, or where the script runs that inserts it."""
    if element.origin == "script":
        return m.here if m.here is not None else len(m.page_code.text)
    return element.position


def releasers(m: "Machine", element: Element) -> list[tuple[Worlds, Place, str]]:
    """The code that releases this element, as the round before saw it."""
    return [entry[1:] for entry in m.previous.released() if entry[0] == element.place or entry[0] is None]


def global_values(m: "Machine") -> list[Value]:
    """What the page's globals hold."""
    return [held for key, held in m.store.bottom().items() if _is_global(key) and isinstance(held, Value)]


def held_globally(m: "Machine", path: str) -> Value | None:
    """What a global, or a property below one (`_site.settings`), holds at the end; None when nothing in sight says."""
    name, *keys = canonical(path).split(".")
    held = m.store.get(("global", name))
    for key in keys:
        found = [m.property(ref, key) for ref, _ in m.things(held)] if isinstance(held, Value) else []
        held = next((inner for inner in found if inner is not None), None)
    return held if isinstance(held, Value) else None


def frame_for(m: "Machine", thing: Thing) -> Frame | None:
    """A frame in which a class can be instantiated from outside."""
    if thing.scope is None or thing.code is None:
        return None
    return Frame(thing.scope, thing.code, m.window)


def _is_global(key: Key) -> bool:
    return isinstance(key, tuple) and key[0] in ("global", "outside")
