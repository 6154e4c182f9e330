"""A vendor: who is behind it, how it comes into a page, where its data go, what it stores."""

from typing import Literal, NamedTuple

from consentlint.packs.values.common import (
    UNKNOWN_THIRD_PARTY,
    Audience,
    Cookie,
    Duty,
    Fact,
    Jurisdiction,
    Kind,
    Source,
)


class RegionEntry(NamedTuple):
    """One region of a vendor.

    domains  base domains that belong to it (matched on label boundaries, longest first)
    hosts    globs over whole host names, for regions that share a domain (`*-eu1.hsforms.net`); the first that fits
    names    words that select it in settings: environment names, short codes, cloud region ids, lower case
    default  where data goes when the code starts the vendor and says nothing about a region
    """

    id: str
    name: str
    jurisdiction: Jurisdiction
    domains: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    adequacy: str = ""
    source: str = ""
    hosts: tuple[str, ...] = ()
    default: bool = False


class Loader(NamedTuple):
    """A request that brings the vendor in; a plain text stands for its url.

    url       host and path in one (`cdn.example.com/sdk/*.js`), instead of `hosts` and `path`
    kind      script, frame, pixel, style, font, beacon, socket or api
    product   which of the vendor's products
    hosts     globs over whole host names. One that ends in a literal domain (`*.tile.example.org`) counts wherever it
              stands; any other (`apps.*`) only on the vendor's own domains
    path      glob over the path; `*` crosses slashes. With a `?` in it, it is matched against path and query, and the
              `?` is itself (`/gtag/js?id=AW-*`); fragments never count
    anywhere  the path alone proves the vendor when the host cannot be read or is not the vendor's (own proxy)
    self_hosted  the same, and a host that is not the vendor's is the operator's own server: known, but no third party
    audience  visitor, or agent: the vendor's own staff tools, which are not embeds
    container it loads what an account of the operator's holds, which no code shows
    """

    product: str = ""
    kind: Kind = "script"
    path: str = "/*"
    hosts: tuple[str, ...] = ("*",)
    anywhere: bool = False
    audience: Audience = "visitor"
    url: str = ""
    self_hosted: bool = False
    container: bool = False


class Start(NamedTuple):
    """Code that starts the vendor. It is an embed where nothing else in sight brings the vendor in.

    call  `fbq('init')`: a call and its leading arguments, globs allowed (`gtag('config', 'G-*')`); `[...]` is an array
          that begins so, `{key}` an object with that key; `new YT.Player()`; `intercomSettings = {app_id}`: a global
          that is assigned. The global object (`window.`) is left out
    weak  the name is short or common: it counts only in a file that holds another mark of the vendor
    """

    call: str
    product: str = ""
    weak: bool = False


class ElementMark(NamedTuple):
    """A custom element that stands for the vendor; a plain text is its selector, which begins with the tag's name.

    trigger  load, or request: a facade which loads nothing until the visitor clicks it
    """

    selector: str
    trigger: Literal["load", "request"] = "load"
    product: str = ""


class Module(NamedTuple):
    """A plugin of a framework or site generator, switched on in a configuration file; a plain text is its name.

    name   as the list of plugins, modules, presets or integrations has it (`gatsby-plugin-google-gtag`)
    key    or the path of an option which must be there and not false: `scripts.registry.posthog`, `presets.*.*.gtag`
           (`*` is any one step: a key or an item of a list)
    value  glob that the option's text must match
    files  globs over file names
    options  the key beside the list under which its options stand, where they are not in the list (`gtag`)
    withheld, released  as in Package; released are paths of calls (`useGtag().initialize`)
    """

    name: str = ""
    key: str = ""
    value: str = "*"
    files: tuple[str, ...] = ("*.config.*", "gatsby-*.*", "config.*")
    product: str = ""
    options: str = ""
    withheld: tuple[str, ...] = ()
    released: tuple[str, ...] = ()


