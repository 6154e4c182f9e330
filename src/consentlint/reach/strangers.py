"""Third parties that no pack knows: hosts of others, met in a request that surely leaves the browser."""

from collections.abc import Iterable

from consentlint.lazy_regex import lazy_regex
from consentlint.packs.index import literal_end
from consentlint.packs.values import STRANGER, Cmp
from consentlint.reach.catalogue import HOLE, Catalogue, Match, glob, known_ends, split_url
from consentlint.reach.values import Str

# Names that reach nobody (RFC 2606, RFC 6761), and addresses of the machine or network at hand.
RESERVED = lazy_regex(
    r"localhost|(?:.*\.)?(?:example|invalid|test|localhost|local|internal)|(?:.*\.)?example\.(?:com|net|org)"
    r"|127\.\d+\.\d+\.\d+|0\.0\.0\.0|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|\[.*"
)
# The category of vendors that deliver files of others.
DELIVERY = "cdn"
HOST = lazy_regex(r"[\w-]+(?:\.[\w-]+)+")


def platform_hosts(cmps: Iterable[Cmp]) -> frozenset[str]:
    """The hosts from which consent platforms come: they are known, and have to load before consent."""
    return frozenset(literal_end(url.partition("/")[0]) for cmp in cmps for url in cmp.present.urls) - {""}


def is_platform(url: Str, globs: tuple[str, ...]) -> bool:
    """Is this a consent platform's own file, by `Presence.urls`? Wherever it lies, it has to load before consent."""
    host, path = split_url("".join(HOLE if part is None else part for part in url.parts))
    address = f"{host or ''}{path or ''}".replace(HOLE, "?")
    return any(glob(one).fullmatch(address) for one in globs)


def stranger(form: str, url: Str, any_path: bool, own: frozenset[str], catalogue: Catalogue) -> Match | None:
    """The request as one to an unknown third party; None where the host is the project's own, known or not to be read.

    own  the project's own domains; what lies below them is its own too
    """
    if form == "connection-hint" or not (any_path or form == "beacon"):
        return None
    host = split_url("".join(HOLE if part is None else part for part in url.parts))[0] or ""
    if not HOST.fullmatch(host) or RESERVED.fullmatch(host):
        return None
    ends = known_ends(host)
    if not own.isdisjoint(ends) or any(end in catalogue.index.owners for end in ends):
        return None
    return Match(STRANGER, host, "", host, None)
