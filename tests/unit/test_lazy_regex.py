import importlib
import pkgutil
import re

import pytest

import consentlint
from consentlint.lazy_regex import _LazyRegex, lazy_regex

FOUND = pkgutil.walk_packages(consentlint.__path__, "consentlint.")
MODULES = [one.name for one in FOUND if not one.name.endswith("__main__")]
HELD = [
    pytest.param(value, id=f"{module}.{name}")
    for module in MODULES
    for name, value in vars(importlib.import_module(module)).items()
    if isinstance(value, _LazyRegex)
]


@pytest.mark.parametrize("regex", HELD)
def test_every_expression_of_the_modules_compiles(regex: re.Pattern[str]) -> None:
    assert re.compile(regex.pattern, regex.flags)


def test_it_is_used_like_a_compiled_one() -> None:
    regex = lazy_regex(r"(?P<word>\w+)", re.IGNORECASE)
    assert [match["word"] for match in regex.finditer("one two")] == ["one", "two"]
    assert regex.sub("x", "one two") == "x x"
    assert regex.groupindex == {"word": 1}
    assert regex.flags & re.IGNORECASE


def test_a_fault_is_told_at_the_first_use() -> None:
    faulty = lazy_regex("(")
    with pytest.raises(re.error, match="unterminated"):
        faulty.match("")


def test_other_attributes_are_missing() -> None:
    assert not hasattr(lazy_regex("x"), "__fspath__")
    assert not hasattr(lazy_regex("x"), "nothing_of_a_pattern")
