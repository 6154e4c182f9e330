"""Cookies, `localStorage` and `sessionStorage`: cells that outlive the page.

A key that the code at hand writes is worth what is written, in the worlds in which that is reached; a key that only
others write is worth what the packs say of its name.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from consentlint.lazy_regex import lazy_regex
from consentlint.reach.browser.text import matched, pattern_of, replaced
from consentlint.reach.calls import CallSite
from consentlint.reach.cells import COOKIE, cookie_pieces, cookie_text, is_cookie, read
from consentlint.reach.frozen import freeze
from consentlint.reach.memory import Write
from consentlint.reach.operators import as_parts, compare
from consentlint.reach.plugins import Native, Plugin
from consentlint.reach.values import (
    NULL,
    SOME_NUMBER,
    SOME_STRING,
    UNDEFINED,
    V_UNDEFINED,
    Atom,
    External,
    FrozenObject,
    Lit,
    Note,
    Str,
    Value,
    boolean,
    lift,
    nullish,
    number,
    pick,
    string,
    truth,
    value,
)
from consentlint.worlds import PERHAPS

if TYPE_CHECKING:
    from consentlint.model import Place, Span
    from consentlint.reach.machine import Machine
    from consentlint.reach.paths import Path
    from consentlint.reach.things import Frame

STORAGES = ("localStorage", "sessionStorage")
COOKIE_NAME = lazy_regex(r"^\s*([^=;\s]+)\s*=\s*([^;]*)")


def _as_text(atom: Atom) -> tuple[Atom, ...]:
    """Storage holds texts: `false` becomes the true string 'false'."""
    return (Str(as_parts(atom)),) if isinstance(atom, Lit) else (atom,)


def write(m: "Machine", kind: str, key: str, held: Value, at: "Path", place: "Place") -> None:
    frozen = freeze(m, lift(_as_text, m.settle(held)))
    m.memory.record(kind, key, Write(frozen, at.absolute, at.trigger, place))


def _key_of(held: Value) -> str | None:
    """The key, with `*` for parts that are worked out at run time."""
    texts = held.strings()
    if len(texts) != 1 or len(held.atoms()) != 1:
        return None
    return "".join("*" if part is None else part for part in texts[0].parts)


def _get(kind: str, site: CallSite) -> Value | None:
    key = _key_of(site.machine.settle(site.arg(0)))
    return (
        read(site.machine, kind, key)
        if key is not None
        else value(NULL, SOME_STRING, notes=[Note(site.full, known=False)])
    )


def _set(kind: str, site: CallSite) -> Value | None:
    key = _key_of(site.machine.settle(site.arg(0)))
    if key is not None:
        write(site.machine, kind, key, site.arg(1), site.at, site.place)
    return V_UNDEFINED


def _remove(kind: str, site: CallSite) -> Value | None:
    return V_UNDEFINED


def _on_property(m: "Machine", owner: Value, key: str, held: Value, f: "Frame", at: "Path", span: "Span") -> None:
    """`localStorage.choice = 'yes'` and `document.cookie = 'choice=yes'`."""
    for atom in owner.externals():
        if atom.path in STORAGES:
            write(m, "storage", key, held, at, f.code.place(span))
        elif atom.path == "document" and key == "cookie":
            m.store.put(("outside", COOKIE), value(External(COOKIE)))
            _write_cookie(m, m.settle(held), at, f.code.place(span))


def _write_cookie(m: "Machine", held: Value, at: "Path", place: "Place") -> None:
    for text in held.strings():
        raw = "".join("\0" if part is None else part for part in text.parts)
        match = COOKIE_NAME.match(raw)
        if match is None or re.search(r"max-age\s*=\s*-?0*(;|$)|1970", raw, re.IGNORECASE):
            continue
        stored = match[2].strip()
        inner = value(Str(tuple(_pieces(stored))))
        write(m, "cookie", match[1].replace("\0", "*"), inner, at, place)


def _pieces(stored: str) -> Iterator[str | None]:
    for index, piece in enumerate(stored.split("\0")):
        if index:
            yield None
        if piece or not index:
            yield piece


METHODS = ("getItem", "setItem", "removeItem", "clear", "key", "length")


def _outside_read(m: "Machine", path: str, key: str) -> Value | None:
    if path not in STORAGES or key in METHODS:
        return None
    return lift(lambda atom: (UNDEFINED if atom == NULL else atom,), read(m, "storage", key))


# --- reading document.cookie -----------------------------------------------------------------------------------------


def _mentions(site: CallSite, text: str) -> Value | None:
    """Whether the cookie string holds `name=value`, `name=` or `name`."""
    match = re.match(r"^[\s;^(]*([\w.:%-]+)\s*(?:=\s*(.*))?$", text)
    if match is None:
        return None
    held = read(site.machine, "cookie", match[1])
    wanted = (match[2] or "").strip("; ")
    if not wanted:
        return boolean(~nullish(held), held.notes)
    return compare("===", held, string(wanted), site.machine.knowledge.words.literal)


def _cookie_test(site: CallSite) -> Value | None:
    """`document.cookie.includes(...)`, `.indexOf(...)`, `.startsWith(...)` on it or a piece of it."""
    if not is_cookie(site.receiver):
        return None
    text = _key_of(site.machine.settle(site.arg(0)))
    holds = _mentions(site, text) if text is not None else None
    if holds is None:
        return (
            boolean(PERHAPS, [Note(site.full, known=False)])
            if site.name not in ("indexOf", "search")
            else value(SOME_NUMBER)
        )
    if site.name in ("indexOf", "search"):
        return pick(truth(holds), number(0), number(-1)).noting(holds.notes)
    return holds


def _pattern_text(pattern: str) -> str:
    """The literal part of a regular expression that looks for a cookie."""
    pattern = re.sub(r"\(\?<\w+>", " ", pattern)
    plain = re.sub(
        r"\(\?[:=!<]*|\(\^\|;?\s*\)|\(\^\| \)|\(\^\|;\\s\*\)|\\[sbB]\*?|[\^$()|?*+;]|\[\^?[^\]]*\]", " ", pattern
    )
    found = re.search(r"([\w.:%-]+)\s*=\s*([\w.:%-]*)", plain)
    return f"{found[1]}={found[2]}" if found else max(plain.split(), key=len, default="")


def _cookie_match(site: CallSite) -> Value | None:
    """`document.cookie.match(/choice=([^;]+)/)`, also of a text, and `/choice=yes/.test(document.cookie)`."""
    m = site.machine
    on_regex = site.name in ("test", "exec")
    cookie, regex = (site.arg(0), site.receiver) if on_regex else (site.receiver, site.arg(0))
    pattern = pattern_of(site, regex)
    if not is_cookie(cookie) or pattern is None:
        return None
    text = _pattern_text(pattern[0])
    m.memory.reads.update([("cookie", text.split("=", 1)[0])] if "=" in text else [])
    whole = cookie_text(m) if cookie.only() == External(COOKIE) and "*" not in text else None
    if whole is not None and all(matched(*pattern, atom) is not None for atom in whole.strings()):
        found = lift(lambda atom: (matched(*pattern, atom) or NULL,), whole)
        return found if site.name != "test" else boolean(truth(found), found.notes)
    known = ("cookie", text) in m.memory.reads
    holds = _mentions(site, text)
    if "=" not in text and not known:
        m.memory.reads.discard(("cookie", text))  # a word anywhere is no cookie's name
    if holds is None:
        return None
    if site.name == "test":
        return holds
    held = read(m, "cookie", text.split("=", 1)[0])
    groups = FrozenObject(tuple((str(index), held) for index in range(5)))
    return pick(truth(holds), value(groups), value(NULL)).noting(holds.notes)


def _cookie_find(site: CallSite) -> Value | None:
    """`document.cookie.split('; ').find(row => row.startsWith('choice='))`: the piece `choice=value`."""
    m = site.machine
    if not is_cookie(site.receiver) or not site.functions() or cookie_pieces(m) is not None:
        return None
    before = set(m.memory.reads)
    m.memory.reads.clear()
    holds = truth(m.settle(m.call(site.arg(0), (value(External(COOKIE + ".?")),), site.at)))
    keys = sorted(key for kind, key in m.memory.reads if kind == "cookie")
    m.memory.reads |= before
    if site.name == "some":
        return boolean(holds)
    piece = value(External(f"{COOKIE}#{keys[0]}")) if keys else value(External(COOKIE + ".?"))
    return pick(holds, piece, V_UNDEFINED)


def _cookie_replaced(site: CallSite) -> Value | None:
    """`document.cookie.replace(/(?:(?:^|.*;\\s*)choice\\s*=\\s*([^;]*).*$)|^.*$/, '$1')`."""
    pattern, new = pattern_of(site, site.arg(0)), site.arg(1).text()
    whole = cookie_text(site.machine) if site.receiver.only() == External(COOKIE) and pattern is not None else None
    if whole is None or pattern is None or new is None:
        return None
    return lift(lambda atom: (replaced(atom, *pattern, new),), whole)


def _cookie_cut(site: CallSite) -> Value | None:
    """`.split('=')` and `.substring(...)` on a found piece give the value; on the whole they give pieces."""
    keys = [a.path.split("#", 1)[1] for a in site.receiver.externals() if a.path.startswith(COOKIE + "#")]
    if not keys:
        return value(External(COOKIE + ".split")) if is_cookie(site.receiver) and site.name == "split" else None
    held = read(site.machine, "cookie", keys[0])
    return held if site.name != "split" else value(FrozenObject((("0", string(keys[0])), ("1", held))))


def _library(site: CallSite) -> Value | None:
    """A helper that reads or writes a cookie by its name, as the packs say."""
    said = site.machine.knowledge.meaning(site.full)
    if said is not None and any(note.text == site.full for note in said.notes):  # a platform's own, of the same name
        return value(External(site.full))
    key = site.machine.knowledge.cookie_read(site.full)
    if key:
        return read(site.machine, "cookie", key)
    return _set("cookie", site) if site.machine.knowledge.cookie_written(site.full) else None


def _storage(name: str) -> dict[str, Native]:
    return {
        f"{name}.getItem": lambda site: _get("storage", site),
        f"{name}.setItem": lambda site: _set("storage", site),
        f"{name}.removeItem": lambda site: _remove("storage", site),
    }


COLLECTOR = Plugin(
    id="stored-choice",
    natives={
        **_storage("localStorage"),
        **_storage("sessionStorage"),
    },
    methods={
        "includes": _cookie_test,
        "indexOf": _cookie_test,
        "search": _cookie_test,
        "startsWith": _cookie_test,
        "match": _cookie_match,
        "replace": _cookie_replaced,
        "test": _cookie_match,
        "exec": _cookie_match,
        "find": _cookie_find,
        "some": _cookie_find,
        "split": _cookie_cut,
        "substring": _cookie_cut,
        "slice": _cookie_cut,
        "substr": _cookie_cut,
    },
    on_property=_on_property,
    on_outside_read=_outside_read,
    on_outside_value=_library,
)
