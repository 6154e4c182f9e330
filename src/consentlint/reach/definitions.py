"""What the site's own configuration of a platform says of its purposes: always on, on until refused, or not there."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from consentlint.packs.values import Definition
from consentlint.reach.values import Ref, Value, truth
from consentlint.worlds import ALWAYS, NEVER, UNTIL_REFUSED, Worlds

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine


@dataclass(slots=True)
class Defined:
    """The purposes of one platform, as far as configurations in sight define them.

    standing  in which worlds a purpose is on, where that is not by acceptance only
    defaults  purposes that are on before any choice for conditions that say so
    names     every purpose that is defined
    complete  there is no other purpose
    dead      markup that is held back is never released
    every     in which worlds all purposes are on; None where each one's own definition decides
    asks      all purposes wait for consent, whatever their own definitions say
    """

    standing: dict[str, Worlds] = field(default_factory=dict)
    defaults: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    complete: bool = True
    dead: bool = False
    every: Worlds | None = None
    asks: bool = False

    def on(self, purpose: str) -> Worlds | None:
        """In which worlds a purpose is on by what is defined; None where acceptance decides."""
        return self.settled(self.standing.get(purpose))

    def settled(self, own: Worlds | None) -> Worlds | None:
        """What a purpose's own definition comes to under the configuration as a whole."""
        own = None if self.asks else own
        return own | self.every if own is not None and self.every is not None else own or self.every

    def by_default(self, purpose: str) -> bool:
        """Is a purpose on before any choice?"""
        return self.every is not None or (purpose in self.defaults and not self.asks)


def define(m: "Machine", cmp: str, definition: Definition, root: Value, keys: str, name: str = "") -> None:
    """Remember for the next round what a configuration defines. name: the key under which `root` itself is put."""
    path = steps(keys)
    found = m.memory.definitions.setdefault(cmp, Defined(complete=definition.complete))
    if definition.every and not m.things(root, "object"):
        found.every = UNTIL_REFUSED if _switched_on(root, name, definition) else found.every
        return
    if definition.every:
        found.asks |= any(_holds(m, terms, root, root) for terms in definition.asks)
        found.every = standing(m, root, root, (definition,)) or found.every
        return
    for key, inner in _under(m, root, path, name) if keys else [(name, root)]:
        own = next((m.property(ref, definition.name) for ref, _ in m.things(inner)), None) if definition.name else None
        called = key if not definition.name else (own.text() if own is not None else None)
        if not called:
            found.complete = False
            continue
        found.names.add(called)
        if any(_holds(m, terms, inner, root) for terms in definition.by_default):
            found.defaults.add(called)
        held = standing(m, inner, root, (definition,))
        if held is not None:
            found.standing[called] = held
    found.complete &= definition.complete and _closed(m, root, path)
    found.dead |= any(_holds(m, term, root, root) for term in definition.unmanaged) and _closed(m, root, [])


def _switched_on(held: Value, name: str, definition: Definition) -> bool:
    """Is this the one key that makes every purpose be on until it is refused (`platform.user.bypass = true`)?"""
    return f"{name}=true" in definition.until_refused and truth(held) == ALWAYS


def steps(keys: str) -> list[str]:
    """The keys of an option's path: `services[].name` is services, any item, name."""
    return keys.strip().replace("[]", ".*").split(".")


def standing(m: "Machine", inner: Value, root: Value, definitions: tuple[Definition, ...]) -> Worlds | None:
    """In which worlds a service or category is on by its definition; None where acceptance decides."""
    if any(_holds(m, terms, inner, root) for definition in definitions for terms in definition.always):
        return ALWAYS
    opted = any(_holds(m, terms, inner, root) for definition in definitions for terms in definition.until_refused)
    return UNTIL_REFUSED if opted else None


def _holds(m: "Machine", terms: str, inner: Value, root: Value) -> bool:
    """`a+b`: all of them; `a|root.a`: the first that is there; `a=x`: it is this text; `!a`: it is not true."""
    return all(_term(m, term, inner, root) for term in terms.split("+"))


def _term(m: "Machine", term: str, inner: Value, root: Value) -> bool:
    name, _, text = term.lstrip("!").partition("=")
    held = next((found for key in name.split("|") if (found := _look(m, key, inner, root)) is not None), None)
    if term.startswith("!"):
        return held is None or truth(held) == NEVER
    if held is None:
        return False
    if text in ("true", "false"):
        return truth(held) == (ALWAYS if text == "true" else NEVER)
    return held.text() == text if text else truth(held) == ALWAYS


def _look(m: "Machine", key: str, inner: Value, root: Value) -> Value | None:
    owner, name = (root, key.removeprefix("root.")) if key.startswith("root.") else (inner, key)
    return next((held for ref, _ in m.things(owner) if (held := m.property(ref, name)) is not None), None)


def _under(m: "Machine", held: Value, path: list[str], name: str) -> Iterator[tuple[str, Value]]:
    """What stands at a path of keys, each with the last key; `*` is any key or item."""
    if not path:
        yield name, held
        return
    for ref, _ in m.things(held):
        if path[0] == "*":
            for inner in m.items(ref) or ():
                yield from _under(m, inner, path[1:], "")
        for key in m.keys(ref) if path[0] == "*" else [path[0]]:
            part = m.property(ref, key)
            if part is not None:
                yield from _under(m, part, path[1:], key)


def _closed(m: "Machine", held: Value, path: list[str]) -> bool:
    """Is everything down to the end of a path known?"""
    only = held.only()
    if not isinstance(only, Ref) or m.heap[only.id].open or m.heap[only.id].kind not in ("object", "array"):
        return False
    if not path:
        return True
    if path[0] == "*":
        parts = [*(m.items(only) or ()), *(part for key in m.keys(only) if (part := m.property(only, key)) is not None)]
        return all(_closed(m, part, path[1:]) for part in parts)
    part = m.property(only, path[0])
    return part is None or _closed(m, part, path[1:])
