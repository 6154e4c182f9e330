"""Class names of elements: home-made code keeps a choice in them (`document.body.classList.add('cookies-ok')`).

They are one text, however they are read and written. What the code at hand never writes, others may: that is not known.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from consentlint.reach.calls import CallSite
from consentlint.reach.lookup import CLASS, NONE, class_names, slot
from consentlint.reach.plugins import Native, Plugin
from consentlint.reach.values import (
    BOOLEANS,
    SOME_STRING,
    V_FALSE,
    V_UNDEFINED,
    Atom,
    External,
    Str,
    Value,
    lift,
    pick,
    string,
    truth,
)
from consentlint.worlds import MAYBE, NO, YES, Answer

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

LIST = ".classList"


def _owner(site: CallSite) -> str | None:
    """The path of the one element whose class names are meant: of a `classList`, or of a jQuery object."""
    only = site.receiver.only()
    if not isinstance(only, External):
        return None
    if site.name in JQUERY:
        return only.path
    return only.path.removesuffix(LIST) if only.path.endswith(LIST) else None


def _current(m: "Machine", path: str) -> Value | None:
    """The class names as they are by now; None where nobody knows."""
    held = m.store.get(("outside", slot(m, path, CLASS)))
    if isinstance(held, Value):
        return held
    return class_names(m, path)


def _put(m: "Machine", path: str, held: Value) -> None:
    m.store.put(("outside", slot(m, path, CLASS)), held)


def _changed(path: str, site: CallSite, change: Callable[[list[str], str], Iterable[str]]) -> Value:
    """The class names after each of the named ones was added or taken away."""
    m, held = site.machine, _current(site.machine, path) or string("")
    for arg in site.args:
        text = m.settle(arg).text()
        if text is None:
            return lift(lambda atom: (SOME_STRING,), held)
        for word in text.split():
            m.memory.made.update((CLASS, f".{word}"))
            held = lift(lambda atom, word=word: (_with(atom, word, change),), held)
    return held


def _with(atom: Atom, word: str, change: Callable[[list[str], str], Iterable[str]]) -> Atom:
    whole = atom.exact if isinstance(atom, Str) else None
    return Str((" ".join(change(whole.split(), word)),)) if whole is not None else SOME_STRING


def _added(words: list[str], word: str) -> list[str]:
    return words if word in words else [*words, word]


def _removed(words: list[str], word: str) -> list[str]:
    return [one for one in words if one != word]


def _flipped(words: list[str], word: str) -> list[str]:
    return _removed(words, word) if word in words else [*words, word]


def _change(change: Callable[[list[str], str], Iterable[str]]) -> Native:
    def run(site: CallSite) -> Value | None:
        path = _owner(site)
        if path is None:
            return None
        _put(site.machine, path, _changed(path, site, change))
        return site.receiver if site.name in JQUERY else V_UNDEFINED

    return run


def _toggle(site: CallSite) -> Value | None:
    """`toggle(name)` and `toggle(name, force)`."""
    path = _owner(site)
    if path is None:
        return None
    force, site.args = site.args[1:], site.args[:1]
    if not force:
        _put(site.machine, path, _changed(path, site, _flipped))
    else:
        holds = truth(site.machine.settle(force[0]))
        _put(site.machine, path, pick(holds, _changed(path, site, _added), _changed(path, site, _removed)))
    return site.receiver if site.name in JQUERY else V_UNDEFINED


def _replace(site: CallSite) -> Value | None:
    path = _owner(site)
    if path is None or len(site.args) != 2:
        return None
    old, new = site.args
    site.args = (new,)
    added = _changed(path, site, _added)
    has = lift(lambda atom: BOOLEANS[_holds(atom, old.text())], _current(site.machine, path) or string(""))
    site.args = (old,)
    _put(site.machine, path, pick(truth(has), added, _current(site.machine, path) or string("")))
    _put(site.machine, path, _changed(path, site, _removed))
    return V_UNDEFINED


def _holds(atom: Atom, word: str | None) -> Answer:
    whole = atom.exact if isinstance(atom, Str) else None
    return MAYBE if whole is None or word is None else YES if word in whole.split() else NO


def _contains(site: CallSite) -> Value | None:
    """Whether a class name is there: as the markup says of a control, elsewhere where the code at hand sets it."""
    path, word = _owner(site), site.machine.settle(site.arg(0)).text()
    if path is None or word is None:
        return None
    held = _current(site.machine, path)
    if path == NONE:
        return V_FALSE
    known = path.startswith("document.all.") or word in ((held and held.text()) or "").split()
    if held is None or not (known or site.machine.previous.makes(f".{word}")):
        return None
    return lift(lambda atom: BOOLEANS[_holds(atom, word)], held)


def _read(m: "Machine", path: str, key: str) -> Value | None:
    """`element.className`, where the code at hand sets it."""
    return _current(m, path) if key == CLASS and m.previous.makes(CLASS) else None


JQUERY = ("addClass", "removeClass", "toggleClass", "hasClass")
NATIVES = Plugin(
    id="class-names",
    methods={
        "add": _change(_added),
        "addClass": _change(_added),
        "remove": _change(_removed),
        "removeClass": _change(_removed),
        "toggle": _toggle,
        "toggleClass": _toggle,
        "replace": _replace,
        "contains": _contains,
        "hasClass": _contains,
    },
    on_outside_read=_read,
)
