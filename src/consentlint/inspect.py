"""Files, pure: text in, embeds out. Code is run in rounds until what it stores and resolves does not change.

One file alone is a project of one file. In a project of several, every file is run as if it were opened by itself;
what another file loads is no entry, and what any entry calls is not called by strangers.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from consentlint.config import Config
from consentlint.datafiles import is_data
from consentlint.model import CONNECTION_HINT, UNKNOWN_REGION, Embed, Exposure, Guard, Handed, Place, Span
from consentlint.packs.values import Packs
from consentlint.reach.atoms import Knowledge
from consentlint.reach.beside import Beside, run_beside, shared_names
from consentlint.reach.catalogue import Catalogue
from consentlint.reach.library import Library
from consentlint.reach.machine import LimitReached, Machine
from consentlint.reach.memory import Memory
from consentlint.reach.plugins import load_plugins
from consentlint.reach.project import Project
from consentlint.reach.reactive import STATE
from consentlint.reach.requests import Requests
from consentlint.reach.rest import enter_rest
from consentlint.reach.strangers import platform_hosts
from consentlint.reach.sweep import sweep_holes, sweep_program
from consentlint.subject import Component, Data, Page, Script, Sheet, subject_of
from consentlint.text import Source
from consentlint.worlds import NEVER, PERHAPS

ROUNDS = 6
# What the first run over a group of files may take, in nodes; a large application is judged file by file instead.
MOST_STEPS = 600_000
UNREADABLE = "code that could not be read names a vendor; what was found there may load"
LIMIT = "too much code to follow: part of it was not examined, and what was found there may be more open than said"
OTHERS = "it belongs to more files than are followed: what the rest of them decides counts as not known"
UNRENDERED = "no page in sight renders this part of the template; another one may"
APART = "too many files belong together to be judged as one: each was judged by itself"
Subject = Script | Component | Page | Sheet | Data


class TooMuch(Exception):
    """Files that belong together hold more code than can be followed."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What one file holds.

    notes     what was examined only in part, and why
    comments  every comment of every layer, for suppressions
    handed    what is handed to vendors of data about a visitor
    """

    embeds: tuple[Embed, ...]
    notes: tuple[str, ...] = ()
    comments: tuple[tuple[Span, str], ...] = ()
    handed: tuple[Handed, ...] = ()


def inspect_source(
    source: Source, packs: Packs, config: Config | None = None, library: Library | None = None
) -> Inspection:
    """Every embed of one file that nothing else brings in, with its exposure. Never raises for what the file holds.

    library  the templates that it may bring in
    """
    subject = subject_of(source, library or Library.of((), lambda path: None, config or Config()))
    given = Frozen(packs)
    machine, complete = _settled(subject, given)
    ran = Ran([machine], list(_at_first(subject, given, machine.memory)), complete)
    return _by_file({source.path: subject}, ran, [] if complete else [LIMIT])[source.path]


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a run takes from outside.

    stored  cookies and storage keys that other files of the project write
    called  functions that other files of the project call; None: strangers are not to be asked for yet
    beside  scripts of the project that are on the page too: they define what is used here
    """

    packs: Packs
    project: Project | None = None
    stored: Memory = field(default_factory=Memory)
    called: frozenset[tuple[str, Span]] | None = frozenset()
    beside: tuple[Beside, ...] = ()


class Ran(NamedTuple):
    """What was run in the end. at_first: once more, as the page begins for whoever comes back; complete: all of it."""

    machines: list[Machine]
    at_first: list[Machine]
    complete: bool


def _settled(subject: Subject, given: Frozen) -> tuple[Machine, bool]:
    """A file run until nothing changes any more; False when that took too much."""
    previous = Memory()
    for _ in range(ROUNDS):
        machine, complete = _once(subject, given, previous)
        if not complete or not previous.differs(machine.memory):
            return machine, complete
        previous = machine.memory
    machine.requests.open_all()
    return machine, False


def _once(subject: Subject, given: Frozen, previous: Memory) -> tuple[Machine, bool]:
    """One round of a file, which knows what the previous one has left; False when it took too much."""
    previous.absorb_stored(given.stored)
    machine = _machine(subject, given, previous)
    complete = _run(machine, subject, given.called, given.beside)
    machine.memory.absorb_stored(given.stored)
    return machine, complete


def _at_first(subject: Subject, given: Frozen, settled: Memory) -> Iterator[Machine]:
    """A file once more, as a page begins for whoever comes back: state that is lost with the page is what it was."""
    if settled.holds(STATE):
        yield _once(subject, given, settled.without(STATE))[0]


def _machine(subject: Subject, given: Frozen, previous: Memory) -> Machine:
    cmps = list(given.packs.cmps.values())
    knowledge = Knowledge(cmps, subject.present(cmps))
    own = given.packs.own_domains
    known = None if own is None else own | platform_hosts(cmps)
    platforms = tuple(url for cmp in cmps for url in cmp.present.urls)
    requests = Requests(Catalogue.of(given.packs.vendors), own_domains=known, platforms=platforms)
    return Machine(knowledge, load_plugins(), requests, previous, Memory(), project=given.project)


