"""The tokenizer and the tree: exact spans, browsers' nesting, and no text that breaks or stalls them."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consentlint.model import Span
from consentlint.syntax.entities import decode_references
from consentlint.syntax.markup import Document, parse_markup

PIECES = st.sampled_from(
    [
        *"<>/='\"&!-? \n\r\t\0x", "<div", "<p>", "</p>", "</div>", "<script>", "</script>", "<!--", "-->", "--!>",
        "<b>", "</b>", "<svg>", "</svg>", "<title>", "</title>", "<![CDATA[", "]]>", "<!doctype html>", "<table>",
        "<tr>", "<td>", "</table>", "<li>", "<ul>", "</ul>", " a=b", ' A="x&amp;y"', " c='&#65'", "<br/>", "&copy=",
        "\u212a", "<template>", "</template>", "<head>", "<body>", "</body>", "</form>", "<form>", "<option>",
        "<foreignObject>", "<a>", "</a>", "<textarea>", "{{ x }}", "<math><mi>", "<path/>", "</svg", "<plaintext>",
        "<noscript>",
    ]
)  # fmt: skip
MARKUP = st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join))


def cut(document: Document, span: Span | None) -> str | None:
    return None if span is None else document.text[span.start : span.end]


def outline(text: str, *, xml: bool = False) -> str:
    """Nesting as `name(children)`, text and comments left out."""

    def show(tag: object) -> str:
        inner = " ".join(show(child) for child in tag.find_all(recursive=False))  # type: ignore[attr-defined]
        return f"{tag.name}({inner})" if inner else str(tag.name)  # type: ignore[attr-defined]

    return " ".join(show(tag) for tag in parse_markup(text, xml=xml).soup.find_all(recursive=False))


@settings(max_examples=400, deadline=None)
@given(MARKUP, st.booleans())
def test_every_span_slices_back_to_its_own_source(text: str, xml: bool) -> None:
    document = parse_markup(text, xml=xml)
    starts = [element.start for element in document.elements]
    assert starts == sorted(starts)
    for element in document.elements:
        start = text[element.start.start : element.start.end]
        assert start.startswith("<")
        assert start.endswith(">")
        assert element.start.end == element.inner.start <= element.inner.end <= len(text)
        if element.end is not None:
            assert element.end.start == element.inner.end
            assert text[element.end.start : element.end.end].startswith("</")
        for attribute in element.attributes:
            assert element.start.start < attribute.span.start < attribute.span.end < element.start.end
            written = text[attribute.span.start : attribute.span.end]
            assert written.replace("\0", "\ufffd")[: len(attribute.name)].lower() == attribute.name.lower()
            if attribute.value_span is not None:
                raw = text[attribute.value_span.start : attribute.value_span.end]
                plain = raw.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
                assert attribute.value == decode_references(plain, attribute=True)
                assert raw in written
    for span, _ in document.comments:
        assert text[span.start : span.start + 1] == "<"


@settings(max_examples=300, deadline=None)
@given(MARKUP)
def test_bs4_finds_every_element_in_document_order(text: str) -> None:
    document = parse_markup(text)
    assert document.soup.find_all(True) == list(document.elements)
    live = [element for element in document.elements if element.find_parent("template") is None]
    assert document.soup.select("*") == live  # as in browsers, selectors do not look into templates
    for element in document.elements:
        assert element in element.parent.contents


@settings(max_examples=200, deadline=None)
@given(MARKUP)
def test_links_of_the_tree_agree(text: str) -> None:
    soup = parse_markup(text).soup
    walked = list(soup.descendants)
    for before, after in zip([soup, *walked], walked, strict=False):
        assert before.next_element is after
        assert after.previous_element is before
    for node in walked:
        siblings = node.parent.contents
        index = next(place for place, other in enumerate(siblings) if other is node)
        assert node.previous_sibling is (siblings[index - 1] if index else None)
        assert node.next_sibling is (siblings[index + 1] if index + 1 < len(siblings) else None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>a<p>b", "p p"),
        ("<p><div></div></p>", "p div"),
        ("<p><button><p></button></p>", "p(button(p))"),
        ("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "ul(li li(ul(li)) li)"),
        ("<li><div><li>", "li(div) li"),
        ("<li><p><li>", "li(p) li"),
        ("<li><section><li>", "li(section(li))"),
        ("<dl><dt>a<dd>b<dt>c</dl>", "dl(dt dd dt)"),
        ("<table><tr><td>a<td>b<tr><td>c</table><p>", "table(tr(td td) tr(td)) p"),
        ("<table><thead><tr><th>a<tbody><tr><td>b</table>", "table(thead(tr(th)) tbody(tr(td)))"),
        ("<table><tr><td><table><tr><td></table><td></table>", "table(tr(td(table(tr(td))) td))"),
        ("<select><optgroup><option>a<option>b<optgroup><option></select>",
         "select(optgroup(option option) optgroup(option))"),
        ("<head><meta><script></script><div></div>", "head(meta script) div"),
        ("<head><title>x</title><body><p>", "head(title) body(p)"),
        ("<body><i></i></body><script></script>", "body(i script)"),
        ("<body><p></body><script></script>", "body(p(script))"),
        ("<b><div></b><i></i></div>", "b(div(i))"),
        ("<div><span></div><i>", "div(span) i"),
        ("<div></span><i></div>", "div(i)"),
        ("<div><table></div><i></table>", "div(table(i))"),
        ("<a>x<a>y", "a a"),
        ("<form><div></form><i></div>", "form(div(i))"),
        ("<br></br><hr/><img><p/><i>", "br hr img p(i)"),
        ("<svg><path/><g/><title><b></b></title></svg><i>", "svg(path g title(b)) i"),
        ("<svg><g><div></div>", "svg(g) div"),
        ("<svg><foreignObject><div><p></div></foreignObject><path/></svg><i>", "svg(foreignobject(div(p)) path) i"),
        ("<math><mi><b></b></mi><mo/></math><i>", "math(mi(b) mo) i"),
        ("<svg><style><a></style></svg><i>", "svg(style(a)) i"),
        ("<style><a></style><i>", "style i"),
        ("<title><a></title><textarea><b></textarea><xmp><i></xmp><u>", "title textarea xmp u"),
        ("<noscript><img></noscript>", "noscript(img)"),
        ("<template><script></script></template><i>", "template(script) i"),
        ("<script><!-- <script> </script> --></script><i>", "script i"),
        ("<script><!--> </script><i>", "script i"),
        ("<script>'<!--' </script><i>", "script i"),
        ("<plaintext><i></plaintext><b>", "plaintext"),
        ("<div/><i>", "div(i)"),
        ("<p>a</div>b<i></p>", "p(i)"),
        ("<i", ""),
        ('<i a="', ""),
    ],
)  # fmt: skip
def test_nesting(text: str, expected: str) -> None:
    assert outline(text) == expected


def test_nesting_of_xml() -> None:
    assert outline("<div><script src='x'/><p/><br></br><i/></div>", xml=True) == "div(script p br i)"


def test_attributes_are_kept_as_written() -> None:
    text = """<Script ASYNC src="a&amp;b" src='c' data-x=y/z data-e= data-u='?a&copy=1&lt'></SCRIPT >"""
    document = parse_markup(text)
    (script,) = document.elements
    assert [(attribute.name, attribute.value) for attribute in script.attributes] == [
        ("async", None), ("src", "a&b"), ("src", "c"), ("data-x", "y/z"),
        ("data-e", "data-u='?a&copy=1<'"),
    ]  # fmt: skip
    assert cut(document, script.attributes[1].value_span) == "a&amp;b"
    assert cut(document, script.attributes[2].span) == "src='c'"
    assert script.attrs["src"] == "a&b"
    assert cut(document, script.end) == "</SCRIPT >"
    assert script.attribute("src") == script.attributes[1]
    assert script.attribute("href") is None


@pytest.mark.parametrize(
    ("raw", "attribute", "expected"),
    [
        ("?a=1&copy=2&amp;b", True, "?a=1&copy=2&b"),
        ("&copy2 &copy; &notit; &copy", True, "&copy2 \u00a9 &notit; \u00a9"),
        ("&notit;", False, "\u00acit;"),
        ("&#x41;&#65&#0;&#x80;&#xD800;&#99999999999;", True, "AA\ufffd\u20ac\ufffd\ufffd"),
        ("& &; &# &#x; &nope;", False, "& &; &# &#x; &nope;"),
    ],
)
def test_references(raw: str, attribute: bool, expected: str) -> None:
    assert decode_references(raw, attribute=attribute) == expected


def test_comments() -> None:
    document = parse_markup("<!--a--><!-- b --!><!--><?php x ?><!x></ y><!--c")
    assert [text for _, text in document.comments] == ["a", " b ", "", "?php x ?", "x", " y", "c"]


def test_selectors_and_identity() -> None:
    document = parse_markup('<body class="a b"><script type="text/plain" data-category=x></script><script></script>')
    (found,) = document.soup.select('body.a > script[type="text/plain"][data-category]')
    assert found is document.elements[1]
    first, second = parse_markup("<i></i><i></i>").elements
    assert first != second
    assert len({first, second}) == 2


def test_self_closing_is_noted() -> None:
    plain, closed, unquoted = parse_markup("<script></script><img /><a href=x/>").elements
    assert (plain.self_closing, closed.self_closing, unquoted.self_closing) == (False, True, False)


SIZE = 1_000_000
HOSTILE = [
    "<", "</", "<!", "<!--", "<?", "<a", "<a ", "<a b", '<a b="', "<a b='x", "<a =", "&", "&#", "&amp", "<script>",
    "<script><!--<script>", "<title>", "</x ", "<![CDATA[", "<!-- --", "</div>",
]  # fmt: skip
DEEP = [
    "<div>", "<p>", "<b>", "<a>", "<li><ul>", "<table><tr><td>", "<svg>", "<a><div>", "<form><b>", "<b></i>",
    "<dd><dl>", "<select><option>", "<svg><foreignObject>", "<template>", "<button><p>",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_ends(piece: str) -> None:
    document = parse_markup(piece * (SIZE // len(piece)))
    assert document.soup is not None


@pytest.mark.parametrize("piece", DEEP)
def test_deep_nesting_ends(piece: str) -> None:
    text = piece * 8_000
    assert len(parse_markup(text).elements) == text.count("<") - text.count("</")


def test_unclosed_elements_end_with_their_parents() -> None:
    document = parse_markup("<ul><li>one<li>two</ul>three")
    _, first, second = document.elements
    assert (first.end, cut(document, first.inner), cut(document, second.inner)) == (None, "one", "two")
    assert cut(document, first.span) == "<li>one"


def test_importing_markup_does_not_import_bs4() -> None:
    code = "import consentlint.syntax.markup, sys; sys.exit('bs4' in sys.modules or 'soupsieve' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_parsing_imports_no_other_parser_and_no_selectors() -> None:
    code = (
        "from consentlint.syntax.markup import parse_markup; import sys; d = parse_markup('<a id=b>'); "
        "assert not {'lxml', 'lxml.etree', 'html5lib', 'soupsieve.css_parser'} & set(sys.modules), sorted(sys.modules);"
        "assert len(d.soup.select('#b')) == 1; import bs4.builder._lxml"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
