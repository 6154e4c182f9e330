"""What stands around an embed and asks nobody: timers, scrolling, lazy loading. It is said, and it guards nothing."""

from typing import TYPE_CHECKING

from consentlint.model import Guard, Place
from consentlint.reach.paths import Path
from consentlint.worlds import ALWAYS

if TYPE_CHECKING:
    from consentlint.packs.values import Cmp, NoGate
    from consentlint.reach.machine import Machine

KIND = "no-gate"


def aside(m: "Machine", kind: str, name: str, at: Path, place: Place) -> Path:
    """The path behind a call or an event which asks nobody, if a pack says that of it."""
    found = m.knowledge.no_gates(kind).get(name)
    return at if found is None else at.then(no_gate(*found, name, place), ALWAYS)


def no_gate(cmp: "Cmp", one: "NoGate", text: str, place: Place) -> Guard:
    """What is said of it, in the form of a guard."""
    return Guard(KIND, place, text, ALWAYS, one.says, cmp=cmp.id)


def asked(control: str, place: Place) -> Guard:
    """A banner of the site's own, known by its control: it asks, which holds nothing back by itself."""
    says = "a banner asks the visitor, and nothing ties this request to the answer"
    return Guard(KIND, place, control, ALWAYS, says, by_name=True)
