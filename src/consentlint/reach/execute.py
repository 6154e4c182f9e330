"""Statements: each one tells in which worlds control goes on after it.

A `Flow` has two answers relative to the statement's own entry: `next`, control reaches what follows; `stays`, control
has not left the function (it may have left the loop or the switch). So an early `return` guards what comes after it.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from consentlint.model import Guard
from consentlint.reach import constants, members, reactive
from consentlint.reach.evaluate import condition, guard_of, shorten
from consentlint.reach.hoisting import hoist_block
from consentlint.reach.lists import parts
from consentlint.reach.lookup import listed
from consentlint.reach.operators import binary, compare
from consentlint.reach.paths import Path
from consentlint.reach.store import any_element, joined
from consentlint.reach.things import Frame
from consentlint.reach.values import SOME_NUMBER, SOME_STRING, V_UNDEFINED, V_UNKNOWN, Value, number, truth, value
from consentlint.syntax import ir
from consentlint.worlds import ALWAYS, MAYBE, NEVER, NO, PERHAPS, YES, Answer, Worlds

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

UNROLL_LIMIT = 12


class Flow(NamedTuple):
    """guard: what is to be said of `next` in a trace, when the statement has something to say."""

    next: Worlds = ALWAYS
    stays: Worlds = ALWAYS
    guard: Guard | None = None


ON = Flow()
LEAVES = Flow(NEVER, NEVER)


def block(m: "Machine", body: tuple[ir.Statement, ...], f: Frame, at: Path) -> Flow:
    """Run statements in order; what one of them lets through guards the rest, and the rest's writes."""
    for index, statement in enumerate(body):
        done = statement_flow(m, statement, f, m.template_guard(f.code, statement.span, at))
        if done.next == ALWAYS:
            continue
        guard = done.guard or _exit_guard(statement, f, done.next)
        entry, left = at.then(guard, done.next), body[index + 1 :]
        rest: Flow = m.branch(done.next, partial(block, m, left, f, entry)) if left else ON
        return Flow(done.next & rest.next, done.stays & (rest.stays | ~done.next))
    return ON


def statement_flow(m: "Machine", statement: ir.Statement, f: Frame, at: Path) -> Flow:
    m.steps += 1
    if m.steps > m.limit:
        m.stop()
    run = EXECUTORS.get(type(statement))
    if run is None:
        return ON
    waits = len(f.awaited)
    flow: Flow = run(m, statement, f, at)
    for worlds, guard in f.awaited[waits:]:
        flow = Flow(flow.next & worlds, flow.stays, guard)
    del f.awaited[waits:]
    return flow


def _exit_guard(statement: ir.Statement, f: Frame, worlds: Worlds) -> Guard | None:
    if isinstance(statement, ir.Return | ir.Throw | ir.Jump):
        return None
    text = shorten(f.code.quote(statement.span))
    return Guard("script-branch", f.code.place(statement.span), text, worlds, "control goes on only then")


# --- declarations ----------------------------------------------------------------------------------------------------


def _declare(m: "Machine", s: ir.Declare, f: Frame, at: Path) -> Flow:
    held = m.evaluate(s.value, f, at) if s.value is not None else V_UNDEFINED
    if s.kind in (reactive.CELL, reactive.STORE) or _is_cell(m, s):
        reactive.declare(m, s, held, f, at)
    elif s.value is not None or s.kind != "var":
        members.bind(m, s.target, held, f, at)
        constants.bring(m, s, list(members.pattern_names(s.target)), f)
    return ON


def _is_cell(m: "Machine", s: ir.Declare) -> bool:
    """`let open = $state(false)`: the variable itself is the cell."""
    match s.value:
        case ir.Call(_, ir.Name(_, name)):
            return m.knowledge.state_shape(name) == "plain"
        case ir.Call(_, ir.Member(_, ir.Name(_, name), ir.Const(_, key))):
            return m.knowledge.state_shape(f"{name}.{key}") == "plain"
    return False


def _function_declaration(m: "Machine", s: ir.FunctionDeclaration, f: Frame, at: Path) -> Flow:
    return ON


def _class_declaration(m: "Machine", s: ir.ClassDeclaration, f: Frame, at: Path) -> Flow:
    m.write_name(f.scope, s.cls.name, m.evaluate(s.cls, f, at))
    return ON


