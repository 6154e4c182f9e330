"""Packs compiled once into one file of the user's cache, so that a run neither imports yaml nor reads the rules.

The file holds the needles apart from the packs: a run over a clean tree loads nothing but them. A cache that cannot be
read or written never fails a run.
"""

import marshal
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from consentlint import __version__

# pathlib is not imported here: every run passes through, and most need nothing but the needles.
if TYPE_CHECKING:
    from pathlib import Path

    from consentlint.packs.values import Packs

FORMAT = 16
PlainFile = tuple[str, tuple[str, ...], tuple[str, ...]]
FOLDERS = ("vendors", "cmps", "policies", "duties", "jurisdictions")


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


class Stored(NamedTuple):
    """What the cache holds.

    wide      policies that look for third parties which no pack knows
    settings  globs of settings files, each with words one of which such a file holds where it names a third party
    files     platforms' own files: a regular expression over the path, the `holds` and the `lacks` of an OwnFile
    packs     see `_unpacked`
    """

    needles: tuple[str, ...]
    wide: tuple[str, ...]
    settings: tuple[tuple[str, tuple[str, ...]], ...]
    files: "tuple[PlainFile, ...]"
    packs: "bytes | Packs"


def load_packs(user_folders: "Iterable[str | Path]" = ()) -> "Packs":
    """The shipped packs with the user's folders on top. Raises PackErrors listing every fault of every file."""
    folders = _folders(user_folders)
    packs = _load(folders).packs
    if not isinstance(packs, bytes):
        return packs
    try:
        return _unpacked(packs)
    except Exception:  # damaged in a way that its key does not show
        packs = _build(folders, _key(folders)).packs
        return _unpacked(packs) if isinstance(packs, bytes) else packs


def load_needles(user_folders: "Iterable[str | Path]" = ()) -> tuple[str, ...]:
    """`needles(load_packs(...))` without building the packs when they are cached. Raises PackErrors."""
    return _load(_folders(user_folders)).needles


def wide_policies(user_folders: "Iterable[str | Path]" = ()) -> tuple[str, ...]:
    """The ids of the policies that look for third parties which no pack knows. Raises PackErrors."""
    return _load(_folders(user_folders)).wide


def load_settings(user_folders: "Iterable[str | Path]" = ()) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Which settings files may name a third party without its address, each with its needles. Raises PackErrors."""
    return _load(_folders(user_folders)).settings


def settings_needles(packs: "Packs") -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Globs of settings files, each with lower-case words one of which such a file holds where it names a vendor."""
    import re  # only when packs are compiled

    found: dict[str, set[str]] = {}
    for setting in (one for cmp in packs.cmps.values() for one in cmp.site if one.makes):
        named = [step for step in re.split(r"[.\[\]]+", setting.key) if re.fullmatch(r"[\w-]+", step)]
        words = named[-1:] or [re.split(r"[*?\[]", glob, maxsplit=1)[0] for glob in setting.values]
        found.setdefault(setting.file, set()).update(word.lower() for word in words)
    return tuple((glob, tuple(sorted(words))) for glob, words in sorted(found.items()))


def platform_file_marks(user_folders: "Iterable[str | Path]" = ()) -> tuple[PlainFile, ...]:
    """What tells the files of consent platforms, see Stored.files. Raises PackErrors."""
    return _load(_folders(user_folders)).files


def needles(packs: "Packs") -> tuple[str, ...]:
    """Lower-case strings, one of which every file with an embed holds. To be searched case-insensitively."""
    import re  # only when packs are compiled

    from consentlint.packs.index import needles_of

    # In the export of a container the type of a tag may be all that names a vendor.
    exports = ("exportformatversion",) if any(cmp.tags for cmp in packs.cmps.values()) else ()
    # An address that the platform completes stands nowhere in the page; the class of its element does.
    gates = [gate for cmp in packs.cmps.values() for gate in cmp.gates if gate.address]
    players = [max(re.findall(r"[\w-]+", gate.selector), key=len).lower() for gate in gates]
    return tuple(sorted({*needles_of(packs.vendors), *exports, *players}))


def _folders(user_folders: "Iterable[str | Path]") -> list[str]:
    return [_rules(), *map(str, user_folders)]


# What was read within `read_once`.
_held: list[dict[tuple[str, ...], Stored]] = []


@contextmanager
def read_once() -> Iterator[None]:
    """Within this the rules are those that were first found: to look whether they changed costs milliseconds."""
    if _held:
        yield
        return
    _held.append({})
    try:
        yield
    finally:
        _held.clear()


def _load(folders: list[str]) -> Stored:
    """From what is held, else from the cache, where it is current."""
    held, where = _held[0] if _held else {}, tuple(folders)
    if where not in held:
        key = _key(folders)
        held[where] = _read(_cache_file(folders), key) or _build(folders, key)
    return held[where]


def _build(folders: list[str], key: tuple[object, ...]) -> Stored:
    """Read the YAML and leave the result in the cache."""
    from pathlib import Path

    from consentlint.packs.load import read_packs

    packs = read_packs([Path(folder) for folder in folders])
    wide = tuple(sorted(name for name, policy in packs.policies.items() if policy.wide))
    made = Stored(needles(packs), wide, settings_needles(packs), _files_of(packs), packs)
    _write(_cache_file(folders), (key, *made[:-1], _packed(packs)))
    return made


def _files_of(packs: "Packs") -> tuple[PlainFile, ...]:
    from fnmatch import translate

    marks = [mark for cmp in packs.cmps.values() for mark in cmp.present.files]
    return tuple((translate(mark.path), mark.holds, mark.lacks) for mark in marks)


def _packed(packs: "Packs") -> bytes:
    """Packs as plain tables, one pickle a vendor, and one for the rest: few vendors are needed in a run."""
    from consentlint.packs.index import index_of

    vendors = {name: _pickled(vendor) for name, vendor in packs.vendors.items()}
    rest = _pickled((packs.cmps, packs.policies, packs.duties, packs.jurisdictions))
    return marshal.dumps((tuple(index_of(packs.vendors.values())), vendors, rest))


def _pickled(value: object) -> bytes:
    import pickle

    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _unpacked(data: bytes) -> "Packs":
    import pickle

    from consentlint.packs.index import Index
    from consentlint.packs.values import Packs
    from consentlint.packs.vendors import StoredVendors

    index, vendors, rest = marshal.loads(data)
    return Packs(StoredVendors(vendors, Index(*index)), *pickle.loads(rest))


def _key(folders: list[str]) -> tuple[object, ...]:
    """Changes whenever a pack file, this package or Python does. A missing folder has a key too, and no files."""
    with os.scandir(os.path.join(os.path.dirname(__file__), "values")) as modules:
        here = tuple(sorted(module.stat().st_mtime_ns for module in modules if module.name.endswith(".py")))
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


def _read(path: str, key: tuple[object, ...]) -> Stored | None:
    """What the cache holds under this very key. None for anything else, a corrupt file included."""
    try:
        with open(path, "rb") as file:
            if os.fstat(file.fileno()).st_uid != _user():
                return None
            stored = marshal.loads(file.read())
        return Stored(*stored[1:]) if stored[0] == key else None
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
