"""What holds for every template language: nothing raises, nothing moves, every span gives back its own source."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consentlint.dialects import dialect_for, load_dialects
from consentlint.model import Span
from consentlint.syntax.nesting import read_template
from consentlint.syntax.template import Block, Dialect
from consentlint.text import Lines

DIALECTS = load_dialects()
PIECES = {
    "handlebars": (
        "{{#if a}} {{else}} {{/if}} {{#each b}} {{/each}} {{^c}} {{/c}} {{x}} {{{y}}} {{&z}} {{> p}} {{#> q}} "
        "{{/q}} {{! {{!-- --}} }} {{ }}} {{{{r}}}} {{{{/r}}}} \\{{ {{~^~}} {{#*inline {{!<l}} {{else if {{eq ( "
        ") [a b] .. as |x|}}"
    ),
    "go": (
        '{{if .A}} {{else if not .B}} {{else}} {{end}} {{range .C}} {{with $.D}} {{define "t"}} {{template '
        '"t"}} {{/* */}} {{- -}} {{ }} {{$x:=.Y}} {{$x}} ` {{. | f (g .X).Y}} {{block "t" .}} {{"}}"}} {{/**/ '
        "{{else"
    ),
    "mako": (
        "%if(a): %elif(b): %else: %endif %for(x): %endfor ## %% ${ } ${x|h} <% %> <%! <%doc> </%doc> <%text> "
        "</%text> <%def(name=\"a\")> </%def> <%include(file=\"b\")/> <%inherit(file='c')/> <%block> </%block> "
        "return a=1 \\ <%a:b>"
    ),
    "eex": (
        "<%=if(a)do%> <%else%> <%end%> <%x->%> <%cond(do)%> <%case(x)do%> <%_->%> <%# <%!-- --%> <%% <% %> "
        '<%=fn(x)->%> <p:if={@x}> </p> <br/> <script> </script> {@y} { } <!-- --> ~H""" """ defmodule <.c '
        ":if={a} b={c}/> <"
    ),
    "velocity": (
        "#if($a) #elseif(!$b) #else #end #foreach($x(in)$y) #set($a=1) #macro(m) #m() #@m() $a $!{b.c} ${ "
        '$a.b("c") ## #* *# #[[ ]]# #stop #parse("x") \\$ \\# #{else} ( ) #if( var(\\$q) #fff $x[0]'
    ),
    "freemarker": (
        "<#if(a)> <#elseif(b)> <#else> </#if> <#list(a)> </#list> <#-- --> <#noparse> </#noparse> ${ } "
        '${x!"y"} #{z} <@m/> <@m> </@m> <#assign(a=1)> <#assign(c)> </#assign> <#switch(a)> <#case(1)> '
        "<#break> <#default> </#switch> [#if(a)] [/#if] <#return> <#if > <#macro(m)> </#macro> x?? a!b "
        "?then(1,2)"
    ),
}  # fmt: skip
COMMON = ["<p>", "</p>", "\n", "\r\n", "\r", "\0", "'", '"', " ", "\U0001f36a", "(", ")", "{{", "}}", "{%", "%}", "<%",
          "%>", "<?php", "?>", "{%if a%}", "{%endif%}", "@if(a)", "@endif", "- if a\n  p\n"]  # fmt: skip


def texts(dialect: str) -> st.SearchStrategy[str]:
    own = [piece.replace("(", " ", 1) for piece in PIECES.get(dialect, "").split()]
    pieces = st.sampled_from([*own, *COMMON])
    return st.one_of(st.text(max_size=40), st.lists(pieces, max_size=20).map("".join))


def everything(blocks: tuple[Block, ...]) -> list[Block]:
    return [found for block in blocks for found in (block, *everything(block.children))]


def spans(value: Any) -> list[Span]:
    if isinstance(value, Span):
        return [value]
    return [span for part in value for span in spans(part)] if isinstance(value, tuple) else []


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=lambda dialect: dialect.id)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_masking_keeps_length_and_lines(dialect: Dialect, data: st.DataObject) -> None:
    text = data.draw(texts(dialect.id))
    template = read_template(text, dialect)
    assert len(template.masked) == len(text)
    assert len(Lines(text)) == len(Lines(template.masked))
    for kept in (template.tags, template.dynamic, template.comments):
        assert all(before.end <= after.start for before, after in pairwise(kept))
        assert all(0 <= span.start <= span.end <= len(text) for span in kept)


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=lambda dialect: dialect.id)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_blocks_nest_and_conditions_lie_in_the_text(dialect: Dialect, data: st.DataObject) -> None:
    text = data.draw(texts(dialect.id))
    for block in everything(read_template(text, dialect).blocks):
        assert block.text == text[block.args.start : block.args.end]
        assert block.span.start <= block.body.start <= block.body.end <= block.span.end
        for branch in block.branches:
            assert branch.body.start <= branch.body.end <= block.body.end
            assert all(0 <= span.start <= span.end <= len(text) for span in spans(branch.condition or ()))
        assert all(0 <= span.start <= span.end <= len(text) for span in spans(block.bindings))
        for before, after in pairwise(block.children):
            assert before.span.end <= after.span.start


WORDS = (
    "a .b @c $d ${e} [ ] ( ) , ' \" not and or in is == != < | |> : default if else 1 true nil {{ { } ~ - x=1 ! ? ?? "
    "-> . as :k %{ fn #{ && || =~ = ?then(1,2) !\"y\" eq ne index .A.B .get('x','y') is_nil"
).split()


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=lambda dialect: dialect.id)
@settings(max_examples=150, deadline=None)
@given(text=st.one_of(st.text(max_size=40), st.lists(st.sampled_from(WORDS)).map(" ".join)), offset=st.integers(0, 9))
def test_conditions_lie_in_their_text(dialect: Dialect, text: str, offset: int) -> None:
    for word in ("", "set", "assign"):
        read = [dialect.condition(text, offset), *(value for _, value in dialect.bindings(word, text, offset))]
        assert all(offset <= span.start <= span.end <= offset + len(text) for span in spans(tuple(read)))


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=lambda dialect: dialect.id)
@pytest.mark.parametrize("piece", ["(", "not ", "!", "a and ", "a!", "a.b(", "[", "${", "a | f | ", "x ? ", "-"])
def test_deep_conditions_end(dialect: Dialect, piece: str) -> None:
    dialect.condition(piece * 5000, 0)
    dialect.condition(piece * 90 + "a", 0)


@pytest.mark.parametrize("dialect", [*PIECES])
@pytest.mark.parametrize("after", ["", "}} %> > }"])
def test_hostile_text_ends(dialect: str, after: str) -> None:
    for piece in PIECES[dialect].split():
        piece = piece.replace("(", " ", 1)
        text = piece * (40_000 // len(piece)) + after
        assert len(read_template(text, DIALECTS[dialect]).masked) == len(text)


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.html", "{{ if .X }}y{{ end }}", "go"),
        ("a.html", '{{ define "main" }}<p>{{ end }}', "go"),
        ("a.html", "{{- with .Site.Params }}{{ . }}{{ end }}", "go"),
        ("a.html", '{{ partial "head.html" . }}', "go"),
        ("a.tmpl", "{{ .Title }}", "go"),
        ("a.html", "{{#if x}}y{{/if}}", "handlebars"),
        ("a.html", "{% if a %}{{#if x}}y{{/if}}{% endif %}", "jinja"),
        ("a.html", "<?php a() ?>{{#if x}}y{{/if}}", "php"),
        ("a.html", "{{ $a := .B }}{{/* c */}}", "go"),
        ("a.html", "{% if x %}{{ y }}{% endif %}{# {{ .z }} #}", "jinja"),
        ("a.html", "<p>{{ user.name }}</p>", "jinja"),
        ("a.html", "<#if x>y</#if>", "freemarker"),
        ("a.html", "[#if x]y[/#if]", "freemarker"),
        ("a.html", "<script>a[#b]; if (c) { d = {#e: 1} }</script>", "plain"),
        ("a.html", '<%inherit file="base.html"/>', "mako"),
        ("a.html", "% if x:\ny\n% endif\n", "mako"),
        ("a.html", "<p>100 % if you like</p>", "plain"),
        ("a.html.heex", "<p>", "eex"),
        ("lib/a.ex", "defmodule A do\nend", "eex"),
        ("a.vm", "$x", "velocity"),
        ("a.ftlh", "x", "freemarker"),
    ],
)
def test_choice_of_the_dialect(path: str, text: str, expected: str) -> None:
    assert dialect_for(path, text).id == expected
