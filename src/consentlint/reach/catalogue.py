"""Whose URL is it? Vendors' hosts on label boundaries, longest first, and their loaders' paths."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import translate
from functools import lru_cache

from consentlint.lazy_regex import lazy_regex
from consentlint.model import UNKNOWN_REGION, Region
from consentlint.packs.index import Index, Table, call_root, index_of, literal_end, marks, path_mark
from consentlint.packs.starts import Shape, parse_start
from consentlint.packs.values import ElementMark, Loader, Package, PersonalData, RegionEntry, Setting, Start, Vendor
from consentlint.reach.values import Str

HOLE = "\0"
AGENT = "agent"
URL = lazy_regex(
    r"(?:(?P<scheme>[a-z][a-z0-9+.-]*|\0):|\0(?=//))?(?P<slashes>//)?(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
# What the URL standard drops before it reads: tabs and line ends anywhere, white space around.
DROPPED = lazy_regex(r"[\t\r\n]+")
REMOTE = ("http", "https", "ws", "wss", HOLE)


@dataclass(frozen=True, slots=True)
class Match:
    """What a URL turned out to be.

    region       None where the vendor has no regions
    self_hosted  the vendor's product on a server that is not the vendor's
    """

    vendor: Vendor
    product: str
    kind: str
    host: str
    region: Region | None
    self_hosted: bool = False


# Packs that were not compiled have no tables yet; a run asks for the same ones again and again.
_indexed: list[tuple[Mapping[str, Vendor], Index]] = []


@dataclass(slots=True)
class Catalogue:
    """All vendors of a run, with the tables that lead to them. Only those that a file speaks of are looked at."""

    vendors: Mapping[str, Vendor]
    index: Index
    marks: dict[str, set[str]] = field(default_factory=dict)

    @staticmethod
    def of(vendors: Mapping[str, Vendor]) -> "Catalogue":
        index = getattr(vendors, "index", None)
        if index is not None:
            return Catalogue(vendors, index)
        if not _indexed or _indexed[0][0] is not vendors:
            _indexed[:] = [(vendors, index_of(vendors.values()))]
        return Catalogue(vendors, _indexed[0][1])

    def named(self, table: Table, name: str) -> list[Vendor]:
        """The vendors to which a name in one of the tables leads."""
        return [self.vendors[ident] for ident in table.get(name, ())]

    def match(self, url: Str, any_path: bool) -> Match | None:
        """The vendor that a request to `url` reaches.

        any_path  a host of the vendor suffices, whatever the path (script, frame, image, style, hint)
        """
        text = "".join(HOLE if part is None else part for part in url.parts)
        host, path = split_url(text)
        ends = known_ends(host or "")
        found = self._at(ends, host, path, query_of(text)) if host is not None and ends else None
        if found is not None:
            return found if found.kind != AGENT else None
        owner = self._owner(ends)
        if owner is not None and host is not None:
            return Match(owner, "", "", shown(host), region_at(owner, host)) if any_path else None
        if path is None or (host is None and not path.strip("/" + HOLE)):
            return None
        return self._anywhere(host or "", path)

    def _at(self, ends: list[str], host: str, path: str | None, query: str) -> Match | None:
        """The vendor whose loader says most about this address; its product is that of its first loader that fits."""
        fitting = []
        for ident in dict.fromkeys(ident for end in ends for ident in self.index.hosts.get(end, ())):
            vendor = self.vendors[ident]
            own = self._owner(ends) is vendor
            loaders = (one for one in vendor.loaders if _fits(one, host, path or "/", query, own))
            first = next(loaders, None)
            if first is not None:
                fitting.append((_telling(first), own, ident, first))
        if not fitting:
            return None
        _, own, ident, loader = max(fitting, key=lambda one: one[:3])
        vendor = self.vendors[ident]
        kind = loader.kind if loader.audience == "visitor" else AGENT
        return Match(vendor, loader.product, kind, shown(host), region_at(vendor, host))

    def _owner(self, ends: list[str]) -> Vendor | None:
        """The vendor of a host, by its longest known suffix of whole labels."""
        ident = next((self.index.owners[end] for end in ends if end in self.index.owners), None)
        return self.vendors[ident] if ident is not None else None

    def _anywhere(self, host: str, path: str) -> Match | None:
        low = path.lower() + host.lower()
        for mark, idents in self.index.paths.items():
            for ident in idents if mark in low else ():
                for loader in self.vendors[ident].loaders:
                    anywhere = (loader.anywhere or loader.self_hosted) and path_mark(loader) == mark
                    if anywhere and _fits(loader, host, path, "", True, any_host=loader.self_hosted):
                        return self._elsewhere(self.vendors[ident], loader, host)
        return None

    def _elsewhere(self, vendor: Vendor, loader: Loader, host: str) -> Match | None:
        if loader.audience != "visitor":
            return None
        own = loader.self_hosted and HOLE not in host
        region = UNKNOWN_REGION if vendor.regions and not own else None
        return Match(vendor, loader.product, loader.kind, shown(host), region, own)

    def packages(self, name: str) -> list[tuple[Vendor, Package]]:
        """The vendors that a package brings in, by its name or that of the package which the import is a part of."""
        steps = name.split("/")
        for length in range(len(steps), 0, -1):
            part = "/".join(steps[:length])
            found = [(v, p) for v in self.named(self.index.packages, part) for p in v.packages if p.name == part]
            if found:
                return found
        return []

    def starts(self, root: str, assigned: bool = False) -> Iterator[tuple[Vendor, Start, Shape]]:
        """The starts whose first name is `root`."""
        for vendor in self.named(self.index.assigned if assigned else self.index.calls, root):
            for start in vendor.starts:
                shape = parse_start(start.call)
                if shape is not None and shape.root == root and shape.assigned is assigned:
                    yield vendor, start, shape

    def personal(self, root: str, assigned: bool = False) -> Iterator[tuple[Vendor, PersonalData, Shape]]:
        """The calls (or settings) with this first name that hand over data about a visitor."""
        for vendor in self.named(self.index.handed if assigned else self.index.handing, root):
            for data in vendor.personal_data:
                shape = parse_start(data.call)
                if shape is not None and shape.root == root and shape.assigned is assigned:
                    yield vendor, data, shape

    def elements(self, tag: str) -> list[tuple[Vendor, ElementMark]]:
        """The marks on custom elements of this name."""
        return [(vendor, mark) for vendor in self.named(self.index.tags, tag) for mark in vendor.elements]

    def call_settings(self, root: str) -> list[tuple[Vendor, Setting]]:
        """The settings in arguments of calls whose first name is `root`."""
        found = [(v, s) for v in self.named(self.index.calls, root) for s in v.settings]
        return [(vendor, setting) for vendor, setting in found if setting.call and call_root(setting) == root]

    def settings(self, key: str) -> list[tuple[Vendor, Setting]]:
        """The settings with this key in object literals."""
        found = [(v, s) for v in self.named(self.index.keys, key) for s in v.settings if s.key == key]
        return [(vendor, setting) for vendor, setting in found if not setting.call and not setting.attribute]

    def speaks_of(self, vendor: Vendor, text: str) -> bool:
        """Does a text (in lower case) hold a strong mark of the vendor?"""
        known = self.marks.get(vendor.id)
        if known is None:
            known = self.marks[vendor.id] = marks(vendor)
        return any(mark in text for mark in known)


def known_ends(host: str) -> list[str]:
    """The suffixes of a host, longest first, as far as its labels are known: none of what stands before a hole."""
    end = host.lower().strip(".").rpartition(HOLE)
    labels = end[2].split(".")
    if end[1]:
        labels = labels[1:]  # the label in which the hole stands
    return [".".join(labels[start:]) for start in range(len(labels))]


def shown(host: str) -> str:
    """A host as it is told."""
    return host.replace(HOLE, "{...}")


def region_at(vendor: Vendor, host: str) -> Region | None:
    """The region of one of the vendor's hosts, by the longest of its domains, then by its globs."""
    if not vendor.regions:
        return None
    for end in known_ends(host):
        for entry in vendor.regions:
            if end in entry.domains:
                return region_value(entry)
        if end in vendor.domains:
            break
    fitting = (entry for entry in vendor.regions for one in entry.hosts if glob(one).fullmatch(host.replace(HOLE, "?")))
    return next((region_value(entry) for entry in fitting), UNKNOWN_REGION)


