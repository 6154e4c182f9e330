"""Files that hold one component each: its script and its template, read as the module that a compiler makes of them."""

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
