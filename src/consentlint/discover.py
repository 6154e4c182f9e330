"""Which files are examined: in git's sense inside a repository, by walking with .gitignore semantics elsewhere.

Nothing here is fatal but a path that was named and does not exist. Paths are relative to the current directory, with
forward slashes; what lies outside of it keeps `../` or stays absolute, as it was named.
"""

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from consentlint.config import Config
from consentlint.datafiles import LARGEST, is_data, may_stand
from consentlint.documents import is_document
from consentlint.lazy_regex import lazy_regex

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

SUFFIXES = frozenset(
    "html htm xhtml xhtm shtml svg css scss sass less styl stylus pcss postcss "
    "j2 jinja jinja2 twig "
    "erb ejs php phtml vue svelte astro js jsx ts tsx "
    "cjs cjsx cts ctsx mjs mjsx mts mtsx liquid hbs handlebars mustache njk nunjucks cshtml vbhtml razor aspx ascx "
    "master jsp jspx jspf tag tagx ftl ftlh vm vtl mako haml slim pug jade tpl latte smarty tmpl gotmpl gohtml templ "
    "eex heex leex ex mak gotpl gohtm ftlx vhtml md mdx markdown xml xsl xslt inc ctp module theme gsp marko soy webc "
    "cfm blade edge eta dust".split()
) | frozenset(f"php{digit}" for digit in range(10))

DEFAULT_FOLDERS = frozenset(
    "node_modules bower_components jspm_packages vendor dist build out target coverage .venv venv "
    "__pycache__ .tox .nox .next .nuxt .svelte-kit .astro .output .cache .parcel-cache .turbo .idea .vscode".split()
)
VERSION_CONTROL = frozenset([".git", ".hg", ".svn"])
BUILT = (".min.js", ".bundle.js", ".min.mjs", ".min.css", ".bundle.css", ".chunk.js")
# What a site does not ship; the name says so by a convention of the tools that run them.
TESTS = lazy_regex(r"(?:^|/)(?:__tests__|__mocks__|__fixtures__|cypress)/|\.(?:test|spec|stories|story|cy)\.\w+$")
MINIFIED = "minified or bundled files"
UNSHIPPED = "tests and stories"
ABOUT = "documents of a repository or package (README, CHANGELOG ...)"
FOLDERS = "folders of dependencies, builds and caches"
EXCLUDED = "files excluded by the settings"
LINKED = "symbolic links to files that are examined under their own name"
NESTED = "a git repository of its own; name it to have it examined"
LINKED_FOLDER = "a symbolic link to a folder; name it to have it examined"
# A file this large is not even searched for needles.
HARD_LIMIT = 64_000_000


class MissingPath(Exception):
    """A path that was named does not exist; the message is a sentence."""


class Discovery(NamedTuple):
    """What was found.

    files        paths to examine, in order, each once
    skipped      (path, reason)
    passed_over  reason -> how many
    standing     files of data that may stand for a page (exports of tag managers, settings that name scripts)
    data         settings that scripts may import (`settings.json`, `.env`): they lend their values to these
    """

    files: list[str]
    skipped: list[tuple[str, str]]
    passed_over: "Counter[str]"
    data: list[str]
    standing: list[str] = []


def discover(paths: Sequence[str], config: Config, force_exclude: bool = False, on_disk: bool = True) -> Discovery:
    """The files that `paths` (files and folders) stand for. Raises MissingPath.

    on_disk  False for names of texts that come from elsewhere: they need not exist
    """
    search = _Search(config)
    for path in paths:
        if not on_disk:
            search.named(path, force_exclude)
        elif os.path.isdir(path):
            search.folder(path)
        elif os.path.lexists(path):
            search.named(path, force_exclude)
        else:
            raise MissingPath(f"{path}: there is no such file or folder; check the spelling")
    data = [path for path in search.data if path not in search.files]
    return Discovery(list(search.files.values()), search.skipped, search.passed_over, data, search.standing)


