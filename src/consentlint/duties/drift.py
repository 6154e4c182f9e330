"""Where a row of a cookie declaration and the pack differ, as far as the row can be read. Pure.

Free words about a purpose are nobody's to compare; a row is only held against a purpose that it leaves out, and against
a category of a consent platform that asks for less than the service needs.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from consentlint.duties.declaration import Declaration, Row
from consentlint.duties.durations import Duration, agree, capped, read_durations, unit_of
from consentlint.duties.names import same
from consentlint.duties.tables import Cell
from consentlint.duties.words import any_of, even, fold, meanings, words
from consentlint.model import Span
from consentlint.packs.values import Cookie, Packs, Vendor

# From what needs no consent to what weighs most: a declared class below the vendor's own is too little.
RANKS = {"necessary": 0, "functional": 1, "analytics": 2, "marketing": 3}
STORAGE = {"cookie": "a cookie", "local": "local storage", "session": "session storage"}
NOTHING = frozenset(["", "-", "?", "/", "...", "--", "---"])


class Difference(NamedTuple):
    """field: name, type, duration or purpose; declared: what the row says; known: what the pack says, as a clause."""

    field: str
    declared: str
    known: str
    span: Span


def differences(cookie: Cookie, vendor: Vendor, row: Row) -> list[Difference]:
    """What the row says of this cookie that the pack contradicts, and what it leaves out."""
    return [*_type(cookie, row), *_duration(cookie, row), *_purpose(vendor, row)]


def rows_of(cookie: Cookie, declaration: Declaration) -> list[Row]:
    """The rows about this cookie: those with its very name, else those with a pattern that fits."""
    rows = [row for row in declaration.rows if row.names_cookie(cookie.name)]
    exact = [row for row in rows if cookie.name in row.names]
    return exact or rows


def owned(row: Row, vendor: Vendor, packs: Packs) -> bool:
    """False where the row names a provider of another pack."""
    provider = fold(row.cell("provider").text)
    if not provider or _names(provider, vendor):
        return True
    return not any(_names(provider, other) for other in packs.vendors.values() if other.id != vendor.id)


def said_by_another(cookie: Cookie, vendor: Vendor, row: Row, packs: Packs) -> bool:
    """Is the row right about a cookie of the same name that another vendor sets?"""
    others = ((held, other) for other in packs.vendors.values() if other.id != vendor.id for held in other.cookies)
    return any(
        same(held.name, cookie.name) and not held.optional and not differences(held, other, row)
        for held, other in others
    )


def known_name(word: str, packs: Packs) -> bool:
    """Does any pack have a cookie of this name?"""
    return any(same(cookie.name, word) for vendor in packs.vendors.values() for cookie in vendor.cookies)


def shown(cell: Cell) -> str:
    """The cell's text for a message, shortened."""
    text = even(cell.text)
    return f'"{text if len(text) <= 60 else text[:57] + "..."}"'


# --- fields ----------------------------------------------------------------------------------------------------------


def _type(cookie: Cookie, row: Row) -> Iterator[Difference]:
    cell = row.cell("kind")
    told = _kinds(cell.text)
    parties, storages = told & {"first", "third"}, told & set(STORAGE)
    known = []
    if parties and cookie.party not in parties:
        known.append(f"{cookie.party}-party")
    if storages and cookie.storage not in storages:
        known.append(STORAGE[cookie.storage])
    if known:
        yield Difference("type", shown(cell), f"it is {' and '.join(known)}", cell.span)


def _kinds(text: str) -> set[str]:
    """Which parties and storages a cell names; "cookie" within another storage's words does not count."""
    told = {meanings("kinds")[word] for word in _kind_words().findall(fold(text.replace("_", " ")))}
    return told - {"cookie"} if told & {"local", "session"} else told


@cache
def _kind_words() -> re.Pattern[str]:
    return any_of(tuple(meanings("kinds")))


def _duration(cookie: Cookie, row: Row) -> Iterator[Difference]:
    cell = row.cell("duration")
    known = read_durations(cookie.duration)
    if not known or "duration" not in row.headings:
        kind = row.cell("kind")
        named = tuple(one for one in read_durations(kind.text) if one.kind != "time")
        if known and not _kinds(kind.text) & {"session"} and not agree(named, known):
            yield Difference("duration", shown(kind), f"it lasts {_lasts(cookie)}", kind.span)
    elif _empty(cell):
        if cookie.storage != "cookie":  # storage has no end of its own, and `-` says so
            return
        yield Difference("duration", "", f"it lasts {_lasts(cookie)}", _place(cell, row))
    elif not _same_time(read_durations(cell.text, unit_of(row.headings["duration"])), known, cookie):
        yield Difference("duration", shown(cell), f"it lasts {_lasts(cookie)}", cell.span)


def _same_time(declared: tuple[Duration, ...], known: tuple[Duration, ...], cookie: Cookie) -> bool:
    return agree(declared, known) or (cookie.storage == "cookie" and capped(declared, known))


def _lasts(cookie: Cookie) -> str:
    """A clause's end: "for 1 year", "for the session"."""
    known = read_durations(cookie.duration)[0]
    if known.kind == "time":
        return cookie.duration if known.limit else f"for {cookie.duration}"
    return "for the session" if known.kind == "session" else "until it is deleted"


def _purpose(vendor: Vendor, row: Row) -> Iterator[Difference]:
    cell = row.cell("purpose")
    if "purpose" in row.headings and row.table and _empty(cell):
        yield Difference("purpose", "", "every cookie has one", _place(cell, row))
    least = min(_ranks(vendor), default=1)
    for told in (row.cell("category"), cell, row.cell("kind")):
        declared = _class(told.text)
        if declared and RANKS[declared] < least and vendor.consent.required == "yes":
            needs = "it needs consent" if declared == "necessary" else f"it serves {vendor.category}"
            yield Difference("purpose", shown(told), needs, told.span)
            return


def _class(text: str) -> str:
    """The class that a cell consists of, all of it: free words are not judged."""
    plain = re.sub(r"[\s.:]*(?:cookies?|\([^()]*\))?[\s.:]*$", "", fold(text))
    return meanings("classes").get(plain, "")


def _ranks(vendor: Vendor) -> set[int]:
    """The ranks of the purposes that the pack gives the vendor."""
    found = {meanings("classes").get(word, "") for word in (*vendor.purposes, vendor.category)}
    return {RANKS[name] for name in found if name}


def _empty(cell: Cell) -> bool:
    text = fold(cell.text).strip(" .:[]()<>")
    return text in NOTHING or text in words("empty")


def _place(cell: Cell, row: Row) -> Span:
    return cell.span if cell.span.end > cell.span.start else row.span


# --- providers -------------------------------------------------------------------------------------------------------


def _names(provider: str, vendor: Vendor) -> bool:
    """Does a folded cell name the vendor, its company or one of its domains?"""
    leads = {fold(name).split()[0] for name in (vendor.name, vendor.entity.name) if name.strip()}
    leads |= {vendor.id, *vendor.domains}
    return any(re.search(rf"(?<!\w){re.escape(lead.strip(',.'))}(?!\w)", provider) for lead in leads if len(lead) > 2)
