"""What answers instead of third parties: nothing, or a stub of a consent platform's documented interface.

The stubs lie beside the packs: `rules/cmps/<id>.stub.js`, each in a function of its own after `stub_common.js`.
"""

import re
from collections.abc import Iterable
from functools import cache

from consentlint.lazy_regex import lazy_regex
from consentlint.packs.compiled import rules_folder
from consentlint.packs.values import Cmp
from consentlint.reach.catalogue import glob

FIELD = lazy_regex(r"^// ([a-z-]+): (.*)$", re.MULTILINE)
EMPTY = {"script": "text/javascript", "document": "text/html", "stylesheet": "text/css", "image": "image/gif"}
HEADERS = {"access-control-allow-origin": "*", "cache-control": "no-store"}
# A stub tells which frame its automatic blocker has just stopped by asking its own page for this path.
HELD_BACK = "/held-back?"


def place_of(url: str) -> str:
    """Host and path of a URL, as globs of packs want it: no scheme, query or fragment."""
    return re.split(r"[?#]", url.split("//", 1)[-1])[0]


def owner(url: str, cmps: Iterable[Cmp]) -> Cmp | None:
    """The platform whose script a URL is: of several, the one with the most specific glob."""
    place = place_of(url)
    hits = [(len(one), cmp.id, cmp) for cmp in cmps for one in cmp.present.urls if glob(one).fullmatch(place)]
    return max(hits)[2] if hits else None


@cache
def stub(ident: str) -> str:
    """The stub of a platform with the one that it builds on (`// also: iab-tcf`) before it; "" when there is none."""
    folder = rules_folder() / "cmps"
    path = folder / f"{ident}.stub.js"
    if not path.is_file():
        return ""
    common, own = (folder / "stub_common.js").read_text("utf-8"), path.read_text("utf-8")
    also = dict(FIELD.findall(own)).get("also", "").strip()
    return (stub(also) + "\n" if also else "") + "(() => {\n" + common + own + "\n})();"


def own_control(ident: str, kind: str) -> tuple[str, ...]:
    """The selector that a stub names after `// accept:` or `// refuse:`, where the documentation names no way."""
    path = rules_folder() / "cmps" / f"{ident}.stub.js"
    told = dict(FIELD.findall(path.read_text("utf-8"))).get(kind) if path.is_file() else None
    return (told,) if told else ()
