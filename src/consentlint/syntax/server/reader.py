"""The walk over a tree of PHP: what `syntax/lowering/reader.py` does, and what PHP adds to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.lowering.reader import Reader, Tables

if TYPE_CHECKING:
    from tree_sitter import Node


class PhpReader(Reader):
    """One file of PHP.

    functions  names of functions that the file calls or declares: a variable of such a name keeps its `$`
    declared   functions and classes, wherever they stand: they are there before anything runs
    html       the markup between the islands of code
    own        the class whose body is being read, and the names of its methods that need an object
    """

    def __init__(self, text: str, tables: Tables, broken: bool, functions: frozenset[str]) -> None:
        super().__init__(text, 0, tables, broken)
        self.functions = functions
        self.declared: list[ir.Statement] = []
        self.html: list[Span] = []
        self.own = ""
        self.methods: frozenset[str] = frozenset()

    def after_equals(self, node: Node) -> bool:
        """Does the statement stand right behind `<?=`?"""
        return self.text[max(0, node.start_byte - 40) : node.start_byte].rstrip().endswith("<?=")


def called(span: Span, name: str, *args: ir.Expr) -> ir.Call:
    """A call of one of the names of this package."""
    return ir.Call(span, ir.Name(span, name), args)
