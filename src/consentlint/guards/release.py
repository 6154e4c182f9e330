"""The page's own code releases what is held back: it looks an element up, and copies its address or its text.

Where that is done, and behind which path, is what the held-back element is worth (`worlds.md` section 5).
"""

from typing import TYPE_CHECKING, Any

from consentlint.model import Place
from consentlint.reach.calls import CallSite
from consentlint.reach.elements import Element
from consentlint.reach.lookup import tags_at
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.things import Frame
from consentlint.reach.values import External, Value
from consentlint.worlds import PERHAPS

if TYPE_CHECKING:
    from consentlint.model import Span
    from consentlint.reach.machine import Machine

HELD = frozenset("script iframe frame img link object embed video audio source template".split())
# What a new element is worth by itself; one without any of these takes its life from the element that it replaces.
OWN = ("src", "href", "srcdoc", "text", "textContent", "innerHTML", "innerText")
INSERTING = frozenset(
    "append appendChild prepend insertBefore before after replaceWith replaceChild insertAdjacentElement "
    "appendTo".split()
)
RUNNING = frozenset("eval Function document.write $.globalEval jQuery.globalEval $.getScript jQuery.getScript".split())
UNREAD = ("querySelectorAll(?)", "querySelector(?)")


def _appearing(m: "Machine", element: Element, at: Path) -> None:
    """A new element has the address or the text of one that the page holds."""
    if element.origin == "script":
        for held in (*element.attributes.values(), element.content):
            _record(m, held, at, element.place)


def _called(site: CallSite) -> None:
    """A new element takes the place of a held-back one; a held-back text is run; a template's content is inserted."""
    if site.path in RUNNING:
        for arg in site.args:
            _record(site.machine, arg, site.at, site.place)
    if site.name not in INSERTING:
        return
    made = [(ref, thing) for arg in site.args for ref, thing in site.machine.things(arg, "element")]
    if made and all(thing.tag in HELD and not _has_own(site.machine, ref) for ref, thing in made):
        for held in (site.receiver, *site.args):
            _record(site.machine, held, site.at, site.place)
    elif not made:
        for arg in site.args:
            _record(site.machine, arg, site.at, site.place)


def _has_own(m: "Machine", ref: Any) -> bool:
    return any(m.property(ref, key) is not None for key in OWN)


def _assigned(m: "Machine", owner: Value, key: str, held: Value, f: Frame, at: Path, span: "Span") -> None:
    """`frame.src = frame.dataset.src`, `box.innerHTML = template.innerHTML`."""
    if key in OWN and any(isinstance(atom, External) for atom in held.atoms()):
        _record(m, held, at, f.code.place(span))


def _record(m: "Machine", held: Value | None, at: Path, place: Place) -> None:
    for atom in held.externals() if held is not None and m.page is not None else ():
        for tag in tags_at(m, atom.path):
            if tag.name in HELD:
                m.released.append((m.start_code.place(tag.start), at, place))
        if any(unread in atom.path for unread in UNREAD):
            m.released.append((None, at.then(None, PERHAPS), place))


COLLECTOR = Plugin(id="release", elements=_appearing, on_call=_called, on_property=_assigned)
