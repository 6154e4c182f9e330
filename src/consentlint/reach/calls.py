"""Calls: of functions in sight, of the browser's, of platforms', and of what nobody knows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consentlint.model import Guard, Place
from consentlint.reach import members, stand_in
from consentlint.reach.atoms import canonical
from consentlint.reach.functions import construct, invoke
from consentlint.reach.lists import Part, parts
from consentlint.reach.paths import Path
from consentlint.reach.things import Frame
from consentlint.reach.values import (
    UNDEFINED,
    V_NEVER,
    V_UNDEFINED,
    V_UNKNOWN,
    Atom,
    External,
    FrozenObject,
    Lit,
    Ref,
    Value,
    number,
    pick,
    value,
)
from consentlint.syntax import ir
from consentlint.worlds import ALWAYS, MAYBE, NO, PERHAPS, YES, Worlds

if TYPE_CHECKING:
    from consentlint.reach.atoms import Registration
    from consentlint.reach.machine import Machine

MOST_KEYS = 4
EMPTY_LIST = FrozenObject((("length", number(0)),))
# What conditions of other languages are read as.
SHARED = frozenset(["includes", "JSON.parse", "parse"])
CALLED_BACK = ("Boolean", "String", "Number", "decodeURIComponent")
# What code out of sight hands to a function, at the most.
MOST_HANDED = 5
# How deep in options a function may lie that code out of sight calls.
DEEPEST = 4


@dataclass(slots=True)
class CallSite:
    """One call, as natives and plugins see it.

    path   the canonical path of the callee (`document.createElement`), "" when it has none
    name   its last part (`createElement`)
    """

    machine: "Machine"
    frame: Frame
    at: Path
    node: ir.Call
    args: tuple[Value, ...]
    receiver: Value
    path: str = ""
    name: str = ""

    @property
    def place(self) -> Place:
        return self.frame.code.place(self.node.span)

    @property
    def source_name(self) -> str:
        """The callee in canonical form."""
        return canonical(self.written)

    @property
    def written(self) -> str:
        """The callee as it is written."""
        return self.frame.code.slice(self.node.callee.span)

    def arg(self, index: int) -> Value:
        return self.args[index] if index < len(self.args) else V_UNDEFINED

    def functions(self) -> list[Value]:
        """The arguments that can be called."""
        m = self.machine
        return [a for a in self.args if m.things(a, "function") or m.things(a, "native") or self._is_native(a)]

    def _is_native(self, arg: Value) -> bool:
        only = arg.only()
        return isinstance(only, External) and only.path in CALLED_BACK

    @property
    def full(self) -> str:
        """The canonical path of the whole call, arguments included."""
        return f"{self.path}({','.join(self.render(arg) for arg in self.args)})"

    @property
    def registered(self) -> "Registration | None":
        """The callback that a pack says this call registers."""
        m = self.machine
        return m.knowledge.registering_call(self.full, m.libraries.packages(self.path))

    def render(self, arg: Value, depth: int = 2) -> str:
        text = arg.text()
        if text is not None:
            return f"'{text}'"
        only = arg.only()
        if isinstance(only, Lit):
            return f"{only.value:g}" if isinstance(only.value, float) else str(only.value).lower()
        if isinstance(only, External):
            return only.path
        return self._render_thing(arg, depth)

    def _render_thing(self, arg: Value, depth: int) -> str:
        m = self.machine
        for ref, thing in m.things(arg):
            if thing.kind in ("function", "native"):
                return "ƒ"
            items = m.items(ref) if depth and thing.kind == "array" else None
            if items is not None and 0 < len(items) <= MOST_KEYS:
                return "[" + ",".join(self.render(held, depth - 1) for held in items) + "]"
            if depth and thing.kind == "object" and 0 < len(m.keys(ref)) <= MOST_KEYS:
                pairs = ((key, m.property(ref, key) or V_UNDEFINED) for key in m.keys(ref))
                return "{" + ",".join(f"{key}:{self.render(held, depth - 1)}" for key, held in pairs) + "}"
        return "?"


def arguments(m: "Machine", nodes: Iterable[ir.Expr], f: Frame, at: Path) -> list[Value]:
    """The values of arguments; a spread array is spread, an unknown one leaves one unknown."""
    return [pick(where, held, V_UNDEFINED) for held, where in spread(m, nodes, f, at)]


def spread(m: "Machine", nodes: Iterable[ir.Expr], f: Frame, at: Path) -> list[Part]:
    """The values of arguments or array items, each with the worlds in which it is there."""
    found: list[Part] = []
    for node in nodes:
        held = m.evaluate(node, f, at)
        if not isinstance(node, ir.Spread):
            found.append((held, ALWAYS))
            continue
        known = parts(m, held)
        found += known if known is not None else [(V_UNKNOWN, ALWAYS)]
    return found


def call(m: "Machine", e: ir.Call, f: Frame, at: Path) -> Value:
    """A call or `new` expression."""
    from consentlint.reach.evaluate import link  # which evaluates calls

    receiver, key = V_UNDEFINED, None
    if isinstance(e.callee, ir.Member):
        receiver = link(m, e.callee.object, f, at)
        key = m.evaluate(e.callee.key, f, at)
        callee = members.read(m, receiver, key)
    elif isinstance(e.callee, ir.Name) and e.callee.id == "import":
        callee = value(External("import"))
    elif isinstance(e.callee, ir.Name) and e.callee.id == "super":
        callee = _super(m, f)
        receiver = f.this
    else:
        callee = link(m, e.callee, f, at)
    args = tuple(arguments(m, e.args, f, at))
    site = CallSite(m, f, at, e, args, receiver)
    site.name = (key.text() or "") if key is not None else ""
    if stand_in.taken(site, callee):
        return V_UNKNOWN
    result = members.per_atom(callee, lambda atom: _call_atom(site, atom, callee))
    outer = callee.externals()
    if outer:
        _name(site, outer[0])
    for hook in m.plugins.on_call if not f.code.server else ():
        hook(site)
    return result


def _super(m: "Machine", f: Frame) -> Value:
    for _, thing in m.things(f.this):
        if thing.base is not None and thing.base.base is not None:
            return thing.base.base.data.get("methods", {}).get("constructor", V_UNDEFINED)  # type: ignore[no-any-return]
    return V_UNDEFINED


def _call_atom(site: CallSite, atom: Atom, callee: Value) -> Value:
    m = site.machine
    at = _where_called(site.at, atom, callee)
    if isinstance(atom, Ref):
        thing = m.heap[atom.id]
        if thing.kind == "native" and thing.native is not None:
            return thing.native(_at(site, at)) or V_UNDEFINED
        if site.node.new:
            return construct(m, thing, site.args, site.frame, at.via(site.place, "calls", f"new {site.written}()"))
        if thing.kind == "function":
            this = site.receiver if isinstance(site.node.callee, ir.Member) else None
            immediate = isinstance(site.node.callee, ir.Function) or site.name in ("call", "apply")
            entered = at if immediate else at.via(site.place, "calls", f"{site.written}()")
            return invoke(m, thing, site.args, entered, thing.this or this, site.frame, immediate)
        return _of_thing(_at(site, at))
    if isinstance(atom, External):
        here = _name(_at(site, at), atom)
        # A platform works off its queue whoever created it (`window.queue = window.queue || []`).
        if here.registered is not None:
            here.at = site.at.then(None, Worlds(*(YES if atom in possible else NO for possible in callee.sets())))
        return outside(here)
    return _of_thing(_at(site, at), _of_nothing(site, callee) if atom == UNDEFINED else None)


def _of_nothing(site: CallSite, callee: Value) -> Value | None:
    """The result where what is called is missing, and no method of that name is known either.

    On a list without items it does nothing. Beside something outside (`queue = queue || []`, which a platform
    fills in later) it throws, or is that other one.
    """
    if EMPTY_LIST in site.receiver.atoms():
        return value(EMPTY_LIST)
    return V_NEVER if callee.externals() else None


def _name(site: CallSite, outer: External) -> CallSite:
    """The call site, told what is called there."""
    site.path = canonical(outer.path)
    site.name = site.path.rsplit(".", 1)[-1]
    return site


def _where_called(at: Path, atom: Atom, callee: Value) -> Path:
    """The path in the worlds in which this atom is what is called."""
    if callee.uniform and len(callee.undecided) == 1:
        return at
    answers = [YES if s == {atom} else MAYBE if atom in s else NO for s in callee.sets()]
    return at.then(None, Worlds(*answers))


def _at(site: CallSite, at: Path) -> CallSite:
    """A call site of its own for one of the things that may be called there."""
    return CallSite(site.machine, site.frame, at, site.node, site.args, site.receiver, "", site.name)


def _of_thing(site: CallSite, otherwise: Value | None = None) -> Value:
    """A method of a known thing (string, array, element, promise ...) or of something unknown.

    otherwise  the result when no such method is known, instead of whatever an unknown call may do
    """
    method = None if _is_foreign(site) else site.machine.plugins.methods.get(site.name)
    result = method(site) if method is not None else None
    if result is not None:
        return result
    return (_method_of_any(site) or unknown_call(site)) if otherwise is None else otherwise


def _method_of_any(site: CallSite) -> Value | None:
    """A method on the server that means the same whatever object has it: packs write `*.isAllowed()`."""
    if not site.frame.code.server or not site.name:
        return None
    full = site.full if site.path else f"?.{site.name}{site.full}"
    return value(External(full)) if site.machine.knowledge.meaning(full) is not None else None


def outside(site: CallSite) -> Value:
    """A call of something that the code at hand does not define."""
    m = site.machine
    if site.frame.code.server:
        return _on_server(site)
    native = m.plugins.natives.get(site.path)
    if native is not None:
        result = native(site)
        if result is not None:
            return result
    full = site.full
    for make in m.plugins.on_outside_value:
        result = make(site)
        if result is not None:
            return result
    told = [hook(site, full) for hook in m.plugins.on_outside_call]  # each of them: one call may mean several things
    if any(told):
        return value(External(full))
    if m.knowledge.meaning(full) is not None:
        return value(External(full))
    method = m.plugins.methods.get(site.name)
    if method is not None:
        result = method(site)
        if result is not None:
            return result
    return unknown_call(site)


def _is_foreign(site: CallSite) -> bool:
    """A method of the server's language, whatever the browser has of that name."""
    return site.frame.code.server and site.name not in SHARED


