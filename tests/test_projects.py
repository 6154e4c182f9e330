"""Small repositories, most of them twins that differ by one line, with the inventory expected beside their files."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from consentlint.config import Config, load_config
from consentlint.inspect import OTHERS
from consentlint.model import Embed
from consentlint.reach.project import MOST_OTHERS
from consentlint.run import Request, run
from consentlint.text import Lines

PROJECTS = Path(__file__).parent / "projects"
NAMES = sorted(path.parent.name for path in PROJECTS.glob("*/expected.json"))
Row = dict[str, object]


def expected(folder: Path) -> list[Row]:
    rows: list[Row] = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return rows


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def inventory(paths: Sequence[str], jobs: int = 1) -> list[Row]:
    own = Path("consentlint.toml")
    report = run(Request("inventory", paths, load_config(".", str(own)) if own.exists() else Config(), jobs=jobs))
    assert not report.errors
    return [row(embed, report.texts[embed.place.path]) for embed in report.embeds]


def row(embed: Embed, text: str) -> Row:
    undecided, refused, _ = answers = str(embed.exposure.load).split("/")
    assert len(answers) == 3
    return {
        "file": embed.place.path,
        "line": Lines(text).line_column(embed.place.span.start)[0],
        "load": "/".join(answers),
        "request": str(embed.exposure.request),
        "region": embed.region.id if embed.region else None,
        "gated": undecided == refused == "no",
    }


@pytest.fixture(params=NAMES)
def project(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One of the projects, which is the current folder."""
    folder = PROJECTS / str(request.param)
    monkeypatch.chdir(folder)
    return folder


def test_inventory_is_the_expected_one(project: Path) -> None:
    assert inventory(["."]) == expected(project)


def test_order_of_the_files_does_not_matter(project: Path) -> None:
    assert inventory(files(project)[::-1]) == expected(project)


def test_a_file_named_alone_is_judged_in_its_project(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "repository"
    shutil.copytree(project, copy)
    subprocess.run(["git", "init", "-q", str(copy)], check=True)
    monkeypatch.chdir(copy)
    for name in dict.fromkeys(str(entry["file"]) for entry in expected(project)):
        assert inventory([name]) == [entry for entry in expected(project) if entry["file"] == name]


def committed(folder: Path, files: Path) -> None:
    """A repository with one commit of these files in it."""
    shutil.copytree(files, folder)
    git = ["git", "-C", str(folder), "-c", "user.name=t", "-c", "user.email=t@example.com"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "first"]):
        subprocess.run([*git, *command], check=True)


def findings(*paths: str) -> list[tuple[str, str]]:
    return [(found.place.path, found.check) for found in run(Request("check", paths)).findings]


def test_a_change_is_told_where_it_turns_a_verdict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    committed(tmp_path / "repository", PROJECTS / "esm_named_gated")
    monkeypatch.chdir(tmp_path / "repository")
    assert findings("src/main.js") == []
    shutil.copy(PROJECTS / "esm_named_open" / "src" / "main.js", "src/main.js")
    assert findings("src/main.js") == [("src/chat.js", "ungated-embed")]


def test_what_was_wrong_before_is_not_told_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    committed(tmp_path / "repository", PROJECTS / "esm_named_open")
    monkeypatch.chdir(tmp_path / "repository")
    main = Path("src/main.js")
    main.write_text(f"// a remark\n{main.read_text()}")
    assert findings("src/main.js") == []
    assert findings("src/chat.js") == [("src/chat.js", "ungated-embed")]


def test_a_file_that_is_new_turns_verdicts_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    committed(tmp_path / "repository", PROJECTS / "esm_named_gated")
    monkeypatch.chdir(tmp_path / "repository")
    Path("src/late.js").write_text("import { loadChat } from './chat';\nloadChat();\n")
    assert findings("src/late.js") == [("src/chat.js", "ungated-embed")]


def test_the_way_to_an_embed_is_told_file_by_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECTS / "esm_named_open")
    report = run(Request("check", ["."]))
    (finding,) = report.findings
    steps = [
        (step.place.path, Lines(report.texts[step.place.path]).line_column(step.place.span.start)[0], step.caption)
        for step in finding.related
    ]
    text = Path("src/main.js").read_text().splitlines()
    (line,) = [number for number, code in enumerate(text, 1) if "loadChat()" in code]
    assert ("src/main.js", line, "calls `loadChat()` without a guard") in steps


def test_places_in_other_files_have_their_own_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECTS / "consent_module_gated")
    report = run(Request("inventory", ["."]))
    (guard,) = report.embeds[0].trace
    line, _ = Lines(report.texts[guard.place.path]).line_column(guard.place.span.start)
    assert "hasConsent()" in Path(guard.place.path).read_text().splitlines()[line - 1]


def test_few_files_of_a_large_project_are_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        shutil.copytree(PROJECTS / "esm_named_gated", tmp_path / f"app{number}")
    for number in range(600):
        (tmp_path / f"part{number}.js").write_text(f"import './part{number + 1}';\nexport const part = {number};\n")
    monkeypatch.chdir(tmp_path)
    report = run(Request("inventory", ["."]))
    assert len(report.embeds) == 4
    assert 0 < report.files_parsed <= report.files_scanned / 20


def test_twins_differ_by_one_line() -> None:
    """Otherwise a pair would not show what a verdict depends on."""
    assert len(NAMES) >= 48
    for gated in [name for name in NAMES if name.endswith("_gated")]:
        twin = PROJECTS / gated.replace("_gated", "_open")
        if twin.is_dir():
            names = {*files(twin), *files(PROJECTS / gated)}
            changed = [name for name in names if content(twin / name) != content(PROJECTS / gated / name)]
            assert len(set(changed) - {"expected.json", "proof.json"}) == 1, gated


def content(path: Path) -> str:
    """A file's text, "" where there is none: a twin may have one file more."""
    return path.read_text() if path.exists() else ""


def test_an_application_of_many_files_is_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(PROJECTS / "esm_named_gated", tmp_path, dirs_exist_ok=True)
    main = tmp_path / "src" / "main.js"
    for number in range(MOST_OTHERS + 5):
        (tmp_path / "src" / f"part{number}.js").write_text(f"export const part = {number};\n")
    imports = "".join(f"import './part{number}';\n" for number in range(MOST_OTHERS + 5))
    main.write_text(main.read_text() + imports)
    monkeypatch.chdir(tmp_path)
    assert inventory(["."]) == expected(tmp_path)
    assert {note.reason for note in run(Request("inventory", ["."])).partial} == {OTHERS}


def test_odd_files_raise_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(PROJECTS / "esm_named_gated", tmp_path, dirs_exist_ok=True)
    (tmp_path / "src" / "folder.js").mkdir()
    (tmp_path / "tsconfig.json").mkdir()
    (tmp_path / "src" / "binary.js").write_bytes(b"\0\1")
    (tmp_path / "src" / "broken.js").write_text("syntax error {{{ import './chat'")
    (tmp_path / "src" / "self.js").write_text("import * as me from './self'; export * from './self'; me.a(); './chat'")
    (tmp_path / "src" / "loop.js").symlink_to("loop.js")
    names = ("gone", "folder.js", "binary", "broken", "self", "loop", "../../../../../../etc/none")
    main = tmp_path / "src" / "main.js"
    main.write_text(main.read_text() + "".join(f"import '{'./' + name}';\n" for name in names))
    monkeypatch.chdir(tmp_path)
    assert [row["gated"] for row in inventory(["."])] == [True]