def _fits(loader: Loader, host: str, path: str, query: str, own: bool, any_host: bool = False) -> bool:
    """own: the host is the vendor's alone, so that globs without a domain count."""
    address = f"{path}?{query}" if "?" in loader.path else path
    if not glob(loader.path.replace("?", "[?]")).fullmatch(address.replace(HOLE, "\ufffd")):
        return False
    plain = host.replace(HOLE, "?")
    return any_host or any(glob(one).fullmatch(plain) for one in loader.hosts if own or literal_end(one))


def _telling(loader: Loader) -> tuple[bool, int]:
    """How much a loader says about the address that it fits."""
    return "?" in loader.path, max(len(host.strip("*")) for host in loader.hosts) + len(loader.path.replace("*", ""))


def query_of(text: str) -> str:
    """What stands between `?` and `#`."""
    return text.partition("#")[0].partition("?")[2]


def split_url(text: str) -> tuple[str | None, str | None]:
    """(host, path) of a URL; host None for a relative one, path None when there is none. Holes stay in.

    A relative text with a space in it is a sentence, not a URL.
    """
    text = DROPPED.sub("", text.strip()).replace("\\", "/")
    match = URL.match(text)
    if match is None or (not match["slashes"] and " " in text):
        return None, None
    scheme, rest = (match["scheme"] or "").lower(), match["rest"]
    if scheme and not scheme.startswith(REMOTE):
        return None, None
    if not match["slashes"]:
        return (None, None) if scheme and scheme != HOLE else (None, _path(rest if not scheme else scheme + ":" + rest))
    cut = re.search(r"[/?#\\]", rest)
    authority = rest[: cut.start()] if cut else rest
    host = authority.rsplit("@", 1)[-1].split(":", 1)[0].lower()
    path = re.split(r"[?#]", rest[cut.start() :], maxsplit=1)[0] if cut else ""
    return host, path or "/"


def _path(rest: str) -> str:
    """The path of a relative reference."""
    # A relative reference that begins with a hole (`${base}/x.js`) has an unknown host: its path is what follows.
    path = re.split(r"[?#]", rest, maxsplit=1)[0]
    if HOLE in path:
        path = path[path.index(HOLE) :]
    return path if path.startswith(("/", HOLE)) else "/" + path


@lru_cache(maxsize=4096)
def glob(pattern: str) -> re.Pattern[str]:
    return re.compile(translate(pattern), re.IGNORECASE)


def region_value(entry: RegionEntry) -> Region:
    return Region(entry.id, entry.jurisdiction, entry.name)


def region_named(vendor: Vendor, word: str) -> Region:
    """The region that a setting's word selects; UNKNOWN_REGION for a word that no region has."""
    wanted = word.strip().lower()
    return next((region_value(entry) for entry in vendor.regions if wanted in entry.names), UNKNOWN_REGION)
