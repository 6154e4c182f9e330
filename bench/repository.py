"""A whole folder: CPU and memory of `consentlint check` beside `rg -l -F -f needles` on the same files.

python bench/repository.py FOLDER
"""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from consentlint.config import Config
from consentlint.discover import SUFFIXES, discover
from consentlint.packs.compiled import load_needles

ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1] / "src")}


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(name: str, command: list[str], folder: str) -> float:
    """The least CPU seconds of five runs."""
    found = []
    for _ in range(5):
        before = cpu()
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=ENVIRONMENT)
        found.append(cpu() - before)
    last = (done.stderr or done.stdout).strip().splitlines()[-1:]
    print(f"{name:12} {min(found):6.2f} s CPU   {''.join(last)[:100]}")
    return min(found)


def main() -> None:
    folder = sys.argv[1]
    os.chdir(folder)
    print(f"{len(discover(['.'], Config()).files)} files")
    ours = measure("consentlint", [sys.executable, "-m", "consentlint", "check", "--isolated", "."], folder)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as needles:
        needles.write("\n".join(load_needles()) + "\n")
        needles.flush()
        globs = [part for suffix in sorted(SUFFIXES) for part in ("--iglob", f"*.{suffix}")]
        theirs = measure("ripgrep", ["rg", "-l", "-i", "-F", *globs, "-f", needles.name, "."], folder)
    print(f"ratio {ours / theirs:.2f}, peak memory of consentlint {peak / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
