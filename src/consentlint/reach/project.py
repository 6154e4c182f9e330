"""Several files as one project: which file an import or an address means.

Nothing is fetched and nothing is run for real: paths are resolved among the files that were found.
"""

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from consentlint.datafiles import is_data, is_variables
from consentlint.lazy_regex import lazy_regex
from consentlint.reach import variables
from consentlint.reach.aliases import Alias, aliases, replacements, resolved
from consentlint.reach.data import parsed
from consentlint.reach.entries import entries, is_settings, names
from consentlint.reach.packages import MANIFEST, Packages
from consentlint.reach.things import Code
from consentlint.reach.values import Str
from consentlint.syntax import ir
from consentlint.syntax.script import language_for, read_script
from consentlint.text import Source

if TYPE_CHECKING:
    from consentlint.reach.values import Value
    from consentlint.syntax.components import Compiled

SCRIPTS = (".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx")
IS_SCRIPT = lazy_regex(r"\.[cm]?[jt]sx?$", re.IGNORECASE)
# What projects write before a path that begins at their source folder.
ALIAS = lazy_regex(r"^(?:@|~|#|\$lib|src)/(?=.)")
# Folders in common that make two files parts of one program, in a repository of several.
SAME_PART = 2
# An application's entry imports all of it; what leads to an embed is read in any case.
MOST_OTHERS = 100
PACKAGE = lazy_regex(r"^(?:@[\w.-]+/)?[\w.-]+(?:/|$)")