def _export(m: "Machine", s: ir.Export, f: Frame, at: Path) -> Flow:
    if s.declaration is not None:
        statement_flow(m, s.declaration, f, at)
        m.exports += [m.read_name(f.scope, name) for name in members.declared_names(s.declaration)]
    default = m.evaluate(s.default, f, at) if s.default is not None else None
    if default is not None:
        m.exports.append(default)
    if s.source is not None:
        _tell_import(m, s, f, at)
    m.export(s, f, at, default)
    if s.source is None:
        m.exports += [m.read_name(f.scope, local) for local, _ in s.names]
    return ON


def _tell_import(m: "Machine", s: ir.Import | ir.Export, f: Frame, at: Path) -> None:
    for hook in m.plugins.on_import:
        hook(m, s, f, at)


def _import(m: "Machine", s: ir.Import, f: Frame, at: Path) -> Flow:
    _tell_import(m, s, f, at)
    if m.bind_import(s, f, at):
        return ON
    for name in s.names:
        built = constants.built(m, str(s.source.value), name.imported)
        m.write_name(f.scope, name.local, built or members.imported(m, str(s.source.value), name))
        if built is not None:
            f.scope.imported.add(name.local)
    return ON


# --- branches --------------------------------------------------------------------------------------------------------


def _run(m: "Machine", s: ir.Run, f: Frame, at: Path) -> Flow:
    m.evaluate(s.value, f, at)
    return ON


def _block(m: "Machine", s: ir.Block, f: Frame, at: Path) -> Flow:
    if not any(isinstance(inner, DECLARING) for inner in s.body):
        return block(m, s.body, f, at)
    outer = f.scope
    f.scope = m.new_scope(outer)
    hoist_block(m, s.body, f)
    flow = block(m, s.body, f, at)
    f.scope = outer
    return flow


DECLARING = (ir.Declare, ir.ClassDeclaration, ir.FunctionDeclaration)


def _if(m: "Machine", s: ir.If, f: Frame, at: Path) -> Flow:
    holds, notes = condition(m, s.test, f, at)
    quote = shorten(f.code.quote(s.test.span))
    yes = at.then(guard_of(m, s.test, f, holds, notes), holds)
    no = at.then(guard_of(m, s.test, f, ~holds, notes, f"else of if ({quote})"), ~holds)
    then, first = m.overlay(lambda: statement_flow(m, s.then, f, yes))
    other, second = m.overlay(lambda: statement_flow(m, s.otherwise, f, no) if s.otherwise is not None else ON)
    m.store.merge(holds, first, second)
    flow = either(holds, then, other)
    if flow.next == ALWAYS:
        return flow
    return flow._replace(guard=guard_of(m, s.test, f, flow.next, notes, f"after if ({quote}) ... which leaves"))


def either(holds: Worlds, then: Flow, other: Flow) -> Flow:
    """The flow of two branches, of which one is taken."""
    if then is ON and other is ON:
        return ON
    return Flow(_either(holds, then.next, other.next), _either(holds, then.stays, other.stays))


def _either(holds: Worlds, then: Worlds, other: Worlds) -> Worlds:
    return Worlds(*(_which(h, x, y) for h, x, y in zip(holds, then, other, strict=True)))


def _which(holds: Answer, then: Answer, other: Answer) -> Answer:
    if holds is YES:
        return then
    if holds is NO:
        return other
    return then if then is other else MAYBE


def _switch(m: "Machine", s: ir.Switch, f: Frame, at: Path) -> Flow:
    subject = m.settle(m.evaluate(s.subject, f, at))
    matches = [_case_matches(m, case, subject, f, at) for case in s.cases]
    any_match = NEVER
    for holds in matches:
        any_match = any_match | (holds or NEVER)
    earlier, falls, stays = NEVER, NEVER, ALWAYS
    for case, holds in zip(s.cases, matches, strict=True):
        enters = (~any_match if holds is None else holds & ~earlier) | falls
        earlier = earlier | (holds or NEVER)
        text = "default" if case.test is None else shorten(f"case {f.code.slice(case.test.span)}")
        guard = Guard("script-branch", f.code.place(case.span), text, enters, _first_reason(subject))
        flow = m.branch(enters, partial(block, m, case.body, f, at.then(guard, enters)))
        falls = enters & flow.next
        stays = stays & _either(enters, flow.stays, ALWAYS)
    return Flow(stays, stays)


