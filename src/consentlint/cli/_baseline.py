"""The baseline on the command line: what it knows is left out; it is written, and pruned, where that was asked for."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from consentlint.cli._write import write
from consentlint.config import Config, ConfigErrors, baseline_file
from consentlint.report import Report

if TYPE_CHECKING:
    from consentlint.baseline import Known

DEFAULT = "consentlint-baseline.json"


def told(report: Report, given: Namespace, config: Config) -> Report:
    """The report without what the baseline knows. Raises ConfigErrors."""
    file = given.baseline or baseline_file(config)
    if given.write_baseline:
        return _accepted(report, file or DEFAULT, given, config)
    if not file:
        if given.prune_baseline:
            raise ConfigErrors("--prune-baseline: there is no baseline; name one with --baseline, or in the settings")
        return report
    from consentlint.baseline import read_baseline, text_of, without_known

    entries = read_baseline(file)
    found = without_known(report, entries, _root(file))
    looked_at = _looked_at(file, given, config)
    gone = [entry for entry in found.gone if looked_at(entry)]
    if not given.prune_baseline:
        return found.report._replace(known=found.known, gone=len(gone))
    rest = list(entries)
    for entry in gone:
        rest.remove(entry)
    if gone:
        write(text_of(rest), file)
    return found.report._replace(known=found.known, pruned=len(gone))


def _accepted(report: Report, file: str, given: Namespace, config: Config) -> Report:
    """The report with nothing left to tell: everything in it is in the baseline now, with what was not looked at."""
    from consentlint.baseline import entries_of, text_of

    looked_at = _looked_at(file, given, config)
    held = [entry for entry in _held(file) if not looked_at(entry)]
    write(text_of([*held, *entries_of(report, _root(file))]), file)
    named = "" if baseline_file(config) else f"; name it in the settings: baseline = {file!r}"
    kept = f", and {_entries(len(held))} on what was not looked at" if held else ""
    if not given.quiet:
        print(f"consentlint: wrote {file}: {_entries(len(report.findings))}{kept}{named}", file=sys.stderr)
    return report._replace(findings=(), known=len(report.findings))


def _held(file: str) -> "list[Known]":
    """What is in the baseline already; a broken one is written anew."""
    from consentlint.baseline import read_baseline

    try:
        return read_baseline(file)
    except ConfigErrors:
        return []


def _looked_at(file: str, given: Namespace, config: Config) -> "Callable[[Known], bool]":
    """Could this run have met what an entry stands for: its file was named, and its check was not left out?"""
    root = _root(file)
    return lambda entry: (
        _named(os.path.join(root, entry.path), given.paths)
        and (not config.select or entry.check in config.select)
        and entry.check not in config.ignore
    )


def _named(path: str, named: list[str]) -> bool:
    """Does a path lie in one of those that were named?"""
    folders = [os.path.normpath(one) for one in named]
    path = os.path.normpath(path)
    return any(one in (".", path) or path.startswith(f"{one}{os.sep}") for one in folders)


def _root(file: str) -> str:
    return os.path.dirname(file) or "."


def _entries(number: int) -> str:
    return f"{number} {'entry' if number == 1 else 'entries'}"