@dataclass(slots=True)
class Project:
    """The files of a project, read when they are asked for.

    paths  every path that may be meant; read: the source of a path, None when it cannot be read
    group  files that belong together; of the others, which these load, only so many are read
    left_out  those that were not read, because there were more
    built  what the settings of builds put in place of expressions, once it was asked for
    offers what modules offer to everybody by its name, once it was asked for
    places (beginning of an address, folder that it stands for) pairs of the settings
    """

    paths: frozenset[str]
    read: Callable[[str], Source | None]
    group: frozenset[str] = frozenset()
    left_out: set[str] = field(default_factory=set)
    places: tuple[tuple[str, str], ...] = ()
    built: "dict[str, list[tuple[str, Value]]] | None" = None
    offers: dict[str, list[str]] | None = None
    _others: int = 0
    _programs: dict[str, tuple[ir.Program, Code] | None] = field(default_factory=dict)
    _by_name: dict[str, list[str]] = field(default_factory=dict)
    _aliases: dict[str, list[Alias]] = field(default_factory=dict)
    _replacements: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    _packages: Packages | None = None
    _variables: list[str] | None = None
    _data: dict[str, tuple[Source, Any] | None] = field(default_factory=dict)
    _components: dict[str, list[str]] = field(default_factory=dict)
    _entries: dict[str, list[str]] | None = None

    @staticmethod
    def of(
        paths: Iterable[str], read: Callable[[str], Source | None], places: tuple[tuple[str, str], ...] = ()
    ) -> "Project":
        project = Project(frozenset(paths), read, places=places)
        for path in sorted(project.paths):
            project._by_name.setdefault(posixpath.basename(path), []).append(path)
        return project

    def program(self, path: str) -> tuple[ir.Program, Code] | None:
        """A script of the project, read once; None when it is no script or cannot be read."""
        if path not in self._programs:
            source = self.read(path) if is_module(path) and self._may_read(path) else None
            self._programs[path] = _parsed(source) if source is not None else None
        return self._programs[path]

    def data(self, path: str) -> tuple[Source, Any] | None:
        """A file of data that a script imports, read once, as dicts, lists and plain values; None when it is none."""
        if path not in self._data:
            source = self.read(path) if is_data(path) and path in self.paths else None
            content = parsed(source) if source is not None else None
            self._data[path] = (source, content) if source is not None and content is not None else None
        return self._data[path]

    def variable(self, near: str, name: str, files: Iterable[str]) -> list[Str | None]:
        """What the files of variables nearest to a path say of a name: for each stage of the project its value.

        files  names of such files, weakest first: `.env`, `.env.<stage>`. None stands for a stage without a value; the
        list is empty where no file defines the name.
        """
        order = tuple(files)
        folder = posixpath.dirname(near)
        while True:
            found = variables.by_stage(folder, name, order, self._variable_files(), self.read)
            if any(text is not None for text in found) or not folder:
                return [] if all(text is None for text in found) else found
            folder = posixpath.dirname(folder) if posixpath.dirname(folder) != folder else ""

    @property
    def packages(self) -> Packages:
        """The packages that the project consists of."""
        if self._packages is None:
            self._packages = Packages(self._by_name.get(MANIFEST, ()), lambda path: (self.data(path) or (0, None))[1])
        return self._packages

    @property
    def has_values(self) -> bool:
        """Are there files of variables, or settings of a build, at all?"""
        return bool(self._variable_files()) or any(map(is_settings, self.paths))

    def _variable_files(self) -> list[str]:
        if self._variables is None:
            self._variables = sorted(path for path in self.paths if is_variables(path))
        return self._variables

    def parsed(self) -> frozenset[str]:
        """The files that were parsed so far, the group that is judged among them."""
        return self.group | {path for path, program in self._programs.items() if program is not None}

    def imports(self, path: str) -> set[str]:
        """The files of the project that a module imports at its top."""
        found = self.program(path) if path in self.group else None
        statements = found[0].body if found is not None else ()
        sources = [s.source for s in statements if isinstance(s, ir.Import | ir.Export) and s.source is not None]
        meant = (self.module(path, str(source.value)) for source in sources)
        return {other for other in meant if other is not None}

    def _may_read(self, path: str) -> bool:
        self._others += path not in self.group
        full = path not in self.group and self._others > MOST_OTHERS
        if full:
            self.left_out.add(path)
        return not full

    def module(self, importer: str, spec: str) -> str | None:
        """The file that `import ... from spec` means; None for a package or a file that is not there."""
        if spec.startswith("."):
            return self._first(_candidates(posixpath.normpath(posixpath.join(posixpath.dirname(importer), spec))))
        for meant in resolved(spec, self._known_aliases(posixpath.dirname(importer))):
            if (path := self._first(_candidates(meant))) is not None:
                return path
        for meant in self.packages.targets(importer, spec):
            if (path := self._first(_candidates(meant))) is not None:
                return path
        alias = ALIAS.match(spec)
        rest = spec[alias.end() :] if alias else spec.lstrip("/") if spec.startswith("/") else ""
        return self._suffix(rest, importer, _candidates(rest)) if rest else None

    def _known_aliases(self, folder: str) -> list[Alias]:
        """What the settings in a folder and those above it define, the nearest first."""
        if folder not in self._aliases:
            parent = posixpath.dirname(folder)
            above = self._known_aliases(parent) if folder and parent != folder else []
            self._aliases[folder] = [*aliases(folder, self._text), *above]
        return self._aliases[folder]

    def instead(self, path: str) -> list[str]:
        """The files that some builds take instead of one (`environment.prod.ts`)."""
        return sorted(other for one, other in self._replaced(path) if one == path and other != path)

    def replaces(self, path: str) -> list[str]:
        """The files instead of which some builds take this one."""
        return sorted(one for one, other in self._replaced(path) if other == path and one != path)

    def _replaced(self, path: str) -> list[tuple[str, str]]:
        """What is taken instead of what, by the settings in the folders above a file."""
        folder, found = posixpath.dirname(path), list[tuple[str, str]]()
        while True:
            if folder not in self._replacements:
                self._replacements[folder] = replacements(folder, self._text)
            for pair in self._replacements[folder]:
                found += self._pairs(pair, folder)
            if not folder or posixpath.dirname(folder) == folder:
                return found
            folder = posixpath.dirname(folder)

    def _pairs(self, pair: tuple[str, str], folder: str) -> list[tuple[str, str]]:
        """Two paths of a workspace as files of the project: from its root, which is the folder or above it."""
        parts = folder.split("/") if folder else []
        roots = ["/".join(parts[:depth]) for depth in range(len(parts), -1, -1)]
        tried = ((posixpath.join(root, pair[0]), posixpath.join(root, pair[1])) for root in roots)
        return [both for both in tried if both[0] in self.paths and both[1] in self.paths][:1]

    def _text(self, path: str) -> str | None:
        source = self.read(path)
        return None if source is None else source.text

    def address(self, page: str, url: str) -> str | None:
        """The file of the project that an address on a page means; None for another host or no such file."""
        path = re.split(r"[?#]", url.strip(), maxsplit=1)[0]
        if not path or re.match(r"(?:[a-z][a-z0-9+.-]*:|//)", path, re.IGNORECASE):
            return None
        if not path.startswith("/"):
            near = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
            if near in self.paths:
                return near
        told = (
            posixpath.normpath(folder + path[len(start) :]) for start, folder in self.places if path.startswith(start)
        )
        rest = posixpath.normpath(path).lstrip("./")
        if (meant := next((one for one in told if one in self.paths), None)) or not IS_SCRIPT.search(rest):
            return meant
        return self._suffix(rest, page, [rest]) or self._built(rest)

    def _built(self, address: str) -> str | None:
        """The entry that a built script is made of, by the settings of the build."""
        made = self.entries()
        return next((path for name in names(address) for path in made.get(name, ()) if path in self.paths), None)

    def entries(self) -> dict[str, list[str]]:
        """From the names of built scripts to what they are made of."""
        if self._entries is None:
            self._entries = entries(self.paths, self._text)
        return self._entries

    def built_names(self, path: str) -> list[str]:
        """How a page may begin the name of what is built of a file."""
        return sorted(f"{name}{mark}" for name, files in self.entries().items() if path in files for mark in ".-")

    def component(self, name: str, near: str) -> str | None:
        """The file of a component that no import names, by its name: `ChatBox`, `BaseChatBox`, `LazyChatBox`.

        Frameworks make that name of the file's, with the folders before it; `Lazy` before it fetches it when shown.
        """
        if not self._components:
            for path in sorted(self.paths):
                if component_reader(path) is not None:
                    for word in component_names(path):
                        self._components.setdefault(word, []).append(path)
            self._components.setdefault("", [])
        found = self._components.get(name) or self._components.get(name.removeprefix("Lazy"))
        return max(found, key=lambda path: (_shared(path, near), -len(path), path)) if found and name else None

    def _first(self, candidates: list[str]) -> str | None:
        return next((path for path in candidates if path in self.paths), None)

    def _suffix(self, rest: str, near: str, candidates: list[str]) -> str | None:
        """The file whose path ends in `rest`: the one that shares most of its folders with `near`."""
        fitting: dict[str, int] = {}
        for rank, candidate in enumerate(candidates):
            for path in self._by_name.get(posixpath.basename(candidate), ()):
                if path == candidate or path.endswith("/" + candidate):
                    fitting.setdefault(path, rank)
        ranked = sorted(fitting, key=lambda path: (-_shared(path, near), fitting[path], len(path), path))
        if len(ranked) < 2 or ranked[0] in candidates or _stands_out(ranked, near):
            return ranked[0] if ranked else None
        return None


