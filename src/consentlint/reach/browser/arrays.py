"""Methods of arrays and lists: what they call, and what comes out."""

from typing import TYPE_CHECKING

from consentlint.reach import operators
from consentlint.reach.browser.text import array
from consentlint.reach.calls import CallSite
from consentlint.reach.lookup import listed
from consentlint.reach.members import per_atom
from consentlint.reach.plugins import Plugin
from consentlint.reach.store import Items, any_element, joined
from consentlint.reach.values import (
    SOME_NUMBER,
    UNKNOWN,
    V_UNDEFINED,
    V_UNKNOWN,
    Atom,
    Bag,
    External,
    FrozenObject,
    Lit,
    Ref,
    Str,
    Value,
    boolean,
    lift,
    number,
    pick,
    string,
    truth,
    value,
)
from consentlint.worlds import NEVER, NO, YES, Worlds

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

MOST_CALLS = 12
SAME = ("Boolean", "String")
EMPTY = value(FrozenObject((("length", number(0)),)))


def items_of(m: "Machine", held: Value) -> Items | None:
    """The items, when the value is one known array."""
    only = held.only()
    return m.items(only) if isinstance(only, Ref) else None


def _elements(site: CallSite) -> tuple[list[Value], bool]:
    """What a list method visits, and whether that is all of it."""
    m = site.machine
    items = items_of(m, site.receiver)
    if items is not None:
        return (list(items), True) if len(items) <= MOST_CALLS else ([joined(items)], False)
    controls = listed(m, site.receiver)
    if controls is not None:
        return controls, True
    receiver = m.settle(site.receiver)
    # One element that stands for all, so that it stays tied to the world in which the list holds it.
    return [per_atom(receiver, any_element)] if receiver.atoms() else [V_UNKNOWN], False


def _is_list(site: CallSite) -> bool:
    return not any(isinstance(atom, Str) for atom in site.receiver.atoms())


def _visit(site: CallSite, args: int = 2) -> list[tuple[Value, Value]]:
    """Call the function with each element; (element, result) pairs."""
    elements, _ = _elements(site)
    pairs = []
    for index, element in enumerate(elements):
        extra = (element, number(index), site.receiver)[:args]
        pairs.append((element, site.machine.call(site.arg(0), extra, site.at)))
    return pairs


def _for_each(site: CallSite) -> Value | None:
    if not _is_list(site) or not site.functions():
        return None
    if not site.machine.things(site.arg(0), "function") and len(site.args) > 1:  # $.each(list, fn)
        for index, item in enumerate((items_of(site.machine, site.arg(0)) or (V_UNKNOWN,))[:MOST_CALLS]):
            site.machine.call(site.arg(1), (number(index), item), site.at)
        return V_UNDEFINED
    _visit(site, 3)
    return site.receiver


def _map(site: CallSite) -> Value | None:
    if not _is_list(site) or not site.functions():
        return site.machine.settle(site.receiver) if _keeps_words(site) else None
    results = [result for _, result in _visit(site)]
    return array(site, results)


def _filter(site: CallSite) -> Value | None:
    if not _is_list(site) or not site.functions():
        return site.machine.settle(site.receiver) if _keeps_words(site) else None
    pairs = [(element, truth(site.machine.settle(result))) for element, result in _visit(site)]
    if _elements(site)[1]:
        return array(site, [element for element, holds in pairs if holds != NEVER])
    return _where(pairs, _listing(site), EMPTY)


def _keeps_words(site: CallSite) -> bool:
    """`list.filter(Boolean)`, `list.map(String)` of a platform's list of purposes: its words are never empty."""
    only = site.arg(0).only()
    held = site.machine.settle(site.receiver).atoms()
    return isinstance(only, External) and only.path in SAME and bool(held) and all(isinstance(a, Bag | Lit) for a in held)


def _listing(site: CallSite) -> Value:
    """The result of a list method on a list outside: known by its path."""
    return value(External(site.full)) if site.path else V_UNKNOWN


def _where(pairs: list[tuple[Value, Worlds]], found: Value, nothing: Value) -> Value:
    """`found`, but `nothing` in the worlds in which no element passes the test."""
    passes = NEVER
    for _, holds in pairs:
        passes = passes | holds
    return pick(Worlds(*(NO if answer is NO else YES for answer in passes)), found, nothing)


def _find(site: CallSite) -> Value | None:
    if not _is_list(site) or not site.functions():
        return None
    pairs = [(element, truth(site.machine.settle(result))) for element, result in _visit(site)]
    if not _elements(site)[1] and site.path:
        return _where(pairs, _listing(site), V_UNDEFINED)
    result = V_UNDEFINED
    for element, holds in reversed(pairs):
        result = pick(holds, element, result)
    return result


def _some(site: CallSite) -> Value | None:
    if not _is_list(site) or not site.functions():
        return None
    pairs = [truth(site.machine.settle(result)) for _, result in _visit(site)]
    worlds = NEVER if site.name == "some" else ~NEVER
    for answer in pairs:
        worlds = worlds | answer if site.name == "some" else worlds & answer
    return boolean(worlds)


