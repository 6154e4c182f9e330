"""What the source says beside what the browser asked for: where they differ, and why reading may not have known."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urljoin

from consentlint.model import Embed, Exposure
from consentlint.packs.values import UNKNOWN_THIRD_PARTY, Packs
from consentlint.verify.fence import Fence, split
from consentlint.verify.record import Observed, name_of
from consentlint.verify.stand_in import place_of
from consentlint.worlds import MAYBE, NEVER, NO, WORLD_NAMES, YES

# A hint opens a connection and asks for nothing, so that there is no request to see.
HINT = "connection-hint"
AGREES, NEWS, SETTLED, DIFFERS = "agrees", "not in the source", "settled", "differs"
UNKNOWN = "not decided"


class Row(NamedTuple):
    """One address of a vendor, read and seen.

    embeds      where the source has it; empty when it has not
    read, seen  exposures; `seen` is None when the browser cannot see such a request
    verdict     agrees, settled (what was maybe is known now), not decided (in the browser), differs, not in the source
    differs     one sentence for each world and vector in which the two contradict each other
    reasons     why reading the source may not have known
    """

    vendor: str
    url: str
    embeds: tuple[Embed, ...]
    read: Exposure | None
    seen: Exposure | None
    verdict: str
    differs: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def more_open(self) -> bool:
        """Was something asked for of which the source says that it is not?"""
        return any("the browser asked" in line for line in self.differs)


class Known(NamedTuple):
    """What the reasons are found in.

    named   does any file of the source name this host?
    fetched the pages' own files that were asked for
    unasked what an address counts as that nobody asked for: maybe where a world could not be decided
    watch   seconds that were watched after each step
    prefix  what own files are called by, before their path
    """

    packs: Packs
    fence: Fence
    page: str
    named: Callable[[str], bool]
    fetched: frozenset[str]
    unasked: Exposure
    watch: float
    prefix: str = ""

    def name(self, url: str) -> str:
        """How a file is called."""
        return name_of(url, self.fence, self.prefix)


def compare(read: Sequence[Embed], seen: Sequence[Observed], known: Known) -> list[Row]:
    """A row for each address, those of the source first."""
    groups: dict[tuple[str, str], list[Embed]] = {}
    for embed in read:
        groups.setdefault((embed.vendor, address(embed, known)), []).append(embed)
    left = list(seen)
    rows = []
    # Known addresses take what is theirs; what is left of the vendor belongs to those that cannot be read.
    for (vendor, place), embeds in sorted(groups.items(), key=lambda item: (not item[0][1], item[0])):
        mine = [one for one in left if one.embed.vendor == vendor and place in ("", place_of(one.embed.url))]
        left = [one for one in left if one not in mine]
        rows.append(_row(vendor, embeds, mine, known))
    by_vendor = {vendor: [embed for embed in read if embed.vendor == vendor] for vendor, _ in groups}
    for one in left:
        rows += _unread(one, by_vendor.get(one.embed.vendor, ()), read, known)
    return rows


def address(embed: Embed, known: Known) -> str:
    """Host and path that an embed asks for; "" when they cannot be read from the source."""
    if not embed.url or "{" in embed.url:
        return ""
    host, slash, path = place_of(urljoin(known.page, embed.url)).partition("/")
    return host.lower() + slash + path


def _row(vendor: str, embeds: Sequence[Embed], mine: Sequence[Observed], known: Known) -> Row:
    read = _joined(embed.exposure for embed in embeds)
    if not mine and all(embed.form == HINT for embed in embeds):
        return Row(vendor, embeds[0].url, tuple(embeds), read, None, "cannot be seen (a hint makes no request)")
    seen = _joined((one.embed.exposure for one in mine), otherwise=known.unasked)
    lines = list(_contradictions(read, seen))
    verdict = DIFFERS if lines else _agreement(read, seen)
    reasons = tuple(_reasons(embeds, mine, read, seen, known)) if lines else ()
    return Row(vendor, embeds[0].url, tuple(embeds), read, seen, verdict, tuple(lines), reasons)


def _joined(exposures: Iterable[Exposure], otherwise: Exposure | None = None) -> Exposure:
    found = list(exposures)
    if not found and otherwise is not None:
        return otherwise
    load, request = NEVER, NEVER
    for one in found:
        load, request = load | one.load, request | one.request
    return Exposure(load, request)


def _contradictions(read: Exposure, seen: Exposure) -> Iterator[str]:
    for world, one, other in zip(WORLD_NAMES, read.load, seen.load, strict=True):
        if one is NO and other is YES:
            yield f"{world}, as the page loads: the source says no, the browser asked for it"
        if one is YES and other is NO:
            yield f"{world}, as the page loads: the source says yes, nothing asked for it"
    # What one control does not ask for, another may.
    for world, one, other in zip(WORLD_NAMES, read.load | read.request, seen.request, strict=True):
        if one is NO and other is YES:
            yield f"{world}, after the click: the source says no, the browser asked for it"


def _agreement(read: Exposure, seen: Exposure) -> str:
    """Without a contradiction: does one of the two know what the other does not?"""
    if any(other is MAYBE and one is not MAYBE for one, other in zip(read.load, seen.load, strict=True)):
        return UNKNOWN
    return SETTLED if read.load != seen.load else AGREES


def _unread(one: Observed, same: Sequence[Embed], read: Sequence[Embed], known: Known) -> Iterator[Row]:
    """An address that the source does not show. What a vendor fetches for itself, no earlier than its own
    embed, is no news."""
    vendor, seen = one.embed.vendor, one.embed.exposure
    told = _joined(embed.exposure for embed in same)
    if same and not list(_beyond(told, seen)):
        return
    lines = tuple(_beyond(told if same else Exposure(), seen)) or ("asked for in no world that could be decided",)
    reasons = tuple(_why_unread(one, read, known))
    yield Row(vendor, one.embed.url, (), None, seen, NEWS, lines, reasons)


def _beyond(told: Exposure, seen: Exposure) -> Iterator[str]:
    for when, said, found in (
        ("as the page loads", told.load, seen.load),
        ("after the click", told.request | told.load, seen.request),
    ):
        for world, one, other in zip(WORLD_NAMES, said, found, strict=True):
            if one is NO and other is YES:
                yield f"{world}, {when}: the browser asked for it, the source does not show it"


# --- why ------------------------------------------------------------------------------------------------------------


def _why_unread(one: Observed, read: Sequence[Embed], known: Known) -> Iterator[str]:
    by, host = one.origin.url, (split(one.embed.url) or split("http://?")).hostname or ""  # type: ignore[union-attr]
    yield f"asked for by {known.name(by)}" if by else "the browser does not say who asked for it"
    if by and not known.fence.is_own(by):
        yield "that is a third party's script: what such scripts load stands in no file of the source"
    if not known.named(host):
        yield f"no file of the source names {host}: the address comes from a server's answer, an account or a container"
    else:
        yield f"a file of the source names {host}, but not in a way that reading could follow to this request"
    yield from _containers(read, known)


def _containers(read: Sequence[Embed], known: Known) -> Iterator[str]:
    for embed in read:
        vendor = known.packs.vendors.get(embed.vendor) if embed.vendor != UNKNOWN_THIRD_PARTY else None
        loaders = vendor.loaders if vendor else ()
        if vendor and any(loader.container and loader.product == embed.product for loader in loaders):
            yield f"{vendor.name} ({embed.place.path}) loads what its account holds, which no file shows"


def _reasons(
    embeds: Sequence[Embed], mine: Sequence[Observed], read: Exposure, seen: Exposure, known: Known
) -> Iterator[str]:
    """For what the source does show, and differently."""
    for one in mine[:1]:
        yield f"asked for by {known.name(one.origin.url)}"
    if any(one is NO and other is YES for one, other in zip(read.load, seen.load, strict=True)):
        texts = dict.fromkeys(guard.text for embed in embeds for guard in embed.trace)
        yield from (f"the source was taken to hold it back by `{text}`" for text in texts)
        if any(guard.kind == "auto-blocking" for embed in embeds for guard in embed.trace):
            yield "a browser asks for scripts ahead of reading, before a blocker can stop them"
    if any(one is YES and other is NO for one, other in zip(read.load, seen.load, strict=True)):
        files = sorted({embed.place.path for embed in embeds} - known.fetched)
        if files:
            yield f"no page that was opened loads {', '.join(files)} as it stands"
        yield f"it was watched for {known.watch:g} s at rest: what hangs on a later moment or another state is not seen"
