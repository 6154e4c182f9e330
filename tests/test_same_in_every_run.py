"""A verdict is the same in every run: Python orders its sets anew in each process, and no answer may hang on that."""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
# Pages of platforms hold the values that are one of several things at once.
SCRIPT = """
from cases import read_all
from verdicts import verdict
for case in read_all().cases:
    if case.path.startswith("rules/cmps/"):
        print(case.id, verdict(case))
"""


def printed(seed: str) -> list[str]:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join([str(HERE), *sys.path])}
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_the_order_of_sets_decides_nothing():
    first = printed("1")
    assert len(first) > 400
    assert [pair for pair in zip(first, printed("2"), strict=True) if pair[0] != pair[1]] == []
