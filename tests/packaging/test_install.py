"""The rules, the pages and the command are found from a wheel, from a wheel built of the sdist, and from a checkout.

Each way is installed into a virtual environment of its own, which sees our dependencies but not our checkout, and run
from another folder.
"""

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = '<script src="https://apps.mypurecloud.com/genesys-bootstrap/genesys.min.js"></script>\n'
WAYS = ["wheel", "wheel of the sdist", "editable"]


def call(*command: object, cwd: Path, code: int = 0) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True)
    assert done.returncode == code, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


def build(kind: str, project: Path, target: Path) -> Path:
    call(sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", target, cwd=project)
    return next(target.glob("*.whl" if kind == "wheel" else "*.tar.gz"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("sdist", ROOT, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def wheel_of_sdist(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    return build("wheel", next(folder.iterdir()), tmp_path_factory.mktemp("wheel2"))


@pytest.fixture(params=WAYS)
def command(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The installed `consentlint` of one way."""
    venv = tmp_path / "venv"
    call(sys.executable, "-m", "venv", "--without-pip", venv, cwd=tmp_path)
    python = venv / "bin/python"
    packages = Path(call(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).strip())
    # Dependencies come from the environment of the tests; its own installation of consentlint is not seen through this.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    fixtures = {WAYS[0]: "wheel", WAYS[1]: "wheel_of_sdist"}
    what = request.getfixturevalue(fixtures[request.param]) if request.param in fixtures else ["-e", ROOT]
    options = ["-q", "--no-deps", "--no-index", "--no-build-isolation", "--disable-pip-version-check"]
    what = what if isinstance(what, list) else [what]
    call(sys.executable, "-m", "pip", "--python", python, "install", *options, *what, cwd=tmp_path)
    return venv / "bin/consentlint"


def test_the_installed_command_finds_its_rules_and_pages(command: Path, tmp_path: Path):
    (tmp_path / "page.html").write_text(PAGE)
    (tmp_path / "clean.html").write_text("<p>")
    assert call(command, "--version", cwd=tmp_path).startswith("consentlint ")
    assert call(command, "explain", "ungated-embed", cwd=tmp_path).startswith("# ungated-embed")
    assert call(command, "explain", "klaro", cwd=tmp_path)
    call(command, "check", "clean.html", cwd=tmp_path)
    found = json.loads(call(command, "check", "--output-format", "json", "page.html", cwd=tmp_path, code=1))
    assert [embed["region"]["id"] for embed in found["embeds"]] == ["us-east-1"]
    assert {finding["rule"] for finding in found["findings"]} == {"ungated-embed", "non-eu-region"}


def test_the_wheel_holds_data_and_pages_and_nothing_else(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {"consentlint/py.typed", "consentlint/suppressions.md", "consentlint/checks/ungated_embed.md"} <= set(names)
    assert {"consentlint/rules/vendors/genesys.yaml", "consentlint/rules/policies/default.yaml"} <= set(names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"consentlint"}
    metadata = next(name for name in names if name.endswith("METADATA"))
    with zipfile.ZipFile(wheel) as archive:
        assert b"License-Expression: MIT" in archive.read(metadata)


def test_the_sdist_holds_the_whole_project(sdist: Path):
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = ["pyproject.toml", "README.md", "LICENSE", "rules/vendors/genesys.yaml", "tests/packaging/test_install.py"]
    assert {*wanted, ".pre-commit-hooks.yaml", "examples/guilty/index.html", "src/consentlint/run.py"} <= names
    assert not [name for name in names if "node_modules" in name]
