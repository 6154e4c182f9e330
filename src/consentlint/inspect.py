"""Files, pure: text in, embeds out. Code is run in rounds until what it stores and resolves does not change.

One file alone is a project of one file. In a project of several, every file is run as if it were opened by itself;
what another file loads is no entry, and what any entry calls is not called by strangers.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from consentlint.config import Config
from consentlint.datafiles import is_data
from consentlint.model import CONNECTION_HINT, UNKNOWN_REGION, UNREAD, Embed, Exposure, Guard, Handed, Place, Span
from consentlint.packs.values import Packs
from consentlint.reach.beside import shared_names
from consentlint.reach.left_out import may_matter
from consentlint.reach.library import Library
from consentlint.reach.limits import NOT_LED, NOT_LOADED, NOT_REACHED, NOT_TOGETHER
from consentlint.reach.machine import Machine
from consentlint.reach.memory import Memory
from consentlint.reach.project import Project
from consentlint.reach.sweep import sweep_holes, sweep_program
from consentlint.rounds import (
    ROUNDS,
    Budget,
    Called,
    Frozen,
    Run,
    Subject,
    again,
    at_first,
    bears,
    once,
    settled,
    with_strangers,
)
from consentlint.subject import Page, subject_of
from consentlint.text import Source
from consentlint.work import MOST_STEPS
from consentlint.worlds import ALWAYS, NEVER, PERHAPS

UNREADABLE = "code that could not be read names a vendor; what was found there may load"
LIMIT = "too much code to follow: part of it was not examined, and what was found there may be more open than said"
OTHERS = "it belongs to more files than are followed: what the rest of them decides counts as not known"
UNRENDERED = "no page in sight renders this part of the template; another one may"
APART = "too many files belong together to be judged as one: what others of them decide counts as not known"
LED = "more files bring it in than are followed: what the rest of them decide counts as not known"


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
    source: Source,
    packs: Packs,
    config: Config | None = None,
    library: Library | None = None,
    most: int = MOST_STEPS,
    entry: bool | None = None,
) -> Inspection:
    """Every embed of one file, with its exposure. Never raises for what the file holds.

    library  the templates that it may bring in
    most     the nodes that may be run for it
    entry    where other files belong to it that cannot be followed along: does none of them bring it in? None: there
             are no others
    """
    subject = subject_of(source, library or Library.of((), lambda path: None, config or Config()))
    run, begun = settled(subject, Frozen(packs, budget=Budget(most)))
    for program, code in run.machine.programs if entry is not None else ():
        sweep_program(run.machine, code, program, NOT_TOGETHER)
    ran = Ran([run.machine], [one.machine for one in begun], run.complete)
    seen = _by_file({source.path: subject}, ran, [] if ran.complete else [LIMIT])[source.path]
    return seen if entry is None else _left_open(seen, entry)


class Ran(NamedTuple):
    """What was run in the end. at_first: once more, as the page begins for whoever comes back; complete: all of it."""

    machines: list[Machine]
    at_first: list[Machine]
    complete: bool


def _unread(m: Machine, path: str) -> list[str]:
    """What the parser could not read, where it names a vendor's loader."""
    programs = [(program, code) for program, code in m.programs if code.path == path]
    found = [span for program, code in programs for span in sweep_holes(m, code, program.holes)]
    return [UNREADABLE] if found else []


def _left_open(seen: Inspection, entry: bool) -> Inspection:
    """What was found in a file without the others that belong to it.

    entry  none of them brings it in: what loads there whatever happens loads. Of the rest nothing is sure.
    """
    handed = tuple(one._replace(embed=_unsure(one.embed, entry)) for one in seen.handed)
    embeds = tuple(_unsure(embed, entry) for embed in seen.embeds)
    return replace(seen, embeds=embeds, handed=handed, notes=(*seen.notes, APART))


def _unsure(embed: Embed, entry: bool) -> Embed:
    if entry and embed.exposure.load == ALWAYS:
        return embed
    limit = Guard(UNREAD, embed.place, "limit reached", PERHAPS, NOT_TOGETHER)
    return embed._replace(
        exposure=Exposure(PERHAPS, embed.exposure.request & PERHAPS),
        trace=(*embed.trace, limit),
    )


# --- several files ---------------------------------------------------------------------------------------------------


