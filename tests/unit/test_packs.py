"""The pack loader: every fault at once, each with its place; the cache never changes what a run sees."""

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consentlint.packs import PackErrors, compiled, load_needles, load_packs, needles, rules_folder
from consentlint.packs.faults import Fault
from consentlint.packs.load import read_file, read_packs
from consentlint.packs.values import Cmp, Packs, Policy, Vendor
from consentlint.worlds import worlds

CMP = """
id: ours
name: Ours
website: https://example.org
sources: [{id: docs, title: Docs, url: "https://example.org/docs", date: 2026-11-23}]
"""
POLICY = "id: {id}\nname: Ours\nsummary: nothing\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty pack folder of a user."""
    for kind in ("vendors", "cmps", "policies"):
        (tmp_path / "own" / kind).mkdir(parents=True)
    return tmp_path / "own"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of this test alone."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def faults_of(folder: Path) -> tuple[Fault, ...]:
    with pytest.raises(PackErrors) as caught:
        read_packs([folder])
    return caught.value.faults


def only_fault(folder: Path, text: str) -> Fault:
    """The single fault of a platform file with the given text after the usual head."""
    write(folder, "cmps/ours.yaml", CMP + text)
    (fault,) = faults_of(folder)
    return fault


# --- silence ---------------------------------------------------------------------------------------------------------


def test_shipped_packs_load() -> None:
    packs = load_packs()
    assert "genesys" in packs.vendors
    assert {"cookiebot", "klaro", "generic"} <= set(packs.cmps)
    assert set(packs.policies) == {"complete", "default", "either", "strict"}


def test_a_minimal_platform_has_every_default(folder: Path) -> None:
    write(folder, "cmps/ours.yaml", CMP)
    ours = read_packs([folder]).cmps["ours"]
    assert (ours.gates, ours.fits, ours.necessary) == ((), {}, ())


def test_yml_is_read_too(folder: Path) -> None:
    write(folder, "cmps/ours.yml", CMP)
    assert "ours" in read_packs([folder]).cmps


def test_other_files_are_left_alone(folder: Path) -> None:
    write(folder, "cmps/notes.md", "id: [")
    assert read_packs([folder]) == Packs({}, {}, {})


def test_words_of_yaml_1_1_are_text(folder: Path) -> None:
    write(folder, "cmps/ours.yaml", CMP + "purposes: [yes, no, on, off, 2026-11-23]\n")
    assert read_packs([folder]).cmps["ours"].purposes == ("yes", "no", "on", "off", "2026-11-23")


def test_worlds_are_written_as_three_answers(folder: Path) -> None:
    write(folder, "cmps/ours.yaml", CMP + "callbacks: [{event: go, runs: maybe/no/yes}]\n")
    assert read_packs([folder]).cmps["ours"].callbacks[0].runs == worlds("maybe/no/yes")


def test_a_users_entry_replaces_the_shipped_one(folder: Path) -> None:
    write(folder, "policies/strict.yaml", POLICY.format(id="strict"))
    packs = load_packs([folder])
    assert packs.policies["strict"].summary == "nothing"
    assert packs.policies["default"].summary != "nothing"


def test_byte_order_mark_is_no_fault(folder: Path) -> None:
    (folder / "cmps/ours.yaml").write_bytes(b"\xef\xbb\xbf" + CMP.encode())
    assert "ours" in read_packs([folder]).cmps


# --- faults ----------------------------------------------------------------------------------------------------------


def test_an_unknown_key_names_the_nearest(folder: Path) -> None:
    fault = only_fault(folder, "gates:\n  - {selector: a, urls: [src]}\n")
    assert (fault.line, fault.where) == (7, "gates[0].urls")
    assert "did you mean 'url'?" in fault.text
    assert "accepted are selector" in fault.text


