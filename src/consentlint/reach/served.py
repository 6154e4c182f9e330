"""Pages that code on the server makes: the code runs first, in all three worlds, then the page that it has printed.

What it prints is kept with the path on which that happens: stretches of the file's own markup, texts, and scripts that
a framework was told to load (what its functions do is data, `ServerSide` in the packs).
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from consentlint.model import Guard, Place
from consentlint.reach import members, operators
from consentlint.reach.functions import invoke
from consentlint.reach.hoisting import hoist
from consentlint.reach.page import run_text, walk_text
from consentlint.reach.paths import START, Path, both
from consentlint.reach.rest import of_class
from consentlint.reach.things import Code, Frame, Scope, Thing
from consentlint.reach.values import V_UNDEFINED, V_UNKNOWN, External, Str, Value, lift, value
from consentlint.worlds import ALWAYS, MAYBE, NEVER, NO, PERHAPS, YES, Worlds

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

ROUNDS = 4
UNCALLED = "no caller of this function is in sight"
UNFIRED = "nothing in sight says when this event comes"
SKIPPED = "the code before it never lets control come here"


@dataclass(slots=True)
class Asset:
    """Something with a name that is loaded, or may be. url None: only the name is given."""

    kind: str
    name: Value
    url: Value | None
    at: Path
    place: Place
    attributes: Value | None = None


@dataclass(slots=True)
class Served:
    """What the server's code has done so far.

    scope      the file's own names
    html       paths on which a stretch of markup is printed, by where it begins
    listeners  functions that wait for an event of the code's own, or of a filter
    waiting    functions that the framework calls on every page; the last one: what it returns is printed
    written    texts that come into the page: is it script text, and on which path
    needs      what is loaded with something of that name
    fired      events that the code itself brings about: name, path, what is handed over
    inline     script texts, each for the asset of that name
    """

    scope: Scope
    html: dict[int, list[Path]] = field(default_factory=dict)
    printed: list[tuple[Value, Path, Place]] = field(default_factory=list)
    listeners: list[tuple[str, Value, Path, Place, bool]] = field(default_factory=list)
    fired: list[tuple[str, Path, tuple[Value, ...]]] = field(default_factory=list)
    kept: list[Asset] = field(default_factory=list)
    loads: list[Asset] = field(default_factory=list)
    dropped: list[tuple[str, Value, Path]] = field(default_factory=list)
    needs: list[tuple[Value, Asset]] = field(default_factory=list)
    inline: list[tuple[Value | None, Value, Path, Place]] = field(default_factory=list)
    waiting: list[tuple[Value, Path, Place, bool]] = field(default_factory=list)
    written: list[tuple[bool, str, Place, Path]] = field(default_factory=list)

    def listening(self, event: str) -> Iterator[tuple[Value, Path, Place, bool]]:
        for name, function, at, place, answers in self.listeners:
            if name == event:
                yield function, at, place, answers


def serve(m: "Machine", program: Any, code: Code, at: Path, fallback: Callable[[int], list[Guard]]) -> Code:
    """Run the server's code; the file's text as the browser gets it, each stretch behind what let it be printed."""
    served = m.served = Served(m.new_scope(None))
    for name, given in program.names.items():
        if not name.startswith("#"):
            served.scope.names.add(name)
            m.write_name(served.scope, name, V_UNDEFINED if given else value(External(name)))
    own = Code(code.path, code.text, server=True)
    frame = Frame(served.scope, own, V_UNDEFINED)
    _run(m, program, frame, at)
    m.drain()
    for settle in m.plugins.served:
        settle(m, served)
    _rest(m, served, own)
    for settle in m.plugins.served:
        settle(m, served)
    starts = [span.start for span in program.html]

    def guards(offset: int) -> list[Guard]:
        index = bisect_right(starts, offset) - 1
        if index < 0 or offset >= program.html[index].end:
            return fallback(offset)
        return _guards(served.html.get(starts[index], []), code.place(program.html[index]))

    return replace(code, branches=guards)


def _run(m: "Machine", program: Any, frame: Frame, at: Path) -> None:
    hoist(m, program.body, frame)
    m.execute(program.body, frame, at.enter())


def _guards(paths: list[Path], place: Place) -> list[Guard]:
    """The guards of the most open way; the product of all of them is worth what all ways together are."""
    if not paths:
        return [Guard("template-condition", place, "code that leaves before", NEVER, SKIPPED)]
    together = NEVER
    for path in paths:
        together = together | path.absolute
    best = max(paths, key=lambda path: path.absolute)
    found = [_as_template(guard) for guard in best.guards()]
    product = ALWAYS
    for guard in found:
        product = product & guard.worlds
    if product == together:
        return found
    extra = Guard("template-condition", place, "code on the way", together, "the ways to it together let it through")
    return [*found, extra] if best.absolute == together and product & together == together else [extra]


def _as_template(guard: Guard) -> Guard:
    return guard._replace(kind="template-condition") if guard.kind == "script-branch" else guard


def _rest(m: "Machine", served: Served, code: Code) -> None:
    """Functions that nothing in sight calls may be called by other files; what they return may be printed."""
    for _ in range(ROUNDS):
        fresh = [(thing, this) for thing, this in _uncalled(m, code) if not _entered(m, thing)]
        for thing, this in fresh:
            if not _entered(m, thing) and thing.function is not None and thing.place is not None:
                guard = Guard(
                    "unknown-caller", thing.place, f"function {thing.function.name}".strip(), PERHAPS, UNCALLED
                )
                at = START.then(guard, PERHAPS)
                given = (V_UNKNOWN,) * len(thing.function.params)
                held = m.branch(PERHAPS, lambda t=thing, a=at, w=this, g=given: invoke(m, t, g, a, w))  # type: ignore[misc]
                served.printed.append((held, at, thing.place))
        m.drain()
        if not fresh:
            return


def _uncalled(m: "Machine", code: Code) -> Iterator[tuple[Thing, Value]]:
    for ref in range(len(m.heap)):
        thing = m.heap[ref]
        if thing.code is not code:
            continue
        if thing.kind == "function" and not thing.data.get("waiting"):
            if thing.function is not None and thing.function.kind in ("function", "arrow"):
                yield thing, thing.this or V_UNDEFINED
        elif thing.kind == "class":
            for held, this in of_class(m, thing):
                yield from ((inner, this or V_UNDEFINED) for _, inner in m.things(held, "function"))


def _entered(m: "Machine", thing: Thing) -> bool:
    return thing.code is None or thing.function is None or (thing.code.path, thing.function.span) in m.entered


# --- what finders ask ------------------------------------------------------------------------------------------------


def callable_of(m: "Machine", scope: Scope, held: Value) -> Value | None:
    """The function that a value names: itself, `'name'`, `'Class::name'`, `[object, 'name']`; None: not in sight."""
    if m.things(held, "function"):
        return held
    text = held.text()
    if text is not None:
        name = text.rsplit("\\", 1)[-1]
        owner, _, method = name.partition("::")
        found = _method(m, m.read_name(scope, owner), method) if method else m.read_name(scope, name)
        return found if m.things(found, "function") else None
    items = m.items_of(held)
    called = items[1].text() if len(items) == 2 else None
    if called is None:
        return None
    owner_name = items[0].text()
    target = items[0] if owner_name is None else m.read_name(scope, owner_name.rsplit("\\", 1)[-1])
    found = _method(m, target, called)
    return found if m.things(found, "function") else None


def _method(m: "Machine", target: Value, name: str) -> Value:
    for _, thing in m.things(target, "class"):
        for table in ("static", "methods"):
            if name in thing.data.get(table, {}):
                return thing.data[table][name]  # type: ignore[no-any-return]
    return members.read(m, target, value(Str((name,))))


def fire(m: "Machine", served: Served, event: str, at: Path, args: tuple[Value, ...]) -> None:
    """The event comes: whoever waits for it runs."""
    for function, registered, place, answers in served.listening(event):
        way = both(registered, at)
        held = m.branch(way.absolute, lambda f=function, w=way: m.call(f, args, w))  # type: ignore[misc]
        if answers:
            served.printed.append((held, way, place))


def each_text(v: Value) -> Iterator[tuple[Str, Worlds]]:
    """The strings among the possibilities of a value, each with the worlds in which it is the one."""
    for text in sorted(v.strings(), key=lambda one: one.text):
        yield text, Worlds(*(YES if s == {text} else MAYBE if text in s else NO for s in v.sets()))


def concatenated(m: "Machine", parts: tuple[Value, ...]) -> Value:
    """One text after the other."""
    if len(parts) == 1:
        return parts[0]
    result = value(Str(("",)))
    for part in parts:
        result = lift(operators.concatenate_any, result, m.settle(part))
    return result


def print_text(m: "Machine", held: Value, at: Path, place: Place) -> None:
    """Markup that the server's code prints."""
    for text, chosen in each_text(m.settle(held)):
        if "<" in text.text:
            where = text.origin or place
            guard = Guard("template-condition", where, "one of several texts", chosen) if chosen != ALWAYS else None
            walk_text(m, text.text, where, at.then(guard, chosen), runs_scripts=True)


def finish(m: "Machine") -> None:
    """What was printed as text becomes part of the page."""
    served = m.served
    if served is None:
        return
    for is_code, text, place, at in served.written:
        if is_code:
            run_text(m, text, place, at)
        else:
            walk_text(m, text, place, at, runs_scripts=True)
    for held, at, place in served.printed:
        print_text(m, held, at, place)


@lru_cache(maxsize=4096)
def fits(globs: tuple[str, ...], name: str) -> bool:
    """Is this one of the names?"""
    return any(fnmatchcase(name, pattern) for pattern in globs)
