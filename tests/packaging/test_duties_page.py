"""docs/duties.md: each duty of a chat has a check that exists, a document or a command, and a reason."""

import json
import re
from pathlib import Path

from consentlint.judge import all_checks
from consentlint.known import known_checks

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/duties.md").read_text(encoding="utf-8")
IDS = re.compile(r"`([a-z]+(?:-[a-z]+)+)`")


def rows(heading: str) -> list[list[str]]:
    """The cells of the table below this heading, without its head."""
    section = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


CHAT = rows("The duties of a chat, one by one")
EVIDENCE = rows("What the checks look for")


def test_every_duty_of_a_chat_is_answered():
    assert len(CHAT) == 15
    assert [row for row in CHAT if len(row) != 4 or not all(row)] == []
    assert [row[0] for row in CHAT if not IDS.search(row[1])] == []


def test_every_check_that_is_named_exists():
    named = {name for table in (CHAT, EVIDENCE) for row in table for name in IDS.findall(row[1])}
    assert named - set(known_checks()) == set()


def test_every_check_of_a_duty_is_named():
    duties = {name for name, check in all_checks().items() if check.about in ("duty", "register")}
    assert duties
    assert duties - {name for row in EVIDENCE for name in IDS.findall(row[1])} == set()


def test_what_is_named_of_the_register_stands_in_its_schema():
    schema = json.dumps(json.loads((ROOT / "rules/schema/register.json").read_text(encoding="utf-8")))
    keys = {key for row in CHAT for key in re.findall(r"`([a-z-]+)(?:\.[a-z]+)?`", row[2])}
    assert keys
    assert [key for key in keys if f'"{key}"' not in schema] == []
