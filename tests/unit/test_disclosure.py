"""What `disclose` writes: always the same, read back by what reads declarations, right by its schema."""

import json

import html5lib
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from consentlint.duties.declaration import read_declaration
from consentlint.duties.disclosure import Service, asked, cookies_of, disclosed, said, written_languages
from consentlint.duties.drift import differences, owned, rows_of
from consentlint.duties.model import Agreement, Entry, LegalBasis, Retention, Wording
from consentlint.duties.notice import read_notice
from consentlint.duties.schema import disclosure_text
from consentlint.duties.services import vendor_of
from consentlint.duties.written import FORMATS, written
from consentlint.packs import load_packs, rules_folder
from consentlint.packs.values import Cookie, Vendor

PACKS = load_packs()
LANGUAGES = written_languages()
SUFFIX = {"markdown": "md", "html": "html", "json": "json"}
VENDORS = sorted(PACKS.vendors)
ENTRY = Entry(
    id="own-thing",
    name="Own | <Thing>",
    purposes=("helping *you*",),
    role="joint-controller",
    legal_basis=LegalBasis("consent", "contract", "none"),
    retention=Retention(transcripts="90 days", recordings="as long as the case is open"),
    consent_text=Wording(text="May we?"),
    alternative_channel=Wording(text="phone +49 30 1"),
    dpa=Agreement(sccs=True),
    cookies=(Cookie("own_`id`", purpose="a | b", duration="some days", storage="local"),),
)


def text(names: list[str], format: str, language: str = "en") -> str:
    services = [Service(PACKS.vendors[name]) for name in names]
    return written(disclosed(services, PACKS, LANGUAGES[language]), format)


def own(format: str, language: str = "en") -> str:
    service = Service(vendor_of(ENTRY.id, ENTRY, PACKS), ENTRY)
    return written(disclosed([service], PACKS, LANGUAGES[language]), format)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(VENDORS), max_size=4, unique=True), st.sampled_from(["markdown", "html", "json"]))
def test_the_order_of_services_changes_nothing(names: list[str], format: str) -> None:
    assert text(names, format) == text(names[::-1], format)
    assert text(names, format).endswith("\n")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(VENDORS), st.sampled_from(["markdown", "html"]), st.sampled_from(sorted(LANGUAGES)))
def test_what_is_written_declares_every_cookie_as_it_is(name: str, format: str, language: str) -> None:
    """The reader of declarations finds nothing missing and nothing wrong."""
    vendor = PACKS.vendors[name]
    declaration = read_declaration(f"x.{SUFFIX[format]}", text([name], format, language))
    for cookie in vendor.cookies:
        assert declaration.names(cookie.name)
        rows = rows_of(cookie, declaration)
        assert rows
        assert all(owned(row, vendor, PACKS) for row in rows)
        told = [one for one in differences(cookie, vendor, rows[0]) if one.declared]
        assert told == [] or len(rows) > 1


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(VENDORS), st.sampled_from(["markdown", "html"]), st.sampled_from(sorted(LANGUAGES)))
def test_what_is_written_is_a_notice(name: str, format: str, language: str) -> None:
    vendor = PACKS.vendors[name]
    notice = read_notice(f"x.{SUFFIX[format]}", text([name], format, language))
    assert not vendor.entity.name or notice.names_company(vendor.entity.name)
    assert vendor.entity.country not in ("US", "IN") or notice.names_transfer(vendor.entity.country)


