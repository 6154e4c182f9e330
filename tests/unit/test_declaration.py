"""Cookie declarations in all their shapes: rows with their places, and nothing that is not there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentlint.duties.declaration import Declaration, read_declaration, role_of
from consentlint.packs.languages import languages

TABLE = """# Cookies

| Cookie-Name | Anbieter | Zweck | Speicherdauer | Art |
|---|:---:|---|---|---|
| `_ga`, `_ga_<container-id>` | [Google](https://x.de "x") **LLC** | Besuch \\| Tag | 2&nbsp;Jahre | Erstanbieter |
"""
HTML = """<table>
<caption>Cookies</caption>
<tr><th>Name</th><th>Provider</th><th>Expiry</th></tr>
<tr><td>_ga<br>_gid</td><td rowspan="2">G<b>oo</b>gle</td><td>2 years</td></tr>
<tr><td><code>_gat</code></td><td>1 <!-- not 2 -->minute<script>3</script></td></tr>
</table>"""
UPRIGHT = """<table><tr><th>Name</th><td>_ga</td></tr><tr><th>Anbieter</th><td>Google</td></tr>
<tr><th>Cookie Laufzeit</th><td>2 Jahre</td></tr></table>"""
SILENT = {
    "no heading": "| _ga | 2 years |\n|---|---|\n| _gid | 1 day |\n",
    "a table of something else": "| Option | Default |\n|---|---|\n| a | b |\n",
    "code": "```\n| Name | Duration |\n|---|---|\n| _ga | 2 years |\n```\n",
    "indented code": "text\n\n    | Name | Duration |\n    |---|---|\n    | _ga | 2 years |\n",
    "no table": "The cookie | is _ga\n",
    "nothing": "",
}


def table(path: str, text: str) -> list[dict[str, str]]:
    return [
        {"names": " ".join(row.names), **{role: cell.text for role, cell in row.cells.items() if role != "name"}}
        for row in read_declaration(path, text).rows
    ]


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_no_rows(text: str) -> None:
    assert read_declaration("a.md", text).rows == ()


def test_a_table_of_markdown() -> None:
    assert table("a.md", TABLE) == [
        {
            "names": "_ga _ga_<container-id>",
            "provider": "Google LLC",
            "purpose": "Besuch | Tag",
            "duration": "2\N{NO-BREAK SPACE}Jahre",
            "kind": "Erstanbieter",
        }
    ]


def test_a_table_of_html_with_cells_that_span_rows() -> None:
    told = [
        {"names": "_ga _gid", "provider": "Google", "duration": "2 years"},
        {"names": "_gat", "provider": "Google", "duration": "1 minute"},
    ]
    assert table("a.html", HTML) == told
    assert table("a.md", f"Text\n\n{HTML}\n") == told


def test_an_upright_record() -> None:
    assert table("a.html", UPRIGHT) == [{"names": "_ga", "provider": "Google", "duration": "2 Jahre"}]


def test_a_title_above_the_headings() -> None:
    rows = "<tr><td>Name</td><td>Laufzeit</td></tr><tr><td>_ga</td><td>2 J.</td></tr>"
    html = f"<table><tr><td colspan=2>Google</td></tr>{rows}</table>"
    assert table("a.html", html) == [{"names": "_ga", "duration": "2 J."}]


def test_lists_in_data() -> None:
    told = [{"names": "_ga", "provider": "Google", "purpose": "a\nb", "duration": "2 years"}]
    yaml = "cookies:\n  - {name: _ga, provider: Google, purpose: {en: a, de: b}, duration: 2 years}\n"
    assert table("a.yaml", yaml) == told
    said = '"vendor": "Google", "description": {"en": "a", "de": "b"}, "expires": "2 years"'
    json = f'{{"list": [{{"cookieName": "_ga", {said}}}]}}'
    assert table("a.json", json) == told
    assert table("a.js", f"export default {json}") == told
    keyed = '{"_ga": {"provider": "Google", "purpose": ["a", "b"], "duration": "2 years"}}'
    assert table("a.json", keyed) == told


def test_names_as_keys() -> None:
    yaml = "analytics:\n  cookies:\n    _ga: {duration: 2 years, purpose: x}\n    _gid: 1 day\n    _gat: counts\n"
    assert table("a.yaml", yaml) == [
        {"names": "_ga", "duration": "2 years", "purpose": "x"},
        {"names": "_gid", "duration": "1 day"},
        {"names": "_gat", "purpose": "counts"},
    ]


def test_a_component_with_data_and_a_table() -> None:
    code = """const rows = [{cookie: '_ga', expiry: '2 years'}];
    export const T = () => <table><tr><th>Name</th><th>Expiry</th></tr><tr><td>_gid</td><td>1 day</td></tr></table>"""
    told = [{"names": "_ga", "duration": "2 years"}, {"names": "_gid", "duration": "1 day"}]
    assert table("a.tsx", code) == told
    assert read_declaration("a.tsx", "export const T = () => <p>We set <code>_gid</code></p>").names("_gid")


def test_a_definition_with_names_and_patterns() -> None:
    code = """klaro.setup({services: [{
      name: 'google-analytics', title: 'Google', purposes: ['analytics'],
      cookies: [/^_ga(_.*)?/, '_gid', ['_gat', '/', 'x.example'], {pattern: /^_gac_.*$/}], onAccept: () => go(),
    }]})"""
    rows = read_declaration("a.js", code).rows
    assert [row.names for row in rows] == [("_ga*",), ("_gid",), ("_gat",), ("_gac_*",)]
    assert {row.cell("purpose").text for row in rows} == {"analytics"}
    assert {row.cell("provider").text for row in rows} == {"google-analytics"}


def test_definitions_with_tables_and_headings() -> None:
    old = """cc.run({languages: {en: {settings_modal: {
      cookie_table_headers: [{col1: 'Name'}, {col2: 'Domain'}, {col3: 'Expiration'}],
      blocks: [{title: 'x', cookie_table: [{col1: '^_ga', col2: 'google.com', col3: '2 years', is_regex: true}]}],
    }}}})"""
    assert table("a.js", old) == [{"names": "_ga*", "provider": "google.com", "duration": "2 years"}]
    new = """export default {
      categories: {analytics: {autoClear: {cookies: [{name: /^_pk/}, {name: '_gid'}]}}},
      sections: [{cookieTable: {headers: {a: 'Cookie', b: 'Expires'}, body: [{a: '_ga', b: '2 years', c: t('x')}]}}],
    } satisfies Config"""
    assert table("a.ts", new) == [{"names": "_pk*"}, {"names": "_gid"}, {"names": "_ga", "duration": "2 years"}]


def test_a_definition_in_a_page() -> None:
    page = "<script>tarteaucitron.services.x = {key: 'x', name: 'Ana', cookies: ['_ga', '_gat']}</script>"
    assert [row["names"] for row in table("a.html", page)] == ["_ga", "_gat"]


def test_a_list_in_front_of_a_text() -> None:
    text = "---\ntitle: Cookies\ncookies:\n  - {name: _ga, duration: 2 years}\n---\n{{ list }}\n"
    (row,) = read_declaration("a.md", text).rows
    assert (row.names, text[slice(*row.cell("duration").span)]) == (("_ga",), "2 years")


def test_prose_names_cookies_too() -> None:
    text = "We set `_ga` (2 years), _ga_* and <b>gcb_session</b>.\n\n<!-- _gid -->\n"
    found = read_declaration("a.md", text)
    assert all(map(found.names, ("_ga", "_ga_*", "_ga_ABC", "gcb_session")))
    assert not any(map(found.names, ("_gid", "_gat", "_g")))


def test_a_misspelt_name_is_not_named() -> None:
    found = read_declaration("a.md", TABLE.replace("`_ga`", "gcb_sesion"))
    assert not found.names("gcb_session")
    assert found.misspelt("gcb_session")[1] == "gcb_sesion"


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Name des Cookies", "name"),
        ("Cookie", "name"),
        ("Cookie(s)", "name"),
        ("cookieName", "name"),
        ("Storage duration", "duration"),
        ("Max. Speicherdauer", "duration"),
        ("expirationDays", "duration"),
        ("Cookie type", "kind"),
        ("Name of the provider", "provider"),
        ("Kategorie", "category"),
        ("Durée de conservation", "duration"),
        ("Finalità", "purpose"),
        ("Bewaartermijn", "duration"),
        ("Propósito", "purpose"),
        ("Link", ""),
        ("", ""),
        ("x" * 500, ""),
    ],
)
def test_headings(heading: str, role: str) -> None:
    assert role_of(heading) == role


def test_every_heading_of_the_data_is_known() -> None:
    for language in languages().values():
        for words in language.columns.values():
            assert all(map(role_of, words)), words


@given(
    st.sampled_from(["a.md", "a.html", "a.json", "a.yaml", "a.js", "a.ts", "a.vue", "a.txt", "a"]),
    st.text(max_size=120) | st.text(alphabet="|-\n :`<>tdrhable/Name[]{}'\",_ga*^", max_size=120),
)
def test_nothing_raises_and_places_are_in_the_text(path: str, text: str) -> None:
    found = read_declaration(path, text)
    assert isinstance(found, Declaration)
    for row in found.rows:
        assert 0 <= row.span.start <= row.span.end <= len(text)
        assert all(0 <= cell.span.start <= cell.span.end <= len(text) for cell in row.cells.values())


CELLS = st.from_regex(r"[a-z_]{1,8}", fullmatch=True)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
def test_cells_slice_back_to_their_source(rows: list[tuple[str, str]]) -> None:
    text = "| Name | Purpose |\n|---|---|\n" + "".join(f"| {name} |  {purpose}|\n" for name, purpose in rows)
    found = read_declaration("a.md", text).rows
    told = [tuple(text[cell.span.start : cell.span.end] for cell in row.cells.values()) for row in found]
    assert told == rows
