"""What code on the server prints: `echo '<script ...>'`, here-documents, markup between its islands, and its texts.

Here are the functions of the languages themselves; what a framework adds is data (`embeds/enqueued_script.py`).
"""

import re
from typing import TYPE_CHECKING

from consentlint.lazy_regex import lazy_regex
from consentlint.reach import members
from consentlint.reach.calls import CallSite
from consentlint.reach.plugins import Native, Plugin
from consentlint.reach.served import concatenated
from consentlint.reach.store import joined
from consentlint.reach.things import Thing
from consentlint.reach.values import (
    SOME_STRING,
    V_UNDEFINED,
    V_UNKNOWN,
    Atom,
    Lit,
    Ref,
    Str,
    Value,
    join,
    lift,
    number,
    value,
)
from consentlint.syntax import server

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

PLACE = lazy_regex(r"%(?:(\d+)\$)?[-+0 ]?\d*(?:\.\d+)?([sdufFeEgGxXc%])")
MOST_ITEMS = 40


def _html(site: CallSite) -> Value | None:
    """Control comes by a stretch of the file's own markup."""
    start = site.arg(0).only()
    if site.machine.served is not None and isinstance(start, Lit) and isinstance(start.value, float):
        site.machine.served.html.setdefault(int(start.value), []).append(site.at)
    return V_UNDEFINED


def _print(site: CallSite) -> Value | None:
    m = site.machine
    if m.served is not None:
        m.served.printed.append((concatenated(m, site.args), site.at, site.place))
    return number(1)


def _push(site: CallSite) -> Value | None:
    """`$list[] = item`"""
    m, item = site.machine, site.arg(1)
    for ref, thing in m.things(site.arg(0)):
        items = m.items(ref)
        if items is not None:
            m.store.put((ref.id, "#items"), (*items, item))
        elif thing.kind == "object":
            members.write(m, value(ref), str(len(m.keys(ref))), item)
    for hook in m.plugins.on_server_push:
        hook(site)
    return item


def _entries(site: CallSite) -> Value | None:
    """An array as pairs of key and value."""
    m, only = site.machine, site.arg(0).only()
    if not isinstance(only, Ref):
        return _list(m, (_pair(m, V_UNKNOWN, V_UNKNOWN),))
    items = m.items(only)
    if items is not None:
        return _list(m, tuple(_pair(m, number(index), item) for index, item in enumerate(items[:MOST_ITEMS])))
    keys = m.keys(only)[:MOST_ITEMS]
    return _list(m, tuple(_pair(m, value(Str((key,))), m.property(only, key) or V_UNDEFINED) for key in keys))


def _pair(m: "Machine", key: Value, held: Value) -> Value:
    return _list(m, (key, held))


def _list(m: "Machine", items: tuple[Value, ...]) -> Value:
    made = m.allocate(Thing("array"))
    m.store.put((m.things(made)[0][0].id, "#items"), items)
    return made


# --- texts -----------------------------------------------------------------------------------------------------------


def _replace(site: CallSite) -> Value | None:
    """`str_replace(search, replacement, subject)`, with lists or texts; `str_ireplace` the same."""
    m = site.machine
    searches, replacements = _texts(m, site.arg(0)), _texts(m, site.arg(1))
    subject = m.settle(site.arg(2))
    if searches is None or replacements is None:
        return _unknown(subject)
    for index, search in enumerate(searches):
        other = replacements[0] if m.settle(site.arg(1)).strings() else _nth(replacements, index)
        subject = lift(lambda atom, a=search, b=other: (_replaced(atom, a, b),), subject)
    return subject


def _nth(texts: list[str], index: int) -> str:
    return texts[index] if index < len(texts) else ""


def _replaced(atom: Atom, search: str, other: str) -> Atom:
    if not isinstance(atom, Str) or not search:
        return atom
    return Str(tuple(part if part is None else part.replace(search, other) for part in atom.parts), atom.origin)


def _texts(m: "Machine", held: Value) -> list[str] | None:
    """A text, or a list of them; None when one is not known."""
    settled = m.settle(held)
    if settled.text() is not None:
        return [settled.text() or ""]
    only = held.only()
    items = m.items(only) if isinstance(only, Ref) else None
    texts = [m.settle(item).text() for item in items or ()]
    return None if items is None or None in texts else [text or "" for text in texts]


