"""Settings: find the file, read it, refuse what is wrong (all of it at once), hand out one frozen value.

`[tool.consentlint]` of a `pyproject.toml` or a `consentlint.toml`, found by walking up from the first path that is
checked. Nothing heavy is imported before a file with settings is found: most runs have none.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from consentlint.model import Severity
    from consentlint.packs.values import Cmp, Jurisdiction

MAX_FILE_SIZE = 1_500_000
SEVERITIES = ("off", "note", "warning", "error")
JURISDICTIONS = ("eea", "uk", "ch", "adequacy", "us", "other", "unknown")
CLICK_TO_LOAD = ("accepted", "reported")


class Service(NamedTuple):
    """What the project says of one vendor. consent: required, not-required or "" (as its pack says).

    reason  why; there is none without it
    region  id of the vendor's region where code does not show one
    """

    consent: str = ""
    reason: str = ""
    region: str = ""


class Config(NamedTuple):
    """The settings of one run.

    file              where they stand; "" when nothing was configured
    root              absolute folder that globs and folders in the settings are relative to
    select, ignore    check ids; an empty `select` means every check of the policy
    severity          check id -> severity that replaces the policy's
    jurisdictions     where processing is allowed; None: as the policy says
    include           globs of further files to check, whatever their extension
    per_file_ignores  (glob, check ids) pairs
    max_file_size     bytes; larger files are skipped and listed
    click_to_load     accepted or reported; "" as the policy says
    consent           the project's own consent conditions as a platform with id `project`
    own_domains       the project's own domains, lower case; what lies below them is its own too
    services          what the project says of single vendors, by their id
    template_folders  folders that names of templates begin at, tried in order before the languages' own rules
    paths             (beginning of an address, folder that it stands for) pairs
    dialects          (glob, id of a template language) pairs; the first that fits counts
    baseline          path of the baseline, relative to `root`; "": none
    register          path of the register of services, relative to `root`; "": compliance/services.yaml where it is
    """

    file: str = ""
    root: str = "."
    policy: str = "default"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: "Mapping[str, Severity]" = {}
    jurisdictions: "tuple[Jurisdiction, ...] | None" = None
    exclude: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    extend_packs: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    max_file_size: int = MAX_FILE_SIZE
    click_to_load: Literal["", "accepted", "reported"] = ""
    consent: "Cmp | None" = None
    own_domains: tuple[str, ...] = ()
    services: "Mapping[str, Service]" = {}
    template_folders: tuple[str, ...] = ()
    paths: tuple[tuple[str, str], ...] = ()
    dialects: tuple[tuple[str, str], ...] = ()
    register: str = ""
    baseline: str = ""


class ConfigErrors(Exception):
    """Every fault of one configuration, a line each: file, key path, what is wrong, what is accepted."""


class Faults:
    """Collects what is wrong with one file, so that it can be said all at once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: list[str] = []

    def add(self, where: str, text: str) -> None:
        self.lines.append(f"{self.file}: {where}: {text}" if where else f"{self.file}: {text}")

    def unknown(self, where: str, kind: str, word: str, accepted: Sequence[str]) -> None:
        self.add(where, f"unknown {kind} {word!r}{nearest(word, accepted)}; accepted are {', '.join(accepted)}")


def nearest(word: str, known: Sequence[str]) -> str:
    """` (did you mean 'x'?)`, or "" when nothing is near."""
    from difflib import get_close_matches

    found = get_close_matches(word, known, 1)
    return f" (did you mean {found[0]!r}?)" if found else ""


# --- finding ---------------------------------------------------------------------------------------------------------


def load_config(start: str, given: str = "", isolated: bool = False) -> Config:
    """The settings for a run whose first path is `start`.

    given     a file named on the command line; nothing else is looked for then
    isolated  look for no file at all
    Raises ConfigErrors, with every fault, when the file cannot be read or is wrong.
    """
    if given:
        return read_config(given, _table(given, required=True) or {})
    if isolated:
        return Config(root=os.getcwd())
    folder = os.path.abspath(start if os.path.isdir(start) else os.path.dirname(start))
    while True:
        for name in ("consentlint.toml", "pyproject.toml"):
            path = os.path.join(folder, name)
            table = _table(path) if os.path.exists(path) else None
            if table is not None:
                return read_config(path, table)
        parent = os.path.dirname(folder)
        if parent == folder or os.path.exists(os.path.join(folder, ".git")):
            return Config(root=os.getcwd())
        folder = parent