def _first_reason(subject: Value) -> str:
    return next((note.reason for note in sorted(subject.notes) if note.reason), "")


def _case_matches(m: "Machine", case: ir.Case, subject: Value, f: Frame, at: Path) -> Worlds | None:
    if case.test is None:
        return None
    return truth(compare("===", subject, m.settle(m.evaluate(case.test, f, at)), m.knowledge.words.literal))


# --- loops -----------------------------------------------------------------------------------------------------------


def _loop(m: "Machine", s: ir.Loop, f: Frame, at: Path) -> Flow:
    outer = f.scope
    f.scope = m.new_scope(outer)
    if s.init is not None:
        hoist_block(m, (s.init,), f)
        statement_flow(m, s.init, f, at)
    stays, done = _unroll(m, s, f, at)
    if not done:
        stays = stays & _all_rounds(m, s, f, at)
    f.scope = outer
    return Flow(stays, stays)


def _all_rounds(m: "Machine", s: ir.Loop, f: Frame, at: Path) -> Worlds:
    """Run the body once for all rounds of which nobody knows how many there are; in which worlds that stays."""
    if s.update is not None:
        _forget_counters(m, s.update, f)
    holds, notes = (ALWAYS, frozenset()) if s.test is None or s.kind == "do" else condition(m, s.test, f, at)
    guard = guard_of(m, s.test, f, holds, notes, "") if s.test is not None and s.kind != "do" else None
    outer = f.continued
    flow = m.branch(holds, lambda: statement_flow(m, s.body, f, at.then(guard, holds)))
    f.continued = outer
    if s.update is not None:
        m.branch(PERHAPS, lambda: m.evaluate(s.update, f, at))  # type: ignore[arg-type]
    return _either(holds, flow.stays, ALWAYS)


def _unroll(m: "Machine", s: ir.Loop, f: Frame, at: Path) -> tuple[Worlds, bool]:
    """Run the rounds of a loop that is known to be short, in each world as many as there are.

    In which worlds control stays in the function, and whether that was all; else what is left has to be run once for
    all rounds.
    """
    inside, stays = ALWAYS, ALWAYS
    if s.test is None or s.kind == "do":
        return stays, False
    for _ in range(UNROLL_LIMIT):
        holds, _notes = condition(m, s.test, f, at)
        inside = inside & holds
        if inside == NEVER:
            return stays, True
        if MAYBE in inside:
            return stays, False
        flow, goes_on = _round(m, s, f, at, inside)
        stays = stays & _either(inside, flow.stays, ALWAYS)
        inside = inside & goes_on
    return stays, False


def _round(m: "Machine", s: ir.Loop, f: Frame, at: Path, inside: Worlds) -> tuple[Flow, Worlds]:
    """One round in the worlds that get there: its flow, and in which worlds it comes to its end."""
    outer, f.continued = f.continued, NEVER
    flow: Flow = m.branch(inside, lambda: statement_flow(m, s.body, f, at.then(None, inside)))
    goes_on = flow.next | f.continued
    f.continued = outer
    if s.update is not None:
        m.branch(inside & goes_on, lambda: _count(m, s.update, f, at))  # type: ignore[arg-type]
    return flow, goes_on


def _count(m: "Machine", update: ir.Expr, f: Frame, at: Path) -> None:
    """`i++` at the end of a round, exactly: everywhere else a counter is some number, for code may run again."""
    if not (isinstance(update, ir.Assign) and isinstance(update.target, ir.Name) and update.op in ("++", "--")):
        m.evaluate(update, f, at)
        return
    before = m.settle(m.read_name(f.scope, update.target.id))
    m.write_name(f.scope, update.target.id, binary(update.op[0], before, number(1)))


def _forget_counters(m: "Machine", update: ir.Expr, f: Frame) -> None:
    items = update.items if isinstance(update, ir.Sequence) else (update,)
    for item in items:
        if isinstance(item, ir.Assign) and isinstance(item.target, ir.Name):
            m.write_name(f.scope, item.target.id, value(SOME_NUMBER))