def _on_server(site: CallSite) -> Value:
    """A call, in code on the server, of something that it does not define; the browser's functions are none of its."""
    m = site.machine
    native = m.plugins.server.get(site.path) or (m.plugins.natives.get(site.path) if site.path in SHARED else None)
    result = native(site) if native is not None else None
    for make in (*m.plugins.on_server_call, *m.plugins.on_outside_value):
        result = make(site) if result is None else result
    if result is not None:
        return result
    if m.knowledge.meaning(site.full) is not None:
        return value(External(site.full))
    return _of_thing(site) if site.name in SHARED else unknown_call(site)


def unknown_call(site: CallSite) -> Value:
    """Nobody knows what this does: it may call the functions that it is handed, and insert the elements."""
    m = site.machine
    m.risky = True
    guard = Guard(
        "consent-callback",
        site.place,
        f"callback of {site.path or site.name or 'an unknown function'}()",
        PERHAPS,
        "nothing says when it is called; if it asks for consent, declare it under consent.callbacks",
    )
    for arg in site.args:
        _hand_out(m, arg)
        for hook in m.plugins.on_escape if not site.frame.code.server else ():
            hook(site, arg)
        if m.things(arg, "class"):
            m.later(m.native(_instances(arg)), (), site.at.then(guard, PERHAPS))
        for function in callables(m, arg, DEEPEST):
            m.later(function, (V_UNKNOWN,) * MOST_HANDED, site.at.then(guard, PERHAPS))
    return value(External(site.full)) if site.path else V_UNKNOWN


