"""`consentlint init`: what it finds, writes and leaves; and that a check then tells what is still to be done."""

import shutil
from pathlib import Path

import pytest

from consentlint.__main__ import main

ROOT = Path(__file__).parents[1]
WRITTEN = ("consentlint.toml", "compliance/services.yaml", "consentlint-baseline.json", ".pre-commit-config.yaml")


@pytest.fixture
def site(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "examples/guilty", tmp_path / "site")
    (tmp_path / "site/.git").mkdir()
    monkeypatch.chdir(tmp_path / "site")
    return tmp_path / "site"


def run(capsys, *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(arguments)
    held = capsys.readouterr()
    return code, held.out, held.err


def test_it_tells_what_it_found_and_wrote(site, capsys):
    code, out, err = run(capsys, "init")
    assert (code, err) == (0, "")
    assert "Genesys Cloud CX: 4 embeds, 0 of them gated" in out
    assert "Cookiebot, a consent platform, in contact.html" in out
    assert [name for name in WRITTEN if f"wrote  {name}" in out] == list(WRITTEN)


def test_a_check_then_tells_of_the_register_only(site, capsys):
    run(capsys, "init")
    code, out, err = run(capsys, "check", "--output-format", "concise")
    assert code == 1
    assert {line.split(":")[0] for line in out.splitlines()} == {"compliance/services.yaml"}
    assert "[missing-dpa]" in out
    assert "[faulty-register]" not in out
    assert "5 known findings left out" in err


def test_nothing_is_overwritten(site, capsys):
    for name in WRITTEN:
        (site / name).parent.mkdir(exist_ok=True)
    (site / "consentlint.toml").write_text('policy = "strict"\n')
    (site / "compliance/services.yaml").write_text("services: {}\n")
    (site / "consentlint-baseline.json").write_text('{"consentlint-baseline": 1, "findings": []}')
    (site / ".pre-commit-config.yaml").write_text("repos: []\n")
    before = {name: (site / name).read_bytes() for name in WRITTEN}
    code, out, _ = run(capsys, "init")
    assert code == 0
    assert {name: (site / name).read_bytes() for name in WRITTEN} == before
    assert "wrote" not in out
    assert "add to its repos:\n  - repo:" in out


def test_twice_is_once(site, capsys):
    run(capsys, "init")
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    _, out, _ = run(capsys, "init")
    assert "wrote" not in out
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


def test_settings_of_ones_own_are_told_what_to_add(site, capsys):
    (site / "pyproject.toml").write_text("[tool.consentlint]\n")
    _, out, _ = run(capsys, "init")
    assert 'left   pyproject.toml as it is; add baseline = "consentlint-baseline.json"' in out


def test_a_site_without_third_parties_gets_no_register(site, capsys):
    for page in filter(Path.is_file, site.iterdir()):
        page.write_text("<p>Hello</p>")
    code, out, _ = run(capsys, "init")
    assert code == 0
    assert "no third party of the catalogue" in out
    assert not (site / "compliance").exists()
    assert not (site / "consentlint-baseline.json").exists()
    assert "baseline" not in (site / "consentlint.toml").read_text()


def test_the_manifest_names_a_platform(site, capsys):
    (site / "package.json").write_text('{"dependencies": {"vanilla-cookieconsent": "^3.0.0"}}')
    _, out, _ = run(capsys, "init")
    assert "in package.json" in out


def test_the_baseline_hides_nothing_of_a_register_that_is_there(site, capsys):
    (site / "compliance").mkdir()
    (site / "compliance/services.yaml").write_text("services:\n  genesys:\n    ownr: x\n")
    run(capsys, "init")
    code, out, _ = run(capsys, "check", "--output-format", "concise")
    assert code == 1
    assert {"[faulty-register]", "[missing-dpa]"} <= {line.rpartition(" ")[2] for line in out.splitlines()}
    assert {line.split(":")[0] for line in out.splitlines()} == {"compliance/services.yaml"}
