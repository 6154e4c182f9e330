"""`Object`, `JSON` and the methods of functions."""

import json
from typing import Any

from consentlint.reach import accessors, members
from consentlint.reach.browser.arrays import items_of
from consentlint.reach.browser.text import array
from consentlint.reach.calls import CallSite
from consentlint.reach.frozen import freeze
from consentlint.reach.functions import invoke
from consentlint.reach.lists import parts
from consentlint.reach.plugins import Plugin
from consentlint.reach.store import any_element
from consentlint.reach.things import Thing
from consentlint.reach.values import (
    NULL,
    SOME_STRING,
    UNKNOWN,
    V_UNDEFINED,
    V_UNKNOWN,
    Atom,
    Choice,
    External,
    FrozenObject,
    Lit,
    Ref,
    Some,
    Str,
    Value,
    is_nullish,
    lift,
    pick,
    string,
    value,
)
from consentlint.worlds import YES

HOLE = "1234567.765625"


def _assign(site: CallSite) -> Value | None:
    m = site.machine
    for ref, thing in m.things(site.arg(0)):
        for source in site.args[1:]:
            members.copy(m, source, ref)
            if thing.kind == "element":
                _fill(site, ref, source)
    for outside in site.arg(0).externals():
        _give(site, outside, site.args[1:])
    return site.arg(0)


def _give(site: CallSite, outside: External, sources: tuple[Value, ...]) -> None:
    """Something that the code at hand does not define gets properties: each as if it were assigned by itself."""
    m = site.machine
    for ref, _ in (found for source in sources for found in m.things(source)):
        for key in m.keys(ref):
            held = m.property(ref, key) or V_UNDEFINED
            members.write(m, value(outside), key, held)
            m.property_assigned(value(outside), key, held, site.frame, site.at, site.node.span)


def _fill(site: CallSite, ref: Ref, source: Value) -> None:
    """An element whose properties are assigned together."""
    m = site.machine
    for key in dict.fromkeys(key for other, _ in m.things(source) for key in m.keys(other)):
        m.property_assigned(value(ref), key, m.property(ref, key) or V_UNDEFINED, site.frame, site.at, site.node.span)


def _keys(site: CallSite) -> Value | None:
    m, only = site.machine, site.arg(0).only()
    if site.name == "values" and not isinstance(only, Ref):
        return _any_value(m.settle(site.arg(0)))
    if isinstance(only, FrozenObject):
        pairs = [(key, held) for key, held in only.items]
    elif isinstance(only, Ref) and not m.heap[only.id].open:
        pairs = [(key, m.property(only, key) or V_UNDEFINED) for key in m.keys(only)]
    else:
        return None
    if site.name == "keys":
        return array(site, [string(key) for key, _ in pairs])
    if site.name == "values":
        return array(site, [held for _, held in pairs])
    return array(site, [array(site, [string(key), held]) for key, held in pairs])


def _any_value(held: Value) -> Value | None:
    """`Object.values` of what a pack says: a list of which one element stands for all."""
    if not held.atoms() or not all(isinstance(atom, FrozenObject) and atom.json for atom in held.atoms()):
        return None
    return lift(lambda atom: (FrozenObject((("*", any_element(atom)),)),), held)


def _from_entries(site: CallSite) -> Value | None:
    m = site.machine
    known = parts(m, site.arg(0))
    if known is None:
        return None
    made = m.allocate(Thing("object"))
    for entry, where in known:
        key, held = (members.read(m, entry, string(index)) for index in "01")
        names = {atom.exact for atom in key.strings()}
        if len(names) == 1 and None not in names:
            members.write(m, made, names.pop(), pick(where, held, V_UNDEFINED))
    return made


def _freeze(site: CallSite) -> Value | None:
    return site.arg(0)


def _parse(site: CallSite) -> Value | None:
    held = site.machine.settle(site.arg(0))
    result = lift(parsed, held)
    site.machine.risky |= UNKNOWN in result.atoms() or any(isinstance(atom, Choice) for atom in held.atoms())
    return result


def parsed(atom: Atom) -> tuple[Atom, ...]:
    """What `JSON.parse` makes of an atom."""
    if is_nullish(atom) is YES:
        return (NULL,)
    if isinstance(atom, Choice):
        return (Choice(atom.kind, True),)
    if isinstance(atom, Str):
        return (_parsed("".join(HOLE if part is None else part for part in atom.parts)),)
    return (atom,) if isinstance(atom, FrozenObject | Lit) else (UNKNOWN,)


def _parsed(text: str) -> Atom:
    try:
        return _plain(json.loads(text))
    except (ValueError, RecursionError):
        return UNKNOWN