def inspect_project(
    paths: Iterable[str],
    project: Project,
    packs: Packs,
    library: Library | None = None,
    most: int = MOST_STEPS,
    cut: Collection[str] = (),
) -> dict[str, Inspection]:
    """The embeds of files that belong together, by file. Files that cannot be read are left out.

    cut   files that more others bring in than were looked for: what these decide is not known
    most  the nodes that may be run for them. Raises TooMuch when they do not suffice to see what belongs together.
    """
    sources = [source for path in sorted(paths) if not is_data(path) and (source := project.read(path)) is not None]
    if library is not None:
        library.group = frozenset(source.path for source in sources)
    subjects = {source.path: subject_of(source, library) for source in sources}
    project.group = frozenset(subjects)
    given = Frozen(packs, project, budget=Budget(most))
    runs = _each(subjects, replace(given, called=None))
    shared = shared_names({path: run.machine for path, run in runs.items()})
    for path, scripts in shared.items():
        runs[path] = once(subjects[path], replace(given, called=None, beside=scripts), Memory())
        _spare(given)
    machines = {path: run.machine for path, run in runs.items()}
    entries = _entries(machines)
    told = {path: replace(given, beside=shared.get(path, ())) for path in entries}
    ran = _together(subjects, told, runs)
    unled = [path for path in entries if path in cut]
    if not all(run.complete for run in runs.values()):
        unled = [path for path in entries if path in cut or _is_module(path, project)]
    _doubted(ran, [entries.index(path) for path in unled])
    reasons = [*([NOT_LED] if cut else []), *([NOT_LOADED] if may_matter(project) else [])]
    for m in ran.machines if reasons else ():
        m.requests.leave_open(reasons[0])
    told_of = ((LIMIT, not ran.complete), (LED, bool(cut)), (OTHERS, bool(project.left_out)))
    notes = [note for note, holds in told_of if holds]
    alone = {path: m for path, m in machines.items() if path not in entries and isinstance(subjects[path], Page)}
    return _by_file(subjects, ran, notes, alone)


def _doubted(ran: Ran, entries: Iterable[int]) -> None:
    """Some of the entries may be none: what leads to them is not known."""
    doubted = [ran.machines[number] for number in entries]
    for m in (*doubted, *(ran.at_first if doubted else ())):
        m.requests.doubt(NOT_LED)


def _each(subjects: dict[str, Subject], given: Frozen) -> dict[str, Run]:
    """Every file run as if it were opened by itself, to see what it loads and stores. Raises TooMuch.

    A module that another file has loaded is no entry: it ran there. Those that import come before what they import.
    """
    runs: dict[str, Run] = {}
    loaded = set[str]()
    for path in _importers_first(subjects, given.project):
        if path in loaded and _is_module(path, given.project):
            continue
        runs[path] = once(subjects[path], given, Memory())
        loaded |= runs[path].machine.loaded
        _spare(given)
    return {path: runs[path] for path in subjects if path in runs}


def _importers_first(subjects: dict[str, Subject], project: Project | None) -> list[str]:
    """Pages, then the scripts that no other imports, then the rest."""
    imported = {found for path in subjects for found in (project.imports(path) if project is not None else ())}
    return sorted(subjects, key=lambda path: (not isinstance(subjects[path], Page), path in imported))


def _is_module(path: str, project: Project | None) -> bool:
    found = project.program(path) if project is not None else None
    return found is not None and found[0].module


def _spare(given: Frozen) -> None:
    if given.budget.left <= 0:
        raise TooMuch


def _together(subjects: dict[str, Subject], told: dict[str, Frozen], first: dict[str, Run]) -> Ran:
    """All entries in rounds, until what they store, resolve and call does not change.

    told   for each entry what its runs take from outside
    first  the first round of every file, without strangers
    """
    runs = {path: first[path] for path in told}
    called = _inside(runs)
    if not any(map(bears, first.values())):
        for path, given in told.items():
            with_strangers(runs[path], replace(given, called=called))
        if not any(map(bears, first.values())):
            return _outcome(runs)
    for _ in range(ROUNDS):
        stored = _stored([*first.values(), *runs.values()])
        fresh = _once_more(subjects, told, runs, stored, called)
        if all(fresh[path] is run for path, run in runs.items()) and called == _inside(fresh) | called:
            now = {path: replace(given, stored=stored, called=called) for path, given in told.items()}
            begun = (at_first(run, [first[path]], subjects[path], now[path]) for path, run in runs.items())
            return _outcome(fresh)._replace(at_first=[one.machine for each in begun for one in each])
        runs, called = fresh, called | _inside(fresh)
    for run in runs.values():
        run.machine.requests.leave_open(NOT_REACHED)
    return _outcome(runs)._replace(complete=False)


def _inside(runs: dict[str, Run]) -> Called:
    """The functions that the project's own code calls."""
    return frozenset().union(*(run.inside for run in runs.values()))


def _outcome(runs: dict[str, Run]) -> Ran:
    return Ran([run.machine for run in runs.values()], [], all(run.complete for run in runs.values()))


def _once_more(
    subjects: dict[str, Subject], told: dict[str, Frozen], runs: dict[str, Run], stored: Memory, called: Called
) -> dict[str, Run]:
    """Every entry with what all have stored and called by now."""
    return {
        path: again(runs[path], subjects[path], replace(given, stored=stored, called=called))
        for path, given in told.items()
    }


def _stored(runs: Iterable[Run]) -> Memory:
    """The cookies and storage keys that any of them writes."""
    stored = Memory()
    for run in runs:
        stored.absorb_stored(run.machine.memory)
    return stored


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
            merged[key] = Handed(both(known.embed, one.embed) if known else one.embed, names, one.sure)
    loads: dict[str, list[Exposure]] = {}
    for embed in embeds:
        if embed.form != CONNECTION_HINT:
            loads.setdefault(embed.vendor, []).append(embed.exposure)
    meant = [one for one in merged.values() if one.sure or one.embed.vendor in loads]
    return [one._replace(embed=_where_loaded(one.embed, loads.get(one.embed.vendor, []))) for one in meant]


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
