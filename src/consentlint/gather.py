"""Which files belong together: a script that holds an embed, and whatever loads it, and whatever loads that.

A second search over the bytes finds files that name such a script; the name must resolve to it before it counts. Only
these files are parsed.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from consentlint.config import Config
from consentlint.datafiles import is_data, is_variables, variables
from consentlint.lazy_regex import lazy_regex
from consentlint.prefilter import Prefilter
from consentlint.reach.entries import is_settings
from consentlint.reach.including import includers
from consentlint.reach.library import Library
from consentlint.reach.named import named_in
from consentlint.reach.project import Project, is_module, mentions
from consentlint.shared_names import called, defined, exported, unbound
from consentlint.stored_keys import keys_read, names_of, writes
from consentlint.text import Source, decode

Reader = Callable[[str], tuple[bytes, str]]
# A group that grows beyond this is cut: who brings in the files at its edge is not looked for.
MOST_FILES = 300
# A function that more files call than this has a common name: the files that load it are enough.
MOST_CALLERS = 20
# A function that is called by one that is called by one: so far callers are looked for.
MOST_STEPS = 3
MOST_WORDS = 4_000
SETTING = lazy_regex(r"""([\w$.]{4,})["']?\s*:\s*(?:[\w.]+\(\s*)?["'`]{1,2}[^"'`\n]*[\w-]\.[a-z]{2,}\b""")
# What a variable may hold that decides where a page goes.
ADDRESS = lazy_regex(r"[\w-]\.[a-z]{2,}\b")


class Gathered(NamedTuple):
    """groups: files that belong together; cut: those that more others bring in than were looked for."""

    groups: list[tuple[str, ...]]
    cut: frozenset[str] = frozenset()


def gather(hits: Sequence[str], context: Iterable[str], reader: Reader, config: Config) -> Gathered:
    """The hits in groups of files that belong together, in order; most groups are one file."""
    cut = set[str]()
    every = list(dict.fromkeys([*context, *hits]))
    paths = [path for path in every if not is_data(path)]
    project = Project.of(every, _source(reader), config.paths)
    users = _users(hits, paths, reader)
    for other in (_callers(hits, paths, reader), _definers(hits, paths, reader)):
        for path, found in other.items():
            users.setdefault(path, set()).update(found)
    named = {path for found in users.values() for path in found}
    scripts = [path for path in dict.fromkeys([*hits, *sorted(named)]) if is_module(path) or is_data(path)]
    links = _loaders(scripts, paths, project, reader, cut) if scripts else {}
    for path, found in users.items():
        links.setdefault(path, set()).update(found)
    writers = _writers(_groups(hits, links), paths, project, reader)
    fresh = sorted({path for found in writers.values() for path in found if is_module(path)} - set(scripts))
    if fresh:
        links = _loaders([*scripts, *fresh], paths, project, reader, cut)
    for path, found in writers.items():
        links.setdefault(path, set()).update(found)
    pages = [*hits, *sorted({path for found in links.values() for path in found})]
    library = Library.of(every, _source(reader), config)
    for path, found in includers(pages, paths, library, reader, cut).items():
        links.setdefault(path, set()).update(found)
    return Gathered(_groups(hits, links), frozenset(cut))


def _users(hits: Sequence[str], paths: list[str], reader: Reader) -> dict[str, set[str]]:
    """For each file of variables, the files that name one of those that hold an address."""
    found: dict[str, set[str]] = {}
    for held in hits:
        names = _addressed(held, _text(held, reader)) if is_variables(held) or is_settings(held) else []
        matcher = Prefilter(names) if names else None
        for path in paths if matcher is not None else ():
            data, reason = reader(path)
            if not reason and matcher is not None and matcher.hit(data):
                found.setdefault(held, set()).add(path)
    return found


def _addressed(path: str, text: str) -> list[str]:
    """The names of a file of variables, or of a build's settings, under which an address stands."""
    if not is_variables(path):
        return sorted({name.split(".")[-1] for name in SETTING.findall(text)})
    return sorted(name for name, (held, _) in variables(text).items() if ADDRESS.search(held))


def _callers(hits: Sequence[str], paths: list[str], reader: Reader) -> dict[str, set[str]]:
    """For each script with an embed, the files that call a function of the page which it defines."""
    found: dict[str, set[str]] = {}
    fresh = [path for path in hits if is_module(path)]
    for _ in range(MOST_STEPS):
        offered = {path: _offered(_text(path, reader)) for path in fresh}
        names = sorted(set().union(*offered.values()))
        calls = {path: words for path in _holding(names, paths, reader) if (words := unbound(_text(path, reader)))}
        users = {path: {other for other, words in calls.items() if words & own} for path, own in offered.items()}
        new = {path: others - {path} for path, others in users.items() if 0 < len(others - {path}) <= MOST_CALLERS}
        found |= new
        fresh = sorted({other for others in new.values() for other in others if is_module(other)} - set(found))
    return found


def _offered(text: str) -> set[str]:
    return defined(text) | exported(text)


def _definers(hits: Sequence[str], paths: list[str], reader: Reader) -> dict[str, set[str]]:
    """For each file with an embed, the scripts that define a function of the page which it calls."""
    asked = {path: called(_text(path, reader)) for path in hits if not is_data(path)}
    needles = [f"{word}{name}" for name in sorted(set().union(*asked.values())) for word in ("function ", "window.")]
    scripts = [path for path in paths if is_module(path)]
    offered = {path: defined(_text(path, reader)) for path in _holding(needles, scripts, reader)}
    found: dict[str, set[str]] = {}
    for path, words in asked.items():
        for word in words:
            owners = [other for other, own in offered.items() if word in own and other != path]
            if len(owners) == 1:
                found.setdefault(path, set()).update(owners)
    return found


def _holding(words: Sequence[str], paths: Iterable[str], reader: Reader) -> list[str]:
    """The files that hold one of the words."""
    if not words or len(words) > MOST_WORDS:
        return []
    matcher = Prefilter(words)
    return [path for path in paths if matcher.hit(reader(path)[0])]


def _text(path: str, reader: Reader) -> str:
    return decode(reader(path)[0])[0]


def _writers(groups: list[tuple[str, ...]], paths: list[str], project: Project, reader: Reader) -> dict[str, set[str]]:
    """For one file of each group, the files that write cookies and storage keys which the group reads."""
    read = {group[0]: _keys(group, project) for group in groups}
    keys = sorted(set().union(*(keys for keys, _ in read.values())))
    names = sorted(set().union(*(names for _, names in read.values())))
    matcher = Prefilter([*keys, *names]) if keys else None
    found: dict[str, set[str]] = {}
    for path in paths if matcher is not None else ():
        data, reason = reader(path)
        if reason or matcher is None or not matcher.hit(data):
            continue
        written = writes(data, keys, names)
        for first, (own, named) in read.items():
            if (own | named) & written and path != first:
                found.setdefault(first, set()).add(path)
    return found


def _keys(group: Sequence[str], project: Project) -> tuple[set[str], set[str]]:
    """The cookies and storage keys that files, and what they load, read; and the names that stand for these."""
    texts: list[str] = []
    seen, pending = set(group), list(group)
    while pending:
        path = pending.pop()
        source = project.read(path)
        if source is None:
            continue
        texts.append(source.text)
        fresh = sorted(named_in(path, source.text, project) - seen)[: MOST_FILES - len(seen)]
        seen |= set(fresh)
        pending += fresh
    keys = keys_read(texts)
    return keys, names_of(texts, keys)


def _source(reader: Reader) -> Callable[[str], Source | None]:
    """Files as the project asks for them: here only settings that give folders short names."""

    def read(path: str) -> Source | None:
        data, reason = reader(path)
        return None if reason else Source(path, *decode(data))

    return read


def brought_in(hits: Sequence[str], group: Sequence[str], reader: Reader, config: Config) -> frozenset[str]:
    """Those of the hits that other files of their group load, include or call."""
    paths, cut = [path for path in group if not is_data(path)], set[str]()
    project, library = Project.of(group, _source(reader), config.paths), Library.of(group, _source(reader), config)
    found = (
        _loaders(list(hits), paths, project, reader, cut),
        includers(hits, paths, library, reader, cut),
        _callers(hits, paths, reader),
    )
    return frozenset(cut.union(*found)).intersection(hits)


def _loaders(
    scripts: list[str], paths: list[str], project: Project, reader: Reader, cut: set[str]
) -> dict[str, set[str]]:
    """For each file that is loaded by another, the files that load it. Those not looked for any more are put in cut."""
    found: dict[str, set[str]] = {}
    seen, frontier = set(scripts), scripts
    most = len(seen) + MOST_FILES
    while frontier and len(seen) < most:
        targets = set(frontier)
        meant = {name for path in frontier for name in (path, *project.replaces(path))}
        matcher = Prefilter(
            sorted(
                {
                    word
                    for path in meant
                    for word in (*mentions(path), *project.packages.words(path), *project.built_names(path))
                }
            )
        )
        frontier = []
        for path in paths:
            data, reason = reader(path)
            if reason or not matcher.hit(data):
                continue
            for target in named_in(path, decode(data)[0], project) & targets - {path}:
                found.setdefault(target, set()).add(path)
                if path not in seen:
                    seen.add(path)
                    frontier += [path] if is_module(path) else []
    cut.update(frontier)
    return found


def _groups(hits: Sequence[str], loaders: dict[str, set[str]]) -> list[tuple[str, ...]]:
    """Connected files as groups, each where its first hit stands."""
    links: dict[str, set[str]] = {path: set() for path in hits}
    for target, sources in loaders.items():
        for source in sources:
            links.setdefault(target, set()).add(source)
            links.setdefault(source, set()).add(target)
    groups, taken = [], set[str]()
    for path in hits:
        if path in taken:
            continue
        group, pending = {path}, [path]
        while pending:
            fresh = links[pending.pop()] - group
            group |= fresh
            pending += fresh
        taken |= group
        groups.append(tuple(sorted(group)))
    return groups
