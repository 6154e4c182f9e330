"""PHP as a program: whatever is typed is read, and the markup between the islands keeps its places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentlint.syntax import ir
from consentlint.syntax.server import HTML, PRINT
from consentlint.syntax.server.php import parse_php

PIECES = st.lists(
    st.sampled_from(
        ["<?php ", "?>", "<?= ", "if ($a) {", "if ($a):", "else:", "endif;", "}", "<p>é</p>", "echo 'x';", "return;",
         "function f() {", "class A {", "<<<X\n", "X;\n", "'", '"', "/*", "*/", "// ", "\n", "$x = ", ";", "?->b()",
         "foreach ($a as $b) {", "[1, 'a' => 2]", "match (true) {", "fn($x) => ", "switch ($a): case 1:", "A::b()"]
    ),
    max_size=14,
)  # fmt: skip


@given(PIECES)
def test_whatever_is_typed_is_read(pieces: list[str]) -> None:
    text = "".join(pieces)
    program = parse_php(text)
    assert all(0 <= span.start < span.end <= len(text) for span in program.html)


def calls(body: tuple[object, ...], name: str) -> list[ir.Call]:
    found: list[ir.Call] = []
    pending: list[object] = list(body)
    while pending:
        one = pending.pop()
        if isinstance(one, ir.Call) and isinstance(one.callee, ir.Name) and one.callee.id == name:
            found.append(one)
        if isinstance(one, tuple):
            pending += one
    return found


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("<p>a</p><?php f(); ?><b>c</b>", ["<p>a</p>", "<b>c</b>"]),
        ("<?php if ($a): ?>é<?php else: ?>B<?php endif; ?>C", ["é", "B", "C"]),
        ("<?php function f() { ?> <i> <?php } ?>", [" <i> "]),
        ("<?php foreach ($a as $b): ?>x<?php endforeach;", ["x"]),
        ("<?php switch ($a): case 1: ?>one<?php break; default: ?>two<?php endswitch;", ["one", "two"]),
    ],
)
def test_every_stretch_of_markup_is_a_statement(text: str, markup: list[str]) -> None:
    program = parse_php(text)
    assert [text[span.start : span.end] for span in program.html] == markup
    assert len(calls(program.body, HTML)) == len(markup)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("echo 'a';", 1),
        ("print 'a';", 1),
        ("echo 'a', 'b'; echo 'c';", 1),  # what follows at once is printed at once
        ("echo 'a'; f(); echo 'c';", 2),
        ("?><?= $a ?><?php", 1),
        ("$a = 'echo';", 0),
    ],
)
def test_what_prints(code: str, expected: int) -> None:
    assert len(calls(parse_php(f"<?php {code}").body, PRINT)) == expected


def test_methods_and_properties_of_one_name_are_two_things() -> None:
    program = parse_php(
        "<?php class A { static $make; static function make() { return self::$make ?? self::make(); } }"
    )
    keys = {str(key.value) for key in consts(program.body)}
    assert {"$make", "make"} <= keys


def consts(body: tuple[object, ...]) -> list[ir.Const]:
    found: list[ir.Const] = []
    pending: list[object] = list(body)
    while pending:
        one = pending.pop()
        if isinstance(one, ir.Const):
            found.append(one)
        elif isinstance(one, tuple):
            pending += one
    return found
