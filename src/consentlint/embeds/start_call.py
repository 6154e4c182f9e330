"""Calls and globals that start a vendor (`fbq('init', ...)`), where nothing in sight loads it."""

from typing import TYPE_CHECKING

from consentlint.packs.starts import Shape
from consentlint.packs.values import Start, Vendor
from consentlint.reach.calls import CallSite
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.starting import fits, marked, options
from consentlint.reach.things import Frame
from consentlint.reach.triggers import started
from consentlint.reach.values import Value

if TYPE_CHECKING:
    from consentlint.model import Place, Span
    from consentlint.reach.machine import Machine


def _on_call(site: CallSite) -> None:
    m = site.machine
    root = (site.path or site.source_name).split(".")[0]
    for name in dict.fromkeys((root, site.name)):
        for vendor, start, shape in m.requests.catalogue.starts(name):
            if fits(site, shape) and _counts(m, vendor, start, site.frame):
                owners = options(m, vendor, site.args, site.place, site.name or root)
                _start(site, vendor, start, owners)


def _start(site: CallSite, vendor: Vendor, start: Start, owners: frozenset[int]) -> None:
    """At once, or when the trigger says so that a platform takes with its calls."""
    m, name = site.machine, start.call.partition("(")[0]

    def begin(at: Path) -> None:
        m.requests.start(vendor, start.product, at, site.place, owners)

    started(m, name, site.args, site.at, site.place, begin)


def _counts(m: "Machine", vendor: Vendor, start: Start, f: Frame) -> bool:
    """A name that others use as well needs a second mark in the file or the page."""
    if not start.weak:
        return True
    texts = {f.code.text, m.page_code.text}
    return any(m.requests.catalogue.speaks_of(vendor, text.lower()) for text in texts)


def _on_assign(m: "Machine", name: str, held: Value, at: Path, place: "Place") -> None:
    for vendor, start, shape in m.requests.catalogue.starts(name, assigned=True):
        frame = Frame(m.global_scope, m.page_code, m.window)
        if _holds(m, shape, held) and _counts(m, vendor, start, frame):
            m.requests.start(vendor, start.product, at, place, options(m, vendor, (held,), place))


def _holds(m: "Machine", shape: Shape, held: Value) -> bool:
    return not shape.marks or marked(m, shape.marks, (held,))


def _on_property(m: "Machine", owner: Value, key: str, held: Value, f: Frame, at: Path, span: "Span") -> None:
    """`window.intercomSettings = {...}`"""
    if key in m.requests.catalogue.index.assigned and owner.only() == m.window.only():
        _on_assign(m, key, held, at, f.code.place(span))


FINDER = Plugin(id="start-call", on_call=_on_call, on_assign=_on_assign, on_property=_on_property)
