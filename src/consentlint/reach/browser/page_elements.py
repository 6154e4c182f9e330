"""What code asks of an element that the page holds: its attributes, and whether a selector matches it."""

from typing import TYPE_CHECKING, Any

from consentlint.reach.calls import CallSite
from consentlint.reach.lookup import CLASS, NONE, ROOTS, attribute, exactly, named, owner_of, slot, written
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.things import Frame
from consentlint.reach.values import NULL, UNDEFINED, V_NULL, V_UNDEFINED, External, Value, boolean, lift, nullish
from consentlint.worlds import ALWAYS, NEVER

if TYPE_CHECKING:
    from consentlint.model import Span
    from consentlint.reach.machine import Machine


def _told(m: "Machine", owner: Value, key: str, held: Value, f: Frame, at: Path, span: "Span") -> None:
    """The code at hand sets an attribute or class names itself: whoever does not find them knows that it has not."""
    for atom in owner.externals():
        name = slot(m, atom.path, key).rpartition(".")[2]
        if name.startswith("data-"):
            m.memory.made.add(f"[{name}]")
        elif name == CLASS:
            m.memory.made.add(CLASS)
            for text in held.strings():
                m.memory.made.update(f".{word}" for part in text.parts for word in (part or "").split())


def _subject(site: CallSite) -> tuple[str, list[Any]] | None:
    """The path of the one element that a method is called on, and its tag; no tag for a click on nothing."""
    only = site.receiver.only()
    if not isinstance(only, External):
        return None
    path = only.path
    if path == NONE:
        return path, []
    if path in ROOTS:
        found = owner_of(site.machine, path)
        return (path, [found[1]] if found[1] is not None else []) if found else None
    tags = exactly(site.machine, path)
    return (path, tags) if tags is not None and len(tags) == 1 else None


def _matches(site: CallSite) -> Value | None:
    subject, selector = _subject(site), site.arg(0).text()
    if subject is None or selector is None:
        return None
    path, tags = subject
    found = bool(tags) and tags[0] in (exactly(site.machine, f"{path}.closest('{selector}')") or [])
    return boolean(ALWAYS if found else NEVER)


def _closest(site: CallSite) -> Value | None:
    subject, selector = _subject(site), site.arg(0).text()
    if subject is None or selector is None or not subject[0].startswith("document.all."):
        return None
    found = exactly(site.machine, f"{subject[0]}.closest('{selector}')") if subject[1] else []
    return named(site.machine, found[0]) if found else V_NULL


def _get_attribute(site: CallSite) -> Value | None:
    subject, name = _subject(site), site.arg(0).text()
    if subject is None or name is None or not (name.startswith("data-") or name in ("id", "name", "type")):
        return None
    held = site.machine.store.get(("outside", slot(site.machine, subject[0], name)))
    if not isinstance(held, Value):
        held = written(site.machine, subject[0], name, V_NULL)
    if held is None or site.name == "getAttribute":
        return held and lift(lambda atom: (NULL if atom == UNDEFINED else atom,), held)
    return boolean(~nullish(held), held.notes)


def _remove_attribute(site: CallSite) -> Value | None:
    subject, name = _subject(site), site.arg(0).text()
    if subject is not None and name is not None:
        site.machine.store.put(("outside", slot(site.machine, subject[0], name)), V_UNDEFINED)
    return None


def _read(m: "Machine", path: str, key: str) -> Value | None:
    return attribute(m, path, key)


NATIVES = Plugin(
    id="page-elements",
    methods={
        "matches": _matches,
        "closest": _closest,
        "getAttribute": _get_attribute,
        "hasAttribute": _get_attribute,
        "removeAttribute": _remove_attribute,
    },
    on_property=_told,
    on_outside_read=_read,
)
