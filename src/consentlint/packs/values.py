"""What `rules/` holds, as frozen values. The loader (`packs/load.py`) builds them; the JSON Schemas come from them.

The comment at each field is its description in the schema. Every value here can be pickled. They are named tuples:
every run with a hit makes all these classes, and a frozen dataclass costs five times as much to make, a tenth of what
starting Python costs, each.
"""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from consentlint.model import Severity
from consentlint.worlds import ALWAYS, ON_CONSENT, Worlds

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

# --- vendors ---------------------------------------------------------------------------------------------------------


class Source(NamedTuple):
    """Where a fact was read, and when (ISO date). A vendor's fact that names no source rests on the first one."""

    id: str
    title: str
    url: str
    date: str


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
    """

    name: str = ""
    key: str = ""
    value: str = "*"
    files: tuple[str, ...] = ("*.config.*", "gatsby-*.*", "config.*")
    product: str = ""


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
    """

    name: str
    product: str = ""
    exports: tuple[str, ...] = ()
    audience: Audience = "visitor"
    kind: Kind = "script"
    on: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()


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


class Alternative(NamedTuple):
    """Another product for the same purpose; a plain text is its name. country: where it is hosted or its maker sits."""

    name: str
    country: str = ""
    note: str = ""
    source: str = ""


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


class Condition(NamedTuple):
    """What an expression of the platform's API is worth in each world.

    expr    JavaScript as one would write it; `<name>` stands for any literal (`<category>` is matched against
            the platform's necessary purposes), `*` at its head for any object
    values  world -> value: a JSON scalar, or {any: string|number|object|unknown|absent},
            or {holds: [..]} / {holds: all} for a list or string of accepted purposes, or {object: {key: value}}
            (the key "*" stands for every other key), or {list: value} (an array of which every item is that value),
            or {promise: value} ({promise: []} stays open). A list of values means any of them.
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
    event     name of an event on window or document (addEventListener, on..., jQuery .on); with `<name>` for a purpose
              in it, it counts only where the platform is in sight
    call      `OneTrust.OnConsentChanged(<fn>)`: a call that registers the function `<fn>`; other literal
              arguments must match, `<name>` matches any; `{event: 'x', listener: <fn>}` matches an object with them
              and `['x', <fn>]` an array of them
    function  a global which the site assigns or declares and the platform calls (`OptanonWrapper`)
    option    `call: key.path`, e.g. `CookieConsent.run: onConsent`, or `services[].onAccept` of an object handed
              to the call or assigned to the global (or a property below it) named before the colon (`*` is any key),
              or of the component with that name: its props, an event `accept` of a template being `onAccept`
    runs      the worlds in which the function is entered as the page loads
    argument  values (as in Condition) of the first argument, if the platform hands one over; where its worlds differ
              from the entry's, entry and argument hold together world by world
    others    the same for the arguments after the first, in their order
    this      what `this` is in the function: an expression of the platform
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
    this: str = ""
    others: tuple[dict[str, Any], ...] = ()


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
    every          no purpose is defined here, but what `always` and `until_refused` say holds for every purpose
    asks           with `every`: terms that make every purpose wait for consent, whatever its own definition says
    """

    option: str
    name: str = ""
    always: tuple[str, ...] = ()
    until_refused: tuple[str, ...] = ()
    by_default: tuple[str, ...] = ()
    complete: bool = False
    unmanaged: tuple[str, ...] = ()
    every: bool = False
    asks: tuple[str, ...] = ()


class GatedLoader(NamedTuple):
    """A function or an option of the platform that loads a URL for the site. Exactly one of call, option and start.

    call    `OneTrust.InsertScript(<url>, <selector>, <callback>, <options>, <purpose>)`; unnamed trailing arguments
            may be absent. `<html>` instead of `<url>` takes markup.
    option  as in Callback, where the objects stand that are loaded: `Provider: scripts[]`, with these keys:
            url (the address), code (script text), purpose, always (a purpose counts for nothing where it is true)
    worlds  when it loads; with a `<purpose>` argument that is missing or always on it loads in every world
    trigger with `call`, whose first argument is the address or an object with `url`: key of the second argument that
            says when: a box that must be true, a promise, a function that is handed the load; waits: the text there
            by which it waits for its own `.load()`
    agrees  with `call`: it loads nothing and gives a promise that such loads wait for, which is kept once this option
            is true, or the promise's method `agree_by` is called
    start   a glob over starts and module keys of vendors that the platform runs (`useScript*`, `scripts.registry.*`):
            `trigger` stands in what they are given; off: texts in place of options by which nothing is loaded; note:
            why it is not certain that one without a trigger is loaded
    """

    call: str = ""
    worlds: Worlds = ALWAYS
    note: str = ""
    option: str = ""
    url: str = "src"
    code: str = ""
    purpose: str = ""
    always: str = ""
    trigger: str = ""
    waits: str = ""
    agrees: str = ""
    agree_by: str = ""
    start: str = ""
    off: tuple[str, ...] = ()