def test_a_broken_selector_has_its_path_and_line(folder: Path) -> None:
    fault = only_fault(folder, 'gates:\n  - {selector: "script"}\n  - {selector: "script["}\n')
    assert (fault.line, fault.where) == (8, "gates[1].selector")
    assert "broken CSS selector" in fault.text


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ("gates: script", "gates", "expected a list, found text"),
        ("gates: [script]", "gates[0]", "expected a mapping with selector"),
        ("gates: [{url: [src]}]", "gates[0]", "'selector' is missing"),
        ("gates: [{selector: a, content: yes}]", "gates[0].content", "expected true or false, found 'yes'"),
        ("gates: [{selector: a, worlds: no/yes}]", "gates[0].worlds", "such as no/no/yes; found 'no/yes'"),
        ("gates: [{selector: a, purpose: {pattern: '('}}]", "gates[0].purpose.pattern", "broken regular expression"),
        ("gates: [{selector: a, purpose: {pattern: 'a'}}]", "gates[0].purpose.pattern", "exactly one group"),
        ("purposes: [1]", "purposes[0]", 'put it in quotes: "1"'),
        ("present: {urls: ['https://a.example/*']}", "present.urls[0]", "has a scheme"),
        ("present: {urls: ['a[']}", "present.urls[0]", "broken glob"),
        ("conditions: [{expr: 'a(', values: {undecided: 0, refused: 0, granted: 1}}]", "conditions[0].expr",
         "no JavaScript expression"),
        ("conditions: [{expr: a, values: {granted: true}}]", "conditions[0].values",
         "exactly the worlds undecided, refused, granted"),
        ("conditions: [{expr: a, values: {undecided: {any: thing}, refused: 1, granted: 1}}]", "conditions[0].values",
         "any must be one of string"),
        ("conditions: [{expr: a, values: {undecided: {some: 1}, refused: 1, granted: 1}}]", "conditions[0].values",
         "unknown kind of value 'some'"),
        ("conditions: [{expr: a, values: {undecided: {holds: x}, refused: 1, granted: 1}}]", "conditions[0].values",
         "holds must be"),
        ("stored: [{name: a, values: 3}]", "stored[0].values", "expected a mapping, found a number"),
        ("callbacks: [{runs: no/no/yes}]", "callbacks[0]", "exactly one of event, call, function"),
        ("callbacks: [{runs: no/no/yes, event: a, function: b}]", "callbacks[0]", "found event, function"),
        ("callbacks: [{runs: no/no/yes, option: onAccept}]", "callbacks[0].option", "write 'call: key.path'"),
        ("vocabulary: {accept_literals: [Yes]}", "vocabulary.accept_literals[0]", "lower case"),
        ("name: again", "name", "given twice"),
        ("? [a, b]\n: c", "", "a key must be a word"),
    ],
)  # fmt: skip
def test_faults(folder: Path, text: str, where: str, said: str) -> None:
    fault = only_fault(folder, text + "\n")
    assert fault.where == where
    assert said in fault.text
    assert fault.line > 0


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "the file is empty"),
        (b"# only a comment\n", "the file is empty"),
        (b"- a\n", "expected a mapping with id"),
        (b"just words", "expected a mapping with id"),
        (b"id: [unclosed", "this is not YAML"),
        (b"id: a\n\tname: b", "this is not YAML"),
        (b"id: \xff\xfe", "not UTF-8"),
        (b"id: a\x00b", "this is not YAML"),
        (b"id: a\n---\nid: b\n", "this is not YAML"),
        (b"id: &a x\nname: *a\n", "aliases"),
        (b"[" * 100_000, "levels deep"),
        (b"id: !!python/object:os.system x\n", "tagged"),
    ],
)
def test_bad_files_are_faults(folder: Path, raw: bytes, said: str) -> None:
    (folder / "cmps/ours.yaml").write_bytes(raw)
    assert any(said in fault.text for fault in faults_of(folder))


def test_all_faults_of_all_files_at_once(folder: Path) -> None:
    write(folder, "cmps/ours.yaml", CMP + "gates: [{selector: 'a['}, {selektor: a}]\nlive: 3\n")
    write(folder, "policies/lax.yaml", "id: lax\nname: Lax\nchecks: {ungated-embed: loud}\n")
    places = [(Path(fault.file).name, fault.where) for fault in faults_of(folder)]
    assert places == [
        ("ours.yaml", "gates[0].selector"),
        ("ours.yaml", "gates[1]"),
        ("ours.yaml", "gates[1].selektor"),
        ("ours.yaml", "live"),
        ("lax.yaml", ""),
        ("lax.yaml", "checks.ungated-embed"),
    ]


def test_the_error_reads_one_line_per_fault(folder: Path) -> None:
    path = write(folder, "policies/lax.yaml", "id: lax\nname: 3\n")
    with pytest.raises(PackErrors) as caught:
        read_packs([folder])
    first, second = str(caught.value).splitlines()
    assert first.startswith(f"{path}:1: the key 'summary' is missing")
    assert second == f'{path}:2: name: expected text, found a number; put it in quotes: "3"'


def test_id_and_file_name_agree(folder: Path) -> None:
    write(folder, "cmps/theirs.yaml", CMP)
    (fault,) = faults_of(folder)
    assert fault.text == "the id 'ours' and the file name differ; name the file ours.yaml, or write id: theirs"


def test_one_id_in_two_files(folder: Path) -> None:
    write(folder, "cmps/ours.yaml", CMP)
    write(folder, "cmps/ours.yml", CMP)
    (fault,) = faults_of(folder)
    assert "already defined by ours.yaml" in fault.text


def test_a_source_has_to_exist(folder: Path) -> None:
    text = (rules_folder() / "vendors/genesys.yaml").read_text(encoding="utf-8")
    write(
        folder,
        "vendors/genesys.yaml",
        text.replace("country: US, role: depends, source: seed", "country: US, source: sead"),
    )
    (fault,) = faults_of(folder)
    assert fault.where == "entity.source"
    assert "'sead' (did you mean 'seed'?)" in fault.text


