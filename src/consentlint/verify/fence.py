"""Which hosts the browser may contact. Everything else is seen when it is asked for, and never sent."""

from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from consentlint.config import ConfigErrors
from consentlint.lazy_regex import lazy_regex

DEFAULT_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}
HOST = lazy_regex(r"(?P<host>[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?)(?::(?P<port>[0-9]{1,5}))?")
# The name that a folder goes by in the browser. It is a loopback name by RFC 6761, so that pages are a secure context.
FOLDER_HOST = "folder.localhost"


class Address(NamedTuple):
    """A host in lower case. port: 0 stands for the usual ones of http and https."""

    host: str
    port: int = 0

    def takes(self, parts: SplitResult) -> bool:
        """Does a URL lead here?"""
        port = parts.port or DEFAULT_PORTS.get(parts.scheme, 0)
        return (parts.hostname or "") == self.host and port in ((self.port,) if self.port else (80, 443))


class Fence(NamedTuple):
    """own: where the pages are; allowed: what the user named besides; served: host -> port on loopback behind it."""

    own: Address
    allowed: tuple[Address, ...] = ()
    served: tuple[tuple[str, int], ...] = ()

    def lets(self, url: str) -> bool:
        """May a request to `url` be sent?"""
        parts = split(url)
        return parts is not None and any(one.takes(parts) for one in (self.own, *self.allowed))

    def is_own(self, url: str) -> bool:
        """Does `url` lead to the pages' own host?"""
        parts = split(url)
        return parts is not None and self.own.takes(parts)

    def rules(self) -> str:
        """What the browser resolves (`--host-resolver-rules`): redirects, connection hints and sockets end here too."""
        served = dict(self.served)
        lines = [f"MAP {host} 127.0.0.1:{port}" for host, port in self.served]
        for one in (self.own, *self.allowed):
            if one.host not in served:
                # With a port of its own, nothing else on that host (a router, a service on loopback) is reached.
                lines.append(f"MAP {one.host} {one.host}:{one.port}" if one.port else f"EXCLUDE {one.host}")
        return ", ".join([*lines, "MAP * ~NOTFOUND"])


def split(url: str) -> SplitResult | None:
    """The parts of a URL that goes over the network; None for any other."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - a port that is no number is told here
    except ValueError:
        return None
    return parts if parts.scheme in DEFAULT_PORTS and parts.hostname else None


def address(text: str) -> Address:
    """`cdn.example.org` or `cdn.example.org:8443`, as typed. Raises ConfigErrors."""
    match = HOST.fullmatch(text.strip())
    if match is None:
        raise ConfigErrors(f"--allow {text}: expected a host such as cdn.example.org or cdn.example.org:8443")
    return Address(match["host"].lower(), int(match["port"] or 0))


def page_address(url: str) -> Address:
    """The host of a page that is to be opened. Raises ConfigErrors with what is wrong with the URL."""
    parts = split(url)
    if parts is None or parts.scheme not in ("http", "https"):
        raise ConfigErrors(f"{url}: only http and https pages are opened; for files, name the folder that holds them")
    if parts.username or parts.password:
        raise ConfigErrors(f"{url}: leave user and password out of the URL; they would end up in the evidence")
    host = parts.hostname or ""
    if HOST.fullmatch(host) is None:
        raise ConfigErrors(f"{url}: {host!r} is no host name; write international names in ASCII (xn--...)")
    return Address(host, parts.port or 0)
