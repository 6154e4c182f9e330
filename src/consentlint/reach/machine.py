"""The executor's state and its verbs: it runs pages and scripts in all three worlds at once, nothing of it for real.

Values are sets per world, branches are taken in the worlds in which their condition lets them be taken, and every
request is recorded with the product of the guards on the way to it (`min` along a way, `max` over ways).
"""

from collections import deque
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from consentlint.model import Place, Span
from consentlint.reach import evaluate, execute, members, reactive
from consentlint.reach.atoms import Knowledge
from consentlint.reach.hoisting import hoist
from consentlint.reach.libraries import Libraries
from consentlint.reach.limits import LimitReached
from consentlint.reach.outdated import GONE
from consentlint.reach.paths import Path, both
from consentlint.reach.store import BORN, Items, Key, Overlay, Store
from consentlint.reach.things import ADDRESS, Code, Frame, Scope, Task, Thing
from consentlint.reach.values import (
    NO_NOTES,
    V_UNDEFINED,
    V_UNKNOWN,
    Atom,
    External,
    Note,
    Ref,
    Value,
    per_world,
    value,
)
from consentlint.syntax import ir
from consentlint.worlds import NEVER, PERHAPS, Worlds

if TYPE_CHECKING:
    from consentlint.reach.calls import CallSite
    from consentlint.reach.memory import Memory
    from consentlint.reach.plugins import Plugins
    from consentlint.reach.project import Project
    from consentlint.reach.recall import Recall
    from consentlint.reach.requests import Requests

T = TypeVar("T")

STEP_LIMIT = 400_000
# For conditions of templates, once the rest is used up.
RESERVE = 5_000
MOST_TASKS = 3_000
MOST_VISITS = 12
MOST_REPLAYED = 300
NOWHERE = Span(0, 0)


