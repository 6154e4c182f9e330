"""The two operators over three worlds, and the reading of vectors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentlint.worlds import ALWAYS, MAYBE, NEVER, NO, ON_CONSENT, PERHAPS, YES, Worlds, worlds

answers = st.sampled_from([NO, MAYBE, YES])
vectors = st.builds(Worlds, answers, answers, answers)


@pytest.mark.parametrize(
    ("text", "vector"),
    [
        ("no/no/yes", Worlds(NO, NO, YES)),
        (" Yes/MAYBE/no ", Worlds(YES, MAYBE, NO)),
    ],
)
def test_reads_three_answers(text: str, vector: Worlds) -> None:
    assert worlds(text) == vector


@pytest.mark.parametrize("text", ["", "no", "no/no", "no/no/yes/no", "no/no/perhaps", "//"])
def test_refuses_anything_else_and_names_it(text: str) -> None:
    with pytest.raises(ValueError, match="three answers such as 'no/no/yes'") as error:
        worlds(text)
    assert repr(text) in str(error.value)


@given(vectors)
def test_text_reads_back(vector: Worlds) -> None:
    assert worlds(str(vector)) == vector


@given(vectors, vectors, vectors)
def test_operators_are_min_and_max(a: Worlds, b: Worlds, c: Worlds) -> None:
    assert a & b == b & a
    assert a | b == b | a
    assert (a & b) & c == a & (b & c)
    assert (a | b) | c == a | (b | c)
    assert a & (b | c) == (a & b) | (a & c)
    assert a | (b & c) == (a | b) & (a | c)


@given(vectors, vectors)
def test_absorption_and_negation(a: Worlds, b: Worlds) -> None:
    assert a & (a | b) == a
    assert ~(a & b) == ~a | ~b
    assert ~~a == a
    assert a & ALWAYS == a
    assert a | NEVER == a


@given(vectors, vectors)
def test_more_guards_never_open_and_more_ways_never_close(guard: Worlds, way: Worlds) -> None:
    assert all(x <= y for x, y in zip(guard & way, way, strict=True))
    assert all(x >= y for x, y in zip(guard | way, way, strict=True))


@given(vectors)
def test_gated_looks_at_undecided_and_refused_only(vector: Worlds) -> None:
    assert vector.gated == (vector.undecided is NO and vector.refused is NO)


@pytest.mark.parametrize("vector", [ALWAYS, PERHAPS, ~ON_CONSENT])
def test_open_vectors_are_not_gated(vector: Worlds) -> None:
    assert not vector.gated
