"""Code that is text: `eval`, `new Function`, timers given a string, `javascript:` and `data:` URLs, blobs."""

import base64
import binascii
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from consentlint.reach.browser.arrays import items_of
from consentlint.reach.calls import CallSite
from consentlint.reach.elements import JAVASCRIPT_TYPES, Element, words
from consentlint.reach.listening import listen
from consentlint.reach.page import run_text, walk_text
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Native, Plugin
from consentlint.reach.values import SOME_NUMBER, V_UNDEFINED, V_UNKNOWN, Str, Value, string, value

if TYPE_CHECKING:
    from consentlint.model import Place
    from consentlint.reach.machine import Machine

FOLLOWED = {"a": "href", "area": "href", "form": "action", "button": "formaction", "input": "formaction"}
SCHEME = "javascript:"


def data_text(url: str) -> tuple[str, str] | None:
    """(media type, text) of a `data:` URL; None for any other URL, or one that cannot be read (RFC 2397)."""
    head, comma, body = url.strip().partition(",")
    if not comma or head[:5].lower() != "data:":
        return None
    kind, *parameters = head[5:].lower().split(";")
    try:
        text = base64.b64decode(unquote(body)).decode("utf-8", "replace") if "base64" in parameters else unquote(body)
    except (binascii.Error, ValueError):
        return None
    return kind.strip() or "text/plain", text


def _find(m: "Machine", element: Element, at: Path) -> None:
    if element.name in FOLLOWED:
        _followed(m, element, at)
    held = element.attributes.get("src" if element.name != "object" else "data")
    if held is None or element.name not in ("script", "iframe", "frame", "embed", "object"):
        return
    for text in m.settle(held).strings():
        _load(m, element, text, at)


def _load(m: "Machine", element: Element, text: Str, at: Path) -> None:
    """A script, frame or object whose address holds what it is."""
    place = text.origin if element.origin == "script" and text.origin is not None else element.place
    found = data_text(text.text)
    if element.name != "script" and text.text.strip().lower().startswith(SCHEME):
        run_text(m, unquote(text.text.strip()[len(SCHEME) :]), place, at)
    elif found is not None and element.name == "script":
        run_text(m, found[1], place, at)
    elif found is not None and found[0] in ("text/html", "application/xhtml+xml", "image/svg+xml"):
        walk_text(m, found[1], place, at, runs_scripts=True)


def _followed(m: "Machine", element: Element, at: Path) -> None:
    """`<a href="javascript:...">`: the code runs when the visitor follows the link."""
    text = (element.text(FOLLOWED[element.name]) or "").strip()
    if text.lower().startswith(SCHEME):
        code = unquote(text[len(SCHEME) :])
        event = "submit" if element.name == "form" else "click"
        listen(m, event, m.native(_runner(code, element.place)), at, element.place, f"<{element.name}>", words(element))


def _runner(code: str, place: "Place") -> Native:
    def run(site: CallSite) -> Value:
        run_text(site.machine, code, place, site.at)
        return V_UNDEFINED

    return run


def _texts(site: CallSite, held: Value) -> list[Str]:
    return [text for text in site.machine.settle(held).strings() if any(text.parts)]


def _eval(site: CallSite) -> Value | None:
    for text in _texts(site, site.arg(0)):
        run_text(site.machine, text.text, text.origin or site.place, site.at)
    return V_UNKNOWN


def _function(site: CallSite) -> Value | None:
    """`new Function(..., body)`."""
    texts = _texts(site, site.args[-1]) if site.args else []
    return site.machine.native(_runner(texts[0].text, texts[0].origin or site.place)) if len(texts) == 1 else None


def _timer(site: CallSite) -> Value | None:
    texts = _texts(site, site.arg(0))
    for text in texts:
        run = site.machine.native(_runner(text.text, text.origin or site.place))
        site.machine.later(run, (), site.at, certain=True)
    return value(SOME_NUMBER) if texts else None


def _blob(site: CallSite) -> Value | None:
    """A blob of text as the `data:` URL that it could be."""
    m = site.machine
    parts = [m.settle(part) for part in items_of(m, site.arg(0)) or ()]
    texts = [part.strings()[0].text for part in parts if len(part.strings()) == len(part.atoms()) == 1]
    if not texts or len(texts) != len(parts):
        return None
    origin = next((part.strings()[0].origin for part in parts), None) or site.place
    options = [m.property(ref, "type") for ref, _ in m.things(site.arg(1))]
    kind = next((held.text() or "" for held in options if held is not None), "")
    return string(f"data:{kind},{quote(''.join(texts))}", origin)


def _object_url(site: CallSite) -> Value | None:
    blobs = [text for text in site.arg(0).strings() if data_text(text.text) is not None]
    return value(*blobs) if blobs else None


def _worker(site: CallSite) -> Value | None:
    for text in _texts(site, site.arg(0)):
        found = data_text(text.text)
        if found is not None and (JAVASCRIPT_TYPES.fullmatch(found[0]) or found[0] == "text/plain"):
            run_text(site.machine, found[1], text.origin or site.place, site.at)
    return None


FINDER = Plugin(
    id="code-text",
    elements=_find,
    natives={
        "eval": _eval,
        "Function": _function,
        "setTimeout": _timer,
        "setInterval": _timer,
        "Blob": _blob,
        "URL.createObjectURL": _object_url,
        "Worker": _worker,
        "SharedWorker": _worker,
        "import": _worker,
    },
)
