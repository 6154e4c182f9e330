"""Which matcher? MB/s and CPU seconds of each candidate over one folder, next to `rg -l -i -F -f needles`.

    python bench/prefilter.py FOLDER [NUMBER_OF_NEEDLES]

Every candidate must find the same files. ahocorasick_rs and ripgrep are optional; what is missing is left out.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

from consentlint.packs.compiled import load_needles
from consentlint.prefilter import Hyperscan, StandardLibrary

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def made_up(count: int) -> list[str]:
    """Host-like needles, so that thousands of vendors can be measured before their packs are written."""
    random.seed(1)
    return ["".join(random.choices(LETTERS, k=random.randint(7, 16))) + ".com" for _ in range(count)]


def files(folder: str) -> list[str]:
    found = (os.path.join(top, name) for top, _, names in os.walk(folder) for name in names)
    return [path for path in found if os.path.isfile(path) and not os.path.islink(path)]


def aho(needles: tuple[str, ...]) -> Callable[[bytes], bool]:
    import ahocorasick_rs

    machine = ahocorasick_rs.BytesAhoCorasick([needle.encode() for needle in needles])
    return lambda data: bool(machine.find_matches_as_indexes(data.lower()))


def cpu(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def measure(name: str, make: Callable[[tuple[str, ...]], Callable[[bytes], bool]], needles, paths) -> set[str]:
    started, wall = cpu(resource.RUSAGE_SELF), time.perf_counter()
    hit = make(needles)
    ready = time.perf_counter() - wall
    size, hits, inside = 0, set(), 0.0
    for path in paths:
        with open(path, "rb", buffering=0) as file:
            data = file.read()
        size += len(data)
        before = time.perf_counter()
        if hit(data):
            hits.add(path)
        inside += time.perf_counter() - before
    used = cpu(resource.RUSAGE_SELF) - started
    speed = size / inside / 1e6
    print(f"{name:16} {speed:8.0f} MB/s  ready {ready * 1e3:6.1f} ms  {used:6.2f} s CPU  {len(hits)} hits")
    return hits


def ripgrep(needles: tuple[str, ...], folder: str) -> set[str]:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as list_of_needles:
        list_of_needles.write("\n".join(needles) + "\n")
        list_of_needles.flush()
        started, wall = cpu(resource.RUSAGE_CHILDREN), time.perf_counter()
        command = ["rg", "-l", "-i", "-F", "-uuu", "-a", "-f", list_of_needles.name, folder]
        found = subprocess.run(command, capture_output=True, text=True).stdout
    used = cpu(resource.RUSAGE_CHILDREN) - started
    took, hits = time.perf_counter() - wall, found.count("\n")
    print(f"{'ripgrep':16} {'':8}       wall {took:8.2f} s  {used:6.2f} s CPU  {hits} hits")
    return set(found.splitlines())


def main() -> None:
    folder, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0
    needles = tuple(made_up(count) if count else load_needles())
    paths = files(folder)
    print(f"{len(paths)} files, {len(needles)} needles")
    results = [measure("hyperscan", lambda n: Hyperscan(n).hit, needles, paths)]
    try:
        results.append(measure("ahocorasick_rs", aho, needles, paths))
    except ImportError:
        print("ahocorasick_rs is not installed")
    if len(needles) < 200:
        results.append(measure("standard library", lambda n: StandardLibrary(n).hit, needles, paths))
    results.append(ripgrep(needles, folder))
    print("same answer" if all(found == results[0] for found in results) else "DIFFERENT ANSWERS")


if __name__ == "__main__":
    main()
