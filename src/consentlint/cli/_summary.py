"""What is said on stderr after a run: how much was looked at, what was not, and what was found."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from consentlint.report import Report, printable

if TYPE_CHECKING:
    from consentlint.model import Skipped

SHOWN = 5


def summary(report: Report, statistics: bool = False, quiet: bool = False) -> Iterator[str]:
    """Lines of text. Internal errors are said even when quiet."""
    for error in report.errors:
        yield f"consentlint: {printable(error)}"
    if statistics:
        yield from _statistics(report)
    if quiet:
        return
    yield from _grouped("not examined", report.skipped)
    yield from _grouped("examined only in part", report.partial)
    if report.passed_over:
        reasons = (f"{count} {reason}" for reason, count in sorted(report.passed_over.items()))
        yield f"passed over: {', '.join(reasons)}"
    if report.known or report.gone or report.pruned is not None:
        yield _baseline(report)
    trouble = f", {_count(len(report.errors), 'internal error')}" if report.errors else ""
    yield f"{_count(report.files_scanned, 'file')} scanned, {_found(report)}{trouble}"


def _baseline(report: Report) -> str:
    said = f"baseline: {_count(report.known, 'known finding')} left out"
    if report.pruned is not None:
        return f"{said}, {_entries(report.pruned)} taken out"
    if not report.gone:
        return said
    answer = "answers" if report.gone == 1 else "answer"
    return f"{said}; {_entries(report.gone)} {answer} to nothing any more: take out with --prune-baseline"


def _entries(number: int) -> str:
    return f"{number} {'entry' if number == 1 else 'entries'}"


def _grouped(title: str, left: "tuple[Skipped, ...]") -> Iterator[str]:
    """One line a reason, with the first few files."""
    groups: dict[str, list[str]] = {}
    for skipped in left:
        groups.setdefault(skipped.reason, []).append(skipped.path)
    for reason, paths in groups.items():
        more = f" and {len(paths) - SHOWN} more" if len(paths) > SHOWN else ""
        yield f"{title}: {printable(', '.join(paths[:SHOWN]) + more + ': ' + reason)}"


def _statistics(report: Report) -> Iterator[str]:
    names = [finding.check for finding in report.findings] or [embed.vendor for embed in report.embeds]
    for name in sorted(set(names), key=lambda name: (-names.count(name), name)):
        yield f"{names.count(name):6} {name}"
    share = report.files_parsed / max(report.files_scanned, 1)
    yield f"{report.files_parsed:6} files parsed ({share:.1%} of those scanned)"


def _found(report: Report) -> str:
    if report.command == "inventory":
        gated = sum(embed.gated for embed in report.embeds)
        return f"{_count(len(report.embeds), 'embed')}" + (f" ({gated} gated)" if report.embeds else "")
    if not report.findings:
        return "no findings"
    levels = [str(finding.severity) for finding in report.findings]
    parts = [_count(levels.count(level), level) for level in ("error", "warning", "note") if level in levels]
    return f"{_count(len(levels), 'finding')} ({', '.join(parts)})"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
