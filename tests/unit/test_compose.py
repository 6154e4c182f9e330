"""Pages that are put together of several files, and start tags that are rendered in several ways."""

import os
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consentlint.config import Config
from consentlint.dialects import dialect_for
from consentlint.model import Place, Span
from consentlint.reach.including import includers
from consentlint.reach.library import Library, stem
from consentlint.syntax.compose import compose
from consentlint.syntax.composed import Composed
from consentlint.syntax.layers import Page
from consentlint.syntax.tokens import StartTag, Tokenizer
from consentlint.syntax.variants import variants
from consentlint.text import Source

PIECES = st.sampled_from(
    [
        "{% if a %}", "{% elif b %}", "{% else %}", "{% endif %}", "{% for x in y %}", "{% endfor %}", "{{ v }}",
        "{% block b %}", "{% endblock %}", "{% block c %}", "{% include 'a.html' %}", "{% include 'b.html' %}",
        "{% extends 'b.html' %}", "{% macro m(x) %}", "{% endmacro %}", "{{ m(1) }}", "{{ super() }}", "{% with a=b %}",
        "{% endwith %}", "{% import 'b.html' as f %}", "{{ f.m(2) }}", "{% call m() %}", "{% endcall %}", "<p>", "</p>",
        "<script src=x>", "</script>", "<a b='", "'>", "\r\n", "text ", "{% include n ~ '.html' %}", "{# c #}", "{%",
    ]
)  # fmt: skip
TEMPLATES = st.lists(PIECES, max_size=20).map("".join)


DEFAULT = Config()


def library(files: dict[str, str], config: Config = DEFAULT) -> Library:
    return Library.of(files, lambda path: Source(path, files[path]) if path in files else None, config)


def composed(files: dict[str, str], path: str) -> Composed:
    found = library(files)
    page = found.page(path)
    assert page is not None
    return compose(page, found.find)


def rendered(files: dict[str, str], path: str) -> str:
    """What stands on the page, without white space and without what is printed."""
    return " ".join(composed(files, path).masked.replace("x", "").split())


@given(TEMPLATES, TEMPLATES)
@settings(max_examples=300, deadline=None)
def test_every_stretch_is_what_stands_in_its_file(one: str, two: str) -> None:
    files = {"a.html": one, "b.html": two}
    found = composed(files, "a.html")
    assert len(found.text) == len(found.masked)
    ends = [*(segment.start for segment in found.segments[1:]), len(found.text)]
    for segment, end in zip(found.segments, ends, strict=True):
        path, span = found.place(Span(segment.start, end))
        assert files[path][span.start : span.end] == found.text[segment.start : end]


@given(TEMPLATES, TEMPLATES)
@settings(max_examples=200, deadline=None)
def test_every_place_lies_in_its_file(one: str, two: str) -> None:
    files = {"a.html": one, "b.html": two}
    found = composed(files, "a.html")
    for element in found.document.elements:
        path, span = found.place(element.span)
        assert 0 <= span.start <= span.end <= len(files[path])
        variants(found, element.start)


@given(TEMPLATES)
@settings(max_examples=200, deadline=None)
def test_nothing_of_a_page_by_itself_is_lost(text: str) -> None:
    page = Page(Source("a.jinja", text), dialect_for("a.jinja", text))
    found = compose(page)
    ends = [*(segment.start for segment in found.segments[1:]), len(found.text)]
    seen: set[int] = set()
    for segment, end in zip(found.segments, ends, strict=True):
        seen.update(range(segment.local, segment.local + end - segment.start))
    lost = [character for index, character in enumerate(page.template.masked) if index not in seen]
    assert not "".join(lost).strip()


@pytest.mark.parametrize(
    ("files", "page"),
    [
        ({"a.html": "1 {% include 'b.html' %} 3", "b.html": "2"}, "1 2 3"),
        (
            {"a.html": "{% extends 'b.html' %}{% block x %}2{% endblock %}", "b.html": "1{% block x %}{% endblock %}3"},
            "1 2 3",
        ),
        (
            {
                "a.html": "{% extends 'b.html' %}{% block x %}{{ super() }} 3{% endblock %}",
                "b.html": "{% extends 'c.html' %}{% block x %}{{ super() }} 2{% endblock %}",
                "c.html": "{% block x %}1{% endblock %} 4",
            },
            "1 2 3 4",
        ),
        ({"a.html": "{% import 'b.html' as f %}{{ f.m() }}", "b.html": "{% macro m() %}1{% endmacro %}"}, "1"),
        ({"a.html": "{% macro m() %} 1{% endmacro %}2"}, "2 1"),
        ({"a.html": "1{% include 'a.html' %}2"}, "1 2"),
        ({"a.html": "1{% include 'b.html' %}", "b.html": "{% include 'a.html' %}2"}, "1 2"),
        ({"a.html": "1{% include 'missing.html' %}2"}, "1 2"),
    ],
)  # fmt: skip
def test_files_are_put_in_place(files: dict[str, str], page: str) -> None:
    assert rendered(files, "a.html") == page


def test_a_deep_nest_of_files_ends() -> None:
    files = {f"p{n}.html": f"{n} {{% include 'p{n + 1}.html' %}}{{% include 'p{n + 1}.html' %}}" for n in range(60)}
    assert len(composed(files, "p0.html").files) > 10


def test_an_end_tag_may_stand_in_another_file() -> None:
    files = {"a.html": "{% include 'h.html' %}<b>1</b>{% include 'f.html' %}", "h.html": "<main>", "f.html": "</main>"}
    main, bold = composed(files, "a.html").document.elements
    assert bold.parent is main
    assert composed(files, "a.html").place(main.start) == Place("h.html", Span(0, 6))


