"""Every reporter on the same awkward findings, against one expected file each.

`CONSENTLINT_UPDATE=1 pytest tests/reporters` writes the expected files anew; read the difference before committing it.
"""

import io
import json
import os
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from awkward import EMPTY, FULL, PAGE, SCRIPT

from consentlint import __version__
from consentlint.model import Place, Span
from consentlint.registry import load_folder
from consentlint.report import Positions, Style, printable, xml

HERE = Path(__file__).parent
REPORTERS = load_folder("consentlint.reporters", "REPORTER")
CASES = [(name, command) for name, reporter in REPORTERS.items() for command in reporter.serves]


PLAIN = Style()


def written(name: str, report, style: Style = PLAIN) -> str:
    stream = io.StringIO()
    REPORTERS[name].write(report, stream, style)
    return stream.getvalue()


@pytest.mark.parametrize(("name", "command"), CASES)
def test_awkward_findings(name, command, monkeypatch):
    monkeypatch.setattr("consentlint.reporters.sarif.page", lambda kind, check: f"# {check}\n")
    text = written(name, FULL._replace(command=command)).replace(__version__, "VERSION")
    expected = HERE / f"{name}.{command}.expected"
    if os.environ.get("CONSENTLINT_UPDATE"):
        expected.write_text(text, encoding="utf-8", newline="")
    with expected.open(encoding="utf-8", newline="") as file:
        assert text == file.read()


@pytest.mark.parametrize(("name", "command"), CASES)
def test_an_empty_report(name, command):
    text = written(name, EMPTY._replace(command=command))
    if text.startswith("<?xml"):
        assert ElementTree.fromstring(text.encode()).tag in ("testsuites", "checkstyle")
    else:
        assert text == "" or json.loads(text) is not None


@pytest.mark.parametrize("name", ["full", "concise", "table", "github"])
def test_no_control_character_of_the_source_reaches_the_terminal(name):
    report = FULL._replace(command="inventory" if name == "table" else "check")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", written(name, report))


def test_colors_are_all_that_colors_change():
    assert re.sub(r"\x1b\[[\d;]*m", "", written("full", FULL, Style(True))) == written("full", FULL)


def test_the_concise_line_is_read_by_editors():
    """Vim's errorformat `%f:%l:%c: %t%*[a-z]: %m` and Emacs' GNU form."""
    lines = written("concise", FULL).splitlines()
    form = re.compile(r"(.+?):(\d+):(\d+): (error|warning|note): .+ \[[a-z-]+\]")
    assert [bool(form.fullmatch(line)) for line in lines] == [True] * 4


# --- columns ---------------------------------------------------------------------------------------------------------


def test_json_counts_characters():
    line = PAGE.split("\r\n")[1]
    found = json.loads(written("json", FULL))["embeds"][0]
    assert line[found["column"] - 1 : found["end_column"] - 1] == SCRIPT.url


def test_sarif_counts_utf16_units():
    line = PAGE.split("\r\n")[1].encode("utf-16-le")
    run = json.loads(written("sarif", FULL))["runs"][0]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    cut = line[2 * (region["startColumn"] - 1) : 2 * (region["endColumn"] - 1)]
    assert (run["columnKind"], cut.decode("utf-16-le")) == ("utf16CodeUnits", SCRIPT.url)


def test_the_caret_stands_under_the_place():
    lines = written("full", FULL).splitlines()
    source, carets = lines[1], lines[2]
    assert source[carets.index("^") - 1 :].startswith(SCRIPT.url)  # one column less: the emoji is two wide
    assert carets.count("^") == len(SCRIPT.url)


def test_a_minified_line_is_cut_around_the_place():
    start = 5000
    text = "x" * start + SCRIPT.url + "y" * 5000
    finding = FULL.findings[0]
    moved = finding.place._replace(span=type(finding.place.span)(start, start + len(SCRIPT.url)))
    report = FULL._replace(findings=(replace(finding, place=moved),), texts={"page.html": text})
    lines = written("full", report).splitlines()
    assert max(map(len, lines[1:3])) < 200
    assert lines[1][lines[2].index("^") :].startswith(SCRIPT.url)


