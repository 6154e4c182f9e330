"""Which files of the project a file names: found by its text, so that only these need to be parsed."""

import re

from consentlint.reach.project import IS_SCRIPT, Project

QUOTED = re.compile(r"""["'`]([^"'`\n<>]{1,240})["'`]""")
# In markup and prose only addresses and imports load something; other quoted names do not.
LOADED = re.compile(
    r"""(?:\bsrc|\bhref|\bimport|\bfrom|\brequire|\bimport\s*\(|\brequire\s*\()\s*=?\s*["']?([^"'\s<>()]{1,240})""",
    re.IGNORECASE,
)
# What a template prints as an address, whole (`{% static 'js/chat.js' %}`) or in part (`{{ base }}/js/chat.js`).
PRINTED = re.compile(r"""["'}>]([\w@./-]{1,240}\.[cm]?[jt]sx?)(?=["'?#])""")


def named_in(path: str, text: str, project: Project) -> set[str]:
    """The scripts of the project that a file names in quotes, as an import or as an address."""
    patterns = (QUOTED,) if IS_SCRIPT.search(path) else (LOADED, PRINTED)
    named = (match[1] for pattern in patterns for match in pattern.finditer(text))
    words = {word for word in named if "/" in word or "." in word}
    near = ((project.module(path, word), project.address(path, word.lstrip("/"))) for word in words)
    found = {path for pair in near for path in pair if path is not None}
    return found.union(*(project.instead(path) for path in found))
