"""What a consent platform, a library or a framework means in code: conditions, callbacks, definitions, state."""

from typing import Any, Literal, NamedTuple

from consentlint.worlds import ALWAYS, ON_CONSENT, Worlds


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
    packages  where the first name of the call is imported from, when others have the name as well; empty: wherever.
              A global of this name, and what the project re-exports, counts in any case
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
    packages: tuple[str, ...] = ()


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
           head: elements that it names are written into the head; element: an element that it names, or a component;
           watch: its function runs when a value changes;
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
        "derived-spread", "read", "boxes", "props", "defaulted", "emit", "lazy", "root", "mount", "element",
        "routes", "head", "watch", "defined", "inject",
        "cookie", "storage", "described", "started", "context", "context-value", "hook", "atom",
        "atom-pair", "atom-value", "atom-setter", "stored-atom", "atom-store", "slice", "cases", "action",
        "combined", "reduced", "selected", "dispatcher", "the-store", "selector", "connected",
        "bound-actions", "options-store",
        "mapped-state", "mapped-getters", "mapped-mutations", "mapped-actions", "mapped-stores", "persisted",
        "snapshot",
    ]  # fmt: skip
    packages: tuple[str, ...] = ()


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


class Vocabulary(NamedTuple):
    """Words of home-made consent code (only the generic pack has them). Lower case.

    controls are matched as whole words of id, class, name and text; literals as whole strings.
    save_controls  on a control that stores what is ticked beside it
    toggle_words   of a box by which the visitor allows something optional
    telling_words  in the name of a function that tells of an address, tests or describes it, and does not load it;
    loading_words  in the name of one that loads after all
    personal_keys  globs over keys of objects whose values are data about a person, without hyphens and underscores
    """

    accept_literals: tuple[str, ...] = ()
    refuse_literals: tuple[str, ...] = ()
    accept_controls: tuple[str, ...] = ()
    refuse_controls: tuple[str, ...] = ()
    save_controls: tuple[str, ...] = ()
    toggle_words: tuple[str, ...] = ()
    always_keys: tuple[str, ...] = ()
    answered_keys: tuple[str, ...] = ()
    personal_keys: tuple[str, ...] = ()
    telling_words: tuple[str, ...] = ()
    loading_words: tuple[str, ...] = ()
