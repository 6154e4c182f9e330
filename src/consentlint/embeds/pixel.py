"""Images and media: each address is fetched as the page loads."""

from typing import TYPE_CHECKING

from consentlint.reach.elements import Element
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.values import Str, Value, lift

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

URLS = {
    "img": ("src", "srcset"),
    "image": ("href", "xlink:href"),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "input": ("src",),
}


def find(m: "Machine", element: Element, at: Path) -> None:
    for name in URLS.get(element.name, ()):
        held = element.attributes.get(name)
        if held is not None:
            source = _first(m.settle(held)) if name == "srcset" else m.settle(held)
            m.requests.record("pixel", source, at, element.place, keep_place=element.origin != "script")


def _first(held: Value) -> Value:
    """The first candidate of a srcset."""
    return lift(lambda a: (Str((a.exact.split(",")[0].split()[0],), a.origin),) if _usable(a) else (a,), held)


def _usable(atom: object) -> bool:
    return isinstance(atom, Str) and bool(atom.exact and atom.exact.split(",")[0].split())


FINDER = Plugin(id="pixel", elements=find)
