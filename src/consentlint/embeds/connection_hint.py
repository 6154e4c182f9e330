"""`<link>`: hints that contact a host ahead of time, and style sheets that come from it."""

from typing import TYPE_CHECKING

from consentlint.reach.elements import Element
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Plugin

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

HINTS = {"preconnect", "dns-prefetch", "preload", "modulepreload", "prefetch", "prerender"}
SHEETS = {"stylesheet", "import", "icon", "manifest", "apple-touch-icon", "mask-icon"}


def find(m: "Machine", element: Element, at: Path) -> None:
    if element.name != "link":
        return
    relations = set((element.text("rel") or "").lower().split())
    address = element.attributes.get("href")
    if address is None:
        return
    form = "connection-hint" if relations & HINTS else "stylesheet" if relations & SHEETS else ""
    if form:
        m.requests.record(form, m.settle(address), at, element.place, keep_place=element.origin != "script")


FINDER = Plugin(id="connection-hint", elements=find)
