"""Pug, Haml, Slim and Blade: spans, nesting, hostile text, and what the tree holds."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consentlint.dialects import load_dialects
from consentlint.model import Span
from consentlint.syntax.layers import Page
from consentlint.syntax.template import Block
from consentlint.text import Lines, Source

LANGUAGES = ("pug", "haml", "slim", "blade")
STARTS = ["", " ", "  ", "    ", "\t", "\t\t"]
PIECES = {
    "pug": [
        "script(src='a' + b)", "p.", ".", "if a", "else if b", "else", "unless c", "case d", "when 'e'",
        "when 'f': p", "default", "each x in y", "- var a = b", "- if (a) {", "- } else {", "- }", "= a",
        "| b #{c} d", "#[b c]", "//", "//- x", "include f", "block g", "+m(1)(a='b')", "mixin m", "a(b", "c)", "`",
        "'", "<p>", "#{t}(a=1)", "a: b: c", "&attributes(x)", ":f", "p(a= b ? 'c' : d, e", "script", "style.", "-",
        "\\#{a}", "(", ")", "doctype html",
    ],
    "haml": [
        "%script{src: 'a' + b}", "%p", ".a#b{c: {d: 'e'}}", "%a(b='c#{d}' e=f)", "- if a", "- elsif b", "- else",
        "- case c", "- when 'd'", "- x.each do |y|", "= a", "= f do", "!= b,", "-# x", "/", "/ y", "/[if IE]",
        ":javascript", ":plain", "\\%a", "a | ", "%a<>", "%b/", "%c{", "d}", "- return if a", "- a = b", "'", '"',
        "<p>", "#{a}", "== a #{b}", "!!!",
    ],
    "slim": [
        "script src='a' b=c", "p text", ".a#b c=d", "a[b c='d'", "e]", "- if a", "- elsif b", "- else", "- case c",
        "- when 'd'", "- x.each do |y|", "= a", "== f do", "= b,", "/ x", "/!", "/[if IE]", "javascript:",
        "markdown:", "|", "' a #{b}", "ul: li: a", "img/", "*{a: 'b'}", "'", '"', "<p>", "doctype html",
        "- return if a", "- a = b", "(", ")",
    ],
    "blade": [
        "@if($a)", "@elseif($b)", "@else", "@endif", "@unless ($c)", "@endunless", "@switch($d)", "@case(1)",
        "@break", "@default", "@endswitch", "@own('x')", "@elseown('y')", "@unlessown('z')", "@endown", "{{ $a }}",
        "{!! b !!}", "{{-- c --}}", "@{{ d }}", "@@if", "@php", "@endphp", "$a = 1; if ($a) {", "}", "@include('e')",
        "{{", "}}", "'", "@includeWhen($a, 'f')", "@includeFirst(['g', 'h'])", "@section('i')", "@endsection", "@if(",
        "<?php", "?>", "(", "@verbatim", "@endverbatim", "@forelse($a as $b)", "@empty", "@endforelse", "@empty($a)",
        "@endempty", "<p @class([])>",
    ],
}  # fmt: skip


def texts(language: str) -> st.SearchStrategy[str]:
    line = st.tuples(st.sampled_from(STARTS), st.sampled_from(PIECES[language]), st.sampled_from(["", "", " ", "x"]))
    ends = st.sampled_from(["\n", "\n", "\r\n", "\r", "", "\0\n"])
    lines = st.lists(st.tuples(line, ends).map(lambda pair: "".join(pair[0]) + pair[1]), max_size=20).map("".join)
    return st.one_of(lines, st.text(), st.lists(st.sampled_from(PIECES[language]), max_size=12).map("".join))


def page(language: str, text: str) -> Page:
    return Page(Source("page", text), load_dialects()[language])


def everything(blocks: tuple[Block, ...]) -> list[Block]:
    return [found for block in blocks for found in (block, *everything(block.children))]


def inside(span: Span, text: str) -> bool:
    return 0 <= span.start <= span.end <= len(text)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_any_text_gives_layers_whose_spans_lie_in_it(language: str, data: st.DataObject) -> None:
    text = data.draw(texts(language))
    found = page(language, text)
    source, text, template = text, found.text, found.template
    assert len(template.masked) == len(text)
    assert len(Lines(text)) == len(Lines(template.masked))
    for spans in (template.tags, template.dynamic, template.comments):
        assert all(before.end <= after.start for before, after in pairwise(spans))
    for block in everything(template.blocks):
        assert block.text == text[block.args.start : block.args.end]
        assert block.span.start <= block.body.start <= block.body.end <= block.span.end
        for branch in block.branches:
            assert branch.span.end <= branch.body.start <= branch.body.end <= block.body.end
        for before, after in pairwise(block.children):
            assert before.span.end <= after.span.start
    for element in found.document.elements:
        values = [attribute.value_span for attribute in element.attributes if attribute.value_span]
        for span in (element.start, element.inner, *values, *(attribute.span for attribute in element.attributes)):
            assert inside(span, text)
            assert inside(found.origin(span), source)
    for span, _ in found.document.comments:
        assert inside(found.origin(span), source)
    for tag in template.tags:
        assert text[tag.start : tag.end] == source[slice(*found.origin(tag))]


def tree(language: str, text: str) -> list[str]:
    """The elements as `name[attribute=value ...]`; what is printed is `?`."""
    found = page(language, text)
    shown = []
    for element in found.document.elements:
        parts = []
        for attribute in element.attributes:
            value = attribute.value
            for hole in reversed(found.template.dynamic):
                span = attribute.value_span
                if value is not None and span and span.start <= hole.start and hole.end <= span.end:
                    value = value.replace("x" * (hole.end - hole.start), "?", 1)
            parts.append(attribute.name + ("" if value is None else f"={value}"))
        shown.append(f"{element.name}[{' '.join(parts)}]" if parts else str(element.name))
    return shown


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("pug", "a(b='c' d, e=f)\n  i\nu", ["a[b=c d e=?]", "i", "u"]),
        ("pug", "p: a(href='/'): b c", ["p", "a[href=/]", "b"]),
        ("pug", "#i.j.k(class='l')", ["div[id=i class=j k l]"]),
        ("pug", "a(b='1' + c + '/d' e=`f${g}h`)", ["a[b=1?/d e=f?h]"]),
        ("pug", "a(b= c ? 'd' : 'e' f)", ["a[b=? f]"]),
        ("pug", "a(b=c\n  d='e')\n  i", ["a[b=? d=e]", "i"]),
        ("pug", "a(b=false c=true d=null)", ["a[c]"]),
        ("pug", "a(href='?b=1&copy=2')", ["a[href=?b=1&copy=2]"]),
        ("pug", "a(@click='b' :c='d' (e)='f' [g]='h' #i)", ["a[@click=b :c=d (e)=f [g]=h #i]"]),
        ("pug", "p a #[b(c='d') e] f\ni", ["p", "b[c=d]", "i"]),
        ("pug", "p.\n  a\n    b\ni", ["p", "i"]),
        ("pug", "script\n  var a = 1;\n  b(a);\ni", ["script", "i"]),
        ("pug", "//\n  a\n//- b\ni", ["i"]),
        ("pug", "<a>\n  b\n</a>\n| <i>", ["a", "b", "i"]),
        ("pug", "img\ni", ["img", "i"]),
        ("pug", "else\n  a", ["a"]),
        ("pug", "a(b='c\ni", ["a", "i"]),
        ("haml", "%a{b: 'c d', e: f}\n  %i\n%u", ["a[b=c d e=?]", "i", "u"]),
        ("haml", "#i.j.k{class: 'l'}", ["div[id=i class=j k l]"]),
        ("haml", "%a{:b => \"1#{c}/d\", 'e' => :f}", ["a[b=1?/d e=f]"]),
        ("haml", "%a{data: {b_c: 'd', e: {f: 'g'}}}", ["a[data-b-c=d data-e-f=g]"]),
        ("haml", "%a(b='c' d=e)\n  %i", ["a[b=c d=?]", "i"]),
        ("haml", "%a{b: true, c: nil,\n  d: 'e'}\n  %i", ["a[b d=e]", "i"]),
        ("haml", ":javascript\n  a < b\n%i", ["script", "i"]),
        ("haml", "-# a\n  %b\n/ c\n  %d\n%i", ["i"]),
        ("haml", "\\%a\n%b/\n%i", ["b", "i"]),
        ("haml", "%a{b: 'c'\n%i", ["a", "i"]),
        ("slim", "a b='c d' e=f\n  i\nu", ["a[b=c d e=?]", "i", "u"]),
        ("slim", "#i.j.k class='l'", ["div[id=i class=j k l]"]),
        ("slim", 'a b="1#{c}/d" e=(f + g) h', ["a[b=1?/d e=?]"]),
        ("slim", "a[b c='d'\n  e]\n  i", ["a[b c=d e]", "i"]),
        ("slim", "ul: li.a: b c", ["ul", "li[class=a]", "b"]),
        ("slim", "javascript:\n  a < b\ni", ["script", "i"]),
        ("slim", "/ a\n  b\n/! c\n  d\ni", ["i"]),
        ("slim", "p a\n  b\ni", ["p", "i"]),
        ("slim", "| a\n  b\n<u>\ni", ["u", "i"]),
        ("slim", "img/\na b=c d", ["img", "a[b=?]"]),
        ("slim", "a[b='c'\ni", ["a", "i"]),
        ("blade", "<a b='{{ $c }}' @class(['d'])><i @@e>", ["a[b=? xxxxxxxxxxxxx]", "i[@@e]"]),
    ],
)
def test_elements(language: str, text: str, expected: list[str]) -> None:
    assert tree(language, text) == expected


def shape(language: str, text: str) -> str:
    """Blocks as `kind:name[arm|arm](children)`; what holds no block or is painted over is left out."""

    found = page(language, text)

    def show(blocks: tuple[Block, ...]) -> str:
        return " ".join(one(block) for block in blocks if block.kind not in ("code", "set", "other"))

    def one(block: Block) -> str:
        arms = "|".join(" ".join(text[slice(*found.origin(branch.body))].split()) for branch in block.branches)
        inner = show(block.children)
        return f"{block.kind}:{block.name}" + (f"[{arms}]" if arms else "") + (f"({inner})" if inner else "")

    return show(found.template.blocks)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("pug", "if a\n  p\nelse if b\n  i\nelse\n  u\ns", "if:a[p|i|u]"),
        ("pug", "div\n  if a\n    p\n  i", "if:a[p]"),
        ("pug", "each a in b\n  p\nelse\n  i", "for:a[p|i]"),
        ("pug", "case a\n  when 'b': p\n  default\n    i", "if:a[|p|i]"),
        ("pug", "- if (a) {\np\n- } else {\ni\n- }\nu", "if:a[p|i]"),
        ("pug", "extends a/b\nblock c\n  include d.pug", "extends:a/b block:c[include d.pug](include:d.pug)"),
        ("pug", "mixin a(b)\n  p\n+a('c')\n  i", "macro:a[p] call:a[i]"),
        ("pug", "append a\n  p\nblock prepend b\n  i", "push:a[p] push:b[i]"),
        ("pug", "li: if a\n  p\ni", "if:a[p]"),
        ("haml", "- if a\n  %p\n- elsif b\n  %i\n- else\n  %u\n%s", "if:a[%p|%i|%u]"),
        ("haml", "- case a\n- when 'b'\n  %p\n- else\n  %i\n%u", "if:a[|%p|%i]"),
        ("haml", "%ul\n  - a.each do |b|\n    %li\n  %p", "block:a.each[%li]"),
        ("haml", "%a\n  - return if b\n  %p\n%i", "if:b[%p]"),
        ("slim", "- if a\n  p\n- else\n  i\nu", "if:a[p|i]"),
        ("slim", "= f do\n  p\ni", "block:f[p]"),
        ("blade", "@if($a) 1 @elseif($b) 2 @else 3 @endif", "if:[1|2|3]"),
        ("blade", "@own('a') 1 @elseown('b') 2 @endown", "if:own[1|2]"),
        ("blade", "@forelse($a as $b) 1 @empty 2 @endforelse", "for:[1|2]"),
        ("blade", "@includeWhen($a, 'b.c')", "if:['b.c')](include:b.c)"),
        ("blade", "@includeFirst(['a', 'b'])", "include:a include:b"),
        ("blade", "@section('a') 1 @show @section('b', 'c')", "block:a[1]"),
        ("blade", "@if($a) 1@else", "if:[1@else]"),
        ("blade", "@if($a", ""),
        ("blade", "a@if.org @click='b' @media (c) {{-- @if($a) --}}@verbatim @if($b) @endverbatim", ""),
    ],
)
def test_blocks(language: str, text: str, expected: str) -> None:
    assert shape(language, text) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_text_ends(language: str) -> None:
    for piece in [*PIECES[language], "a(", "a: ", "'`\"", "#{", "%a{", "{{ '", "@if(", "a[", " \n", "#[a "]:
        for text in (piece * (20_000 // len(piece)), (piece + "\n") * (10_000 // len(piece)), deeper(piece)):
            found = page(language, text)
            assert len(found.template.masked) == len(found.text)
            assert found.document is not None


def deeper(piece: str) -> str:
    return "".join(f"{' ' * depth}{piece}\n" for depth in range(150))
