"""A file run, and run again while that may bring something new: what code stores and resolves, later runs find."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from consentlint.model import Span
from consentlint.packs.values import Packs
from consentlint.reach.atoms import Knowledge
from consentlint.reach.beside import Beside, run_beside
from consentlint.reach.catalogue import Catalogue
from consentlint.reach.conventions import show_page
from consentlint.reach.limits import NOT_REACHED, LimitReached
from consentlint.reach.machine import Machine
from consentlint.reach.memory import Memory
from consentlint.reach.plugins import load_plugins
from consentlint.reach.project import Project
from consentlint.reach.reactive import STATE
from consentlint.reach.recall import Recall
from consentlint.reach.requests import Requests
from consentlint.reach.rest import enter_rest
from consentlint.reach.strangers import platform_hosts
from consentlint.reach.sweep import literals, sweep_program
from consentlint.reach.values import Str
from consentlint.subject import Component, Data, Page, Script, Sheet
from consentlint.syntax.ir import Program
from consentlint.work import MOST_STEPS

ROUNDS = 6
Subject = Script | Component | Page | Sheet | Data
Called = frozenset[tuple[str, Span]]


@dataclass(slots=True)
class Budget:
    """What may still be run, in nodes."""

    left: int = MOST_STEPS


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a run takes from outside.

    stored  cookies and storage keys that other files of the project write
    called  functions that other files of the project call; None: strangers are not to be asked for yet
    beside  scripts of the project that are on the page too: they define what is used here
    budget  what may still be run for all files that belong together
    """

    packs: Packs
    project: Project | None = None
    stored: Memory = field(default_factory=Memory)
    called: Called | None = frozenset()
    beside: tuple[Beside, ...] = ()
    budget: Budget = field(default_factory=Budget)


@dataclass(slots=True)
class Run:
    """One run of a file, as far as it got.

    complete  False when it took too much
    called    functions that strangers were not asked for, as others call them; None: strangers were left out
    inside    functions that were entered without strangers
    """

    machine: Machine
    complete: bool = True
    called: Called | None = None
    inside: Called = frozenset()

    def stands(self, memory: Memory, called: Called | None) -> bool:
        """Would it be the same again with this memory, and these functions called by others?"""
        if not self.complete:
            return True  # more of the same would not be followed either
        if not self.machine.previous.unchanged(memory):
            return False
        if self.called is None or called is None:
            return self.called == called
        return not (called - self.called) & (self.machine.entered - self.inside)


def once(subject: Subject, given: Frozen, previous: Memory) -> Run:
    """One round of a file, which knows what the previous one has left."""
    previous.absorb_stored(given.stored)
    run = Run(_machine(subject, given, previous))
    run.machine.limit = given.budget.left
    try:
        _load(run.machine, subject, given.beside)
        run.inside = frozenset(run.machine.entered)
    except (LimitReached, RecursionError):
        _give_up(run)
    given.budget.left -= run.machine.steps
    return with_strangers(run, given)


def again(run: Run, subject: Subject, given: Frozen) -> Run:
    """The run with what is known by now: the very same where nothing of that would change it."""
    memory = run.machine.memory
    memory.absorb_stored(given.stored)
    if run.stands(memory, given.called):
        return run
    if run.stands(memory, None):
        # It goes on where it has stopped, as another run: what it stores is news.
        return with_strangers(replace(run), given)
    fresh = once(subject, given, memory)
    if fresh.complete:
        return fresh
    # What was found before is more than what was found on half of the way.
    run.complete = False
    run.machine.requests.leave_open(NOT_REACHED)
    return run


def settled(subject: Subject, given: Frozen) -> tuple[Run, list[Run]]:
    """A file run until nothing changes any more, not complete when that took too much; and `at_first` of that."""
    first = run = once(subject, given, Memory())
    for _ in range(ROUNDS):
        before = run
        run = again(run, subject, given) if bears(run) else run
        if run is before:
            return run, list(at_first(run, [first], subject, given))
    run.machine.requests.leave_open(NOT_REACHED)
    run.complete = False
    return run, []


