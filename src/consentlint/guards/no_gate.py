"""What looks like a gate and is none: lazy elements, signals that are sent, a banner that is merely there.

A signal and a banner stand beside the way to an embed, not on it: they are told of embeds that nothing else guards.
"""

from typing import TYPE_CHECKING

from consentlint.model import Guard
from consentlint.packs.values import Cmp
from consentlint.reach.asides import KIND, no_gate
from consentlint.reach.atoms import canonical
from consentlint.reach.calls import CallSite
from consentlint.reach.elements import Element
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Plugin
from consentlint.worlds import ALWAYS

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine


def _weigh(m: "Machine", element: Element, at: Path) -> Path:
    """An element that loads later, for every visitor."""
    for selector, found in m.knowledge.no_gates("selector").items():
        if element.matches(selector):
            at = at.then(no_gate(*found, _written(element), element.place), ALWAYS)
    return at


def _written(element: Element) -> str:
    return f"<{element.name}>"


def _sent(site: CallSite) -> None:
    """A call that tells others what the visitor chose."""
    known = site.machine.knowledge.no_gates("sends")
    if site.source_name not in {call.partition("(")[0] for call in known}:
        return
    for call, found in known.items():
        head = canonical(call).removesuffix(")")
        if f"{site.source_name}({site.render(site.arg(0))}" == head:
            site.machine.requests.around.setdefault(call, no_gate(*found, call, site.place))


def _at_end(m: "Machine") -> None:
    """Platforms in sight: a banner that asks is no gate for what does not wait for the answer."""
    for cmp in m.knowledge.cmps:
        if cmp.id in m.knowledge.present and _asks(cmp):
            says = f"{cmp.name} asks the visitor, and nothing ties this request to the answer"
            guard = Guard(KIND, m.start_code.place(m.nowhere), f"the banner of {cmp.name}", ALWAYS, says, cmp=cmp.id)
            m.requests.around.setdefault(f"\uffff{cmp.id}", guard)


def _asks(cmp: Cmp) -> bool:
    return bool(cmp.accept or cmp.refuse or cmp.controls.accept) and bool(cmp.present.urls or cmp.present.packages)


COLLECTOR = Plugin(id="no-gate", element_guards=_weigh, on_call=_sent, at_end=_at_end)
