"""Which files belong together: a script that holds an embed, and whatever loads it, and whatever loads that.

A second search over the bytes finds files that name such a script; the name must resolve to it before it counts. Only
these files are parsed.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from consentlint.prefilter import Prefilter
from consentlint.text import decode

if TYPE_CHECKING:
    from consentlint.reach.project import Project

Reader = Callable[[str], tuple[bytes, str]]
# A group that grows beyond this is cut: what lies outside of it stays out of sight, and verdicts stay "maybe".
MOST_FILES = 300
QUOTED = re.compile(r"""["'`]([^"'`\n<>]{1,240})["'`]""")
# In markup and prose only addresses and imports load something; other quoted names do not.
LOADED = re.compile(
    r"""(?:\bsrc|\bhref|\bimport|\bfrom|\brequire|\bimport\s*\(|\brequire\s*\()\s*=?\s*["']?([^"'\s<>()]{1,240})""", re.IGNORECASE
)


def gather(hits: Sequence[str], context: Iterable[str], reader: Reader) -> list[tuple[str, ...]]:
    """The hits in groups of files that belong together, in order; most groups are one file."""
    from consentlint.reach.project import IS_SCRIPT, Project

    scripts = [path for path in hits if IS_SCRIPT.search(path)]
    if not scripts:
        return [(path,) for path in hits]
    paths = list(dict.fromkeys([*context, *hits]))
    loaders = _loaders(scripts, paths, Project.of(paths, lambda path: None), reader)
    return _groups(hits, loaders)


def _loaders(scripts: list[str], paths: list[str], project: "Project", reader: Reader) -> dict[str, set[str]]:
    """For each file that is loaded by another, the files that load it."""
    from consentlint.reach.project import IS_SCRIPT, mentions

    found: dict[str, set[str]] = {}
    seen, frontier = set(scripts), scripts
    while frontier and len(seen) < MOST_FILES:
        targets = set(frontier)
        matcher = Prefilter(sorted({word for path in frontier for word in mentions(path)}))
        frontier = []
        for path in paths:
            data, reason = reader(path)
            if reason or not matcher.hit(data):
                continue
            for target in named_in(path, decode(data)[0], project) & targets - {path}:
                found.setdefault(target, set()).add(path)
                if path not in seen:
                    seen.add(path)
                    frontier += [path] if IS_SCRIPT.search(path) else []
    return found


def named_in(path: str, text: str, project: "Project") -> set[str]:
    """The scripts of the project that a file names in quotes, as an import or as an address."""
    from consentlint.reach.project import IS_SCRIPT

    pattern = QUOTED if IS_SCRIPT.search(path) else LOADED
    words = {match[1] for match in pattern.finditer(text) if "/" in match[1] or "." in match[1]}
    near = ((project.module(path, word), project.address(path, word)) for word in words)
    return {found for pair in near for found in pair if found is not None}


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

