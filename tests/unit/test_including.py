"""Templates that many pages bring in."""

from pathlib import Path

import pytest

from consentlint.config import Config
from consentlint.reach.including import MOST_INCLUDERS
from consentlint.run import Request, run

LOADER = '<script src="https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js"></script>\n'
GATED = "{% if cookie_consent == 'accepted' %}{% include 'parts/chat.html' %}{% endif %}"


def load(folder: Path, monkeypatch: pytest.MonkeyPatch, pages: list[str]) -> str:
    """The vector of the loader in a part that these pages include."""
    parts = folder / "templates/parts"
    parts.mkdir(parents=True)
    (parts / "chat.html").write_text(LOADER)
    for number, text in enumerate(pages):
        (folder / f"templates/page{number}.html").write_text(f"<h1>Page {number}</h1>\n{text}\n")
    monkeypatch.chdir(folder)
    (embed,) = run(Request("inventory", ["."], Config(), jobs=1)).embeds
    assert embed.place.path == "templates/parts/chat.html"
    return str(embed.exposure.load)


def test_many_pages_of_one_kind_ask_for_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(tmp_path, monkeypatch, [GATED] * (MOST_INCLUDERS + 5)) == "no/no/yes"


def test_one_of_many_that_does_not_ask_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [GATED] * (MOST_INCLUDERS + 5) + ["{% include 'parts/chat.html' %}"]
    assert load(tmp_path, monkeypatch, pages) == "yes/yes/yes"


def test_of_too_many_kinds_nothing_is_proven(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [f"{{% set number = {number} %}}{GATED}" for number in range(MOST_INCLUDERS + 5)]
    assert load(tmp_path, monkeypatch, pages) == "maybe/maybe/yes"