def at_first(run: Run, before: Iterable[Run], subject: Subject, given: Frozen) -> Iterator[Run]:
    """A file once more, as a page begins for whoever comes back: state that is lost with the page is what it was.

    run  what was settled; before: earlier rounds, which may have begun so
    """
    memory = run.machine.memory.without(STATE)
    if not run.machine.memory.holds(STATE) or not bears(run) or run.stands(memory, given.called):
        return
    same = next((one for one in before if one.complete and one.stands(memory, given.called)), None)
    yield same or once(subject, replace(given, stored=given.stored.without(STATE)), memory)


def bears(run: Run) -> bool:
    """May another round bring an embed?

    Only when this one has recorded or released anything, has stored an address, took a name of the page for
    somebody else's before the code at hand wrote it (`queue = queue || []`), or holds an address of a vendor that
    what it has stored may bring to light (`open ? address : ""`).
    """
    m = run.machine
    own_names = not m.memory.asked.isdisjoint(m.memory.globals)
    known = own_names or m.requests.any() or m.memory.released or m.memory.has_address()
    return bool(known) or (m.memory.left_anything() and any(_speaks(m, program) for program, _ in m.programs))


def _speaks(m: Machine, program: Program) -> bool:
    """Does a text of the program name the host of a vendor?"""
    texts = {literal.value for literal in literals(program.body) if isinstance(literal.value, str)}
    fitting = (text for text in texts if "//" in text or "." in text)
    return any(m.requests.catalogue.match(Str((text,)), any_path=True) is not None for text in fitting)


def with_strangers(run: Run, given: Frozen) -> Run:
    """The run, gone on with what strangers may call."""
    m = run.machine
    before, m.limit = m.steps, m.steps + max(given.budget.left, 0)
    if given.called is not None and run.complete:
        try:
            m.entered |= given.called
            enter_rest(m)
        except (LimitReached, RecursionError):
            _give_up(run)
    given.budget.left -= m.steps - before
    run.called = given.called
    m.memory.released = [(held, at.absolute, place, at.trigger) for held, at, place in m.released]
    m.memory.absorb_stored(given.stored)
    return run


def _machine(subject: Subject, given: Frozen, previous: Memory) -> Machine:
    cmps = list(given.packs.cmps.values())
    knowledge = _knowledge(given.packs).of_run(subject.present(cmps))
    own = given.packs.own_domains
    known = None if own is None else own | platform_hosts(cmps)
    platforms = tuple(url for cmp in cmps for url in cmp.present.urls)
    requests = Requests(Catalogue.of(given.packs.vendors), own_domains=known, platforms=platforms)
    memory = Memory(begun=set(previous.begun))
    return Machine(knowledge, load_plugins(), requests, Recall(previous), memory, project=given.project)


# What was filed last, and of which packs.
_filed: list[tuple[Packs, Knowledge]] = []


def _knowledge(packs: Packs) -> Knowledge:
    if not _filed or _filed[0][0] is not packs:
        _filed[:] = [(packs, Knowledge(list(packs.cmps.values())))]
    return _filed[0][1]


def _load(m: Machine, subject: Subject, beside: tuple[Beside, ...]) -> None:
    """Run everything once: the file, what waits, what the platforms call by name. Raises LimitReached."""
    run_beside(m, beside)
    subject.run(m)
    show_page(m)
    m.here = None
    m.drain()
    for hook in m.plugins.at_end:
        hook(m)
    m.drain()
    m.replay()
    if m.exhausted:
        raise LimitReached


def _give_up(run: Run) -> None:
    """The budget is used up: nothing may be called held back, and what was not reached is looked for by its text."""
    run.complete = False
    run.machine.requests.leave_open(NOT_REACHED)
    for program, code in run.machine.programs:
        sweep_program(run.machine, code, program)
