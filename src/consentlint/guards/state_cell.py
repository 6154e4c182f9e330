"""State of components: cells that are read on every rendering and written by their setters.

A cell is worth its initial value until a setter is reached, in the worlds in which it is; the packs say which
functions make one (`StateCall`). Writes are kept for the next round, as a rendering that comes later sees them.
"""

from typing import TYPE_CHECKING

from consentlint.model import Place
from consentlint.reach import members
from consentlint.reach.browser.text import array
from consentlint.reach.calls import CallSite
from consentlint.reach.frozen import freeze
from consentlint.reach.memory import Write
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.things import Frame, Thing
from consentlint.reach.values import V_UNDEFINED, Note, Value

if TYPE_CHECKING:
    from consentlint.model import Span
    from consentlint.reach.machine import Machine

STATE = "state"


def _make(site: CallSite) -> Value | None:
    shape = site.machine.knowledge.state_shape(site.path)
    if not shape:
        return None
    if shape == "same":
        return site.arg(0)
    if shape in ("result", "computed"):
        held = site.machine.call(site.arg(0), (), site.at) if site.functions() else site.arg(0)
        return held if shape == "result" else _box(site.machine, "", held)
    key = f"{site.place.path}:{site.place.span.start}"
    held = _current(site, key)
    if shape == "box":
        return _box(site.machine, key, held)
    setter = site.machine.native(lambda inner: _set(inner, key, held))
    reader = site.machine.native(lambda inner: held)
    if shape == "signal":
        members.write(site.machine, reader, "set", setter)
        members.write(site.machine, reader, "update", setter)
        return reader
    return array(site, [held if shape == "pair" else reader, setter])


def _current(site: CallSite, key: str) -> Value:
    """What the cell is worth when it is read: what was written, else its initial value."""
    m, initial = site.machine, site.arg(0)
    if m.things(initial, "function"):
        initial = m.call(initial, (), site.at)
    settled = m.settle(initial)
    written = m.previous.stored(STATE, key, settled)
    if written is None:
        return initial
    return written.noting([Note(f"state {key}", True, reason="set by this component's own code")])


def _box(m: "Machine", key: str, held: Value) -> Value:
    made = m.allocate(Thing("object", tag="box", data={"cell": key}))
    members.write(m, made, "value", held)
    return made


def _set(site: CallSite, key: str, held: Value) -> Value:
    """The setter: its argument is the new value, or a function of the old one."""
    m, new = site.machine, site.arg(0)
    if m.things(new, "function"):
        new = m.call(new, (held,), site.at)
    _keep(m, key, new, site.at, site.place)
    return V_UNDEFINED


def _keep(m: "Machine", key: str, held: Value, at: Path, place: Place) -> None:
    frozen = freeze(m, m.settle(held))
    m.memory.record(STATE, key, Write(frozen, at.absolute, at.trigger, place))


def _on_property(m: "Machine", owner: Value, key: str, held: Value, f: Frame, at: Path, span: "Span") -> None:
    """`box.value = x`."""
    if key != "value":
        return
    for _, thing in m.things(owner, "object"):
        if thing.tag == "box" and thing.data.get("cell"):
            _keep(m, str(thing.data["cell"]), held, at, f.code.place(span))


COLLECTOR = Plugin(id="state-cell", on_outside_value=_make, on_property=_on_property)
