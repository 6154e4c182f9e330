"""From a tree-sitter tree of JavaScript or TypeScript to the values of `syntax/ir.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.lowering import expressions, functions, jsx, modules, statements
from consentlint.syntax.lowering.reader import Reader, Tables

if TYPE_CHECKING:
    from tree_sitter import Node

TABLES = Tables(
    expressions={**expressions.TABLE, **functions.TABLE, **jsx.TABLE},
    patterns=functions.PATTERNS,
    statements={**statements.TABLE, **modules.TABLE},
)
MODULE_MARKS = frozenset({"import_statement", "export_statement"})


def lower(root: Node, text: str, base: int, span: Span) -> ir.Program:
    """The program under `root`, whose byte offsets are characters of `text` once `base` is added.

    `span` becomes the program's own.
    """
    reader = Reader(text, base, TABLES, broken=root.has_error)
    children = root.children
    body = reader.statements((root,) if root.is_error else children)
    module = any(child.type in MODULE_MARKS for child in children)
    return ir.Program(span, body, module, tuple(reader.holes))
