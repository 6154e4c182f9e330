"""The baseline: findings that were there when a project began to use the linter. They are not told again.

A finding is known by what it says of which code, never by its line or by a count: other code on the same line is
another finding, and a line that moves is the same. Two equal pieces of code are two entries.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from consentlint.config import ConfigErrors
from consentlint.report import Report

if TYPE_CHECKING:
    from consentlint.model import Finding

FORM = 1
FIELDS = ("path", "check", "vendor", "code")


class Known(NamedTuple):
    """One finding of the baseline. code: a digest of the code that it stands on; no code is kept in the file."""

    path: str
    check: str
    vendor: str
    code: str


class Told(NamedTuple):
    """A report without what is known.

    known  how many findings were left out
    gone   what the baseline has and the run has not
    """

    report: Report
    known: int
    gone: tuple[Known, ...]


def known(finding: "Finding", texts: Mapping[str, str]) -> Known:
    """What a finding is recognised by. texts: path -> text of the files that findings stand in."""
    start, end = finding.place.span
    code = texts.get(finding.place.path, "")[start:end] or finding.message
    digest = sha256(" ".join(code.split()).encode("utf-8", "backslashreplace")).hexdigest()[:20]
    return Known(finding.place.path, finding.check, finding.vendor, digest)


def without_known(report: Report, baseline: Iterable[Known], root: str = ".") -> Told:
    """The report without the findings of the baseline. root: folder that the baseline's paths are relative to."""
    left = Counter(baseline)
    told = []
    for finding in report.findings:
        key = _from_root(known(finding, report.texts), root)
        if left[key] > 0:
            left[key] -= 1
        else:
            told.append(finding)
    number = len(report.findings) - len(told)
    return Told(report._replace(findings=tuple(told)), number, tuple(sorted(left.elements())))


def baseline_text(report: Report, root: str = ".") -> str:
    """The findings of a report as the text of a baseline, in an order that merges well."""
    return text_of(entries_of(report, root))


def entries_of(report: Report, root: str = ".") -> list[Known]:
    """The findings of a report as entries of a baseline. root: folder that its paths are relative to."""
    return sorted(_from_root(known(finding, report.texts), root) for finding in report.findings)


def text_of(entries: Iterable[Known]) -> str:
    rows = ",\n".join(f"    {json.dumps(entry._asdict(), ensure_ascii=False)}" for entry in sorted(entries))
    return f'{{\n  "consentlint-baseline": {FORM},\n  "findings": [\n{rows}\n  ]\n}}\n' if rows else EMPTY


EMPTY = f'{{\n  "consentlint-baseline": {FORM},\n  "findings": []\n}}\n'


def read_baseline(file: str) -> list[Known]:
    """The entries of a baseline. Raises ConfigErrors when it cannot be read or is none."""
    try:
        with open(file, encoding="utf-8-sig") as stream:
            held = json.load(stream)
    except OSError as error:
        raise ConfigErrors(
            f"{file}: the baseline cannot be read ({error.strerror}); write one with `check --write-baseline`"
        ) from None
    except (ValueError, RecursionError) as error:
        raise ConfigErrors(f"{file}: the baseline is no JSON: {error}") from None
    rows = held.get("findings") if isinstance(held, dict) and held.get("consentlint-baseline") == FORM else None
    if not isinstance(rows, list):
        raise ConfigErrors(
            f'{file}: is no baseline of this version (it begins with "consentlint-baseline": {FORM}); '
            "write a new one with `check --write-baseline`"
        )
    return [_entry(row, number, file) for number, row in enumerate(rows)]


def _entry(row: object, number: int, file: str) -> Known:
    fields = [row.get(name) for name in FIELDS] if isinstance(row, dict) else [None]
    if not all(isinstance(field, str) for field in fields):
        raise ConfigErrors(f"{file}: findings[{number}]: expected texts for {', '.join(FIELDS)}")
    return Known(*map(str, fields))


def _from_root(entry: Known, root: str) -> Known:
    return entry._replace(path=os.path.relpath(entry.path, root).replace(os.sep, "/"))
