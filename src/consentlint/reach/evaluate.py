"""Expressions: from a node of the script to what it may be worth in each world."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from consentlint.model import Guard, Place
from consentlint.reach import calls, constants, jsx, members, operators, optional, printing, sheets, waiting
from consentlint.reach.lookup import there_by_now
from consentlint.reach.paths import Path
from consentlint.reach.things import Frame, Thing
from consentlint.reach.values import (
    LARGEST_SET,
    NULL,
    NULLISH,
    SOME_NUMBER,
    SOME_STRING,
    UNDEFINED,
    V_UNDEFINED,
    V_UNKNOWN,
    Atom,
    External,
    Lit,
    Note,
    Ref,
    Some,
    Str,
    Value,
    boolean,
    is_nullish,
    lift,
    nullish,
    pick,
    truth,
    truth_of,
    value,
)
from consentlint.syntax import ir
from consentlint.worlds import ALWAYS, MAYBE, NO, PERHAPS, YES, Worlds

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

Evaluator = Callable[["Machine", Any, Frame, Path], Value]
LONGEST_QUOTE = 90
ALWAYS_THERE = frozenset(
    "document localStorage sessionStorage JSON Object Array String Number Boolean RegExp Math Date Promise Map Set "
    "console navigator location history setTimeout setInterval clearTimeout clearInterval requestAnimationFrame "
    "addEventListener dispatchEvent CustomEvent Event Image fetch atob btoa decodeURIComponent encodeURIComponent "
    "parseInt parseFloat isNaN Symbol URL URLSearchParams FormData XMLHttpRequest".split()
)

# What every element, document and window of today has: code asks for it before it goes the way of old browsers.
OF_EVERY_NODE = frozenset({"addEventListener", "removeEventListener", "dispatchEvent", "classList", "querySelector"})


def evaluate(m: "Machine", expr: ir.Expr, f: Frame, at: Path) -> Value:
    """What `expr` may be worth, with its side effects on the machine."""
    held = link(m, expr, f, at)
    return optional.ending(m, expr, held, f) if isinstance(expr, ir.Member | ir.Call) else held


def link(m: "Machine", expr: ir.Expr, f: Frame, at: Path) -> Value:
    """The same for a part of a chain `a?.b.c()`, given that the chain does not end early."""
    m.steps += 1
    if m.steps > m.limit:
        m.stop()
    run = EVALUATORS.get(type(expr))
    return run(m, expr, f, at) if run else V_UNKNOWN


def condition(m: "Machine", expr: ir.Expr, f: Frame, at: Path) -> tuple[Worlds, frozenset[Note]]:
    """In which worlds a test holds, and why."""
    if isinstance(expr, ir.Unary) and expr.op == "!":
        holds, notes = condition(m, expr.operand, f, at)
        return ~holds, notes
    if isinstance(expr, ir.Logical) and expr.op != "??":
        left, left_notes = condition(m, expr.left, f, at)
        enters = left if expr.op == "&&" else ~left
        guard = guard_of(m, expr.left, f, enters, left_notes)
        right, right_notes = m.branch(enters, lambda: condition(m, expr.right, f, at.then(guard, enters)))
        return (left & right if expr.op == "&&" else left | right), left_notes | right_notes
    held = evaluate(m, expr, f, at)
    settled = m.settle(held)
    there = _there(m, held)
    return _truth(held, settled) if there is None else there, settled.notes


def _there(m: "Machine", held: Value) -> Worlds | None:
    """Is the element that was looked for there, when only the code at hand makes it?"""
    only = held.only()
    return there_by_now(m, only.path) if isinstance(only, External) else None


def _truth(held: Value, settled: Value) -> Worlds:
    """A platform's global that is always true once it is there may be missing: blocked, or not loaded yet."""
    only, holds = held.only(), truth(settled)
    if isinstance(only, External) and only.path.rpartition(".")[2] in OF_EVERY_NODE:
        return ALWAYS
    missing = isinstance(only, External) and only.path.isidentifier() and only.path not in ALWAYS_THERE
    return PERHAPS if missing and holds == ALWAYS else holds


def guard_of(
    m: "Machine", expr: ir.Expr, f: Frame, worlds: Worlds, notes: frozenset[Note], text: str = ""
) -> Guard | None:
    """The guard that a test makes; None when it says nothing at all."""
    if worlds == ALWAYS and not any(note.known for note in notes):
        return None
    return make_guard(m, f.code.place(expr.span), text or f"if ({shorten(f.code.quote(expr.span))})", worlds, notes)


