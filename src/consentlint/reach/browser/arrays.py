"""Methods of arrays and lists: what they call, and what comes out."""

from consentlint.reach import operators
from consentlint.reach.browser.text import array
from consentlint.reach.calls import EMPTY_LIST, CallSite
from consentlint.reach.lists import Part, items_of, parts
from consentlint.reach.lookup import listed
from consentlint.reach.members import per_atom
from consentlint.reach.plugins import Plugin
from consentlint.reach.store import any_element, joined
from consentlint.reach.values import (
    SOME_NUMBER,
    UNKNOWN,
    V_UNDEFINED,
    V_UNKNOWN,
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
from consentlint.worlds import ALWAYS, NEVER, NO, YES, Worlds

MOST_CALLS = 12
SAME = ("Boolean", "String")
EMPTY = value(EMPTY_LIST)


def _elements(site: CallSite) -> tuple[list[Part], bool]:
    """What a list method visits, each with the worlds in which the list has it, and whether that is all of it."""
    m = site.machine
    known = parts(m, site.receiver)
    if known is not None:
        return (known, True) if len(known) <= MOST_CALLS else ([(joined(tuple(i for i, _ in known)), ALWAYS)], False)
    controls = listed(m, site.receiver)
    if controls is not None:
        return [(control, ALWAYS) for control in controls], True
    receiver = m.settle(site.receiver)
    # One element that stands for all, so that it stays tied to the world in which the list holds it.
    return [(per_atom(receiver, any_element) if receiver.atoms() else V_UNKNOWN, ALWAYS)], False


def _is_list(site: CallSite) -> bool:
    return not any(isinstance(atom, Str) for atom in site.receiver.atoms())


def _visit(site: CallSite, args: int = 2) -> list[tuple[Value, Value, Worlds]]:
    """Call the function with each element: element, result, and in which worlds that is done."""
    elements, _ = _elements(site)
    visited = []
    for index, (element, where) in enumerate(elements):
        extra = (element, number(index), site.receiver)[:args]
        if site.name == "each":  # jQuery's: the index first, and the element once more as `this`
            extra = (number(index), element)
        visited.append((element, _called(site, extra, where, element if site.name == "each" else None), where))
    return visited


def _called(site: CallSite, args: tuple[Value, ...], where: Worlds, this: Value | None = None) -> Value:
    m, at = site.machine, site.at.then(None, where)
    if where == ALWAYS:
        return m.call(site.arg(0), args, at, this)
    result: Value = m.branch(where, lambda: m.call(site.arg(0), args, at, this))
    return result


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
    if _keeps_words(site):
        return site.machine.settle(site.receiver)
    if not _is_list(site) or not site.functions():
        return None
    visited = _visit(site)
    return _array(site, [result for _, result, _ in visited], [where for _, _, where in visited])


def _array(site: CallSite, items: list[Value], presence: list[Worlds]) -> Value:
    """A new array of which some items are only there in some worlds."""
    made = array(site, items)
    if any(where != ALWAYS for where in presence):
        site.machine.things(made)[0][1].data["presence"] = tuple(presence)
    return made


def _filter(site: CallSite) -> Value | None:
    if _keeps_words(site):
        return site.machine.settle(site.receiver)
    if not _is_list(site) or not site.functions():
        return None
    pairs = _tested(site)
    if _elements(site)[1]:
        kept = [(element, holds) for element, holds in pairs if holds != NEVER]
        return _array(site, [element for element, _ in kept], [holds for _, holds in kept])
    return _where(pairs, _listing(site), EMPTY)


def _tested(site: CallSite) -> list[tuple[Value, Worlds]]:
    """Each element, with the worlds in which it is there and passes the test."""
    return [(element, truth(site.machine.settle(result)) & where) for element, result, where in _visit(site)]


def _keeps_words(site: CallSite) -> bool:
    """`list.filter(Boolean)`, `list.map(String)` of a platform's list of purposes: its words are never empty."""
    only = site.arg(0).only()
    held = site.machine.settle(site.receiver).atoms()
    return (
        isinstance(only, External) and only.path in SAME and bool(held) and all(isinstance(a, Bag | Lit) for a in held)
    )


def _listing(site: CallSite) -> Value:
    """The result of a list method on a list outside: known by its path, or by the list's own where a pack tells it."""
    if site.path:
        return value(External(site.full))
    owner = site.receiver.only()
    if not isinstance(owner, External):
        return V_UNKNOWN
    return value(External(f"{owner.path}.{site.name}({','.join(site.render(arg) for arg in site.args)})"))


def _where(pairs: list[tuple[Value, Worlds]], found: Value, nothing: Value) -> Value:
    """`found`, but `nothing` in the worlds in which no element passes the test."""
    passes = NEVER
    for _, holds in pairs:
        passes = passes | holds
    return pick(Worlds(*(NO if answer is NO else YES for answer in passes)), found, nothing)


def _find(site: CallSite) -> Value | None:
    if not _is_list(site) or not site.functions():
        return None
    pairs = _tested(site)
    if not _elements(site)[1] and site.path:
        return _where(pairs, _listing(site), V_UNDEFINED)
    result = V_UNDEFINED
    for element, holds in reversed(pairs):
        result = pick(holds, element, result)
    return result


def _some(site: CallSite) -> Value | None:
    if not _is_list(site) or not site.functions():
        return None
    m = site.machine
    worlds, notes = NEVER if site.name == "some" else ALWAYS, site.receiver.notes
    for _, result, where in _visit(site):
        settled = m.settle(result)
        answer, notes = truth(settled), notes | settled.notes
        worlds = worlds | (answer & where) if site.name == "some" else worlds & (answer | ~where)
    return boolean(worlds, notes)


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
    if any(isinstance(atom, FrozenObject) for atom in site.receiver.atoms()):
        return _end_of_each(site)
    if items is None or not isinstance(only, Ref):
        return None
    site.machine.store.put((only.id, "#items"), items[:-1] if site.name == "pop" else items[1:])
    return (items[-1] if site.name == "pop" else items[0]) if items else V_UNDEFINED


def _end_of_each(site: CallSite) -> Value | None:
    """The first or last item of one of several lists; those that are no more than looked at are not changed."""
    m = site.machine
    known = {atom: items_of(m, value(atom)) for atom in site.receiver.ordered()}
    if any(items is None for items in known.values()):
        return None
    last = -1 if site.name == "pop" else 0
    return per_atom(site.receiver, lambda atom: (known[atom] or (V_UNDEFINED,))[last])


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
    start, end = (getattr(site.arg(n).only(), "value", None) if n < len(site.args) else None for n in (0, 1))
    if items is None or any(not isinstance(one, float | None) for one in (start, end)):
        return None
    return array(site, list(items[slice(*(None if one is None else int(one) for one in (start, end)))]))


def _reverse(site: CallSite) -> Value | None:
    items = items_of(site.machine, site.receiver)
    return array(site, list(reversed(items))) if items is not None else None


def _includes(site: CallSite) -> Value | None:
    m = site.machine
    known = parts(m, site.receiver)
    if known is None:
        return None
    needle = m.settle(site.arg(0))
    worlds, notes = NEVER, needle.notes | site.receiver.notes
    for item, where in known:
        settled = m.settle(item)
        same = operators.compare("===", settled, needle, m.knowledge.words.literal)
        worlds, notes = worlds | (truth(same) & where), notes | settled.notes
    if site.name in ("includes", "has"):
        return boolean(worlds, notes)
    return _index_value(worlds).noting(notes)


def _index_value(worlds: Worlds) -> Value:
    return pick(worlds, number(0), number(-1))


def _reduce(site: CallSite) -> Value | None:
    if not _is_list(site) or not site.functions():
        return None
    elements, _ = _elements(site)
    held = site.arg(1) if len(site.args) > 1 else (elements.pop(0)[0] if elements else V_UNDEFINED)
    for element, where in elements:
        held = pick(where, _called(site, (held, element), where), held)
    return held


def _from(site: CallSite) -> Value | None:
    known = parts(site.machine, site.arg(0))
    if len(site.args) < 2 or not site.functions():
        return site.arg(0)
    if known is None or len(known) > MOST_CALLS:
        site.machine.call(site.arg(1), (V_UNKNOWN,), site.at)
        return site.arg(0)
    made = [site.machine.call(site.arg(1), (item, number(n)), site.at) for n, (item, _) in enumerate(known)]
    return _array(site, made, [where for _, where in known])


def _set_has(site: CallSite) -> Value | None:
    return _includes(site)


def _new_set(site: CallSite) -> Value | None:
    known = parts(site.machine, site.arg(0)) if site.args else []
    if known is None:
        return value(UNKNOWN)
    return _array(site, [item for item, _ in known], [where for _, where in known])


def _splice(site: CallSite) -> Value | None:
    """What is taken out. What stays is not followed: a list that was emptied counts as full."""
    known = parts(site.machine, site.receiver)
    if known is None:
        return None
    return _array(site, [item for item, _ in known], [where for _, where in known])


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
        "splice": _splice,
        "includes": _includes,
        "indexOf": _includes,
        "has": _set_has,
        "add": _push,
        "reduce": _reduce,
    },
)

__all__ = ["NATIVES", "items_of"]
