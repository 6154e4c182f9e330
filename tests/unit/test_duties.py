"""Duties on whole projects: what is named, what git says, what is quiet; and that no register makes anything fail."""

import datetime
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from cases import ROOT
from hypothesis import given
from hypothesis import strategies as st
from registers import WHOLE
from verdicts import packs

from consentlint.config import Config, ConfigErrors, load_config
from consentlint.duties.documents import Documents
from consentlint.duties.model import Document, RegisterCase, ServiceCase
from consentlint.duties.register import read_register
from consentlint.duties.services import adequate, by_service, duties_of, vendor_of
from consentlint.judge import judge_services
from consentlint.model import Embed, Exposure, Place, Region, Severity, Span
from consentlint.register_place import DEFAULT
from consentlint.report import Report
from consentlint.run import Request, run
from consentlint.text import Lines
from consentlint.worlds import ON_CONSENT

TODAY = datetime.date(2026, 11, 23)
GENESYS = (
    '<script type="text/plain" data-cookieconsent="preferences" '
    'src="https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js"></script>\n'
)
ENTRY = "services:\n  genesys:\n    region: eu-central-1\n"
REGISTER = "compliance/services.yaml"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository, which is the current folder."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(**files: str) -> None:
    """Files by their names, in which `__` is a folder and `_` the dot before the extension."""
    for name, text in files.items():
        path = Path(name.replace("__", "/").replace("_", "."))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def commit(day: str) -> None:
    who = ["-c", "user.name=t", "-c", "user.email=t@example.com"]
    subprocess.run(["git", "add", "-A"], check=True)
    env = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z", "PATH": "/usr/bin:/bin"}
    subprocess.run(["git", *who, "commit", "-qm", day], check=True, env=env)


def report(*paths: str, config: Config | None = None, **more: object) -> Report:
    made = config or load_config(paths[0])
    return run(Request("check", paths, made, today=TODAY, jobs=1, **more))  # type: ignore[arg-type]


def told(*paths: str, config: Config | None = None) -> set[tuple[str, str]]:
    return {(finding.place.path, finding.check) for finding in report(*paths, config=config).findings}


# --- silence ---------------------------------------------------------------------------------------------------------


def test_without_a_register_nothing_is_said(site: Path) -> None:
    write(index_html=GENESYS)
    assert told(".") == set()


