"""Which templates bring in which: found by the stem of the file's name first, so that only few are read."""

import os
import re
from collections.abc import Callable, Iterable

from consentlint.model import Span
from consentlint.prefilter import Prefilter
from consentlint.reach.library import FEWEST_KNOWN, Library
from consentlint.reach.project import IS_SCRIPT
from consentlint.syntax.layers import Page
from consentlint.text import decode

# Of many files that bring a template in, one of each kind is enough; of more kinds than these only some are followed.
MOST_INCLUDERS = 40
MOST_FILES = 300
FOLDERS = 3  # of the folders that a file lies in, so many are looked for in names that are made
WORD = re.compile(rb"[\w.-]+")


def includers(
    targets: Iterable[str],
    paths: Iterable[str],
    library: Library,
    read: Callable[[str], tuple[bytes, str]],
    cut: set[str],
) -> dict[str, set[str]]:
    """For each template, and for those that bring it in, the files that include, extend or import it.

    cut  is given those templates of which not all such files are told
    """
    pages = [path for path in paths if not IS_SCRIPT.search(path)]
    frontier = [path for path in dict.fromkeys(targets) if not IS_SCRIPT.search(path)]
    found: dict[str, set[str]] = {}
    seen = set(frontier)
    most = len(seen) + MOST_FILES
    while frontier and len(seen) < most:
        named = _naming(frontier, pages, library, read)
        frontier = []
        for target, others in sorted(named.items()):
            if len(others) > MOST_INCLUDERS:
                others = _one_of_each(others, library)
            if len(others) > MOST_INCLUDERS:
                others = set(sorted(others)[:MOST_INCLUDERS])
                cut.add(target)
            found[target] = others
            frontier += sorted(others - seen)
            seen |= others
    cut.update(frontier)
    return found


def _one_of_each(paths: Iterable[str], library: Library) -> set[str]:
    """Pages that differ in their text, and not in their tags and scripts, bring in the same on the same terms."""
    kinds: dict[tuple[str, ...], str] = {}
    for path in sorted(paths):
        page = library.page(path)
        if page is not None:
            kinds.setdefault(_kind(page), path)
    return set(kinds.values())


def _kind(page: Page) -> tuple[str, ...]:
    template, document = page.template, page.document
    told = {*template.comments, *(tag.span for tag in template.outputs)}
    tags = [page.slice(span) for span in template.tags if span not in told]
    scripts = [page.slice(Span(tag.start.start, tag.inner.end)) for tag in document.elements if tag.name == "script"]
    return page.dialect.id, *tags, *scripts


def _naming(
    targets: list[str], pages: list[str], library: Library, read: Callable[[str], tuple[bytes, str]]
) -> dict[str, set[str]]:
    """For each target the pages that bring it in."""
    stems = {name for path in targets for name in library.called(path)}
    matcher, wanted, made = Prefilter(sorted(stems)), set(targets), _made_names(targets)
    library.group = frozenset(targets)
    found: dict[str, set[str]] = {}
    for path in pages:
        data, reason = read(path)
        if reason or not ((matcher.hit(data) and _holds(data, stems)) or (made is not None and made.search(data))):
            continue
        if library.dialect(path, decode(data)[0]).id == "plain":
            continue
        page = library.page(path)
        for target in library.uses(page) & wanted - {path} if page is not None else ():
            found.setdefault(target, set()).add(path)
    return found


def _made_names(targets: Iterable[str]) -> re.Pattern[bytes] | None:
    """A name of which only the folder is known (`'widgets/' + kind`): the folders of the targets, and what follows."""
    folders = {folder for path in targets for folder in path.split("/")[:-1][-FOLDERS:] if len(folder) >= FEWEST_KNOWN}
    words = b"|".join(re.escape(os.fsencode(folder)) for folder in sorted(folders))
    return re.compile(rb"\b(?:" + words + rb")[/.][\"'`$#%{<\\]") if folders else None


def _holds(data: bytes, stems: set[str]) -> bool:
    """Is one of the stems a word of its own, or the end or the beginning of a path's part?"""
    words = {word for match in WORD.findall(data.lower()) for word in (match, *re.split(rb"[._-]", match))}
    return any(os.fsencode(name) in words or os.fsencode(name.strip("_")) in words for name in stems) or any(
        "-" in name or "." in name or "_" in name for name in stems
    )
