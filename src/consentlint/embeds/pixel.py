"""Images and media: each address is fetched as the page loads."""

from typing import TYPE_CHECKING

from consentlint.reach.elements import Element
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.values import Atom, Str, Value, lift

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
    "body": ("background",),
    "table": ("background",),
    "td": ("background",),
    "th": ("background",),
    "amp-img": ("src", "srcset"),
    "amp-pixel": ("src",),
    "amp-video": ("src", "poster"),
    "amp-audio": ("src",),
}


def find(m: "Machine", element: Element, at: Path) -> None:
    for name in URLS.get(element.name, ()):
        held = element.attributes.get(name)
        if held is not None:
            source = _candidates(m.settle(held)) if name == "srcset" else m.settle(held)
            m.requests.record("pixel", source, at, element.place, keep_place=element.origin != "script")


def _candidates(held: Value) -> Value:
    """Every candidate of a srcset: which one is fetched, the screen decides."""
    return lift(_split, held)


def _split(atom: Atom) -> list[Atom]:
    if not isinstance(atom, Str) or atom.exact is None:
        return [atom]
    return [Str((candidate.split()[0],), atom.origin) for candidate in atom.exact.split(",") if candidate.split()]


FINDER = Plugin(id="pixel", elements=find)
