"""Whatever text comes in, the dialects of servers give tags in order that slice back, and never raise."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consentlint.dialects import load_dialects
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.layers import Page
from consentlint.syntax.nesting import read_template
from consentlint.syntax.template import Block
from consentlint.text import Lines, Source

MARKUP = [
    "<p>",
    "</p>",
    "<br>",
    "<script>",
    "</script>",
    "<img src='x'/>",
    "<!--",
    "-->",
    "\n",
    "\r\n",
    "\0",
    "'",
    '"',
    ">",
]
# One piece a line.
PIECES = {
    "razor": r"""
@if (a) {
}
else {
else if (b)
{
@{
@(
)
@* 
 *@
@@
@Model.X(
@section S {
@:text
@foreach (var x in y) {
return;
var a = "b";
@functions {
@helper H() {
/*
*/
<text>
</text>
@Html.Partial("x")
<partial name='y'/>
Layout = "l";
$"{
@model X
@
if (!a) { return; }
switch (a) { case 1:
""",
    "jsp": r"""
<% if (a) { %>
<% } else if (b) { %>
<% } %>
<%
%>
<%--
--%>
<%= a %>
${a}
<%! int a; %>
${
}
\${
<c:if test="${a}">
</c:if>
<c:choose>
<c:when test='${b}'>
</c:when>
<c:otherwise>
</c:choose>
<c:set var="x" value="${y}"/>
<%@ include file="f" %>
<c:if test='
<jsp:include page="p"/>
<c:forEach>
</c:forEach>
<% if (a) return; %>
<% boolean b = a; %>
""",
    "thymeleaf": r"""
<p th:if="${a}">
<br th:unless="${a}">
<div th:switch='${a}'>
<p th:case="'b'">
<p th:case="*">
</div>
<div th:replace="~{f :: g(a=${b})}">
<p th:text="${x}">
<p th:insert="f :: g"/>
[[${x}]]
[[${x
]]
<script th:src="@{/x}" src="y">
<a th:attr="href=@{/a},b=${c}">
</a>
<!--/*
*/-->
<!--/*/
/*/-->
<div th:remove="all">
<li th:each="a : ${b}" th:if="${a}">
</li>
<p th:if
<p th:with="a=${b},c=1">
""",
    "smarty": r"""
{if $a}
{elseif $b eq 'c'}
{else if $b}
{else}
{/if}
{literal}
{/literal}
{* c
*}
{$x|default:'y'}
{$x = $y}
{assign var=a value=$b}
{include file='f' a=$b}
{foreach $a as $b}
{foreachelse}
{/foreach}
{hook h='x'}
{/hook}
{ a
{$x
{block name="b"}
{/block}
{if "
}
""",
    "latte": r"""
{if $a}
{elseif $b === 'c'}
{else}
{/if}
{ifset $a}
{/ifset}
{syntax off}
{/syntax}
{* c
*}
{$x|upper}
{=x()}
{var $a = $b}
{include 'f', a: $b}
{foreach $a as $b}
{/foreach}
<p n:if="$a">
<br n:ifset="$b">
<p n:else>
<div n:foreach="$a as $b" n:if="$b">
</div>
<p n:inner-if="$a"></p>
<a n:attr="href => $x, type => $y ? 'a' : 'b'">
<p n:tag-if="$a">
{block b}
{/block}
{first}
{/first}
{if "
}
""",
    "htl": r"""
<p data-sly-test="${a && !b}">
<br data-sly-test.ok="${a == 'x'}">
</div>
<div data-sly-test="${a @ context='html'}">
<sly data-sly-include="x.html"/>
<div data-sly-resource="${'x' @ resourceType='y'}"></div>
<li data-sly-list.item="${a}">
</li>
${a ? 'b' : 'c'}
${a
<!--/*
*/-->
<p data-sly-text="${x}">
<template data-sly-template.x="${@ a}">
</template>
<img data-sly-attribute.src="${a}">
<sly data-sly-set.ok="${b}"/>
<p data-sly-unwrap>
""",
    "webforms": r"""
<% if (a) { %>
<% } else { %>
<% } %>
<%
%>
<%--
--%>
<%= a %>
<%# a %>
<%: a %>
<asp:PlaceHolder runat="server" Visible='<%# a %>'>
</asp:PlaceHolder>
<asp:Content ContentPlaceHolderID="x" runat="server">
</asp:Content>
<%@ Register Src="~/x.ascx" TagPrefix="uc" TagName="Y" %>
<uc:Y runat="server"/>
<asp:Panel Visible="false" runat=server />
<% bool ok = a; %>
<% if (!a) return; %>
<!--#include file="x" -->
""",
}
DIALECTS = [name for name in PIECES if name in load_dialects()]


def pieces(name: str) -> list[str]:
    return PIECES[name].strip("\n").split("\n")


def texts(name: str) -> st.SearchStrategy[str]:
    return st.one_of(st.text(), st.lists(st.sampled_from([*pieces(name), *MARKUP]), max_size=25).map("".join))


def everything(blocks: tuple[Block, ...]) -> list[Block]:
    return [found for block in blocks for found in (block, *everything(block.children))]


@pytest.mark.parametrize("name", DIALECTS)
@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_text_is_read(name: str, data: st.DataObject) -> None:
    text = data.draw(texts(name))
    dialect = load_dialects()[name]
    template = read_template(text, dialect)
    assert len(template.masked) == len(text)
    assert len(Lines(text)) == len(Lines(template.masked))
    for spans in (template.tags, template.dynamic, template.comments):
        assert all(before.end <= after.start for before, after in pairwise(spans)), text
    for block in everything(template.blocks):
        assert 0 <= block.span.start <= block.body.start <= block.body.end <= block.span.end <= len(text)
        assert block.text == text[block.args.start : block.args.end]
        for branch in block.branches:
            assert block.span.start <= branch.span.start <= branch.span.end == branch.body.start <= branch.body.end
    page = Page(Source("page", text), dialect)
    assert all(page.enclosing(offset) is not None for offset in range(0, len(text), 7))
    assert page.document is not None


@pytest.mark.parametrize("name", DIALECTS)
@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_condition_is_lowered_within_its_span(name: str, data: st.DataObject) -> None:
    words = [
        "a", "b.c", "?.", ".Equals(", "(", ")", "[", "]", "'x'", '"y"', "==", "!", "&&", " and ", "empty ", "${", "}",
        "?",
        ":", "is null", "$z", "|lower", "eq", "new X()", "out v", "<T>", "&amp;&amp;", "@ ctx", "1", ",",
    ]  # fmt: skip
    text = data.draw(st.one_of(st.text(), st.lists(st.sampled_from(words), max_size=20).map("".join)))
    condition = load_dialects()[name].condition(text, 100)
    assert all(100 <= span.start <= span.end <= 100 + len(text) for span in _spans(condition))


def _spans(node: object) -> list[Span]:
    if isinstance(node, Span):
        return [node]
    return [span for part in node for span in _spans(part)] if isinstance(node, tuple) else []


def lowered(name: str, text: str) -> str:
    """A condition in words, to be read at a glance."""

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
        return "?"

    return show(load_dialects()[name].condition(text, 0))


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("razor", 'Request.Cookies["c"]?.Value == "yes"', "(Request['Cookies']['c'] === 'yes')"),
        ("razor", "!string.IsNullOrEmpty(x) && x!.Ok", "((! (! x)) && x['Ok'])"),
        ("razor", "Features.Get<IFeature>()?.CanTrack ?? false", "(Features['Get']()['CanTrack'] ?? False)"),
        ("razor", 'c.TryGetValue("k", out var v) && v == "yes"', "((c['k'] != None) && (c['k'] === 'yes'))"),
        ("razor", "x is not null and", "?"),
        ("razor", 'x is "a" or "b"', "((x === 'a') || (x === 'b'))"),
        ("razor", "list.Any(x => x.Key == 1)", "?"),
        ("jsp", "${cookie.c.value eq 'yes'}", "(cookie['c']['value'] == 'yes')"),
        ("jsp", "${not empty a.b and fn:contains(x, 'y')}", "((! (! a['b'])) && x['includes']('y'))"),
        ("jsp", "<%= ok %>", "ok"),
        (
            "smarty",
            "$smarty.cookies.c eq 'x' and not isset($a.b)",
            "((smarty['cookies']['c'] == 'x') && (! (a['b'] != None)))",
        ),
        ("smarty", "$a|default:'x' == 'y'", "((a || 'x') == 'y')"),
        ("smarty", "in_array('x', $a) && $b->ok()", "(a['includes']('x') && b['ok']())"),
        ("thymeleaf", "${a} == 'x' and !${b}", "((a == 'x') && (! b))"),
        ("thymeleaf", "${a == b} ? yes : 'no'", "((a == b) ? 'yes' : 'no')"),
        ("thymeleaf", "@{https://example.org/x.js}", "'https://example.org/x.js'"),
        ("thymeleaf", "@{https://example.org/x.js(v=${y})}", "'https://example.org/x.js'"),
        ("thymeleaf", "|https://example.org/x.js|", "'https://example.org/x.js'"),
        ("thymeleaf", "@{/a} + ${b}", "('/a' + b)"),
        (
            "thymeleaf",
            "${not #strings.isEmpty(a)} and *{b} &amp;&amp; ${@bean.ok('c')}",
            "(((! (! a)) && b) && bean['ok']('c'))",
        ),
        ("jsp", '"yes".equals(x.getValue()) && !Boolean.TRUE.equals(y)', "(('yes' === x) && (! (True === y)))"),
    ],
)
def test_conditions(name: str, text: str, expected: str) -> None:
    assert lowered(name, text) == expected