class StateCall(NamedTuple):
    """A function that makes a cell of state, or hands something on that is called or read later.

    call   its name (`useState`)
    shape  pair: [value, setter]; getter: [function that reads, setter]; box: an object whose `.value` is the cell;
           signal: a function that reads, with `.set` and `.update`; result: what its function returns (`useMemo`);
           computed: a box of that; same: its first argument (`useCallback`);
           object: its argument, whose properties are cells; plain: the cell itself (`$state(0)`);
           store: a box with `subscribe`, `set` and `update`; derived: a store of what its function makes of another,
           or of several in a list; derived-spread: that with a function of several arguments;
           read: what is in a box (`get(store)`); boxes: its argument, of which every property is a box;
           props: what the component at hand was given, with defaults of what is declared; defaulted: that with
           defaults; emit: what tells an event to the one who shows the component;
           lazy: a component that its function fetches; root: the component that it is given is shown;
           mount: that with `{target, props}`; routes: the components in a list of addresses are shown;
           head: elements that it names are written into the head; watch: its function runs when a value changes;
           defined: a function that gives the one store that its options make; inject: the one instance of a class;
           cookie, storage: what is stored under the name that it is given, itself or in a box or in a pair;
           context: state of a part of the page, with a `.Provider`; context-value: what its provider is given;
           hook: state that a function of a setter makes, read through what it returns (`create((set) => ...)`);
           atom: state that others read and write: atom-pair as [value, setter], atom-value, atom-setter;
           stored-atom: one that is kept in storage under the name that it is given; atom-store: what reads and
           writes them; slice: a reducer and the actions that it knows; cases: a reducer of `(initial, cases)`;
           action: what makes
           actions; combined: a reducer of several; reduced: the store of a reducer; selected: what its function reads
           of the store; dispatcher: what the store is told actions with; the-store: the store; selector: a function
           of what others read; connected: a component that is handed state and actions; bound-actions: functions that
           make actions and tell the store;
           snapshot: what its second function returns;
           options-store: a store of `{state, getters, mutations, actions, modules}`; mapped-state, mapped-getters,
           mapped-mutations, mapped-actions: parts of it for a component's options; mapped-stores: stores themselves;
           persisted: its first argument, whose state is kept in storage
    packages  where the call is imported from, when others have the name as well; empty: wherever
    """

    call: str
    shape: Literal[
        "pair", "getter", "box", "signal", "result", "computed", "same", "object", "plain", "store", "derived",
        "derived-spread", "read", "boxes", "props", "defaulted", "emit", "lazy", "root", "mount",
        "routes", "head", "watch", "defined", "inject",
        "cookie", "storage", "described", "started", "context", "context-value", "hook", "atom",
        "atom-pair", "atom-value", "atom-setter", "stored-atom", "atom-store", "slice", "cases", "action",
        "combined", "reduced", "selected", "dispatcher", "the-store", "selector", "connected",
        "bound-actions", "options-store",
        "mapped-state", "mapped-getters", "mapped-mutations", "mapped-actions", "mapped-stores", "persisted",
        "snapshot",
    ]  # fmt: skip
    packages: tuple[str, ...] = ()


class BuildValue(NamedTuple):
    """Expressions in whose place a build puts what files of variables say.

    expr      `import.meta.env.<name>`; `import:module.<name>` for a name that is imported from `module`
    files     names of these files, weakest first; `<stage>` is a word such as `production`
    variable  how the variable is called there: `<name>`, `<NAME>` is the same in UPPER_SNAKE_CASE
    """

    expr: str
    files: tuple[str, ...]
    variable: str = "<name>"


class BuildSetting(NamedTuple):
    """An object in the settings of a build whose entries stand for expressions of the code.

    setting  the name that the object stands under (`define`), or with `()` the function that it is handed to
    expr     the expression that an entry stands for (`process.env.<name>`)
    files    globs of the names of such settings
    code     texts among the entries are code, not texts
    """

    setting: str
    expr: str
    files: tuple[str, ...]
    code: bool = False


class PageFiles(NamedTuple):
    """Files that a framework shows because of where they lie.

    package  what a package depends on that uses the framework
    paths    globs from the package's folder, in which `*` takes `/` as well; after `!`, files that are none
    """

    package: str
    paths: tuple[str, ...]


