"""Short names for folders: what the settings of compilers and bundlers put in front of an import's path.

Read as text, never run: `paths` of tsconfig.json and jsconfig.json (TypeScript handbook, "Path mapping"), and
`alias` entries of bundler settings whose folder is written out.
"""

import json
import posixpath
import re
from collections.abc import Callable, Iterable
from typing import Any

from consentlint.lazy_regex import lazy_regex

Alias = tuple[str, str]
ReadText = Callable[[str], str | None]
COMPILERS = ("tsconfig.json", "jsconfig.json", "tsconfig.app.json", "tsconfig.base.json")
BUNDLERS = tuple(
    f"{tool}.config.{ending}"
    for tool in ("vite", "webpack", "rollup", "vue")
    for ending in ("js", "ts", "mjs", "mts", "cjs")
)
# Settings in which a build may name one file that stands in for another: `{"replace": "a.ts", "with": "b.ts"}`.
WORKSPACES = ("angular.json", "project.json", "workspace.json")
MOST_EXTENDED = 5
# A string, kept; or a comment, or a comma before a closing bracket, dropped.
LOOSE_JSON = lazy_regex(r'("(?:[^"\\]|\\.)*")|//[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)|,(?=\s*[}\]])', re.DOTALL)
ENTRY = lazy_regex(r"""['"]?([@~#$\w][\w@~#$./-]*)['"]?\s*:\s*[^\n{}]*?['"]([\w./-]+)['"]""")


def aliases(folder: str, read: ReadText) -> list[Alias]:
    """The (beginning of an import, beginning of a path) pairs that the settings in one folder define."""
    found: list[Alias] = []
    for name in COMPILERS:
        found += _compiler(posixpath.join(folder, name), read, MOST_EXTENDED)
    for name in BUNDLERS:
        text = read(posixpath.join(folder, name))
        if text is not None:
            found += _bundler(folder, text)
    return sorted(set(found), key=lambda pair: (-len(pair[0]), pair))


def replacements(folder: str, read: ReadText) -> list[tuple[str, str]]:
    """The (file, file that some builds take instead) pairs that the settings in one folder define."""
    found: list[tuple[str, str]] = []
    for name in WORKSPACES:
        pending: list[Any] = [_json(read(posixpath.join(folder, name)))]
        while pending:
            item = pending.pop()
            if isinstance(item, dict) and {"replace", "with"} <= item.keys():
                found.append((str(item["replace"]), str(item["with"])))
            elif isinstance(item, dict | list):
                pending += item.values() if isinstance(item, dict) else item
    # Paths are meant from the root of the workspace, which may be above the folder of one application.
    return sorted({(posixpath.normpath(one), posixpath.normpath(other)) for one, other in found})


def resolved(spec: str, known: Iterable[Alias]) -> list[str]:
    """The paths that an import may mean under the aliases."""
    return [posixpath.normpath(target + spec[len(start) :]) for start, target in known if _begins(spec, start)]


def _begins(spec: str, start: str) -> bool:
    return spec.startswith(start) and (start.endswith("/") or spec[len(start) : len(start) + 1] in ("", "/"))


def _compiler(path: str, read: ReadText, left: int) -> list[Alias]:
    settings = _json(read(path))
    options = settings.get("compilerOptions")
    found: list[Alias] = []
    if isinstance(options, dict):
        base = options.get("baseUrl") if isinstance(options.get("baseUrl"), str) else "."
        found = _paths(posixpath.join(posixpath.dirname(path), str(base)), options.get("paths"))
    parent = settings.get("extends")
    if isinstance(parent, str) and parent.startswith(".") and left:
        name = parent if parent.endswith(".json") else parent + ".json"
        found += _compiler(posixpath.normpath(posixpath.join(posixpath.dirname(path), name)), read, left - 1)
    return found


def _paths(base: str, paths: Any) -> list[Alias]:
    entries = paths.items() if isinstance(paths, dict) else ()
    pairs = [(start, target) for start, targets in entries if isinstance(targets, list) for target in targets]
    return [
        (start.removesuffix("*"), posixpath.join(base, target.removesuffix("*")))
        for start, target in pairs
        if isinstance(target, str) and start.rstrip("*/")
    ]


def _bundler(folder: str, text: str) -> list[Alias]:
    start = text.find("alias")
    if start < 0:
        return []
    return [
        (name, posixpath.join(folder, target.lstrip("/"))) for name, target in ENTRY.findall(text[start : start + 4000])
    ]


def loose_json(text: str) -> Any:
    """JSON with comments and trailing commas. Raises ValueError or RecursionError when it cannot be read."""
    return json.loads(LOOSE_JSON.sub(lambda match: match[1] or "", text))


def _json(text: str | None) -> dict[str, Any]:
    """Settings with comments and trailing commas; empty when they cannot be read."""
    try:
        held = loose_json(text or "")
    except (ValueError, RecursionError):
        return {}
    return held if isinstance(held, dict) else {}
