"""What `rules/` holds, as frozen values. The loader (`packs/load.py`) builds them; the JSON Schemas come from them.

The comment at each field is its description in the schema. Every value here can be pickled. They are named tuples:
every run with a hit makes all these classes, and a frozen dataclass costs five times as much to make, a tenth of what
starting Python costs, each.
"""

from typing import Any, Literal, NamedTuple

from consentlint.model import Severity
from consentlint.worlds import ALWAYS, ON_CONSENT, Worlds

Jurisdiction = Literal["eea", "uk", "ch", "adequacy", "us", "other", "unknown"]
Kind = Literal["script", "frame", "pixel", "style", "font", "beacon", "socket", "api"]
Audience = Literal["visitor", "agent"]

# --- vendors ---------------------------------------------------------------------------------------------------------


class Source(NamedTuple):
    """Where a fact was read, and when (ISO date)."""

    id: str
    title: str
    url: str
    date: str


class RegionEntry(NamedTuple):
    """One region of a vendor.

    domains  base domains that belong to it (matched on label boundaries, longest first)
    names    words that select it in settings: environment names, short codes, cloud region ids, lower case
    """

    id: str
    name: str
    jurisdiction: Jurisdiction
    domains: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    adequacy: str = ""
    source: str = ""


class Loader(NamedTuple):
    """A request that brings the vendor in.

    kind      script, frame, pixel, style, font, beacon, socket or api
    product   which of the vendor's products
    hosts     globs over whole host names (`apps.*`, `webmessaging.*`); checked only on the vendor's own domains
    path      glob over the path; `*` crosses slashes; query and fragment are not part of it
    anywhere  the path alone proves the vendor when the host cannot be read or is not the vendor's (own proxy)
    audience  visitor, or agent: the vendor's own staff tools, which are not embeds
    """

    product: str
    kind: Kind
    path: str = "/*"
    hosts: tuple[str, ...] = ("*",)
    anywhere: bool = False
    audience: Audience = "visitor"


class Setting(NamedTuple):
    """Where code says which region is meant.

    key       the key of an object literal, or the attribute of the loader's element
    beside    the object counts only when it also has one of these keys (empty: any object handed to the loader)
    call      the object counts only as an argument of this call (`ac('init')`: callee and leading literal arguments)
    reads     `name` (a word of RegionEntry.names), `url` or `host` (a domain of RegionEntry.domains, bare or in a URL)
    loads     URL keys such as `scriptURL`: an object with this key *is* an embed, loaded by somebody else's script
    attribute the key is an attribute of the loading element
    argument  with `call`: the value is this positional argument of the call (0-based); `*.name` is a call on any object
    """

    product: str
    key: str
    beside: tuple[str, ...] = ()
    call: str = ""
    reads: Literal["name", "url", "host"] = "name"
    loads: bool = False
    attribute: bool = False
    argument: str = ""


class Package(NamedTuple):
    """An npm package that brings the vendor in. exports: names whose use loads it (empty: importing it does)."""

    name: str
    product: str = ""
    exports: tuple[str, ...] = ()
    audience: Audience = "visitor"
    kind: Kind = "script"


class Cookie(NamedTuple):
    """A cookie or storage key. party: first or third; storage: cookie, local or session."""

    name: str
    party: Literal["first", "third"]
    duration: str
    purpose: str
    storage: Literal["cookie", "local", "session"] = "cookie"
    source: str = ""


class Fact(NamedTuple):
    """One legal statement about a vendor, in our words. article: what it rests on ("Art. 5(3) ePrivacy")."""

    text: str
    source: str
    article: str = ""


class Alternative(NamedTuple):
    """Another product for the same purpose. country: where it is hosted or its maker sits."""

    name: str
    country: str
    note: str = ""
    source: str = ""


class Duty(NamedTuple):
    """Something that whoever embeds the vendor has to do. id: consent, region, cookies, disclosure, dpa, ..."""

    id: str
    text: str
    source: str
    article: str = ""


class Entity(NamedTuple):
    """The company behind a vendor. role: processor, controller, joint-controller or depends."""

    name: str
    country: str
    role: Literal["", "processor", "controller", "joint-controller", "depends"] = ""
    source: str = ""


class ConsentNeed(NamedTuple):
    """required: yes, no or depends."""

    required: Literal["yes", "no", "depends"]
    reason: str
    source: str = ""
    article: str = ""