def _for_each(m: "Machine", s: ir.ForEach, f: Frame, at: Path) -> Flow:
    subject = m.evaluate(s.subject, f, at)
    outer = f.scope
    f.scope = m.new_scope(outer, members.pattern_names(s.target) if s.declare in ("let", "const") else ())
    stays = ALWAYS
    for item, where in _each(m, subject, s.kind):
        way = at.then(None, where & stays)

        def run(item: Value = item, way: Path = way) -> Flow:
            members.bind(m, s.target, item, f, way)
            return statement_flow(m, s.body, f, way)

        continued = f.continued
        flow = m.branch(where & stays, run)
        f.continued = continued
        stays = stays & _either(where, flow.stays, ALWAYS)
    f.scope = outer
    return Flow(stays, stays)


def _each(m: "Machine", subject: Value, kind: str) -> list[tuple[Value, Worlds]]:
    """What a loop runs over, each with the worlds in which it is there."""
    if kind == "in":
        refs = m.things(subject)
        if len(refs) == 1 and len(subject.atoms()) == 1:
            return [(value(_text(key)), ALWAYS) for key in m.keys(refs[0][0])[:UNROLL_LIMIT]]
        return [(value(SOME_STRING), ALWAYS)]
    controls = listed(m, subject)
    if controls is not None:
        return [(control, ALWAYS) for control in controls]
    known = parts(m, subject)
    if known is not None:
        return known if len(known) <= UNROLL_LIMIT else [(joined(tuple(item for item, _ in known)), ALWAYS)]
    return [(members.per_atom(m.settle(subject), any_element), ALWAYS)]


def _text(key: str) -> Any:
    from consentlint.reach.values import Str

    return Str((key,))


# --- exits -----------------------------------------------------------------------------------------------------------


def _return(m: "Machine", s: ir.Return, f: Frame, at: Path) -> Flow:
    held = m.evaluate(s.value, f, at) if s.value is not None else V_UNDEFINED
    f.returns.append((at.local, held))
    return LEAVES


def _throw(m: "Machine", s: ir.Throw, f: Frame, at: Path) -> Flow:
    m.evaluate(s.value, f, at)
    f.thrown = f.thrown | at.local
    return LEAVES


def _jump(m: "Machine", s: ir.Jump, f: Frame, at: Path) -> Flow:
    if s.kind == "continue" and not s.label:
        f.continued = f.continued | at.local
    return Flow(NEVER, ALWAYS)


def _try(m: "Machine", s: ir.Try, f: Frame, at: Path) -> Flow:
    outer, f.thrown = f.thrown, NEVER
    risky, m.risky = m.risky, False
    flow, writes = m.overlay(lambda: statement_flow(m, s.block, f, at))
    caught = f.thrown | (PERHAPS if m.risky else NEVER)
    f.thrown, m.risky = outer, risky
    m.store.merge(ALWAYS, writes, {})
    if s.handler is not None:
        flow = _handle(m, s, f, at, caught, flow)
    if s.finalizer is not None:
        last = statement_flow(m, s.finalizer, f, at)
        flow = Flow(flow.next & last.next, flow.stays & last.stays)
    return flow


def _handle(m: "Machine", s: ir.Try, f: Frame, at: Path, caught: Worlds, flow: Flow) -> Flow:
    assert s.handler is not None
    entry = Path(at, None, at.absolute & caught, at.local & caught, at.trigger)
    guard = Guard("script-branch", f.code.place(s.handler.span), "catch", caught, "entered when the try block throws")

    def run() -> Flow:
        if s.param is not None:
            f.scope.names.update(members.pattern_names(s.param))
            members.bind(m, s.param, V_UNKNOWN, f, at)
        return statement_flow(m, s.handler, f, entry.then(guard, ALWAYS))  # type: ignore[arg-type]

    other: Flow = m.branch(caught, run)
    return either(caught, other, flow)


def _labeled(m: "Machine", s: ir.Labeled, f: Frame, at: Path) -> Flow:
    flow = statement_flow(m, s.body, f, at)
    return Flow(flow.stays, flow.stays)


EXECUTORS: dict[type, Callable[["Machine", Any, Frame, Path], Flow]] = {
    ir.Run: _run,
    ir.Declare: _declare,
    ir.Block: _block,
    ir.If: _if,
    ir.Loop: _loop,
    ir.ForEach: _for_each,
    ir.Switch: _switch,
    ir.Try: _try,
    ir.Return: _return,
    ir.Throw: _throw,
    ir.Jump: _jump,
    ir.Labeled: _labeled,
    ir.FunctionDeclaration: _function_declaration,
    ir.ClassDeclaration: _class_declaration,
    ir.Import: _import,
    ir.Export: _export,
}
