"""What every browser of today answers to questions that have nothing to do with consent."""

from typing import TYPE_CHECKING

from consentlint.reach.lookup import owner_of
from consentlint.reach.outdated import GONE
from consentlint.reach.plugins import Plugin
from consentlint.reach.values import V_UNDEFINED, Str, Value, value

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

# HTML, "document.readyState": a script meets any of them, as it depends on when it comes.
READINESS = value(*(Str((state,)) for state in ("loading", "interactive", "complete")))
PAGE = ("document", "document.documentElement", "document.body")


def _read(m: "Machine", path: str, key: str) -> Value | None:
    if path == "document" and key == "readyState":
        return READINESS
    return V_UNDEFINED if key in GONE and (path in PAGE or owner_of(m, path)) else None


NATIVES = Plugin(id="facts", on_outside_read=_read)
