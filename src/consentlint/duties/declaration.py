"""Cookie declarations: what a document tells visitors about cookies, row by row. Pure; nothing raises.

Read are pipe tables of Markdown, tables of HTML (records that stand upright too), lists in YAML and JSON, and the
definitions of consent platforms in scripts.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from consentlint.duties.names import has_gap, named, near, same
from consentlint.duties.records import DATA, SCRIPTS, Collector, Found, roots, roots_of_front, roots_of_page, suffix
from consentlint.duties.tables import Cell, Table, html_tables, markdown_tables
from consentlint.duties.visible import MARKDOWN, seen
from consentlint.duties.words import any_of, fold, meanings
from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span

ROLES = ("duration", "category", "kind", "purpose", "provider", "name")
HEADING_ROWS = 3  # a title may stand above the headings
_BRACKETS = lazy_regex(r"\([^()]*\)|\[[^\[\]]*\]")
_HUMP = lazy_regex(r"(?<=[a-z0-9])(?=[A-Z])")
EMPTY = Cell("", Span(0, 0))


class Row(NamedTuple):
    """What one row says. Missing cells are EMPTY.

    names     words of its name cell, one of which may be a cookie's name or a pattern of names
    headings  role -> the heading of its column, for the columns that there are
    table     it is a row of a table that people read, not of a definition for a program
    """

    names: tuple[str, ...]
    cells: Mapping[str, Cell]
    headings: Mapping[str, str]
    span: Span
    table: bool

    def cell(self, role: str) -> Cell:
        return self.cells.get(role, EMPTY)

    def names_cookie(self, name: str) -> bool:
        return any(same(name, word) for word in self.names)


class Declaration(NamedTuple):
    """What a document says.

    words    every word in it that may be a name: prose and lists name cookies too
    storage  it speaks of local or session storage, not only of cookies
    """

    rows: tuple[Row, ...] = ()
    words: frozenset[str] = frozenset()
    storage: bool = False

    def names(self, name: str) -> bool:
        """Does the document name this cookie anywhere?"""
        return any(row.names_cookie(name) for row in self.rows) or any(same(name, word) for word in self._likely(name))

    def _likely(self, name: str) -> Iterator[str]:
        """The words with a gap, and those with a literal piece of the name; comparing all would take long."""
        pieces = [piece for piece in re.split(r"<[^<>]*>|\*", name) if len(piece) > 1]
        return (word for word in self.words if has_gap(word) or any(piece in word for piece in pieces))

    def misspelt(self, name: str) -> tuple[Row, str] | None:
        """The row and the word that is this name, nearly."""
        found = ((row, word) for row in self.rows for word in row.names if near(word, name))
        return next(found, None)


@lru_cache(maxsize=16)
def read_declaration(path: str, text: str) -> Declaration:
    """What the document says. The path's extension tells how to read it; anything unknown is read as a page."""
    rows = tuple(sorted(_rows(path, text), key=lambda row: row.span))
    blocks = list(seen(path, text))
    storage = any(_storage_words().search(fold(block)) for block in blocks)
    return Declaration(rows, frozenset(word for block in blocks for word in named(block)), storage)


@cache
def _storage_words() -> re.Pattern[str]:
    kinds = meanings("kinds").items()
    return any_of(tuple(word for word, kind in kinds if kind in ("local", "session") and len(word) > len("session")))


def _rows(path: str, text: str) -> Iterator[Row]:
    kind = suffix(path)
    if kind in MARKDOWN:
        tables, held = markdown_tables(text), roots_of_front(text)
    elif kind in DATA:
        tables, held = iter(()), roots(path, text)
    else:
        tables = html_tables(text) if "<table" in text.lower() else iter(())
        held = roots(path, text) if kind in SCRIPTS else roots_of_page(text)
    yield from (row for table in tables for row in _of_table(table))
    found = (found for root in held for found in Collector(role_of).rows(root))
    yield from filter(None, map(_of_record, found))


def _of_record(found: Found) -> Row | None:
    name = found.cells["name"].text
    names = tuple(named(name)) if re.search(r"\s", name.strip()) else (name.strip(),)
    return Row(names, found.cells, found.headings, found.span, False) if any(names) else None


# --- tables ----------------------------------------------------------------------------------------------------------


def _of_table(table: Table) -> Iterator[Row]:
    for index, row in enumerate(table.rows[:HEADING_ROWS]):
        columns = _columns(row)
        if columns is not None:
            yield from filter(None, (_row(columns, row, cells) for cells in table.rows[index + 1 :]))
            return
    yield from _upright(table)


def _columns(row: tuple[Cell, ...]) -> dict[int, str] | None:
    """Column -> role, when the row has the headings of a cookie table: a name and something more."""
    found: dict[int, str] = {}
    for index, cell in enumerate(row):
        role = role_of(cell.text)
        if role and role not in found.values():
            found[index] = role
    return found if "name" in found.values() and len(found) > 1 else None


def _row(columns: Mapping[int, str], headings: tuple[Cell, ...], cells: tuple[Cell, ...]) -> Row | None:
    said = {role: cells[index] for index, role in columns.items() if index < len(cells)}
    names = tuple(named(said["name"].text)) if "name" in said else ()
    titles = {role: headings[index].text for index, role in columns.items()}
    span = Span(min(cell.span.start for cell in cells), max(cell.span.end for cell in cells)) if cells else Span(0, 0)
    return Row(names, said, titles, span, True) if names else None


def _upright(table: Table) -> Iterator[Row]:
    """Records whose headings stand in the first column, as many consent platforms print them."""
    lines = [row for row in table.rows if len(row) > 1]
    columns = _columns(tuple(row[0] for row in lines))
    if columns is None:
        return
    headings = tuple(row[0] for row in lines)
    for place in range(1, min(len(row) for row in lines)):
        if (made := _row(columns, headings, tuple(row[place] for row in lines))) is not None:
            yield made


# --- headings --------------------------------------------------------------------------------------------------------


def role_of(heading: str) -> str:
    """The role of a column or key by its words: duration, category, kind, purpose, provider or name; else ""."""
    return _role(heading) if len(heading) <= 80 else ""


@cache
def _role(heading: str) -> str:
    split = re.sub(r"[^\w\s]|_", " ", _HUMP.sub(" ", _BRACKETS.sub(" ", heading)))
    text = fold(split)
    if exact := meanings("columns").get(text):
        return exact
    return next((role for role in ROLES if text and _words_for(role).search(text)), "")


@cache
def _words_for(role: str) -> re.Pattern[str]:
    return any_of(tuple(word for word, found in meanings("columns").items() if found == role and len(word) > 3))
