"""Packs compiled once into one file of the user's cache, so that a run neither imports yaml nor reads the rules.

The file holds the needles apart from the packs: a run over a clean tree loads nothing but them. A cache that cannot be
read or written never fails a run.
"""

import marshal
import os
import sys
import zlib
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from consentlint import __version__

# pathlib is not imported here: every run passes through, and most need nothing but the needles.
if TYPE_CHECKING:
    from pathlib import Path

    from consentlint.packs.values import Packs

FORMAT = 2
FOLDERS = ("vendors", "cmps", "policies")


def rules_folder() -> "Path":
    """The shipped rules: inside the installed package, else the checkout's top-level `rules/`.

    Raises FileNotFoundError with a sentence when neither is there (a broken installation).
    """
    from pathlib import Path

    return Path(_rules())


def _rules() -> str:
    package = os.path.dirname(os.path.dirname(__file__))
    for above in (package, os.path.dirname(os.path.dirname(package))):
        folder = os.path.join(above, "rules")
        if os.path.isdir(os.path.join(folder, "vendors")):
            return folder
    raise FileNotFoundError(f"the rules of consentlint are missing: no rules/ in {package}; install consentlint again")


def load_packs(user_folders: "Iterable[str | Path]" = ()) -> "Packs":
    """The shipped packs with the user's folders on top. Raises PackErrors listing every fault of every file."""
    import pickle

    folders = _folders(user_folders)
    packs = _load(folders)[1]
    if not isinstance(packs, bytes):
        return packs
    try:
        return pickle.loads(packs)  # type: ignore[no-any-return]
    except Exception:  # damaged in a way that its key does not show
        return _build(folders, _key(folders))[1]


def load_needles(user_folders: "Iterable[str | Path]" = ()) -> tuple[str, ...]:
    """`needles(load_packs(...))` without building the packs when they are cached. Raises PackErrors."""
    return _load(_folders(user_folders))[0]


def needles(packs: "Packs") -> tuple[str, ...]:
    """Lower-case strings, one of which every file with an embed holds. To be searched case-insensitively."""
    found: set[str] = set()
    for vendor in packs.vendors.values():
        found.update(vendor.domains, vendor.tokens)
        found.update(domain for region in vendor.regions for domain in region.domains)
        found.update(package.name.lower() for package in vendor.packages)
        for loader in vendor.loaders:
            if loader.anywhere:
                # `/v1` of a socket is everywhere; the longest stretch of its path or its host is not.
                globs = (loader.path, *loader.hosts)
                found.add(max((part for glob in globs for part in glob.lower().split("*")), key=len))
    return tuple(sorted(found))


def _folders(user_folders: "Iterable[str | Path]") -> list[str]:
    return [_rules(), *map(str, user_folders)]


def _load(folders: list[str]) -> tuple[tuple[str, ...], "bytes | Packs"]:
    """The needles, and the packs: pickled when they come from the cache."""
    key = _key(folders)
    return _read(_cache_file(folders), key) or _build(folders, key)


def _build(folders: list[str], key: tuple[object, ...]) -> tuple[tuple[str, ...], "Packs"]:
    """Read the YAML and leave the result in the cache."""
    import pickle
    from pathlib import Path

    from consentlint.packs.load import read_packs

    packs = read_packs([Path(folder) for folder in folders])
    words = needles(packs)
    _write(_cache_file(folders), (key, words, pickle.dumps(packs, pickle.HIGHEST_PROTOCOL)))
    return words, packs


def _key(folders: list[str]) -> tuple[object, ...]:
    """Changes whenever a pack file, this package or Python does. A missing folder has a key too, and no files."""
    here = os.stat(os.path.join(os.path.dirname(__file__), "values.py")).st_mtime_ns
    files: list[tuple[str, int, int]] = []
    for folder in folders:
        for kind in FOLDERS:
            inner = os.path.join(folder, kind)
            try:
                with os.scandir(inner) as entries:
                    files += [_stamp(entry) for entry in entries if entry.name.endswith((".yaml", ".yml"))]
            except OSError:
                files.append((inner, -1, -1))
    return (FORMAT, __version__, sys.version, here, tuple(folders), tuple(sorted(files)))


def _stamp(entry: "os.DirEntry[str]") -> tuple[str, int, int]:
    try:
        found = entry.stat()
    except OSError:
        return (entry.path, -1, -1)
    return (entry.path, found.st_size, found.st_mtime_ns)


def _cache_file(folders: list[str]) -> str:
    """One file per set of folders; the key inside it decides whether it is current."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    name = zlib.crc32("\0".join(map(os.path.abspath, folders)).encode("utf-8", "surrogateescape"))
    return os.path.join(base, "consentlint", f"packs-{name:08x}.bin")


def _read(path: str, key: tuple[object, ...]) -> tuple[tuple[str, ...], bytes] | None:
    """What the cache holds under this very key. None for anything else, a corrupt file included."""
    try:
        with open(path, "rb") as file:
            if os.fstat(file.fileno()).st_uid != _user():
                return None
            stored = marshal.loads(file.read())
        return (stored[1], stored[2]) if stored[0] == key else None
    except (OSError, ValueError, EOFError, TypeError, LookupError, MemoryError):
        return None


def _user() -> int:
    """Nobody else's file is unpickled. On Windows st_uid is always 0."""
    return os.getuid() if hasattr(os, "getuid") else 0


def _write(path: str, stored: tuple[Any, ...]) -> None:
    """Atomically, or not at all."""
    import tempfile

    try:
        os.makedirs(os.path.dirname(path), exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=os.path.dirname(path))
    except OSError:
        return
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(marshal.dumps(stored))
        os.replace(name, path)
    except OSError:
        with suppress(OSError):
            os.unlink(name)