def test_without_a_register_nothing_of_it_is_imported(site: Path) -> None:
    write(index_html=GENESYS)
    code = (
        "import sys; from consentlint.__main__ import main; main(['check', '.']); "
        "names = ('joined', 'duties.documents', 'duties.register', 'duties.notice', 'duties.consistency'); "
        "heavy = {'consentlint.' + name for name in names}; "
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": ":".join(sys.path), "PATH": "/bin"})


def test_other_files_do_not_tell_what_the_register_lacks(site: Path) -> None:
    write(compliance__services_yaml=ENTRY, index_html=GENESYS, other_html="<p>x</p>")
    assert told("index.html") == set()
    assert told("other.html") == set()


def test_a_service_on_ones_own_server_is_neither_unused_nor_asked_for_evidence(site: Path) -> None:
    page = "<script src='https://stats.example.org/matomo.js'></script>"
    write(compliance__services_yaml="services:\n  matomo: {}\n", index_html=page)
    assert [embed.self_hosted for embed in run(Request("inventory", ["."])).embeds] == [True]
    assert told(".") == set()


def test_what_git_does_not_know_is_not_stale(site: Path) -> None:
    write(compliance__services_yaml=ENTRY + "    review: {last: 2026-03-01}\n", index_html=GENESYS)
    assert (REGISTER, "stale-review") not in told(".")


def test_a_line_that_did_not_change_is_not_stale(site: Path) -> None:
    write(compliance__services_yaml=ENTRY + "    review: {last: 2026-03-01}\n", index_html=GENESYS)
    commit("2026-01-01")
    write(index_html=GENESYS + "<p>news</p>\n")
    commit("2026-06-01")
    assert (REGISTER, "stale-review") not in told(".")


def test_a_shallow_clone_says_nothing(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(compliance__services_yaml=ENTRY + "    review: {last: 2026-03-01}\n", index_html=GENESYS)
    commit("2026-06-01")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{site}", str(clone)], check=True)
    monkeypatch.chdir(clone)
    assert (REGISTER, "stale-review") not in told(".")


# --- what is told, and where -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [".", REGISTER, "compliance"])
def test_the_register_is_told_of_however_it_is_named(site: Path, path: str) -> None:
    write(compliance__services_yaml=ENTRY + "  crisp: {}\n", index_html=GENESYS)
    found = told(path)
    assert {(REGISTER, "missing-dpa"), (REGISTER, "unused-registration")} <= found
    assert (REGISTER, "unregistered-service") not in found


def test_an_entry_that_was_removed_is_told_at_the_embed(site: Path) -> None:
    write(compliance__services_yaml="services: {}\n", index_html=GENESYS)
    assert told(REGISTER) == {("index.html", "unregistered-service")}


def test_a_file_by_itself_tells_what_stands_in_it(site: Path) -> None:
    write(compliance__services_yaml="services:\n  genesys: {region: us-east-1}\n", index_html=GENESYS)
    assert told("index.html") == {("index.html", "region-drift")}
    write(compliance__services_yaml="services: {}\n")
    assert told("index.html") == {("index.html", "unregistered-service")}


def test_from_a_folder_below_the_whole_project_is_known(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(compliance__services_yaml=ENTRY, index_html=GENESYS, docs__a_html="<p>x</p>")
    monkeypatch.chdir(site / "docs")
    assert told(".") == set()
    assert ("../compliance/services.yaml", "missing-dpa") in told("../compliance/services.yaml")


def test_a_change_of_the_embed_makes_the_review_stale(site: Path) -> None:
    write(compliance__services_yaml=ENTRY + "    review: {last: 2026-03-01}\n", index_html=GENESYS)
    commit("2026-06-01")
    (stale,) = (finding for finding in report(".").findings if finding.check == "stale-review")
    assert "changed on 2026-06-01, after the review of 2026-03-01" in stale.message
    assert [told.place.path for told in stale.related] == ["index.html"]


def test_places_are_lines_of_the_register(site: Path) -> None:
    write(compliance__services_yaml=ENTRY + "    dpa: {date: soon}\n", index_html=GENESYS)
    found = report(".")
    (fault,) = (finding for finding in found.findings if finding.check == "faulty-register")
    assert Lines(found.texts[REGISTER]).line_column(fault.place.span.start) == (4, 17)
    assert fault.severity is Severity.ERROR
    assert "faulty-register" in found.rules


def test_a_register_that_cannot_be_read_loses_nothing_else(site: Path) -> None:
    open_page = GENESYS.replace(' type="text/plain" data-cookieconsent="preferences"', "")
    write(compliance__services_yaml="services: {a: [", index_html=open_page)
    assert told(".") == {("index.html", "ungated-embed"), (REGISTER, "faulty-register")}


def test_an_editor_sends_a_register_that_is_not_saved(site: Path) -> None:
    write(index_html=GENESYS)
    found = run(Request("check", [REGISTER], Config(), stdin=b"services: {}\n", today=TODAY))
    assert [finding.check for finding in found.findings] == ["unregistered-service"]


def test_severity_by_policy(site: Path) -> None:
    write(compliance__services_yaml=ENTRY, index_html=GENESYS)
    assert {f.severity for f in report(".").findings} == {Severity.WARNING}
    assert {f.severity for f in report(".", config=Config(policy="strict")).findings} == {Severity.ERROR}
    off = Config(severity={"missing-dpa": Severity.OFF})
    assert (REGISTER, "missing-dpa") not in told(".", config=off)


def test_findings_in_documents_have_their_lines_and_can_be_allowed(site: Path) -> None:
    table = "# Cookies\n\n| Name | Duration |\n| --- | --- |\n| gms_session | 5 years |\n"
    register = ENTRY + "    cookie-declaration: {document: content/cookies.md}\n"
    write(compliance__services_yaml=register, index_html=GENESYS, content__cookies_md=table)
    for named in (".", REGISTER, "content/cookies.md"):
        found = report(named)
        (drift,) = (finding for finding in found.findings if finding.check == "cookie-drift")
        assert drift.place.path == "content/cookies.md"
        assert Lines(found.texts[drift.place.path]).line_column(drift.place.span.start)[0] == 5
    allow = "<!-- consentlint: allow[cookie-drift] so they told us -->"
    write(content__cookies_md=table.replace("years |", f"years | {allow}"))
    assert ("content/cookies.md", "cookie-drift") not in told(".")


# --- settings and suppressions ---------------------------------------------------------------------------------------


def test_the_register_may_stand_elsewhere(site: Path) -> None:
    write(consentlint_toml='register = "legal/register.yml"\n', legal__register_yml=ENTRY, index_html=GENESYS)
    assert ("legal/register.yml", "missing-dpa") in told(".")


def test_a_register_that_is_named_and_not_there_is_a_fault_of_the_settings(site: Path) -> None:
    write(consentlint_toml='register = "gone.yaml"\n', index_html=GENESYS)
    with pytest.raises(ConfigErrors, match=r"register: there is no file 'gone\.yaml'"):
        told(".")


def test_suppressions_in_the_register_and_in_code(site: Path) -> None:
    allow = "# consentlint: allow[missing-dpa] the parent company has signed\n"
    write(compliance__services_yaml=f"services:\n  {allow}  genesys: {{}}\n", index_html=GENESYS)
    assert (REGISTER, "missing-dpa") not in told(".")
    remark = "<!-- consentlint: allow[unregistered-service] a demo -->\n"
    write(compliance__services_yaml="services: {}\n", index_html=remark + GENESYS)
    assert told(".") == set()


def test_a_suppression_that_quietens_nothing_is_told(site: Path) -> None:
    allow = "# consentlint: allow[missing-dpa] signed\n"
    write(compliance__services_yaml=f"services:\n  {allow}  crisp: {{dpa: {{not-needed: x}}}}\n")
    assert (REGISTER, "unused-suppression") in told(".")


def test_the_hook_is_given_the_register() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    files = re.compile(next(hook for hook in hooks if hook["id"] == "consentlint")["files"])
    assert files.search(DEFAULT)
    assert files.search("index.html")
    assert not files.search("compliance/other.yaml")


# --- documents -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reference", "kind"),
    [
        ("DMS 4711", "reference"), ("DMS 4711/12", "reference"), ("https://example.com/dpa.pdf", "reference"),
        ("mailto:dpo@example.com", "reference"), ("urn:doc:1.pdf", "reference"), ("Contract no. 12", "reference"),
        ("../outside.md", "outside"), ("/content/outside.md", "outside"), ("../outside", "reference"),
        ("/etc/passwd", "reference"), ("https://example.com/a.md", "reference"), ("a\0b.md", "reference"),
        ("gone.md", "missing"), ("folder/gone.pdf", "missing"), ("a folder/gone too.docx", "missing"),
        ("here.md", "file"), ("plain", "file"), ("./here.md", "file"),
    ],
)  # fmt: skip
def test_what_a_document_is(site: Path, reference: str, kind: str) -> None:
    write(here_md="# Here")
    Path("plain").write_text("x")
    documents = Documents(str(site), lambda path: (Path(path).read_bytes(), ""), lambda path: str(path))
    assert documents(reference).kind == kind


def test_a_document_has_its_text_and_its_last_change(site: Path) -> None:
    write(here_md="# Here", empty_md=" \n")
    commit("2026-02-03")
    documents = Documents(str(site), lambda path: (Path(path).read_bytes(), ""), lambda path: str(path))
    found = documents("here.md")
    assert (found.text, found.changed, found.empty) == ("# Here", datetime.date(2026, 2, 3), False)
    assert documents("empty.md").empty


# --- which duties ----------------------------------------------------------------------------------------------------


def test_duties_come_by_category_and_country() -> None:
    vendors = packs().vendors
    assert {"recording-basis", "tia", "sccs"} <= set(duties_of(vendors["genesys"], packs()))
    assert not {"tia", "sccs"} & set(duties_of(vendors["crisp"], packs()))
    assert not {"recording-basis", "notice", "training", "tia"} & set(duties_of(vendors["google-fonts"], packs()))


def test_a_region_abroad_is_a_transfer_too() -> None:
    crisp, away = packs().vendors["crisp"], Region("us-east-1", "us")
    place = Place("a.html", Span(0, 1))
    embed = Embed("crisp", "script-tag", place, "", Exposure(ON_CONSENT), region=away)
    assert "tia" in duties_of(crisp, packs(), [embed])
    assert "tia" not in duties_of(crisp, packs(), [embed._replace(region=Region("unknown", "unknown"))])


def test_a_pack_can_say_that_a_duty_does_not_apply() -> None:
    genesys = packs().vendors["genesys"]
    without = genesys._replace(duties=tuple(duty._replace(applies=duty.id != "dpia") for duty in genesys.duties))
    assert "dpia" not in duties_of(without, packs())
    assert "dpa" in duties_of(without, packs())


def test_countries() -> None:
    assert [country for country in ("DE", "NO", "GB", "JP", "US", "IN", "de") if adequate(country, packs())] == [
        "DE", "NO", "GB", "JP", "de",
    ]  # fmt: skip


# --- whatever it holds -----------------------------------------------------------------------------------------------

SCRAPS = st.lists(
    st.sampled_from([*WHOLE.splitlines(keepends=True), "\n", "  x: [\n", "    dpa: TODO\n", "\x00", "    - a\n"])
)


@given(st.one_of(st.text(max_size=120), SCRAPS.map("".join)), st.booleans())
def test_no_register_makes_a_check_fail(text: str, embedded: bool) -> None:
    register = read_register("r.yaml", text.encode("utf-8", "replace"))
    place = Place("a.html", Span(0, 1))
    embeds = [Embed("genesys", "script-tag", place, "", Exposure(ON_CONSENT), region=Region("eu-west-1", "eea"))]
    found = by_service(embeds if embedded else [])
    policy = packs().policies["default"]
    cases = []
    for name in {**register.entries, **found}:
        entry = register.entries.get(name)
        vendor, mine = vendor_of(name, entry, packs()), found.get(name, ())
        duties = duties_of(vendor, packs(), mine)
        cases.append(ServiceCase(name, vendor, entry, mine, duties, register, packs(), policy, ("eea",), TODAY))
    findings = judge_services(cases, RegisterCase(register, packs(), TODAY, Document), policy)
    for finding in findings:
        assert "\n" not in finding.message or "\n" in text
        assert finding.place.span.end <= max(len(register.text), 1)