def _hand_out(m: "Machine", v: Value, depth: int = 3) -> None:
    """Objects that go to code out of sight: it may add to them."""
    for ref, thing in m.things(v, "object"):
        if not thing.open and depth:
            thing.open = True
            for key in m.keys(ref):
                _hand_out(m, m.property(ref, key) or V_UNDEFINED, depth - 1)


def _instances(v: Value) -> Callable[[CallSite], Value]:
    """Code out of sight may make instances of a class that it is handed, and call what nobody else calls."""
    from consentlint.reach.rest import entered, of_class

    def run(site: CallSite) -> Value:
        m = site.machine
        methods = [held for _, thing in m.things(v, "class") for held, _ in of_class(m, thing)]
        for method in methods:
            if not all(entered(m, thing) for _, thing in m.things(method, "function")):
                m.call(method, (V_UNKNOWN,) * MOST_HANDED, site.at)
        return V_UNKNOWN

    return run


def callables(m: "Machine", v: Value, depth: int = 2) -> list[Value]:
    """The functions in a value, and in the properties of an object."""
    found = []
    for ref, thing in m.things(v):
        if thing.kind == "function":
            found.append(value(ref))
        elif depth and thing.kind in ("object", "array"):
            inner = [m.property(ref, key) for key in m.keys(ref)] + list(m.items(ref) or ())
            for held in inner:
                found += callables(m, held, depth - 1) if held is not None else []
    return found


def call_value(m: "Machine", callee: Value, args: tuple[Value, ...], at: Path, this: Value | None = None) -> Value:
    """Call a value from outside the code: an event, a timer, a promise."""

    def one(atom: Atom) -> Value:
        path = _where_called(at, atom, callee)
        thing = m.thing(atom)
        if thing is None:
            return _call_native(m, atom, args, path)
        if thing.kind == "native" and thing.native is not None:
            code = thing.code or m.start_code
            frame = Frame(m.global_scope, code, m.window)
            node = ir.Call(m.nowhere, ir.Name(m.nowhere, ""), ())
            return thing.native(CallSite(m, frame, path, node, args, V_UNDEFINED)) or V_UNDEFINED
        return invoke(m, thing, args, path, thing.this or this) if thing.kind == "function" else V_UNKNOWN

    return members.per_atom(callee, one)


def _call_native(m: "Machine", atom: Atom, args: tuple[Value, ...], at: Path) -> Value:
    """One of the browser's functions as a callback: `list.filter(Boolean)`."""
    native = m.plugins.natives.get(atom.path) if isinstance(atom, External) else None
    if native is None or not isinstance(atom, External):
        return V_UNKNOWN
    node = ir.Call(m.nowhere, ir.Name(m.nowhere, ""), ())
    site = CallSite(m, Frame(m.global_scope, m.start_code, m.window), at, node, args, V_UNDEFINED, atom.path, atom.path)
    return native(site) or V_UNKNOWN