def _match_replace(site: CallSite) -> Value | None:
    """`preg_replace(pattern, replacement, subject)`, where the pattern is a plain one."""
    m = site.machine
    pattern, other, subject = site.arg(0).text(), m.settle(site.arg(1)).text(), m.settle(site.arg(2))
    compiled = _compiled(pattern or "")
    if compiled is None or other is None:
        return _unknown(subject)
    by = re.sub(r"\$\{?(\d)\}?", r"\\\1", other.replace("\\", "\\\\") if "\\" not in other else other)

    def one(atom: Atom) -> tuple[Atom, ...]:
        if not isinstance(atom, Str) or atom.exact is None or len(atom.exact) > 5000:
            return (SOME_STRING,) if isinstance(atom, Str) else (atom,)
        try:
            return (Str((compiled.sub(by, atom.exact),), atom.origin),)
        except (re.error, IndexError):
            return (SOME_STRING,)

    return lift(one, subject)


def _compiled(pattern: str) -> re.Pattern[str] | None:
    """A pattern without anything that could take long."""
    if len(pattern) < 3 or len(pattern) > 80 or re.search(r"[+*}]\)?[+*{]|\)[+*{]", pattern):
        return None
    close = {"(": ")", "{": "}", "[": "]", "<": ">"}.get(pattern[0], pattern[0])
    body, found, flags = pattern[1:].rpartition(close)
    if not found or set(flags) - set("imsu"):
        return None
    try:
        return re.compile(body, sum(getattr(re, flag.upper()) for flag in set(flags) & set("ims")))
    except re.error:
        return None


def _unknown(subject: Value) -> Value:
    """A text that was rewritten somehow: it may be as before."""
    return join(subject, value(SOME_STRING))


def _format(site: CallSite) -> Value | None:
    """`sprintf('<script src="%s">', $url)`"""
    m = site.machine
    pattern = m.settle(site.arg(0)).text()
    if pattern is None:
        return None
    parts: list[Value] = []
    position, taken = 0, 0
    for match in PLACE.finditer(pattern):
        parts.append(value(Str((pattern[position : match.start()],), site.place)))
        position = match.end()
        if match[2] == "%":
            parts.append(value(Str(("%",))))
            continue
        taken += match[1] is None
        parts.append(site.arg(int(match[1]) if match[1] else taken))
    return concatenated(m, (*parts, value(Str((pattern[position:],), site.place))))


def _print_format(site: CallSite) -> Value | None:
    held = _format(site)
    if held is not None and site.machine.served is not None:
        site.machine.served.printed.append((held, site.at, site.place))
    return number(1)


def _joined(site: CallSite) -> Value | None:
    """`implode(', ', $parts)`"""
    m = site.machine
    glue, held = (site.arg(0), site.arg(1)) if len(site.args) > 1 else (value(Str(("",))), site.arg(0))
    if m.things(glue, "array"):
        glue, held = held, glue
    only = held.only()
    items = m.items(only) if isinstance(only, Ref) else None
    if not items:
        return None
    parts = [piece for item in items[:MOST_ITEMS] for piece in (glue, item)][1:]
    return concatenated(m, tuple(parts))


def _filtered(site: CallSite) -> Value | None:
    return join(site.arg(0), V_UNKNOWN)


def _merged(site: CallSite) -> Value | None:
    """`array_merge`, `wp_parse_args`: the items and keys of all."""
    m = site.machine
    made = m.allocate(Thing("object", site.place))
    ref = m.things(made)[0][0]
    for arg in site.args:
        members.copy(m, arg, ref)
    return made


def _encoded(site: CallSite) -> Value | None:
    """`json_encode($text)`: the text in quotes."""
    text = site.machine.settle(site.arg(0))
    if not text.strings():
        return None
    quote = value(Str(('"',)))
    return concatenated(site.machine, (quote, text, quote))


def _any_of(site: CallSite) -> Value | None:
    items = site.machine.items_of(site.arg(0))
    return joined(items) if items else None


SERVER: dict[str, Native] = {
    server.HTML: _html, server.PRINT: _print, server.PUSH: _push, server.ENTRIES: _entries,
    "str_replace": _replace, "str_ireplace": _replace, "preg_replace": _match_replace, "sprintf": _format,
    "printf": _print_format, "implode": _joined, "join": _joined, "array_merge": _merged, "json_encode": _encoded,
    "reset": _any_of, "current": _any_of, "end": _any_of,
}  # fmt: skip
FINDER = Plugin(id="printed-markup", server=SERVER)