def make_guard(m: "Machine", place: Place, text: str, worlds: Worlds, notes: frozenset[Note]) -> Guard | None:
    known = sorted((note for note in notes if note.known), key=lambda note: (note.by_name, not note.purpose, note.text))
    unknown = sorted(note.text for note in notes if not note.known)
    if worlds == ALWAYS and not known:
        return None
    main = known[0] if known else None
    always_on = main is not None and "always on" in main.reason
    return Guard(
        kind="script-branch",
        place=place,
        text=text,
        worlds=worlds,
        reason=_reason(main, unknown, worlds),
        purpose=main.purpose if main else "",
        cmp=main.cmp if main else "",
        by_name=bool(main and main.by_name),
        flaw="necessary-category" if always_on and worlds == ALWAYS else "",
    )


def _reason(main: Note | None, unknown: list[str], worlds: Worlds) -> str:
    if MAYBE in worlds and unknown:
        return (
            f"nothing says what `{shorten(unknown[0])}` is worth; "
            "if it is your consent check, declare it under consent.conditions"
        )
    if main is None:
        return ""
    rests = f"`{shorten(main.text)}` is read by its name only" if main.by_name else ""
    return main.reason or rests


def shorten(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 3] + "..."


# --- literals and names ----------------------------------------------------------------------------------------------


def _const(m: "Machine", e: ir.Const, f: Frame, at: Path) -> Value:
    if isinstance(e.value, str):
        filled = printing.within(e.value, e.span, f.code) if f.code.prints is not None else None
        return filled if filled is not None else value(Str((e.value,), f.code.place(e.span)))
    return _primitive(e.value)


def _primitive(literal: ir.Literal) -> Value:
    if isinstance(literal, bool):
        return value(Lit("boolean", literal))
    if isinstance(literal, int | float):
        return value(Lit("number", float(literal)))
    return value(Lit("null", None)) if literal is None else V_UNDEFINED


def _template(m: "Machine", e: ir.Template, f: Frame, at: Path) -> Value:
    result = value(Str(("",), f.code.place(e.span)))
    for part in e.parts:
        result = lift(operators.concatenate_any, *_manageable(result, m.settle(evaluate(m, part, f, at))))
    result = _placed(result, f.code.place(e.span))
    if e.tag is not None and not f.code.server:
        sheets.tagged(m, result, f.code.place(e.span), at)
    return result


def _manageable(text: Value, part: Value) -> tuple[Value, Value]:
    """Two texts of which there are not too many combinations: the one without an address becomes a gap."""
    if len(text.atoms()) * len(part.atoms()) <= LARGEST_SET:
        return text, part
    addressed = any("//" in one.text for one in part.strings())
    return (value(SOME_STRING), part) if addressed else (text, value(SOME_STRING))


def _regex(m: "Machine", e: ir.Regex, f: Frame, at: Path) -> Value:
    return m.allocate(Thing("regex", data={"pattern": e.pattern, "flags": e.flags}))


def _name(m: "Machine", e: ir.Name, f: Frame, at: Path) -> Value:
    if e.id == "this":
        return f.this
    printed = printing.as_code(e, f.code) if f.code.prints is not None else None
    if printed is not None:
        return printed
    held = m.read_name(f.scope, e.id)
    if not m.risky and e.id not in ALWAYS_THERE and any(isinstance(atom, External) for atom in held.atoms()):
        m.risky = True  # it may be missing, and then this throws
    return constants.named(m, e, held, f)


def _member(m: "Machine", e: ir.Member, f: Frame, at: Path) -> Value:
    target = link(m, e.object, f, at)
    key = evaluate(m, e.key, f, at)
    if NULL in target.atoms():
        if e.optional:
            target = lift(lambda atom: (UNDEFINED if atom == NULL else atom,), target)
        else:
            f.thrown = f.thrown | at.local & Worlds(
                *(YES if s == {NULL} else MAYBE if NULL in s else NO for s in target.sets())
            )
    held = optional.filled_in(m, e, members.read(m, target, key), f)
    return constants.named(m, e, held, f)


def _call(m: "Machine", e: ir.Call, f: Frame, at: Path) -> Value:
    return constants.named(m, e, calls.call(m, e, f, at), f)


def _function(m: "Machine", e: ir.Function, f: Frame, at: Path) -> Value:
    return m.function(e, f, f.this if e.kind == "arrow" else None)


