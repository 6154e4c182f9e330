"""Many files in several processes. Imported only where that pays: multiprocessing is a costly import."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from consentlint.config import Config
from consentlint.examine import REPORT_IT, Examiner, Outcome

Progress = Callable[[int, int], None]


def examine_in_processes(paths: Sequence[str], config: Config, jobs: int, progress: Progress) -> list[Outcome]:
    """The outcomes in the order of `paths`. A file that kills its process is named, the rest goes on."""
    outcomes: list[Outcome] = []
    for outcome in _resilient(paths, config, jobs):
        outcomes.append(outcome)
        progress(len(outcomes), len(paths))
    return outcomes


def _pool(jobs: int, config: Config) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, initializer=_start, initargs=(config,))


def _resilient(paths: Sequence[str], config: Config, jobs: int) -> Iterator[Outcome]:
    done = 0
    try:
        with _pool(jobs, config) as pool:
            for outcome in pool.map(_outcome, paths, chunksize=4):
                yield outcome
                done += 1
    except BrokenProcessPool:
        for path in paths[done:]:
            yield _alone(path, config)


def _alone(path: str, config: Config) -> Outcome:
    """One file in a process of its own."""
    try:
        with _pool(1, config) as pool:
            return pool.submit(_outcome, path).result()
    except BrokenProcessPool:
        return Outcome(path, error=f"internal error in {path}: it ended the process that examined it; {REPORT_IT}")


# One examiner a process: packs are loaded once.
_examiners: list[Examiner] = []


def _start(config: Config) -> None:
    _examiners[:] = [Examiner(config)]


def _outcome(path: str) -> Outcome:
    return _examiners[0].outcome(path)