def test_positions_of_a_text_that_is_not_there():
    assert Positions({}).region(SCRIPT.place) == (1, 1, 1, 1)


def test_printable():
    assert printable("a\x1b[31m\n\t\x7fé😀") == r"a\x1b[31m\n\t\x7fé😀"


# --- shapes ----------------------------------------------------------------------------------------------------------


def test_the_inventory_has_the_neutral_form():
    found = json.loads(written("json", FULL._replace(command="inventory")))
    assert list(found) == ["version", "embeds", "skipped", "files_scanned"]
    assert list(found["embeds"][0]) == [
        *("file", "line", "column", "end_line", "end_column", "vendor", "form", "url", "region", "exposure", "gated"),
        *("trace", "way"),
    ]
    assert found["embeds"][1]["region"] is None
    assert found["embeds"][0]["exposure"]["load"] == {"undecided": "yes", "refused": "yes", "granted": "yes"}


def test_sarif_keeps_the_schema_and_what_code_scanning_asks_for():
    found = json.loads(written("sarif", FULL))
    jsonschema.validate(found, json.loads((HERE / "sarif-subset.schema.json").read_text()))
    run = found["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [
        result["ruleId"] for result in run["results"]
    ]
    assert not any("suppressions" in result for result in run["results"])
    uri = run["results"][3]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "sub%20dir/a%2Cb%3A100%25%20%C3%A9.html"


def test_sarif_explains_every_rule_with_its_page():
    rules = json.loads(written("sarif", FULL))["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["help"]["markdown"].splitlines()[0] for rule in rules] == [
        "# click-to-load",
        "# dead-gate",
        "# ungated-embed",
        "# suppressions",
    ]


def test_github_escapes_and_puts_errors_first():
    lines = written("github", FULL).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error", "::warning", "::warning", "::notice"]
    assert lines[0].endswith("::it loads: 100%25 of the time, é 😀")
    assert "file=sub dir/a%2Cb%3A100%25 é.html,line=1," in lines[2]
    assert lines[2].endswith("::two%0Alines")


def test_gitlab_never_sees_two_findings_as_one():
    twice = FULL._replace(findings=(*FULL.findings, *FULL.findings))
    rows = json.loads(written("gitlab", twice))
    assert len({row["fingerprint"] for row in rows}) == len(rows) == 2 * len(FULL.findings)
    assert rows[: len(FULL.findings)] == json.loads(written("gitlab", FULL))
    assert {row["severity"] for row in rows} == {"critical", "major", "info"}


def test_a_fingerprint_does_not_hang_on_the_line():
    moved = FULL._replace(texts={path: f"\n{text}" for path, text in FULL.texts.items()})
    findings = tuple(
        replace(one, place=Place(one.place.path, Span(*(offset + 1 for offset in one.place.span))))
        for one in FULL.findings
    )
    assert [row["fingerprint"] for row in json.loads(written("gitlab", moved._replace(findings=findings)))] == [
        row["fingerprint"] for row in json.loads(written("gitlab", FULL))
    ]


def test_junit_counts_what_fails():
    suites = ElementTree.fromstring(written("junit", FULL).encode())
    cases = list(suites.iter("testcase"))
    assert len(cases) == int(suites.get("tests")) == len(FULL.findings) + len(FULL.errors)
    assert len(list(suites.iter("failure"))) == int(suites.get("failures")) == 3
    assert len(list(suites.iter("skipped"))) == 1
    assert ElementTree.fromstring(written("junit", EMPTY).encode()).find(".//testcase").find("failure") is None


def test_checkstyle_keeps_every_message():
    files = ElementTree.fromstring(written("checkstyle", FULL).encode())
    told = [(file.get("name"), error.get("line")) for file in files for error in file]
    assert told == [(one.place.path, str(Positions(FULL.texts).region(one.place).line)) for one in FULL.findings]


def test_xml_holds_any_text():
    for text in ("\x00\x1b", "\udcff", "\ud800", "\ufffe\uffff", "<&\"'>", "é😀"):
        assert ElementTree.fromstring(f'<a b="{xml(text)}">{xml(text)}</a>').get("b")
