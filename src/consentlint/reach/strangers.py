"""Third parties that no pack knows: hosts of others, met in a request that surely leaves the browser."""

import re

from consentlint.packs.values import UNKNOWN_THIRD_PARTY, ConsentNeed, Entity, Vendor
from consentlint.reach.catalogue import HOLE, Catalogue, Match, known_ends, split_url
from consentlint.reach.values import Str

STRANGER = Vendor(
    UNKNOWN_THIRD_PARTY, "an unknown third party", "", "unknown", Entity("", ""), ConsentNeed("yes", ""), ()
)
# Names that reach nobody (RFC 2606, RFC 6761), and addresses of the machine or network at hand.
RESERVED = re.compile(
    r"localhost|(?:.*\.)?(?:example|invalid|test|localhost|local|internal)|(?:.*\.)?example\.(?:com|net|org)"
    r"|127\.\d+\.\d+\.\d+|0\.0\.0\.0|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|\[.*"
)
HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")


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
