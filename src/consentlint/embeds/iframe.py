"""Frames and plug-in content: `iframe`, `frame`, `embed`, `object`; `srcdoc` is a page of its own."""

from typing import TYPE_CHECKING

from consentlint.reach.elements import Element
from consentlint.reach.page import walk_text
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Plugin

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

URLS = {"iframe": "src", "frame": "src", "embed": "src", "object": "data", "portal": "src", "fencedframe": "src",
        "amp-iframe": "src", "amp-video-iframe": "src"}  # fmt: skip


def find(m: "Machine", element: Element, at: Path) -> None:
    if element.name not in URLS:
        return
    document = element.attributes.get("srcdoc") if element.name == "iframe" else None
    if document is not None:
        for text in m.settle(document).strings():
            walk_text(m, text.text, element.place, at, runs_scripts=_scripts_allowed(element))
        return
    source = element.attributes.get(URLS[element.name])
    if source is not None:
        m.requests.record("iframe", m.settle(source), at, element.place, keep_place=element.origin != "script")


def _scripts_allowed(element: Element) -> bool:
    return not element.has("sandbox") or "allow-scripts" in (element.text("sandbox") or "allow-scripts").lower().split()


FINDER = Plugin(id="iframe", elements=find)