# --- start tags ------------------------------------------------------------------------------------------------------

FLAGS = ("p", "q")
ATTRIBUTES = st.sampled_from([" a", " a=1", " b='2'", ' c="3 4"', " d", " a='x'", ""])


@st.composite
def tags(draw: st.DrawFn, depth: int = 0) -> str:
    """The inside of a start tag."""
    parts = []
    for _ in range(draw(st.integers(0, 3))):
        if depth < 2 and draw(st.booleans()):
            flag, inside = draw(st.sampled_from(FLAGS)), draw(tags(depth + 1))
            other = f"{{% else %}}{draw(tags(depth + 1))}" if draw(st.booleans()) else ""
            parts.append(f"{{% if {flag} %}}{inside}{other}{{% endif %}}")
        else:
            parts.append(draw(ATTRIBUTES))
    return "".join(parts)


@given(tags())
@settings(max_examples=300, deadline=None)
def test_the_ways_to_render_a_tag_are_those_of_the_engine(inside: str) -> None:
    jinja2 = pytest.importorskip("jinja2")
    text = f"<p{inside} e>"
    found = compose(Page(Source("a.jinja", text), dialect_for("a.jinja", text)))
    ways = variants(found, found.document.elements[0].start)
    if ways is None:
        return
    for values in product([False, True], repeat=len(FLAGS)):
        flags = dict(zip(FLAGS, values, strict=True))
        page = jinja2.Template(text).render(**flags)
        first = next(token for token in Tokenizer(page) if isinstance(token, StartTag))
        expected = [(attribute.name, attribute.value) for attribute in first.attributes]
        fitting = [way for way in ways if all(_taken(node, arm, flags) for node, arm in way.choices)]
        if ways:
            assert [[(name, value) for name, value, _ in way.attributes] for way in fitting] == [expected]


def _taken(node: object, arm: int, flags: dict[str, bool]) -> bool:
    holds = flags[node.block.text.strip()]  # type: ignore[attr-defined]
    return holds is (arm == 0)


# --- names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "text", "found"),
    [
        ("templates/a.html", "{% include 'p/chat.html' %}", {"templates/p/chat.html"}),
        ("shop/templates/a.html", "{% include 'p/chat.html' %}", {"shop/templates/p/chat.html"}),
        ("templates/a.html", "{% include './p/chat.html' %}", {"templates/p/chat.html"}),
        ("templates/a.html", "{% include '../p/chat.html' %}", set()),
        ("templates/a.html", "{% include name %}", set()),
        ("templates/a.html", "{% include 'missing.html' %}", set()),
        ("templates/a.html.twig", "{{ include('@theme/p/chat.html') }}", {"templates/p/chat.html"}),
        ("app/views/a.html.erb", "<%= render 'shared/menu' %>", {"app/views/shared/_menu.html.erb"}),
        ("app/views/a.html.erb", "<%= render partial: 'shared/menu' %>", {"app/views/shared/_menu.html.erb"}),
        ("index.php", "<?php include __DIR__ . '/parts/a-b.php'; ?>", {"parts/a-b.php"}),
        ("index.php", "<?php get_template_part('parts/a', 'b'); ?>", {"parts/a-b.php"}),
        ("index.php", "<?php get_template_part('parts/a', 'c'); ?>", {"parts/a.php"}),
        ("index.php", "<?php get_header('shop'); get_header(); ?>", {"header.php"}),
        ("index.html", "---\n---\n{% include chat.html %}", {"_includes/chat.html"}),
    ],
)
def test_names_are_found_by_the_rules_of_their_language(page: str, text: str, found: set[str]) -> None:
    others = ["templates/p/chat.html", "shop/templates/p/chat.html", "app/views/shared/_menu.html.erb", "parts/a-b.php",
              "parts/a.php", "header.php", "_includes/chat.html"]  # fmt: skip
    known = library({**dict.fromkeys(others, ""), page: text})
    held = known.page(page)
    assert held is not None
    assert known.uses(held) == found


def test_template_folders_come_first() -> None:
    files = {"x/chat.html": "", "views/chat.html": "", "x/a.html": "{% include 'chat.html' %}"}
    plain, told = library(files), library(files, Config(template_folders=("views",)))
    for found, path in ((plain, "x/chat.html"), (told, "views/chat.html")):
        page = found.page("x/a.html")
        assert page is not None
        assert found.uses(page) == {path}


def test_the_settings_name_a_dialect() -> None:
    found = library({"a.html": "{{ x }}"}, Config(dialects=(("*.html", "twig"), ("*", "erb"))))
    assert found.dialect("a.html", "{{ x }}").id == "twig"
    assert found.dialect("b/a.txt", "").id == "erb"


def test_includers_are_found_by_name() -> None:
    files = {
        "_chat.html.erb": "",
        "a.html.erb": "<%= render 'chat' %>",
        "b.html.erb": "chat",
        "c.html.erb": "<%= render 'a' %>",
    }
    known = library(files)
    cut = set[str]()
    assert includers(["_chat.html.erb"], files, known, lambda path: (files[path].encode(), ""), cut) == {
        "_chat.html.erb": {"a.html.erb"},
        "a.html.erb": {"c.html.erb"},
    }
    assert not cut
    assert stem("a/_chat.html.erb") == "chat"


def test_a_name_that_is_no_text_is_looked_for_as_well() -> None:
    odd = os.fsdecode(b"_caf\xe9.html.erb")
    files = {odd: "", "_chat.html.erb": "", "a.html.erb": "<%= render 'chatter' %>"}
    targets = [odd, "_chat.html.erb"]
    assert includers(targets, files, library(files), lambda path: (files[path].encode(), ""), set()) == {}
