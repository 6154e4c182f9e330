"""The numbers in docs/proof.md are those of the packs and examples, within what is added between two runs."""

import pytest
from proof_numbers import ROWS, examples, packs, proofs, too_few, written

# Whoever adds an example does not have to open two thousand others.
DRIFT = 0.08
HOW = "run: python -m pytest tests/browser/test_proof.py -n 5 --numbers"


@pytest.mark.parametrize("name", [*packs(), *examples()])
def test_the_page_does_not_drift_away(name: str) -> None:
    found = {**packs(), **examples()}[name]
    assert abs(written()[name] - found) <= max(5, DRIFT * found), f"{name}: there are {found}; {HOW}"


def test_the_rows_of_a_run_add_up() -> None:
    rows = written()
    assert sum(rows[row] for row in ROWS.values()) == rows["examples opened or reasoned about"]
    assert rows["contradicted by the browser"] == 0


def test_what_tests_record_is_counted() -> None:
    told = {"proven by stub": 3, "proven for real, on load only: no click= in the example": 2, "skipped: why": 1}
    counted = proofs(told | {"contradicted (proven by stub)": 1})
    assert sum(counted.values()) == 7
    assert counted["contradicted by the browser"] == 1
    assert counted["proven with the real platform from npm"] == 2


def test_every_pack_has_both_kinds_of_examples() -> None:
    assert too_few(least=3) == [], "pages with fewer than three silent or three reported examples"