def read(path: str) -> tuple[bytes, str]:
    """A file's bytes, and "" or the reason why they were not read. Only regular files are read."""
    try:
        data = _content(path)
    except _Unfit as error:
        return b"", str(error)
    except FileNotFoundError:
        return b"", "a symbolic link to nothing" if os.path.islink(path) else "vanished during the run"
    except PermissionError:
        return b"", "not readable (permission denied)"
    except OSError as error:
        looped = os.path.islink(path)
        return b"", "a symbolic link that leads to itself" if looped else f"not readable ({error.strerror})"
    if data.find(b"\0", 0, 8192) >= 0 and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return b"", "binary (it holds a NUL byte)"
    return data, ""


class _Unfit(Exception):
    """Not a file to read; the message is the reason."""


def _content(path: str) -> bytes:
    """In as few system calls as it takes: this runs once a file. O_NONBLOCK, so that a named pipe does not hang us."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise _Unfit("not a regular file")
        if found.st_size > HARD_LIMIT:
            raise _Unfit(f"larger than {HARD_LIMIT // 1_000_000} MB")
        data = os.read(handle, found.st_size + 1)
        while len(data) > found.st_size and (more := os.read(handle, HARD_LIMIT)):  # it grew meanwhile
            data += more
        return data
    finally:
        os.close(handle)


class _Search:
    """One discovery under way."""

    def __init__(self, config: Config) -> None:
        self.files: dict[str, str] = {}
        self.data: list[str] = []
        self.standing: list[str] = []
        self.skipped: list[tuple[str, str]] = []
        self.passed_over: Counter[str] = Counter()
        self._root = config.root
        self._excluded = matcher(config.exclude, config.root)
        self._included = matcher(config.include, config.root)

    def named(self, path: str, force_exclude: bool) -> None:
        """A file that was named is examined whatever it is called, unless excludes are forced on it."""
        shown = display(path)
        if force_exclude:
            if not DEFAULT_FOLDERS.isdisjoint(shown.split("/")[:-1]):
                self.passed_over[FOLDERS] += 1
                return
            if not self._wanted(shown):
                return
        self._add(shown)

    def folder(self, folder: str) -> None:
        listed = git_files(folder) if in_repository(folder) else None
        shown = display(folder)
        prefix = "" if shown == "." else shown.rstrip("/") + "/"
        # Git lists nothing below a folder that it ignores; one that was named is examined all the same.
        for inner in listed or walk(folder, self.passed_over):
            *folders, name = inner.rstrip("/").split("/")
            if not DEFAULT_FOLDERS.isdisjoint(folders):
                self.passed_over[FOLDERS] += 1
            else:
                self._offer(folder, prefix + inner.rstrip("/"), name)

    def _offer(self, folder: str, path: str, name: str) -> None:
        """Something that was met below `folder`. Names without a dot may be repositories or links to folders."""
        if suffix(name) in SUFFIXES or self._included(path):
            if not self._wanted(path):
                return
        elif "." in name:
            self._offer_data(path, name)
            return
        try:
            mode = os.lstat(path).st_mode
        except OSError:  # tracked, but deleted on disk
            return
        if stat.S_ISDIR(mode):
            self.skipped.append((path, NESTED))
        elif stat.S_ISLNK(mode):
            self._offer_link(folder, path)
        elif suffix(name) in SUFFIXES or self._included(path):
            self._add(path)
        elif stat.S_ISREG(mode) and not self._excluded(path):
            self.standing.append(path)

    def _offer_data(self, path: str, name: str) -> None:
        """Data is never examined itself. Large files, and those of a repository's tools, are no settings of a page."""
        if may_stand(name) and not self._excluded(path):
            self.standing.append(path)
        if is_data(name) and not self._excluded(path):
            with suppress(OSError):
                found = os.lstat(path)
                if stat.S_ISREG(found.st_mode) and found.st_size <= LARGEST:
                    self.data.append(path)

    def _wanted(self, path: str) -> bool:
        if path.lower().endswith(BUILT) and not self._included(path):
            self.passed_over[MINIFIED] += 1
            return False
        if TESTS.search(path) and not self._included(path):
            self.passed_over[UNSHIPPED] += 1
            return False
        if is_document(path) and not self._included(path):
            self.passed_over[ABOUT] += 1
            return False
        if self._excluded(path):
            self.passed_over[EXCLUDED] += 1
            return False
        return True

    def _offer_link(self, folder: str, path: str) -> None:
        """A link is followed to a file outside of the folder; inside, the file is met under its own name."""
        target = os.path.realpath(path)
        if os.path.isdir(target):
            self.skipped.append((path, LINKED_FOLDER))
        elif not (suffix(path) in SUFFIXES or self._included(path)):
            return
        elif os.path.isfile(target) and (target + os.sep).startswith(os.path.realpath(folder) + os.sep):
            self.passed_over[LINKED] += 1
        else:
            self._add(path)

    def _add(self, path: str) -> None:
        inside = not path.startswith(("/", ".."))
        self.files.setdefault(path if inside else os.path.abspath(path), path)


