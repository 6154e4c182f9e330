"""Addresses that code on the server has a platform hold back: what is loaded from them waits for consent."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from consentlint.model import Guard
from consentlint.packs.values import BlockList, Cmp
from consentlint.reach.elements import Element
from consentlint.reach.paths import START, Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.things import Thing
from consentlint.reach.values import Value
from consentlint.worlds import ALWAYS, ON_CONSENT

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine


def _weigh(m: "Machine", element: Element, at: Path) -> Path:
    """The path behind a platform that was told to hold back what has this address."""
    url = (element.text("src") or "") if m.served is not None and element.has("src") else ""
    for cmp, address, purpose in _listed(m) if url else ():
        if address in url:
            always = purpose in cmp.necessary
            worlds, flaw = (ALWAYS, "necessary-category") if always else (ON_CONSENT, "")
            reason = f"'{address}' is on the list of what {cmp.name} holds back"
            guard = Guard(
                "block-list", element.place, f"list of {cmp.name}", worlds, reason, purpose, cmp.id, flaw=flaw
            )
            return at.then(guard, worlds)
    return at


def _listed(m: "Machine") -> Iterator[tuple[Cmp, str, str]]:
    """The platforms' addresses with their purposes, as functions of the file at hand add them."""
    for cmp in m.knowledge.cmps:
        for known in cmp.block_lists:
            for function, _, place, _ in m.served.listening(known.event):
                empty = m.allocate(Thing("array", place))
                m.store.put((m.things(empty)[0][0].id, "#items"), ())
                for item in m.items_of(m.call(function, (empty,), START)):
                    for address, purpose in _entries(m, known, item):
                        yield cmp, address, purpose


def _entries(m: "Machine", known: BlockList, item: Value) -> Iterator[tuple[str, str]]:
    """What one item of a list names: itself, or each of its addresses under its purpose."""
    if item.text():
        yield item.text() or "", known.otherwise
    for ref, _ in m.things(item):
        addresses, purpose = m.property(ref, known.addresses), m.property(ref, known.purpose)
        for address in m.items_of(addresses) if addresses is not None else ():
            text = m.settle(address).text()
            if text:
                yield text, (m.settle(purpose).text() if purpose is not None else None) or known.otherwise


COLLECTOR = Plugin(id="block-list", element_guards=_weigh)
