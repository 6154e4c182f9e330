"""What a change does elsewhere: findings in files that were not named, which the named files have brought about.

The named files are taken as the last commit has them, everything else as it is; what is found then was there before.
"""

import subprocess
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from consentlint.examine import Outcome
from consentlint.gather import gather
from consentlint.work import Work

if TYPE_CHECKING:
    from consentlint.model import Finding

Reader = Callable[[str], tuple[bytes, str]]
Group = tuple[str, ...]
NEW = "not in the last commit"


def turned(
    others: Sequence[Outcome],
    named: frozenset[str],
    hits: Sequence[str],
    work: Work,
    reader: Reader,
    examine: Callable[[Sequence[Group], Reader], list[Outcome]],
) -> list[Outcome]:
    """Of the outcomes of other files, those with findings that were not there before, and only these findings.

    named    the files that were asked about
    hits     files of the project that hold a needle; work: its settings and all its files
    examine  gives the outcomes of groups of files, read with a reader
    Outside of a git repository nothing is known of before, and nothing is given.
    """
    suspects = {outcome.path for outcome in others if outcome.findings}
    if not suspects or not _has_commit():
        return [Outcome(outcome.path, error=outcome.error) for outcome in others if outcome.error]

    kept: dict[str, tuple[bytes, str]] = {}

    def earlier(path: str) -> tuple[bytes, str]:
        if path in named and path not in kept:
            kept[path] = committed(path)
        return kept[path] if path in named else reader(path)

    gathered = gather(hits, work.context, earlier, work.config)
    groups = [group for group in gathered.groups if not suspects.isdisjoint(group)]
    known = {_identity(finding) for outcome in examine(groups, earlier) for finding in outcome.findings}
    fresh = (
        outcome._replace(findings=tuple(found for found in outcome.findings if _identity(found) not in known))
        for outcome in others
    )
    return [outcome._replace(embeds=(), notes=(), skipped="") for outcome in fresh if outcome.findings or outcome.error]


def _identity(finding: "Finding") -> tuple[object, ...]:
    return finding.check, finding.place, finding.vendor


def committed(path: str) -> tuple[bytes, str]:
    """A file of the current folder as the last commit has it, or the reason why there is none."""
    found = _git("show", f"HEAD:./{path}")
    return (b"", NEW) if found is None else (found, "")


def _has_commit() -> bool:
    return _git("rev-parse", "--verify", "--quiet", "HEAD") is not None


def _git(*arguments: str) -> bytes | None:
    """What git prints, None when it fails or is not there."""
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout
