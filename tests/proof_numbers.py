"""The numbers of packs, examples and proofs, as they stand in docs/proof.md.

    python -m pytest tests/browser/test_proof.py -n 5 --numbers

opens every example in the browser and writes them.
"""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime

from cases import ROOT, Case, read_all

DOCS = ROOT / "docs/proof.md"
BEGIN, END = "<!-- numbers: begin -->", "<!-- numbers: end -->"
PACKS = {"vendors": "rules/vendors", "consent platforms and conventions": "rules/cmps", "policies": "rules/policies"}
MODULES = {"template dialects": "src/consentlint/dialects", "checks": "src/consentlint/checks"}
# What the browser tests say of an example -> the row that it counts in.
ROWS = {
    "proven for real": "proven with the real platform from npm",
    "proven by stub": "proven with a stub of the documented interface",
    "proven, no platform": "proven, no platform on the page",
    "proven before the choice only": "proven before the choice only",
    "not renderable": "reasoned: no page can be made of it here",
    "skipped": "reasoned: left out with a reason",
    "contradicted": "contradicted by the browser",
}
ROW = re.compile(r"^\| ([^|]+?) \| (\d+) \|$", re.MULTILINE)


def packs() -> dict[str, int]:
    """How many there are of each kind that a file makes."""
    found = {name: len([*(ROOT / folder).glob("*.y*ml")]) for name, folder in PACKS.items()}
    return found | {name: len([*(ROOT / folder).glob("[!_]*.py")]) for name, folder in MODULES.items()}


def examples() -> dict[str, int]:
    """How many examples there are, by what must come out."""
    cases = read_all().cases
    return {
        "examples": len(cases),
        "examples, nothing reported": sum(not case.checks for case in cases),
        "examples, something reported": sum(bool(case.checks) for case in cases),
        "known wrong answers among them": sum(case.todo for case in cases),
    }


def too_few(folder: str = "rules/cmps", least: int = 3) -> list[str]:
    """The pages of a folder with fewer silent or reported examples than that."""
    by_page: dict[str, list[Case]] = {}
    for case in read_all().cases:
        by_page.setdefault(case.path, []).append(case)
    pages = [path for path in sorted(by_page) if path.startswith(f"{folder}/")]
    silent = {path: sum(not case.checks for case in by_page[path]) for path in pages}
    return [path for path in pages if min(silent[path], len(by_page[path]) - silent[path]) < least]


def proofs(told: Mapping[str, int]) -> dict[str, int]:
    """The rows of one run, from what each test recorded."""
    found: Counter[str] = Counter()
    for how, number in told.items():
        found[next((row for start, row in ROWS.items() if how.startswith(start)), how)] += number
    return {row: found[row] for row in (*ROWS.values(), *sorted(set(found) - set(ROWS.values())))}


def write(told: Mapping[str, int]) -> str:
    """Put the numbers of a run into the page; gives the table."""
    table = f"{BEGIN}\n{_table(told)}\n{END}"
    text = DOCS.read_text("utf-8")
    DOCS.write_text(f"{text.partition(BEGIN)[0]}{table}{text.partition(END)[2]}", "utf-8")
    return table


def _table(told: Mapping[str, int]) -> str:
    rows = {**packs(), **examples(), "examples opened or reasoned about": sum(told.values()), **proofs(told)}
    lines = [f"| {name} | {number} |" for name, number in rows.items()]
    return "\n".join([f"| on {datetime.now(UTC):%Y-%m-%d} | |", "| --- | ---: |", *lines])


def written() -> dict[str, int]:
    """The numbers that stand in the page."""
    text = DOCS.read_text("utf-8")
    return {name: int(number) for name, number in ROW.findall(text.partition(BEGIN)[2].partition(END)[0])}
