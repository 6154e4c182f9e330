"""What the packs know: expressions, stored choices, callbacks and words of consent platforms, ready for look-up.

Canonical paths: `window.` and its kin, `?.` and quotes' style vanish; a computed string key is dotted; unknown
arguments are `?`, functions `ƒ`. A pack's expression is brought to the same form and becomes a pattern.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field
from fnmatch import translate
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Any

from consentlint.lazy_regex import lazy_regex
from consentlint.packs.values import Callback, Cmp, Condition, GatedLoader, NoGate, StoredChoice
from consentlint.reach.platforms import Option, Platforms
from consentlint.reach.values import (
    NULLISH,
    SOME_NUMBER,
    SOME_OBJECT,
    SOME_STRING,
    TRUE,
    UNKNOWN,
    Atom,
    Atoms,
    Bag,
    Choice,
    External,
    FrozenObject,
    Lit,
    Note,
    Str,
    Value,
    boolean,
    per_world,
    value,
)
from consentlint.reach.vocabulary import Words
from consentlint.worlds import ALWAYS, NO, UNTIL_REFUSED, WORLD_NAMES, Worlds

if TYPE_CHECKING:
    from consentlint.reach.definitions import Defined

GLOBALS = lazy_regex(r"^(?:(?:window|self|globalThis|top|parent|frames)\.)+(?=[\w$])")
SUBSCRIPT = lazy_regex(r"\[\s*(?:'([^']*)'|\"([^\"]*)\")\s*\]")
PLACEHOLDER = lazy_regex(r"'<(\w+)>'|<(\w+)>")
WORD = lazy_regex(r"[A-Za-z_$][\w$]*")
FUNCTION_NAMES = ("fn", "callback", "listener", "handler", "function")


@lru_cache(maxsize=16384)
def canonical(expr: str) -> str:
    """The form in which paths are compared."""
    text = re.sub(r"\bawait\s+", "", expr.strip())
    text = SUBSCRIPT.sub(lambda m: f".{m[1] if m[1] is not None else m[2]}", text)
    text = re.sub(r"\[\s*<(\w+)>\s*\]", r".<\1>", text)
    text = re.sub(r"^\(([^()]*(?:\([^()]*\))*)\)(?=\.|$)", r"\1", text)
    text = text.replace("?.(", "(").replace("?.", ".").replace('"', "'")
    text = re.sub(r"\s+", "", text) if "'" not in text else _squeeze(text)
    return GLOBALS.sub("", text)


def _squeeze(text: str) -> str:
    parts = re.split(r"('[^']*')", text)
    return "".join(part if part.startswith("'") else re.sub(r"\s+", "", part) for part in parts)


@lru_cache(maxsize=4096)
def pattern(expr: str) -> re.Pattern[str]:
    """A pack's expression as a pattern over canonical paths; each `<name>` is a group."""
    text = canonical(expr)
    head = ""
    if text.startswith("*."):
        head, text = r".+\.", text[2:]
    out, position, seen = [head], 0, set()
    for match in PLACEHOLDER.finditer(text):
        out.append(re.escape(text[position : match.start()]))
        name = match[1] or match[2]
        inner = "ƒ" if name in FUNCTION_NAMES else r"[^,()]*?" if match[1] else r"[^()]*?"
        group = inner if name in seen else f"(?P<{name}>{inner})"
        seen.add(name)
        out.append(f"'?{group}'?" if name not in FUNCTION_NAMES else group)
        position = match.end()
    out.append(re.escape(text[position:]))
    return re.compile("".join(out))


def spec_atoms(spec: Any) -> Atoms:
    """The atoms of one world's value as packs write it (`Condition.values`)."""
    if isinstance(spec, list):
        return frozenset().union(*(spec_atoms(item) for item in spec))
    if isinstance(spec, dict):
        return frozenset({_spec_atom(spec)})
    if spec is None:
        return frozenset({NULLISH})
    if isinstance(spec, bool):
        return frozenset({Lit("boolean", spec)})
    return frozenset({Lit("number", float(spec))}) if isinstance(spec, int | float) else frozenset({Str((str(spec),))})


KINDS: dict[str, Atom] = {
    "string": SOME_STRING,
    "number": SOME_NUMBER,
    "object": SOME_OBJECT,
    "unknown": UNKNOWN,
    "absent": NULLISH,
}


