"""Functions and classes of the code at hand: what a call of one does and returns, what `new` makes."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from consentlint.model import UNREAD, Guard, Span
from consentlint.reach import members, waiting
from consentlint.reach.hoisting import hoist
from consentlint.reach.paths import Path
from consentlint.reach.things import Code, Frame, Thing
from consentlint.reach.values import (
    NOTHING,
    V_NEVER,
    V_UNDEFINED,
    V_UNKNOWN,
    Lit,
    Str,
    Value,
    join,
    per_world,
)
from consentlint.syntax import ir
from consentlint.worlds import ALWAYS, NEVER, NO, PERHAPS, YES, Worlds

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

DEPTH_LIMIT = 40
SAME_FUNCTION_LIMIT = 2
TOO_DEEP = "this function calls itself more often than is followed"


def invoke(
    m: "Machine",
    thing: Thing,
    args: tuple[Value, ...],
    at: Path,
    this: Value | None,
    caller: Frame | None = None,
    immediate: bool = False,
) -> Value:
    """Run a function of the code at hand; what it returns, per world."""
    function, code = thing.function, thing.code
    if function is None or code is None:
        return V_UNKNOWN
    stack, key = caller.stack if caller else (), (id(code), function.span)
    depth = stack.count(key)
    if len(stack) >= DEPTH_LIMIT or depth > SAME_FUNCTION_LIMIT:
        return V_UNKNOWN
    if depth < SAME_FUNCTION_LIMIT:
        return _entered(m, thing, function, code, args, at, this, caller, immediate)
    # It may call itself again and again, with any text or number: once for all of that.
    guard = Guard(UNREAD, code.place(function.span), f"function {function.name or ''}".strip(), PERHAPS, TOO_DEEP)
    args = tuple(V_UNKNOWN if _may_differ(held) else held for held in args)
    at = at.then(guard, PERHAPS)
    m.branch(PERHAPS, lambda: _entered(m, thing, function, code, args, at, this, caller, immediate))
    return V_UNKNOWN


def _may_differ(held: Value) -> bool:
    """May this be another text or number in the next call? What says something of the visitor's choice is kept."""
    return held.uniform and all(isinstance(atom, Str | Lit) for atom in held.undecided)


def _entered(
    m: "Machine",
    thing: Thing,
    function: ir.Function,
    code: Code,
    args: tuple[Value, ...],
    at: Path,
    this: Value | None,
    caller: Frame | None,
    immediate: bool,
) -> Value:
    """Run the function's body; what it returns, per world."""
    if m.seen_often((code.path, function.span, at.absolute, at.trigger, args)):
        return V_UNKNOWN
    m.entered.add((code.path, function.span))
    key = (id(code), function.span)
    frame = Frame(
        m.new_scope(thing.scope),
        code,
        this or V_UNDEFINED,
        stack=(*(caller.stack if caller else ()), key),
        immediate=immediate,
    )
    frame.arguments = args + (caller.arguments if caller else ())
    made = waiting.new_promise(m, code.place(function.span)) if function.is_async else V_UNDEFINED
    if function.is_async and not function.is_generator:
        frame.again = _once_more(m, thing, args, made, frame)
    result, completes = _run_body(m, function, frame, args, at)
    for settle in m.plugins.on_result:
        result = settle(m, function, code, args, result)
    if function.is_async:
        _complete(m, made, completes, result)
        if frame.thrown != NEVER:
            waiting.reject_promise(
                m, m.things(made)[0][1], Path(None, None, at.absolute & frame.thrown, frame.thrown), V_UNKNOWN
            )
        return made
    _pass_on(frame, caller, at)
    return _yielded(m, frame) if function.is_generator else result


def _yielded(m: "Machine", frame: Frame) -> Value:
    """What a generator gives, one after the other, as a list."""
    made = m.allocate(Thing("array"))
    for ref, thing in m.things(made):
        m.store.put((ref.id, "#items"), tuple(held for _, held in frame.yielded))
        thing.data["presence"] = tuple(worlds for worlds, _ in frame.yielded)
    return made


