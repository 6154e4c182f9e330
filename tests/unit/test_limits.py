"""A limit that is reached is told, and then nothing is called held back: an answer is the right one, or `maybe`."""

import json
import re
import shutil
from pathlib import Path

import pytest

import consentlint.gather
import consentlint.reach.including
import consentlint.reach.project
import consentlint.work
from consentlint.model import Embed
from consentlint.reach.limits import NOT_LED, NOT_LOADED, NOT_REACHED, NOT_TOGETHER
from consentlint.report import Report
from consentlint.run import Request, run

PROJECTS = Path(__file__).parent.parent / "projects"
SCRIPT = '<script src="https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js"></script>'


def found(path: Path = Path()) -> Report:
    report = run(Request("inventory", [str(path)], jobs=1))
    assert not report.errors
    return report


def answers(report: Report) -> dict[str, str]:
    return {embed.place.path: str(embed.exposure.load) for embed in report.embeds}


def reasons(embed: Embed) -> set[str]:
    return {guard.reason for guard in embed.trace if guard.kind == "unread"}


@pytest.mark.parametrize("steps", [60, 400, 1_500])
@pytest.mark.parametrize(
    "name",
    ["esm_barrel", "svelte_store", "wordpress_enqueued", "cookie_other_page", "component", "include_chain", "context"],
)
def test_few_steps_leave_an_answer_right_or_open(name: str, steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consentlint.work, "LEAST_STEPS", 1)
    monkeypatch.setattr(consentlint.work, "MOST_STEPS", steps)
    for twin in ("gated", "open"):
        monkeypatch.chdir(PROJECTS / f"{name}_{twin}")
        right = {row["file"]: row["load"].split("/") for row in json.loads(Path("expected.json").read_text())}
        for path, load in answers(found()).items():
            given = load.split("/")
            assert all(answer in (known, "maybe") for answer, known in zip(given, right[path], strict=True))


def test_a_page_that_loads_whatever_happens_does_so_beyond_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consentlint.work, "LEAST_STEPS", 1)
    monkeypatch.setattr(consentlint.work, "MOST_STEPS", 300)
    monkeypatch.chdir(tmp_path)
    held = SCRIPT.replace("<script", '<script type="text/plain" data-cookieconsent="marketing"')
    own = '<script src="own.js"></script>'
    for name, text in (("open.html", SCRIPT + own), ("held.html", held + own)):
        Path(name).write_text(f"<html><body>{text}</body></html>")
    Path("own.js").write_text("fetch('https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js');\n" * 40)
    report = found()
    assert answers(report)["open.html"] == "yes/yes/yes"
    (embed,) = (embed for embed in report.embeds if embed.place.path == "held.html")
    assert str(embed.exposure.load) == "maybe/maybe/maybe"
    assert reasons(embed) & {NOT_TOGETHER, NOT_REACHED}
    assert any(note.path == "held.html" for note in report.partial)
    (finding,) = (f for f in run(Request("check", ["."], jobs=1)).findings if f.place.path == "held.html")
    assert "limit" not in finding.message
    assert re.search("too (many files|much code)", finding.message)


def test_files_that_are_too_many_are_judged_in_smaller_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("esm_named_gated", "esm_named_open"):
        shutil.copytree(PROJECTS / name / "src", tmp_path / name)
        monkeypatch.chdir(tmp_path)
    Path("index.html").write_text(
        '<script type="module" src="/esm_named_gated/main.js"></script>'
        '<script type="module" src="/esm_named_open/main.js"></script>'
    )
    whole = answers(found())
    assert whole == {"esm_named_gated/chat.js": "no/no/yes", "esm_named_open/chat.js": "yes/yes/yes"}
    Path("busy.js").write_text(
        "import './esm_named_gated/chat.js';\nimport './esm_named_open/chat.js';\n" + "x();\n" * 400
    )
    monkeypatch.setattr(consentlint.work, "MOST_STEPS", 1_200)
    given = answers(found())
    assert set(given.values()) <= {"no/no/yes", "yes/yes/yes", "maybe/maybe/maybe"}
    assert given["esm_named_gated/chat.js"] != "yes/yes/yes"
    assert given["esm_named_open/chat.js"] != "no/no/yes"


@pytest.mark.parametrize(("state", "load"), [("", "no/no/yes"), ("setConsent(true);", "maybe/maybe/yes")])
def test_what_is_left_out_may_matter(state: str, load: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consentlint.reach.project, "MOST_OTHERS", 2)
    monkeypatch.chdir(tmp_path)
    Path("state.js").write_text("export let consent = false;\nexport function setConsent(value) { consent = value; }\n")
    Path("chat.js").write_text(
        "export function loadChat() {\n  const s = document.createElement('script');\n"
        "  s.src = 'https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js';\n  document.head.append(s);\n}\n"
    )
    Path("a.js").write_text("export const a = 1;\n")
    Path("late.js").write_text(
        f"import {{ setConsent }} from './state';\n{state}\n" if state else "export const b = 1;\n"
    )
    Path("main.js").write_text(
        "import { consent, setConsent } from './state';\nimport './a';\nimport './late';\n"
        "import { loadChat } from './chat';\n"
        "document.getElementById('accept').addEventListener('click', () => { setConsent(true); start(); });\n"
        "function start() { if (consent) loadChat(); }\nstart();\n"
    )
    report = found()
    assert answers(report) == {"chat.js": load}
    assert reasons(report.embeds[0]) == ({NOT_LOADED} if state else set())
    assert report.partial


def test_more_pages_include_a_part_than_are_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consentlint.reach.including, "MOST_INCLUDERS", 3)
    monkeypatch.chdir(tmp_path)
    Path("chat.php").write_text(SCRIPT)
    for number in range(6):
        gate = "if (($_COOKIE['cookie_consent'] ?? '') === 'yes')" if number < 5 else ""
        Path(f"page{number}.php").write_text(f"<script>var page{number};</script><?php {gate} include 'chat.php'; ?>")
    report = found()
    assert answers(report)["chat.php"].startswith("maybe/maybe")
    assert reasons(report.embeds[0]) == {NOT_LED}
    Path("page0.php").write_text("<?php include 'chat.php'; ?>")
    assert answers(found()) == {"chat.php": "yes/yes/yes"}


def test_more_files_bring_in_a_script_than_are_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consentlint.gather, "MOST_FILES", 2)
    shutil.copytree(PROJECTS / "esm_barrel_gated", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    report = found()
    assert set(answers(report).values()) == {"maybe/maybe/maybe"}
    assert reasons(report.embeds[0]) == {NOT_LED}


def test_pages_beyond_the_number_of_files_that_are_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What holds a needle is no file that was found on the way."""
    monkeypatch.setattr(consentlint.gather, "MOST_FILES", 2)
    monkeypatch.setattr(consentlint.reach.including, "MOST_FILES", 2)
    monkeypatch.chdir(tmp_path)
    for number in range(5):
        Path(f"page{number}.html").write_text(SCRIPT)
    assert set(answers(found()).values()) == {"yes/yes/yes"}
