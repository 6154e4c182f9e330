"""What code asks of the boxes of a page: whether they are ticked, which ones are, and what a form holds of them."""

from typing import TYPE_CHECKING, Any

from consentlint.reach import members
from consentlint.reach.calls import CallSite
from consentlint.reach.lookup import TICKED, exactly, named, owner_of, slot
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.things import Frame, Thing
from consentlint.reach.toggles import checked, is_box
from consentlint.reach.values import V_NULL, External, Value, boolean, nullish, pick, string, truth
from consentlint.worlds import Worlds

if TYPE_CHECKING:
    from consentlint.model import Span
    from consentlint.reach.machine import Machine

STATE = ":checked"
FORM_DATA = "form-data"


def _read(m: "Machine", path: str, key: str) -> Value | None:
    if key not in (TICKED, "value"):
        return None
    found = owner_of(m, path)
    if found is None or found[1] is None or not is_box(found[1]):
        return None
    return checked(m, found[1]) if key == TICKED else string(str(found[1].get("value") or "on"))


def _now(m: "Machine", tag: Any) -> Value | None:
    """Whether a box is ticked by now: as the code at hand has set it, else as the visitor has."""
    only = named(m, tag).only()
    held = m.store.get(("outside", slot(m, only.path, TICKED))) if isinstance(only, External) else None
    return held if isinstance(held, Value) else checked(m, tag)


def _set(m: "Machine", owner: Value, key: str, held: Value, f: Frame, at: Path, span: "Span") -> None:
    """Code that shows what is stored leaves the box to the visitor; an accept button that ticks it answers for them."""
    for atom in owner.externals() if key == TICKED else ():
        found = owner_of(m, atom.path)
        own = checked(m, found[1]) if found is not None and found[1] is not None else None
        if own is not None and not any(guard.kind == "consent-control" for guard in at.guards()):
            m.store.put(("outside", slot(m, atom.path, TICKED)), own)


def _ticked(m: "Machine", path: str) -> "list[tuple[Value, Worlds]] | None":
    """The items of `querySelectorAll('input:checked')`."""
    if STATE not in path or "querySelectorAll" not in path:
        return None
    tags = exactly(m, path.replace(STATE, ""))
    known = [(named(m, tag), _now(m, tag)) for tag in tags or ()]
    if not known or any(held is None for _, held in known):
        return None
    return [(box, truth(held)) for box, held in known if held is not None]


def _is(site: CallSite) -> Value | None:
    """`$('#chat').is(':checked')`, `box.matches(':checked')`, `$('#chat').prop('checked')`."""
    only, asked = site.receiver.only(), site.arg(0).text()
    if not isinstance(only, External) or asked not in (STATE, TICKED) or len(site.args) != 1:
        return None
    found = owner_of(site.machine, only.path)
    return _now(site.machine, found[1]) if found is not None and found[1] is not None else None


def _form_data(site: CallSite) -> Value | None:
    """`new FormData(form)`: the boxes that are ticked, by their names."""
    m, only = site.machine, site.arg(0).only()
    found = owner_of(m, only.path) if isinstance(only, External) else None
    if found is None or found[1] is None:
        return None
    made = m.allocate(Thing("object", site.place, tag=FORM_DATA, open=True))
    for tag in found[1].find_all("input"):
        held = _now(m, tag) if is_box(tag) and tag.get("name") else None
        if held is not None:
            ticked = string(str(tag.get("value") or "on"))
            members.write(m, made, str(tag["name"]), pick(truth(held), ticked, V_NULL).noting(held.notes))
    return made


def _field(site: CallSite) -> Value | None:
    m, key = site.machine, site.arg(0).text()
    things = m.things(site.receiver)
    if key is None or len(things) != 1 or things[0][1].tag != FORM_DATA:
        return None
    held = m.property(things[0][0], key)
    if held is None or site.name == "get":
        return held
    return boolean(~nullish(held), held.notes)


NATIVES = Plugin(
    id="boxes",
    natives={"FormData": _form_data},
    methods={"is": _is, "prop": _is, "matches": _is, "get": _field, "has": _field},
    on_outside_read=_read,
    on_outside_list=_ticked,
    on_property=_set,
)
