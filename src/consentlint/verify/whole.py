"""The run of `consentlint verify`: pages opened, read, compared and weighed. Nothing is printed here."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from consentlint.config import Config, ConfigErrors
from consentlint.discover import MissingPath, discover, display, read
from consentlint.examine import packs_for, policy_for
from consentlint.model import Exposure, Severity
from consentlint.packs.values import UNKNOWN_THIRD_PARTY, Packs
from consentlint.reach.catalogue import Catalogue
from consentlint.report import Report
from consentlint.run import Request, run
from consentlint.verify.compare import Known, Row, compare
from consentlint.verify.drive import Answers, nothing
from consentlint.verify.fence import FOLDER_HOST, Address, Fence, address, page_address
from consentlint.verify.launch import DEFAULT, Launch, browsing
from consentlint.verify.record import (
    Asked,
    Observed,
    Reading,
    Stored,
    Visit,
    merged,
    observed,
    platforms,
    stored_worlds,
)
from consentlint.verify.serve import Server, pages, serving
from consentlint.verify.stand_in import owner, stub
from consentlint.verify.visit import Room, Wishes, visit
from consentlint.verify.weigh import Fault, weigh
from consentlint.worlds import MAYBE, NO, WORLD_NAMES, Worlds

MOST_PAGES = 20


class Order(NamedTuple):
    """What the user asked for.

    target   URL of a page, or a folder; source: folder that a URL's page is made from
    pages    paths below the folder; empty: all that it holds
    allow    hosts that may be contacted besides the page's own
    offline  consent platforms are answered by stubs of their documented interface
    evidence folder for what is kept of the visits
    """

    target: str
    source: str = ""
    pages: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    offline: bool = False
    wishes: Wishes = Wishes()
    config: Config = Config()
    launch: Launch = DEFAULT
    evidence: Path | None = None


class Outcome(NamedTuple):
    """The finished run, sorted.

    opened   when it began, in UTC (ISO); browser: its name and version
    rows     source beside browser; None when no source is known
    texts    path -> text of files that observed embeds stand in
    """

    target: str
    opened: str
    browser: str
    allowed: tuple[str, ...]
    visits: tuple[Visit, ...]
    observed: tuple[Observed, ...]
    stored: tuple[tuple[Stored, Worlds], ...]
    faults: tuple[Fault, ...]
    rows: tuple[Row, ...] | None
    static: Report | None
    platforms: tuple[str, ...]
    notes: tuple[str, ...]
    trouble: tuple[str, ...]
    texts: dict[str, str]
    wait: float

    @property
    def failing(self) -> bool:
        """Is anything an error or a warning, as in `check`?"""
        return any(str(fault.severity) in ("error", "warning") for fault in self.faults)


class Site(NamedTuple):
    """Where the pages are. urls: (page, its folder in the evidence) pairs; prefix: what own files are called by."""

    fence: Fence
    urls: tuple[tuple[str, str], ...]
    source: str
    prefix: str
    notes: tuple[str, ...] = ()


def verify(order: Order) -> Outcome:
    """Open a browser and verify. Raises ConfigErrors, MissingPath, BrowserMissing; their messages are for the user."""
    with _site(order) as site, browsing(site.fence, order.launch, order.offline) as browser:
        packs = packs_for(order.config)
        room = Room(browser, site.fence, packs, _stubs(packs) if order.offline else nothing, order.offline)
        return verified(order, site, room)


def check(order: Order) -> None:
    """Raises ConfigErrors or MissingPath for what cannot be meant, before anything is opened or written."""
    for host in order.allow:
        address(host)
    if order.wishes.timeout <= order.wishes.wait:
        raise ConfigErrors("--timeout has to be longer than --wait, or no step could come to its end")
    if order.offline and order.allow:
        raise ConfigErrors("--offline contacts nobody but the page's own host; leave out --allow, or --offline")
    if "://" in order.target:
        page_address(order.target)
        if order.pages:
            raise ConfigErrors("--page chooses among the pages of a folder; a URL is one page")
    elif not os.path.isdir(order.target):
        raise MissingPath(f"{order.target}: there is no such folder; name a folder, or a URL with http:// or https://")
    elif order.source:
        raise ConfigErrors("--source says where a URL's source is; a folder is its own source")
    if order.source and not os.path.isdir(order.source):
        raise MissingPath(f"--source {order.source}: there is no such folder; check the spelling")


@contextmanager
def _site(order: Order) -> Iterator[Site]:
    """The pages: on their own host, or served from a folder as long as the block lasts."""
    allowed = tuple(address(host) for host in order.allow)
    if "://" in order.target:
        yield Site(Fence(page_address(order.target), allowed), ((order.target, "page"),), order.source, "")
        return
    with serving(order.target) as server:
        yield folder_site(order, server, allowed)


def folder_site(order: Order, server: Server, allowed: tuple[Address, ...] = ()) -> Site:
    """The pages of a folder behind its server. Raises ConfigErrors when there are none."""
    found = pages(order.target)
    for page in order.pages:
        if not os.path.isfile(os.path.join(order.target, page)):
            raise ConfigErrors(f"--page {page}: there is no such file in {order.target}")
    if not found and not order.pages:
        raise ConfigErrors(f"{order.target}: there is no page (.html) in it; build the site first, or give its URL")
    chosen = list(order.pages) or found[:MOST_PAGES]
    notes: tuple[str, ...] = ()
    if not order.pages and len(found) > MOST_PAGES:
        left = len(found) - MOST_PAGES
        notes = (f"{left} further pages were not opened; choose with --page, which may be repeated",)
    fence = Fence(Address(FOLDER_HOST), allowed, ((FOLDER_HOST, server.server_port),))
    urls = tuple((f"http://{FOLDER_HOST}/{quote(page)}", page.replace("/", "_")) for page in chosen)
    shown = display(order.target)
    return Site(fence, urls, order.target, "" if shown == "." else f"{shown.rstrip('/')}/", notes)


def verified(order: Order, site: Site, room: Room) -> Outcome:
    """The same in a browser that is open already."""
    opened = datetime.now(UTC).isoformat(timespec="seconds")
    wishes, packs = order.wishes, room.packs
    visits = [visit(room, url, wishes, _folder(order.evidence, name)) for url, name in site.urls]
    reading = Reading(Catalogue.of(packs.vendors), packs, site.fence, frozenset(order.config.own_domains), site.prefix)
    seen = merged(one for made in visits for one in observed(made, reading))
    static = run(Request("inventory", [site.source], _wide(order.config))) if site.source else None
    rows = None if static is None else compare(static.embeds, seen, _known(order, site, room, reading, visits))
    policy = policy_for(order.config, packs)
    every = {ident: asked for made in visits for ident, asked in platforms(made, packs).items()}
    return Outcome(
        order.target, opened, f"Chromium {room.browser.version}", order.allow, tuple(visits), tuple(seen),
        tuple(sorted(stored_worlds(visits).items())),
        tuple(fault for one in seen if (fault := weigh(one.embed, packs, policy)) is not None),
        None if rows is None else tuple(rows), static, tuple(sorted(packs.cmps[ident].name for ident in every)),
        (*site.notes, *_notes(visits), *_unsent(every.values(), order, packs)), tuple(_trouble(visits, static)),
        {reading.name(url): text for made in visits for url, text in made.texts.items()}, wishes.wait,
    )  # fmt: skip


def _wide(config: Config) -> Config:
    """Also the third parties that no pack knows, as the browser sees them too."""
    return config._replace(severity={**config.severity, UNKNOWN_THIRD_PARTY: Severity.NOTE})


def _folder(evidence: Path | None, name: str) -> Path | None:
    if evidence is None:
        return None
    folder = evidence / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _stubs(packs: Packs) -> Answers:
    """Answers of consent platforms where nobody is contacted."""

    def answer(url: str, kind: str) -> tuple[str, str] | None:
        cmp = owner(url, packs.cmps.values()) if kind == "script" else None
        text = stub(cmp.id) if cmp is not None else ""
        return ("text/javascript", text) if text else None

    return answer


def _known(order: Order, site: Site, room: Room, reading: Reading, visits: Sequence[Visit]) -> Known:
    files = discover([site.source], order.config).files
    texts: list[bytes] = []

    def named(host: str) -> bool:
        if not texts:
            texts.extend(read(path)[0].lower() for path in files)
        return any(host.lower().encode() in text for text in texts)

    doubts = [{world: made.error or seen.doubt for world, seen in made.seen.items()} for made in visits]
    unasked = Worlds(*(MAYBE if any(doubt[world] for doubt in doubts) else NO for world in WORLD_NAMES))
    fetched = frozenset(reading.name(url) for made in visits for url in made.urls() if site.fence.is_own(url))
    return Known(
        room.packs, site.fence, site.urls[0][0], named, fetched, Exposure(unasked), order.wishes.wait, site.prefix
    )


def _notes(visits: Sequence[Visit]) -> Iterator[str]:
    """Each note once, with its page where there are several."""
    for made in visits:
        for note in dict.fromkeys(made.notes):
            yield f"{made.url}: {note}" if len(visits) > 1 else note


def _trouble(visits: Sequence[Visit], static: Report | None) -> Iterator[str]:
    for made in visits:
        if made.error:
            yield f"not opened: {made.error}"
        yield from (f"{made.url}: {trouble}" for trouble in dict.fromkeys(made.trouble))
    yield from static.errors if static else ()


def _unsent(asked: Iterable[Asked], order: Order, packs: Packs) -> Iterator[str]:
    """A platform that was not contacted cannot be chosen with."""
    for one in asked:
        cmp = owner(one.url, packs.cmps.values())
        if cmp is None or one.sent:
            continue
        host = one.url.split("//", 1)[-1].split("/")[0]
        if order.offline:
            what = "a stub of its documented interface answered" if stub(cmp.id) else "nothing answered for it"
            yield f"{cmp.name} was not contacted ({host}); {what}"
        else:
            yield f"{cmp.name} was not contacted; add --allow {host} to load it, or --offline for a stub of it"