def _plain(data: Any) -> Atom:
    """What JSON text says. A number that stands for a hole is unknown, a text with one is some text."""
    if isinstance(data, dict):
        return FrozenObject(tuple((str(key), value(_plain(item))) for key, item in data.items()))
    if isinstance(data, list):
        return FrozenObject(tuple((str(index), value(_plain(item))) for index, item in enumerate(data)), listing=True)
    if isinstance(data, bool):
        return Lit("boolean", data)
    if isinstance(data, int | float):
        return UNKNOWN if data == float(HOLE) else Lit("number", float(data))
    if data is None:
        return Lit("null", None)
    return SOME_STRING if HOLE in data else Str((str(data),))


def _stringify(site: CallSite) -> Value | None:
    frozen = freeze(site.machine, site.machine.settle(site.arg(0)))

    def one(atom: Atom) -> tuple[Atom, ...]:
        parts = _json(atom)
        if parts is not None:
            return (Str(_glued(parts)),)
        return (atom,) if isinstance(atom, FrozenObject | Choice) else (SOME_STRING,)

    return lift(one, frozen)


def _json(atom: Atom) -> list[str | None] | None:
    """The JSON text of an atom, None for each unknown piece; None when its parts differ between the worlds."""
    if isinstance(atom, Lit) and atom.kind != "undefined":
        return [f"{atom.value:.15g}" if isinstance(atom.value, float) else json.dumps(atom.value)]
    if isinstance(atom, Str):
        return [json.dumps(atom.exact)] if atom.exact is not None else ['"', None, '"']
    if not isinstance(atom, FrozenObject) or any(key == "*" for key, _ in atom.items):
        return None
    found: list[str | None] = ["[" if atom.listing else "{"]
    for number, (key, held) in enumerate(atom.items):
        only = held.only()
        inner = [None] if isinstance(only, External | Some) else _json(only) if only is not None else None
        if inner is None:
            return None
        found += ["," if number else "", "" if atom.listing else json.dumps(key) + ":", *inner]
    return [*found, "]" if atom.listing else "}"]


def _glued(parts: list[str | None]) -> tuple[str | None, ...]:
    """The same text with neighbouring known pieces put together."""
    glued: list[str | None] = []
    for part in parts:
        if glued and part is not None and glued[-1] is not None:
            glued[-1] += part
        else:
            glued.append(part)
    return tuple(glued)


def _call(site: CallSite) -> Value | None:
    """`f.call(this, ...)` and `f.apply(this, [...])`."""
    m = site.machine
    functions = m.things(site.receiver, "function")
    if not functions:
        return None
    args = site.args[1:]
    if site.name == "apply":
        args = tuple(items_of(m, site.arg(1)) or ()) if len(site.args) > 1 else ()
    result = V_UNDEFINED
    for _, thing in functions:
        result = invoke(m, thing, tuple(args), site.at, thing.this or site.arg(0), site.frame, True)
    return result


def _bind(site: CallSite) -> Value | None:
    m = site.machine
    functions = m.things(site.receiver, "function")
    if not functions:
        return None
    thing, first = functions[0][1], site.args[1:]
    if first:
        return m.native(lambda inner: m.call(value(functions[0][0]), (*first, *inner.args), inner.at))
    made = Thing("function", thing.place, function=thing.function, scope=thing.scope, code=thing.code, this=site.arg(0))
    return m.allocate(made)


def _has_own(site: CallSite) -> Value | None:
    owner, key = (site.arg(0), site.arg(1)) if site.name == "hasOwn" else (site.receiver, site.arg(0))
    if any(isinstance(atom, External) for atom in owner.atoms()):
        return None
    return members.has(site.machine, owner, key)


def _symbol(site: CallSite) -> Value | None:
    return V_UNKNOWN


NATIVES = Plugin(
    id="objects",
    natives={
        "Object.assign": _assign,
        "Object.defineProperty": accessors.define_all,
        "Object.defineProperties": accessors.define_all,
        "Reflect.defineProperty": accessors.define_all,
        "Reflect.set": accessors.put_by_name,
        "Reflect.get": accessors.read_by_name,
        "Proxy": accessors.proxy,
        "$.extend": _assign,
        "jQuery.extend": _assign,
        "Object.keys": _keys,
        "Object.values": _keys,
        "Object.entries": _keys,
        "Object.fromEntries": _from_entries,
        "Object.freeze": _freeze,
        "Object.seal": _freeze,
        "Object.hasOwn": _has_own,
        "structuredClone": _freeze,
        "JSON.parse": _parse,
        "JSON.stringify": _stringify,
        "Symbol": _symbol,
    },
    methods={"call": _call, "apply": _call, "bind": _bind, "hasOwnProperty": _has_own},
)
