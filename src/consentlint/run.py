"""The pipeline on one screen: discover, prefilter, then each hit through inspect, judge and quieten, then the report.

A run over clean files imports neither parsers nor packs: what follows the prefilter (`examine.py`) is imported at the
first hit.
"""

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from consentlint.config import Config
from consentlint.datafiles import is_data, names_service, stands
from consentlint.discover import Discovery, discover, in_repository, read
from consentlint.known import needles_for, pack_folders, settings_for, verify_names
from consentlint.packs.compiled import platform_file_marks, read_once
from consentlint.prefilter import Prefilter
from consentlint.register_place import RegisterPlace, register_place
from consentlint.report import Report

if TYPE_CHECKING:
    import datetime

    from consentlint.examine import Outcome
    from consentlint.work import Work

# With fewer files to parse, starting processes costs more than it saves.
WORTH_PROCESSES = 16
Progress = Callable[[int, int], None]
Reader = Callable[[str], tuple[bytes, str]]


class Request(NamedTuple):
    """What the user asked for.

    command  `check` or `inventory`
    stdin    the bytes that stand in for the one file in `paths`; None: files are read from disk
    jobs     processes at most; 0: as many as there are processors
    today    the day that duties are judged on; None: today
    """

    command: str
    paths: Sequence[str]
    config: Config = Config()
    force_exclude: bool = False
    stdin: bytes | None = None
    jobs: int = 0
    today: "datetime.date | None" = None


def run(request: Request, progress: Progress = lambda done, total: None) -> Report:
    """The finished report. Raises MissingPath, ConfigErrors or PackErrors; their messages are for the user."""
    with read_once():
        return _report(request, progress)


def _report(request: Request, progress: Progress) -> Report:
    config, stdin = request.config, request.stdin
    verify_names(config)
    register = register_place(config, () if stdin is None else tuple(request.paths))
    found = discover(request.paths, config, request.force_exclude, on_disk=stdin is None)
    if register is not None and register.path in found.files:
        found.files.remove(register.path)
    reader: Reader = read if stdin is None else lambda path: (stdin, "") if path in request.paths else read(path)
    prefilter = Prefilter(needles_for(config))
    hits, skipped = sift(found.files, reader, prefilter, progress)
    around = surroundings(found, request)
    hits += sift(around, reader, prefilter)[0]
    if hits:
        from consentlint.platform_files import PLATFORMS, platform_files

        marks = platform_file_marks(pack_folders(config))
        theirs = platform_files([*found.files, *around], reader, marks)
        found.passed_over.update({PLATFORMS: len(theirs.intersection(found.files))} if theirs else {})
        found = found._replace(files=[path for path in found.files if path not in theirs])
        around = [path for path in around if path not in theirs]
        hits = [path for path in hits if path not in theirs]
    outcomes = examined(hits, [*found.files, *around], found.files, request, reader, progress) if hits else []
    scanned = len(found.files) - len(skipped)
    standing = [path for path in standing_hits(found.standing, reader, prefilter, config) if path not in found.files]
    if standing:
        stood_for = stood(standing, request, reader)
        scanned, outcomes = scanned + len(stood_for), outcomes + stood_for
    if any(embed.form in ("start-call", "site-service") for outcome in outcomes for embed in outcome.embeds):
        from consentlint.stubs import without_stubs

        outcomes = without_stubs(outcomes, hits, reader, config)
    report = assembled(request.command, scanned, found.skipped + skipped, found.passed_over, outcomes)
    return (
        report
        if register is None or request.command != "check"
        else _joined(report, register, request, reader, outcomes)
    )


def _joined(
    report: Report, register: RegisterPlace, request: Request, reader: Reader, outcomes: "list[Outcome]"
) -> Report:
    """The report with the findings on the services of the project."""
    import datetime

    from consentlint.joined import Asked, joined

    remarks = {outcome.path: outcome.remarks for outcome in outcomes}
    asked = Asked(
        request.paths,
        request.config,
        reader,
        lambda folder: run(Request("inventory", [folder], request.config, jobs=request.jobs)),
        lambda path: remarks.get(path, ()),
        request.today or datetime.datetime.now(datetime.UTC).date(),
    )
    return joined(report, register, asked)


def standing_hits(paths: Sequence[str], reader: Reader, prefilter: Prefilter, config: Config) -> list[str]:
    """The files of data that may stand for a page: they name a vendor, or are settings with a key that does."""
    settings = settings_for(config) if paths else ()
    hits = []
    for path in paths:
        data, reason = reader(path)
        if not reason and (prefilter.hit(data) or names_service(path, data, settings)):
            hits.append(path)
    return hits


def stood(paths: list[str], request: Request, reader: Reader) -> "list[Outcome]":
    """The outcomes of files of data that stand for a page; of others nothing is said."""
    from consentlint.examine import Examiner

    examiner = Examiner(request.config)
    every = (examiner.outcome(path, reader) for path in paths if stands(path, reader(path)[0]))
    return [outcome for outcome in every if outcome.embeds or outcome.findings or outcome.error]


