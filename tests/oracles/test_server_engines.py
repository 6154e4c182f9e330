"""The examples of Smarty, rendered by Smarty itself in each world: what is sent is what the example says.

Needs php and Debian's package `smarty4` (or SMARTY_HOME, the folder that holds its bootstrap.php). Left out: answers of
`maybe`, what a platform holds back in the browser, files that are brought in, and half-typed text.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from cases import ROOT, Case, read_page

from consentlint.worlds import Answer

WORLDS = {"undecided": "", "refused": "rejected", "granted": "accepted"}
NEEDLE = "genesys.min.js"
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
HOMES = (os.environ.get("SMARTY_HOME", ""), "/usr/share/php/smarty4", "/usr/share/php/smarty3")
PAGE = "src/consentlint/dialects/smarty.md"

DRIVER = """<?php error_reporting(0);
require getenv('SMARTY') . '/bootstrap.php';
if (getenv('CHOICE')) { $_COOKIE['cookie_consent'] = getenv('CHOICE'); }
class Link { function getPageLink($name) { return $name; } }
$smarty = new Smarty();
$smarty->setCompileDir(getenv('FOLDER'));
$smarty->setForceCompile(true);
$smarty->registerPlugin('function', 'l', function ($args) { return $args['s']; });
$smarty->assign(['link' => new Link(), 'title' => '', 'nonce' => '', 'async' => true]);
echo $smarty->fetch('string:' . file_get_contents($argv[1]));
"""


def home() -> str:
    """Where Smarty is, "" for nowhere."""
    found = (folder for folder in HOMES if folder and Path(folder, "bootstrap.php").is_file())
    return next(found, "") if shutil.which("php") else ""


def fit(case: Case) -> bool:
    told = case.load is None or Answer.MAYBE not in case.load
    others = "platform" in case.id or "half-typed" in case.id or "{extends" in case.code
    return told and not others and not case.todo


CASES = [case for case in read_page(PAGE, (ROOT / PAGE).read_text("utf-8")).cases if fit(case)]


def test_there_are_examples() -> None:
    assert len(CASES) >= 8


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_smarty_sends_what_the_example_says(case: Case, tmp_path: Path) -> None:
    folder = home()
    if not folder:
        pytest.skip("Smarty is missing: install php and smarty4, or point SMARTY_HOME to the folder of bootstrap.php")
    source, driver = tmp_path / "page.tpl", tmp_path / "driver.php"
    source.write_text(case.code, encoding="utf-8")
    driver.write_text(DRIVER, encoding="utf-8")
    sent = {}
    for world, choice in WORLDS.items():
        env = {**os.environ, "CHOICE": choice, "SMARTY": folder, "FOLDER": str(tmp_path)}
        done = subprocess.run(
            ["php", str(driver), str(source)], env=env, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        sent[world] = NEEDLE in COMMENT.sub("", done.stdout)
    load = case.load or (Answer.NO,) * 3
    assert sent == {world: answer is Answer.YES for world, answer in zip(WORLDS, load, strict=True)}
