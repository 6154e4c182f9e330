"""What is found hangs on what the files hold: not on their order, on the number of processes, or on which are named."""

import contextlib
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consentlint.config import Config
from consentlint.model import Embed
from consentlint.run import Request, run

PROJECTS = Path(__file__).parent / "projects"
TOGETHER = (
    "redux_slice_gated",
    "static_root_open",
    "webpack_define_gated",
    "esm_barrel_open",
    "cookie_other_page_gated",
)
FILES = sorted(
    f"{name}/{path.relative_to(PROJECTS / name).as_posix()}"
    for name in TOGETHER
    for path in (PROJECTS / name).rglob("*")
    if path.is_file() and path.name not in ("expected.json", "proof.json")
)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Several projects side by side in one repository, which is the current folder."""
    folder = tmp_path_factory.mktemp("repository")
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(PROJECTS / name, folder / name)
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    with contextlib.chdir(folder):
        yield folder


@pytest.fixture(scope="module")
def whole(repository: Path) -> list[Embed]:
    """What is found in all of it by one process."""
    return found(["."])


def found(paths: Sequence[str], jobs: int = 1) -> list[Embed]:
    report = run(Request("inventory", paths, Config(), jobs=jobs))
    assert not report.errors
    return sorted(report.embeds, key=lambda embed: (embed.place, embed.vendor, embed.form))


def test_the_projects_hold_something_open_and_something_gated(whole: list[Embed]) -> None:
    assert {"no/no/yes", "yes/yes/yes"} <= {str(embed.exposure.load) for embed in whole}


@pytest.mark.parametrize("jobs", [2, 3])
def test_processes_change_nothing(whole: list[Embed], jobs: int) -> None:
    assert found(["."], jobs) == whole


@settings(max_examples=4, deadline=None)
@given(order=st.permutations(FILES), jobs=st.sampled_from([1, 2]))
def test_order_changes_nothing(whole: list[Embed], order: list[str], jobs: int) -> None:
    assert found(order, jobs) == whole


@settings(max_examples=4, deadline=None)
@given(named=st.sets(st.sampled_from(FILES), min_size=1, max_size=4))
def test_named_files_are_judged_as_in_the_whole(whole: list[Embed], named: set[str]) -> None:
    wanted = [embed for embed in whole if embed.place.path in named]
    assert [embed for embed in found(sorted(named)) if embed.place.path in named] == wanted
