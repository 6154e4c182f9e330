"""What was predicted against what left the page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import urljoin

from browser.chromium import ORIGIN, Seen
from browser.platforms import owner, split

from consentlint.model import Embed
from consentlint.packs.values import Cmp, Vendor
from consentlint.worlds import MAYBE, WORLD_NAMES, YES, Answer, Worlds

SILENT_HINTS = ("preconnect", "dns-prefetch")


@dataclass(frozen=True, slots=True)
class Predicted:
    """The exposure of one address, or of a vendor as a whole when the address is not known (place is "")."""

    vendor: str
    place: str
    load: Worlds
    request: Worlds

    @property
    def name(self) -> str:
        return self.place or f"any request to {self.vendor}"


def predict(embeds: Iterable[Embed]) -> list[Predicted]:
    """Embeds of one address are alternatives of each other: their answers are joined."""
    joined: dict[tuple[str, str], Predicted] = {}
    for embed in embeds:
        place = "" if "{" in embed.url or not embed.url else _place(embed.url)
        load, request = embed.exposure.load, embed.exposure.request
        if before := joined.get((embed.vendor, place)):
            load, request = load | before.load, request | before.request
        joined[embed.vendor, place] = Predicted(embed.vendor, place, load, request)
    return list(joined.values())


def makes_no_request(embed: Embed, code: str) -> bool:
    """A hint that opens a connection without asking for anything: interception does not see it."""
    tag = code[embed.place.span.start : embed.place.span.end].lower()
    shown = (
        tag if "<link" in tag or "/" in _place(embed.url) else code.lower()
    )  # a script's hint: a host without a path
    return embed.form == "connection-hint" and any(word in shown for word in SILENT_HINTS)


def same_in_all_worlds(predicted: Iterable[Predicted]) -> bool:
    return all(len(set(one.load)) == 1 for one in predicted)


def differences(
    predicted: Sequence[Predicted], seen: Mapping[str, Sequence[Seen]], vendors: Mapping[str, Vendor], vector: str
) -> Iterator[str]:
    """One line for each answer that the browser contradicts. vector: `load` or `request`; maybe is never wrong."""
    for one in predicted:
        for name, answer in _answers(getattr(one, vector)).items():
            if name not in seen or answer is MAYBE:
                continue
            came = any(_matches(one, request, vendors) for request in seen[name])
            if came != (answer is YES):
                yield f"on {vector}, {name}: predicted {answer}, observed {'yes' if came else 'no'} ({one.name})"


def strangers(
    predicted: Sequence[Predicted],
    seen: Mapping[str, Sequence[Seen]],
    vendors: Mapping[str, Vendor],
    cmps: Sequence[Cmp] = (),
) -> Iterator[str]:
    """Requests to a vendor that no embed accounts for. A consent platform's own files are not its CDN's."""
    whole = {one.vendor for one in predicted if not one.place}
    known = {one.place for one in predicted}
    for url in sorted({request.url for requests in seen.values() for request in requests}):
        for vendor in vendors.values() if owner(url, cmps) is None else ():
            if belongs(url, vendor) and vendor.id not in whole and _place(url) not in known and not _staff(url, vendor):
                yield f"not in the inventory: {vendor.id} was contacted at {url}"


def belongs(url: str, vendor: Vendor) -> bool:
    """Whether a URL's host is one of the vendor's domains or below it."""
    host = split(url).split("/")[0].split("@")[-1].split(":")[0].lower().rstrip(".")
    domains = (*vendor.domains, *(domain for region in vendor.regions for domain in region.domains))
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def _answers(worlds: Worlds) -> dict[str, Answer]:
    return dict(zip(WORLD_NAMES, worlds, strict=True))


def _matches(one: Predicted, request: Seen, vendors: Mapping[str, Vendor]) -> bool:
    return _place(request.url) == one.place if one.place else belongs(request.url, vendors[one.vendor])


def _place(url: str) -> str:
    """Host and path; relative addresses are the page's own."""
    host, slash, path = split(urljoin(f"{ORIGIN}/", url)).partition("/")
    return host.lower() + (slash + path if path else "")


def _staff(url: str, vendor: Vendor) -> bool:
    """The vendor's own staff tools are not embeds."""
    host, _, path = split(url).partition("/")
    staff = [loader for loader in vendor.loaders if loader.audience == "agent" and fnmatchcase(f"/{path}", loader.path)]
    return any(fnmatchcase(host, glob) for loader in staff for glob in loader.hosts)