class AutoImports(NamedTuple):
    """Modules whose exports a framework imports by their names; `package` and `paths` as in PageFiles."""

    package: str
    paths: tuple[str, ...]


class Component(NamedTuple):
    """A component that renders its children only in some worlds.

    package  where it comes from, when others use its name as well: it counts only where the platform is in sight
    prop     where it names the purpose
    """

    name: str
    package: str = ""
    prop: str = ""
    worlds: Worlds = ON_CONSENT


class StoredChoice(NamedTuple):
    """A cookie or storage key that holds the visitor's choice.

    name     a glob over the whole key, case-sensitive unless `by_name`
    values   world -> value, as in Condition
    own      no one else calls a key so: it counts before home-made names even where the platform is not in sight
    """

    name: str
    values: dict[str, Any]
    by_name: bool = False
    own: bool = False


class LayerEvent(NamedTuple):
    """An event that the platform sends to the data layer of a tag manager, on which a trigger may wait.

    event  a glob over its name; runs: in which worlds it comes as the page loads
    """

    event: str
    runs: Worlds
    purpose: str = ""
    note: str = ""
    by_name: bool = False


class NoGate(NamedTuple):
    """Something that stands around embeds and asks nobody: the message of a finding says so.

    Exactly one of:
    call      name of a function that runs later what it is handed (`setTimeout`)
    event     name of an event of the page's life (`scroll`), or `anywhere`: whatever the visitor touches first
    selector  of an element that loads (`[loading="lazy"]`)
    sends     a call that tells a signal, with its first text: `gtag('consent')`; it may stand anywhere on the page
    says      one clause, lower case, without a full stop: what it is, and that it asks nobody
    """

    says: str
    call: str = ""
    event: str = ""
    selector: str = ""
    sends: str = ""


class SiteSetting(NamedTuple):
    """A setting of which a framework makes something on every page of a site.

    file  a glob over the name of the settings file, with as many folders as it names (`.vitepress/config.*`)
    key   path of keys: `*` is any key, `[]` any item of a list, `[name=x]` those whose `name` is x, `{}` at the end the
          keys themselves; in scripts only the name of the list counts
    kind  script or style: the text is its address (an item may also be an object with `src`, `href` or `path`); html:
          the text is markup; code: it is script text
    note  for what is loaded only where something else asks for it: what that is. Then it may load
    """

    file: str
    key: str
    kind: Literal["script", "style", "html", "code"] = "script"
    note: str = ""


class ServerCall(NamedTuple):
    """A function by which code on the server puts something on the page, or has something run later.

    call  its name and what it takes, by position: `wp_enqueue_script(<name>, <url>)`. `<name>` is what the thing is
          called, `<url>` its address, `<needs>` names of others that are loaded with it, `<code>` script text, `<html>`
          markup, `<run>` a function or the name of one, `<event>` an event, `<attributes>` those of a script element,
          `<value>` what a filter works on, anything else is passed over; trailing arguments may be absent
    does  load: what has this address, or was kept under this name, is loaded; keep: it waits for that;
          drop: it is not loaded after all; inline: script text runs where what has this name is loaded, or at once;
          print: what it is given is printed; listen: the function runs when the event comes; answer: the same, and
          what it returns is printed; fire: the event comes; filter: the event comes and the value is handed on
    kind  of what is loaded
    """

    call: str
    does: Literal["load", "keep", "drop", "inline", "print", "listen", "answer", "fire", "filter"]
    kind: Literal["script", "style"] = "script"


class ServerFilter(NamedTuple):
    """An event in which code on the server may rewrite what is about to be printed.

    takes  what its functions are handed, in order: html (the element), name, url or attributes (an array of them);
           what they return replaces the first
    """

    event: str
    takes: tuple[Literal["html", "name", "url", "attributes"], ...]
    kind: Literal["script", "style"] = "script"


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


class ServerSide(NamedTuple):
    """How a server's framework makes pages. Names of events and functions are globs.

    events    those that come on every page
    answers   those whose functions return what is printed
    entries   functions that the framework calls by their name as it makes a page
    element   keys of an array that stands for an element: its name, its attributes, its text
    """

    calls: tuple[ServerCall, ...] = ()
    events: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    filters: tuple[ServerFilter, ...] = ()
    entries: tuple[str, ...] = ()
    element: tuple[str, ...] = ()


class Controls(NamedTuple):
    """CSS selectors of the platform's own accept and refuse controls."""

    accept: tuple[str, ...] = ()
    refuse: tuple[str, ...] = ()


