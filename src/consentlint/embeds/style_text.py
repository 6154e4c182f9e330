"""Style sheets in the page and style attributes: what they import and the images and fonts that they name."""

import re
from typing import TYPE_CHECKING

from consentlint.reach.elements import Element
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.values import Str, Value, value

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
ADDRESS = re.compile(
    r"""(?P<sheet>@import\s+)?(?:url\(\s*(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)'|(?P<c>[^\s"')]+))\s*\))"""
    r"""|@import\s+(?:"(?P<d>[^"]*)"|'(?P<e>[^']*)')""",
    re.IGNORECASE,
)


def find(m: "Machine", element: Element, at: Path) -> None:
    held = element.content if element.name == "style" else element.attributes.get("style")
    if held is None:
        return
    for text in m.settle(held).strings():
        for form, address in _addresses(text):
            m.requests.record(form, address, at, element.place, keep_place=element.origin != "script")


def _addresses(text: Str) -> list[tuple[str, Value]]:
    found = []
    for match in ADDRESS.finditer(COMMENT.sub("", text.text)):
        address = next((match[name] for name in "abcde" if match[name]), "")
        form = "stylesheet" if match["sheet"] or match["d"] or match["e"] else "pixel"
        found.append((form, value(Str((address,), text.origin))))
    return found


FINDER = Plugin(id="style-text", elements=find)
