"""A consent platform, or a convention that is known like one."""

from typing import NamedTuple

from consentlint.packs.values.code import (
    Callback,
    Component,
    Condition,
    Definition,
    GatedLoader,
    LayerEvent,
    NoGate,
    StateCall,
    StoredChoice,
    Vocabulary,
)
from consentlint.packs.values.common import Source
from consentlint.packs.values.frameworks import (
    AutoImports,
    Backend,
    BuildSetting,
    BuildValue,
    PageFiles,
    ServerSide,
    SiteSetting,
)
from consentlint.packs.values.markup import AutoBlocking, BlockList, Controls, LiveMarkup, MarkupGate, Presence


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
    backend   what tells that code never reaches a browser
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
    backend: Backend = Backend()
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
