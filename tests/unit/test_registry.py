"""Open sets: found by folder, refused with a sentence."""

import sys
from pathlib import Path

import pytest

from consentlint.registry import RegistryError, load_folder, stems


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> tuple[str, Path]:
    name = f"open_set_{abs(hash(request.node.name))}"
    folder = tmp_path / name
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield name, folder
    for module in [module for module in sys.modules if module.startswith(name)]:
        del sys.modules[module]


def member(folder: Path, stem: str, text: str) -> None:
    (folder / f"{stem}.py").write_text(f"from types import SimpleNamespace\n{text}\n")


def test_private_modules_and_other_files_are_no_members(package):
    name, folder = package
    member(folder, "_helper", "raise AssertionError")
    (folder / "alpha_beta.md").write_text("")
    assert stems(name) == ()
    assert load_folder(name, "VALUE") == {}


def test_every_module_is_found_under_its_hyphenated_stem(package):
    name, folder = package
    member(folder, "b_b", "VALUE = SimpleNamespace(id='b-b')")
    member(folder, "a", "VALUE = SimpleNamespace(id='a')")
    assert list(load_folder(name, "VALUE")) == ["a", "b-b"]


def test_a_module_without_the_value_is_refused(package):
    name, folder = package
    member(folder, "a", "OTHER = 1")
    with pytest.raises(RegistryError, match=r"a\.py: has no value VALUE; every module of \w+ needs one"):
        load_folder(name, "VALUE")


def test_an_id_that_differs_from_the_file_name_is_refused(package):
    name, folder = package
    member(folder, "a_b", "VALUE = SimpleNamespace(id='a_b')")
    with pytest.raises(RegistryError, match=r"a_b\.py: VALUE\.id is 'a_b', the file name asks for 'a-b'"):
        load_folder(name, "VALUE")
