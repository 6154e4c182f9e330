"""Files of data that the build of a project reads: settings in JSON and YAML, and files of variables (`.env`)."""

import posixpath
import re

SUFFIXES = frozenset(["json", "json5", "jsonc", "yaml", "yml"])
STANDING = frozenset(["json", "yaml", "yml", "toml"])
VARIABLES = re.compile(r"^\.env(?:\.[\w-]+)*$", re.IGNORECASE)
# Files that show what to fill in; no build reads them.
SAMPLES = frozenset(["example", "sample", "template", "dist", "defaults"])
ASSIGNED = re.compile(r"""^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*(.*)$""", re.MULTILINE)
REMARK = re.compile(r"(?<!\s)\s++#|^#")
QUOTED = re.compile(r"""^(["'`])(.*?)\1""")
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
