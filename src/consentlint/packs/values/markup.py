"""How a consent platform holds markup back: marks of its presence, blocked elements, automatic blocking."""

from typing import Literal, NamedTuple

from consentlint.worlds import ON_CONSENT, Worlds


class OwnFile(NamedTuple):
    """A file of the platform that sites keep among their own: it is known, and none of the site's code.

    path   a glob over its path, in lower case, which begins with a slash
    holds  regular expressions that all occur in it; empty where the path says enough
    lacks  regular expressions of what the site's own code would say (`klaro.setup(`): then it is no longer theirs
    """

    path: str
    holds: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


class Presence(NamedTuple):
    """Marks that a consent platform is in use. urls: globs over host + path of its scripts, without scheme.

    configured_by  attribute of a script -> global: where the attribute stands, it names the global that is read instead
    """

    urls: tuple[str, ...] = ()
    selectors: tuple[str, ...] = ()
    globals: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    files: tuple[OwnFile, ...] = ()
    configured_by: dict[str, str] = {}


class Purpose(NamedTuple):
    """Where blocked markup names its purpose.

    attribute  the attribute; "" when there is none
    pattern    regular expression whose group 1 is the purpose list inside the value (default: all of it)
    separator  between several purposes; "" when only one is allowed
    """

    attribute: str = ""
    pattern: str = ""
    separator: str = ""


class MarkupGate(NamedTuple):
    """Markup that is held back in the raw HTML until the platform releases it.

    selector  CSS selector of the held-back element
    url       attributes that carry the real URL, in order of preference
    type      attribute that carries the real MIME type after release; "" for a classic script
    content   the element's text is HTML that is inserted on release (`didomi/html`)
    becomes   what is put in the element's place on release (`iframe` for a `div` which holds the address of one)
    shared    other platforms use the same markup: it counts only when this platform (or no known one) is present
    vague     nothing in it names the platform: it counts only when this platform is present
    address   the real URL, when the attribute holds only a part of it: `https://host/embed/{}`
    why       with worlds yes/yes/yes, where the markup is no gate: what it is, in the words of NoGate.says
    """

    selector: str
    purpose: Purpose = Purpose()
    url: tuple[str, ...] = ("src",)
    type: str = ""
    content: bool = False
    shared: bool = False
    worlds: Worlds = ON_CONSENT
    becomes: Literal["", "iframe", "script", "img"] = ""
    vague: bool = False
    why: str = ""
    address: str = ""


class LiveMarkup(NamedTuple):
    """Markup that carries the platform's mark and is live all the same (`incomplete-gate`). fix: the way out.

    shared  other platforms use the same mark: where no known platform is in sight, it is nobody's in particular
    """

    selector: str
    why: str
    fix: str = ""
    shared: bool = False


class AutoBlocking(NamedTuple):
    """A blocker that stops third parties by itself.

    selector  the script element that switches it on
    broken_by selectors (matched on that same element) that make it come too late or switch it off
    kinds     what it can stop: script, inline, injected, iframe, img
    exempt    selectors of elements that it lets through
    marked    selectors of elements that it stops because they say so; empty: it stops any that it knows
    knows     `scanned` (whatever the account's scan found) or `listed` (only the vendors named in `vendors`)
    worlds    what it lets through; maybe/maybe/yes where the account alone says whether it blocks at all
    sorts     a global in which the site gives hosts their purposes (`{'chat.example': 'essential'}`)
    loosened_by  calls that take some services out of it; where the page has one, it is not known which
    """

    selector: str
    kinds: tuple[Literal["script", "inline", "injected", "iframe", "img"], ...]
    knows: Literal["scanned", "listed"] = "scanned"
    vendors: tuple[str, ...] = ()
    broken_by: tuple[str, ...] = ()
    exempt: tuple[str, ...] = ()
    note: str = ""
    worlds: Worlds = ON_CONSENT
    marked: tuple[str, ...] = ()
    sorts: str = ""
    loosened_by: tuple[str, ...] = ()


class BlockList(NamedTuple):
    """A list of addresses which code on the server hands to a platform, which then holds back what is loaded from them.

    event      the filter whose functions add to the list: addresses, or arrays with these keys:
    addresses  key of the addresses, each a part of a URL
    purpose    key of the purpose; otherwise: the purpose where none is named
    """

    event: str
    addresses: str = "urls"
    purpose: str = "category"
    otherwise: str = ""


class Controls(NamedTuple):
    """CSS selectors of the platform's own accept and refuse controls."""

    accept: tuple[str, ...] = ()
    refuse: tuple[str, ...] = ()
