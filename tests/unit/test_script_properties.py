"""Any text in: no exception out, and every span where it belongs."""

import pickle
from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.script import LANGUAGES, parse_fragment, parse_script, read_script

SNIPPETS = [
    "(function (g, e, n) { g['_g'] = e; var s = n.createElement('script'); s.src = 'https://x.de/y.js'; })(top, 'G');",
    "import a, {b as c} from 'x'; export default class A extends B { static #x = 1; get y() { return this.#x } }",
    "if (Consent.granted('chat') && !done) { load(`https://${host}/x.js?${a}`); } else if (b) { c() } else d = {e};",
    "for (const [k, {v = 1}] of Object.entries(o)) { switch (k) { case 'a': continue; default: break } }",
    "try { await load() } catch { x?.y?.[z]?.(1) } finally { a ||= b ?? /x[/]y/g }",
    "const App = () => <div a='b&amp;c' {...p}>Hallo é {x ? <B.C/> : null}</div>;",
    "enum A { B, C = 'x' } @D({e: 1}) export class F { constructor(private g: H, @I() j?: K) {} @L() m!: string }",
    "// notes é😀\n<!-- old\nvar s = '\\u{1F600}\\x41';\r\n--> end\nlabel: while (1) { break label }",
    "Please paste:\n<script>\nload({a: 1});\n</script>\n<p>ok</p>",
]
MARKS = [
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "'",
    "`",
    "${",
    "*/",
    "/*",
    "//",
    "<",
    ">",
    "=",
    ":",
    "@",
    "\\",
    "\n",
    "é",
    "\0",
    " ",
]
STATEMENTS = get_args(ir.Statement)

texts = st.text(alphabet=st.characters(codec=None, categories=None)) | st.text(
    st.sampled_from("ab1 \n\r;:,.(){}[]<>='\"`$/*\\!?&|+-@#é😀\ufeff\0\u2028\ud800")
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A snippet with some stretches removed and some marks put in."""
    text = draw(st.sampled_from(SNIPPETS))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 6)))
        text = text[:start] + draw(st.sampled_from(["", *MARKS])) + text[end:]
    return text


def check_nesting(node: Any, outer: Span) -> None:
    """Spans lie in their parent's, and statements stand in order."""
    if hasattr(node, "span"):
        assert outer.start <= node.span.start <= node.span.end <= outer.end, node
        outer = node.span
    parts = [part for part in node if isinstance(part, tuple) and not isinstance(part, Span)]
    if type(node) is tuple and all(isinstance(part, STATEMENTS) for part in parts):
        assert [part.span.start for part in parts] == sorted(part.span.start for part in parts)
    for part in parts:
        check_nesting(part, outer)


def check_sources(node: Any, text: str) -> None:
    """Names and undecoded strings are what stands at their spans; a name that the reader adds has an empty one."""
    added = isinstance(node, ir.Name) and node.span.start == node.span.end
    if isinstance(node, ir.Name) and not added and "\\" not in (source := text[node.span.start : node.span.end]):
        assert source == node.id
    if isinstance(node, ir.Const) and isinstance(node.value, str):
        source = text[node.span.start : node.span.end]
        decoded = any(mark in source for mark in ("\\", "&", "\r\n"))
        assert decoded or node.value in (source, source[1:-1], source[1:])  # bare, quoted, never closed
    for part in node:
        if isinstance(part, tuple) and not isinstance(part, Span):
            check_sources(part, text)


@settings(max_examples=150, deadline=None)
@given(texts | mutated(), st.sampled_from(LANGUAGES))
def test_any_text_is_read(text: str, language: str) -> None:
    program, comments = read_script(text, language=language)
    assert program.span == Span(0, len(text))
    check_nesting(program, program.span)
    check_sources(program, text)
    assert list(program.holes) == sorted(set(program.holes))
    assert all(text[span.start : span.end] == source for span, source in comments)


@settings(max_examples=60, deadline=None)
@given(mutated(), st.text(max_size=9), st.text(max_size=9))
def test_a_part_is_read_as_it_stands_alone(script: str, before: str, after: str) -> None:
    span = Span(len(before), len(before) + len(script))
    part, alone = parse_script(before + script + after, span), parse_script(script)
    check_nesting(part, span)
    check_sources(part, before + script + after)
    assert without_spans(part) == without_spans(alone)


@settings(max_examples=60, deadline=None)
@given(mutated(), st.integers(0, 9))
def test_a_fragment_stays_in_its_place(code: str, start: int) -> None:
    place = Span(start, start + 3)
    program = parse_fragment(code, place)
    check_nesting(program, place)
    assert without_spans(program)[:-1] == without_spans(parse_script(code))[:-1]  # but for the holes, which coincide


@settings(max_examples=60, deadline=None)
@given(mutated())
def test_programs_are_pickled(text: str) -> None:
    program = parse_script(text)
    assert repr(pickle.loads(pickle.dumps(program))) == repr(program)


def without_spans(node: Any) -> Any:
    if isinstance(node, Span):
        return None
    return (type(node).__name__, *map(without_spans, node)) if isinstance(node, tuple) else repr(node)
