"""Entries of builds: the file of the project that a built script such as `dist/main.js` is made of.

Read as text, never run: in the settings of bundlers, a name with a path (`main: './src/index.js'`), a call with both
(`addEntry('app', './assets/app.js')`), or a path alone, which the build names by itself.
"""

import posixpath
import re
from collections.abc import Callable, Iterable

from consentlint.lazy_regex import lazy_regex

ReadText = Callable[[str], str | None]
SETTINGS = lazy_regex(r"(?:^|/)[\w-]+\.(?:config|mix)(?:\.[\w-]+)*\.[cm]?[jt]s$")
FILE = r"""["'`](\.{0,2}/?[\w@-][\w@./-]*\.[cm]?[jt]sx?)["'`]"""
NAME = r"""["']?([\w@][\w@/-]*)["']?"""
# `main: './a.js'`, `main: ['./a.js']`, `main: path.resolve(__dirname, './a.js')`, `main: { import: './a.js' }`
NAMED = lazy_regex(rf"""{NAME}\s*:\s*(?:\[\s*|\{{\s*\w+\s*:\s*|[\w.]+\(\s*(?:[\w.]+\s*,\s*)?){{0,2}}{FILE}""")
CALLED = lazy_regex(rf"""\.\w+\(\s*["']([\w@/-]+)["']\s*,\s*{FILE}""")
ALONE = lazy_regex(rf"""(?:\b(?:entry|input|entryPoints)\b["']?\s*:\s*(?:\[\s*)?|\.\w+\(\s*(?:\[\s*)?){FILE}""")
# What builds call the only entry that has no name of its own.
UNNAMED = ("main", "index")
HASHED = lazy_regex(r"[.-][\w.-]*$")


def is_settings(path: str) -> bool:
    """Is this, by its name, what a build is told?"""
    return SETTINGS.search(path) is not None


def entries(paths: Iterable[str], read: ReadText) -> dict[str, list[str]]:
    """From the name of a built script to the paths it may be made of, by all settings among `paths`."""
    found: dict[str, list[str]] = {}
    for path in sorted(filter(is_settings, paths)):
        for name, file in _pairs(read(path) or ""):
            meant = posixpath.normpath(posixpath.join(posixpath.dirname(path), file.lstrip("/")))
            found.setdefault(posixpath.basename(name), []).append(meant)
    return {name: list(dict.fromkeys(files)) for name, files in found.items()}


def _pairs(text: str) -> list[tuple[str, str]]:
    alone = list(ALONE.findall(text))
    named = [*NAMED.findall(text), *CALLED.findall(text)]
    stems = [(posixpath.basename(file).split(".")[0], file) for file in alone]
    return [*named, *stems, *((name, file) for file in alone for name in UNNAMED)]


def names(address: str) -> list[str]:
    """The entries that a built script may be of: `js/main.3fa9.js` is `main.3fa9` or `main`."""
    stem = re.sub(r"\.[cm]?[jt]sx?$", "", posixpath.basename(address))
    return list(dict.fromkeys([stem, HASHED.sub("", stem), stem.split(".")[0]]))
