"""Files, pure: text in, embeds out. Code is run in rounds until what it stores and resolves does not change.

One file alone is a project of one file. In a project of several, every file is run as if it were opened by itself;
what another file loads is no entry, and what any entry calls is not called by strangers.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from consentlint.config import Config
from consentlint.model import UNKNOWN_REGION, Embed, Exposure, Place, Span
from consentlint.packs.values import Packs
from consentlint.reach.atoms import Knowledge
from consentlint.reach.catalogue import Catalogue
from consentlint.reach.machine import LimitReached, Machine
from consentlint.reach.memory import Memory
from consentlint.reach.paths import START
from consentlint.reach.plugins import load_plugins
from consentlint.reach.project import Project
from consentlint.reach.requests import Requests
from consentlint.reach.rest import enter_rest
from consentlint.reach.sweep import sweep_holes, sweep_program
from consentlint.subject import Page, Script, subject_of
from consentlint.text import Source
from consentlint.worlds import NEVER

ROUNDS = 6
UNREADABLE = "code that could not be read names a vendor; what was found there may load"
LIMIT = "too much code to follow: part of it was not examined, and what was found there may be more open than said"
Subject = Script | Page


@dataclass(frozen=True, slots=True)
class Inspection:
    """What one file holds.

    notes     what was examined only in part, and why
    comments  every comment of every layer, for suppressions
    """

    embeds: tuple[Embed, ...]
    notes: tuple[str, ...] = ()
    comments: tuple[tuple[Span, str], ...] = ()


def inspect_source(source: Source, packs: Packs, config: Config | None = None) -> Inspection:
    """Every embed of one file that stands alone, with its exposure. Never raises for what the file holds."""
    subject = subject_of(source)
    memory, notes = Memory(), [LIMIT]
    machine = _machine(subject, packs, memory)
    for _ in range(ROUNDS):
        machine = _machine(subject, packs, memory)
        complete = _run(machine, subject)
        if not complete:
            break
        if not memory.differs(machine.memory):
            notes = []
            break
        memory = machine.memory
    if notes:
        machine.requests.open_all()
    embeds, unread = machine.requests.embeds(), _unread(machine, source.path)
    embeds = machine.requests.embeds() if unread else embeds
    return Inspection(tuple(embeds), tuple([*notes, *unread, *subject.notes]), tuple(subject.comments))


def _machine(subject: Subject, packs: Packs, previous: Memory, project: Project | None = None) -> Machine:
    cmps = list(packs.cmps.values())
    knowledge = Knowledge(cmps, subject.present(cmps))
    requests = Requests(Catalogue.of(packs.vendors.values()))
    return Machine(knowledge, load_plugins(), requests, previous, Memory(), project=project)


def _run(m: Machine, subject: Subject, entry: bool = True, rest: bool = True) -> bool:
    """Run everything once; False when the budget was used up, with what was not reached looked for by its text.

    entry  the file is opened by itself; otherwise only its functions can be entered
    rest   functions that nothing here calls are entered as well
    """
    try:
        subject.run(m, START if entry else START.then(None, NEVER))
        _finish(m, rest)
    except (LimitReached, RecursionError):
        m.requests.open_all()
        for program, code in m.programs:
            sweep_program(m, code, program)
        return False
    return True


def _finish(m: Machine, rest: bool) -> None:
    """Run what waits, what the platforms call by name, and what others may enter."""
    m.here = None
    m.drain()
    for hook in m.plugins.at_end:
        hook(m)
    m.drain()
    m.replay()
    if rest:
        enter_rest(m)
    m.memory.released = [(held, at.absolute, place, at.trigger) for held, at, place in m.released]


def _unread(m: Machine, path: str) -> list[str]:
    """What the parser could not read, where it names a vendor's loader."""
    programs = [(program, code) for program, code in m.programs if code.path == path]
    found = [span for program, code in programs for span in sweep_holes(m, code, program.holes)]
    return [UNREADABLE] if found else []


# --- several files ---------------------------------------------------------------------------------------------------


def inspect_project(paths: Iterable[str], project: Project, packs: Packs) -> dict[str, Inspection]:
    """The embeds of files that belong together, by file. Files that cannot be read are left out."""
    subjects = {path: subject_of(source) for path in sorted(paths) if (source := project.read(path)) is not None}
    memory, notes = Memory(), [LIMIT]
    runs: dict[str, Machine] = {}
    for _ in range(ROUNDS):
        runs = {path: _machine(subject, packs, memory, project) for path, subject in subjects.items()}
        complete = all([_run(m, subjects[path], rest=False) for path, m in runs.items()])
        found = Memory()
        for m in runs.values():
            found.absorb(m.memory)
        if not complete:
            break
        if not memory.differs(found):
            notes = []
            break
        memory = found
    entries = _entries(runs)
    strangers = [_strangers(subjects[path], packs, memory, project, runs, entries) for path in subjects]
    return _by_file(subjects, [*(runs[path] for path in entries), *strangers], notes)


def _entries(runs: dict[str, Machine]) -> list[str]:
    """The files that no other file loads; all of them where each is loaded by another."""
    loaded = {other for path, m in runs.items() for other in m.loaded if other != path}
    return [path for path in runs if path not in loaded] or list(runs)


def _strangers(
    subject: Subject, packs: Packs, memory: Memory, project: Project, runs: dict[str, Machine], entries: list[str]
) -> Machine:
    """A file as code out of sight may use it: its functions that no entry of the project calls."""
    m = _machine(subject, packs, memory, project)
    m.entered = set().union(*(runs[path].entered for path in entries))
    _run(m, subject, entry=False)
    return m


def _by_file(subjects: dict[str, Subject], machines: list[Machine], notes: list[str]) -> dict[str, Inspection]:
    merged: dict[tuple[str, str, Place], Embed] = {}
    unread: dict[str, list[str]] = {}
    for m in machines:
        if notes:
            m.requests.open_all()
        for path in subjects:
            unread.setdefault(path, []).extend(_unread(m, path))
        for embed in m.requests.embeds():
            key = (embed.vendor, embed.form, embed.place)
            merged[key] = both(merged[key], embed) if key in merged else embed
    found = sorted(merged.values(), key=lambda embed: (embed.place, embed.form))
    return {
        path: Inspection(
            tuple(embed for embed in found if embed.place.path == path),
            tuple(dict.fromkeys([*notes, *unread[path], *subject.notes])),
            tuple(subject.comments),
        )
        for path, subject in subjects.items()
    }


def both(one: Embed, other: Embed) -> Embed:
    """One embed that two entries lead to: every way counts, the most open one is told first."""
    first, second = sorted((one, other), key=_closedness)
    exposure = Exposure(one.exposure.load | other.exposure.load, one.exposure.request | other.exposure.request)
    region = first.region
    if one.region != other.region and NEVER not in (first.exposure.load, second.exposure.load):
        region = UNKNOWN_REGION if first.region and second.region else first.region or second.region
    ways = [way for way in (second.trace, *first.other_ways, *second.other_ways) if way != first.trace]
    facts = tuple(dict.fromkeys((*first.region_facts, *second.region_facts)))
    return replace(first, exposure=exposure, region=region, region_facts=facts, other_ways=tuple(dict.fromkeys(ways)))


def _closedness(embed: Embed) -> tuple[list[int], list[int]]:
    return [-answer for answer in embed.exposure.load], [-answer for answer in embed.exposure.request]