def _shared(path: str, other: str) -> int:
    """How many folders two paths have in common."""
    pairs = zip(posixpath.dirname(path).split("/"), posixpath.dirname(other).split("/"), strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))


def _stands_out(ranked: list[str], near: str) -> bool:
    """One of several of a name is meant only where it alone is nearest, or lies in the same part of the project."""
    first, second = (_shared(path, near) for path in ranked[:2])
    return first > second or first >= SAME_PART


def component_reader(path: str) -> "Callable[[str], Compiled] | None":
    """What reads a file that holds one component, by its name; None for other files."""
    return next((read for ending, read in _component_endings() if path.lower().endswith(ending)), None)


@cache
def _component_endings() -> "tuple[tuple[str, Callable[[str], Compiled]], ...]":
    from consentlint.dialects import load_dialects

    dialects = [one for one in load_dialects().values() if one.component is not None]
    return tuple((ending, one.component) for one in dialects for ending in one.extensions if one.component is not None)


def is_module(path: str) -> bool:
    """Is this a script, or a component file, which others import alike?"""
    return IS_SCRIPT.search(path) is not None or component_reader(path) is not None


def compiled(source: Source) -> "tuple[Compiled, Code] | None":
    """A component file as the module that is made of it."""
    reader = component_reader(source.path)
    if reader is None:
        return None
    made = reader(source.text)
    return made, Code(source.path, source.text, True, language=made.language)


def _parsed(source: Source) -> tuple[ir.Program, Code]:
    component = compiled(source)
    if component is not None:
        return component[0].program, component[1]
    program, _ = read_script(source.text, None, language_for(source.path))
    return program, Code(source.path, source.text, program.module)


def component_names(path: str) -> list[str]:
    """The names that a component file may have in templates: its own, and its own behind those of its folders."""
    *folders, stem = re.sub(r"(?:\.(?:client|server|global))?\.[^./]+$", "", path).split("/")
    words = "".join(part[:1].upper() + part[1:] for part in re.split(r"[-_]", stem))
    found = [words] if words != "Index" else []
    prefix = ""
    for folder in reversed(folders):
        prefix = "".join(part[:1].upper() + part[1:] for part in re.split(r"[-_]", folder)) + prefix
        joined = prefix if words == "Index" else words if words.startswith(prefix) else prefix + words
        if joined.isidentifier():
            found.append(joined)
        if len(found) > MOST_FOLDERS:
            break
    return list(dict.fromkeys(found))


MOST_FOLDERS = 3


def _candidates(path: str) -> list[str]:
    """The paths that an import may mean, most exact first."""
    stem = re.sub(r"\.[cm]?jsx?$", "", path)
    named = [path, *(stem + ending for ending in SCRIPTS), *(path + ending for ending in SCRIPTS)]
    components = [path + ending for ending, _ in _component_endings()]
    return [*named, *components, *(posixpath.join(path, "index" + ending) for ending in SCRIPTS)]


def mentions(path: str) -> tuple[str, ...]:
    """How other files name this one: its file name, and its stem at the end of an import."""
    name = posixpath.basename(path)
    stem = re.sub(r"\.[^.]+$", "", name)
    if stem == "index":
        stem = posixpath.basename(posixpath.dirname(path))
    found = (name, *(f"/{stem}{quote}" for quote in "'\"`")) if stem else (name,)
    if component_reader(path) is None:
        return found
    words = component_names(path)
    kebab = (re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", word).lower() for word in words)
    return (*found, *(f"<{word}" for word in (*words, *kebab, *(f"Lazy{word}" for word in words))))
