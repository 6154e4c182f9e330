"""What several kinds of pack have."""

from typing import Literal, NamedTuple

Jurisdiction = Literal["eea", "uk", "ch", "adequacy", "us", "other", "unknown"]

Kind = Literal["script", "frame", "pixel", "style", "font", "beacon", "socket", "api"]

Audience = Literal["visitor", "agent"]

# The check for third parties that no pack knows; it is off unless a policy or the settings switch it on.
UNKNOWN_THIRD_PARTY = "unknown-third-party"

# Records for which a plain text may stand in YAML, and the field that it is.
SHORT = {
    "Loader": "url",
    "Start": "call",
    "ElementMark": "selector",
    "Module": "name",
    "Package": "name",
    "Cookie": "name",
    "Alternative": "name",
}


class Source(NamedTuple):
    """Where a fact was read, and when (ISO date). A vendor's fact that names no source rests on the first one."""

    id: str
    title: str
    url: str
    date: str


class Cookie(NamedTuple):
    """A cookie or storage key; a plain text is its name. storage: cookie, local or session.

    name      `*` and `<word>` stand for what differs from site to site
    party     first or third
    duration  "" when it is not known
    purpose   in English, or a text for each language: `{en: ..., de: ...}`
    product   which of the vendor's products sets it; "" when any does
    optional  it is set only where the operator has switched something on that code does not show
    """

    name: str
    party: Literal["first", "third"] = "first"
    duration: str = ""
    purpose: str | dict[str, str] = ""
    storage: Literal["cookie", "local", "session"] = "cookie"
    source: str = ""
    product: str = ""
    optional: bool = False


class Fact(NamedTuple):
    """One legal statement about a vendor, in our words. article: what it rests on ("Art. 5(3) ePrivacy")."""

    text: str
    source: str = ""
    article: str = ""


class Duty(NamedTuple):
    """Something that whoever embeds the vendor has to do, in place of what `rules/duties/` says of it.

    id       consent, region, cookies, disclosure, dpa, ...
    applies  false: it does not come with this vendor, for the reason that the text gives
    """

    id: str
    text: str
    source: str = ""
    article: str = ""
    applies: bool = True