def _join(site: CallSite) -> Value | None:
    items = items_of(site.machine, site.receiver)
    if items is None:
        return None
    by = site.arg(0).text() if site.args else ","
    glue = string(by) if by is not None else V_UNKNOWN
    result = string("")
    for index, item in enumerate(items):
        settled = site.machine.settle(item)
        result = operators.binary("+", result, settled if not index else operators.binary("+", glue, settled))
    return lift(lambda atom: (Str(atom.parts, site.place) if isinstance(atom, Str) else atom,), result)


def _push(site: CallSite) -> Value | None:
    m = site.machine
    arrays = [(ref, items) for ref, _ in m.things(site.receiver) if (items := m.items(ref)) is not None]
    for ref, items in arrays:
        both = (*site.args, *items) if site.name == "unshift" else (*items, *site.args)
        m.store.put((ref.id, "#items"), both[:200])
    return value(SOME_NUMBER) if arrays else None


def _take(site: CallSite) -> Value | None:
    items, only = items_of(site.machine, site.receiver), site.receiver.only()
    if items is None or not isinstance(only, Ref):
        return None
    site.machine.store.put((only.id, "#items"), items[:-1] if site.name == "pop" else items[1:])
    return (items[-1] if site.name == "pop" else items[0]) if items else V_UNDEFINED


def _at(site: CallSite) -> Value | None:
    items, index = items_of(site.machine, site.receiver), site.arg(0).only()
    if items is None or not isinstance(index, Lit) or not isinstance(index.value, float):
        return None
    return items[int(index.value)] if -len(items) <= index.value < len(items) else V_UNDEFINED


def _concat(site: CallSite) -> Value | None:
    items = items_of(site.machine, site.receiver)
    if items is None:
        return None
    found = list(items)
    for arg in site.args:
        more = items_of(site.machine, arg)
        found += list(more) if more is not None else [arg]
    return array(site, found)


def _slice(site: CallSite) -> Value | None:
    items = items_of(site.machine, site.receiver)
    only = site.arg(0).only()
    start = getattr(only, "value", 0) if site.args else 0
    if items is None or not isinstance(start, float | int):
        return None
    return array(site, list(items[int(start) :]))


def _reverse(site: CallSite) -> Value | None:
    items = items_of(site.machine, site.receiver)
    return array(site, list(reversed(items))) if items is not None else None


def _includes(site: CallSite) -> Value | None:
    items = items_of(site.machine, site.receiver)
    if items is None:
        return None
    needle = site.machine.settle(site.arg(0))
    worlds: Worlds = NEVER
    notes = needle.notes
    for item in items:
        settled = site.machine.settle(item)
        same = operators.compare("===", settled, needle, site.machine.knowledge.literal)
        worlds, notes = worlds | truth(same), notes | settled.notes
    if site.name in ("includes", "has"):
        return boolean(worlds, notes)
    return _index_value(worlds)


def _index_value(worlds: Worlds) -> Value:
    return pick(worlds, number(0), number(-1))


def _reduce(site: CallSite) -> Value | None:
    if not _is_list(site) or not site.functions():
        return None
    elements, _ = _elements(site)
    held = site.arg(1) if len(site.args) > 1 else (elements.pop(0) if elements else V_UNDEFINED)
    for element in elements:
        held = site.machine.call(site.arg(0), (held, element), site.at)
    return held


def _from(site: CallSite) -> Value | None:
    if len(site.args) > 1 and site.functions():
        site.machine.call(site.arg(1), (V_UNKNOWN,), site.at)
    return site.arg(0)


def _set_has(site: CallSite) -> Value | None:
    return _includes(site) if items_of(site.machine, site.receiver) is not None else None


def _new_set(site: CallSite) -> Value | None:
    items = items_of(site.machine, site.arg(0)) if site.args else ()
    return array(site, list(items)) if items is not None else value(UNKNOWN)


def _is_array(site: CallSite) -> Value | None:
    return None if items_of(site.machine, site.arg(0)) is None else boolean(~NEVER)


NATIVES = Plugin(
    id="arrays",
    natives={
        "Array.from": _from,
        "Array.isArray": _is_array,
        "Array.prototype.forEach.call": lambda site: None,
        "Set": _new_set,
        "$.each": _for_each,
        "jQuery.each": _for_each,
    },
    methods={
        "forEach": _for_each,
        "each": _for_each,
        "map": _map,
        "flatMap": _map,
        "filter": _filter,
        "find": _find,
        "some": _some,
        "every": _some,
        "join": _join,
        "push": _push,
        "unshift": _push,
        "pop": _take,
        "shift": _take,
        "at": _at,
        "concat": _concat,
        "slice": _slice,
        "reverse": _reverse,
        "includes": _includes,
        "indexOf": _includes,
        "has": _set_has,
        "add": _push,
        "reduce": _reduce,
    },
)

__all__ = ["NATIVES", "items_of"]
