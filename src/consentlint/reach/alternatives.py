"""An element that is one thing in some worlds and another in others: each is weighed in its own worlds.

`script.type = ok ? 'text/javascript' : 'text/plain'`, and a template that prints such a value into an attribute.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from consentlint.model import Guard
from consentlint.reach.elements import Element
from consentlint.reach.paths import Path
from consentlint.reach.values import Atom, Str, Value, is_nullish, value
from consentlint.worlds import ALWAYS, MAYBE, NEVER, NO, YES, Worlds

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

MOST = 8
HIDDEN = "the template prints the type, and what it prints is not known"

Choice = tuple[str, Value, Atom]


def alternatives(m: "Machine", element: Element, at: Path) -> Iterator[tuple[Element, Path]]:
    """The element as it is in some worlds, each time with the path to it; mostly one, itself."""
    several = {name: held for name in element.attributes if (held := _several(m, element, name)) is not None}
    ways = 1
    for held in several.values():
        ways *= len(held.atoms())
    if not several or ways > MOST:
        yield element, _perhaps_inert(element, at)
        return
    at = _perhaps_inert(element, at)
    choices = [[(name, held, atom) for atom in _sorted(held)] for name, held in several.items()]
    for chosen in product(*choices):
        path = at
        for choice in chosen:
            path = _choosing(m, element, choice, path)
        if path.absolute != NEVER or at.absolute == NEVER:
            yield _with(element, chosen), path


def _perhaps_inert(element: Element, at: Path) -> Path:
    """A script whose type is printed, and that cannot be told: it may be one that no browser runs."""
    held = element.attributes.get("type")
    if element.name != "script" or element.origin != "markup" or held is None:
        return at
    hidden = frozenset(atom for atom in held.atoms() if not _is_told(atom))
    worlds = Worlds(*(MAYBE if s & hidden else YES for s in held.sets()))
    return at.then(Guard("blocked-markup", element.place, "type=...", worlds, HIDDEN), worlds) if hidden else at


def _is_told(atom: Atom) -> bool:
    return (isinstance(atom, Str) and atom.exact is not None) or is_nullish(atom) is YES


def _several(m: "Machine", element: Element, name: str) -> Value | None:
    """What an attribute that may hold an element back is worth, if that is one of several known texts or nothing."""
    if name != "type" and not name.startswith("data-"):
        return None
    held = element.attributes[name]
    if len(held.atoms()) < 2:
        return None
    known = m.settle(held)
    fit = all(map(_is_told, known.atoms()))
    return known if fit and len(known.atoms()) > 1 else None


def _sorted(held: Value) -> list[Atom]:
    return sorted(held.atoms(), key=lambda atom: atom.text if isinstance(atom, Str) else "")


def _choosing(m: "Machine", element: Element, choice: Choice, at: Path) -> Path:
    from consentlint.reach.evaluate import make_guard  # which runs JSX, which makes elements

    name, held, atom = choice
    worlds = Worlds(*(YES if s == {atom} else MAYBE if atom in s else NO for s in held.sets()))
    if worlds == ALWAYS:
        return at
    text = f'{name}="{atom.text}"' if isinstance(atom, Str) else f"no {name}"
    return at.then(make_guard(m, element.place, text, worlds, held.notes), worlds)


def _with(element: Element, chosen: tuple[Choice, ...]) -> Element:
    attributes = dict(element.attributes)
    for name, _, atom in chosen:
        if isinstance(atom, Str):
            attributes[name] = value(atom)
        else:
            attributes.pop(name)
    # Selectors must see what was chosen; the tag that was read has no single value there.
    tag = _like(element.tag, attributes) if element.origin == "markup" else None
    return replace(element, attributes=attributes, tag=tag)


def _like(tag: object, attributes: dict[str, Value]) -> object:
    from consentlint.syntax.tree import Element as Tag
    from consentlint.syntax.tree import like

    if not isinstance(tag, Tag):
        return None
    return like(tag, tag.name, {name: held.text() or "" for name, held in attributes.items()})
