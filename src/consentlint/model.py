"""The values that travel through the pipeline. Frozen, without behaviour beyond reading themselves.

Offsets are characters of the file's text, 0-based; `end` is exclusive. Lines and columns appear only in reporters.
"""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from consentlint.worlds import NEVER, Worlds


class Span(NamedTuple):
    """A stretch of one file's text."""

    start: int
    end: int


class Place(NamedTuple):
    """A span in a named file. `path` is relative to the project root, with forward slashes."""

    path: str
    span: Span


class Severity(IntEnum):
    """How much a finding weighs. OFF findings are not made."""

    OFF = 0
    NOTE = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


class Guard(NamedTuple):
    """Something weighed between an entry and an embed.

    kind     what it is: the stem of a module in `guards/` (`blocked-markup`, `script-branch`, ...)
    text     what stands there, in words that a person reads ("if (Cookiebot.consent.marketing)")
    worlds   in which worlds it lets control pass
    reason   why it is worth that; names what the user can declare when it is unknown
    purpose  the purpose, category or service that it asks for, if it names one
    cmp      id of the consent platform that it belongs to, if any
    by_name  the verdict rests on a name only (evidence of the last resort)
    flaw     a fault of the guard that a check has its own name for (`incomplete-gate`, `necessary-category`,
             `late-auto-blocking`), else ""
    """

    kind: str
    place: Place
    text: str
    worlds: Worlds
    reason: str = ""
    purpose: str = ""
    cmp: str = ""
    by_name: bool = False
    flaw: str = ""


# The kind of a guard that stands for what was not read or not followed.
UNREAD = "unread"


class Exposure(NamedTuple):
    """The two vectors of one embed: as the page loads, and when the visitor asks for the service."""

    load: Worlds = NEVER
    request: Worlds = NEVER

    @property
    def gated(self) -> bool:
        return self.load.gated


class Region(NamedTuple):
    """Where a vendor processes. jurisdiction: eea, uk, ch, adequacy, us, other or unknown."""

    id: str
    jurisdiction: str
    name: str = ""


UNKNOWN_REGION = Region("unknown", "unknown")


class RegionFact(NamedTuple):
    """One thing in the code that says where data goes.

    role    `setting` (decides where data goes) or `host` (where the file itself comes from)
    text    the word or host as written; "" when it cannot be read
    region  UNKNOWN_REGION when the word is not known or not literal
    """

    role: str
    product: str
    text: str
    region: Region
    place: Place


class Related(NamedTuple):
    """A place that belongs to a finding, with its caption."""

    place: Place
    caption: str


class Embed(NamedTuple):
    """A place where a vendor gets in.

    form     stem of the finder in `embeds/`, hyphenated (`script-tag`, `injected-script`, `connection-hint`, ...)
    url      as far as it is known; unknown parts are written `{...}`; "" for a package
    product  which of the vendor's products (`messenger`, `widgets`, ...)
    region   None where the vendor has no regions
    trace    the guards on the most open way in, outermost first
    other_ways  the guards of the remaining ways in
    steps    the calls, imports and includes on the most open way in, outermost first
    self_hosted  the vendor's product on a server that is not the vendor's
    """

    vendor: str
    form: str
    place: Place
    url: str
    exposure: Exposure
    product: str = ""
    region: Region | None = None
    region_facts: tuple[RegionFact, ...] = ()
    trace: tuple[Guard, ...] = ()
    other_ways: tuple[tuple[Guard, ...], ...] = ()
    steps: tuple[Related, ...] = ()
    self_hosted: bool = False

    @property
    def gated(self) -> bool:
        return self.exposure.gated


# The form of an embed that only opens a connection, or looks up a name.
CONNECTION_HINT = "connection-hint"
# The form of an embed that is none: a place where data about a visitor are handed to a vendor.
PERSONAL_DATA = "personal-data"


class Handed(NamedTuple):
    """Data about a visitor that code hands to a vendor.

    embed  place, vendor and exposure as those of an embed; `url` is the call as the vendor's pack has it
    names  what the data are called in the code; "" for what has no name
    sure   the call itself tells which vendor it is
    """

    embed: Embed
    names: tuple[str, ...]
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """An argument: the primary place, what is wrong and the way out, then what was weighed."""

    check: str
    severity: Severity
    message: str
    place: Place
    vendor: str = ""
    related: tuple[Related, ...] = ()
    trace: tuple[Guard, ...] = ()
    embed: Embed | None = field(default=None, compare=False)


class Skipped(NamedTuple):
    """A file that was not examined, or only in part, and why."""

    path: str
    reason: str


class Suppression(NamedTuple):
    """One `consentlint: allow[check-id] reason` comment. `line` is 1-based, the line whose findings it quietens."""

    checks: tuple[str, ...]
    reason: str
    line: int
    span: Span
