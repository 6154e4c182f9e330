"""What the README, CONTRIBUTING and the docs say is so.

`CONSENTLINT_UPDATE=1` writes the README's sample anew.
"""

import os
import re
import tomllib
from pathlib import Path

import pytest

from consentlint.__main__ import main
from consentlint.config import READERS, read_config
from consentlint.known import known_checks

ROOT = Path(__file__).parents[2]
PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")),
]
SAMPLE = re.compile(r"(```text\n\$ consentlint ([^\n]+)\n)(.*?)(```)", re.DOTALL)
LINE = "python3 -m venv .venv && "


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_sample_is_what_the_command_prints(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    readme = text("README.md")
    sample = SAMPLE.search(readme)
    assert sample is not None
    main(sample[2].split())
    printed = capsys.readouterr()
    output = f"{printed.out}{printed.err}"
    if os.environ.get("CONSENTLINT_UPDATE"):
        (ROOT / "README.md").write_text(readme.replace(sample[0], f"{sample[1]}{output}{sample[4]}"), encoding="utf-8")
    assert sample[3] == output


def test_the_guilty_site_is_guilty_and_its_twin_is_not(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    for page in (ROOT / "examples/guilty").iterdir():
        assert main(["check", "--isolated", "-q", str(page)]) == 1, page.name
    assert main(["check", "--isolated", "examples/fixed"]) == 0, capsys.readouterr().out


def test_ci_runs_the_command_of_the_readme():
    commands = [line for line in text("README.md").splitlines() if line.startswith(LINE)]
    assert [command.split()[-1] for command in commands] == ["examples/guilty", "5"]
    assert commands[1] in text(".ci/run").splitlines()
    assert "CONSENTLINT_BROWSER=required" in text(".ci/run")


@pytest.mark.parametrize("page", PAGES)
def test_every_path_that_is_named_exists(page):
    named = re.findall(r"`((?:src|rules|tests|docs|examples|bench)/[^`\s]*|\.ci/run)`", text(page))
    linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", text(page))
    paths = [name.split("<")[0] for name in named] + [str(Path(page).parent / link) for link in linked]
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_documented_keys_are_the_keys():
    table = re.findall(r"^\| `([a-z-]+)` \|", text("docs/configuration.md"), re.MULTILINE)
    assert sorted(table) == sorted(READERS)


def test_the_documented_settings_are_read():
    blocks = re.findall(r"```toml\n(.*?)```", text("docs/configuration.md"), re.DOTALL)
    found = [read_config("consentlint.toml", tomllib.loads(block)) for block in blocks]
    assert found[0].policy == "strict"
    assert found[1].consent is not None
    assert {check for config in found for check in config.severity} <= set(known_checks())