class Setting(NamedTuple):
    """Where code says which region is meant.

    key       the key of an object literal, or the attribute of the loader's element
    beside    the object counts only when it also has one of these keys (empty: an object handed to the loader, the
              start or the package)
    call      the object counts only as an argument of this call (`ac('init')`: callee and leading literal arguments)
    reads     `name` (a word of RegionEntry.names; of an option that is true or false, `option=true`), `url` or `host`
              (a domain of RegionEntry.domains, bare or in a URL, which may be one of several settings in a text)
    loads     URL keys such as `scriptURL`: an object with this key *is* an embed, loaded by somebody else's script
    attribute the key is an attribute of the loading element
    argument  with `call`: the value is this positional argument of the call (0-based); `*.name` is a call on any object
    self_hosted  with `url` or `host`: a host that is not the vendor's is the operator's own server, no third party
    """

    product: str = ""
    key: str = ""
    beside: tuple[str, ...] = ()
    call: str = ""
    reads: Literal["name", "url", "host"] = "name"
    loads: bool = False
    attribute: bool = False
    argument: str = ""
    self_hosted: bool = False


class Package(NamedTuple):
    """An npm package that brings the vendor in; a plain text is its name.

    exports  names whose import loads it (with neither `exports` nor `on`: importing it does)
    on       names whose *use* loads it: exports or methods that are called, constructed, rendered or handed to a
             function; `default` for the default export, `*` for any
    given    globs, one of which a text or key in the arguments, or a prop or its text, must match (`*youtu.be/*` for a
             player of several vendors, `apiKey` for a provider that may be given a client instead)
    not_in   globs over paths where it does not run in a browser (`*.server.*`)
    withheld options with any of which it fetches and sends nothing at all until one of the calls in `released`:
             `enabled=false`, or several that must be there together (`a=true & b=true`). Never an option with which it
             still asks for its settings, or that of a script which an element fetches
    released calls of methods or exports which have it begin then, written as in Start: `setConsent('granted')`
    unsure   why the options may not suffice, where other versions do send: then it may load
    """

    name: str
    product: str = ""
    exports: tuple[str, ...] = ()
    audience: Audience = "visitor"
    kind: Kind = "script"
    on: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    released: tuple[str, ...] = ()
    unsure: str = ""


class Alternative(NamedTuple):
    """Another product for the same purpose; a plain text is its name. country: where it is hosted or its maker sits."""

    name: str
    country: str = ""
    note: str = ""
    source: str = ""


class PersonalData(NamedTuple):
    """A call by which a site hands the vendor data about a visitor.

    call      as in Start: `Genesys('command', 'Database.set')`, `amplitude.setUserId()`, `heap.identify()`
    argument  position of what is handed over (0-based); "" for every argument after those that `call` names
    keys      keys of an object, in any depth, whose values are personal (globs, case does not matter); empty: those of
              the generic pack's vocabulary; `*`: whatever is handed over
    weak      the name is short or common: it counts only where the vendor is in sight
    """

    call: str
    argument: str = ""
    keys: tuple[str, ...] = ()
    source: str = ""
    weak: bool = False


class Entity(NamedTuple):
    """The company behind a vendor. role: processor, controller, joint-controller or depends."""

    name: str
    country: str
    role: Literal["", "processor", "controller", "joint-controller", "depends"] = ""
    source: str = ""


class ConsentNeed(NamedTuple):
    """Whether the visitor has to be asked. required: yes, no or depends (on what the reason says; policy decides)."""

    required: Literal["yes", "no", "depends"]
    reason: str
    source: str = ""
    article: str = ""


class Vendor(NamedTuple):
    """A third party whose code may be embedded.

    category    chat, analytics, ads, video, ...
    purposes    purposes under which a gate fits this vendor (`unscoped-gate` reports others), e.g. functional
    domains     base domains that are the vendor's alone and no region's: a request to any host below them is its own
    tokens      further strings whose presence makes a file worth parsing (globals, paths)
    region_in   `account`: the region is set in the vendor's account, so code cannot show it
    duties      where they differ from the general ones, or say more; the general ones come with every vendor
    starts      code that starts it; elements: custom elements; modules: framework plugins in configuration files
    """

    id: str
    name: str
    website: str
    category: str
    entity: Entity
    consent: ConsentNeed
    sources: tuple[Source, ...]
    loaders: tuple[Loader, ...] = ()
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
    starts: tuple[Start, ...] = ()
    elements: tuple[ElementMark, ...] = ()
    modules: tuple[Module, ...] = ()
    region_in: Literal["code", "account"] = "code"
    personal_data: tuple[PersonalData, ...] = ()


# Stands for whoever runs a host that no pack knows.
STRANGER = Vendor(
    UNKNOWN_THIRD_PARTY, "an unknown third party", "", "unknown", Entity("", ""), ConsentNeed("yes", ""), ()
)
