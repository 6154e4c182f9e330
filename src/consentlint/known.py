"""What exists by name: checks, policies, pack folders. Found by looking into folders; nothing of them is imported."""

import os

from consentlint.config import Config, ConfigErrors, nearest
from consentlint.packs.compiled import rules_folder
from consentlint.registry import stems

# The findings on suppressions themselves; `suppress.py` makes them.
OWN_CHECKS = ("suppression-without-reason", "unknown-suppression", "unused-suppression")


def pack_folders(config: Config) -> tuple[str, ...]:
    """The user's pack folders; in the settings they are relative to the settings file."""
    return tuple(os.path.join(config.root, folder) for folder in config.extend_packs)


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
    if config.policy != "default" and config.policy not in (policies := policy_ids(config)):
        hint = nearest(config.policy, policies)
        faults.append(f"{origin}: policy: there is no policy {config.policy!r}{hint}; known are {', '.join(policies)}")
    if faults:
        raise ConfigErrors("\n".join(faults))


def policy_ids(config: Config) -> list[str]:
    """Ids of the policies in the shipped rules and the user's packs, without reading them."""
    folders = [os.path.join(folder, "policies") for folder in (str(rules_folder()), *pack_folders(config))]
    names = {name for folder in folders if os.path.isdir(folder) for name in os.listdir(folder)}
    return sorted(stem for stem, extension in map(os.path.splitext, names) if extension in (".yaml", ".yml"))
