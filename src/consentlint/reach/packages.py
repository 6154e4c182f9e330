"""Packages of the project itself: what their `package.json` says an import means (Node.js: "Packages").

`import '@shop/chat'` means a folder of the repository when one of its packages has that name; `#chat` is what the
importing package calls one of its own files.
"""

import posixpath
from collections.abc import Callable, Iterable, Iterator
from typing import Any

MANIFEST = "package.json"
# Where the source is when a manifest only names what a build makes of it.
USUAL = ("src/index", "index", "src/main", "lib/index")
ENTRIES = ("source", "module", "main")


class Packages:
    """The packages of one project, by folder."""

    def __init__(self, paths: Iterable[str], read: Callable[[str], Any]) -> None:
        found = {posixpath.dirname(path): read(path) for path in paths if posixpath.basename(path) == MANIFEST}
        self._manifests: dict[str, dict[str, Any]] = {
            folder: content for folder, content in sorted(found.items()) if isinstance(content, dict)
        }
        self._folders = {str(one["name"]): folder for folder, one in self._manifests.items() if one.get("name")}

    def targets(self, importer: str, spec: str) -> list[str]:
        """The paths that an import may mean by the manifests, the surest first; they need not exist."""
        if spec.startswith("#"):
            own = self._around(importer)
            meant = _matched(self._manifests[own].get("imports"), spec) if own is not None else []
            return [posixpath.normpath(posixpath.join(own or "", path)) for path in meant]
        name = "/".join(spec.split("/", 2)[: 2 if spec.startswith("@") else 1])
        folder = self._folders.get(name)
        if folder is None:
            return []
        inner = _inside(self._manifests[folder], spec[len(name) :].lstrip("/"))
        return [posixpath.normpath(posixpath.join(folder, path)) for path in inner]

    def using(self, path: str, package: str) -> str | None:
        """The folder of the nearest package around a file that depends on another; None when there is none."""
        folder = posixpath.dirname(path)
        while True:
            if package in _dependencies(self._manifests.get(folder, {})):
                return folder
            if not folder or posixpath.dirname(folder) == folder:
                return None
            folder = posixpath.dirname(folder)

    def any(self, packages: Iterable[str]) -> bool:
        """Does some package of the project depend on one of these?"""
        every = set(packages)
        return any(every & _dependencies(manifest) for manifest in self._manifests.values())

    def words(self, path: str) -> list[str]:
        """How imports may name a file: by its package, and by what its package calls its own files."""
        own = self._around(path)
        if own is None:
            return []
        manifest = self._manifests[own]
        keys = manifest["imports"] if isinstance(manifest.get("imports"), dict) else {}
        names = [*([str(manifest["name"])] if manifest.get("name") else []), *(key.partition("*")[0] for key in keys)]
        return [quote + name for name in names for quote in "'\"`"]

    def _around(self, path: str) -> str | None:
        """The folder of the package that a file belongs to."""
        folder = posixpath.dirname(path)
        while folder not in self._manifests:
            if not folder or posixpath.dirname(folder) == folder:
                return None
            folder = posixpath.dirname(folder)
        return folder


def _dependencies(manifest: dict[str, Any]) -> set[str]:
    tables = (manifest.get(key) for key in ("dependencies", "devDependencies", "peerDependencies"))
    return {name for table in tables if isinstance(table, dict) for name in table}


def _inside(manifest: dict[str, Any], rest: str) -> list[str]:
    exports = manifest.get("exports")
    if isinstance(exports, dict) and not any(key.startswith(".") for key in exports):
        exports = {".": exports}
    found = _matched({".": exports} if isinstance(exports, str) else exports, f"./{rest}" if rest else ".")
    if rest:
        return [*found, rest, f"src/{rest}"]
    return [*found, *(str(manifest[key]) for key in ENTRIES if isinstance(manifest.get(key), str)), *USUAL]


def _matched(table: Any, spec: str) -> list[str]:
    """What a table of exports or imports gives for a name: an exact key, else one with a `*`."""
    if not isinstance(table, dict):
        return []
    if spec in table:
        return list(_leaves(table[spec]))
    for key, held in table.items():
        start, star, end = key.partition("*")
        if star and spec.startswith(start) and spec.endswith(end) and len(spec) >= len(start) + len(end):
            middle = spec[len(start) : len(spec) - len(end)]
            return [leaf.replace("*", middle) for leaf in _leaves(held)]
    return []


def _leaves(held: Any) -> Iterator[str]:
    """The paths under the conditions of an entry."""
    if isinstance(held, str):
        yield held
    elif isinstance(held, dict | list):
        for inner in held.values() if isinstance(held, dict) else held:
            yield from _leaves(inner)
