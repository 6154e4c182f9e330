"""What leaves the browser: each request to a vendor, with the ways that lead to it and the region it goes to."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from consentlint.lazy_regex import lazy_regex
from consentlint.model import (
    PERSONAL_DATA,
    UNKNOWN_REGION,
    UNREAD,
    Embed,
    Exposure,
    Guard,
    Handed,
    Place,
    Region,
    RegionFact,
    Related,
)
from consentlint.packs.values import PersonalData, Setting, Vendor
from consentlint.reach.catalogue import HOLE, Catalogue, Match, region_named, region_value, split_url
from consentlint.reach.paths import LOAD, REQUEST, Path
from consentlint.reach.strangers import DELIVERY, is_platform, stranger
from consentlint.reach.values import External, Lit, Str, Value
from consentlint.worlds import ALWAYS, MAYBE, NEVER, NO, PERHAPS, YES, Worlds

MOST_WAYS = 12
# Addresses in a text of several settings, as connection strings are written.
EMBEDDED = lazy_regex(r"[;=,\s](https?://[^;,\s]+)")
# Stands for the operator's own server while an embed is in the making.
SELF_HOSTED = Region("self-hosted", "unknown", "your own server")


class Way(NamedTuple):
    """One way to a request: in which worlds, on what, behind which guards, by which steps."""

    worlds: Worlds
    trigger: str
    guards: tuple[Guard, ...]
    steps: tuple[Related, ...] = ()


@dataclass(frozen=True, slots=True)
class SettingFact:
    """A region setting met while running.

    owner  the object that holds it; group: the script it stands in
    loose  nothing ties that object to the vendor: it counts only for an embed that it is handed to
    """

    vendor: str
    setting: Setting
    text: str
    region: Region
    place: Place
    owner: int
    group: int
    loose: bool = False


@dataclass(slots=True)
class Hit:
    """One embed in the making.

    load, request  the worlds of all ways together
    ways           some of them, the most open among them
    hosts          what its address may be, with regions, and where that is written
    files          the other files in which its address is written
    """

    match: Match
    form: str
    url: str
    place: Place
    group: int
    ways: list[Way] = field(default_factory=list)
    owners: set[int] = field(default_factory=set)
    attribute_facts: list[SettingFact] = field(default_factory=list)
    load: Worlds = NEVER
    request: Worlds = NEVER
    hosts: dict[tuple[str, Region], Place] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)

    def add(self, way: Way) -> None:
        """One more way. Every way counts; of the many that may lead to a place only the most open are told."""
        if way.trigger == REQUEST:
            self.request |= way.worlds
        else:
            self.load |= way.worlds
        if all(way[:3] != known[:3] for known in self.ways):
            self.ways = sorted([*self.ways, way], key=_openness)[:MOST_WAYS]


def _whole_ways(ways: Sequence[Way]) -> Iterator[Way]:
    """Ways through both arms of one branch are one way that the branch does not guard; from the inside out."""
    pending = [way for way in ways if way.trigger != REQUEST and way.worlds == _product(way.guards)]
    while pending:
        one = pending.pop()
        for other in list(pending):
            if one.guards[:-1] == other.guards[:-1] and _complements(one.guards[-1:], other.guards[-1:]):
                rest = one.guards[:-1]
                whole = one._replace(worlds=_product(rest), guards=rest)
                yield whole
                pending.append(whole)


def _complements(one: tuple[Guard, ...], other: tuple[Guard, ...]) -> bool:
    """Are these the two arms of one branch?"""
    if not one or not other or one[0].place != other[0].place or one[0].text == other[0].text:
        return False
    return one[0].kind == other[0].kind == "script-branch" and one[0].worlds == ~other[0].worlds


def _product(guards: Iterable[Guard]) -> Worlds:
    worlds = ALWAYS
    for guard in guards:
        worlds = worlds & guard.worlds
    return worlds


def _openness(way: Way) -> tuple[bool, bool, list[int]]:
    """Sorts dead ways last, what happens on load before what is asked for, the more open way before the less open."""
    return way.worlds == NEVER, way.trigger == REQUEST, [-answer for answer in way.worlds]


def _are_arms(one: Hit, other: Hit) -> bool:
    """Do the two stand in different arms of one condition, and nothing else between them and the page?"""
    for first in (way.guards for way in one.ways):
        for second in (way.guards for way in other.ways):
            mine = {guard.place: guard for guard in first}
            for guard in second:
                twin = mine.get(guard.place)
                if twin is not None and twin.kind == guard.kind == "script-branch" and twin.worlds == ~guard.worlds:
                    return len(first) == len(second) == 1 or [g for g in first if g != twin] == [
                        g for g in second if g != guard
                    ]
    return False


@dataclass(slots=True)
class Requests:
    """The record of one run."""

    catalogue: Catalogue
    hits: dict[tuple[str, str, Place], Hit] = field(default_factory=dict)
    facts: dict[tuple[str, Place, str, str], SettingFact] = field(default_factory=dict)
    group: int = 0
    import_map: dict[str, str] = field(default_factory=dict)
    offers: list[tuple[str, Value, Path, Place]] = field(default_factory=list)
    starts: list[tuple[Match, Path, Place, frozenset[int]]] = field(default_factory=list)
    started: set[str] = field(default_factory=set)
    withheld: dict[str, frozenset[int]] = field(default_factory=dict)
    own_domains: frozenset[str] | None = None
    platforms: tuple[str, ...] = ()
    around: dict[str, Guard] = field(default_factory=dict)
    handings: dict[tuple[str, Place], tuple[Hit, dict[str, None], bool]] = field(default_factory=dict)
    unfollowed: str = ""

    def any(self) -> bool:
        """Was anything recorded?"""
        return bool(self.hits or self.offers or self.starts or self.handings)

    def offer(self, form: str, url: Value, at: Path, place: Place) -> None:
        """An address that a list names, which others may work off; it counts where nothing in sight does."""
        self.offers.append((form, url, at, place))

    def _take_offers(self) -> None:
        for form, url, at, place in self.offers:
            places = [text.origin or place for text in url.strings()]
            if not any(self.holds(where) for where in places):
                self.record(form, url, at, place, any_path=False)

    def start(self, vendor: Vendor, product: str, at: Path, place: Place, owners: frozenset[int]) -> None:
        """Code that starts a vendor; it is an embed where nothing in sight brings the vendor in."""
        self.started.add(vendor.id)
        self.starts.append((_without_address(vendor, product, "script"), at, place, owners))

    def withhold(self, vendor: Vendor, owners: frozenset[int]) -> None:
        """A vendor's package is set up and sends nothing until it is told to. owners: the objects it was handed."""
        self.withheld[vendor.id] = self.withheld.get(vendor.id, frozenset()) | owners

    def _take_starts(self) -> None:
        found = {hit.match.vendor.id for hit in self.hits.values() if hit.form != "connection-hint"}
        for match, at, place, owners in self.starts:
            if match.vendor.id not in found:
                own = self.withheld.get(match.vendor.id, frozenset())
                self._bring_in(match, "start-call", at, place, owners | own)

    def mapped(self, source: Str) -> Str:
        """A module's address by the page's import map: its name, else the longest folder that it is in."""
        text = source.text
        folders = [key for key in self.import_map if key.endswith("/") and text.startswith(key)]
        key = text if text in self.import_map else max(folders, key=len, default="")
        return Str((self.import_map[key] + text[len(key) :],), source.origin) if key else source

    def record(
        self,
        form: str,
        url: Value,
        at: Path,
        place: Place,
        any_path: bool = True,
        owners: frozenset[int] = frozenset(),
        keep_place: bool = False,
    ) -> list[Hit]:
        """A request to `url` from here. Returns the embeds that it makes.

        keep_place  the embed stands at `place`, not where its URL is written (markup), unless that is another file:
                    a macro or component that is handed an address is a means, and the page that hands it over is not
        """
        matches = {text: match for text in url.strings() if (match := self._match(form, text, any_path)) is not None}
        found = []
        for text in sorted(matches, key=lambda text: text.text):
            here = text.origin is None or (keep_place and text.origin.path == place.path)
            hit = self._add(form, matches[text], text, place if here else text.origin or place, owners)
            hit.files.add(place.path)
            # Whichever of a vendor's addresses is taken: the vendor is reached.
            same = {other for other in matches if matches[other].vendor is matches[text].vendor}
            chosen = Worlds(*(YES if s and s <= same else MAYBE if s & same else NO for s in url.sets()))
            one_of = Guard("script-branch", place, f"address {text.text}", chosen, "one of several that may be meant")
            self.add_way(hit, at if len(same) == 1 else at.then(one_of, chosen), chosen)
            found.append(hit)
        return found

    def _match(self, form: str, text: Str, any_path: bool) -> Match | None:
        match = self.catalogue.match(text, any_path)
        if match is None and self.own_domains is not None:
            return stranger(form, text, any_path, self.own_domains, self.catalogue)
        # What a host for files of others delivers may be the consent platform itself.
        delivered = match is not None and match.vendor.category == DELIVERY
        return None if delivered and is_platform(text, self.platforms) else match

    def _add(self, form: str, match: Match, text: Str, place: Place, owners: frozenset[int]) -> Hit:
        # A snippet whose function is also called by others is still one embed.
        kind = "injected-script" if form == "loader-snippet" else form
        hit = self.hits.setdefault((match.vendor.id, kind, place), Hit(match, form, text.text, place, self.group))
        hit.owners |= owners
        if match.region is not None:
            hit.hosts.setdefault((match.host, match.region), text.written or place)
        if text.written is not None:
            hit.files.add(text.written.path)
        return hit

    def add_package(
        self,
        vendor: Vendor,
        product: str,
        at: Path,
        place: Place,
        kind: str = "script",
        owners: frozenset[int] = frozenset(),
        form: str = "sdk-import",
    ) -> None:
        """A vendor that comes in without an address: by a package, a component, a plugin."""
        self._bring_in(_without_address(vendor, product, kind), form, at, place, owners)

    def _bring_in(self, match: Match, form: str, at: Path, place: Place, owners: frozenset[int]) -> None:
        hit = self.hits.setdefault((match.vendor.id, form, place), Hit(match, form, "", place, self.group))
        hit.owners |= owners
        self.add_way(hit, at, Worlds(YES, YES, YES))

    def hand(self, vendor: Vendor, data: PersonalData, name: str, at: Path, place: Place, worlds: Worlds) -> None:
        """Data about a visitor are handed to a vendor. name: of what is handed over, "" when it has none."""
        made = Hit(_without_address(vendor, "", "api"), PERSONAL_DATA, data.call, place, self.group)
        hit, names, _ = self.handings.setdefault((vendor.id, place), (made, {}, not data.weak))
        names[name] = None
        self.add_way(hit, at.then(None, worlds), worlds)

    def handed(self) -> list[Handed]:
        """What is handed over, in order of place, each as an embed with its ways; it is none, and not among these."""
        self._open(hit for hit, _, _ in self.handings.values())
        found = [
            Handed(self._embed(hit)._replace(region=None, region_facts=()), tuple(sorted(names)), sure)
            for hit, names, sure in self.handings.values()
            if not self._inside(hit)
        ]
        return sorted(found, key=lambda one: (one.embed.place, one.embed.vendor))

    def _open(self, hits: Iterable[Hit]) -> None:
        """Where not every way was followed, nothing may be called held back."""
        for hit in hits if self.unfollowed else ():
            limit = Guard(UNREAD, hit.place, "limit reached", PERHAPS, self.unfollowed)
            hit.add(Way(PERHAPS, LOAD, (limit,)))

    def _inside(self, inner: Hit) -> bool:
        """Is it a part of what another call hands to the same vendor?"""
        path, span = inner.place
        return any(
            hit is not inner and vendor == inner.match.vendor.id and place.path == path
            and place.span.start <= span.start and span.end <= place.span.end
            for (vendor, place), (hit, _, _) in self.handings.items()
        )  # fmt: skip

    def holds(self, place: Place) -> bool:
        """Is an embed known whose place shares text with this one?"""
        return any(
            hit.place.path == place.path
            and hit.place.span.start < place.span.end
            and place.span.start < hit.place.span.end
            for hit in self.hits.values()
        )

    def doubt(self, reason: str) -> None:
        """Nothing here is sure: it is not known whether all of this is entered at all."""
        for hit in (*self.hits.values(), *(hit for hit, _, _ in self.handings.values())):
            limit = Guard(UNREAD, hit.place, "limit reached", PERHAPS, reason)
            hit.load, hit.request = hit.load & PERHAPS, hit.request & PERHAPS
            hit.ways = [w._replace(worlds=w.worlds & PERHAPS, guards=(limit, *w.guards)) for w in hit.ways]

    def leave_open(self, reason: str) -> None:
        """Not every way was followed: nothing may be called held back."""
        self.unfollowed = self.unfollowed or reason

    def add_way(self, hit: Hit, at: Path, chosen: Worlds) -> None:
        hit.add(Way(at.absolute & chosen, at.trigger, at.guards(), at.steps()))

    def add_fact(self, fact: SettingFact) -> None:
        # Several vendors may have a setting of one name (`environment`): each has its own facts.
        self.facts[(fact.vendor, fact.place, fact.setting.key, fact.text)] = fact

    # --- the embeds --------------------------------------------------------------------------------------------------

    def embeds(self) -> list[Embed]:
        """All embeds found, in order of place. Arms of one condition that load the same vendor are no guard."""
        self._take_offers()
        self._take_starts()
        self._join_arms()
        for hit in self.hits.values():
            for way in list(_whole_ways(hit.ways)):
                hit.add(way)
        self._open(self.hits.values())
        return sorted((self._embed(hit) for hit in self.hits.values()), key=lambda e: (e.place, e.form))

    def _join_arms(self) -> None:
        hits = list(self.hits.values())
        for index, one in enumerate(hits):
            for other in hits[index + 1 :]:
                same = one.match.vendor.id == other.match.vendor.id and one.match.product == other.match.product
                if same and "connection-hint" not in (one.form, other.form) and _are_arms(one, other):
                    one.load = other.load = one.load | other.load

    def _embed(self, hit: Hit) -> Embed:
        ways = hit.ways
        region, facts = self._region(hit)
        own = region is SELF_HOSTED or hit.match.self_hosted
        return Embed(
            vendor=hit.match.vendor.id,
            form=hit.form,
            place=hit.place,
            url=hit.url,
            exposure=Exposure(hit.load, hit.request),
            product=hit.match.product,
            region=None if own else region,
            region_facts=facts,
            trace=self._trace(hit),
            other_ways=tuple(way.guards for way in ways[1:]),
            steps=ways[0].steps if ways else (),
            self_hosted=own,
        )

    def _trace(self, hit: Hit) -> tuple[Guard, ...]:
        """The guards on the most open way; where none of them asks, first what stands around it and asks nobody."""
        guards = hit.ways[0].guards if hit.ways else ()
        unasked = all(guard.worlds in (ALWAYS, PERHAPS) and not guard.flaw for guard in guards)
        if not unasked or hit.load.gated or hit.form == "connection-hint":
            return guards
        around = [guard for _, guard in sorted(self.around.items())]
        return (*(g._replace(place=g.place if g.place.span != (0, 0) else hit.place) for g in around), *guards)

    def _region(self, hit: Hit) -> tuple[Region | None, tuple[RegionFact, ...]]:
        settings = self._settings(hit) if hit.match.vendor.settings else []
        if hit.match.region is None and not any(s.region is SELF_HOSTED for s in settings):
            return None, ()
        product = hit.match.product
        hosts = [RegionFact("host", product, host, region, at) for (host, region), at in hit.hosts.items() if host]
        # A path of the site's own (`/ingest`) hides the host; what else is written beside it may still name it.
        settings = [s for s in settings if not s.text.startswith("/") or s.text.startswith("//")] or settings
        facts = tuple(RegionFact("setting", s.setting.product, s.text, s.region, s.place) for s in settings)
        # The setting that the pack names first decides; the others can only disagree with it.
        order = {setting.key: index for index, setting in reversed(list(enumerate(hit.match.vendor.settings)))}
        first = min((order.get(s.setting.key, 0) for s in settings), default=0)
        regions = list(dict.fromkeys(s.region for s in settings if order.get(s.setting.key, 0) == first))
        if not regions:
            regions = list(dict.fromkeys(region for _, region in hit.hosts)) or [hit.match.region or UNKNOWN_REGION]
        if not settings and regions == [UNKNOWN_REGION]:
            regions = [self._default(hit)]
        judged = regions[0] if len(regions) == 1 else UNKNOWN_REGION
        return judged, (*hosts, *facts)

    def _default(self, hit: Hit) -> Region:
        """Where data goes when nothing says so: known once the vendor is started, or where no setting could."""
        vendor = hit.match.vendor
        started = not vendor.settings or vendor.id in self.started or vendor.region_in == "account"
        default = next((entry for entry in vendor.regions if entry.default), None)
        return region_value(default) if default is not None and started else UNKNOWN_REGION

    def _settings(self, hit: Hit) -> list[SettingFact]:
        """The settings that this embed reads: handed over with the call, else the nearest circle that has any."""
        taken = {owner for other in self.hits.values() if other is not hit for owner in other.owners} - hit.owners
        fitting = [f for f in self.facts.values() if self._concerns(f, hit) and f.owner not in taken]
        for circle in (
            [*hit.attribute_facts, *(f for f in fitting if f.owner in hit.owners)],
            [f for f in fitting if f.group == hit.group],
            [f for f in fitting if f.place.path == hit.place.path],
            fitting,
        ):
            if circle:
                return sorted(set(circle), key=lambda f: f.place)
        return []

    def _concerns(self, fact: SettingFact, hit: Hit) -> bool:
        same_product = fact.setting.product in ("", hit.match.product)
        near = (fact.place.path in (hit.place.path, *hit.files) and not fact.loose) or fact.owner in hit.owners
        return fact.vendor == hit.match.vendor.id and same_product and near