def _table(path: str, required: bool = False) -> dict[str, Any] | None:
    """The settings in a file; None when a pyproject.toml has none for us. A plain byte search spares the parser."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise ConfigErrors(f"{path}: cannot be read ({error.strerror}); name a readable file with --config") from None
    if os.path.basename(path) != "pyproject.toml":
        return _toml(path, data)
    found = _toml(path, data).get("tool", {}).get("consentlint") if b"consentlint" in data else None
    if found is None and required:
        raise ConfigErrors(f"{path}: has no table [tool.consentlint]; add it, or name another file with --config")
    return found


def _toml(path: str, data: bytes) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigErrors(f"{path}: is not valid TOML: {error}") from None


def baseline_file(config: Config) -> str:
    """Where the baseline of the settings is, as it is written in output; "" when there is none."""
    return os.path.relpath(os.path.join(config.root, config.baseline)) if config.baseline else ""


# --- reading ---------------------------------------------------------------------------------------------------------


def read_config(file: str, table: dict[str, Any]) -> Config:
    """The settings in `table`, which was read from `file`. Raises ConfigErrors with every fault."""
    faults = Faults(_shown(file))
    found: dict[str, Any] = {"file": file, "root": os.path.dirname(os.path.abspath(file))}
    if not isinstance(table, dict):
        faults.add("", f"[tool.consentlint] must be a table, found {kind(table)}")
        table = {}
    for key, value in table.items():
        reader = READERS.get(key)
        if reader is None:
            faults.unknown(key, "key", key, tuple(READERS))
            continue
        found[key.replace("-", "_")] = reader(value, key, faults)
    if faults.lines:
        raise ConfigErrors("\n".join(faults.lines))
    return Config(**found)


def _shown(file: str) -> str:
    relative = os.path.relpath(file) if os.path.splitdrive(os.path.abspath(file))[0] == "" else file
    return file if relative.startswith("..") else relative.replace(os.sep, "/")


def kind(value: Any) -> str:
    """The TOML kind of a value, in words."""
    names = {bool: "true/false", str: "text", int: "a number", float: "a number", list: "a list", dict: "a table"}
    return names.get(type(value), "a date")


def text(value: Any, where: str, faults: Faults) -> str:
    if isinstance(value, str) and value:
        return value
    faults.add(where, f"expected text, found {kind(value) if value != '' else 'an empty text'}")
    return ""


def texts(value: Any, where: str, faults: Faults) -> tuple[str, ...]:
    if not isinstance(value, list):
        faults.add(where, f'expected a list of texts such as ["a", "b"], found {kind(value)}')
        return ()
    return tuple(text(item, f"{where}[{number}]", faults) for number, item in enumerate(value))


def one_of(accepted: tuple[str, ...]) -> Callable[[Any, str, Faults], str]:
    """A reader of one word out of `accepted`."""

    def read(value: Any, where: str, faults: Faults) -> str:
        if value in accepted:
            return str(value)
        hint = nearest(value, accepted) if isinstance(value, str) else ""
        faults.add(where, f"expected one of {', '.join(accepted)}{hint}; found {value!r}")
        return accepted[0]

    return read


def _jurisdictions(value: Any, where: str, faults: Faults) -> tuple[str, ...]:
    read = one_of(JURISDICTIONS)
    if value == []:
        faults.add(where, "names none, so that every region would be outside; leave it out to go by the policy")
    return tuple(read(item, f"{where}[{n}]", faults) for n, item in enumerate(texts(value, where, faults)) if item)


def _size(value: Any, where: str, faults: Faults) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    faults.add(where, f"expected a number of bytes above 0, found {value!r}")
    return MAX_FILE_SIZE


def _entries(value: Any, where: str, faults: Faults, example: str) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    faults.add(where, f"expected a table such as {example}, found {kind(value)}")
    return []


def _severity(value: Any, where: str, faults: Faults) -> "dict[str, Severity]":
    from consentlint.model import Severity

    read = one_of(SEVERITIES)
    entries = _entries(value, where, faults, '{ non-eu-region = "warning" }')
    return {check: Severity[read(level, f"{where}.{check}", faults).upper()] for check, level in entries}


def _per_file(value: Any, where: str, faults: Faults) -> tuple[tuple[str, tuple[str, ...]], ...]:
    entries = _entries(value, where, faults, '{ "docs/**" = ["ungated-embed"] }')
    return tuple((glob, texts(checks, f'{where}."{glob}"', faults)) for glob, checks in entries)


def _consent(value: Any, where: str, faults: Faults) -> "Cmp | None":
    from consentlint.declared import read_consent

    return read_consent(value, where, faults)


def _services(value: Any, where: str, faults: Faults) -> dict[str, Service]:
    from consentlint.declared import read_services

    return read_services(value, where, faults)


def _domains(value: Any, where: str, faults: Faults) -> tuple[str, ...]:
    from consentlint.declared import read_domains

    return read_domains(value, where, faults)


def _dialects(value: Any, where: str, faults: Faults) -> tuple[tuple[str, str], ...]:
    entries = _entries(value, where, faults, '{ "*.html" = "jinja" }')
    return tuple((glob, text(dialect, f'{where}."{glob}"', faults)) for glob, dialect in entries)


def _paths(value: Any, where: str, faults: Faults) -> tuple[tuple[str, str], ...]:
    entries = _entries(value, where, faults, '{ "/static/" = "app/assets/" }')
    return tuple((start, f"{text(folder, f'{where}.{start!r}', faults).strip('/')}/") for start, folder in entries)


READERS: dict[str, Callable[[Any, str, Faults], Any]] = {
    "policy": text,
    "select": texts,
    "ignore": texts,
    "severity": _severity,
    "jurisdictions": _jurisdictions,
    "exclude": texts,
    "include": texts,
    "extend-packs": texts,
    "per-file-ignores": _per_file,
    "max-file-size": _size,
    "click-to-load": one_of(CLICK_TO_LOAD),
    "consent": _consent,
    "own-domains": _domains,
    "services": _services,
    "template-folders": texts,
    "dialects": _dialects,
    "paths": _paths,
    "register": text,
    "baseline": text,
}
