"""Files that hold one component each: its script and its template, read as the module that a compiler makes of them."""

from collections.abc import Callable
from functools import wraps
from typing import NamedTuple

from consentlint.model import Span
from consentlint.syntax import ir


class Compiled(NamedTuple):
    """A component file as a module. Spans are characters of the file; `comments` are those of script and markup.

    language  of the script: javascript, typescript or tsx
    """

    program: ir.Program
    comments: tuple[tuple[Span, str], ...] = ()
    language: str = "javascript"


def at_any_depth(compiler: Callable[[str], Compiled]) -> Callable[[str], Compiled]:
    """A file that nests too deep to be read is one hole: what it names is still found."""

    @wraps(compiler)
    def run(text: str) -> Compiled:
        try:
            return compiler(text)
        except RecursionError:
            whole = Span(0, len(text))
            return Compiled(ir.Program(whole, (), True, (ir.Hole(whole),)))

    return run
