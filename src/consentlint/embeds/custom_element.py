"""Custom elements that stand for a vendor: players, AMP's elements, and facades that wait for a click."""

from typing import TYPE_CHECKING

from consentlint.reach.elements import Element
from consentlint.reach.paths import REQUEST, Path
from consentlint.reach.plugins import Plugin

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine


def find(m: "Machine", element: Element, at: Path) -> None:
    if element.name not in m.requests.catalogue.index.tags:
        return
    for vendor, mark in m.requests.catalogue.elements(element.name):
        if element.matches(mark.selector):
            entered = at.on(REQUEST) if mark.trigger == "request" else at
            m.requests.add_package(vendor, mark.product, entered, element.place, form="custom-element")


FINDER = Plugin(id="custom-element", elements=find)
