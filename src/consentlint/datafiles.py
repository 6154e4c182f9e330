"""Files of data that the build of a project reads: settings in JSON and YAML, and files of variables (`.env`)."""

import posixpath
import re
from collections.abc import Sequence
from fnmatch import fnmatchcase, translate
from functools import lru_cache

from consentlint.lazy_regex import lazy_regex

SUFFIXES = frozenset(["json", "json5", "jsonc", "yaml", "yml"])
STANDING = frozenset(["json", "yaml", "yml", "toml"])
VARIABLES = lazy_regex(r"^\.env(?:\.[\w-]+)*$", re.IGNORECASE)
# Files that show what to fill in; no build reads them.
SAMPLES = frozenset(["example", "sample", "template", "dist", "defaults"])
ASSIGNED = lazy_regex(r"""^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*(.*)$""", re.MULTILINE)
REMARK = lazy_regex(r"(?<!\s)\s++#|^#")
QUOTED = lazy_regex(r"""^(["'`])(.*?)\1""")
# Larger files are translations, locks and test data, not settings that a script imports.
LARGEST = 200_000


def is_data(path: str) -> bool:
    """Is it a file whose content a script may import or a build may insert?"""
    name = posixpath.basename(path)
    return name.rpartition(".")[2].lower() in SUFFIXES or is_variables(path)


def may_stand(path: str) -> bool:
    """May it be data that stands for a page? What it holds decides."""
    return path.rpartition(".")[2].lower() in STANDING


def stands(path: str, data: bytes) -> bool:
    """Is its content worth reading as a page's? Names without an extension are those of exports only."""
    return may_stand(path) or b"exportFormatVersion" in data


def file_fits(path: str, pattern: str) -> bool:
    """Does a glob over a file's name, with as many folders as it names, fit a path?"""
    return fnmatchcase("/".join(path.split("/")[-1 - pattern.count("/") :]), pattern)


def names_service(path: str, data: bytes, settings: Sequence[tuple[str, Sequence[str]]]) -> bool:
    """May these settings of a site name a third party without its address?

    settings  globs of files, each with words in lower case, one of which the file then holds
    """
    if not _last_parts(tuple(pattern for pattern, _ in settings)).match(posixpath.basename(path)):
        return False
    needles = [word.encode() for pattern, words in settings if file_fits(path, pattern) for word in words]
    lowered = data.lower() if needles and len(data) <= LARGEST else b""
    return any(needle in lowered for needle in needles)


@lru_cache(maxsize=8)
def _last_parts(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for the names of all such files: most files of data are none."""
    return re.compile("|".join(translate(pattern.rpartition("/")[2]) for pattern in patterns) or r"(?!)")


def is_variables(path: str) -> bool:
    """Is it a file of `NAME=value` lines that a build reads?"""
    name = posixpath.basename(path)
    return VARIABLES.match(name) is not None and SAMPLES.isdisjoint(name.lower().split("."))


def variables(text: str) -> dict[str, tuple[str, int]]:
    """The variables of a file: name -> (value, where it stands). What is put in from elsewhere leaves no value."""
    found = {}
    for match in ASSIGNED.finditer(text):
        quoted = QUOTED.match(match[2])
        held = quoted[2] if quoted else REMARK.split(match[2], maxsplit=1)[0].rstrip()
        at = match.start(2) + (1 if quoted else 0)
        if "$" not in held:
            found[match[1]] = (held, at)
    return found
