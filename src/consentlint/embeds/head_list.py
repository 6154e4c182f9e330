"""Lists of scripts that a framework writes into the page's head: `script: [{src}]`, `head: [['script', {src}]]`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from consentlint.model import Guard
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.things import Frame
from consentlint.reach.values import Ref, Value
from consentlint.worlds import PERHAPS

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

LISTS = ("script", "scripts")
PAIRS = ("head",)


def _on_object(m: "Machine", ref: Ref, f: Frame, at: Path) -> None:
    place = m.heap[ref.id].place
    for key, source in _sources(m, ref) if place is not None else ():
        assert place is not None
        reason = "a framework may render the scripts that this list names"
        guard = Guard("unknown-caller", place, f"{key}: [...]", PERHAPS, reason)
        m.requests.offer("script-list", m.settle(source), at.then(guard, PERHAPS), place)


def _sources(m: "Machine", ref: Ref) -> Iterator[tuple[str, Value]]:
    for key in (*LISTS, *PAIRS):
        held = m.property(ref, key)
        for item in m.items_of(held) if held is not None else ():
            if key in PAIRS:
                pair = m.items_of(item)
                item = pair[1] if len(pair) > 1 and pair[0].text() == "script" else item
            yield from (
                (key, source) for one, _ in m.things(item, "object") if (source := m.property(one, "src")) is not None
            )


FINDER = Plugin(id="head-list", on_object=_on_object)
