"""Names of cookies with gaps, names that are nearly right, and regular expressions of definitions."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from consentlint.duties.names import from_pattern, named, near, same

DIFFERENT = [
    ("_ga", "_gid"),
    ("_ga", "_ga_*"),
    ("_ga", "_GA"),
    ("_gat*", "_ga"),
    ("_ga", "*"),
    ("_ga", "_*"),
    ("_ga_*", "_<deploymentId>:actmu"),
    ("_<deploymentId>:actmu", "_<deploymentId>:gcatkn"),
    ("_vis_opt_exp_*", "_vis_opt_s"),
]
EQUAL = [
    ("_ga_*", "_ga_<container-id>"),
    ("_ga_*", "_ga_ABC1234567"),
    ("_ga_*", "_ga_XXXXXXX"),
    ("_ga_*", "_ga_#"),
    ("_ga_*", "_ga_[ID]"),
    ("_ga_*", "_ga_{property}"),
    ("_ga_*", "_ga_…"),
    ("_ga_*", "_ga_"),
    ("_ga", "_ga*"),
    ("_<deploymentId>:actmu", "_*:actmu"),
    ("_<deploymentId>:actmu", "_1f2e-33:actmu"),
    ("crisp-client/*", "crisp-client/session/abc"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_cookies(one: str, other: str) -> None:
    assert not same(one, other)
    assert not same(other, one)


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_one_cookie(one: str, other: str) -> None:
    assert same(one, other)
    assert same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("_ga", "_gat"),
        ("_actcc", "_actvc"),
        ("gcb_region", "gcb_session"),
        ("cookie1", "cookie2"),
        ("_ga", "_ga"),
        ("a", ""),
    ],
)
def test_names_that_are_not_misspelt(one: str, other: str) -> None:
    assert not near(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("gcb_sesion", "gcb_session"), ("GCB_session", "gcb_session"), ("genesys_visitor_id", "_genesys_visitor_id")],
)
def test_names_that_are(one: str, other: str) -> None:
    assert near(one, other)


def test_words_of_a_cell() -> None:
    text = "`_ga`, _ga_<container-id> (Google) / crisp-client%2Fsession%2F und _gid."
    assert list(named(text)) == ["_ga", "_ga_<container-id>", "Google", "crisp-client/session/", "und", "_gid"]


@pytest.mark.parametrize(
    ("source", "names"),
    [
        (r"^_ga", ["_ga*"]),
        (r"^(_ga|_gid)", ["_ga*", "_gid*"]),
        (r"^(_ga|_gid)$", ["_ga", "_gid"]),
        (r"^_pk_.*$", ["_pk_*"]),
        (r"_ga", ["*_ga*"]),
        (r"^ga$|^b_\d+$", ["ga", "b_*"]),
        (r"^_ga(_.*)?", ["_ga*"]),
        (r"^crisp-client\/session", ["crisp-client/session*"]),
        (r"^_gat?", ["_ga*"]),
        (r"^_ga|_gid", ["_ga*", "*_gid*"]),
        (r".*", []),
        (r"", []),
    ],
)
def test_patterns_of_definitions(source: str, names: list[str]) -> None:
    assert from_pattern(source) == names


NAMES = st.text(alphabet="ab_*<>x#.", max_size=12)


@given(NAMES, NAMES)
def test_same_is_symmetric(one: str, other: str) -> None:
    assert same(one, other) is same(other, one)
    assert same(one, one)


@given(st.from_regex(r"_[a-z]{3,8}", fullmatch=True), st.from_regex(r"[a-z0-9]{0,8}", fullmatch=True))
def test_a_gap_stands_for_anything(begin: str, rest: str) -> None:
    assert same(begin + "_*", begin + "_" + rest)
    assert not same(begin + "_*", "x" + begin + "_" + rest)


@given(st.text(max_size=60))
def test_nothing_raises(text: str) -> None:
    assert all(isinstance(name, str) for name in [*from_pattern(text), *named(text)])
    assert near(text, "gcb_session") in (True, False)


@example("^ab|bc", "abc")
@example("ab|bc$", "abc")
@given(st.text(alphabet="abc_|()^$.*?\\", max_size=24), st.text(alphabet="abc_", max_size=8))
def test_a_pattern_stands_for_all_that_it_matches(source: str, name: str) -> None:
    """Where `re` can read it; alternatives in nested groups are left aside."""
    try:
        pattern = re.compile(source)
    except re.error:
        return
    names = from_pattern(source)
    simple = not re.search(r"[()\\]", source) and all(len(name.strip("*")) > 1 for name in names)
    if simple and len(names) == source.count("|") + 1 and pattern.search(name):
        assert any(re.fullmatch(".*".join(map(re.escape, one.split("*"))), name) for one in names)
