"""The hooks with the real pre-commit, in throw-away repositories: one commit blocked, one passed.

pre-commit installs the hook with pip, so a package index must be within reach. Where none is, the tests are skipped and
say so; under CI (`CI` is set) they fail instead.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
HOOKS = ROOT / ".pre-commit-hooks.yaml"
GUILTY = '<script src="https://apps.mypurecloud.com/genesys-bootstrap/genesys.min.js"></script>\n'
FIXED = (
    '<script id="Cookiebot" src="https://consent.cookiebot.com/uc.js"></script>\n'
    '<script type="text/plain" data-cookieconsent="preferences" '
    'src="https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js"></script>\n'
)
# pre-commit accepts unknown keys without a word.
KEYS = set(
    "id name description entry args language types types_or exclude_types files exclude require_serial pass_filenames "
    "always_run stages minimum_pre_commit_version additional_dependencies".split()
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("download")
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "-q",
        "--no-deps",
        "--no-cache-dir",
        "--retries",
        "1",
        "pathspec",
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        why = f"pip reaches no package index, which pre-commit needs to install the hook: {done.stderr.strip()[-200:]}"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Nothing of the user's, and none of the variables that git sets when the tests run inside a hook."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT", "PYTHONPATH"))
    }
    names = {f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    home = {"PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit")), "GIT_CONFIG_GLOBAL": os.devnull}
    return kept | names | home


def call(cwd: Path, environment: dict[str, str], *command: object) -> tuple[int, str]:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return done.returncode, done.stdout


@pytest.fixture(scope="module")
def hook_repository(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Path:
    """This project as it stands on disk, committed to a repository of its own."""
    folder = tmp_path_factory.mktemp("hook") / "consentlint"
    listed = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file() and not name.startswith("tests/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    (folder / "tests").mkdir(exist_ok=True)
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "hook"]):
        code, output = call(folder, environment, "git", *command)
        assert code == 0, output
    return folder


@pytest.fixture
def consumer(tmp_path: Path, environment: dict[str, str]) -> Path:
    call(tmp_path, environment, "git", "init", "-q")
    (tmp_path / "templates").mkdir()
    return tmp_path


def pre_commit(*arguments: object) -> list[object]:
    return [sys.executable, "-m", "pre_commit", *arguments]


def test_a_commit_is_blocked_and_one_passes(index, hook_repository, consumer, environment):
    _, revision = call(hook_repository, environment, "git", "rev-parse", "HEAD")
    hook = {"repo": str(hook_repository), "rev": revision.strip(), "hooks": [{"id": "consentlint"}]}
    (consumer / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [hook]}))
    code, output = call(consumer, environment, *pre_commit("install"))
    assert code == 0, output
    page = consumer / "templates/page.cshtml"  # identify has no tag for this extension
    page.write_text(GUILTY)
    call(consumer, environment, "git", "add", "-A")
    code, output = call(consumer, environment, "git", "commit", "-m", "guilty")
    assert code == 1, output
    assert "templates/page.cshtml:1:" in output
    assert "[ungated-embed]" in output
    page.write_text(FIXED)
    call(consumer, environment, "git", "add", "-A")
    code, output = call(consumer, environment, "git", "commit", "-m", "fixed")
    assert code == 0, output
    assert "Passed" in output


def test_try_repo_runs_both_hooks(index, hook_repository, consumer, environment):
    (consumer / "templates/page.html").write_text(GUILTY)
    call(consumer, environment, "git", "add", "-A")
    options = ["--all-files", "--verbose", "--hook-stage", "manual"]
    code, output = call(consumer, environment, *pre_commit("try-repo", hook_repository, *options))
    assert code == 1, output
    assert output.count("[ungated-embed]") == 2
    assert output.count("1 file scanned") == 2


def test_the_manifest_is_valid_and_has_no_key_that_pre_commit_would_ignore(environment):
    code, output = call(ROOT, environment, *pre_commit("validate-manifest", HOOKS))
    assert code == 0, output
    hooks = yaml.safe_load(HOOKS.read_text())
    assert [hook["id"] for hook in hooks] == ["consentlint", "consentlint-repo", "consentlint-disclose"]
    assert set().union(*hooks) <= KEYS