def _object(m: "Machine", e: ir.Object, f: Frame, at: Path) -> Value:
    made = m.allocate(Thing("object", f.code.place(e.span)))
    ref = next(ref for ref, _ in m.things(made))
    for entry in e.properties:
        held = evaluate(m, entry.value, f, at)
        if entry.key is None:
            members.copy(m, held, ref)
            continue
        key = evaluate(m, entry.key, f, at).text()
        for _, thing in m.things(held, "function"):
            thing.this = thing.this or (made if thing.function and thing.function.kind != "arrow" else None)
        if isinstance(entry.value, ir.Function) and entry.value.kind in ("getter", "setter"):
            if entry.value.kind == "getter" and key is not None:
                m.heap[ref.id].data.setdefault("getters", {})[key] = held
            if entry.value.kind == "setter":
                m.heap[ref.id].data.setdefault("setters", {})[key] = held
                continue
            held = m.call(held, (), at, made)
        members.write(m, made, key, held)
    for hook in m.plugins.on_server_object if f.code.server else m.plugins.on_object:
        hook(m, ref, f, at)
    return made


def _array(m: "Machine", e: ir.Array, f: Frame, at: Path) -> Value:
    made = m.allocate(Thing("array", f.code.place(e.span)))
    ref = next(ref for ref, _ in m.things(made))
    items = calls.spread(m, e.items, f, at)
    m.store.put((ref.id, "#items"), tuple(held for held, _ in items))
    if any(where != ALWAYS for _, where in items):
        m.heap[ref.id].data["presence"] = tuple(where for _, where in items)
    return made


# --- operators -------------------------------------------------------------------------------------------------------


def _unary(m: "Machine", e: ir.Unary, f: Frame, at: Path) -> Value:
    operand = evaluate(m, e.operand, f, at)
    if e.op == "!":
        settled = m.settle(operand)
        return (
            operators.negate(settled) if _truth(operand, settled) == truth(settled) else boolean(PERHAPS, settled.notes)
        )
    if e.op == "typeof":
        return lift(lambda atom: operators.type_of(atom, lambda ref: _callable(m, ref)), operand)
    if e.op == "void":
        return V_UNDEFINED
    if e.op == "-":
        return operators.binary("-", value(Lit("number", 0.0)), m.settle(operand))
    if e.op == "~":
        return lift(operators.complement, m.settle(operand))
    return (
        operators.binary("-", m.settle(operand), value(Lit("number", 0.0)))
        if e.op == "+"
        else value(Lit("boolean", True))
    )


def _callable(m: "Machine", ref: Ref) -> bool:
    return m.heap[ref.id].kind in ("function", "native", "class")


def _binary(m: "Machine", e: ir.Binary, f: Frame, at: Path) -> Value:
    looked, other = evaluate(m, e.left, f, at), evaluate(m, e.right, f, at)
    left, right = m.settle(looked), m.settle(other)
    if e.op in ("==", "!=", "===", "!=="):
        there = _there(m, looked) if right.only() == NULL else None
        if there is not None:
            return boolean(there if e.op.startswith("!") else ~there, left.notes)
        return operators.compare(e.op, left, right, m.knowledge.words.literal)
    if e.op == "in":
        return members.has(m, right, left)
    return (
        _placed(operators.binary(e.op, left, right), f.code.place(e.span))
        if e.op == "+"
        else operators.binary(e.op, left, right)
    )


def _placed(v: Value, place: Place) -> Value:
    """A text that was put together stands where that is done."""

    def one(atom: Atom) -> tuple[Atom, ...]:
        return (Str(atom.parts, place, atom.written) if isinstance(atom, Str) else atom,)

    return lift(one, v)


def _logical(m: "Machine", e: ir.Logical, f: Frame, at: Path) -> Value:
    """`&&`, `||` and `??`: the left operand is handed on only in the state that stopped the evaluation."""
    left = evaluate(m, e.left, f, at)
    settled = m.settle(left)
    stops = {"&&": ~truth(settled), "||": truth(settled), "??": ~nullish(settled)}[e.op]
    guard = make_guard(m, f.code.place(e.left.span), _quote(f, e.left, "", f" {e.op} ..."), ~stops, settled.notes)
    right = _under(m, e.right, f, at, guard, ~stops)
    return pick(stops, lift(STOPPED[e.op], left), right).noting(settled.notes)


def _quote(f: Frame, expr: ir.Expr, before: str, after: str = "") -> str:
    return before + shorten(f.code.quote(expr.span)) + after


