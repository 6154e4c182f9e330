"""Which layouts a page stands in that no tag of its own names, by the rules of its language (`Layout`)."""

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from consentlint.lazy_regex import lazy_regex
from consentlint.syntax.layers import Page
from consentlint.syntax.template import NO_RULES, Layout

if TYPE_CHECKING:
    from consentlint.reach.library import Library

MOST_OTHERS = 4  # layouts that may be meant instead
NOTHING = frozenset(["", "none", "null", "nil", "false", "~"])
_BRACES = lazy_regex(r"\{(\w+)\}")


def meant(library: "Library", page: Page, rules: Layout) -> list[tuple[str, bool]]:
    """The files of a page's layouts; the second says whether it surely stands in that one. Empty for none."""
    path = page.source.path
    match = re.compile(rules.pages).fullmatch(path) if rules.pages else None
    if (rules.pages and match is None) or (rules.needs and re.search(rules.needs, page.text) is None):
        return []
    names = _names(library, page, rules)
    if names is not None:
        each = [_files(library, page, rules, name) for name in names if name.lower() not in NOTHING]
        found = [(file, len(each) == len(files) == 1) for files in each for file in files]
    else:
        file = _lying(library, path, rules, match)
        others = _others(library, rules, match) - {file} if file is not None else ()
        found = [(file, True), *((other, False) for other in sorted(others)[:MOST_OTHERS])] if file is not None else []
    if not any(_shows(library, file, page, rules) for file, _ in found):
        return []
    return [(file, certain) for file, certain in found if file != path and path not in library.made_of(file)]


def _names(library: "Library", page: Page, rules: Layout) -> tuple[str, ...] | None:
    """What the page, or the nearest file that says something of it, names; None when nothing does."""
    own = re.search(rules.named, page.text) if rules.named else None
    if own is not None:
        return tuple(name for name in own.groups() if name)
    path = page.source.path
    for folder in _above(path) if rules.given else ():
        rest = posixpath.relpath(path, folder or ".")
        words = {"folder": posixpath.basename(folder), "stem": posixpath.basename(path).split(".")[0]}
        for given in rules.given:
            file = posixpath.join(folder, _filled(given.file, words))
            source = library.read(file) if file in library.paths and file != path else None
            said = given.read(source.text, rest) if source is not None else None
            if said is not None:
                return said
    return None


def _filled(pattern: str, words: dict[str, str]) -> str:
    return _BRACES.sub(lambda found: words.get(found[1], ""), pattern)


def _above(path: str) -> Iterator[str]:
    """The folder of a file and those above it, the nearest first."""
    folder = posixpath.dirname(path)
    while True:
        yield folder
        if not folder or posixpath.dirname(folder) == folder:
            return
        folder = posixpath.dirname(folder)


def _files(library: "Library", page: Page, rules: Layout, name: str) -> list[str]:
    return library.named(page, name, "layout", rules.search or page.dialect.search)


def _lying(library: "Library", path: str, rules: Layout, match: "re.Match[str] | None") -> str | None:
    """The file that lies where a layout is looked for."""
    words = {name: text or "" for name, text in (match.groupdict() if match is not None else {}).items()}
    endings = (rules.search or NO_RULES).endings
    for pattern in rules.paths:
        for up in _above(path) if "{up}" in pattern else ("",):
            place = _filled(pattern, {**words, "up": f"{up}/" if up else ""})
            for ending in endings:
                if (found := _at(library, place + ending, path)) is not None:
                    return found
    return None


def _at(library: "Library", place: str, path: str) -> str | None:
    if place.startswith("*/"):
        return next(iter(library.ending(place[2:], path)), None)
    place = posixpath.normpath(place)
    return place if place in library.paths and place != path else None


def _others(library: "Library", rules: Layout, match: "re.Match[str] | None") -> set[str]:
    if not rules.others or match is None:
        return set()
    words = {name: re.escape(text or "") for name, text in match.groupdict().items()}
    pattern = re.compile(_BRACES.sub(lambda found: words.get(found[1], found[0]), rules.others))
    return {path for path in library.paths if pattern.fullmatch(path)}


def _shows(library: "Library", file: str, page: Page, rules: Layout) -> bool:
    """Does it look like a layout: does it speak of what prints a page?"""
    parts = (library.page(each, page.dialect) for each in (file, *sorted(library.made_of(file))))
    return rules.parts or any(_prints(part) for part in parts if part is not None)


def _prints(page: Page) -> bool:
    dialect = page.dialect
    called = (word for word, kind in dialect.calls.items() if kind == "yield")
    words = (word for word, what in dialect.words.items() if what.kinds[:1] in (("yield",), ("block",)))
    return any(name in page.source.text for name in (*dialect.search.body, *called, *words))
