"""What was seen of one page, and what it comes to: an exposure for each address that was asked for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlsplit

from consentlint.model import Embed, Exposure, Place, Span
from consentlint.packs.values import STRANGER, Packs
from consentlint.reach.catalogue import Catalogue, Match
from consentlint.reach.values import Str
from consentlint.text import Lines
from consentlint.verify.fence import Fence, split
from consentlint.verify.stand_in import owner, place_of
from consentlint.worlds import MAYBE, NEVER, NO, WORLD_NAMES, YES, Answer, Worlds

FORMS = {"document": "iframe"}  # every other kind of request is called as the browser calls it


class Asked(NamedTuple):
    """A request, at the moment it was asked for. kind: the browser's resource type; sent: the fence let it through."""

    url: str
    kind: str
    sent: bool


class Origin(NamedTuple):
    """Who asked for a request: a document or script, with the 0-based line and column that the browser gives.

    parsed  it stands in markup, and the place is where its tag ends
    """

    url: str
    line: int = 0
    column: int = 0
    parsed: bool = False


class Stored(NamedTuple):
    """Something kept in the visitor's browser. kind: cookie, local, session or database; where: domain or origin."""

    kind: str
    name: str
    where: str


@dataclass(slots=True)
class Seen:
    """One world of one page.

    load, request  what was asked for as the page loaded and after the click; request is None without a click
    doubt, asking  why `no` is not known, for what loads and for what the visitor asks for; "" when it is
    chosen         how the visitor chose
    outside        the choice could not be made, so that what was asked for belongs to the undecided
    """

    load: list[Asked] = field(default_factory=list)
    request: list[Asked] | None = None
    stored: set[Stored] = field(default_factory=set)
    doubt: str = ""
    asking: str = ""
    chosen: str = ""
    outside: bool = False


@dataclass(slots=True)
class Visit:
    """One page in three worlds. texts: of its own files that asked for something.

    notes    what else there is to know; trouble: what the user asked for and could not be done
    error    why it could not be opened
    """

    url: str
    seen: dict[str, Seen] = field(default_factory=lambda: {world: Seen() for world in WORLD_NAMES})
    origins: dict[str, Origin] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    error: str = ""

    def everything(self) -> Iterator[Asked]:
        """All requests of all worlds."""
        for seen in self.seen.values():
            yield from seen.load
            yield from seen.request or ()

    def urls(self) -> Iterator[str]:
        """The addresses of all requests."""
        return (asked.url for asked in self.everything())


class Observed(NamedTuple):
    """An address that was asked for, as an embed, and who asked first."""

    embed: Embed
    origin: Origin
    page: str


class Reading(NamedTuple):
    """How addresses are read: the catalogue, the packs, and which hosts are the pages' own.

    prefix  what the pages' own files are called by, before their path
    """

    catalogue: Catalogue
    packs: Packs
    fence: Fence
    own_domains: frozenset[str] = frozenset()
    prefix: str = ""

    def name(self, url: str) -> str:
        """How a file is called."""
        return name_of(url, self.fence, self.prefix)

    def match(self, url: str) -> Match | None:
        """Whose a request is: a vendor's, an unknown third party's; None for own files and those of a platform."""
        parts = split(url)
        if parts is None or owner(url, self.packs.cmps.values()) is not None:
            return None
        found = self.catalogue.match(Str((url,)), any_path=True)
        if found is not None:
            return found
        host = parts.hostname or ""
        if self.fence.is_own(url) or any(host == own or host.endswith(f".{own}") for own in self.own_domains):
            return None
        return Match(STRANGER, host, "", host, None)


