"""Masking, blocks, conditions and the choice of the dialect."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from consentlint.dialects import dialect_for, load_dialects
from consentlint.dialects.jinja import DIALECT as JINJA
from consentlint.dialects.plain import DIALECT as PLAIN
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.layers import Page
from consentlint.syntax.nesting import read_template
from consentlint.syntax.template import Block
from consentlint.text import Lines, Source

PIECES = st.sampled_from(
    [
        "{% if a %}", "{% elif b == 'x' %}", "{% else %}", "{% endif %}", "{% for x in y %}", "{% endfor %}", "{{ v }}",
        "{{ '}}' }}", "{# c #}", "{% block b %}", "{% endblock b %}", "{% include 'p.html' %}", "{%", "%}", "{{", "}}",
        "{#", "#}", "{% raw %}", "{% endraw %}", "{% comment %}", "{% endcomment %}", "{% cache 1 %}", "{% endcache %}",
        "{% set a = b %}", "{% static 'x' %}", "{%- if not a -%}", "<p>", "</p>", "\n", "\r\n", "\r", "\0", "'", '"',
        "{% zz\n%}", "{%\tendzz %}", "\U0001f36a", "{% with a=b %}", "{% endwith %}", "{% end %}", "{%%}", "{{}}",
    ]
)  # fmt: skip
TEMPLATES = st.one_of(st.text(), st.lists(PIECES, max_size=25).map("".join))


def page(text: str, path: str = "page.html.j2") -> Page:
    return Page(Source(path, text), dialect_for(path, text))


def everything(blocks: tuple[Block, ...]) -> list[Block]:
    return [found for block in blocks for found in (block, *everything(block.children))]


def shape(text: str) -> str:
    """Blocks as `kind[arm|arm](children)`."""

    def show(block: Block) -> str:
        arms = "|".join(text[branch.body.start : branch.body.end] for branch in block.branches)
        inner = " ".join(map(show, block.children))
        return block.kind + (f"[{arms}]" if arms else "") + (f"({inner})" if inner else "")

    return " ".join(map(show, read_template(text, JINJA).blocks))


def lower(text: str) -> str:
    """The condition in words, to be read at a glance."""

    def show(value: object) -> str:
        match value:
            case ir.Const(_, constant):
                return repr(constant)
            case ir.Name(_, name):
                return name
            case ir.Member(_, owner, key):
                return f"{show(owner)}[{show(key)}]"
            case ir.Call(_, callee, args):
                return f"{show(callee)}({', '.join(map(show, args))})"
            case ir.Unary(_, op, operand):
                return f"({op} {show(operand)})"
            case ir.Binary(_, op, left, right) | ir.Logical(_, op, left, right):
                return f"({show(left)} {op} {show(right)})"
            case ir.Conditional(_, test, then, otherwise):
                return f"({show(test)} ? {show(then)} : {show(otherwise)})"
            case ir.Array(_, items):
                return f"[{', '.join(map(show, items))}]"
            case ir.Object(_, properties):
                return "{" + ", ".join(f"{show(entry.key)}: {show(entry.value)}" for entry in properties) + "}"
        return "?"

    return show(JINJA.condition(text, 0))


@settings(max_examples=500, deadline=None)
@given(TEMPLATES)
@example("{% if a %}\r\n{{ b\r\n}}\0{% endif %}")
def test_masking_keeps_length_and_lines(text: str) -> None:
    template = read_template(text, JINJA)
    assert len(template.masked) == len(text)
    assert len(Lines(text)) == len(Lines(template.masked))
    assert [place for place, mark in enumerate(text) if mark == "\n"] == [
        place for place, mark in enumerate(template.masked) if mark == "\n"
    ]
    inside = [offset for span in template.tags for offset in range(*span)]
    outside = set(range(len(text))).difference(inside)
    assert all(template.masked[place] == text[place] or text[place] in "\r\0" for place in outside)
    assert all(template.masked[place] in "x \r\n" for place in inside)
    assert "\0" not in template.masked
    assert "\r\n" not in template.masked


@settings(max_examples=500, deadline=None)
@given(TEMPLATES)
def test_blocks_nest_and_slice_back(text: str) -> None:
    template = read_template(text, JINJA)
    for spans in (template.tags, template.dynamic, template.comments):
        assert all(before.end <= after.start for before, after in pairwise(spans))
    for block in everything(template.blocks):
        assert text[block.span.start : block.span.end].startswith("{%")
        assert block.text == text[block.args.start : block.args.end]
        assert block.span.start < block.body.start <= block.body.end <= block.span.end
        for branch in block.branches:
            assert block.span.start <= branch.span.start < branch.span.end == branch.body.start
            assert branch.body.start <= branch.body.end <= block.body.end
        for before, after in zip((None, *block.children), block.children, strict=False):
            assert block.body.start <= after.span.start < after.span.end <= block.body.end
            assert before is None or before.span.end <= after.span.start


@settings(max_examples=200, deadline=None)
@given(TEMPLATES)
def test_plain_pages_are_left_alone(text: str) -> None:
    template = read_template(text, PLAIN)
    assert template.masked == text.replace("\r\n", " \n").replace("\0", " ")
    assert not template.blocks


@settings(max_examples=200, deadline=None)
@given(TEMPLATES, st.integers(0, 200))
def test_enclosing_branches_are_those_whose_body_holds_the_offset(text: str, offset: int) -> None:
    found = page(text)
    expected = [
        (block, index)
        for block in everything(found.template.blocks)
        for index, branch in enumerate(block.branches)
        if branch.body.start <= offset < branch.body.end
    ]
    assert found.enclosing(offset) == expected


def test_masking() -> None:
    text = '<a href="{% url "x" %}?{{ a\n }}"{% if b %} c{% endif %}>{# d #}{% raw %}{{ e }}{% endraw %}'
    masked = '<a href="xxxxxxxxxxxxx?xxxx\nxxx"           c           >                {{ e }}            '
    assert page(text).template.masked == masked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% if a %}1{% elif b %}2{% else %}3{% endif %}", "if[1|2|3]"),
        ("{%- if a -%}1{%+ endif ~%}", "if[1]"),
        ("{% for x in y %}1{% else %}2{% endfor %}", "for[1|2]"),
        ("{% if a %}{% for x in y %}1{% endif %}2", "if[{% for x in y %}1](for[1])"),
        ("{% if a %}1", "if[1]"),
        ("{% if a %}1{% endfor %}2", "if[1{% endfor %}2]"),
        ("1{% endif %}2{% else %}", ""),
        ("{% if a %}1{% if b", "if[1{% if b]"),
        ("{% if a {% if b %}1{% endif %}", "if[1]"),
        ("{% block a %}1{% endblock a %}", "block[1]"),
        ("{% cache 5 a %}1{% include 'b' %}{% endcache %}", "other[1{% include 'b' %}](include)"),
        ("{% my %}1{% my %}2{% endmy %}3{% endmy %}", "other[1{% my %}2{% endmy %}3](other[2])"),
        ("{% set a = 1 %}{% set b %}2{% endset %}", "set set[2]"),
        ("{% raw %}{% if a %}{% endraw %}", "raw[{% if a %}]"),
        ("{% raw %}{% if a %}1{% endif %}", "raw[{% if a %}1{% endif %}](if[1])"),
        ("{% comment %}{% if a %}{% endcomment %}", ""),
        ("{% verbatim x %}{{ a }}{% endverbatim x %}", "verbatim[{{ a }}]"),
        ("{% if '%}' == a %}1{% endif %}", "if[1]"),
        ("{% blocktrans %}it's{% endblocktrans %}", "other[it's]"),
        ('{% trans "it\'s" %}{% csrf_token %}', "print print"),
    ],
)
def test_blocks(text: str, expected: str) -> None:
    assert shape(text) == expected


def test_names_files_and_bindings() -> None:
    text = (
        '{% extends "base.html" %}{% from "m.html" import f %}{% include x %}{% macro chat(a) %}{% endmacro %}'
        "{% set ok = c.d %}{% with a=b c='d' %}{% endwith %}{% include 'p' with z=1 only %}"
        "{% with a.b as q %}{% endwith %}"
    )
    blocks = read_template(text, JINJA).blocks
    assert [(block.kind, block.name, [name for name, _ in block.bindings]) for block in blocks] == [
        ("extends", "base.html", []), ("import", "m.html", []), ("include", "", []), ("macro", "chat", []),
        ("set", "ok", ["ok"]), ("with", "a", ["a", "c"]), ("include", "p", ["z"]), ("with", "a.b", ["q"]),
    ]  # fmt: skip


def test_guarding_branches_and_dynamic_values() -> None:
    text = "{% if a %}{% for x in y %}{% if b %}1{% else %}<img src='{{ c }}'>{% endif %}{% endfor %}{% endif %}"
    found = page(text)
    guards = found.guarding_branches(text.index("<img"))
    assert [(block.text, index) for block, index in guards] == [("a", 0), ("b", 1)]
    (image,) = found.document.elements
    source = image.attributes[0].value_span
    assert source is not None
    assert found.is_dynamic(source)
    assert not found.is_dynamic(Span(source.end, source.end + 1))
    assert found.slice(source) == "{{ c }}"
    assert found.has_tags(Span(0, 1))
    assert not found.is_dynamic(Span(0, 1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", "a"),
        ("not a and b or c", "(((! a) && b) || c)"),
        ("not a == 'x'", "(! (a === 'x'))"),
        ("request.COOKIES.consent != 'no'", "(request['COOKIES']['consent'] !== 'no')"),
        ("request.cookies.get('c', '') == 'yes'", "((request['cookies']['get']('c') ?? '') === 'yes')"),
        ("request.cookies['c'] is none", "(request['cookies']['c'] == None)"),
        ("c is not none", "(! (c == None))"),
        ("c == None", "(c == None)"),
        ("c is defined and c", "((c !== undefined) && c)"),
        ("c is not true", "(! (c === True))"),
        ("c is sameas false", "(c === False)"),
        ("c is divisibleby(3)", "divisibleby(c, 3.0)"),
        ("'m' in c", "(c && c['includes']('m'))"),
        ("'m' not in c.split(',')", "(! (c['split'](',') && c['split'](',')['includes']('m')))"),
        ("c in ('a', 'b')", "((c === 'a') || (c === 'b'))"),
        ("c not in ['a']", "(! (c === 'a'))"),
        ("c|default(true)", "(c ?? True)"),
        ('c|default:"x"|lower == "x"', "((c || 'x') === 'x')"),
        ("c|default('x', true)", "(c || 'x')"),
        ("c|join(',')", "join(c, ',')"),
        ("request.cookies.has('c')", "(request['cookies']['get']('c') != None)"),
        ("c ? 'x'", "(c ? 'x' : undefined)"),
        ("c ?: 'x'", "(c || 'x')"),
        ("document or name.x", "($document || $name['x'])"),
        ("a if b else c", "(b ? a : c)"),
        ("a if b", "(b ? a : undefined)"),
        ("(a or b) and c", "((a || b) && c)"),
        ("a.0.1", "a['0']['1']"),
        ("f(1, b=2)", "f(1.0, {'b': 2.0})"),
        ("{'a': 1}.a", "{'a': 1.0}['a']"),
        ("a < 3 and -b >= 1", "((a < 3.0) && ((- b) >= 1.0))"),
        ("a ~ 'x'", "(a + 'x')"),
        ("a[b.c]", "a[b['c']]"),
        ("x == 'it\\'s'", '(x === "it\'s")'),
        ("", "?"),
        ("a b", "?"),
        ("a ==", "?"),
        ("a[1:2]", "?"),
        ("and", "?"),
        ("\u20ac", "?"),
        ("(" * 5000, "?"),
        ("not " * 5000 + "a", "?"),
        ("a and " * 5000 + "a", "?"),
    ],
)
def test_conditions(text: str, expected: str) -> None:
    assert lower(text) == expected


CONDITIONS = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            "a .b [ ] ( ) , ' \" not and or in is == != < | : default if else 1 true {{ { } ~ - x=1".split()
        )
    ).map(" ".join),
)


@settings(max_examples=500, deadline=None)
@given(CONDITIONS, st.integers(0, 9))
def test_spans_of_conditions_lie_in_the_text(text: str, offset: int) -> None:
    def check(value: object) -> None:
        if isinstance(value, tuple) and not isinstance(value, Span):
            span = getattr(value, "span", None)
            if span is not None:
                assert offset <= span.start <= span.end <= offset + len(text)
            for part in value:
                check(part)

    check(JINJA.condition(text, offset))
    check(JINJA.bindings("set", text, offset))


def test_a_condition_gives_back_its_own_source() -> None:
    text = "{% if (a or b) and c.d == 'x' %}{% endif %}"
    (block,) = read_template(text, JINJA).blocks
    condition = block.condition
    assert isinstance(condition, ir.Logical)
    assert text[slice(*condition.span)] == "(a or b) and c.d == 'x'"
    assert text[slice(*condition.left.span)] == "(a or b)"
    assert text[slice(*condition.right.span)] == "c.d == 'x'"


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.html", "<p>", "plain"),
        ("a.html", "{% if a %}{% endif %}", "jinja"),
        ("a.html", "{{ a }}", "jinja"),
        ("a.html", "<style>a{b:c}@media print{#d{e:f}}</style>", "plain"),
        ("a.html", "<script>if (a) {{ b() }}</script>", "jinja"),
        ("a.js", "{% if a %}{{ b }}", "plain"),
        ("a.ts", "`{{ b }}`", "plain"),
        ("a.js.j2", "b", "jinja"),
        ("A.HTML.J2", "b", "jinja"),
        ("a.jinja", "b", "jinja"),
    ],
)
def test_choice_of_the_dialect(path: str, text: str, expected: str) -> None:
    assert dialect_for(path, text).id == expected


def test_override() -> None:
    assert dialect_for("a.html", "{{ a }}", "plain").id == "plain"
    with pytest.raises(ValueError, match=r"unknown template dialect .x.; known are .*jinja.*plain"):
        dialect_for("a.html", "", "x")


def test_extensions_belong_to_one_dialect() -> None:
    extensions = [extension for dialect in load_dialects().values() for extension in dialect.extensions]
    assert len(extensions) == len(set(extensions))


HOSTILE = [
    "{{", "{%", "{#", "{{ '", '{{ "}}"', "{% raw %}", "{% comment %}", "{% if a %}", "{% x %}", "{% endif %}",
    "{% else %}", "{{ ' }}' ", '{{ "', "{{ \\\"", "{% if a %}{% for b in c %}{% endif %}", "{% a %}{% enda %}",
    "{% raw ", "{% comment %}{% endcomment ", "{{ }", "{% if " + "(" * 50 + " %}",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_ends(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    for whole in (text, text + "}} %} #}"):
        assert len(read_template(whole, JINJA).masked) == len(whole)
