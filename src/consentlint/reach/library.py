"""Templates of a project: which file a name means, by the rules of the language that names it (`Search`).

What the rules leave open is settled as elsewhere: the file whose path ends in the name and that lies nearest. Several
that lie as near are all meant, perhaps.
"""

import os
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from consentlint.config import Config
from consentlint.dialects import dialect_for, has_own_extension
from consentlint.discover import display, matcher
from consentlint.lazy_regex import lazy_regex
from consentlint.reach import layouts
from consentlint.syntax import references
from consentlint.syntax.layers import Page
from consentlint.syntax.references import Parts, Reference
from consentlint.syntax.template import NO_RULES, Dialect, Search
from consentlint.text import Source

MOST_MEANT = 4  # files that an uncertain name is taken to mean, besides those that are examined
MOST_FITTING = 40  # files that are examined and fit a name which is made at run time
MOST_READ = 4_000  # files that are looked through for a name that one of them defines
PAGES = frozenset([".html", ".htm", ".tmpl", ".tpl", ".gohtml", ".gotmpl", ".gotpl", ".gohtm"])
FEWEST_KNOWN = 3  # characters of a name that must be known, else it says nothing

_NAMESPACE = lazy_regex(r"^(?:@!?[\w.-]+/|[\w.-]+::|~[\w.-]+/)")
_ENDINGS = lazy_regex(r"(?:\.\w+)+")
_ENDING = lazy_regex(r"\.\w+$")