@dataclass(slots=True)
class Machine:
    """One run over one project.

    risky     something ran since this was cleared that may throw
    inserted  elements that this round has inserted so far, by their marks, in which worlds
    previous  what the round before found (stored values, resolved promises), frozen
    memory    what this round finds
    requests  where requests to vendors are recorded
    steps     nodes that were run, of at most `limit`; exhausted: no more code is run, markup is still looked at
    """

    knowledge: Knowledge
    plugins: "Plugins"
    requests: "Requests"
    previous: "Recall"
    memory: "Memory"
    heap: list[Thing] = field(default_factory=list)
    tasks: deque[Task] = field(default_factory=deque)
    done: list[Task] = field(default_factory=list)
    listeners: dict[str, list[tuple[Value, Path]]] = field(default_factory=dict)
    dispatches: dict[str, list[tuple[Path, Value]]] = field(default_factory=dict)
    entered: set[tuple[str, Span]] = field(default_factory=set)
    base: str = ""
    exports: list[Value] = field(default_factory=list)
    documents: list[Any] = field(default_factory=list)
    steps: int = 0
    limit: int = STEP_LIMIT
    exhausted: bool = False
    risky: bool = False
    project: "Project | None" = None
    loaded: set[str] = field(default_factory=set)
    module_worlds: dict[str, Worlds] = field(default_factory=dict)
    namespaces: dict[str, dict[str, Any]] = field(default_factory=dict)
    visits: dict[Hashable, int] = field(default_factory=dict)
    backends: dict[str, bool] = field(default_factory=dict)
    programs: list[tuple[ir.Program, Code]] = field(default_factory=list)
    scopes: int = 0
    store: Store = field(init=False)
    global_scope: Scope = field(init=False)
    window: Value = field(init=False)
    page: Any = None
    served: Any = None
    page_code: Code = field(default_factory=lambda: Code("", ""))
    start_code: Code = field(default_factory=lambda: Code("", ""))
    blockers: dict[int, Any] = field(default_factory=dict)
    released: list[tuple[Place | None, Path, Place]] = field(default_factory=list)
    inserted: dict[str, Worlds] = field(default_factory=dict)
    components: dict[str, Value] = field(default_factory=dict)
    described: list[tuple[Thing, Value]] = field(default_factory=list)
    package_names: set[str] = field(default_factory=set)
    tellers: set[str] = field(default_factory=set)
    handed_over: frozenset[int] = frozenset()
    libraries: Libraries = field(default_factory=Libraries)
    here: int | None = None
    nowhere: Span = NOWHERE

    def __post_init__(self) -> None:
        self.store = Store(self._absent)
        self.knowledge.defined = self.previous.definition
        self.global_scope = Scope(0, None, set(), is_global=True)
        self.window = self.allocate(Thing("object", open=True, tag="window"))

    # --- heap and variables ------------------------------------------------------------------------------------------

    def allocate(self, thing: Thing) -> Value:
        """Put a thing on the heap and return the reference to it."""
        self.heap.append(thing)
        self.store.put((len(self.heap) - 1, BORN), V_UNDEFINED)
        return value(Ref(len(self.heap) - 1))

    def thing(self, atom: Atom) -> Thing | None:
        return self.heap[atom.id] if isinstance(atom, Ref) else None

    def things(self, v: Value, kind: str = "") -> list[tuple[Ref, Thing]]:
        """The heap objects among the possibilities of a value."""
        heap = self.heap
        found = [(atom, heap[atom.id]) for atom in v.atoms() if isinstance(atom, Ref)]
        if kind:
            found = [pair for pair in found if pair[1].kind == kind]
        return found if len(found) < 2 else sorted(found, key=lambda pair: pair[0].id)

    def new_scope(self, parent: Scope | None, names: Iterable[str] = ()) -> Scope:
        self.scopes += 1
        return Scope(self.scopes, parent, set(names), view=parent is not None and parent.view)

    def resolve(self, scope: Scope | None, name: str) -> Scope | None:
        """The scope that declares a name; None for an outside global."""
        while scope is not None:
            if name in scope.names:
                return scope
            scope = scope.parent
        return None

    def read_name(self, scope: Scope, name: str) -> Value:
        held = self._held(self.resolve(scope, name), name)
        return reactive.unboxed(self, held) if scope is not None and scope.view else held

    def _held(self, owner: Scope | None, name: str) -> Value:
        if owner is None or owner.is_global:
            return self.read_global(name)
        if owner.holder is not None:
            return members.read_named(self, owner.holder, name)
        if name in owner.links:
            return self.read_name(*owner.links[name])
        held = self.store.get((owner.id, name))
        return held if isinstance(held, Value) else V_UNDEFINED

    def read_global(self, name: str) -> Value:
        held = self.store.get(("global", name))
        if isinstance(held, Value):
            return held
        if name in ("window", "self", "globalThis", "top", "parent", "frames"):
            return self.window
        if name == "undefined":
            return V_UNDEFINED
        if name in self.libraries.everywhere:
            return self.libraries.everywhere[name]
        return self._unwritten(name)

    def _unwritten(self, name: str) -> Value:
        """What a global holds before anything was written to it: nothing, when the code at hand is what writes it."""
        if name in GONE or (self.previous.writes_global(name) and not self.knowledge.mentions(name)):
            return V_UNDEFINED
        from consentlint.reach import conventions, settings

        self.memory.asked.add(name)
        return settings.built(self, name) or conventions.auto_imported(self, name) or value(External(name))

    def write_name(self, scope: Scope, name: str, v: Value) -> None:
        owner = self.resolve(scope, name)
        if owner is None or owner.is_global:
            self.memory.globals.add(name)
            self.store.put(("global", name), v)
        else:
            self.store.put((owner.id, name), v)

    def _absent(self, key: Key) -> Value:
        if isinstance(key, tuple) and key[0] == "global":
            return self._unwritten(str(key[1]))
        if isinstance(key, tuple) and key[0] == "outside":
            from consentlint.reach.lookup import before_code

            return before_code(self, str(key[1])) or value(External(str(key[1])))
        return V_UNDEFINED

    def items(self, ref: Ref) -> Items | None:
        """The items of an array; None when they are not known."""
        held = self.store.get((ref.id, "#items"))
        return held if held is not None and not isinstance(held, Value) else None

    def items_of(self, v: Value) -> Items:
        """The items of a known array; none for anything else."""
        only = v.only()
        return (self.items(only) or ()) if isinstance(only, Ref) else ()

    def property(self, ref: Ref, key: str) -> Value | None:
        held = self.store.get((ref.id, "." + key))
        return held if isinstance(held, Value) else None

    def set_property(self, ref: Ref, key: str, v: Value) -> None:
        self.store.put((ref.id, "." + key), v)

    def keys(self, ref: Ref) -> list[str]:
        """The names of the properties that were ever written, in order of writing."""
        return list(self.heap[ref.id].data.get("keys", ()))

    # --- running -----------------------------------------------------------------------------------------------------

    def stop(self) -> None:
        """More nodes were run than may be."""
        raise LimitReached

    def exhaust(self) -> None:
        """Run no more code: what is written down as markup is still looked at, with what stands around it."""
        self.exhausted = True
        self.limit = self.steps + RESERVE
        while self.store.depth:
            self.store.pop()

    def evaluate(self, expr: ir.Expr, frame: Frame, path: Path) -> Value:
        return evaluate.evaluate(self, expr, frame, path)

    def execute(self, body: Iterable[ir.Statement], frame: Frame, path: Path) -> execute.Flow:
        return execute.block(self, tuple(body), frame, path)

    def run_program(self, program: ir.Program, code: Code, path: Path) -> None:
        """Run a script in the page's shared scope, or in a scope of its own when it is a module."""
        self.programs.append((program, code))
        if self.exhausted:
            return
        scope = self.new_scope(self.global_scope) if program.module or code.module else self.global_scope
        frame = Frame(scope, code, self.window)
        hoist(self, program.body, frame)
        self.execute(program.body, frame, path.enter())

    def seen_often(self, key: Hashable) -> bool:
        """Has this been entered so often in the same state that once more brings nothing new?"""
        self.visits[key] = self.visits.get(key, 0) + 1
        return self.visits[key] > MOST_VISITS

    def run_inline(self, program: ir.Program, code: Code, place: Place, at: Path, position: int | None = None) -> None:
        """Run the script of one element. Settings in it belong together; what it does happens where it stands.

        position  where on the page that is; by default where it stands in its file
        """
        group, here = self.requests.group, self.here
        self.requests.group = hash((place.path, place.span))
        stands = place.span.start if position is None else position
        self.here = stands if here is None else here
        # A script that is held back defines and writes nothing until it is released.
        self.branch(at.absolute, lambda: self.run_program(program, code, at))
        self.requests.group, self.here = group, here

    def bind_import(self, s: ir.Import, f: Frame, at: Path) -> bool:
        """Bind the names of an import from a file of the project; False when it is none."""
        from consentlint.reach import modules

        return self.project is not None and modules.bind_import(self, s, f, at)

    def export(self, s: ir.Export, f: Frame, at: Path, default: Value | None) -> None:
        """Record what an export statement offers to the other files of the project."""
        from consentlint.reach import modules

        if self.project is not None:
            modules.export(self, s, f, at, default)

    def later(
        self, callback: Value, args: tuple[Value, ...], path: Path, certain: bool = False, this: Value | None = None
    ) -> None:
        """Run a callback once the code at hand is through."""
        if callback.atoms() and not (path.absolute == NEVER and self._entered(callback)):
            self.tasks.append(Task(callback, args, path, certain, this))

    def hear(self, name: str, callback: Value, at: Path) -> None:
        """A function listens for an event that the code at hand dispatches."""
        self.listeners.setdefault(name, []).append((callback, at))
        for where, event in self.dispatches.get(name, ()):
            self.later(callback, (event,), both(where, at))

    def _entered(self, callback: Value) -> bool:
        """Is every function of this entered some other way? A dead way to it says nothing then."""
        functions = [thing for _, thing in self.things(callback, "function")]
        return bool(functions) and all(
            t.code is not None and t.function is not None and (t.code.path, t.function.span) in self.entered
            for t in functions
        )

    def branch(self, worlds: Worlds, run: Callable[[], T]) -> T:
        """Run something whose writes hold only in some worlds."""
        self.store.push()
        result = run()
        self.store.merge(worlds, self.store.pop(), {})
        return result

    def overlay(self, run: Callable[[], T]) -> tuple[T, Overlay]:
        """Run something and take its writes back."""
        self.store.push()
        result = run()
        return result, self.store.pop()

    def drain(self, limit: int = MOST_TASKS) -> None:
        """Run what was registered for later, and what that registers. Raises LimitReached when it has no end."""
        while self.tasks:
            limit -= 1
            if not limit or self.exhausted:
                raise LimitReached
            task = self.tasks.popleft()
            self.done.append(task)
            self._run_task(task, certain=task.certain)

    def _lasting(self) -> Overlay:
        return {
            key: held for key, held in self.store.bottom().items() if not (isinstance(key, tuple) and key[1] == BORN)
        }

    def replay(self) -> None:
        """Run the callbacks once more, the visitor's choice first: timers and polls see what the choice has changed."""
        done, self.done = self.done[:MOST_REPLAYED], []
        choices = [task for task in done if task.chooses]
        before = self._lasting()
        for task in choices:
            self._run_task(task, certain=True)
        if before != self._lasting():
            for task in done:
                if not task.chooses:
                    self._run_task(task, certain=task.certain)
            self.drain()

    def _run_task(self, task: Task, certain: bool) -> None:
        weight = task.path.absolute if certain else task.path.absolute & PERHAPS
        self.branch(weight, lambda: self.call(task.callback, task.args, task.path, task.this))

    def call(self, callee: Value, args: tuple[Value, ...], path: Path, this: Value | None = None) -> Value:
        """Call a value from outside the code (event, timer, promise)."""
        from consentlint.reach import calls

        return calls.call_value(self, callee, args, path, this)

    def template_guard(self, code: Code, span: Span, at: Path) -> Path:
        """The path behind the template branches in which a statement stands."""
        if code.branches is None:
            return at
        for guard in code.branches(span.start):
            if guard not in at.guards():
                at = at.then(guard, guard.worlds)
        return at

    def state_shape(self, path: str) -> str:
        """The shape of the state that a call makes (`StateCall.shape`), "" for none."""
        return self.knowledge.state_shape(path, self.libraries.packages(path))

    def assigned(self, name: str, held: Value, at: Path, place: Place) -> None:
        """A plain name was assigned (`OptanonWrapper = ...`)."""
        for hook in self.plugins.on_assign:
            hook(self, name, held, at, place)

    def outside_property(self, path: str, key: str) -> Value:
        """A property of something outside; `localStorage.key` is a stored value."""
        for read in self.plugins.on_outside_read:
            held = read(self, path, key)
            if held is not None:
                return held
        return value(External(f"{path}.{key}"))

    def outside_parts(self, atom: External) -> "list[tuple[Value, Worlds]] | None":
        """The items of a list outside, each with the worlds in which it is there; None when nothing says."""
        for look in self.plugins.on_outside_list:
            found = look(self, atom.path)
            if found is not None:
                return found
        return None

    def property_assigned(self, owner: Value, key: str, held: Value, f: Frame, at: Path, span: Span) -> None:
        """`owner.key = held`: elements load, handlers are registered."""
        for hook in self.plugins.on_property if not f.code.server else ():
            hook(self, owner, key, held, f, at, span)

    # --- values ------------------------------------------------------------------------------------------------------

    def settle(self, v: Value) -> Value:
        """Replace outside expressions by what the packs say they are worth, and note what nothing is known of."""
        for atom in v.atoms():
            if isinstance(atom, External | Ref):
                break
        else:
            return v
        v = self._as_text(v)
        if v.uniform:
            return self._settled(v)
        notes: set[Note] = set()
        sets = []
        for world, possible in enumerate(v.sets()):
            atoms: set[Atom] = set()
            for atom in possible:
                meaning = self.knowledge.meaning(atom.path) if isinstance(atom, External) else None
                atoms |= meaning.sets()[world] if meaning else {atom}
                notes |= self._notes(atom, meaning)
            sets.append(frozenset(atoms))
        return per_world(sets, v.notes | notes)

    def _settled(self, v: Value) -> Value:
        """`settle` of what is the same in every world."""
        sets: list[set[Atom]] = [set(), set(), set()]
        notes = set(v.notes)
        for atom in v.undecided:
            meaning = self.knowledge.meaning(atom.path) if isinstance(atom, External) else None
            notes |= self._notes(atom, meaning)
            for world, found in enumerate(sets):
                found.update(meaning[world] if meaning is not None else (atom,))  # type: ignore[arg-type]
        return per_world([frozenset(found) for found in sets], frozenset(notes))

    def _as_text(self, v: Value) -> Value:
        """An address object is worth its text."""
        for ref, thing in self.things(v, "object"):
            if thing.tag == ADDRESS:
                text = self.property(ref, "href") or V_UNKNOWN
                v = per_world(
                    [text.sets()[i] | (s - {ref}) if ref in s else s for i, s in enumerate(v.sets())], v.notes
                )
        return v

    def _notes(self, atom: Atom, meaning: Value | None) -> frozenset[Note]:
        if meaning is not None:
            return meaning.notes
        return frozenset({Note(atom.path, known=False)}) if isinstance(atom, External) else NO_NOTES

    def function(self, node: ir.Function, frame: Frame, this: Value | None = None) -> Value:
        """A closure."""
        return self.allocate(self.closure(node, frame, this))

    def closure(self, node: ir.Function, frame: Frame, this: Value | None = None) -> Thing:
        place = frame.code.place(node.span)
        return Thing("function", place, function=node, scope=frame.scope, code=frame.code, this=this)

    def native(self, run: "Callable[[CallSite], Value | None]", name: str = "") -> Value:
        """A function of the browser, or one that stands for the inside of one (a promise's resolve)."""
        return self.allocate(Thing("native", native=run, tag=name))
