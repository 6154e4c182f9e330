"""The register's schema for editors: it is current, and it agrees with the reader."""

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from registers import WHOLE

from consentlint.duties.model import Entry
from consentlint.duties.register import keys, read_register
from consentlint.duties.schema import schema, text
from consentlint.packs import rules_folder
from consentlint.packs.text import compose, plain

CHECKER = jsonschema.Draft202012Validator(schema())


def accepted(value: Any) -> bool:
    """What the reader thinks of a value; JSON is YAML."""
    return not read_register("r.yaml", json.dumps(value).encode()).faults


def test_the_file_is_current() -> None:
    file = rules_folder() / "schema" / "register.json"
    assert file.read_text(encoding="utf-8") == text(), "run python -m consentlint.duties.schema"


def test_it_is_a_schema_and_a_whole_register_validates() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    CHECKER.validate(plain(compose(WHOLE.encode())))


def test_every_key_of_an_entry_is_in_it() -> None:
    assert tuple(schema()["$defs"]["Entry"]["properties"]) == keys(Entry)
    assert schema()["$defs"]["Entry"]["properties"]["owner"]["description"]


VALUES: list[Any] = [
    "TODO", None, "text", "", True, False, 90, "2026-01-15", "15.01.2026", "consent", "processor", "none",
    [], ["a"], ["TODO"], [1], {}, {"date": "2026-01-15"}, {"date": "TODO", "sccs": True}, {"sccs": "yes"},
    {"document": "a.md"}, {"not-needed": "so"}, {"text": "x"}, {"loading": "consent"}, {"recording": "none"},
    {"loading": "none"}, {"last": "2026-01-01", "next": None}, {"transcripts": "90 days"}, {"unknown": 1},
    {"name": "A", "country": "DE"}, [{"name": "c", "purpose": {"en": "x"}}], [{"duration": "1 year"}],
    ["c", {"name": "d", "party": "x"}],
]  # fmt: skip


@pytest.mark.parametrize("key", keys(Entry))
def test_reader_and_schema_agree_on_every_key(key: str) -> None:
    for value in VALUES:
        register = {"services": {"acme": {key: value}}}
        assert CHECKER.is_valid(register) == accepted(register), (key, value)


@pytest.mark.parametrize(
    "register",
    [
        {}, [], "x", {"services": None}, {"services": "TODO"}, {"services": {}}, {"services": []}, {"service": {}},
        {"services": {"a": None}}, {"services": {"A": {}}}, {"services": {"a": "x"}},
        {"services": {}, "controller": {}},
        {"services": {}, "controller": {"name": "x"}}, {"services": {}, "controller": {"nam": "x"}},
        {"services": {}, "controller": "TODO"},
    ],
)  # fmt: skip
def test_reader_and_schema_agree_on_the_outside(register: Any) -> None:
    assert CHECKER.is_valid(register) == accepted(register)


@given(st.dictionaries(st.sampled_from(keys(Entry)), st.sampled_from(VALUES), max_size=6))
def test_reader_and_schema_agree(entry: dict[str, Any]) -> None:
    register = {"services": {"acme": entry}}
    assert CHECKER.is_valid(register) == accepted(register)
