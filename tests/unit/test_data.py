"""Files of data with places: what stands there is what a plain reader reads, and every span gives its source back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentlint.reach.container import is_container
from consentlint.syntax.data import NOTHING, Node, read_data, read_json

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)


def plain(node: Node) -> object:
    if isinstance(node.value, list):
        return [plain(inner) for inner in node.value]
    return {key: plain(inner) for key, inner in node.value.items()} if isinstance(node.value, dict) else node.value


@given(JSON, st.sampled_from([None, 1]))
def test_json_is_read_as_json_reads_it(held: object, indent: int | None) -> None:
    assert plain(read_json(json.dumps(held, indent=indent))) == held


@given(JSON)
def test_spans_give_back_their_source(held: object) -> None:
    text = json.dumps(held, ensure_ascii=False)
    for node in read_json(text).texts():
        assert json.loads(text[node.span.start : node.span.end]) == node.value


@given(st.text(alphabet='{}[]",:\\ ab1\n', max_size=60), st.sampled_from(["x.json", "x.yml", "x.toml", "export"]))
def test_nothing_raises(text: str, path: str) -> None:
    assert isinstance(read_data(path, text), Node)


@pytest.mark.parametrize("text", ["[" * 5000, '{"a":' * 5000, "{", '{"a" 1}', "[1, 2", '"never closed', ""])
def test_what_cannot_be_read_is_nothing(text: str) -> None:
    assert read_json(text) is NOTHING


def test_keys_of_yaml_stand_where_they_are_written() -> None:
    text = "chat:\n  js:\n    https://a.example/x.js: {type: external}\n"
    node = read_data("a.libraries.yml", text).get("chat", "js")
    assert [text[span.start : span.end] for span in node.keys.values()] == ["https://a.example/x.js"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"exportFormatVersion": 2, "containerVersion": {}}', True),
        ('{"exportFormatVersion": 2}', False),
        ('{"containerVersion": {}}', False),
        ("[]", False),
    ],
)
def test_an_export_is_told_by_its_content(text: str, expected: bool) -> None:
    assert is_container(read_json(text)) is expected