def _spec_atom(spec: dict[str, Any]) -> Atom:
    if "any" in spec:
        return KINDS.get(spec["any"], UNKNOWN)
    if "holds" in spec:
        return Bag(None if spec["holds"] == "all" else frozenset(str(item) for item in spec["holds"]))
    if "choice" in spec:
        return Choice(spec["choice"])
    if "path" in spec:
        return External(canonical(spec["path"]))
    if "promise" in spec:
        inner = spec_atoms(spec["promise"])
        return FrozenObject((("then", Value(inner, inner, inner)),), json=False)
    if "list" in spec:
        return FrozenObject((("*", _same(spec_atoms(spec["list"]))),))
    pairs = tuple((key, _same(spec_atoms(item))) for key, item in spec.get("object", {}).items())
    return FrozenObject(pairs)


def _same(atoms: Atoms) -> Value:
    return Value(atoms, atoms, atoms)


def spec_value(specs: dict[str, Any], notes: Iterable[Note] = ()) -> Value:
    return per_world([spec_atoms(specs.get(world)) for world in WORLD_NAMES], frozenset(notes))


@lru_cache(maxsize=4096)  # every round over a page files all expressions anew
def _longest_word(expr: str) -> str:
    return max(WORD.findall(PLACEHOLDER.sub(" ", canonical(expr))), key=len, default="")


@dataclass(frozen=True, slots=True)
class Registration:
    """A callback of a pack together with the platform that it belongs to."""

    cmp: Cmp
    callback: Callback

    @property
    def follows_choice(self) -> bool:
        """Is it called as the visitor chooses, not only as the page loads?"""
        return self.callback.runs[0] is NO or self.callback.argument is not None


def stood(runs: Worlds, stands: Worlds | None) -> Worlds:
    """Callbacks of acceptance run where the purpose is on by its definition, those of refusal where it is not."""
    if stands is None or runs == ALWAYS:
        return runs
    return ~stands & runs if runs[2] is NO else stands | runs


Filed = dict[str, list[tuple[int, Any]]]


def filed(entries: Iterable[tuple[str, Any]]) -> Filed:
    """Things by the longest plain word of their expression: hundreds are known and few are asked for."""
    found: Filed = {}
    for number, (expr, thing) in enumerate(entries):
        words = WORD.findall(PLACEHOLDER.sub(" ", canonical(expr)))
        found.setdefault(max(words, key=len, default=""), []).append((number, thing))
    return found


def candidates(entries: Filed, path: str) -> list[Any]:
    """The things that may fit a path, in their order."""
    words = {"", *WORD.findall(path)}
    return [thing for _, thing in sorted((e for word in words for e in entries.get(word, ())), key=lambda e: e[0])]


