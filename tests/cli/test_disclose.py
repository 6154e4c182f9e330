"""`consentlint disclose`: what it writes, where, and what `--check` says."""

import json
from pathlib import Path

import pytest

from consentlint.__main__ import main
from consentlint.cli._published import BEGIN, END, placed

EMBED = (
    '<script type="text/plain" data-cookieconsent="marketing" '
    'src="https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js"></script>\n'
)
REGISTER = """services:
  genesys:
    alternative-channel: {text: "phone 1234"}
  own-thing:
    name: Own Thing
    entity: {name: Own Thing Inc., country: US}
    cookies: [{name: own_id, duration: 1 day, purpose: Own purpose.}]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "index.html").write_text(EMBED)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*arguments: str) -> int:
    return main(["disclose", *arguments])


def test_nothing_in_use(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    assert call() == 0
    said = capsys.readouterr()
    assert said.out.startswith("<!-- ")
    assert "nothing is embedded here" in said.err


def test_what_is_embedded(folder, capsys) -> None:
    assert call() == 0
    said = capsys.readouterr().out
    assert "| `gcb_session` |" in said
    assert "Europe (Frankfurt)" in said
    assert "_actmu` |" not in said.replace(":actmu", "")


def test_what_is_registered(folder, capsys) -> None:
    (folder / "compliance").mkdir()
    (folder / "compliance/services.yaml").write_text(REGISTER)
    assert call("--format", "json", "--language", "de") == 0
    said = json.loads(capsys.readouterr().out)
    assert [service["id"] for service in said["services"]] == ["genesys", "own-thing"]
    assert said["services"][0]["alternative"] == {"text": "phone 1234", "language": ""}
    (cookie,) = said["services"][1]["cookies"]
    assert (cookie["name"], cookie["duration"]["text"]) == ("own_id", "1 Tag")
    assert call("own-thing") == 0
    assert "Genesys" not in capsys.readouterr().out


def test_named_vendors_need_no_embed(folder, capsys) -> None:
    assert call("crisp", "--only-certain", "--language", "de") == 0
    said = capsys.readouterr().out
    assert "crisp-client/" in said
    assert "Genesys" not in said


def test_a_file_is_written_and_stays_the_same(folder, capsys) -> None:
    for name in ("content/cookies.md", "cookies.html", "cookies.json"):
        assert call("-o", name) == 0
        before = (folder / name).read_bytes()
        assert call("--check", name) == 0
        assert call("-o", name) == 0
        assert (folder / name).read_bytes() == before
    assert (folder / "cookies.html").read_text().count("<table>") == 1
    assert json.loads((folder / "cookies.json").read_text())["language"] == "en"
    assert capsys.readouterr().out == ""


def test_ends_of_lines_do_not_count(folder) -> None:
    call("-o", "cookies.md")
    held = (folder / "cookies.md").read_bytes()
    (folder / "cookies.md").write_bytes(b"\xef\xbb\xbf" + held.replace(b"\n", b"\r\n"))
    assert call("--check", "cookies.md") == 0


def test_check_tells_what_differs(folder, capsys) -> None:
    call("--language", "de", "-o", "cookies.md")
    text = (folder / "cookies.md").read_text(encoding="utf-8")
    (folder / "cookies.md").write_text(text.replace("bis zu 1 Jahr", "bis zu 9 Jahre"), encoding="utf-8")
    assert call("--language", "de", "--check", "cookies.md") == 1
    said = capsys.readouterr().out
    assert said.startswith(
        "cookies.md: differs from what the packs and the register say now; run `consentlint disclose"
    )
    assert "--language de -o cookies.md`" in said
    assert [line[2] for line in said.splitlines()[1:]] == ["@", "-", "+"]


def test_check_of_a_file_that_is_not_there(folder, capsys) -> None:
    assert call("--check", "no.md") == 1
    assert capsys.readouterr().out == "no.md: is not there; run `consentlint disclose -o no.md`\n"
    assert not (folder / "no.md").exists()


def test_a_long_difference_is_cut(folder, capsys) -> None:
    (folder / "cookies.md").write_text("x\n" * 100)
    assert call("--check", "cookies.md") == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) < 30
    assert lines[-1].strip().startswith("... and ")


def test_a_page_of_ones_own_holds_the_text(folder) -> None:
    (folder / "privacy.md").write_text(f"# Mine\n\n{BEGIN}\nold\n{END}\n\nEnd.\n")
    assert call("--check", "privacy.md") == 1
    assert call("-o", "privacy.md") == 0
    assert call("--check", "privacy.md") == 0
    held = (folder / "privacy.md").read_text(encoding="utf-8")
    assert held.startswith("# Mine\n\n")
    assert held.endswith("\n\nEnd.\n")
    assert "old" not in held
    assert "gcb_session" in held


def test_a_page_of_ones_own_keeps_what_is_around_the_text(folder) -> None:
    before = f"\ufeff<p>Ü</p>\r\n{BEGIN}\r\nold\r\n{END}\r\n<p>\t é</p>\r".encode()
    (folder / "page.html").write_bytes(before)
    assert call("-o", "page.html") == 0
    after = (folder / "page.html").read_bytes()
    assert after.startswith(before.partition(b"\r\nold")[0] + b"\r\n")
    assert after.endswith(before[before.index(END.encode()) :])
    assert b"\n" not in after.replace(b"\r\n", b"")
    assert call("--check", "page.html") == 0


@pytest.mark.parametrize(
    "held", [b"# Our own page\n", f"# Mine\n{BEGIN}\nnever closed\n".encode(), "# Für uns".encode("latin-1")]
)
def test_nobodys_own_page_is_written_over(folder, capsys, held: bytes) -> None:
    (folder / "privacy.md").write_bytes(held)
    assert call("-o", "privacy.md") == 2
    assert capsys.readouterr().err.count("privacy.md") == 1
    assert (folder / "privacy.md").read_bytes() == held


def test_a_dash_is_standard_output(folder, capsys) -> None:
    assert call("-o", "-") == 0
    assert "gcb_session" in capsys.readouterr().out
    assert not (folder / "-").exists()


def test_a_mark_that_is_never_closed_is_no_mark() -> None:
    assert placed(f"a {BEGIN} b", "text") == "text"
    assert placed("", "text") == "text"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["gensys"], "did you mean 'genesys'"),
        (["--language", "fr"], "accepted are de, en"),
        (["--config", "no.toml"], "no.toml"),
        (["-o", "index.html/x.md"], "cannot be written"),
        (["--check", "."], "cannot be read"),
    ],
)
def test_what_is_wrong_is_said(folder, capsys, arguments: list[str], words: str) -> None:
    assert call(*arguments) == 2
    said = capsys.readouterr()
    assert words in said.err
    assert said.out == ""


def test_a_broken_register_is_not_published(folder, capsys) -> None:
    (folder / "compliance").mkdir()
    (folder / "compliance/services.yaml").write_text("services:\n  genesys:\n    onwer: x\n")
    assert call() == 2
    said = capsys.readouterr()
    assert "compliance/services.yaml:3:" in said.err
    assert said.out == ""