def sift(
    paths: Sequence[str], reader: Reader, prefilter: Prefilter, progress: Progress = lambda done, total: None
) -> tuple[list[str], list[tuple[str, str]]]:
    """The paths that are worth parsing, and the (path, reason) of those that could not be read."""
    hits, skipped = [], []
    for number, path in enumerate(paths, 1):
        data, reason = reader(path)
        if reason:
            skipped.append((path, reason))
        elif prefilter.hit(data):
            hits.append(path)
        progress(number, len(paths))
    return hits, skipped


def examined(
    hits: list[str], context: list[str], found: Sequence[str], request: Request, reader: Reader, progress: Progress
) -> "list[Outcome]":
    """The outcomes of what was found, and those of other files whose verdict it turned, however many processes work.

    hits     files that hold a needle, named or not; context: every file that may belong to them
    """
    from consentlint.gather import gather
    from consentlint.work import Work

    named = frozenset(found)
    gathered = gather(hits, context, reader, request.config)
    groups = [group for group in gathered.groups if not named.isdisjoint(group)]
    # A file that names another's constant holds no needle, and yet the embed stands there.
    wanted = named.union(path for group in groups for path in group if not is_data(path))
    work = Work(request.config, wanted, tuple(context), len(groups), gathered.cut)
    jobs = min(request.jobs or os.cpu_count() or 1, len(groups))
    if jobs > 1 and len(groups) > WORTH_PROCESSES:
        from consentlint.processes import examine_in_processes

        outcomes = examine_in_processes(groups, work, jobs, progress)
    else:
        outcomes = _one_by_one(groups, work, reader, progress)
    return outcomes if named.issuperset(wanted) else _reported(outcomes, named, hits, work, reader)


def _reported(
    outcomes: "list[Outcome]", named: frozenset[str], hits: list[str], work: "Work", reader: Reader
) -> "list[Outcome]":
    """The outcomes of the files that were named, and what these have brought about in others."""
    from consentlint.turned import turned

    def examine(groups: Sequence[tuple[str, ...]], reader: Reader) -> "list[Outcome]":
        return _one_by_one(groups, work, reader, lambda done, total: None)

    asked = [outcome for outcome in outcomes if outcome.path in named]
    others = [outcome for outcome in outcomes if outcome.path not in named]
    return [*asked, *turned(others, named, hits, work, reader, examine)]


def _one_by_one(groups: Sequence[tuple[str, ...]], work: "Work", reader: Reader, progress: Progress) -> "list[Outcome]":
    """The outcomes of groups of files, in their order."""
    from consentlint.examine import Examiner

    examiner = Examiner(work.config, work.steps)
    outcomes = []
    for number, group in enumerate(groups, 1):
        outcomes += examiner.together(group, work, reader)
        progress(number, len(groups))
    return outcomes


def _root(named: Sequence[str], config: Config) -> str:
    """The project's folder: a repository or what the settings are for, else only where the named files lie."""
    return (
        "."
        if config.file or in_repository(".")
        else os.path.commonpath([os.path.dirname(path) for path in named]) or "."
    )


def surroundings(found: Discovery, request: Request) -> list[str]:
    """The further files of the project of what was named: a file by itself is judged in its whole project.

    Of folders, only the files of data are added: what scripts read often lies above the folder that was named.
    """
    if not found.files or "." in request.paths or _elsewhere(found.files):
        return found.data
    project = discover([_root(found.files, request.config)], request.config)
    data = sorted({*found.data, *project.data})
    if all(os.path.isdir(path) for path in request.paths):
        return data
    named = frozenset(found.files)
    return [*(path for path in project.files if path not in named), *data]


def _elsewhere(found: Sequence[str]) -> bool:
    return any(path.startswith(("..", "/")) for path in found)


def assembled(
    command: str,
    scanned: int,
    skipped: list[tuple[str, str]],
    passed_over: dict[str, int],
    outcomes: "list[Outcome]",
) -> Report:
    """Everything in one sorted report. An inventory has no findings."""
    if not skipped and not outcomes:
        return Report(command, scanned, passed_over=passed_over)
    from consentlint.examine import rules
    from consentlint.model import Skipped

    skipped = skipped + [(outcome.path, outcome.skipped) for outcome in outcomes if outcome.skipped]
    findings = (finding for outcome in outcomes for finding in outcome.findings)
    return Report(
        command,
        scanned - sum(bool(outcome.skipped) for outcome in outcomes),
        () if command == "inventory" else tuple(sorted(findings, key=lambda found: (found.place, found.check))),
        tuple(sorted((embed for outcome in outcomes for embed in outcome.embeds), key=lambda embed: embed.place)),
        tuple(Skipped(path, reason) for path, reason in sorted(skipped)),
        tuple(Skipped(outcome.path, note) for outcome in outcomes for note in outcome.notes),
        passed_over,
        tuple(outcome.error for outcome in outcomes if outcome.error),
        {path: text for outcome in outcomes for path, text in outcome.texts.items()},
        rules(),
        len(frozenset().union(*(outcome.parsed for outcome in outcomes))),
    )
