"""Quieten findings: `consentlint: allow[check-id] reason` in comments, per-file ignores, `select` and `ignore`.

By id, never by words, and in one place downstream of the checks. A suppression must give a reason; one that is unknown,
useless or without a reason is itself a finding.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from consentlint.config import Config, nearest
from consentlint.discover import matcher
from consentlint.lazy_regex import lazy_regex
from consentlint.model import Finding, Place, Severity, Span, Suppression
from consentlint.packs.values import Policy
from consentlint.text import Lines

WITHOUT_REASON, UNKNOWN, UNUSED = "suppression-without-reason", "unknown-suppression", "unused-suppression"
DEFAULTS = {WITHOUT_REASON: Severity.ERROR, UNKNOWN: Severity.WARNING, UNUSED: Severity.WARNING}
SUMMARIES = {
    WITHOUT_REASON: "a suppression gives no reason and does not quieten anything",
    UNKNOWN: "a suppression is malformed or names a check that does not exist",
    UNUSED: "a suppression quietens nothing",
}
FORM = "write it as `consentlint: allow[check-id] reason`"

_DIRECTIVE = lazy_regex(r"consentlint:[ \t]*allow[ \t]*\[([^\]\n]*)\]:?[ \t]*(.*)", re.IGNORECASE)
_OPENING = lazy_regex(r"^(?:\{%-?\s*comment\b[^%]*%\})?[\s<!\-/*{#%@;?=]*consentlint:", re.IGNORECASE)
_CLOSING = lazy_regex(r"\s*(\{%-?\s*endcomment\s*-?%\}|--%?>|--\}\}|\*/\}?|#\}|%\}|%>|\?>|\}\}|\*@|-%\}|-\}\})?\s*$")

Comment = tuple[Span, str]


class Quieter(NamedTuple):
    """What one run quietens with.

    policy  as it is in force: the configured severities are in it
    known   the ids of all checks
    later   those whose findings are made when all files are known: in a file by itself a suppression of them is not
            useless
    """

    config: Config
    policy: Policy
    known: frozenset[str]
    per_file: tuple[tuple[Callable[[str], bool], tuple[str, ...]], ...] = ()
    later: frozenset[str] = frozenset()


def quieter(config: Config, policy: Policy, known: Iterable[str], later: Iterable[str] = ()) -> Quieter:
    """Compile the globs of the settings once for a run."""
    per_file = tuple((matcher([glob], config.root), checks) for glob, checks in config.per_file_ignores)
    return Quieter(config, policy, frozenset(known), per_file, frozenset(later))


def quieten(
    findings: Sequence[Finding], comments: Iterable[Comment], path: str, text: str, by: Quieter
) -> list[Finding]:
    """The findings of one file that are left, with those on its suppressions, sorted by place."""
    lines = Lines(text)
    active = _active(path, by)
    suppressions, left = [], list[Finding]()
    for suppression in suppressions_of(list(comments), lines):
        faults = list(_faults(suppression, by.known))
        left += [_finding(check, message, path, suppression, by) for check, message in faults]
        if suppression.checks and suppression.reason:
            suppressions.append(suppression)
    used: set[tuple[Suppression, str]] = set()
    for finding in findings:
        line = lines.line_column(finding.place.span.start)[0]
        hits = [found for found in suppressions if found.line == line and finding.check in found.checks]
        used.update((found, finding.check) for found in hits)
        if not hits:
            left.append(finding)
    for suppression in suppressions:
        for check in suppression.checks:
            useless = check in by.known - by.later and (suppression, check) not in used
            if useless and active(check):
                rest = f"remove it{_elsewhere(suppression, lines)}"
                message = f"line {suppression.line} has nothing to allow for {check}; {rest}"
                left.append(_finding(UNUSED, message, path, suppression, by))
    kept = [finding for finding in left if finding.severity is not Severity.OFF and active(finding.check)]
    return sorted(kept, key=lambda finding: (finding.place, finding.check))


def _elsewhere(suppression: Suppression, lines: Lines) -> str:
    """What to do where the comment stands behind code and was meant for what follows."""
    behind = suppression.line == lines.line_column(suppression.span.start)[0]
    return ", or give it a line of its own before the code that is meant" if behind else ""


def _active(path: str, by: Quieter) -> Callable[[str], bool]:
    """Whether a check runs at all for this file."""
    ignored = {check for matches, checks in by.per_file if matches(path) for check in checks} | set(by.config.ignore)

    def active(check: str) -> bool:
        selected = not by.config.select or check in by.config.select
        return selected and check not in ignored and by.policy.checks.get(check) is not Severity.OFF

    return active


def _faults(suppression: Suppression, known: frozenset[str]) -> Iterator[tuple[str, str]]:
    """(check id, message) of what is wrong with the suppression itself."""
    if not suppression.checks:
        yield UNKNOWN, f"this suppression cannot be read; {FORM}"
        return
    for check in suppression.checks:
        if check not in known:
            yield UNKNOWN, f"there is no check {check!r}{nearest(check, sorted(known))}"
    if not suppression.reason:
        yield WITHOUT_REASON, f"this suppression gives no reason and is not in force; {FORM}"


def _finding(check: str, message: str, path: str, suppression: Suppression, by: Quieter) -> Finding:
    severity = by.policy.checks.get(check, DEFAULTS[check])
    return Finding(check, severity, message, Place(path, suppression.span))


# --- reading comments ------------------------------------------------------------------------------------------------


def suppressions_of(comments: Sequence[Comment], lines: Lines) -> list[Suppression]:
    """Every suppression in the comments. One that cannot be read has no checks."""
    alone = {line for span, _ in comments if _own_line(span, lines) for line in _lines_of(span, lines)}
    return [
        Suppression(checks, reason, _target(span, lines, alone), span)
        for span, text in comments
        if _OPENING.match(text)
        for checks, reason in [_read(text)]
    ]


def _read(comment: str) -> tuple[tuple[str, ...], str]:
    found = _DIRECTIVE.search(comment)
    if not found:
        return (), ""
    checks = tuple(check.strip().lower() for check in found[1].split(",") if check.strip())
    return checks, _CLOSING.sub("", found[2]).strip(" \t-:\u2013\u2014")


def _lines_of(span: Span, lines: Lines) -> range:
    return range(lines.line_column(span.start)[0], lines.line_column(max(span.start, span.end - 1))[0] + 1)


def _own_line(span: Span, lines: Lines) -> bool:
    """Nothing but the comment (and the braces that JSX needs around one) stands on its lines."""
    covered = _lines_of(span, lines)
    before = lines.text[lines.line_start(covered[0]) : span.start]
    after = lines.text[span.end : lines.line_start(covered[-1] + 1)]
    return before.strip() in ("", "{") and after.strip() in ("", "}")


def _target(span: Span, lines: Lines, alone: set[int]) -> int:
    """The line whose findings are meant: its own, or, for a comment on its own line, the next with code on it."""
    if not _own_line(span, lines):
        return lines.line_column(span.start)[0]
    line = _lines_of(span, lines)[-1] + 1
    while line <= len(lines) and (line in alone or not lines.line_text(line).strip()):
        line += 1
    return line
