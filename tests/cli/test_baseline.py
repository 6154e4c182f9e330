"""The baseline: what was there before is left out, what is new is told, and nothing hides behind a line or a count."""

import json

import pytest

US = '<script src="https://apps.mypurecloud.com/x.js"></script>\n'
EU = '<script src="https://apps.mypurecloud.de/x.js"></script>\n'
FILE = "consentlint-baseline.json"


@pytest.fixture
def known(site, run):
    """A site whose findings are in its baseline, which its settings name."""
    (site / "a.html").write_text(EU)
    (site / "consentlint.toml").write_text(f'baseline = "{FILE}"\n')
    (site / FILE).write_text('{"consentlint-baseline": 1, "findings": []}')
    assert run("check", "--write-baseline").code == 0
    return site


def test_what_is_known_is_not_told(known, run):
    result = run("check")
    assert (result.code, result.out) == (0, "")
    assert result.err == "baseline: 1 known finding left out\n1 file scanned, no findings\n"


def test_a_line_that_moves_is_still_known(known, run):
    (known / "a.html").write_text(f"<p>\n<p>\n{EU}")
    assert run("check").code == 0


def test_other_code_on_the_same_line_is_told(known, run):
    (known / "a.html").write_text(EU.replace("x.js", "x.js#part"))
    assert run("check", "-q").code == 1


def test_one_that_is_mended_makes_no_room_for_another(known, run):
    (known / "a.html").write_text(US)
    result = run("check", "-q", "--output-format", "concise")
    assert result.code == 1
    assert "[ungated-embed]" in result.out


def test_a_second_copy_is_told(known, run):
    (known / "a.html").write_text(EU + EU)
    assert "1 finding (1 error)" in run("check").err


def test_the_same_code_in_another_file_is_told(known, run):
    (known / "b.html").write_text(EU)
    assert "b.html:1:14" in run("check").out


def test_what_is_mended_can_be_taken_out(known, run):
    (known / "a.html").write_text("<p>")
    assert "1 entry answers to nothing any more" in run("check").err
    said = run("check", "--prune-baseline").err
    assert said.startswith("baseline: 0 known findings left out, 1 entry taken out\n")
    assert json.loads((known / FILE).read_text())["findings"] == []
    (known / "a.html").write_text(EU)
    assert run("check").code == 1


def test_files_that_were_not_named_keep_their_entries(known, run):
    (known / "b.html").write_text("<p>")
    before = (known / FILE).read_text()
    assert "any more" not in run("check", "--prune-baseline", "b.html").err
    assert (known / FILE).read_text() == before


def test_checks_that_did_not_run_keep_their_entries(known, run):
    (known / "a.html").write_text("<p>")
    before = (known / FILE).read_text()
    for left_out in (["--ignore", "ungated-embed"], ["--select", "dead-gate"]):
        assert "1 entry" not in run("check", *left_out).err
        assert "0 entries taken out" in run("check", "--prune-baseline", *left_out).err
    assert (known / FILE).read_text() == before


def test_what_was_not_looked_at_stays_when_it_is_written_anew(known, run):
    (known / "b.html").write_text(EU)
    assert "1 entry, and 1 entry on what was not looked at" in run("check", "--write-baseline", "b.html").err
    assert run("check").code == 0


def test_a_broken_one_can_be_written_anew(known, run):
    (known / FILE).write_text("{")
    assert run("check", "--write-baseline").code == 0
    assert run("check").code == 0


def test_there_must_be_one_to_prune(site, run):
    result = run("check", "--prune-baseline")
    assert (result.code, "there is no baseline" in result.err) == (2, True)


def test_paths_count_from_the_baseline(known, run, monkeypatch):
    (known / "sub").mkdir()
    monkeypatch.chdir(known / "sub")
    assert run("check", "../a.html").code == 0


def test_no_code_is_kept_in_the_file(known):
    assert "mypurecloud" not in (known / FILE).read_text()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is no JSON"),
        ("[]", "is no baseline of this version"),
        ('{"consentlint-baseline": 2, "findings": []}', "is no baseline of this version"),
        ('{"consentlint-baseline": 1, "findings": [{"path": 1}]}', "findings[0]: expected texts"),
    ],
)
def test_a_broken_baseline_is_said(known, run, text, said):
    (known / FILE).write_text(text)
    result = run("check")
    assert result.code == 2
    assert said in result.err


def test_a_missing_baseline_is_said(known, run):
    (known / FILE).unlink()
    result = run("check")
    assert result.code == 2
    assert "--write-baseline" in result.err
