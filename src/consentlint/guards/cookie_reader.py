"""Cookies by name: a function of the code at hand that takes `document.cookie` apart, and lists and objects made of it.

Nobody writes `split`, `indexOf` and `substring` twice in the same way. What counts is that a function reads the cookie
whose name it is given: it is worth that cookie's cell.
"""

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from consentlint.lazy_regex import lazy_regex
from consentlint.reach.browser.objects import parsed
from consentlint.reach.calls import CallSite
from consentlint.reach.cells import COOKIE, cookie_pieces, is_cookie, read
from consentlint.reach.members import pattern_names
from consentlint.reach.plugins import Plugin
from consentlint.reach.values import (
    NULL,
    SOME_STRING,
    UNDEFINED,
    UNKNOWN,
    Atom,
    External,
    Lit,
    Str,
    Value,
    is_nullish,
    lift,
    value,
)
from consentlint.worlds import YES, Worlds

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine
    from consentlint.reach.things import Code

PIECES, JAR = f"{COOKIE}.split", f"{COOKIE}.jar"
READS = lazy_regex(r"document\.cookie\b(?!\s*=[^=])")
EMPTY = Str(("",))


def _result(m: "Machine", function: Any, code: "Code", args: tuple[Value, ...], result: Value) -> Value:
    text = code.slice(function.span)
    if COOKIE not in text or not READS.search(text):
        return result
    if any(m.heap[ref.id].open for ref, _ in m.things(result, "object")):
        return value(External(JAR))
    key = m.settle(args[0]).text() if args else None
    if key is None or not _takes_name(function, text) or not any(_vague(atom) for atom in result.atoms()):
        return result
    return _as_returned(read(m, "cookie", key), text, result)


def _takes_name(function: Any, text: str) -> bool:
    """Is the first parameter used as the name of a cookie?"""
    name = next(iter(pattern_names(function.params[0])), "") if function.params else ""
    word = rf"(?<![\w$.]){re.escape(name)}(?![\w$])"
    uses = (
        rf"{word}\s*\)?\s*\+\s*['\"`]\s*=",
        rf"\$\{{\s*(?:\w+\()?{word}\)?\s*\}}=",
        rf"===?\s*{word}",
        rf"{word}\s*===?",
        rf"\[\s*{word}\s*\]",
        rf"\.(?:get|has|startsWith|indexOf|includes)\(\s*{word}",
        rf"(?:encodeURIComponent|escape)\(\s*{word}",
        rf"concat\(\s*{word}",
    )
    return bool(name) and any(re.search(use, text) for use in uses)


def _vague(atom: Atom) -> bool:
    if isinstance(atom, Str):
        return None in atom.parts
    return atom in (SOME_STRING, UNKNOWN) or isinstance(atom, External)


def _as_returned(held: Value, text: str, result: Value) -> Value:
    """The cell, decoded and parsed as the function does it; missing is what the function returns then."""
    missing = next((atom for atom in (EMPTY, NULL, UNDEFINED, Lit("boolean", False)) if atom in result.atoms()), NULL)
    if "decodeURIComponent" in text or "unescape" in text:
        held = lift(_decoded, held)
    if "JSON.parse" in text:
        held = lift(parsed, held)
    return lift(lambda atom: (missing if is_nullish(atom) is YES else atom,), held)


def _decoded(atom: Atom) -> tuple[Atom, ...]:
    return (Str((unquote(atom.exact),)) if isinstance(atom, Str) and atom.exact is not None else atom,)


def _outside_list(m: "Machine", path: str) -> "list[tuple[Value, Worlds]] | None":
    return cookie_pieces(m) if path == PIECES else None


def _outside_read(m: "Machine", path: str, key: str) -> Value | None:
    return read(m, "cookie", key) if path == JAR else None


def _mapped(site: CallSite) -> Value | None:
    """`document.cookie.split('; ').map(...)`: pieces, whatever form they get."""
    if not is_cookie(site.receiver) or cookie_pieces(site.machine) is not None:
        return None
    return value(External(JAR if site.name == "reduce" else PIECES))


def _jar(site: CallSite) -> Value | None:
    """An object or map of all cookies, made of the pieces."""
    return value(External(JAR)) if is_cookie(site.arg(0)) else None


def _get(site: CallSite) -> Value | None:
    key = site.machine.settle(site.arg(0)).text()
    only = site.receiver.only()
    return read(site.machine, "cookie", key) if key and isinstance(only, External) and only.path == JAR else None


COLLECTOR = Plugin(
    id="cookie-reader",
    natives={"Object.fromEntries": _jar, "URLSearchParams": _jar, "Map": _jar},
    methods={"map": _mapped, "reduce": _mapped, "get": _get},
    on_result=_result,
    on_outside_list=_outside_list,
    on_outside_read=_outside_read,
)