@dataclass(slots=True)
class Knowledge:
    """Everything the packs say about expressions, in order of evidence: project, platforms, home-made names."""

    cmps: list[Cmp]
    present: frozenset[str] = frozenset()
    defined: "Callable[[str], Defined | None]" = lambda platform: None
    _conditions: dict[str, list[tuple[int, Cmp, Condition]]] = field(default_factory=dict)
    _stored: list[tuple[Cmp, StoredChoice]] = field(default_factory=list)
    stand_ins: frozenset[str] = frozenset()
    gate_marks: tuple[str, ...] = ()
    live_marks: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    _memo: dict[str, Value | None] = field(default_factory=dict)
    _aliases: dict[str, str] = field(default_factory=dict)
    _states: dict[tuple[str, str], str] = field(default_factory=dict)
    _hooks: tuple[frozenset[str], frozenset[str]] | None = None
    _expressions: dict[str, Filed] = field(default_factory=dict)
    _callbacks: dict[str, list[Registration]] = field(default_factory=dict)
    _no_gates: dict[str, dict[str, tuple[Cmp, NoGate]]] = field(default_factory=dict)
    _configuring: set[str] = field(default_factory=set)
    platforms: Platforms = field(init=False)
    words: Words = field(init=False)

    def __post_init__(self) -> None:
        ordered = sorted(self.cmps, key=lambda cmp: cmp.id != "project")
        numbers = count()
        for last in (False, True):
            for cmp in ordered:
                for one in (*cmp.conditions, *cmp.server):
                    if one.by_name is last:
                        self._index(next(numbers), cmp, one)
                self._stored += [(cmp, s) for s in cmp.stored if s.by_name is last]
        gates = [gate for cmp in self.cmps for gate in cmp.gates]
        self.stand_ins = frozenset(name for gate in gates if gate.becomes for name in gate.url)
        self.gate_marks = tuple(gate.selector for gate in gates)
        self.live_marks = tuple(live.selector for cmp in self.cmps for live in cmp.live)
        self.marks = self.gate_marks + self.live_marks
        for cmp in self.cmps:
            for package in cmp.present.packages if cmp.present.globals else ():
                self._aliases[package] = cmp.present.globals[0]
        options: list[Option] = [(r.cmp, r.callback) for r in self.callbacks("option")]
        options += [(cmp, one) for cmp in self.cmps for one in cmp.definitions]
        known = ((canonical(one.option.partition(":")[0]), (cmp, one)) for cmp, one in options)
        self.platforms = Platforms(self.cmps, known, self._loader_heads())
        self.words = Words(cmp.vocabulary for cmp in self.cmps)

    def of_run(self, present: frozenset[str]) -> "Knowledge":
        """The same for one more run. Hundreds of expressions are filed once; what they come to hangs on the run."""
        run = copy(self)
        run.present, run._memo = present, {}
        return run

    def meaning(self, path: str) -> Value | None:
        """What an outside expression is worth in each world; None when no pack says."""
        if path not in self._memo:
            self._memo[path] = self._look_up(path)
        return self._memo[path]

    def _index(self, number: int, cmp: Cmp, condition: Condition) -> None:
        # Hundreds of expressions are known and few are asked for: each is filed under its longest plain word, and
        # becomes a pattern only when a path with that word comes along.
        self._conditions.setdefault(_longest_word(condition.expr), []).append((number, cmp, condition))

    def _look_up(self, path: str) -> Value | None:
        words = {"", *WORD.findall(path)}
        filed = sorted((e for word in words for e in self._conditions.get(word, ())), key=lambda e: e[0])
        for _, cmp, condition in filed:
            match = pattern(condition.expr).fullmatch(path)
            if match is None:
                continue
            groups = match.groupdict()
            purpose = next(iter(groups.values()), "") if groups else ""
            note = Note(path, True, cmp.id, purpose, condition.note, condition.by_name)
            if purpose and purpose in cmp.necessary:
                return value(TRUE, notes=[note._replace(reason=f"'{purpose}' is always on in {cmp.name}")])
            stands = self._stands(cmp, condition, purpose)
            if stands is not None:
                what = f"has '{purpose}' on" if purpose else "makes it so"
                return boolean(stands, [note._replace(reason=f"the configuration of {cmp.name} {what}")])
            return spec_value(condition.values, [note])
        key = self.cookie_read(path)
        return self.stored(key) if key else None

    def _stands(self, cmp: Cmp, condition: Condition, purpose: str) -> Worlds | None:
        """In which worlds the site's own definition of a purpose makes a condition true; None where acceptance does."""
        defined = self.defined(cmp.id)
        if defined is None or not all(isinstance(v, bool) or v == {"any": "absent"} for v in condition.values.values()):
            return None
        if defined.on(purpose) == ALWAYS and (purpose or condition.defaults):
            return ALWAYS
        return UNTIL_REFUSED if condition.defaults and defined.by_default(purpose) else None

    def cookie_read(self, path: str) -> str:
        """The cookie that an expression reads (`Cookies.get('choice')`), "" for none."""
        return self._cookie(path, "reads")

    def cookie_written(self, path: str) -> bool:
        """Does a call write a cookie, its name first and its value second?"""
        return bool(self._cookie(path, "writes"))

    def _cookie(self, path: str, kind: str) -> str:
        if kind not in self._expressions:
            self._expressions[kind] = filed((expr, expr) for cmp in self.cmps for expr in getattr(cmp, kind))
        for expr in candidates(self._expressions[kind], path):
            match = pattern(expr).fullmatch(path)
            if match is not None:
                return match.groupdict().get("key", "")
        return ""

    def stored(self, key: str) -> Value | None:
        """What a cookie or storage key without a visible writer holds.

        A platform's own name counts first when the platform is in sight or nobody else has such a name; then home-made
        names; then the others.
        """
        fitting = [(cmp, s) for cmp, s in self._stored if _glob(s.name, s.by_name).fullmatch(key)]
        for cmp, choice in sorted(fitting, key=lambda entry: self._stored_rank(*entry)):
            return spec_value(choice.values, [Note(key, True, cmp.id, "", "", choice.by_name)])
        return None

    def _stored_rank(self, cmp: Cmp, choice: StoredChoice) -> int:
        if cmp.id == "project":
            return 0
        return 2 if choice.by_name else 1 if cmp.id in self.present or choice.own else 3

    def package_global(self, package: str) -> str | None:
        """The global under which a platform's package, or a file of it, is known (`import * as X from package`)."""
        while package not in self._aliases and "/" in package:
            package = package.rpartition("/")[0]
        return self._aliases.get(package)

    def stands_alone(self, name: str) -> bool:
        """Do packs speak of this function or component without an object before it?"""
        if self.configures(name):
            return True
        filed = [condition for entries in self._conditions.values() for _, _, condition in entries]
        return any(canonical(condition.expr).startswith(f"{name}(") for condition in filed if name in condition.expr)

    def mentions(self, name: str) -> bool:
        """Does some pack say anything about a global of this name?"""
        if any(not condition.by_name for _, _, condition in self._conditions.get(name, ())):
            return True
        calls = [c.call for cmp in self.cmps for c in cmp.callbacks] + [
            c.call for cmp in self.cmps for c in cmp.loaders
        ]
        heads = {re.split(r"[.(:]", canonical(call))[0] for call in calls if call}
        heads |= {c.option.split(":")[0].split(".")[0] for cmp in self.cmps for c in cmp.callbacks}
        return name in heads or self.is_platform(name)

    def no_gates(self, kind: str) -> dict[str, tuple[Cmp, NoGate]]:
        """What asks nobody, of one kind (call, event, selector, sends), by what names it."""
        if kind not in self._no_gates:
            every = ((cmp, one) for cmp in self.cmps for one in cmp.no_gates)
            self._no_gates[kind] = {key: (cmp, one) for cmp, one in every if (key := getattr(one, kind))}
        return self._no_gates[kind]

    def is_platform(self, name: str) -> bool:
        """Is a global of this name a platform's?"""
        return any(name in cmp.present.globals for cmp in self.cmps)

    def callbacks(self, kind: str) -> Iterator[Registration]:
        """All callbacks of one kind: event, call, function or option; the project's first."""
        if kind not in self._callbacks:
            ordered = sorted(self.cmps, key=lambda cmp: cmp.id != "project")
            every = [Registration(cmp, callback) for cmp in ordered for callback in cmp.callbacks]
            self._callbacks[kind] = [found for found in every if getattr(found.callback, kind)]
        yield from self._callbacks[kind]

    def event(self, name: str) -> Registration | None:
        known = [r for r in self.callbacks("event") if r.callback.event == name]
        known += [] if known else [r for r in self.callbacks("event") if self._may_be_event(r, name)]
        return next((r for r in known if not r.callback.by_name), known[0] if known else None)

    def event_runs(self, r: Registration, name: str) -> Worlds:
        """The worlds in which an event comes; where its name holds a purpose, by that purpose's own definition."""
        found = pattern(r.callback.event).fullmatch(name) if "<" in r.callback.event else None
        defined = self.defined(r.cmp.id) if found else None
        return stood(r.callback.runs, defined.on(next(iter(found.groupdict().values()))) if defined and found else None)

    def _may_be_event(self, r: Registration, name: str) -> bool:
        """Does an event whose name holds a purpose (`<service>_loaded`) fit, of a platform that is in sight?"""
        fits = "<" in r.callback.event and (r.cmp.id in self.present or r.cmp.id == "project")
        return fits and pattern(r.callback.event).fullmatch(name) is not None

    def state_shape(self, path: str, packages: Iterable[str] = ()) -> str:
        """The shape of the state that a call makes (`StateCall.shape`), "" for none.

        packages  where the name comes from: what a pack says of these comes before what it says of the bare name
        """
        if not self._states:
            every = [state for cmp in self.cmps for state in cmp.states]
            self._states = {(state.call, one): state.shape for state in every for one in state.packages or ("",)}
            self._states[("", "")] = ""
        found = (self._states.get((path, package)) for package in (*sorted(packages), ""))
        return next((shape for shape in found if shape), "")

    def build_value(self, path: str) -> tuple[str, tuple[str, ...]] | None:
        """The variable that a build puts in place of an expression, and the files that may define it."""
        if "build" not in self._expressions:
            self._expressions["build"] = filed((one.expr, one) for cmp in self.cmps for one in cmp.build_values)
        for one in candidates(self._expressions["build"], path):
            match = pattern(one.expr).fullmatch(path)
            if match is not None:
                name = match.groupdict().get("name", "")
                snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[.-]", "_", name).upper()
                return one.variable.replace("<name>", name).replace("<NAME>", snake), one.files
        return None

    def builds_below(self, path: str) -> bool:
        """Does a build put values in place of the properties of this?"""
        return any(canonical(one.expr).startswith(f"{path}.<") for cmp in self.cmps for one in cmp.build_values)

    def renders(self) -> list[str]:
        """Methods of a component's class that give what is shown of it."""
        return [name for cmp in self.cmps for name in cmp.renders]

    def setters(self) -> list[tuple[str, str]]:
        """Methods of a component's class that write a part of its state, and that part."""
        return [(name, part) for cmp in self.cmps for name, _, part in (one.partition(":") for one in cmp.setters)]

    def is_early(self, hook: str) -> bool:
        """Is a hook called before its component is shown for the first time?"""
        return any(hook in cmp.early for cmp in self.cmps)

    def hooks(self) -> tuple[frozenset[str], frozenset[str]]:
        """What frameworks call on a component, and the options that name elements of the head."""
        if self._hooks is None:
            found = [frozenset(name for cmp in self.cmps for name in getattr(cmp, key)) for key in ("hooks", "heads")]
            self._hooks = found[0], found[1]
        return self._hooks

    def function(self, name: str) -> Registration | None:
        return next((r for r in self.callbacks("function") if canonical(r.callback.function) == name), None)

    def registering_call(self, path: str, packages: Collection[str] = ()) -> Registration | None:
        """The callback that a call such as `OneTrust.OnConsentChanged(ƒ)` registers.

        packages  where the first name of the path is imported from; empty for globals
        """
        if "ƒ" not in path:
            return None
        if "call" not in self._expressions:
            self._expressions["call"] = filed((r.callback.call, r) for r in self.callbacks("call"))
        fitting = [r for r in candidates(self._expressions["call"], path) if pattern(r.callback.call).fullmatch(path)]
        fitting = [r for r in fitting if _comes_from(r.callback.packages, packages)]
        # What a pack says of one object comes before what others say of any object's method.
        return min(fitting, key=lambda r: r.callback.call.startswith("*."), default=None)

    def configures(self, path: str) -> bool:
        """Is this call one whose options, definitions or address arguments some pack describes?"""
        if not self._configuring:
            options = [one.option for cmp in self.cmps for one in cmp.callbacks if one.option]
            options += [one.option for cmp in self.cmps for one in cmp.definitions]
            heads = [option.partition(":")[0] for option in options]
            heads += [loader.call.partition("(")[0] for _, loader in self.gated_loaders()]
            heads += [loader.option.partition(":")[0] for _, loader in self.gated_loaders()]
            self._configuring = {canonical(head) for head in heads} | {""}
        return path in self._configuring

    def _loader_heads(self) -> Iterator[tuple[tuple[str, str], tuple[Cmp, GatedLoader]]]:
        for cmp, loader in self.gated_loaders():
            for kind, path in (("call", loader.call.partition("(")[0]), ("option", loader.option.partition(":")[0])):
                if path:
                    yield (kind, canonical(path)), (cmp, loader)

    def gated_loaders(self) -> Iterator[tuple[Cmp, GatedLoader]]:
        for cmp in self.cmps:
            for loader in cmp.loaders:
                yield cmp, loader

    def choosing_call(self, path: str) -> str:
        """`accept` or `refuse` when a call makes the visitor's choice for the platform, else ``."""
        for cmp in self.cmps:
            for kind, calls in (("accept", cmp.accept), ("refuse", cmp.refuse)):
                if any(path == canonical(call) for call in calls):
                    return kind
        return ""


def _comes_from(known: Collection[str], packages: Collection[str]) -> bool:
    """Does what a pack says hold for a name from one of these packages, or for a global?"""
    outside = {package for package in packages if not package.startswith(".")}
    return not known or not outside or not outside.isdisjoint(known)


@lru_cache(maxsize=1024)
def _glob(name: str, any_case: bool) -> re.Pattern[str]:
    # Names of cookies and keys are case-sensitive; only home-made ones are recognised in any spelling.
    return re.compile(translate(name), re.IGNORECASE if any_case else 0)