def test_a_domain_belongs_to_one_region(folder: Path) -> None:
    text = (rules_folder() / "vendors/genesys.yaml").read_text(encoding="utf-8")
    write(folder, "vendors/genesys.yaml", text.replace("euw1.pure.cloud", "euc1.pure.cloud"))
    (fault,) = faults_of(folder)
    assert fault.text == "the domain 'euc1.pure.cloud' is given twice"


def test_a_missing_folder_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(PackErrors, match="there is no such folder"):
        load_packs([tmp_path / "nowhere"])


def test_an_unreadable_file_is_a_fault(folder: Path) -> None:
    (folder / "cmps/ours.yaml").mkdir()
    (fault,) = faults_of(folder)
    assert "cannot be read" in fault.text


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200) | st.text(alphabet="id:naev[]{},&*!|>-? \n\"'", max_size=120).map(str.encode))
def test_no_bytes_raise(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(raw)
    for cls in (Vendor, Cmp, Policy):
        faults: list[Fault] = []
        made = read_file(path, cls, faults)
        assert faults or made is not None


# --- cache -----------------------------------------------------------------------------------------------------------


def stored(cache: Path) -> list[Path]:
    return sorted((cache / "consentlint").glob("*"))


def test_the_cache_gives_back_what_was_read(cache: Path) -> None:
    first = load_packs()
    assert len(stored(cache)) == 1
    assert load_packs() == first == read_packs([rules_folder()])
    assert load_needles() == needles(first)


def test_a_hit_imports_no_yaml(cache: Path) -> None:
    load_packs()
    code = "import sys; from consentlint.packs import load_packs; load_packs(); print('yaml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_needles_need_no_values(cache: Path) -> None:
    load_packs()
    code = (
        "import sys; from consentlint.packs import load_needles; load_needles();"
        "print(sorted({'yaml', 'pickle', 'consentlint.packs.values'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_changed_file_is_seen(folder: Path) -> None:
    path = write(folder, "policies/lax.yaml", POLICY.format(id="lax"))
    assert load_packs([folder]).policies["lax"].summary == "nothing"
    path.write_text(POLICY.format(id="lax").replace("nothing", "something"), encoding="utf-8")
    assert load_packs([folder]).policies["lax"].summary == "something"


def test_a_new_file_is_seen(folder: Path) -> None:
    assert "lax" not in load_packs([folder]).policies
    write(folder, "policies/lax.yaml", POLICY.format(id="lax"))
    assert "lax" in load_packs([folder]).policies


@pytest.mark.parametrize("rubbish", [b"", b"rubbish", b"\x00" * 50, None])
def test_a_corrupt_cache_is_rebuilt(cache: Path, rubbish: bytes | None) -> None:
    good = load_packs()
    (path,) = stored(cache)
    whole = path.read_bytes()
    path.write_bytes(whole[:-100] if rubbish is None else rubbish)
    assert load_packs() == good
    assert path.read_bytes() == whole


def test_a_cache_with_a_damaged_pickle_is_rebuilt(cache: Path) -> None:
    good = load_packs()
    (path,) = stored(cache)
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"consentlint.packs.values", b"consentlint.packs.valves"))
    assert load_packs() == good
    assert path.read_bytes() == whole


def test_an_unwritable_cache_never_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert "genesys" in load_packs().vendors


def test_faults_are_not_cached(folder: Path, cache: Path) -> None:
    write(folder, "cmps/ours.yaml", "id: 3")
    for _ in range(2):
        with pytest.raises(PackErrors):
            load_packs([folder])
    assert stored(cache) == []


def test_another_version_is_another_cache(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_packs()
    (path,) = stored(cache)
    before = path.read_bytes()
    monkeypatch.setattr(compiled, "__version__", "99.0")
    load_packs()
    assert path.read_bytes() != before


def test_no_half_written_file_stays(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("no")

    monkeypatch.setattr(os, "replace", fail)
    load_packs()
    assert stored(cache) == []


def test_missing_rules_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "__file__", str(tmp_path / "lib" / "consentlint" / "packs" / "compiled.py"))
    with pytest.raises(FileNotFoundError, match=r"the rules of consentlint are missing"):
        rules_folder()


def test_packs_pickle() -> None:
    packs = load_packs()
    assert pickle.loads(pickle.dumps(packs)) == packs


# --- needles ---------------------------------------------------------------------------------------------------------


def test_needles_are_lower_case_and_selective() -> None:
    found = needles(load_packs())
    assert "mypurecloud.de" in found
    assert "_genesysjs" in found
    assert "purecloud-guest-chat-client" in found
    assert "/genesys-bootstrap/genesys" in found
    assert all(needle == needle.lower() and len(needle) >= 4 for needle in found)
    assert not {"genesys", "ac(", "deploymentid", "environment", "messenger"} & set(found)
