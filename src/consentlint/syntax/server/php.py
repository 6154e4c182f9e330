"""PHP's code as a program: what runs, what is defined, and where the markup stands that it prints or leaves out."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.lowering.reader import Tables
from consentlint.syntax.server import declarations, expressions, statements
from consentlint.syntax.server.reader import PhpReader

if TYPE_CHECKING:
    from tree_sitter import Language

_WIDE = lazy_regex("[^\x00-\x7f]|\x00")
_CALLED = lazy_regex(r"(?<![$>:\w])([A-Za-z_]\w*)\s*\(")
_TABLES = Tables(
    {**expressions.TABLE, **declarations.EXPRESSIONS}, expressions.PATTERNS,
    {**statements.TABLE, **declarations.STATEMENTS},
)  # fmt: skip


class ServerProgram(NamedTuple):
    """body     what runs, functions and classes first
    html     stretches of markup that the code prints where control comes by, in order of the text
    names    every name outside of functions: is it given a value where it first stands?
    """

    body: tuple[ir.Statement, ...]
    html: tuple[Span, ...]
    names: dict[str, bool]


def parse_php(text: str) -> ServerProgram:
    """Read a PHP file. Never raises; what the parser cannot make out is left to what it can."""
    from tree_sitter import Parser

    # One byte a character; strings and names are sliced from the original.
    masked = _WIDE.sub("_", text)
    root = Parser(_grammar()).parse(masked.encode("ascii")).root_node
    functions = frozenset(name.lower() for name in _CALLED.findall(text))
    reader = PhpReader(text, _TABLES, root.has_error, functions)
    body = statements.joined(reader.statements((root,) if root.is_error else root.children))
    declared = _in_order(reader.declared)
    return ServerProgram((*declared, *body), tuple(sorted(set(reader.html))), declarations.first_seen(body))


def _in_order(declared: list[ir.Statement]) -> list[ir.Statement]:
    """Functions, then classes, each behind the one that it extends."""
    classes = {one.cls.name: one for one in declared if isinstance(one, ir.ClassDeclaration)}
    ordered: dict[str, ir.Statement] = {}

    def place(one: ir.ClassDeclaration, depth: int = 0) -> None:
        base = one.cls.base.id if isinstance(one.cls.base, ir.Name) else ""
        if base in classes and base not in ordered and depth < 20 and classes[base] is not one:
            place(classes[base], depth + 1)
        ordered.setdefault(one.cls.name, one)

    for one in classes.values():
        place(one)
    return [*(one for one in declared if not isinstance(one, ir.ClassDeclaration)), *ordered.values()]


@cache
def _grammar() -> Language:
    import tree_sitter
    import tree_sitter_php

    return tree_sitter.Language(tree_sitter_php.language_php())
