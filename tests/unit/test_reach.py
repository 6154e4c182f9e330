"""The executor as a whole: whatever the text, it answers; and its answers obey the semantics of the worlds."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consentlint.inspect import Inspection, inspect_source
from consentlint.packs import load_packs
from consentlint.text import Source
from consentlint.worlds import NEVER, NO, YES

PACKS = load_packs()
URL = "https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js"
LOAD = f"var s = document.createElement('script'); s.src = '{URL}'; document.head.appendChild(s);"
PIECES = [
    "if (", ") {", "}", "else {", "return;", "function f() {", "f();", "var a = ", "a", "&&", "||", "??", "!", "(",
    ")", ";", "=> {", "async ", "await ", "try {", "} catch (e) {", "switch (a) {", "case 1:", "break;",
    "for (const x of [1, 2]) {", "localStorage.getItem('consent')", "=== 'accepted'", "Cookiebot.consent.marketing",
    "window.addEventListener('load', ", "document.getElementById('accept').onclick = ", "new Promise(r => ", ".then(",
    "class A { m() {", "new A().m()", "`${a}`", "setTimeout(", "throw a;", "export ", "import x from 'y';", "<div>",
    "</div>", "<script>", "</script>", LOAD, "\n",
]  # fmt: skip
slow_machine = settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])


def inspect(text: str, path: str = "page.html") -> Inspection:
    return inspect_source(Source(path, text), PACKS)


@slow_machine
@given(
    st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join), st.sampled_from(["a.js", "a.tsx", "a.html", "a.ts"])
)
def test_no_text_raises(text: str, path: str) -> None:
    for embed in inspect(text, path).embeds:
        assert 0 <= embed.place.span.start <= embed.place.span.end <= len(text)


@slow_machine
@given(st.text(max_size=200), st.sampled_from(["a.js", "a.html", "a.svg"]))
def test_no_noise_raises(text: str, path: str) -> None:
    inspect(text + URL, path)


CONDITIONS = [
    "hasConsent()",
    "!hasConsent()",
    "shop.ready()",
    "localStorage.getItem('cookie-consent')",
    "true",
    "false",
]


@slow_machine
@given(st.sampled_from(CONDITIONS), st.sampled_from(CONDITIONS))
def test_one_more_guard_never_opens(outer: str, inner: str) -> None:
    alone = inspect(f"if ({inner}) {{ {LOAD} }}", "a.js").embeds[0].exposure.load
    both = inspect(f"if ({outer}) {{ if ({inner}) {{ {LOAD} }} }}", "a.js").embeds[0].exposure.load
    assert all(x <= y for x, y in zip(both, alone, strict=True))


@slow_machine
@given(st.sampled_from(CONDITIONS), st.sampled_from(CONDITIONS))
def test_an_exit_guards_as_a_branch_does(first: str, second: str) -> None:
    branches = inspect(f"if ({first}) {{ if ({second}) {{ {LOAD} }} }}", "a.js").embeds[0].exposure.load
    exits = f"function f() {{ if (!({first})) return; if (!({second})) return; {LOAD} }} f();"
    assert inspect(exits, "a.js").embeds[0].exposure.load == branches


@slow_machine
@given(st.sampled_from(CONDITIONS))
def test_a_condition_and_its_negation_open_everything(condition: str) -> None:
    """Two ways, of which one is always taken: the condition is no guard."""
    text = f"function f() {{ {LOAD} }} if ({condition}) f(); if (!({condition})) f();"
    load = inspect(text, "a.js").embeds[0].exposure.load
    assert NO not in load


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("recursion", f"function f(n) {{ return f(n - 1) + f(n - 2); }} f(3); {LOAD}"),
        ("two functions that call each other", f"function a() {{ b(); }} function b() {{ a(); }} a(); {LOAD}"),
        ("an endless loop", f"while (true) {{ x = x + 1; }} {LOAD}"),
        ("a promise that waits for itself", f"var p = p2.then(() => p); {LOAD}"),
        ("an object that holds itself", f"var o = {{}}; o.o = o; localStorage.setItem('o', JSON.stringify(o)); {LOAD}"),
    ],
)
def test_cycles_end(name: str, code: str) -> None:
    assert inspect(code, "a.js").embeds[0].exposure.load.undecided is YES, name


def test_a_limit_is_said_and_nothing_is_called_held_back() -> None:
    calls = "".join(f"function f{i}(x) {{ f{i + 1}({{}}); f{i + 1}({{}}); f{i + 1}({{}}); }}\n" for i in range(60))
    seen = inspect(f"{calls}function f60() {{ if (hasConsent()) {{ {LOAD} }} }} f0();", "a.js")
    assert any("too much code" in note for note in seen.notes)
    assert [embed.gated for embed in seen.embeds] == [False]


def test_code_that_cannot_be_read_may_load() -> None:
    seen = inspect("(" * 3000 + f"'{URL}'", "a.js")
    assert [embed.exposure.load == NEVER for embed in seen.embeds] == [False]
    assert seen.notes


def test_the_same_text_gives_the_same_answer() -> None:
    text = f"document.getElementById('accept').onclick = () => {{ {LOAD} }};\nif (hasConsent()) {{ {LOAD} }}"
    assert [inspect(text, "a.js").embeds for _ in range(3)] == [inspect(text, "a.js").embeds] * 3


@pytest.mark.parametrize(
    ("predicate", "load"),
    [
        ("status => status === true", "no/no/yes"),
        ("status => status === false", "no/yes/no"),
        ("status => status !== undefined", "no/yes/yes"),
        ("status => !status", "yes/yes/no"),
    ],
)
def test_a_stream_is_worth_what_its_filter_lets_through(predicate: str, load: str) -> None:
    stream = f"Didomi.getObservableOnUserConsentStatusForVendor('c:chat').filter({predicate})"
    seen = inspect(f"{stream}.subscribe(() => {{ {LOAD} }});", "a.js")
    assert [str(embed.exposure.load) for embed in seen.embeds] == [load]