class Vocabulary(NamedTuple):
    """Words of home-made consent code (only the generic pack has them). Lower case.

    controls are matched as whole words of id, class, name and text; literals as whole strings.
    personal_keys  globs over keys of objects whose values are data about a person, without hyphens and underscores
    """

    accept_literals: tuple[str, ...] = ()
    refuse_literals: tuple[str, ...] = ()
    accept_controls: tuple[str, ...] = ()
    refuse_controls: tuple[str, ...] = ()
    always_keys: tuple[str, ...] = ()
    answered_keys: tuple[str, ...] = ()
    personal_keys: tuple[str, ...] = ()


class Cmp(NamedTuple):
    """A consent platform, or a convention. See rules/README.md for how to add one.

    released  script types that a script on the page is known to run once released (all of `gates` are implied)
    purposes  the usual ones; closed: there are no others, markup that names another is never released
    necessary purposes that are always on
    fits      purpose -> vendor categories for which a gate with that purpose is right; empty: nothing is said
    reads     expressions that read the cookie named `<key>` (`Cookies.get(<key>)`); writes: calls that write it, with
              `<key>` first and the value second
    hooks     functions among a component's options, or methods of its class, that a framework calls by itself
    early     those of the hooks that are called before the component is shown for the first time
    renders   methods of a component's class that give what is shown of it
    setters   methods of it that write a part of its state, `name:property`; they are handed what is new
    heads     options of a component that name elements of the head
    accept    calls that accept everything; refuse: calls that refuse everything
    layer     events that the platform sends to a tag manager's data layer
    tags      of a tag manager: type of a tag in an exported container -> address that it loads
    site      settings of which a framework makes something on every page
    block_lists  addresses that code on the server has the platform hold back
    no_gates  what stands around embeds and asks nobody
    serves    how a framework on the server makes pages (no consent platform, but what its guards stand around)
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
    build_settings: tuple[BuildSetting, ...] = ()
    pages: tuple[PageFiles, ...] = ()
    auto_imports: tuple[AutoImports, ...] = ()
    build_values: tuple[BuildValue, ...] = ()
    hooks: tuple[str, ...] = ()
    early: tuple[str, ...] = ()
    renders: tuple[str, ...] = ()
    setters: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    stored: tuple[StoredChoice, ...] = ()
    controls: Controls = Controls()
    server: tuple[Condition, ...] = ()
    serves: ServerSide = ServerSide()
    block_lists: tuple[BlockList, ...] = ()
    no_gates: tuple[NoGate, ...] = ()
    layer: tuple[LayerEvent, ...] = ()
    tags: dict[str, str] = {}
    site: tuple[SiteSetting, ...] = ()
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
    self_hosted    `accepted` or `reported`: a catalogued product on the operator's own server
    necessary      categories whose vendors with consent `depends` count as strictly necessary: no gate is asked for
    depends        the most that a missing gate weighs for the other vendors with consent `depends`
    duties         what evidence weighs that is missing or stale, in a project with a register
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
    self_hosted: Literal["accepted", "reported"] = "accepted"
    necessary: tuple[str, ...] = ()
    depends: Severity = Severity.WARNING
    duties: Severity = Severity.WARNING

    @property
    def wide(self) -> bool:
        """Does it look for third parties that no pack knows?"""
        return self.checks.get(UNKNOWN_THIRD_PARTY, Severity.OFF) is not Severity.OFF


# --- duties ----------------------------------------------------------------------------------------------------------


class CommonDuty(NamedTuple):
    """A duty that comes with every vendor of some kind, unless the vendor's pack says otherwise.

    categories  of the vendors; empty: all of them
    transfer    only where data may reach a country without an adequacy decision, by the vendor's company or its regions
    """

    id: str
    text: str
    article: str
    sources: tuple[Source, ...]
    categories: tuple[str, ...] = ()
    transfer: bool = False


class CountryGroup(NamedTuple):
    """Countries that are alike for a transfer of personal data. The id is a jurisdiction (eea, uk, ch, ...).

    countries  two letters each (ISO 3166-1)
    adequate   data may go there without further safeguards
    """

    id: str
    name: str
    countries: tuple[str, ...]
    sources: tuple[Source, ...]
    adequate: bool = False


class Packs(NamedTuple):
    """The vendors, consent platforms, policies, general duties and groups of countries that a run uses, by id.

    own_domains  those of the project, where third parties that no pack knows are wanted as well; None: they are not
    """

    vendors: Mapping[str, Vendor]
    cmps: dict[str, Cmp]
    policies: dict[str, Policy]
    duties: Mapping[str, CommonDuty] = {}
    jurisdictions: Mapping[str, CountryGroup] = {}
    own_domains: frozenset[str] | None = None
