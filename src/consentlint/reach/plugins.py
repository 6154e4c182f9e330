"""What the executor is told from outside: the browser's functions, finders of embeds and collectors of guards."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from consentlint.registry import load_folder

if TYPE_CHECKING:
    from consentlint.reach.calls import CallSite
    from consentlint.reach.elements import Element
    from consentlint.reach.machine import Machine
    from consentlint.reach.paths import Path
    from consentlint.reach.values import Value
    from consentlint.worlds import Worlds

Native = Callable[["CallSite"], "Value | None"]
ElementFinder = Callable[["Machine", "Element", "Path"], None]
ElementGuard = Callable[["Machine", "Element", "Path"], "Path"]


@dataclass(frozen=True, slots=True)
class Plugin:
    """What one module of `reach/browser/`, `embeds/` or `guards/` contributes.

    natives          canonical path -> function that stands for it; None means "not handled here"
    methods          method name -> the same, whatever object it is called on
    elements         called for each element that becomes part of a page, in document order
    element_guards   called before that: the path behind what holds the element back
    on_object        called with each object literal (machine, ref, frame, path)
    on_import        called with each import and each export from elsewhere (machine, statement, frame, path)
    on_component     called with each component that is not in sight (machine, its path, its props, path, place); gives
                     the names of the props of which it has taken care
    on_call          called after each call (site)
    on_outside_call  called with each call of something not in sight (site, canonical text); true when handled
    on_outside_value called first with such a call (site): what it returns, or None
    on_outside_list  called with the path of a list outside (machine, path): its items and their worlds, or None
    on_result        called with what a function of the code at hand returns (machine, function, code, args, result)
    on_outside_read  called when a property of something outside is read (machine, path, key): a value or None
    on_escape        called with each argument that goes to an unknown function (site, value)
    on_assign        called when a plain name is assigned (machine, name, value, path, place)
    on_property      called when a property is assigned (machine, owner, key, value, frame, path, span)
    at_end           called when everything has run (machine)
    server           name of a function of the server's language -> function that stands for it
    on_server_call   called with each call, in code on the server, of something not in sight: what it returns, or None
    on_server_object called with each array with keys in such code (machine, ref, frame, path)
    on_server_push   called when such code adds to a list (site): the list as it is written, and the item
    on_data          called with a file of data that may stand for a page (machine, tree, code)
    served           called when such code is through (machine, what it has done), twice: others may call more of it
    """

    id: str
    natives: dict[str, Native] = field(default_factory=dict)
    methods: dict[str, Native] = field(default_factory=dict)
    elements: ElementFinder | None = None
    element_guards: ElementGuard | None = None
    on_object: Callable[..., None] | None = None
    on_import: Callable[..., None] | None = None
    on_component: Callable[..., Iterable[str]] | None = None
    on_call: Callable[..., None] | None = None
    on_outside_call: Callable[..., bool] | None = None
    on_outside_value: "Callable[[CallSite], Value | None] | None" = None
    on_outside_list: "Callable[..., list[tuple[Value, Worlds]] | None] | None" = None
    on_result: "Callable[..., Value] | None" = None
    on_outside_read: "Callable[..., Value | None] | None" = None
    on_escape: Callable[..., None] | None = None
    on_assign: Callable[..., None] | None = None
    on_property: Callable[..., None] | None = None
    at_end: Callable[..., None] | None = None
    server: dict[str, Native] = field(default_factory=dict)
    on_server_call: "Callable[[CallSite], Value | None] | None" = None
    on_server_object: Callable[..., None] | None = None
    on_server_push: "Callable[[CallSite], None] | None" = None
    on_data: Callable[..., None] | None = None
    served: Callable[..., None] | None = None


HOOKS = (
    "elements", "element_guards", "on_object", "on_import", "on_component", "on_call", "on_outside_call",
    "on_outside_value",
    "on_outside_list", "on_result", "on_outside_read", "on_escape", "on_assign",
    "on_property", "at_end", "on_server_call", "on_server_object", "on_server_push", "on_data", "served",
)  # fmt: skip


@dataclass(slots=True)
class Plugins:
    """All contributions together; several natives of one name are asked in turn."""

    natives: dict[str, Native] = field(default_factory=dict)
    methods: dict[str, Native] = field(default_factory=dict)
    elements: list[ElementFinder] = field(default_factory=list)
    element_guards: list[ElementGuard] = field(default_factory=list)
    on_object: list[Callable[..., None]] = field(default_factory=list)
    on_import: list[Callable[..., None]] = field(default_factory=list)
    on_component: list[Callable[..., Iterable[str]]] = field(default_factory=list)
    on_call: list[Callable[..., None]] = field(default_factory=list)
    on_outside_call: list[Callable[..., bool]] = field(default_factory=list)
    on_outside_value: "list[Callable[[CallSite], Value | None]]" = field(default_factory=list)
    on_outside_list: "list[Callable[..., list[tuple[Value, Worlds]] | None]]" = field(default_factory=list)
    on_result: "list[Callable[..., Value]]" = field(default_factory=list)
    on_outside_read: "list[Callable[..., Value | None]]" = field(default_factory=list)
    on_escape: list[Callable[..., None]] = field(default_factory=list)
    on_assign: list[Callable[..., None]] = field(default_factory=list)
    on_property: list[Callable[..., None]] = field(default_factory=list)
    at_end: list[Callable[..., None]] = field(default_factory=list)
    server: dict[str, Native] = field(default_factory=dict)
    on_server_call: "list[Callable[[CallSite], Value | None]]" = field(default_factory=list)
    on_server_object: list[Callable[..., None]] = field(default_factory=list)
    on_server_push: "list[Callable[[CallSite], None]]" = field(default_factory=list)
    on_data: list[Callable[..., None]] = field(default_factory=list)
    served: list[Callable[..., None]] = field(default_factory=list)

    def add(self, plugin: Plugin) -> None:
        for table, more in (
            (self.natives, plugin.natives),
            (self.methods, plugin.methods),
            (self.server, plugin.server),
        ):
            for name, native in more.items():
                table[name] = _in_turn(table[name], native) if name in table else native
        for hook in HOOKS:
            run = getattr(plugin, hook)
            if run is not None:
                getattr(self, hook).append(run)


def _in_turn(first: Native, second: Native) -> Native:
    def run(site: "CallSite") -> "Value | None":
        result = first(site)
        return result if result is not None else second(site)

    return run


@cache
def load_plugins() -> Plugins:
    """Everything in `guards/`, `embeds/` and `reach/browser/`; the earlier folder is asked first."""
    plugins = Plugins()
    for folder, attribute in (
        ("consentlint.guards", "COLLECTOR"),
        ("consentlint.embeds", "FINDER"),
        ("consentlint.reach.browser", "NATIVES"),
    ):
        found: dict[str, Any] = load_folder(folder, attribute)
        for name in sorted(found):
            plugins.add(found[name])
    return plugins
