"""Every example of every .md file comes out as it says. Silence first."""

from collections import Counter

import pytest
from cases import ROOT, Case, Page, read_all
from verdicts import describe, disagreements, packs, verdict

from consentlint.packs.values import UNKNOWN_THIRD_PARTY

PAGE: Page = read_all()
CASES = PAGE.cases
KNOWN_CHECKS = {file.stem.replace("_", "-") for file in (ROOT / "src/consentlint/checks").glob("*.md")}


def test_info_strings_have_no_fault() -> None:
    assert not PAGE.faults, "\n" + "\n".join(PAGE.faults)


def test_ids_are_unique() -> None:
    twice = [ident for ident, times in Counter(case.id for case in CASES).items() if times > 1]
    assert not twice, f"two '###' headings of one file are the same: {twice}"


def test_names_in_info_strings_exist() -> None:
    wrong = [f"{case.path}:{case.line}: there is no check {check!r}"
             for case in CASES for check in case.checks if check not in KNOWN_CHECKS]  # fmt: skip
    for what, known in (("vendor", {*packs().vendors, UNKNOWN_THIRD_PARTY}), ("policy", packs().policies)):
        wrong += [f"{case.path}:{case.line}: there is no {what} {getattr(case, what)!r}"
                  for case in CASES if getattr(case, what) not in known]  # fmt: skip
    assert not wrong, "\n" + "\n".join(wrong)


def test_silent_outnumber_reported() -> None:
    silent = sum(not case.checks for case in CASES)
    reported = len(CASES) - silent
    print(f"\nexamples: {silent} silent, {reported} reported, {sum(case.todo for case in CASES)} known wrong answers")
    assert silent > reported


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case: Case) -> None:
    got = verdict(case)
    wrong = disagreements(case, got)
    if case.todo:
        assert wrong, f"{case.path}:{case.line}: this comes out right now; take 'todo' out of its info string"
        return
    assert not wrong, "\n" + "\n".join([*wrong, describe(case, got)])
