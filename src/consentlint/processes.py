"""Many files in several processes. Imported only where that pays: multiprocessing is a costly import."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from consentlint.discover import read
from consentlint.examine import REPORT_IT, Examiner, Outcome
from consentlint.work import Work

Progress = Callable[[int, int], None]
Group = tuple[str, ...]


def examine_in_processes(groups: Sequence[Group], work: Work, jobs: int, progress: Progress) -> list[Outcome]:
    """The outcomes in the order of `groups`. A file that kills its process is named, the rest goes on."""
    outcomes: list[Outcome] = []
    for number, found in enumerate(_resilient(groups, work, jobs), 1):
        outcomes += found
        progress(number, len(groups))
    return outcomes


def _pool(jobs: int, work: Work) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, initializer=_start, initargs=(work,))


def _resilient(groups: Sequence[Group], work: Work, jobs: int) -> Iterator[list[Outcome]]:
    done = 0
    try:
        with _pool(jobs, work) as pool:
            for outcomes in pool.map(_outcomes, groups, chunksize=4):
                yield outcomes
                done += 1
    except BrokenProcessPool:
        for group in groups[done:]:
            yield _alone(group, work)


def _alone(group: Group, work: Work) -> list[Outcome]:
    """One group in a process of its own."""
    try:
        with _pool(1, work) as pool:
            return pool.submit(_outcomes, group).result()
    except BrokenProcessPool:
        told = f"internal error in {group[0]}: it ended the process that examined it; {REPORT_IT}"
        return [Outcome(group[0], error=told)]


# One examiner a process: packs are loaded once.
_started: list[tuple[Examiner, Work]] = []


def _start(work: Work) -> None:
    _started[:] = [(Examiner(work.config, work.steps), work)]


def _outcomes(group: Group) -> list[Outcome]:
    examiner, work = _started[0]
    return examiner.together(group, work, read)