def _under(m: "Machine", expr: ir.Expr, f: Frame, at: Path, guard: Guard | None, worlds: Worlds) -> Value:
    """An operand that is only evaluated in some worlds."""
    result: Value = m.branch(worlds, lambda: evaluate(m, expr, f, at.then(guard, worlds)))
    return result


def _conditional(m: "Machine", e: ir.Conditional, f: Frame, at: Path) -> Value:
    holds, notes = condition(m, e.test, f, at)
    yes = guard_of(m, e.test, f, holds, notes)
    no = guard_of(m, e.test, f, ~holds, notes, f"else of {_quote(f, e.test, '')}")
    then, first = m.overlay(lambda: evaluate(m, e.then, f, at.then(yes, holds)))
    otherwise, second = m.overlay(lambda: evaluate(m, e.otherwise, f, at.then(no, ~holds)))
    m.store.merge(holds, first, second)
    return pick(holds, then, otherwise).noting(notes)


def _assign(m: "Machine", e: ir.Assign, f: Frame, at: Path) -> Value:
    if e.op == "=":
        held = evaluate(m, e.value, f, at)
        members.assign(m, e.target, held, f, at)
        return held
    if e.op in ("||=", "&&=", "??="):
        target: Any = e.target
        held = _logical(m, ir.Logical(e.span, e.op[:-1], target, e.value), f, at)
    else:
        before = evaluate(m, e.target, f, at)  # type: ignore[arg-type]
        after = evaluate(m, e.value, f, at)
        held = (
            operators.binary(e.op[:-1], m.settle(before), m.settle(after))
            if e.op not in ("++", "--")
            else value(SOME_NUMBER)
        )
    members.assign(m, e.target, held, f, at)
    return held


EMPTY: dict[str, Atom] = {"number": Lit("number", 0.0), "string": Str(("",))}


def _falsy(atom: Atom) -> tuple[Atom, ...]:
    """The atom, given that it is falsy."""
    answer = truth_of(atom)
    if answer is MAYBE:
        kind = atom.kind if isinstance(atom, Some) else "string" if isinstance(atom, Str) else "unknown"
        return (EMPTY.get(kind, NULLISH),)
    return (atom,) if answer is NO else ()


def _truthy(atom: Atom) -> tuple[Atom, ...]:
    return () if truth_of(atom) is NO else (atom,)


def _present(atom: Atom) -> tuple[Atom, ...]:
    return () if is_nullish(atom) is YES else (atom,)


STOPPED: dict[str, Callable[[Atom], tuple[Atom, ...]]] = {"&&": _falsy, "||": _truthy, "??": _present}


# --- the rest --------------------------------------------------------------------------------------------------------


def _sequence(m: "Machine", e: ir.Sequence, f: Frame, at: Path) -> Value:
    result = V_UNDEFINED
    for item in e.items:
        result = evaluate(m, item, f, at)
    return result


def _opaque(m: "Machine", e: ir.Opaque, f: Frame, at: Path) -> Value:
    for part in e.parts:
        evaluate(m, part, f, at)
    return V_UNKNOWN


def _spread(m: "Machine", e: ir.Spread, f: Frame, at: Path) -> Value:
    return evaluate(m, e.value, f, at)


def _await(m: "Machine", e: ir.Await, f: Frame, at: Path) -> Value:
    return waiting.wait(m, evaluate(m, e.value, f, at), f, e, at)


def _yield(m: "Machine", e: ir.Yield, f: Frame, at: Path) -> Value:
    held = evaluate(m, e.value, f, at) if e.value is not None else V_UNDEFINED
    f.yielded.append((at.local, held))
    return V_UNKNOWN


def _class(m: "Machine", e: ir.Class, f: Frame, at: Path) -> Value:
    return members.make_class(m, e, f, at)


EVALUATORS: dict[type, Evaluator] = {
    ir.Const: _const,
    ir.Template: _template,
    ir.Regex: _regex,
    ir.Name: _name,
    ir.Member: _member,
    ir.Call: _call,
    ir.Unary: _unary,
    ir.Binary: _binary,
    ir.Logical: _logical,
    ir.Conditional: _conditional,
    ir.Assign: _assign,
    ir.Object: _object,
    ir.Array: _array,
    ir.Spread: _spread,
    ir.Sequence: _sequence,
    ir.Await: _await,
    ir.Yield: _yield,
    ir.Function: _function,
    ir.Class: _class,
    ir.Jsx: jsx.evaluate_jsx,
    ir.Opaque: _opaque,
}
