"""Properties behind which functions stand: setters, `Object.defineProperty`, and proxies."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from consentlint.reach import members
from consentlint.reach.paths import START, Path
from consentlint.reach.things import Thing
from consentlint.reach.values import V_TRUE, V_UNDEFINED, V_UNKNOWN, Ref, Value, string, value

if TYPE_CHECKING:
    from consentlint.reach.calls import CallSite
    from consentlint.reach.machine import Machine

# The tag of an object that stands in for another one: its `target`, with the traps of its `handler`.
PROXY = "proxy"
DEEPEST = 20


def put(m: "Machine", owner: Value, key: str | None, held: Value, at: Path) -> bool:
    """Hand an assigned value to the setter of that name; False when there is none for certain."""
    only = owner.only()
    if key is None or not isinstance(only, Ref):
        return False
    thing = m.heap[only.id]
    if thing.tag == PROXY:
        return _into(m, thing, owner, key, held, at)
    setter = next((table[key] for table in _setters(thing) if key in table), None)
    if setter is not None:
        m.call(members.bound(m, setter, owner), (held,), at, owner)
    return setter is not None


def _setters(thing: Thing) -> "Iterator[dict[str, Value]]":
    yield thing.data.get("static setters" if thing.kind == "class" else "setters", {})
    base, depth = thing.base, 0
    while base is not None and thing.kind != "class" and depth < DEEPEST:
        yield base.data.get("setters", {})
        base, depth = base.base, depth + 1


def define(m: "Machine", owner: Value, key: str, described: Value, at: Path) -> None:
    """`Object.defineProperty(owner, key, {get, set})`, or `{value}`."""
    for ref, _ in m.things(described, "object"):
        get, put_, held = (m.property(ref, name) for name in ("get", "set", "value"))
        for own, thing in m.things(owner):
            if get is not None:
                thing.data.setdefault("getters", {})[key] = get
            if put_ is not None:
                thing.data.setdefault("setters", {})[key] = put_
            held = m.call(get, (), at, value(own)) if get is not None else held
        members.write(m, owner, key, held or V_UNDEFINED)


def proxy(site: "CallSite") -> Value:
    """`new Proxy(target, handler)`."""
    made = site.machine.allocate(Thing("object", site.place, tag=PROXY))
    for _, thing in site.machine.things(made):
        thing.data.update(target=site.arg(0), handler=site.arg(1))
    return made


def through(m: "Machine", thing: Thing, key: str) -> Value:
    """What reading a property of a proxy gives."""
    trap = _trap(m, thing, "get")
    target = thing.data["target"]
    if trap is None:
        return members.read_named(m, target, key)
    return m.call(trap, (target, string(key), V_UNKNOWN), START, thing.data["handler"])


def _into(m: "Machine", thing: Thing, owner: Value, key: str, held: Value, at: Path) -> bool:
    trap, target = _trap(m, thing, "set"), thing.data["target"]
    if trap is not None:
        m.call(trap, (target, string(key), held, owner), at, thing.data["handler"])
    elif not put(m, target, key, held, at):
        members.write(m, target, key, held)
    return True


def _trap(m: "Machine", thing: Thing, name: str) -> Value | None:
    found = (m.property(ref, name) for ref, _ in m.things(thing.data["handler"], "object"))
    return next((held for held in found if held is not None), None)


def define_all(site: "CallSite") -> Value:
    """`Object.defineProperty` and `Object.defineProperties`."""
    m, key = site.machine, site.arg(1).text()
    if site.name == "defineProperty":
        if key is None:
            return _opened(site)
        define(m, site.arg(0), key, site.arg(2), site.at)
        return site.arg(0)
    for ref, _ in m.things(site.arg(1), "object"):
        for name in m.keys(ref):
            define(m, site.arg(0), name, m.property(ref, name) or V_UNDEFINED, site.at)
    return site.arg(0)


def _opened(site: "CallSite") -> Value:
    for _, thing in site.machine.things(site.arg(0)):
        thing.open = True
    return site.arg(0)


def put_by_name(site: "CallSite") -> Value:
    """`Reflect.set(target, key, value)`."""
    m, key = site.machine, site.arg(1).text()
    if not put(m, site.arg(0), key, site.arg(2), site.at):
        members.write(m, site.arg(0), key, site.arg(2))
    if key is not None:
        m.property_assigned(site.arg(0), key, site.arg(2), site.frame, site.at, site.node.span)
    return V_TRUE


def read_by_name(site: "CallSite") -> Value:
    """`Reflect.get(target, key)`."""
    return members.read(site.machine, site.arg(0), site.arg(1))
