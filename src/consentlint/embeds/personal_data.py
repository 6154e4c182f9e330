"""Calls and settings that hand a vendor data about a visitor. They are no embeds, and stand apart from these."""

from typing import TYPE_CHECKING

from consentlint.packs.starts import Shape
from consentlint.packs.values import PersonalData, Vendor
from consentlint.reach.calls import CallSite
from consentlint.reach.paths import Path
from consentlint.reach.personal import personal
from consentlint.reach.plugins import Plugin
from consentlint.reach.starting import fits
from consentlint.reach.things import Frame
from consentlint.reach.values import Ref, Value
from consentlint.worlds import NEVER

if TYPE_CHECKING:
    from consentlint.model import Place, Span
    from consentlint.reach.machine import Machine


def _on_call(site: CallSite) -> None:
    m = site.machine
    root = (site.path or site.source_name).split(".")[0]
    for name in dict.fromkeys((root, site.name)):
        for vendor, data, shape in m.requests.catalogue.personal(name):
            if fits(site, shape):
                _hand(m, vendor, data, _handed(data, shape, site.args), site.at, site.place, site.frame)


def _handed(data: PersonalData, shape: Shape, args: tuple[Value, ...]) -> tuple[Value, ...]:
    """The arguments that are handed over: the one that is named, else those after the words of the call."""
    if data.argument:
        return args[int(data.argument) : int(data.argument) + 1]
    return args[sum(mark.kind == "text" for mark in shape.marks) :]


def _hand(
    m: "Machine", vendor: Vendor, data: PersonalData, args: tuple[Value, ...], at: Path, place: "Place", f: Frame
) -> None:
    keys = data.keys or tuple(key for cmp in m.knowledge.cmps for key in cmp.vocabulary.personal_keys)
    for arg in args:
        for name, worlds in personal(m, arg, keys):
            if worlds != NEVER:
                m.requests.hand(vendor, data, name, at, place, worlds)


def _on_object(m: "Machine", ref: Ref, f: Frame, at: Path) -> None:
    """`{userData: {...}}`: settings that carry data under a name of the vendor's own."""
    for key in m.keys(ref):
        if key in m.requests.catalogue.index.handed:
            held = m.property(ref, key)
            place = m.heap[ref.id].place
            if held is not None and place is not None:
                _named(m, key, held, at, place, f)


def _on_property(m: "Machine", owner: Value, key: str, held: Value, f: Frame, at: Path, span: "Span") -> None:
    if key in m.requests.catalogue.index.handed:
        _named(m, key, held, at, f.code.place(span), f)


def _named(m: "Machine", key: str, held: Value, at: Path, place: "Place", f: Frame) -> None:
    """Others have such a name too: it counts in a file or page that speaks of the vendor."""
    texts = {f.code.text.lower(), m.page_code.text.lower()}
    for vendor, data, _ in m.requests.catalogue.personal(key, assigned=True):
        if any(m.requests.catalogue.speaks_of(vendor, text) for text in texts):
            _hand(m, vendor, data, (held,), at, place, f)


FINDER = Plugin(id="personal-data", on_call=_on_call, on_object=_on_object, on_property=_on_property)
