"""Whose URL is it? Vendors' hosts on label boundaries, longest first, and their loaders' paths."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import translate
from functools import lru_cache

from consentlint.model import UNKNOWN_REGION, Region
from consentlint.packs.values import Loader, Package, RegionEntry, Setting, Vendor
from consentlint.reach.values import Str

HOLE = "\0"
URL = re.compile(
    r"(?:(?P<scheme>[a-z][a-z0-9+.-]*|\0):|\0(?=//))?(?P<slashes>//)?(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
# What the URL standard drops before it reads: tabs and line ends anywhere, white space around.
DROPPED = re.compile(r"[\t\r\n]+")
REMOTE = ("http", "https", "ws", "wss", HOLE)


@dataclass(frozen=True, slots=True)
class Match:
    """What a URL turned out to be. region: None where the vendor has no regions."""

    vendor: Vendor
    product: str
    kind: str
    host: str
    region: Region | None


@dataclass(slots=True)
class Catalogue:
    """All vendors of a run, indexed by domain."""

    vendors: tuple[Vendor, ...]
    domains: dict[str, tuple[Vendor, Region | None]]

    @staticmethod
    def of(vendors: Iterable[Vendor]) -> "Catalogue":
        every = tuple(vendors)
        domains: dict[str, tuple[Vendor, Region | None]] = {}
        for vendor in every:
            unplaced = UNKNOWN_REGION if vendor.regions else None
            domains.update(dict.fromkeys(vendor.domains, (vendor, unplaced)))
            for entry in vendor.regions:
                domains.update({domain: (vendor, region_value(entry)) for domain in entry.domains})
        return Catalogue(every, domains)

    def owner(self, host: str) -> tuple[Vendor, Region | None] | None:
        """The vendor and region of a host, by its longest known suffix of whole labels."""
        labels = host.lower().strip(".").split(".")
        for start in range(len(labels)):
            found = self.domains.get(".".join(labels[start:]))
            if found is not None:
                return found
        return None

    def match(self, url: Str, any_path: bool) -> Match | None:
        """The vendor that a request to `url` reaches.

        any_path  a host of the vendor suffices, whatever the path (script, frame, image, style, hint)
        """
        host, path = split_url("".join(HOLE if part is None else part for part in url.parts))
        owner = self.owner(host) if host and HOLE not in host else None
        if host is not None and owner is not None:
            return _of_vendor(*owner, host, path, any_path)
        if path is None or (host is None and not path.strip("/" + HOLE)):
            return None
        return self._anywhere(host or "", path)

    def _anywhere(self, host: str, path: str) -> Match | None:
        for vendor in self.vendors:
            for loader in vendor.loaders:
                if loader.anywhere and _fits(loader, host, path):
                    if loader.audience != "visitor":
                        return None
                    region = UNKNOWN_REGION if vendor.regions else None
                    return Match(vendor, loader.product, loader.kind, host.replace(HOLE, "{...}"), region)
        return None

    def package(self, name: str) -> tuple[Vendor, Package] | None:
        for vendor in self.vendors:
            for package in vendor.packages:
                if name == package.name or name.startswith(package.name + "/"):
                    return vendor, package
        return None

    def settings(self) -> dict[str, list[tuple[Vendor, Setting]]]:
        """The settings of all vendors by their key."""
        found: dict[str, list[tuple[Vendor, Setting]]] = {}
        for vendor in self.vendors:
            for setting in vendor.settings:
                found.setdefault(setting.key, []).append((vendor, setting))
        return found


def _of_vendor(vendor: Vendor, region: Region | None, host: str, path: str | None, any_path: bool) -> Match | None:
    for loader in vendor.loaders:
        if _fits(loader, host, path or "/"):
            return Match(vendor, loader.product, loader.kind, host, region) if loader.audience == "visitor" else None
    return Match(vendor, "", "", host, region) if any_path else None


def _fits(loader: Loader, host: str, path: str) -> bool:
    if not glob(loader.path).fullmatch(path.replace(HOLE, "?")):
        return False
    return any(glob(pattern).fullmatch(host.replace(HOLE, "?")) for pattern in loader.hosts)


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
