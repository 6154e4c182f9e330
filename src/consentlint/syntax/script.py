"""Scripts: text in, `ir.Program` and comments out. Never raises on bad input; broken stretches are holes.

tree-sitter is imported on the first parse, not before: a clean run never needs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import repeat
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir

if TYPE_CHECKING:
    from tree_sitter import Language, Node

LANGUAGES = ("javascript", "typescript", "tsx")
EXTENSIONS = {".ts": "typescript", ".mts": "typescript", ".cts": "typescript", ".tsx": "tsx"}
SECOND_TRY = {"typescript": "tsx", "tsx": "typescript"}

Comment = tuple[Span, str]


def language_for(path: str | PurePath) -> str:
    """javascript, typescript or tsx, by the path's extension."""
    return EXTENSIONS.get(PurePath(path).suffix.lower(), "javascript")


def parse_script(text: str, span: Span | None = None, language: str = "javascript") -> ir.Program:
    """The script that is `text`, or the part of it in `span`. All spans are characters of the whole `text`."""
    place, tree = _read(text, span, language)
    return _lowered(tree, text, place)


def script_comments(text: str, span: Span | None = None, language: str = "javascript") -> list[Comment]:
    """Every comment of the script with its span and its source, marks included, in order."""
    place, tree = _read(text, span, language)
    return _comments(tree, text, place.start)


def read_script(text: str, span: Span | None = None, language: str = "javascript") -> tuple[ir.Program, list[Comment]]:
    """`parse_script` and `script_comments` from one tree."""
    place, tree = _read(text, span, language)
    return _lowered(tree, text, place), _comments(tree, text, place.start)


def parse_fragment(code: str, at: Span) -> ir.Program:
    """Code that does not stand in the file as it runs (entities decoded): every span is `at`."""
    program = _lowered(_best_tree(code, "javascript"), code, Span(0, len(code)))
    holes = (ir.Hole(at),) if program.holes else ()
    return ir.Program(at, _moved(program.body, at), program.module, holes)


def _moved(value: Any, at: Span) -> Any:
    """The same value with `at` for every span in it."""
    if not isinstance(value, tuple):
        return value
    if isinstance(value, Span):
        return at
    parts = map(_moved, value, repeat(at))
    return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)


def _read(text: str, span: Span | None, language: str) -> tuple[Span, _Tree]:
    if language not in LANGUAGES:
        raise ValueError(f"unknown script language '{language}'; known are {', '.join(LANGUAGES)}")
    place = span if span is not None else Span(0, len(text))
    return place, _best_tree(text[place.start : place.end], language)


class _Tree(NamedTuple):
    root: Node
    faults: tuple[Node, ...]

    @property
    def damage(self) -> int:
        """How many characters are broken; what is missing counts one each."""
        return sum(max(1, node.end_byte - node.start_byte) for node in self.faults)


def _lowered(tree: _Tree, text: str, place: Span) -> ir.Program:
    from consentlint.syntax.lowering import lower

    base = place.start
    program = lower(tree.root, text, base, place)
    broken = (ir.Hole(Span(node.start_byte + base, node.end_byte + base)) for node in tree.faults)
    return program._replace(holes=tuple(sorted({*program.holes, *broken})))


# --- one byte a character


_SPACE = lazy_regex("[\x00-\x08\x0e-\x1f\x7f\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]")
_WIDE = lazy_regex("[^\x00-\x7f]")
_LONE_RETURN = lazy_regex(r"\r(?!\n)")
_HTML_COMMENT = lazy_regex(r"^([ \t]*)(?:<!-|-(?=->))-", re.MULTILINE)
_CDATA = lazy_regex(r"^[ \t]*(?:<!\[CDATA\[|\]\]>)", re.MULTILINE)
_SCRIPT_TAG = lazy_regex(r"^[ \t]*</?script\b[^<>]*>", re.MULTILINE | re.IGNORECASE)


def _masked(source: str) -> str:
    """As many characters, all ASCII, so that the parser's bytes are characters.

    Values are always sliced from the original, so inside strings and comments any letter serves; elsewhere `_` makes
    a name of it and completes no keyword. `<!--` and `-->` begin a comment at the start of a line (ECMAScript B.1.1).
    """
    source = _SPACE.sub(" ", source)
    if not source.isascii():
        source = _WIDE.sub("_", source)
    source = _LONE_RETURN.sub("\n", source)
    if "<!--" in source or "-->" in source:
        source = _HTML_COMMENT.sub(_line_comment, source)
    return _CDATA.sub(_blank, source) if "<![CDATA[" in source else source


def _line_comment(match: re.Match[str]) -> str:
    return match.group(1) + "//".ljust(len(match.group()) - len(match.group(1)), "-")


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())


# --- trees


_TYPED = lazy_regex(
    r"@flow|\b(?:const|let|var)\s+\w+\s*:|\(\s*\w+\??\s*:\s*[\w{\[(]|\)\s*:\s*\w[^;\n(){}]*(?:=>|\{)"
    r"|\b(?:interface|type|enum|namespace|declare|abstract|implements|readonly|private|public|protected|satisfies|as)\s+\w"
    r"|\b\w+<\w+(?:\[\])?>\("
)


def _best_tree(source: str, language: str) -> _Tree:
    """The tree; where it has faults, the least damaged of it and what a second reading gives."""
    masked = _masked(source)
    best = _parse(masked, language)
    if best.faults:
        for text, other in _other_readings(masked, language):
            again = _parse(text, other)
            best = again if again.damage < best.damage else best
    return best


def _other_readings(masked: str, language: str) -> Iterator[tuple[str, str]]:
    if language in SECOND_TRY:
        yield masked, SECOND_TRY[language]
    elif _TYPED.search(masked):
        yield masked, "tsx"
    without_tags = _SCRIPT_TAG.sub(_blank, masked)
    if without_tags != masked:
        yield without_tags, language


def _parse(masked: str, language: str) -> _Tree:
    from tree_sitter import Parser

    root = Parser(_grammar(language)).parse(masked.encode("ascii")).root_node
    return _Tree(root, tuple(_faults(root)))


def _faults(root: Node) -> Iterator[Node]:
    """ERROR and MISSING nodes, outermost ones, in order."""
    todo = [root] if root.has_error else []
    while todo:
        node = todo.pop()
        if node.is_error or node.is_missing:
            yield node
        elif node.has_error:
            todo.extend(reversed(node.children))


def _comments(tree: _Tree, text: str, base: int) -> list[Comment]:
    """By a plain walk: a tree-sitter query is quadratic in the children of an ERROR node."""
    found, todo = list[Comment](), [tree.root]
    while todo:
        node = todo.pop()
        if node.is_extra and node.type in ("comment", "html_comment"):
            place = Span(node.start_byte + base, node.end_byte + base)
            found.append((place, text[place.start : place.end]))
        else:
            todo.extend(reversed(node.children))
    return found


@cache
def _grammar(language: str) -> Language:
    import tree_sitter

    if language == "javascript":
        import tree_sitter_javascript

        return tree_sitter.Language(tree_sitter_javascript.language())
    import tree_sitter_typescript

    pointer = tree_sitter_typescript.language_tsx if language == "tsx" else tree_sitter_typescript.language_typescript
    return tree_sitter.Language(pointer())