@dataclass(slots=True)
class Library:
    """paths  every file that may be meant; read: its source, None when it cannot be read; group: what is examined"""

    paths: frozenset[str]
    read: Callable[[str], Source | None]
    folders: tuple[str, ...] = ()
    dialects: tuple[tuple[Callable[[str], bool], str], ...] = ()
    group: frozenset[str] = frozenset()
    _by_name: dict[str, list[str]] = field(default_factory=dict)
    _defined: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    _made_of: dict[str, set[str]] = field(default_factory=dict)
    _pages: dict[tuple[str, str], Page | None] = field(default_factory=dict)

    @staticmethod
    def of(paths: Iterable[str], read: Callable[[str], Source | None], config: Config) -> "Library":
        folders = tuple(display(os.path.join(config.root, folder)) for folder in config.template_folders)
        library = Library(frozenset(paths), read, folders, _overrides(config))
        for path in sorted(library.paths):
            library._by_name.setdefault(posixpath.basename(path), []).append(path)
        return library

    def dialect(self, path: str, text: str) -> Dialect:
        """The dialect of a file, as the settings say or as it looks."""
        return dialect_for(path, text, next((given for fits, given in self.dialects if fits(path)), None))

    def page(self, path: str, user: Dialect | None = None) -> Page | None:
        """A file as a page, read once; `user`: the dialect of what brings it in, which counts where nothing tells."""
        key = path, user.id if user is not None else ""
        if key not in self._pages:
            source = self.read(path)
            self._pages[key] = Page(source, self._read_as(source, user)) if source is not None else None
        return self._pages[key]

    def _read_as(self, source: Source, user: Dialect | None) -> Dialect:
        own = self.dialect(source.path, source.text)
        told = user is None or has_own_extension(source.path) or any(fits(source.path) for fits, _ in self.dialects)
        speaks = user is not None and any(word.conditional for word in user.words.values())
        return own if user is None or told or not speaks or int(own.sniff(source.text)) > 1 else user

    # --- names -------------------------------------------------------------------------------------------------------

    def find(self, page: Page, reference: Reference) -> list[tuple[Page, bool]]:
        """The pages that a reference may mean; the second says whether it surely does."""
        if reference.kind == "layout":
            meant = layouts.meant(self, page, page.dialect.search.layouts[int(reference.word)])
        else:
            paths, certain = self.resolve(page, reference)
            meant = [(path, certain) for path in paths if path != page.source.path]
        found = ((self.page(path, page.dialect), certain) for path, certain in meant)
        return [(other, certain) for other, certain in found if other is not None]

    def resolve(self, page: Page, reference: Reference) -> tuple[list[str], bool]:
        parts = reference.parts
        while parts and parts[0] is None:  # a folder that is made at run time
            parts = parts[1:]
        known = "".join(part for part in parts if part)
        if None in parts:
            telling = (part.strip("./_-") for part in parts if part and not _ENDINGS.fullmatch(part))
            return (self._fitting(page, parts) if max(map(len, telling), default=0) >= FEWEST_KNOWN else []), False
        if not known.strip("./"):
            return [], False
        found = self.named(page, known, reference.word)
        return found[:MOST_MEANT], len(found) == 1

    def named(self, page: Page, name: str, word: str, rules: Search | None = None) -> list[str]:
        """The files that a name means; several where it cannot be told. rules: others than the page's language has."""
        search, here = rules or page.dialect.search, page.source.path
        for candidate in _candidates(name, search):
            found = self._at(here, candidate, search, word)
            if found:
                return found
        if search.defines:
            return [path for path in self._defining(search.defines).get(name, ()) if path != here][:MOST_MEANT]
        return self._of_class(page, name, word) if search.classes and word[:1] == "<" else []

    def _defining(self, pattern: str) -> dict[str, list[str]]:
        """The files that define parts of themselves, by the names of these; read when one is first asked for."""
        if pattern not in self._defined:
            found = self._defined[pattern] = {}
            for path in sorted(self.paths)[:MOST_READ]:
                source = self.read(path) if PurePosixPath(path).suffix.lower() in PAGES else None
                for match in re.finditer(pattern, source.text) if source is not None else ():
                    found.setdefault(match[1], []).append(path)
        return self._defined[pattern]

    def called(self, path: str) -> set[str]:
        """What others call a file or parts of it, in lower case."""
        source = self.read(path)
        search = self.dialect(path, source.text).search if source is not None else NO_RULES
        names = re.findall(search.defines, source.text) if source is not None and search.defines else []
        folder, file = posixpath.split(path)
        whole = {posixpath.basename(folder).lower()} if f"/{file}" in search.endings and folder else set[str]()
        return {stem(path).lower(), *whole, *(name.lower() for name in names if len(name) >= FEWEST_KNOWN)}

    def _of_class(self, page: Page, name: str, word: str) -> list[str]:
        """The view that the class of a component names: `<x-app-layout>` is shown by `AppLayout.php`."""
        file = "".join(part.capitalize() for part in re.split(r"[.-]", name)) + ".php"
        for path in self._by_name.get(file, ()):
            source = self.read(path)
            shown = re.search(page.dialect.search.classes, source.text) if source is not None else None
            if shown is not None:
                return self.named(page, shown[1], "")
        return []

    def _at(self, here: str, candidate: str, search: Search, word: str) -> list[str]:
        folder = posixpath.dirname(here)
        near = posixpath.normpath(posixpath.join(folder, candidate))
        if candidate.startswith(("./", "../")):
            return [near] if near in self.paths else []
        rest = candidate.lstrip("/")
        exact = [posixpath.join(root, rest) for root in self.folders]
        exact += [near] if search.relative else []
        for path in exact:
            if posixpath.normpath(path) in self.paths:
                return [posixpath.normpath(path)]
        roots = (*search.folders.get(word, ()), *search.folders.get("", ()))
        for root in roots:
            if found := self.ending(posixpath.join(root, rest), here):
                return found
        return self.ending(rest, here)

    def ending(self, rest: str, here: str) -> list[str]:
        """The nearest files whose path ends in `rest`."""
        rest = posixpath.normpath(rest)
        ends = [
            path
            for path in self._by_name.get(posixpath.basename(rest), ())
            if (path == rest or path.endswith("/" + rest)) and path != here
        ]
        return _nearest(ends, here, rest)

    def _fitting(self, page: Page, parts: Parts) -> list[str]:
        """The files that a name fits of which only stretches are known."""
        dots = page.dialect.search.dots
        spelled = (part.replace(".", "/") if part and dots else part for part in parts)
        text = "".join(".*" if part is None else re.escape(part) for part in spelled).removeprefix(r"\./")
        endings = "|".join(re.escape(ending) for ending in page.dialect.search.endings)
        pattern = re.compile(rf"(?:.*/)?{text.removeprefix('/')}(?:{endings})")
        found = [path for path in self.paths if path != page.source.path and pattern.fullmatch(path)]
        ranked = sorted(found, key=lambda path: (-_shared(path, page.source.path), path))
        examined = [path for path in ranked if path in self.group]
        return [*examined[:MOST_FITTING], *[path for path in ranked if path not in self.group][:MOST_MEANT]]

    # --- the other way round -----------------------------------------------------------------------------------------

    def uses(self, page: Page) -> set[str]:
        """The files that a page brings in for sure, and the layouts around it."""
        rules = page.dialect.search.layouts
        return self._brought(page) | {path for each in rules for path, _ in layouts.meant(self, page, each)}

    def made_of(self, path: str) -> set[str]:
        """The files that a file brings in by its tags, and those that they bring in."""
        if path not in self._made_of:
            found, pending = set[str](), [path]
            while pending:
                page = self.page(pending.pop())
                fresh = self._brought(page) - found if page is not None else set()
                found |= fresh
                pending += sorted(fresh)
            self._made_of[path] = found
        return self._made_of[path]

    def _brought(self, page: Page) -> set[str]:
        found: set[str] = set()
        for reference in _references(page):
            found.update(self.resolve(page, reference)[0])
        return found - {page.source.path}


