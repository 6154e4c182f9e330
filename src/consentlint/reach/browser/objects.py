"""`Object`, `JSON` and the methods of functions."""

import json
from typing import Any

from consentlint.reach import members
from consentlint.reach.browser.arrays import items_of
from consentlint.reach.browser.text import array
from consentlint.reach.calls import CallSite, invoke
from consentlint.reach.plugins import Plugin
from consentlint.reach.store import any_element
from consentlint.reach.things import Thing
from consentlint.reach.values import (
    NULL,
    SOME_STRING,
    UNKNOWN,
    V_TRUE,
    V_UNDEFINED,
    V_UNKNOWN,
    Atom,
    Choice,
    External,
    FrozenObject,
    Lit,
    Ref,
    Str,
    Value,
    is_nullish,
    lift,
    string,
    value,
)
from consentlint.worlds import YES


def _assign(site: CallSite) -> Value | None:
    m = site.machine
    for ref, thing in m.things(site.arg(0)):
        for source in site.args[1:]:
            for other, _ in m.things(source):
                for key in m.keys(other):
                    held = m.property(other, key) or V_UNDEFINED
                    members.write(m, value(ref), key, held)
                    if thing.kind == "element":
                        m.property_assigned(value(ref), key, held, site.frame, site.at, site.node.span)
            if not m.things(source):
                members.copy(m, source, ref)
    return site.arg(0)


def _set(site: CallSite) -> Value | None:
    """`Reflect.set(target, key, value)`."""
    m, key = site.machine, site.arg(1).text()
    members.write(m, site.arg(0), key, site.arg(2))
    if key is not None:
        m.property_assigned(site.arg(0), key, site.arg(2), site.frame, site.at, site.node.span)
    return V_TRUE


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


def _freeze(site: CallSite) -> Value | None:
    return site.arg(0)


def _parse(site: CallSite) -> Value | None:
    def one(atom: Atom) -> tuple[Atom, ...]:
        if is_nullish(atom) is YES:
            return (NULL,)
        if isinstance(atom, Choice):
            return (Choice(atom.kind, True),)
        if isinstance(atom, Str) and atom.exact is not None:
            return (_parsed(atom.exact),)
        if isinstance(atom, FrozenObject | Lit):
            return (atom,)
        return (UNKNOWN,)

    held = site.machine.settle(site.arg(0))
    parsed = lift(one, held)
    site.machine.risky |= UNKNOWN in parsed.atoms() or any(isinstance(atom, Choice) for atom in held.atoms())
    return parsed


def _parsed(text: str) -> Atom:
    try:
        return _plain(json.loads(text))
    except (ValueError, RecursionError):
        return UNKNOWN


def _plain(data: Any) -> Atom:
    if isinstance(data, dict):
        return FrozenObject(tuple((str(key), value(_plain(item))) for key, item in data.items()))
    if isinstance(data, list):
        return FrozenObject(tuple((str(index), value(_plain(item))) for index, item in enumerate(data)), listing=True)
    if isinstance(data, bool):
        return Lit("boolean", data)
    if isinstance(data, int | float):
        return Lit("number", float(data))
    return Lit("null", None) if data is None else Str((str(data),))


def _stringify(site: CallSite) -> Value | None:
    frozen = site.machine.freeze(site.machine.settle(site.arg(0)))

    def one(atom: Atom) -> tuple[Atom, ...]:
        if isinstance(atom, Lit) and atom.kind != "undefined":
            return (Str((json.dumps(atom.value),)),)
        if isinstance(atom, Str) and atom.exact is not None:
            return (Str((json.dumps(atom.exact),)),)
        return (atom,) if isinstance(atom, FrozenObject | Choice) else (SOME_STRING,)

    return lift(one, frozen)


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
        "Reflect.set": _set,
        "$.extend": _assign,
        "jQuery.extend": _assign,
        "Object.keys": _keys,
        "Object.values": _keys,
        "Object.entries": _keys,
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
