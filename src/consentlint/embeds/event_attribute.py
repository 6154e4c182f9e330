"""Event handler attributes (`onclick="openChat()"`): code that runs when the browser says so."""

from typing import TYPE_CHECKING

from consentlint.lazy_regex import lazy_regex
from consentlint.reach.calls import CallSite
from consentlint.reach.elements import Element, words
from consentlint.reach.listening import listen
from consentlint.reach.page import run_text
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Native, Plugin
from consentlint.reach.values import V_UNDEFINED, Value

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

HANDLER = lazy_regex(r"on[a-z]+")
PAGE = ("body", "html", "svg", "frameset")


def find(m: "Machine", element: Element, at: Path) -> None:
    if element.name == "data" or element.origin == "jsx":
        return
    for name, held in element.attributes.items():
        text = held.text() if HANDLER.fullmatch(name) else None
        if not text or not text.strip():
            continue
        handler = m.native(_runner(m, element, text))
        control = "" if element.name in PAGE else f"{words(element)} {text}"
        target = "window" if element.name in PAGE else f"<{element.name}>"
        listen(m, name[2:], handler, at, element.place, target, control)


def _runner(m: "Machine", element: Element, text: str) -> Native:
    def run(site: CallSite) -> Value:
        run_text(m, text, element.place, site.at)
        return V_UNDEFINED

    return run


FINDER = Plugin(id="event-attribute", elements=find)