def _references(page: Page) -> Iterator[Reference]:
    yield from (reference for _, reference in references.included(page))
    for block in references.every(page.template.blocks):
        if block.kind == "extends":
            yield references.of_block(page, block)
        elif block.kind == "import" and block.name:
            yield Reference("include", block.word, (block.name,))
        elif block.kind == "import":
            yield from (Reference("include", block.word, parts) for parts in references.imports(page).files.values())


def _candidates(name: str, search: Search) -> Iterator[str]:
    """The paths that a name may stand for, in the order in which they are tried."""
    plain = _NAMESPACE.sub("", name)
    names = [plain]
    if search.join and search.join in posixpath.basename(plain):
        folder, base = posixpath.split(plain)
        names.append(posixpath.join(folder, base.rsplit(search.join, 1)[0]))
    if search.dots and not plain.endswith(tuple(ending for ending in search.endings if ending)):
        names = [*(each.replace(".", "/") for each in names), *names]
    for each in names:
        for ending in search.endings:
            if search.partial:
                folder, base = posixpath.split(each)
                yield posixpath.join(folder, search.partial + base + ending)
            yield each + ending


def _nearest(paths: list[str], here: str, rest: str) -> list[str]:
    if len(paths) < 2:
        return paths
    if rest in paths and not any(_shared(path, here) for path in paths):
        return [rest]
    most = max(_shared(path, here) for path in paths)
    return sorted(path for path in paths if _shared(path, here) == most)


def _shared(path: str, other: str) -> int:
    """How many folders two paths have in common, from the top."""
    count = 0
    for one, two in zip(posixpath.dirname(path).split("/"), posixpath.dirname(other).split("/"), strict=False):
        if not one or one != two:
            break
        count += 1
    return count


def stem(path: str, search_partial: str = "_") -> str:
    """What names of a file hold of it: its name without its endings and without the mark of a partial."""
    name = posixpath.basename(path)
    while (shorter := _ENDING.sub("", name)) and shorter != name:
        name = shorter
    return name.lstrip(search_partial) or name


def _overrides(config: Config) -> tuple[tuple[Callable[[str], bool], str], ...]:
    return tuple((matcher([glob], config.root), dialect) for glob, dialect in config.dialects)
