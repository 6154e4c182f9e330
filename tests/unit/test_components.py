"""Component files: whatever is in them, nothing raises, spans are the file's, and work stays linear."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consentlint.dialects import load_dialects
from consentlint.model import Span
from consentlint.syntax import ir

DIALECTS = [one for one in load_dialects().values() if one.component is not None]
PIECES = [
    "<template>", "</template>", "<script setup>", "<script>", "</script>", "---\n", "{", "}", "{{", "}}",
    "{#if a}", "{:else}", "{/if}", "{#each a as b, i (c)}", "{/each}", "{@html x}", "@if (a) {", "} @else {",
    "@for (a of b; track a) {", "<Chat v-if='a' :b=\"c\" @d='e()'>", "</Chat>", "<a href={b}", ">", "<slot/>",
    "`", "'", "\"", "${", "<!--", "-->", "\r\n", "export let a = 1;", "let b = $state(0);", "$: c = b;",
    "<iframe *ngIf='a; else b' [src]='c | d'>", "&quot;", "\u00e9", "\u2028", "<p v-for='(a, b) in c'>",
    "{a && <b>{c}</b>}", "<>", "</>", "\u0000",
]  # fmt: skip


def spans(value: Any) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from spans(part)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda one: one.id)
@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=25))
def test_nothing_raises_and_spans_are_the_files(dialect: Any, pieces: list[str]) -> None:
    text = "".join(pieces)
    made = dialect.component(text)
    assert isinstance(made.program, ir.Program)
    for span in spans(made.program):
        assert 0 <= span.start <= span.end <= len(text)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda one: one.id)
@pytest.mark.parametrize(
    "piece", ["{", "<a b={", "{`${", "{a && <b>", "@if (a) {", "<template><p v-if='a'>", "{#if a}", "<div>"]
)
def test_deep_nesting_raises_nothing(dialect: Any, piece: str) -> None:
    assert dialect.component(piece * 2000).program.span == Span(0, len(piece) * 2000)
