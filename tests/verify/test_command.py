"""The command: what it refuses, what it prints, what it leaves behind, and its exit codes."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import consentlint
from consentlint.__main__ import main

CHAT = "https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js"
GUILTY = f'<!doctype html><title>x</title><script src="{CHAT}"></script>'


@pytest.fixture
def site(tmp_path, monkeypatch):
    (tmp_path / ".git").mkdir()
    (tmp_path / "site").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "site"


def run(capsys, *arguments):
    code = main(["verify", *arguments])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "there is no such folder"),
        (["site"], "there is no page"),
        (["site", "--page", "none.html"], "there is no such file"),
        (["site", "--source", "."], "its own source"),
        (["https://www.example.org/", "--source", "nowhere"], "there is no such folder"),
        (["https://www.example.org/", "--page", "a.html"], "a URL is one page"),
        (["file:///etc/passwd"], "name the folder"),
        (["https://me:secret@www.example.org/"], "leave user and password out"),
        (["site", "--offline", "--allow", "cdn.example.org"], "--offline contacts nobody"),
        (["site", "--allow", "*"], "expected a host"),
        (["site", "--browser", "/none/chromium"], "there is no such program"),
        (["site", "--wait", "30"], "--timeout has to be longer"),
        (["site", "--policy", "nobodys"], "there is no policy"),
    ],
)
def test_what_cannot_be_meant_is_trouble(site, capsys, arguments, said):
    if "--browser" in arguments:
        (site / "index.html").write_text(GUILTY)
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert said in err


@pytest.mark.parametrize("wait", ["0", "-1", "x", "1e9", "nan"])
def test_seconds_that_are_none(site, wait):
    with pytest.raises(SystemExit) as stop:
        main(["verify", "site", "--wait", wait])
    assert stop.value.code == 2


def test_without_the_driver_it_says_what_to_install(site, capsys, monkeypatch):
    (site / "index.html").write_text(GUILTY)
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    code, out, err = run(capsys, "site")
    assert (code, out) == (2, "")
    assert "pip install 'consentlint[browser]'" in err


def test_other_commands_import_nothing_of_it(site, capsys):
    for name in [name for name in sys.modules if name.startswith("consentlint.verify")]:
        del sys.modules[name]
    (site / "index.html").write_text(GUILTY)
    assert main(["check", "site"]) == 1
    assert main(["inventory", "site"]) == 0
    capsys.readouterr()
    assert not [name for name in sys.modules if name.startswith("consentlint.verify")]


def test_the_whole_command_with_its_evidence(house, site):
    """house: only so that nothing is run where there is no browser."""
    (site / "index.html").write_text(GUILTY)
    outputs = ["--output", "json=out.json", "--output", "html=out.html", "--evidence", "kept"]
    command = [sys.executable, "-m", "consentlint", "verify", "site", "--offline", "--wait", "0.3", *outputs]
    paths = [str(Path(consentlint.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)  # a browser of its own
    out = done.stdout
    assert done.returncode == 1, done.stderr
    assert f"site/index.html:1:32  genesys  script  eu-central-1 (eea)  yes/yes/yes  no/no/no    no     {CHAT}" in out
    assert "site/index.html:1:32: error: Genesys Cloud CX was asked for before a choice and after a refusal" in out
    found = json.loads((site.parent / "out.json").read_text())
    assert found["version"] == 1
    assert [row["verdict"] for row in found["comparison"]] == ["agrees"]
    page = (site.parent / "out.html").read_text()
    assert page.count("<table") == page.count("</table>") >= 3
    assert "<script" not in page
    (folder,) = (site.parent / "kept").iterdir()
    _whole(folder)


def _whole(folder):
    """Every file is there, listed and unchanged."""
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    worlds = {f"index.html/{world}.{end}" for world in ("undecided", "refused", "granted") for end in ("har", "png")}
    assert names == worlds | {"report.txt", "report.json", "report.html", "manifest.json", "SHA256SUMS"}
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert set(sums) == names - {"SHA256SUMS"}
    for name, told in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == told
    manifest = json.loads((folder / "manifest.json").read_text())
    assert set(manifest["files"]) == names - {"SHA256SUMS", "manifest.json"}
    har = json.loads((folder / "index.html/undecided.har").read_text())
    assert CHAT in [entry["request"]["url"] for entry in har["log"]["entries"]]