def _run(
    m: Machine, subject: Subject, called: frozenset[tuple[str, Span]] | None, beside: tuple[Beside, ...] = ()
) -> bool:
    """Run everything once: the file, what waits, what the platforms call by name, what strangers may call.

    called  functions that strangers need not be asked for; None: strangers are left out. False when it took too much.
    """
    try:
        run_beside(m, beside)
        subject.run(m)
        m.here = None
        m.drain()
        for hook in m.plugins.at_end:
            hook(m)
        m.drain()
        m.replay()
        m.called_inside = frozenset(m.entered)
        if called is not None:
            m.entered |= called
            enter_rest(m)
    except (LimitReached, RecursionError):
        _give_up(m)
        return False
    m.memory.released = [(held, at.absolute, place, at.trigger) for held, at, place in m.released]
    return True


def _give_up(m: Machine) -> None:
    """The budget is used up: nothing may be called held back, and what was not reached is looked for by its text."""
    m.requests.open_all()
    for program, code in m.programs:
        sweep_program(m, code, program)


def _unread(m: Machine, path: str) -> list[str]:
    """What the parser could not read, where it names a vendor's loader."""
    programs = [(program, code) for program, code in m.programs if code.path == path]
    found = [span for program, code in programs for span in sweep_holes(m, code, program.holes)]
    return [UNREADABLE] if found else []


# --- several files ---------------------------------------------------------------------------------------------------


def inspect_project(
    paths: Iterable[str], project: Project, packs: Packs, library: Library | None = None
) -> dict[str, Inspection]:
    """The embeds of files that belong together, by file. Files that cannot be read are left out."""
    sources = [source for path in sorted(paths) if not is_data(path) and (source := project.read(path)) is not None]
    subjects = {source.path: subject_of(source, library) for source in sources}
    project.group = frozenset(subjects)
    runs = _each(subjects, Frozen(packs, project, called=None))
    shared = shared_names(runs)
    for path, scripts in shared.items():
        runs[path], _ = _once(subjects[path], Frozen(packs, project, called=None, beside=scripts), Memory())
    entries = _entries(runs)
    ran = _together({path: subjects[path] for path in entries}, Frozen(packs, project), runs, shared)
    notes = [*([] if ran.complete else [LIMIT]), *([OTHERS] if project.cut else [])]
    alone = {path: m for path, m in runs.items() if path not in entries and isinstance(subjects[path], Page)}
    return _by_file(subjects, ran, notes, alone)


def _each(subjects: dict[str, Subject], given: Frozen) -> dict[str, Machine]:
    """Every file run as if it were opened by itself, to see what it loads and stores. Raises TooMuch.

    A module that another file has loaded is no entry: it ran there. Those that import come before what they import.
    """
    runs: dict[str, Machine] = {}
    loaded = set[str]()
    for path in _importers_first(subjects, given.project):
        if path in loaded and _is_module(path, given.project):
            continue
        runs[path], _ = _once(subjects[path], given, Memory())
        loaded |= runs[path].loaded
        _spare(runs.values())
    return {path: runs[path] for path in subjects if path in runs}


def _importers_first(subjects: dict[str, Subject], project: Project | None) -> list[str]:
    """Pages, then the scripts that no other imports, then the rest."""
    imported = {found for path in subjects for found in (project.imports(path) if project is not None else ())}
    return sorted(subjects, key=lambda path: (not isinstance(subjects[path], Page), path in imported))


def _is_module(path: str, project: Project | None) -> bool:
    found = project.program(path) if project is not None else None
    return found is not None and found[0].module


def _spare(machines: Iterable[Machine]) -> None:
    if sum(m.steps for m in machines) > MOST_STEPS:
        raise TooMuch


def _together(
    subjects: dict[str, Subject], given: Frozen, first: dict[str, Machine], shared: dict[str, tuple[Beside, ...]]
) -> Ran:
    """All entries in rounds, until what they store, resolve and call does not change.

    first   their first round, without strangers
    shared  scripts that are on an entry's page too
    """
    machines = {path: first[path] for path in subjects}
    whole = dict.fromkeys(subjects, True)
    called = frozenset[tuple[str, Span]]()
    for _ in range(ROUNDS):
        stored = Memory()
        for m in (*first.values(), *machines.values()):
            stored.absorb_stored(m.memory)
        before, known = machines, called
        called = called.union(*(m.called_inside for m in machines.values()))
        machines = {}
        for path, subject in subjects.items():
            memory = before[path].memory
            memory.absorb_stored(stored)
            told = Frozen(given.packs, given.project, stored, called, shared.get(path, ()))
            machines[path], whole[path] = _once(subject, told, memory)
            machines[path].memory.absorb_stored(stored)
        _spare(machines.values())
        if called == known and not any(before[path].memory.differs(machines[path].memory) for path in subjects):
            apart = replace(given, stored=stored.without(STATE), called=called)
            begun = {path: replace(apart, beside=shared.get(path, ())) for path in subjects}
            again = [m for path in subjects for m in _at_first(subjects[path], begun[path], machines[path].memory)]
            return Ran(list(machines.values()), again, all(whole.values()))
    for m in machines.values():
        m.requests.open_all()
    return Ran(list(machines.values()), [], False)


