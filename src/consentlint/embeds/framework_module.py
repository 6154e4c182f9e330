"""Plugins of frameworks and site generators in configuration files: by their name in a list, or by an option."""

import re
from collections.abc import Iterator
from fnmatch import translate
from functools import lru_cache
from typing import TYPE_CHECKING

from consentlint.model import Guard
from consentlint.packs.values import Module, Vendor
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.starting import options
from consentlint.reach.things import Frame
from consentlint.reach.triggers import started
from consentlint.reach.values import Lit, Ref, Value
from consentlint.reach.withheld import let_through
from consentlint.worlds import PERHAPS

if TYPE_CHECKING:
    from consentlint.model import Place
    from consentlint.reach.machine import Machine

# Where frameworks list their plugins, and how an item with options names its plugin.
LISTS = ("plugins", "modules", "buildModules", "presets", "integrations", "extensions", "addons")
NAMES = ("resolve", "name", "module", "src", "id")


def _on_object(m: "Machine", ref: Ref, f: Frame, at: Path) -> None:
    for key in m.keys(ref):
        if key in LISTS:
            for item in m.items_of(m.property(ref, key) or m.window):
                _listed(m, item, ref, f, at)
        for vendor in m.requests.catalogue.named(m.requests.catalogue.index.options, key):
            for module in vendor.modules:
                if module.key.split(".")[0] == key and _here(module, f):
                    _optional(m, vendor, module, ref, f, at)


def _here(module: Module, f: Frame) -> bool:
    name = f.code.path.rsplit("/", 1)[-1]
    return any(_glob(one).fullmatch(name) for one in module.files)


@lru_cache(maxsize=256)
def _glob(pattern: str) -> re.Pattern[str]:
    return re.compile(translate(pattern), re.IGNORECASE)


def _listed(m: "Machine", item: Value, ref: Ref, f: Frame, at: Path) -> None:
    """`plugins: ['x', ['x', {...}], {resolve: 'x', options: {...}}]`"""
    parts = m.items_of(item) or (item,)
    named = [parts[0], *(m.property(one, key) or item for one, _ in m.things(item, "object") for key in NAMES)]
    for text in {text.exact: text for one in named for text in one.strings() if text.exact}.values():
        for vendor in m.requests.catalogue.named(m.requests.catalogue.index.modules, text.exact or ""):
            for module in vendor.modules:
                if module.name == text.exact and _here(module, f):
                    place = text.origin or m.heap[ref.id].place or f.code.place(m.nowhere)
                    beside = m.property(ref, module.options) if module.options else None
                    handed = (item, *parts[1:]) if beside is None else (item, *parts[1:], beside)
                    _add(m, vendor, module, handed, at, place)


def _optional(m: "Machine", vendor: Vendor, module: Module, ref: Ref, f: Frame, at: Path) -> None:
    for held in _walk(m, m.property(ref, module.key.split(".")[0]), module.key.split(".")[1:]):
        if _is_set(held, module):
            origins = [text.origin for text in held.strings() if text.origin is not None]
            inner = [thing.place for _, thing in m.things(held) if thing.place is not None]
            place = next(iter((*origins, *inner)), None) or m.heap[ref.id].place or f.code.place(m.nowhere)
            _add(m, vendor, module, (held,), _unless_empty(held, at, place), place)


def _walk(m: "Machine", held: Value | None, steps: list[str]) -> Iterator[Value]:
    """The values at the end of a path of keys; `*` is any key or item."""
    if held is None:
        return
    if not steps:
        yield held
        return
    for item in m.items_of(held) if steps[0] == "*" else ():
        yield from _walk(m, item, steps[1:])
    for ref, _ in m.things(held, "object"):
        for key in m.keys(ref) if steps[0] == "*" else steps[:1]:
            yield from _walk(m, m.property(ref, key), steps[1:])


def _unless_empty(held: Value, at: Path, place: "Place") -> Path:
    """An option that is nothing under some condition (`id ? {...} : undefined`) may be there."""
    if all(not isinstance(atom, Lit) or atom.value for atom in held.atoms()):
        return at
    return at.then(Guard("script-branch", place, "option", PERHAPS, "it is set under a condition only"), PERHAPS)


def _is_set(held: Value, module: Module) -> bool:
    if all(isinstance(atom, Lit) and not atom.value for atom in held.atoms()):
        return False
    return module.value == "*" or any(_glob(module.value).fullmatch(text.text) for text in held.strings())


def _add(m: "Machine", vendor: Vendor, module: Module, handed: tuple[Value, ...], at: Path, place: "Place") -> None:
    owners = options(m, vendor, handed, place)
    m.requests.started.add(vendor.id)
    through = let_through(m, module, handed, at, place)
    if through is None:
        m.requests.withhold(vendor, owners)
        return

    def add(then: Path) -> None:
        m.requests.add_package(vendor, module.product, then, place, "script", owners, "framework-module")

    started(m, module.key or module.name, handed, through, place, add)


FINDER = Plugin(id="framework-module", on_object=_on_object)