def _once_more(
    m: "Machine", thing: Thing, args: tuple[Value, ...], made: Value, first: Frame
) -> Callable[[Path, tuple[Span, Value]], None]:
    """What lies behind an `await` sees the state of the moment in which the promise is resolved."""

    def run(at: Path, resumed: tuple[Span, Value]) -> None:
        assert thing.function is not None
        assert thing.code is not None
        frame = Frame(m.new_scope(thing.scope), thing.code, first.this, stack=first.stack, immediate=first.immediate)
        frame.arguments, frame.resumed = first.arguments, resumed
        result, completes = _run_body(m, thing.function, frame, args, at)
        for _, promise in m.things(made):
            waiting.resolve_promise(m, promise, at.enter().then(None, completes), result)

    return run


def _complete(m: "Machine", made: Value, completes: Worlds, result: Value) -> None:
    for _, promise in m.things(made):
        if completes != NEVER:
            promise.data["resolved"].append((completes, result))


def _pass_on(frame: Frame, caller: Frame | None, at: Path) -> None:
    """What a function throws goes on to its caller, who gets no further in the worlds in which it surely does."""
    if caller is None or frame.thrown == NEVER:
        return
    caller.thrown = caller.thrown | (at.local & frame.thrown)
    returns = Worlds(*(NO if answer is YES else YES for answer in frame.thrown))
    if returns != ALWAYS:
        caller.awaited.append((returns, None))


def _run_body(
    m: "Machine", function: ir.Function, frame: Frame, args: tuple[Value, ...], at: Path
) -> tuple[Value, Worlds]:
    """What the function returns, and in which worlds it comes to an end."""
    entry = at.enter()
    scope = frame.scope
    scope.names.update(name for param in function.params for name in members.pattern_names(param))
    if function.name and m.resolve(scope, function.name) is None:
        scope.names.add(function.name)
        m.write_name(scope, function.name, m.allocate(m.closure(function, frame)))
    hoist(m, function.body, frame)
    for index, param in enumerate(function.params):
        held = args[index] if index < len(args) else V_UNDEFINED
        members.bind(m, param, held, frame, entry)
    flow = m.execute(function.body, frame, entry)
    falls = flow.next & flow.stays
    completes = falls
    for worlds, _ in frame.returns:
        completes = completes | worlds
    return returned(frame, falls), completes


def returned(frame: Frame, falls: Worlds) -> Value:
    """What comes back: every return that can be reached, and undefined where control falls off the end."""
    result = V_NEVER
    for worlds, held in frame.returns:
        result = join(result, _only_in(worlds, held))
    return join(result, _only_in(falls, V_UNDEFINED))


def _only_in(worlds: Worlds, held: Value) -> Value:
    if worlds == NEVER:
        return V_NEVER
    if NO not in worlds:
        return held
    sets = [s if answer is not NO else NOTHING for answer, s in zip(worlds, held.sets(), strict=True)]
    return per_world(sets, held.notes)


def construct(m: "Machine", thing: Thing, args: tuple[Value, ...], f: Frame, at: Path) -> Value:
    """`new`: an instance with its fields and what the constructor writes."""
    made = m.allocate(
        Thing("object", thing.place, base=thing if thing.kind == "class" else None, open=thing.kind != "class")
    )
    if thing.kind == "function":
        own = [ref for ref, _ in m.things(thing.data.get("prototype", V_UNDEFINED))]
        for _, instance in m.things(made):
            instance.data["proto"] = own
        invoke(m, thing, args, at, made, f)
        return made
    chain: list[Thing] = []
    cls: Thing | None = thing
    while cls is not None and len(chain) < 20:
        chain.append(cls)
        cls = cls.base
    if any(
        cls.cls is not None and (cls.cls.decorators or (cls.cls.base is not None and cls.base is None)) for cls in chain
    ):
        m.things(made)[0][1].open = True  # a base or a decorator that is not in sight may add to it
    for cls in reversed(chain):
        _initialise(m, cls, made, f, at)
    constructor = next(
        (c.data["methods"]["constructor"] for c in chain if "constructor" in c.data.get("methods", {})), None
    )
    if constructor is not None:
        for _, function in m.things(constructor, "function"):
            invoke(m, function, args, at, made, f)
    return made


def _initialise(m: "Machine", cls: Thing, made: Value, f: Frame, at: Path) -> None:
    if cls.scope is None or cls.code is None:
        return
    frame = Frame(cls.scope, cls.code, made, stack=f.stack)
    for key, expr in cls.data.get("fields", ()):
        members.write(m, made, key, m.evaluate(expr, frame, at) if expr is not None else V_UNDEFINED)
