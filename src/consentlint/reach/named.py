"""Which files of the project a file names: found by its text, so that only these need to be parsed."""

import posixpath
import re

from consentlint.lazy_regex import lazy_regex
from consentlint.reach.project import Project, component_reader, is_module

QUOTED = lazy_regex(r"""["'`]([^"'`\n<>]{1,240})["'`]""")
# In markup and prose only addresses and imports load something; other quoted names do not.
LOADED = lazy_regex(
    r"""(?:\bsrc|\bhref|\bimport|\bfrom|\brequire|\bimport\s*\(|\brequire\s*\()\s*=?\s*["']?([^"'\s<>()]{1,240})""",
    re.IGNORECASE,
)
BASE = lazy_regex(r"""<base\s[^>]*?\bhref\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
# Components that a template shows, which frameworks find by name.
SHOWN = lazy_regex(r"<([A-Z][\w]*|[a-z][a-z0-9]*(?:-[a-z0-9]+)+)")
# What a template prints as an address, whole (`{% static 'js/chat.js' %}`) or in part (`{{ base }}/js/chat.js`).
PRINTED = lazy_regex(r"""["'}>]([\w@./-]{1,240}\.[cm]?[jt]sx?)(?=["'?#])""")


def named_in(path: str, text: str, project: Project) -> set[str]:
    """The scripts of the project that a file names in quotes, as an import or as an address."""
    patterns = (QUOTED,) if is_module(path) else (LOADED, PRINTED)
    named = (match[1] for pattern in patterns for match in pattern.finditer(text))
    words = {word for word in named if "/" in word or "." in word or project.packages.targets(path, word)}
    base = BASE.search(text)
    near = ((project.module(path, word), *_addresses(path, word, base[1] if base else "", project)) for word in words)
    tags = SHOWN.findall(text) if component_reader(path) is not None else ()
    shown = (project.component(_as_name(tag), path) for tag in tags)
    found = {path for pair in (*near, shown) for path in pair if path is not None}
    return found.union(*(project.instead(path) for path in found))


def _addresses(path: str, word: str, base: str, project: Project) -> list[str | None]:
    """What a word means as an address: from the page's folder, from the site's root, from its `<base>`."""
    written = [word, word.lstrip("/"), *([posixpath.join(base, word)] if base else [])]
    return [project.address(path, address) for address in dict.fromkeys(written)]


def _as_name(tag: str) -> str:
    """`chat-box` -> `ChatBox`: how a component is named that a template shows."""
    return "".join(part[:1].upper() + part[1:] for part in tag.split("-"))
