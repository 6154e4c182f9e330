"""`consentlint export`: the record of processing activities as CSV and JSON, harmless in a spreadsheet."""

import csv
import io
import json
from pathlib import Path

import pytest
from hostile import hostile
from hypothesis import given
from hypothesis import strategies as st

from consentlint.activities import harmless
from consentlint.page.markup import shown

REGISTER = """controller: {name: Muster GmbH, contact: privacy@muster.example, data-protection-officer: Dr. Öztürk}
services:
  genesys:
    owner: Customer care
    role: processor
    purposes: [live chat, call back]
    legal-basis: {loading: consent, recording: none}
    region: eu-central-1
    dpa: {date: 2026-01-15, sccs: true, document: compliance/dpa.md}
    retention: {transcripts: 90 days}
    data-subjects: [visitors]
    data: ["IP address"]
    security: "TLS"
  own-chat: {name: Own chat, entity: {name: Chat AG, country: DE}}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "shop"
    (folder / ".git").mkdir(parents=True)
    (folder / "compliance").mkdir()
    (folder / "compliance/services.yaml").write_text(REGISTER, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def rows(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


def test_csv_has_a_line_for_each_service(project, run):
    done = run("export")
    genesys, own = rows(done.out)
    assert done.code == 0
    assert genesys["Service"] == "Genesys Cloud CX"
    assert genesys["Controller"] == "Muster GmbH; privacy@muster.example"
    assert genesys["Purposes"] == "live chat; call back"
    assert genesys["Provider"] == "Genesys Cloud Services, LLC, United States, processor"
    assert genesys["Place of processing"] == "Europe (Frankfurt) (EEA)"
    assert genesys["Transfers to third countries"] == "United States"
    assert genesys["Safeguards of transfers"] == "clauses included"
    assert (own["Service"], own["Transfers to third countries"]) == ("Own chat", "")


def test_what_art_30_asks_for_and_is_not_there_is_told(project, run):
    lines = run("export").err.splitlines()
    assert lines == [
        "compliance/services.yaml: own-chat says nothing of purposes, data-subjects, data, retention, security "
        "(Art. 30(1)(b), (c), (f), (g) GDPR)"
    ]
    assert run("export", "-q").err == ""


def test_json_has_every_key(project, run):
    assert run("export", "-q", "-o", "record.json").out == ""
    found = json.loads(Path("record.json").read_text("utf-8"))
    genesys, own = found["activities"]
    assert (found["version"], found["controller"]["data_protection_officer"]) == (1, "Dr. Öztürk")
    assert list(genesys) == list(own)
    assert genesys["agreement"] == {
        "date": "2026-01-15",
        "sccs": True,
        "document": "compliance/dpa.md",
        "not_needed": "",
    }
    assert (genesys["third_country"], own["third_country"]) == ("US", None)
    assert own["provider"] == {"name": "Chat AG", "country": "DE", "role": ""}


def test_german_for_excel(project, run):
    text = run("export", "-q", "--language", "de", "--excel").out
    assert text.startswith("\ufeff")
    assert rows(text.removeprefix("\ufeff"), ";")[0]["Rechtsgrundlagen"].startswith("Laden: Einwilligung")


def test_the_format_is_what_is_asked_for_else_the_name_says_it(project, run):
    assert json.loads(run("export", "-q", "--format", "json").out)
    run("export", "-q", "--format", "csv", "-o", "x.json")
    assert Path("x.json").read_bytes().startswith(b'"Service",')


def test_no_cell_is_a_formula(tmp_path, monkeypatch, run):
    monkeypatch.chdir(hostile(tmp_path / "site"))
    text = run("export", "-q").out
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row if cell]
    assert [cell for cell in cells if cell.lstrip()[:1] in ("=", "+", "-", "@", "\t", "\r", "\n")] == []
    assert "'=cmd|' /C calc'!A0; @SUM(1)" in cells
    assert "\u202e" not in text


@given(st.text())
def test_a_cell_is_harmless_and_keeps_its_text(text):
    cell = harmless(text)
    assert cell.lstrip()[:1] not in tuple("=+-@＝＋－＠")
    assert not cell.startswith(("\t", "\r", "\n"))
    assert shown(text) in (cell, cell[1:])


@pytest.mark.parametrize(
    "text", ["phone +49 30 1234", "a=b", "1-2", "mail@shop.example", "", "'quoted'", "Öffnung; 9-17"]
)
def test_plain_text_is_left_alone(text):
    assert harmless(text) == text


def test_without_a_register_or_with_a_faulty_one_nothing_is_written(project, run):
    (project / "compliance/services.yaml").write_text("services:\n  genesys:\n    ownre: me\n    role: boss\n")
    done = run("export", "-o", "x.csv")
    assert done.code == 2
    assert [line.partition(": unknown")[0].partition(": expected")[0] for line in done.err.splitlines()] == [
        "consentlint: compliance/services.yaml:3",
        "consentlint: compliance/services.yaml:4",
    ]
    (project / "compliance/services.yaml").unlink()
    done = run("export", "-o", "x.csv")
    assert (done.code, "no register of services at compliance/services.yaml" in done.err) == (2, True)
    assert not Path("x.csv").exists()
