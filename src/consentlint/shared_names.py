"""Functions of the page that one script defines and other files call, found by text.

Nothing but their name joins them: a layout, or a page that nobody can see, loads both. What the functions do, and
whether they are the ones that are meant, is found by running the files.
"""

import re

from consentlint.lazy_regex import lazy_regex

# Shorter names are too common to say anything.
NAME = r"([A-Za-z_$][\w$]{3,})"
MODULE = lazy_regex(r"^[ \t]*+(?:import|export)\b", re.MULTILINE)
ON_WINDOW = lazy_regex(rf"\b(?:window|self|globalThis)\.{NAME}\s*=(?![=>])")
AT_TOP = lazy_regex(
    rf"^(?:async\s+)?function\s+{NAME}\s*\(|^(?:var|let|const)\s+{NAME}\s*=\s*(?:async\b\s*)?(?:function\b|\()",
    re.MULTILINE,
)
CALLED = lazy_regex(rf"(?<![\w$.])(?:(?:window|self|globalThis)\.)?{NAME}\s*(?:\?\.)?\(")
OWN = lazy_regex(rf"\bfunction\s+{NAME}\s*\(|(?<![\w$])(?:window\.)?{NAME}\s*=(?![=>])")


def defined(text: str) -> set[str]:
    """The functions of the page that a script defines; what stands at the top of a module is its own."""
    found = set(ON_WINDOW.findall(text))
    if MODULE.search(text) is None:
        found |= {name for match in AT_TOP.finditer(text) for name in match.groups() if name}
    return found


EXPORTED = lazy_regex(
    rf"^export\s+(?:default\s+)?(?:async\s+)?(?:function\*?|const|let|var|class)\s+{NAME}", re.MULTILINE
)
IMPORTS = lazy_regex(r"^\s*import\s+(?:type\s+)?([^'\";]{1,2000}?)\s+from\b", re.MULTILINE)


def exported(text: str) -> set[str]:
    """What a module offers under a name: frameworks that import by name find it there."""
    return set(EXPORTED.findall(text))


def unbound(text: str) -> set[str]:
    """The functions that a text calls by a plain name, and neither defines nor imports."""
    imported = {word for names in IMPORTS.findall(text) for word in re.findall(r"[\w$]+", names)}
    return called(text) - imported


def called(text: str) -> set[str]:
    """The functions that a text calls by a plain name and does not define."""
    own = {name for match in OWN.finditer(text) for name in match.groups() if name}
    return set(CALLED.findall(text)) - own
