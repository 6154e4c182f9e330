"""`URL`: an address by its parts. Used as text it is its `href` (`Machine.settle`)."""

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from consentlint.reach import members
from consentlint.reach.calls import CallSite
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.things import ADDRESS, Frame, Thing
from consentlint.reach.values import V_STRING, Str, Value, string

if TYPE_CHECKING:
    from consentlint.model import Span
    from consentlint.reach.machine import Machine

PARTS = ("protocol", "host", "hostname", "origin", "pathname", "search", "hash")
WRITTEN = ("protocol", "host", "hostname", "port", "pathname", "search", "hash")


def _url(site: CallSite) -> Value | None:
    """`new URL(reference, base)` where both are known."""
    m = site.machine
    texts = [m.settle(arg).text() for arg in site.args[:2]]
    if not texts or None in texts:
        return None
    reference, base = str(texts[0]), str(texts[1]) if len(texts) > 1 else ""
    try:
        whole = urljoin(base, reference)
        urlsplit(whole)
    except ValueError:
        return None
    made = m.allocate(Thing("object", site.place, open=True, tag=ADDRESS))
    origin = (
        next((text.origin for text in m.settle(site.arg(0)).strings()), None) if len(site.args) == 1 else site.place
    )
    _fill(m, made, Str((whole,), origin or site.place))
    return made


def _fill(m: "Machine", made: Value, whole: Str) -> None:
    parts = urlsplit(whole.text)
    known = {
        "protocol": f"{parts.scheme}:",
        "host": parts.netloc,
        "hostname": parts.netloc.rpartition("@")[2].partition(":")[0],
        "origin": f"{parts.scheme}://{parts.netloc}",
        "pathname": parts.path or "/",
        "search": f"?{parts.query}" if parts.query else "",
        "hash": f"#{parts.fragment}" if parts.fragment else "",
    }
    for key, text in known.items():
        members.write(m, made, key, string(text, whole.origin))
    members.write(m, made, "href", string(whole.text, whole.origin))


def _on_property(m: "Machine", owner: Value, key: str, held: Value, f: Frame, at: Path, span: "Span") -> None:
    """A part is replaced: the whole follows."""
    if key not in WRITTEN:
        return
    for ref, thing in m.things(owner, "object"):
        if thing.tag != ADDRESS:
            continue
        if key == "hostname":
            m.set_property(ref, "host", held)
        texts = [m.settle(m.property(ref, part) or V_STRING).text() for part in PARTS]
        if None in texts:
            m.set_property(ref, "href", V_STRING)
            continue
        protocol, host, _, _, path, search, end = (str(text) for text in texts)
        whole = f"{protocol.rstrip(':')}://{host}/{path.lstrip('/')}{search}{end}"
        m.set_property(ref, "href", string(whole, f.code.place(span)))


NATIVES = Plugin(id="addresses", natives={"URL": _url}, on_property=_on_property)