def _without_address(vendor: Vendor, product: str, kind: str) -> Match:
    return Match(vendor, product, kind, "", UNKNOWN_REGION if vendor.regions else None)


def setting_regions(catalogue: Catalogue, vendor: Vendor, setting: Setting, held: Value) -> list[tuple[str, Region]]:
    """What a setting's value says: (text, region) pairs; ("", UNKNOWN_REGION) where it cannot be read."""
    found = []
    for atom in held.ordered():
        if isinstance(atom, External):
            word = atom.path.rsplit(".", 1)[-1].replace("_", "-")
            region = region_named(vendor, word)
            found.append((word if region is not UNKNOWN_REGION else "", region))
        elif isinstance(atom, Lit) and atom.kind == "boolean":
            word = str(atom.value).lower()
            found.append((word, region_named(vendor, f"{setting.key}={word}")))
        elif not isinstance(atom, Str) or (atom.exact is None and setting.reads == "name"):
            found.append(("", UNKNOWN_REGION))
        elif setting.reads in ("url", "host"):
            address = _address_in(atom, setting.reads)
            found.append((atom.text, _region_of(catalogue, vendor, setting, address)))
        else:
            found.append((atom.text, region_named(vendor, atom.text)))
    return sorted(set(found), key=lambda pair: pair[0])


def _address_in(text: Str, reads: str) -> Str:
    """The address that a setting's text is, or holds among other things (`Key=...;Endpoint=https://...;Id=...`)."""
    if "//" not in text.text:
        return Str(("//", *text.parts), text.origin) if reads == "host" else text
    held = EMBEDDED.search(text.exact or "")
    return Str((held[1],), text.origin) if held is not None else text


def _region_of(catalogue: Catalogue, vendor: Vendor, setting: Setting, address: Str) -> Region:
    """The region of the vendor's host in a setting; SELF_HOSTED where the host is not the vendor's."""
    match = catalogue.match(address, any_path=True)
    if match is not None and match.vendor.id == vendor.id and match.region is not None:
        return match.region
    host = split_url("".join(HOLE if part is None else part for part in address.parts))[0] or ""
    foreign = host and HOLE not in host and (match is None or match.vendor.id != vendor.id)
    return SELF_HOSTED if setting.self_hosted and foreign else UNKNOWN_REGION
