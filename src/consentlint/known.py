"""What exists by name: checks, policies, pack folders. Found by looking into folders; nothing of them is imported."""

import os

from consentlint.config import Config, ConfigErrors, nearest
from consentlint.packs.compiled import load_needles, load_settings, rules_folder, wide_policies
from consentlint.registry import stems

# The findings on suppressions themselves; `suppress.py` makes them.
OWN_CHECKS = ("suppression-without-reason", "unknown-suppression", "unused-suppression")

# How an absolute address begins: needles where third parties that no pack knows are looked for.
ABSOLUTE = ("://", '"//', "'//", "`//", "(//", "=//", ":\\/\\/")


def pack_folders(config: Config) -> tuple[str, ...]:
    """The user's pack folders; in the settings they are relative to the settings file."""
    return tuple(os.path.join(config.root, folder) for folder in config.extend_packs)


def needles_for(config: Config) -> tuple[str, ...]:
    """What a file must hold one of to be read. Raises PackErrors."""
    folders = pack_folders(config)
    severity = config.severity.get("unknown-third-party")
    wide = severity > 0 if severity is not None else config.policy in wide_policies(folders)
    return (*load_needles(folders), *ABSOLUTE) if wide else load_needles(folders)


def settings_for(config: Config) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Globs of settings files that may name a third party without its address, with needles. Raises PackErrors."""
    return load_settings(pack_folders(config))


def known_checks() -> tuple[str, ...]:
    """The ids of all checks, those of the suppressions included. Imports no check."""
    return tuple(sorted((*stems("consentlint.checks"), *OWN_CHECKS)))


def verify_names(config: Config) -> None:
    """Raises ConfigErrors for every check and policy that the settings name and nobody has."""
    given = {"select": config.select, "ignore": config.ignore, "severity": tuple(config.severity)}
    given |= {f"per-file-ignores.{glob}": checks for glob, checks in config.per_file_ignores}
    known = known_checks() if any(given.values()) else ()
    origin = config.file or "settings"
    faults = [
        f"{origin}: {where}: there is no check {check!r}{nearest(check, known)}; `consentlint explain` lists all"
        for where, checks in given.items()
        for check in checks
        if check not in known
    ]
    if config.services:
        vendors = _ids(config, "vendors")
        faults += [
            f"{origin}: services.{name}: there is no vendor {name!r}{nearest(name, vendors)}; "
            "`consentlint explain` lists all"
            for name in config.services
            if name not in vendors
        ]
    dialects = stems("consentlint.dialects") if config.dialects else ()
    faults += [
        f'{origin}: dialects."{glob}": there is no template language {dialect!r}{nearest(dialect, dialects)}; '
        f"known are {', '.join(dialects)}"
        for glob, dialect in config.dialects
        if dialect not in dialects
    ]
    if config.policy != "default" and config.policy not in (policies := policy_ids(config)):
        hint = nearest(config.policy, policies)
        faults.append(f"{origin}: policy: there is no policy {config.policy!r}{hint}; known are {', '.join(policies)}")
    if faults:
        raise ConfigErrors("\n".join(faults))


def policy_ids(config: Config) -> list[str]:
    """Ids of the policies in the shipped rules and the user's packs, without reading them."""
    return _ids(config, "policies")


def _ids(config: Config, kind: str) -> list[str]:
    folders = [os.path.join(folder, kind) for folder in (str(rules_folder()), *pack_folders(config))]
    names = {name for folder in folders if os.path.isdir(folder) for name in os.listdir(folder)}
    return sorted(stem for stem, extension in map(os.path.splitext, names) if extension in (".yaml", ".yml"))
