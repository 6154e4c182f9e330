"""Style sheets in the page and style attributes: what they import and the images and fonts that they name."""

from typing import TYPE_CHECKING

from consentlint.reach.calls import CallSite
from consentlint.reach.elements import Element
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.sheets import addresses
from consentlint.reach.values import Str, Value, value

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine


def find(m: "Machine", element: Element, at: Path) -> None:
    held = element.content if element.name == "style" else element.attributes.get("style")
    if held is None:
        return
    written = element.origin != "script"
    for text in m.settle(held).strings():
        for named in addresses(text.text):
            address = value(Str((named.address,), text.origin))
            m.requests.record(named.form, address, at, element.place, keep_place=written)


def _face(site: CallSite) -> Value | None:
    """`new FontFace('Inter', 'url(https://...)')`"""
    for text in site.machine.settle(site.arg(1)).strings():
        for named in addresses(text.text):
            address = value(Str((named.address,), text.origin))
            site.machine.requests.record("font", address, site.at, site.place)
    return None


FINDER = Plugin(id="style-text", elements=find, natives={"FontFace": _face})
