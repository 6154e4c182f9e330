"""Folders of YAML to `Packs`. All faults of all files are found before any is raised.

A pack folder holds `vendors/`, `cmps/`, `policies/`, `duties/` and `jurisdictions/`, each with one `<id>.yaml` (or
`.yml`) per entry. Later folders win: an entry with an id that an earlier folder has replaces it.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from consentlint.packs.build import Builder, nearest
from consentlint.packs.faults import Fault, PackErrors
from consentlint.packs.text import BadText, compose
from consentlint.packs.values import Cmp, CommonDuty, CountryGroup, Packs, Policy, Vendor

KINDS: dict[str, type] = {
    "vendors": Vendor,
    "cmps": Cmp,
    "policies": Policy,
    "duties": CommonDuty,
    "jurisdictions": CountryGroup,
}
NO_FOLDER = f"there is no such folder; name one that holds {', '.join(f'{kind}/' for kind in KINDS)}"
SUFFIXES = (".yaml", ".yml")


def read_packs(folders: Sequence[Path]) -> Packs:
    """Read pack folders, later ones on top. Raises PackErrors with every fault of every file."""
    faults: list[Fault] = []
    packs = Packs({}, {}, {}, {}, {})
    for folder in folders:
        if not folder.is_dir():
            faults.append(Fault(str(folder), 0, "", NO_FOLDER))
            continue
        for kind, cls in KINDS.items():
            getattr(packs, kind).update(_folder(folder / kind, cls, faults))
    if faults:
        raise PackErrors(faults)
    return packs


def pack_files(folder: Path) -> Iterator[Path]:
    """The YAML files of one pack folder, sorted, so that a run does not depend on the file system."""
    for kind in KINDS:
        yield from _files(folder / kind)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.suffix in SUFFIXES) if folder.is_dir() else []


def _folder(folder: Path, cls: type, faults: list[Fault]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    origin: dict[str, Path] = {}
    for path in _files(folder):
        if path.stem in origin:
            text = f"the id {path.stem!r} is already defined by {origin[path.stem].name}; remove one of the two files"
            faults.append(Fault(str(path), 0, "id", text))
            continue
        origin[path.stem] = path
        made = read_file(path, cls, faults)
        if made is not None:
            found[path.stem] = made
    return found


def read_file(path: Path, cls: type, faults: list[Fault]) -> Any:
    """One file as `cls`, or None. What is wrong is added to `faults`."""
    try:
        node = compose(path.read_bytes())
    except OSError as error:
        faults.append(Fault(str(path), 0, "", f"cannot be read: {error.strerror or error}"))
        return None
    except BadText as error:
        faults.append(Fault(str(path), error.line, "", error.text))
        return None
    builder = Builder(str(path))
    made = builder.value(node, cls, "")
    if made is not None:
        _id_is_stem(builder, node, made, path.stem)
        _sources_exist(builder, made)
    faults += builder.faults
    return made


def _id_is_stem(builder: Builder, node: Any, made: Any, stem: str) -> None:
    if made.id and made.id != stem:
        way_out = f"name the file {made.id}.yaml, or write id: {stem}"
        builder.fault(node, "id", f"the id {made.id!r} and the file name differ; {way_out}")


def _sources_exist(builder: Builder, made: Any) -> None:
    """A `source:` is the id of an entry of `sources`."""
    known = [source.id for source in getattr(made, "sources", ()) if source is not None]
    for word, node, where in builder.cited:
        if word not in known:
            accepted = f"; accepted are {', '.join(known)}" if known else ""
            builder.fault(node, where, f"no entry of sources has the id {word!r}{nearest(word, known)}{accepted}")
