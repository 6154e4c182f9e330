"""What every check has: a page with all headings, examples on both sides, a name that reads after "allow"."""

import re
from pathlib import Path

import pytest
from cases import read_page
from verdicts import packs

import consentlint.checks
from consentlint.judge import all_checks

FOLDER = Path(consentlint.checks.__path__[0])
HEADINGS = ["What it is", "Why it matters", "Not reported", "Reported", "How to fix"]
MODULES = sorted(file for file in FOLDER.glob("*.py") if file.stem != "__init__")


def test_every_module_is_a_check_with_a_page() -> None:
    assert [file.stem.replace("_", "-") for file in MODULES] == sorted(all_checks())
    assert [file.stem for file in sorted(FOLDER.glob("*.md"))] == [file.stem for file in MODULES]


@pytest.mark.parametrize("ident", sorted(all_checks()))
def test_names_and_sizes(ident: str) -> None:
    assert not re.match(r"(no|require|use)-", ident)
    assert not ident.endswith("-rule")
    assert all_checks()[ident].id == ident
    assert all_checks()[ident].about in ("consent", "region", "duty", "register", "data")
    assert all_checks()[ident].summary[0].islower()
    assert len((FOLDER / f"{ident.replace('-', '_')}.py").read_text("utf-8").splitlines()) < 80


@pytest.mark.parametrize("page", sorted(FOLDER.glob("*.md")), ids=lambda page: page.stem)
def test_pages_have_all_headings_and_both_outcomes(page: Path) -> None:
    text, ident = page.read_text("utf-8"), page.stem.replace("_", "-")
    assert text.startswith(f"# {ident}\n")
    assert re.findall(r"^## (.+)$", text, re.M) == HEADINGS
    cases = read_page(page.name, text).cases
    # What a duty check reads is a list of values; what the others read is code.
    silent, reported = (5, 3) if all_checks()[ident].about in ("duty", "register") else (8, 6)
    assert sum(ident not in case.checks for case in cases) >= silent
    assert sum(ident in case.checks for case in cases) >= reported


@pytest.mark.parametrize("duty", sorted({check.duty for check in all_checks().values() if check.duty}))
def test_duties_of_checks_are_duties_of_the_packs(duty: str) -> None:
    assert duty in packs().duties
