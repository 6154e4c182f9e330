"""What is not imported: a run over clean files costs an interpreter and little else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import consentlint

PARSERS = {"bs4", "lxml", "yaml", "tree_sitter", "soupsieve", "multiprocessing", "pathspec", "hyperscan", "dataclasses"}
PROGRAM = """
import sys
from consentlint.__main__ import main
code = main(sys.argv[1:])
print(*sorted(sys.modules), file=sys.stderr)
sys.exit(code)
"""


def imported(*arguments: str, cwd: str) -> set[str]:
    command = [sys.executable, "-c", PROGRAM, *arguments]
    paths = [str(Path(consentlint.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=True, env=environment)
    return set(done.stderr.splitlines()[-1].split())


@pytest.fixture
def clean(tmp_path):
    for number in range(30):
        (tmp_path / f"{number}.html").write_text("<p>nothing from outside</p>")
    return str(tmp_path)


def test_a_clean_run_imports_no_parser(clean):
    imported("check", "0.html", cwd=clean)  # the first run of all may have to compile the packs
    for arguments in (["check", "0.html"], ["check", "--force-exclude", "0.html"], ["check", "."], ["inventory", "."]):
        assert imported(*arguments, cwd=clean) & PARSERS == set(), arguments


def test_the_version_imports_nothing_of_ours(clean):
    ours = {name for name in imported("--version", cwd=clean) if name.startswith("consentlint")}
    assert ours == {"consentlint", "consentlint.__main__"}