def observed(visit: Visit, reading: Reading) -> Iterator[Observed]:
    """An embed for each vendor and address; requests of one address that differ in their query are one."""
    groups: dict[tuple[str, str, str], tuple[str, Match]] = {}
    for asked in visit.everything():
        match = reading.match(asked.url)
        if match is not None:
            key = match.vendor.id, FORMS.get(asked.kind, asked.kind), place_of(asked.url)
            groups.setdefault(key, (asked.url, match))
    for (vendor, form, place), (url, match) in groups.items():
        origin = visit.origins.get(url, Origin(visit.url))
        exposure = Exposure(_worlds(visit, place, "load"), _worlds(visit, place, "request"))
        embed = Embed(
            vendor, form, _place(origin, visit, reading), url, exposure, match.product, match.region,
            self_hosted=match.self_hosted,
        )  # fmt: skip
        yield Observed(embed, origin, visit.url)


def platforms(visit: Visit, packs: Packs) -> dict[str, Asked]:
    """The consent platforms whose files a page asked for, by id, with the first request of each."""
    found: dict[str, Asked] = {}
    for asked in visit.everything():
        cmp = owner(asked.url, packs.cmps.values())
        if cmp is not None:
            found.setdefault(cmp.id, asked)
    return found


def _worlds(visit: Visit, place: str, vector: str) -> Worlds:
    return Worlds(*(_answer(visit.seen[world], place, vector) for world in WORLD_NAMES))


def _answer(seen: Seen, place: str, vector: str) -> Answer:
    """yes when it was asked for in that world; no only where that was watched to the end, else maybe."""
    asked: Sequence[Asked] | None = seen.load if vector == "load" else seen.request
    if asked is None:
        return NO  # nobody clicked: there is nothing to tell
    if any(place_of(one.url) == place for one in asked):
        return MAYBE if seen.outside else YES
    return MAYBE if (seen.doubt if vector == "load" else seen.doubt or seen.asking) else NO


def _place(origin: Origin, visit: Visit, reading: Reading) -> Place:
    """Where the browser says that a request was asked for; the beginning of the file when its text is not at hand."""
    text = visit.texts.get(origin.url, "")
    offset = Lines(text).line_start(origin.line + 1) + origin.column
    if origin.parsed:
        offset = text.rfind("<", 0, offset)
        if text.startswith("</", offset):
            offset = text.rfind("<", 0, offset)
    offset = max(offset, 0)
    return Place(reading.name(origin.url), Span(offset, offset))


def name_of(url: str, fence: Fence, prefix: str = "") -> str:
    """How a file is called: its path (after `prefix`) on the pages' own host, else its URL without the query."""
    if not fence.is_own(url):
        return url.split("?")[0].split("#")[0]
    path = urlsplit(url).path.lstrip("/")
    return f"{prefix}{path}index.html" if not path or path.endswith("/") else f"{prefix}{path}"


def merged(found: Iterable[Observed]) -> list[Observed]:
    """The same address on several pages, once: with the max of its answers, at the first place."""
    joined: dict[tuple[str, str, str], Observed] = {}
    for one in found:
        key = one.embed.vendor, one.embed.form, place_of(one.embed.url)
        before = joined.get(key)
        if before is None:
            joined[key] = one
            continue
        load, request = before.embed.exposure, one.embed.exposure
        exposure = Exposure(load.load | request.load, load.request | request.request)
        joined[key] = before._replace(embed=before.embed._replace(exposure=exposure))
    return sorted(joined.values(), key=lambda one: (one.embed.vendor, one.embed.url))


def stored_worlds(visits: Iterable[Visit]) -> Mapping[Stored, Worlds]:
    """What is kept in which worlds, over all pages."""
    found: dict[Stored, Worlds] = {}
    for visit in visits:
        for stored in sorted({one for seen in visit.seen.values() for one in seen.stored}):
            worlds = Worlds(*(_kept(visit.seen[world], stored) for world in WORLD_NAMES))
            found[stored] = found.get(stored, NEVER) | worlds
    return found


def _kept(seen: Seen, stored: Stored) -> Answer:
    return YES if stored in seen.stored else MAYBE if seen.doubt else NO
