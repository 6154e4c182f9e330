"""`consentlint report`: what the page holds, that nothing gets out of its text, that it can be made again."""

import hashlib
import os
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hostile import BIDI, MARKUP, hostile

FILE = "consentlint-report.html"
DAY = ("--today", "2026-11-24")
OPEN = '<script src="https://apps.mypurecloud.com/genesys-bootstrap/genesys.min.js"></script>\n'
HELD = OPEN.replace("<script", '<script type="text/plain" data-cookieconsent="preferences"').replace(".com", ".de")
ELEMENTS = frozenset(
    "html head meta link title style body header main nav section article footer div span h1 h2 h3 h4 p ul ol li dl dt "
    "dd table caption thead tbody tr th td details summary figure figcaption pre code mark time a br wbr svg g rect "
    "path circle text".split()
)
ATTRIBUTES = frozenset(
    "aria-hidden aria-label aria-labelledby charset class content d data-label datetime height href http-equiv id lang "
    "name open preserveaspectratio rel role rx cx cy r scope tabindex transform viewbox width x y".split()
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "shop"
    (folder / ".git").mkdir(parents=True)
    (folder / ".git/HEAD").write_text("not a repository that git can read")
    (folder / "open.html").write_text(OPEN)
    (folder / "held.html").write_text(HELD)
    monkeypatch.chdir(folder)
    return folder


def page(text: str) -> Element:
    return html5lib.parse(text, namespaceHTMLElements=False)


def told(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def section(root: Element, ident: str) -> Element:
    return next(one for one in root.iter("section") if one.get("aria-labelledby") == ident)


def row(table: Element, name: str) -> list[str]:
    """The cells of the row whose head begins with `name`."""
    found = next(row for row in table.iter("tr") if told(row[0]).startswith(name))
    return [told(cell) for cell in found.iter("td")]


# --- what it says ----------------------------------------------------------------------------------------------------


def test_the_page_says_what_check_says(project, run):
    done = run("report", *DAY)
    assert (done.code, done.out) == (0, "")
    assert "wrote consentlint-report.html\n" in done.err
    root = page(Path(FILE).read_text("utf-8"))
    assert root.get("lang") == "en"
    assert told(root.find(".//h1")) == "shop"
    assert "1 of 2 loads before consent" in told(section(root, "summary"))
    assert "EEA, United States" in told(section(root, "summary"))
    embeds = section(root, "embeds")
    assert [bool(one.get("open") is not None) for one in embeds.iter("details")] == [False, True]
    assert "[ungated-embed]" in told(embeds)
    assert "".join(next(embeds.iter("pre")).itertext()).strip().startswith("1<script type=")
    assert "nothing is known about what has been signed" in told(section(root, "duties"))


def test_german(project, run):
    text = run("report", *DAY, "--language", "de", "-o", "-", "--name", "Mein Laden").out
    root = page(text)
    assert (root.get("lang"), told(root.find(".//h1"))) == ("de", "Mein Laden")
    assert "1 von 2 lädt vor der Einwilligung" in told(section(root, "summary"))
    assert "24. November 2026" in told(root)
    assert [one.get("lang") for one in section(root, "embeds").iter("span") if "loads before" in told(one)][-1] == "en"


def test_the_register_gives_duties_their_evidence(project, run):
    (project / "compliance").mkdir()
    (project / "compliance/dpa.md").write_text("# DPA\n")
    (project / "compliance/services.yaml").write_text(
        "services:\n  genesys:\n    owner: Customer care\n"
        "    dpa: {date: 2026-01-15, sccs: true, document: compliance/dpa.md}\n"
        "    tia: {date: 2026-02-01, document: compliance/gone.md}\n"
        "    dpia: {not-needed: nothing is recorded}\n    review: {last: 2026-01-01, next: 2026-06-01}\n"
    )
    run("report", *DAY)
    duties = section(page(Path(FILE).read_text("utf-8")), "duties")
    assert "Answers for it: Customer care" in told(duties)
    agreement = row(duties, "Data processing agreement")
    assert agreement[:3] == ["on file", "compliance/dpa.md (file of the repository)", "15 January 2026"]
    assert row(duties, "Data protection impact")[:2] == ["not needed", "because: nothing is recorded"]
    transfer = row(duties, "Transfer impact")
    assert transfer[0] == "to be looked at"
    assert "compliance/gone.md (not there)" in transfer[1]
    assert "overdue since 1 June 2026" in row(duties, "Review")[2]


def test_what_is_registered_and_not_embedded_is_there(project, run):
    (project / "compliance").mkdir()
    (project / "compliance/services.yaml").write_text("services: {own-chat: {name: Own chat, owner: me}}\n")
    run("report", *DAY)
    services = told(section(page(Path(FILE).read_text("utf-8")), "services"))
    assert "Own chat" in services
    assert "Registered, but not embedded" in services


def test_transfers_come_with_their_sources_or_from_the_register(project, run):
    run("report", *DAY)
    services = told(section(page(Path(FILE).read_text("utf-8")), "services"))
    assert "EU-US Data Privacy Framework" in services
    assert "https://www.flowconsent.com/" in services
    (project / "compliance").mkdir()
    (project / "compliance/services.yaml").write_text("services: {genesys: {transfer: [Nothing leaves the EEA.]}}\n")
    run("report", *DAY)
    services = told(section(page(Path(FILE).read_text("utf-8")), "services"))
    assert "Nothing leaves the EEA." in services
    assert "https://www.flowconsent.com/" not in services


def test_what_was_not_seen(project, run):
    (project / "binary.html").write_bytes(b"\x00mypurecloud.com")
    (project / "maybe.html").write_text(f"<script>if (shop.ready()) {{ {LOADER} }}</script>")
    (project / "x.min.js").write_text("1")
    run("report", *DAY)
    unseen = told(section(page(Path(FILE).read_text("utf-8")), "unseen"))
    assert "binary (it holds a NUL byte)" in unseen
    assert "shop.ready()" in unseen
    assert "minified or bundled files" in unseen


LOADER = "document.head.append(Object.assign(document.createElement('script'), {src: '//apps.mypurecloud.de/x.js'}))"


def test_nothing_embedded(project, run):
    (project / "open.html").unlink()
    (project / "held.html").unlink()
    (project / "page.html").write_text("<p>nothing from outside</p>")
    assert run("report", *DAY).code == 0
    assert "No third-party service was found" in Path(FILE).read_text("utf-8")


def test_a_faulty_register_is_told(project, run):
    (project / "compliance").mkdir()
    (project / "compliance/services.yaml").write_text("services:\n  genesys: {ownre: me}\n")
    assert run("report", *DAY).code == 0
    duties = told(section(page(Path(FILE).read_text("utf-8")), "duties"))
    assert "The register has faults" in duties
    assert "unknown key 'ownre'" in duties


# --- hostile repositories --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_hostile_repository_stays_text(tmp_path, monkeypatch, run, language):
    monkeypatch.chdir(hostile(tmp_path / MARKUP.replace("/", "")))
    done = run("report", *DAY, "--language", language)
    assert done.code == 0, done.err
    text = Path(FILE).read_text("utf-8")
    root = page(text)
    assert {one.tag.rpartition("}")[2] for one in root.iter() if isinstance(one.tag, str)} <= ELEMENTS
    assert {key.lower() for one in root.iter() for key in one.attrib} <= ATTRIBUTES
    assert {one.get("href", "")[:1] for one in root.iter("a")} == {"#"}
    assert [one.get("href") for one in root.iter("link")] == ["data:,"]
    assert len(list(root.iter("style"))) == 1
    for hidden in (BIDI[0], "\x1b", "\x00"):
        assert hidden not in text
    assert r"\u202egpj.exe" in text
    assert len(list(section(root, "embeds").iter("details"))) >= 6
    assert "<script>alert(7)</script>" in told(section(root, "services"))


# --- the same input gives the same page ------------------------------------------------------------------------------


def test_the_same_page_again_and_again(project, run):
    run("report", *DAY)
    first = Path(FILE).read_bytes()
    run("report", *DAY)
    assert Path(FILE).read_bytes() == first
    assert run("report", *DAY, "-q", "-o", "-").out.encode() == first
    assert run("check", "--isolated", FILE).out == ""  # the page itself embeds nothing


@pytest.mark.parametrize("name", ["re[p]ort !*.html", "#x.html", "sub/report.html", "a\\b.html"])
def test_the_last_page_is_no_input_whatever_it_is_called(project, run, name):
    (project / "sub").mkdir()
    (project / "consentlint.toml").write_text('exclude = ["left-out.html"]\n')
    (project / "left-out.html").write_text(OPEN)
    run("report", *DAY, "-o", name)
    first = Path(name).read_bytes()
    run("report", *DAY, "-o", name)
    assert Path(name).read_bytes() == first
    assert b"files excluded by the settings" in first


def test_the_sum_is_that_of_the_files(project, run):
    run("report", *DAY)
    root = page(Path(FILE).read_text("utf-8"))
    digests = {name: hashlib.sha256(Path(name).read_bytes()).hexdigest() for name in ("held.html", "open.html")}
    lines = "".join(f"{digest}  {name}\n" for name, digest in digests.items())
    provenance = told(section(root, "provenance"))
    assert hashlib.sha256(lines.encode()).hexdigest() in provenance
    assert all(digest in provenance for digest in digests.values())


def test_the_day_and_the_input_change_the_page(project, run):
    run("report", *DAY)
    first = Path(FILE).read_text("utf-8")
    run("report", "--today", "2026-11-25")
    assert Path(FILE).read_text("utf-8") == first.replace("24 Nov", "25 Nov").replace("2026-11-24", "2026-11-25")
    (project / "other.js").write_text("1\n")
    run("report", *DAY)
    assert Path(FILE).read_text("utf-8") != first


def test_wrong_usage_is_told(project, run):
    assert "is no date" in run("report", "--today", "soon").err
    assert "invalid choice" in run("report", "--language", "xx").err
    done = run("report", "-o", os.path.join("no", "such", "folder.html"))
    assert (done.code, done.err.splitlines()[-1]) == (
        2,
        "consentlint: no/such/folder.html: cannot be written (No such file or directory); name another file with -o",
    )