def test_the_notice_names_the_framework() -> None:
    for language in LANGUAGES:
        assert read_notice("x.md", text(["genesys"], "markdown", language)).names_framework()


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_markdown_renders_as_a_table(language: str) -> None:
    html = MarkdownIt("commonmark").enable("table").render(text(["genesys", "hotjar"], "markdown", language))
    rows = html.count("<tr>")
    cookies = len(PACKS.vendors["genesys"].cookies) + len(PACKS.vendors["hotjar"].cookies)
    assert (html.count("<table>"), rows) == (2, cookies + 2)
    assert html.count("<td>") == 5 * cookies
    assert "<code>_&lt;deploymentId&gt;:actmu</code>" in html


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_html_has_no_fault_that_a_strict_parser_finds(language: str) -> None:
    fragment = html5lib.HTMLParser(strict=True).parseFragment(text([*VENDORS[:40], "genesys"], "html", language))
    assert len(list(fragment.iter("{http://www.w3.org/1999/xhtml}table"))) > 10
    assert html5lib.HTMLParser(strict=True).parseFragment(own("html", language)) is not None


def test_awkward_words_stay_words() -> None:
    html = MarkdownIt("commonmark").enable("table").render(own("markdown"))
    assert "Own | &lt;Thing&gt;" in html
    assert "<td>a | b</td>" in html
    assert "helping *you*" in html
    assert "Own | &lt;Thing&gt;" in own("html")


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_json_validates_by_its_schema(language: str) -> None:
    schema = json.loads(disclosure_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator(schema)
    checker.validate(json.loads(text(VENDORS, "json", language)))
    checker.validate(json.loads(own("json", language)))
    assert not checker.is_valid({"version": 1})


def test_the_schema_file_is_current() -> None:
    file = rules_folder() / "schema" / "disclosure.json"
    assert file.read_text(encoding="utf-8") == disclosure_text(), "run python -m consentlint.duties.schema"


def test_the_register_wins() -> None:
    found = own("markdown", "de")
    assert "gemeinsam Verantwortlicher" in found
    assert "Laden: Einwilligung, Nutzung: Vertrag, Aufzeichnung: keine" in found
    assert "Gesprächsprotokolle: 90 Tage" in found
    assert "Aufzeichnungen: as long as the case is open" in found
    assert "May we?" in found
    assert "phone +49 30 1" in found


def test_what_exists_only_in_english_is_marked() -> None:
    assert '<span lang="en">Recognises the visitor.</span>' in text(["hotjar"], "html", "de")
    assert "<span" not in text(["hotjar"], "html", "en")
    assert "<span" not in text(["genesys"], "html", "de")


def test_vendors_of_the_service_page_speak_german() -> None:
    for name in ("genesys", "google-analytics", "vwo", "crisp", "userlike"):
        for cookie in PACKS.vendors[name].cookies:
            assert said(cookie.purpose, "de").language == "de", cookie


def test_only_the_products_in_use_and_what_is_always_set() -> None:
    genesys = PACKS.vendors["genesys"]
    names = [cookie.name for cookie in cookies_of(genesys, frozenset(["journey"]))]
    assert "_actmu" in names
    assert "_<deploymentId>:actmu" not in names
    assert cookies_of(genesys) == genesys.cookies
    assert "_ga" not in [cookie.name for cookie in asked(genesys, ())]
    assert "gcb_session" in [cookie.name for cookie in asked(genesys, ())]


def test_a_vendor_without_cookies_says_so() -> None:
    vendor: Vendor = PACKS.vendors["google-fonts"]._replace(cookies=())
    for language, words in LANGUAGES.items():
        assert words.disclosure is not None
        for format in ("markdown", "html"):
            made = disclosed([Service(vendor)], PACKS, LANGUAGES[language])
            assert words.disclosure.sentences["nothing"] in written(made, format)


def test_every_language_has_every_phrase() -> None:
    """The keys are those of the packs and of the records, in every language the same."""
    first, *others = [language.disclosure for language in LANGUAGES.values()]
    assert first is not None
    for phrases in others:
        assert phrases is not None
        for name, value in first._asdict().items():
            if isinstance(value, dict):
                assert list(getattr(phrases, name)) == list(value), name
    categories = {vendor.category for vendor in PACKS.vendors.values()}
    assert categories <= set(first.categories)
    assert sorted(FORMATS) == ["html", "json", "markdown"]
