"""The example sites go from `init` to clean by the steps of their README, and every command prints what stands there.

`CONSENTLINT_UPDATE=1` writes the outputs anew.
"""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from consentlint.__main__ import main

EXAMPLES = Path(__file__).parents[1] / "examples"
FENCE = re.compile(r"^```(?P<info>[^\n`]+)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"\$ consentlint ([^\n]+)\n")
KEY = "write="


class Step(NamedTuple):
    """A file to write (path), or a command to run (arguments); body is the file or the output."""

    path: str
    arguments: tuple[str, ...]
    body: str


class Walk(NamedTuple):
    steps: tuple[Step, ...]
    outputs: tuple[str, ...]
    codes: tuple[int, ...]


def steps_of(page: str) -> Iterator[Step]:
    for block in FENCE.finditer(page):
        path = next((word.removeprefix(KEY) for word in block["info"].split() if word.startswith(KEY)), "")
        command = COMMAND.match(block["body"])
        if path:
            yield Step(path, (), block["body"])
        elif command:
            yield Step("", tuple(command[1].split()), block["body"][command.end() :])


def walk(steps: tuple[Step, ...], capsys) -> Walk:
    outputs, codes = [], []
    for step in steps:
        if step.path:
            Path(step.path).parent.mkdir(parents=True, exist_ok=True)
            Path(step.path).write_text(step.body, encoding="utf-8")
            continue
        codes.append(main(list(step.arguments)))
        printed = capsys.readouterr()
        outputs.append(f"{printed.out}{printed.err}".replace("\r\n", "\n"))  # CSV has both; a page in git has not
    return Walk(steps, tuple(outputs), tuple(codes))


def renewed(page: str, outputs: tuple[str, ...]) -> str:
    """The page with these outputs below its commands."""
    left = iter(outputs)

    def block(found: re.Match[str]) -> str:
        command = COMMAND.match(found["body"])
        return f"```{found['info']}\n{command[0]}{next(left)}```" if command else found[0]

    return FENCE.sub(block, page)


@pytest.fixture(scope="module", params=["english", "german"])
def language(request) -> str:
    return request.param


def test_every_step_prints_what_its_page_says(language, tmp_path, monkeypatch, capsys):
    shutil.copytree(EXAMPLES / language / "site", tmp_path / "site")
    monkeypatch.chdir(tmp_path / "site")
    readme = EXAMPLES / language / "README.md"
    page = readme.read_text(encoding="utf-8")
    walked = walk(tuple(steps_of(page)), capsys)
    if os.environ.get("CONSENTLINT_UPDATE"):
        readme.write_text(renewed(page, walked.outputs), encoding="utf-8")
    commands = [step for step in walked.steps if not step.path]
    assert [step.body for step in commands] == list(walked.outputs)
    checks = [code for step, code in zip(commands, walked.codes, strict=True) if step.arguments[:1] == ("check",)]
    assert (checks[0], checks[-1]) == (1, 0)
    written = [Path(step.arguments[-1]) for step in commands if step.arguments[-2:-1] == ("-o",)]
    assert len(written) == 2
    assert all(path.stat().st_size for path in written)
    assert_it_is_clean(capsys)


def assert_it_is_clean(capsys) -> None:
    """Without the baseline and under the strict policy, with no TODO left; what was to be written is there."""
    Path("empty.json").write_text('{"consentlint-baseline": 1, "findings": []}', encoding="utf-8")
    code = main(["check", "--today", "2026-11-23", "--policy", "strict", "--baseline", "empty.json"])
    assert code == 0, capsys.readouterr().out
    assert "TODO" not in Path("compliance/services.yaml").read_text(encoding="utf-8")
    (cookies,) = Path().glob("cookies.*")
    assert "gcb_session" in cookies.read_text(encoding="utf-8")


def test_the_starting_site_is_not_clean(language, tmp_path, monkeypatch, capsys):
    shutil.copytree(EXAMPLES / language / "site", tmp_path / "site")
    monkeypatch.chdir(tmp_path / "site")
    assert main(["check", "--output-format", "concise"]) == 1
    assert "[ungated-embed]" in capsys.readouterr().out


def test_an_output_that_differs_is_seen():
    page = "```text\n$ consentlint check\nold\n```\n\n```js write=a.js\nx\n```\n"
    assert list(steps_of(page)) == [Step("", ("check",), "old\n"), Step("a.js", (), "x\n")]
    assert renewed(page, ("new\n",)) == page.replace("old", "new")