def suffix(name: str) -> str:
    """The last extension in lower case, without the dot."""
    return name.rpartition(".")[2].lower()


def display(path: str) -> str:
    """How a path is written in output: relative to the current directory where it lies inside, forward slashes."""
    if os.path.isabs(path):
        here = os.getcwd()
        inside = (os.path.normpath(path) + os.sep).startswith(here.rstrip(os.sep) + os.sep)
        path = os.path.relpath(path, here) if inside else path
    return os.path.normpath(path).replace(os.sep, "/")


def matcher(patterns: Sequence[str], root: str) -> Callable[[str], bool]:
    """Whether a path (relative to the current directory) matches one of the .gitignore-style patterns under `root`."""
    if not patterns:
        return lambda path: False
    spec = _spec(patterns)
    base = os.path.abspath(root)

    def matches(path: str) -> bool:
        absolute = os.path.abspath(path)
        inside = os.path.relpath(absolute, base) if absolute.startswith(base) else path
        return spec.match_file(_readable(inside.replace(os.sep, "/")))

    return matches


def _readable(path: str) -> str:
    """A path as patterns can be held against it: bytes of a name that are no UTF-8 match `*` and `?` only."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _spec(lines: Sequence[str]) -> "GitIgnoreSpec":
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


# --- git -------------------------------------------------------------------------------------------------------------


def in_repository(folder: str) -> bool:
    """Whether a .git stands in the folder or above it."""
    folder = os.path.abspath(folder)
    while not os.path.exists(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return False
        folder = parent
    return True


def git_files(folder: str) -> list[str] | None:
    """Tracked and untracked-not-ignored paths below `folder`, relative to it; None when git is missing or fails.

    fsmonitor is switched off: it could name a program of the repository, and nothing of that is ever run.
    """
    import subprocess

    command = ["git", "-C", folder, "-c", "core.fsmonitor=false", "ls-files", "-z", "--cached", "--others"]
    try:
        done = subprocess.run([*command, "--exclude-standard", "--deduplicate"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return sorted(os.fsdecode(done.stdout).split("\0")[:-1])


# --- walking ---------------------------------------------------------------------------------------------------------

Rules = tuple[tuple[str, "GitIgnoreSpec"], ...]


def walk(folder: str, passed_over: "Counter[str]") -> Iterator[str]:
    """Paths of the files below `folder`, relative to it, sorted, without what its .gitignore files ignore."""
    yield from _walk(folder, "", (), passed_over)


def _walk(top: str, inner: str, rules: Rules, passed_over: "Counter[str]") -> Iterator[str]:
    try:
        with os.scandir(os.path.join(top, inner)) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        passed_over["folders that cannot be read"] += 1
        return
    if any(entry.name == ".gitignore" for entry in entries):
        rules = (*rules, (inner, _ignore_file(os.path.join(top, inner, ".gitignore"))))
    for entry in entries:
        path = inner + entry.name
        if entry.is_dir(follow_symlinks=False):
            if entry.name in VERSION_CONTROL:
                continue
            if entry.name in DEFAULT_FOLDERS:
                passed_over[FOLDERS] += 1
            elif not _ignored(path + "/", rules):
                yield from _walk(top, path + "/", rules, passed_over)
        elif not _ignored(path, rules):
            yield path


def _ignore_file(path: str) -> "GitIgnoreSpec":
    data, _ = read(path)
    return _spec(data.decode("utf-8", "replace").splitlines())


def _ignored(path: str, rules: Rules) -> bool:
    """The innermost .gitignore that says anything about the path decides."""
    for base, spec in reversed(rules):
        verdict = spec.check_file(_readable(path[len(base) :])).include
        if verdict is not None:
            return bool(verdict)
    return False