class Vendor(NamedTuple):
    """A third party whose code may be embedded.

    category    chat, analytics, ads, video, ...
    purposes    purposes under which a gate fits this vendor (`unscoped-gate` reports others), e.g. functional
    domains     base domains that are the vendor's but no region's
    tokens      further strings whose presence makes a file worth parsing (globals, package names, paths)
    """

    id: str
    name: str
    website: str
    category: str
    entity: Entity
    consent: ConsentNeed
    loaders: tuple[Loader, ...]
    sources: tuple[Source, ...]
    purposes: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    regions: tuple[RegionEntry, ...] = ()
    settings: tuple[Setting, ...] = ()
    packages: tuple[Package, ...] = ()
    cookies: tuple[Cookie, ...] = ()
    contacted: tuple[str, ...] = ()
    transfer: tuple[Fact, ...] = ()
    facts: tuple[Fact, ...] = ()
    consent_text: dict[str, str] = {}
    alternatives: tuple[Alternative, ...] = ()
    duties: tuple[Duty, ...] = ()


# --- consent platforms -----------------------------------------------------------------------------------------------


class Presence(NamedTuple):
    """Marks that a consent platform is in use. urls: globs over host + path of its scripts, without scheme."""

    urls: tuple[str, ...] = ()
    selectors: tuple[str, ...] = ()
    globals: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()


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
    shared    other platforms use the same markup: it counts only when this platform (or no known one) is present
    """

    selector: str
    purpose: Purpose = Purpose()
    url: tuple[str, ...] = ("src",)
    type: str = ""
    content: bool = False
    shared: bool = False
    worlds: Worlds = ON_CONSENT


class LiveMarkup(NamedTuple):
    """Markup that carries the platform's mark and is live all the same (`incomplete-gate`). fix: the way out."""

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
    knows     `scanned` (whatever the account's scan found) or `listed` (only the vendors named in `vendors`)
    """

    selector: str
    kinds: tuple[Literal["script", "inline", "injected", "iframe", "img"], ...]
    knows: Literal["scanned", "listed"] = "scanned"
    vendors: tuple[str, ...] = ()
    broken_by: tuple[str, ...] = ()
    exempt: tuple[str, ...] = ()
    note: str = ""


class Condition(NamedTuple):
    """What an expression of the platform's API is worth in each world.

    expr    JavaScript as one would write it; `<name>` stands for any literal (`<category>` is matched against
            the platform's necessary purposes), `*` at its head for any object
    values  world -> value: a JSON scalar, or {any: string|number|object|unknown|absent},
            or {holds: [..]} / {holds: all} for a list or string of accepted purposes, or {object: {key: value}}
            (the key "*" stands for every other key), or {list: value} (an array of which every item is that value),
            or {promise: value}. A list of values means any of them.
            {path: expression} is whatever that expression of the platform is worth.
            {choice: refuse|accept} is a visitor's answer in a form that the code chose: a string of the generic pack's
            vocabulary, or (itself, or after JSON.parse) an object whose optional keys are true only under `accept`,
            whose `always_keys` are true in both and whose `answered_keys` are truthy in both
    by_name the expression is only a home-made name (evidence of the last resort)
    note    said in the trace
    defaults  it tells what is on by default (`Definition.by_default`) from what was accepted no more than the platform
            does
    """

    expr: str
    values: dict[str, Any]
    note: str = ""
    by_name: bool = False
    defaults: bool = False


class Callback(NamedTuple):
    """Where a platform calls the site's code.

    Exactly one of:
    event     name of an event on window or document (addEventListener, on..., jQuery .on)
    call      `OneTrust.OnConsentChanged(<fn>)`: a call that registers the function `<fn>`; other literal
              arguments must match, `<name>` matches any; `{event: 'x', listener: <fn>}` matches an object with them
    function  a global which the site assigns or declares and the platform calls (`OptanonWrapper`)
    option    `call: key.path`, e.g. `CookieConsent.run: onConsent`, or `services[].onAccept` of an object handed
              to the call or assigned to the global named before the colon; `*` matches one key
    runs      the worlds in which the function is entered as the page loads
    argument  values (as in Condition) of the first argument, if the platform hands one over; where its worlds differ
              from the entry's, entry and argument hold together world by world
    note      said in the trace
    by_name   the callback is only a home-made name (evidence of the last resort)
    """

    runs: Worlds
    event: str = ""
    call: str = ""
    function: str = ""
    option: str = ""
    argument: dict[str, Any] | None = None
    note: str = ""
    by_name: bool = False


class Definition(NamedTuple):
    """Where the site's configuration of the platform defines purposes, and may make one of them always on.

    option  as in Callback: `CookieConsent.run: categories.*` (the key is the purpose) or `klaro: services[]`
    name    key that holds the purpose's name; "" when it is the key itself
    always  keys whose truth makes the purpose always on (`required`, `readOnly`); `a+b` when both are needed,
            `a|root.a` for the item's key and, where it is missing, the one of the whole configuration, `a=x` when the
            key holds this text, `!a` when it is missing or false
    until_refused  the same, for what makes the purpose on until the visitor refuses it
    by_default     the same, for what makes the purpose on before any choice in conditions with `defaults`
    complete       held-back markup with a purpose that is not defined is never released
    unmanaged      the same as `always`, on the whole configuration: held-back markup is never released at all
    """

    option: str
    name: str = ""
    always: tuple[str, ...] = ()
    until_refused: tuple[str, ...] = ()
    by_default: tuple[str, ...] = ()
    complete: bool = False
    unmanaged: tuple[str, ...] = ()


class GatedLoader(NamedTuple):
    """A function of the platform that loads a URL for the site.

    call    `OneTrust.InsertScript(<url>, <selector>, <callback>, <options>, <purpose>)`; unnamed trailing arguments
            may be absent. `<html>` instead of `<url>` takes markup.
    worlds  when it loads; with a `<purpose>` argument that is missing or always on it loads in every world
    """

    call: str
    worlds: Worlds = ALWAYS
    note: str = ""


class StateCall(NamedTuple):
    """A function that makes a cell of state, or hands something on that is called or read later.

    call   its name (`useState`)
    shape  pair: [value, setter]; getter: [function that reads, setter]; box: an object whose `.value` is the cell;
           signal: a function that reads, with `.set` and `.update`; result: what its function returns (`useMemo`);
           computed: a box of that; same: its first argument (`useCallback`)
    """

    call: str
    shape: Literal["pair", "getter", "box", "signal", "result", "computed", "same"]


class Component(NamedTuple):
    """A component that renders its children only in some worlds. prop: where it names the purpose."""

    name: str
    package: str = ""
    prop: str = ""
    worlds: Worlds = ON_CONSENT


class StoredChoice(NamedTuple):
    """A cookie or storage key that holds the visitor's choice.

    name     a glob over the whole key, case-sensitive unless `by_name`
    values   world -> value, as in Condition
    """

    name: str
    values: dict[str, Any]
    by_name: bool = False


class Controls(NamedTuple):
    """CSS selectors of the platform's own accept and refuse controls."""

    accept: tuple[str, ...] = ()
    refuse: tuple[str, ...] = ()


class Vocabulary(NamedTuple):
    """Words of home-made consent code (only the generic pack has them). Lower case.

    controls are matched as whole words of id, class, name and text; literals as whole strings.
    """

    accept_literals: tuple[str, ...] = ()
    refuse_literals: tuple[str, ...] = ()
    accept_controls: tuple[str, ...] = ()
    refuse_controls: tuple[str, ...] = ()
    always_keys: tuple[str, ...] = ()
    answered_keys: tuple[str, ...] = ()


class Cmp(NamedTuple):
    """A consent platform, or a convention. See rules/README.md for how to add one.

    released  script types that a script on the page is known to run once released (all of `gates` are implied)
    purposes  the usual ones; closed: there are no others, markup that names another is never released
    necessary purposes that are always on
    fits      purpose -> vendor categories for which a gate with that purpose is right; empty: nothing is said
    reads     expressions that read the cookie named `<key>` (`Cookies.get(<key>)`); writes: calls that write it, with
              `<key>` first and the value second
    accept    calls that accept everything; refuse: calls that refuse everything
    """

    id: str
    name: str
    website: str
    sources: tuple[Source, ...]
    present: Presence = Presence()
    gates: tuple[MarkupGate, ...] = ()
    live: tuple[LiveMarkup, ...] = ()
    auto_blocking: tuple[AutoBlocking, ...] = ()
    conditions: tuple[Condition, ...] = ()
    callbacks: tuple[Callback, ...] = ()
    definitions: tuple[Definition, ...] = ()
    loaders: tuple[GatedLoader, ...] = ()
    components: tuple[Component, ...] = ()
    states: tuple[StateCall, ...] = ()
    stored: tuple[StoredChoice, ...] = ()
    controls: Controls = Controls()
    server: tuple[Condition, ...] = ()
    purposes: tuple[str, ...] = ()
    closed: bool = False
    necessary: tuple[str, ...] = ()
    fits: dict[str, tuple[str, ...]] = {}
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    refuse: tuple[str, ...] = ()
    vocabulary: Vocabulary = Vocabulary()
    unconfirmed: tuple[str, ...] = ()


# --- policies --------------------------------------------------------------------------------------------------------


class Policy(NamedTuple):
    """Which checks run, how severe, what is required.

    requires       `consent-and-region` or `either` (a gate or an allowed region suffices)
    click_to_load  `accepted` or `reported`
    jurisdictions  where processing is allowed
    checks         check id -> severity (unnamed checks keep their default)
    """

    id: str
    name: str
    summary: str
    requires: Literal["consent-and-region", "either"] = "consent-and-region"
    click_to_load: Literal["accepted", "reported"] = "accepted"
    jurisdictions: tuple[Jurisdiction, ...] = ("eea",)
    checks: dict[str, Severity] = {}


class Packs(NamedTuple):
    """The vendors, consent platforms and policies that a run uses, by id."""

    vendors: dict[str, Vendor]
    cmps: dict[str, Cmp]
    policies: dict[str, Policy]