def _entries(runs: dict[str, Machine]) -> list[str]:
    """The files that no other file loads; of those that load each other in a circle the first."""
    loaded = {other for path, m in runs.items() for other in m.loaded if other != path}
    entries = [path for path in runs if path not in loaded]
    reached = _reached(entries, runs)
    for path in runs:
        if path not in reached:
            entries.append(path)
            reached |= _reached([path], runs)
    return entries


def _reached(entries: list[str], runs: dict[str, Machine]) -> set[str]:
    """What these files load, and what that loads."""
    reached, pending = set(entries), list(entries)
    while pending:
        fresh = {path for path in runs[pending.pop()].loaded if path in runs} - reached
        reached |= fresh
        pending += fresh
    return reached


def _unseen(alone: dict[str, Machine], seen: Iterable[Embed]) -> Iterator[Embed]:
    """What templates hold that no page in sight renders: a macro that nobody calls, a file that is too much."""
    places = {embed.place for embed in seen}
    for path, m in alone.items():
        for embed in m.requests.embeds():
            if embed.place.path == path and embed.place not in places:
                guard = Guard("template-condition", embed.place, path, PERHAPS, UNRENDERED)
                load, request = embed.exposure
                yield embed._replace(
                    exposure=Exposure(load & PERHAPS, request & PERHAPS), trace=(guard, *embed.trace), other_ways=()
                )


def _by_file(
    subjects: dict[str, Subject], ran: Ran, notes: list[str], alone: dict[str, Machine] | None = None
) -> dict[str, Inspection]:
    """What was found, by file. `alone`: templates by themselves, which other files bring in."""
    merged: dict[tuple[str, str, Place], Embed] = {}
    unread: dict[str, list[str]] = {}
    for m in ran.machines:
        for path in subjects:
            unread.setdefault(path, []).extend(_unread(m, path))
        for embed in m.requests.embeds():
            key = (embed.vendor, embed.form, embed.place)
            merged[key] = both(merged[key], embed) if key in merged else embed
    for m in ran.at_first:
        for embed in m.requests.embeds():
            known = merged.get((embed.vendor, embed.form, embed.place))
            if known is not None and both(known, embed).exposure != known.exposure:
                merged[embed.vendor, embed.form, embed.place] = both(known, embed)
    rest = list(_unseen(alone or {}, merged.values()))
    found = sorted([*merged.values(), *rest], key=lambda embed: (embed.place, embed.form))
    handed = handed_over(ran.machines, found)
    return {
        path: Inspection(
            tuple(embed for embed in found if embed.place.path == path),
            tuple(dict.fromkeys([*notes, *unread[path], *subject.notes])),
            tuple(subject.comments),
            tuple(one for one in handed if one.embed.place.path == path),
        )
        for path, subject in subjects.items()
    }


def handed_over(machines: Iterable[Machine], embeds: Iterable[Embed]) -> list[Handed]:
    """What is handed to vendors of data about a visitor. They leave the page where the vendor is loaded.

    Where nothing in sight loads it, something else may.
    """
    merged: dict[tuple[str, Place], Handed] = {}
    for m in machines:
        for one in m.requests.handed():
            key, known = (one.embed.vendor, one.embed.place), merged.get((one.embed.vendor, one.embed.place))
            names = tuple(sorted({*one.names, *(known.names if known else ())}))
            merged[key] = Handed(both(known.embed, one.embed) if known else one.embed, names)
    loads: dict[str, list[Exposure]] = {}
    for embed in embeds:
        if embed.form != CONNECTION_HINT:
            loads.setdefault(embed.vendor, []).append(embed.exposure)
    return [one._replace(embed=_where_loaded(one.embed, loads.get(one.embed.vendor, []))) for one in merged.values()]


def _where_loaded(embed: Embed, loads: list[Exposure]) -> Embed:
    load, request = PERHAPS if not loads else NEVER, NEVER
    for exposure in loads:
        load, request = load | exposure.load, request | exposure.request
    mine = embed.exposure
    later = (mine.request & (load | request)) | (mine.load & request)
    return embed._replace(exposure=Exposure(mine.load & load, later))


def both(one: Embed, other: Embed) -> Embed:
    """One embed that two entries lead to: every way counts, the most open one is told first."""
    first, second = sorted((one, other), key=_closedness)
    exposure = Exposure(one.exposure.load | other.exposure.load, one.exposure.request | other.exposure.request)
    region = first.region
    if one.region != other.region and NEVER not in (first.exposure.load, second.exposure.load):
        region = UNKNOWN_REGION if first.region and second.region else first.region or second.region
    ways = [way for way in (second.trace, *first.other_ways, *second.other_ways) if way != first.trace]
    facts = tuple(dict.fromkeys((*first.region_facts, *second.region_facts)))
    return first._replace(exposure=exposure, region=region, region_facts=facts, other_ways=tuple(dict.fromkeys(ways)))


def _closedness(embed: Embed) -> tuple[list[int], list[int]]:
    return [-answer for answer in embed.exposure.load], [-answer for answer in embed.exposure.request]
