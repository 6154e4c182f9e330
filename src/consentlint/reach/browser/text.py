"""Methods of strings, regular expressions and lists of accepted purposes."""

import base64
import binascii
import re
from collections.abc import Callable
from urllib.parse import quote, unquote

from consentlint.lazy_regex import lazy_regex
from consentlint.reach import questions
from consentlint.reach.calls import CallSite
from consentlint.reach.operators import as_parts
from consentlint.reach.plugins import Plugin
from consentlint.reach.values import (
    BOOLEANS,
    NULL,
    SOME_NUMBER,
    SOME_STRING,
    UNKNOWN,
    V_NEVER,
    V_UNDEFINED,
    V_UNKNOWN,
    Atom,
    Bag,
    Choice,
    External,
    FrozenObject,
    Lit,
    Note,
    Ref,
    Str,
    Value,
    is_nullish,
    lift,
    number,
    string,
    value,
)
from consentlint.worlds import MAYBE, NO, YES, Answer

NAMED_GROUP = lazy_regex(r"\(\?<(?![=!])")


def _receiver(site: CallSite) -> Value | None:
    """The text-like receiver of a method, with what the packs say of it; None when it is not text."""
    held = site.machine.settle(site.receiver)
    if not held.atoms() or all(isinstance(a, Ref | External) or a == UNKNOWN for a in held.atoms()):
        return None
    return held


def _contains(where: str) -> Callable[[CallSite], Value | None]:
    """`includes`, `startsWith`, `endsWith`, `indexOf`: where is start, end, index or any."""

    def run(site: CallSite) -> Value | None:
        held = _receiver(site)
        if held is None:
            return None
        needle = site.machine.settle(site.arg(0))
        return lift(lambda a, b: _found(site, a, b, where), held, needle).noting(_purpose_notes(site, held, needle))

    return run


def _purpose_notes(site: CallSite, held: Value, needle: Value) -> list[Note]:
    """A search in a platform's list of accepted purposes asks for that purpose."""
    word = (needle.text() or "").strip(", ;")
    found = [note for note in held.notes if note.cmp and word]
    return (
        [questions.asking_for(site.machine, note, word) for note in found]
        if any(isinstance(a, Bag) for a in held.atoms())
        else []
    )


def _found(site: CallSite, text: Atom, needle: Atom, where: str) -> frozenset[Atom]:
    answer = _holds(site, text, needle, where)
    if where != "index":
        return BOOLEANS[answer]
    if answer is NO:
        return frozenset({Lit("number", -1.0)})
    index = frozenset({_index(text, needle)})
    return index if answer is YES else index | {Lit("number", -1.0)}


def _index(text: Atom, needle: Atom) -> Atom:
    if isinstance(text, Str) and isinstance(needle, Str) and text.exact is not None and needle.exact is not None:
        return Lit("number", float(text.exact.find(needle.exact)))
    return Lit("number", 7.0)


def _holds(site: CallSite, text: Atom, needle: Atom, where: str) -> Answer:
    word = needle.exact if isinstance(needle, Str) else None
    if isinstance(text, Bag) and isinstance(needle, Lit) and needle.kind == "number":
        word = str(needle.value).removesuffix(".0")  # purposes that are numbers
    if word is None:
        return MAYBE
    if isinstance(text, Bag):
        if text.items is None:
            return YES
        return YES if any(word.strip(", ") == item or item in word.split(",") for item in text.items) else NO
    if isinstance(text, Choice):
        meaning = site.machine.knowledge.words.literal(word.strip("\"'{}: "))
        return MAYBE if not meaning else YES if meaning == text.kind else NO
    if isinstance(text, Str):
        return _in_text(text, word, where)
    if isinstance(text, FrozenObject):
        return _in_json(text, word)
    return NO if isinstance(text, Lit) else MAYBE


def _in_text(text: Str, word: str, where: str) -> Answer:
    whole = text.exact
    if whole is None:
        known = any(part and word in part for part in text.parts)
        if where == "start" and text.parts[0]:
            return YES if text.parts[0].startswith(word) else MAYBE if word.startswith(text.parts[0]) else NO
        return YES if known and where in ("any", "index") else MAYBE
    tests = {"start": whole.startswith, "end": whole.endswith}
    return YES if tests.get(where, lambda w: w in whole)(word) else NO


def _in_json(held: FrozenObject, word: str) -> Answer:
    return MAYBE if held.items or word else NO


def _map(change: Callable[[str], str]) -> Callable[[CallSite], Value | None]:
    """A method that turns a text into another text."""

    def one(atom: Atom) -> tuple[Atom, ...]:
        if isinstance(atom, Str):
            return (Str(tuple(None if part is None else change(part) for part in atom.parts), atom.origin),)
        return (atom,) if isinstance(atom, Choice | Lit | Bag | FrozenObject) else (SOME_STRING,)

    def run(site: CallSite) -> Value | None:
        held = _receiver(site)
        return lift(one, held) if held is not None else None

    return run


def _trim(site: CallSite) -> Value | None:
    return _exactly(lambda text: text.strip())(site)


def _exactly(change: Callable[[str], str]) -> Callable[[CallSite], Value | None]:
    """A method that is only worked out on exact texts."""

    def one(atom: Atom) -> tuple[Atom, ...]:
        if isinstance(atom, Str):
            return (Str((change(atom.exact),), atom.origin),) if atom.exact is not None else (atom,)
        return (atom,) if isinstance(atom, Choice | Lit | Bag | FrozenObject) else (SOME_STRING,)

    def run(site: CallSite) -> Value | None:
        held = _receiver(site)
        return lift(one, held) if held is not None else None

    return run


def _repeat(site: CallSite) -> Value | None:
    count = _number(site.arg(0))
    if count is None or not 0 <= count <= 100:
        return None
    return _exactly(lambda text: text * count)(site)


def _replace(site: CallSite) -> Value | None:
    held, old, new = _receiver(site), site.arg(0).text(), site.arg(1).text()
    if held is None:
        return None
    regex = next((thing for _, thing in site.machine.things(site.arg(0), "regex")), None)
    if new is None or (old is None and regex is None):
        return value(SOME_STRING, notes=held.notes)
    count = 0 if site.name == "replaceAll" or (regex and "g" in regex.data["flags"]) else 1
    source = re.escape(old) if old is not None else regex.data["pattern"] if regex else ""
    flags = regex.data["flags"] if regex else ""
    return _map(lambda text: _substituted(text, source, flags, new, count))(site)


def replaced(atom: Atom, pattern: str, flags: str, new: str) -> Atom:
    """What `text.replace(regex, new)` makes of an exact text."""
    assert isinstance(atom, Str)
    return Str((_substituted(atom.exact or "", pattern, flags, new, 0 if "g" in flags else 1),), atom.origin)


def _substituted(text: str, source: str, flags: str, new: str, count: int) -> str:
    """`new` may name groups of the match (`$1`, `$&`)."""

    def one(found: re.Match[str]) -> str:
        groups = (found[0], *found.groups())

        def named(mark: re.Match[str]) -> str:
            index = 0 if mark[1] == "&" else int(mark[1])
            return (groups[index] or "") if index < len(groups) else mark[0]

        return re.sub(r"\$(&|\d)", named, new)

    try:
        return re.sub(
            NAMED_GROUP.sub("(?P<", source), one, text, count=count, flags=re.IGNORECASE if "i" in flags else 0
        )
    except re.error:
        return text


def _slice(site: CallSite) -> Value | None:
    start, end = (_number(site.arg(index)) for index in (0, 1))
    if start is None or (len(site.args) > 1 and end is None):
        held = _receiver(site)
        return value(SOME_STRING, notes=held.notes) if held is not None else None
    length = end if site.name == "substr" else None
    stop = start + length if length is not None else end
    return _exactly(lambda text: text[start:stop])(site)


def _number(held: Value) -> int | None:
    only = held.only()
    return int(only.value) if isinstance(only, Lit) and isinstance(only.value, float) else None


def _split(site: CallSite) -> Value | None:
    from consentlint.reach.members import per_atom

    held, by = _receiver(site), site.arg(0).text()
    if held is None:
        return None
    regex = site.machine.things(site.arg(0), "regex")
    if regex:
        by = regex[0][1].data["pattern"]
    texts = [atom for atom in held.atoms() if is_nullish(atom) is not YES]  # of nothing, it throws
    if by is None or not texts or not all(isinstance(atom, Str) and atom.exact is not None for atom in texts):
        return held if any(isinstance(a, Bag) for a in held.atoms()) else None
    return per_atom(held, lambda atom: _pieces(site, atom, by, bool(regex)))


def _pieces(site: CallSite, text: Atom, by: str, is_regex: bool) -> Value:
    if not isinstance(text, Str) or text.exact is None:
        return V_NEVER
    try:
        pieces = re.split(by, text.exact) if is_regex else text.exact.split(by) if by else list(text.exact)
    except re.error:
        return V_UNKNOWN
    return array(site, [string(piece, text.origin) for piece in pieces[:500]])


def array(site: CallSite, items: list[Value]) -> Value:
    """A new array on the heap."""
    from consentlint.reach.things import Thing

    made = site.machine.allocate(Thing("array"))
    ref = site.machine.things(made)[0][0]
    site.machine.store.put((ref.id, "#items"), tuple(items))
    return made


def _concat(site: CallSite) -> Value | None:
    from consentlint.reach.operators import binary

    held = _receiver(site)
    if held is None:
        return None
    for arg in site.args:
        held = binary("+", held, site.machine.settle(arg))
    return held


def regex_answer(pattern: str, flags: str, text: Atom, site: CallSite) -> Answer:
    """Does a regular expression match what an atom stands for?"""
    if isinstance(text, Choice):
        literal = site.machine.knowledge.words.literal
        words = [word for word in re.findall(r"[\w-]+", re.sub(r"\\.", " ", pattern)) if literal(word)]
        kinds = {literal(word) for word in words}
        return MAYBE if len(kinds) != 1 else YES if kinds == {text.kind} else NO
    whole = text.exact if isinstance(text, Str) else None
    if isinstance(text, Bag):
        if text.items is None:
            return YES
        whole = "," + ",".join(sorted(text.items)) + ","
    if whole is None:
        return NO if isinstance(text, Lit) else MAYBE
    try:
        found = re.search(pattern, whole, re.IGNORECASE if "i" in flags else 0)
    except re.error:
        return MAYBE
    return YES if found else NO


def _test(site: CallSite) -> Value | None:
    things = site.machine.things(site.receiver, "regex")
    if not things:
        return None
    data = things[0][1].data
    held = site.machine.settle(site.arg(0))
    if any(isinstance(a, External) for a in held.atoms()):
        return None
    return lift(lambda a: BOOLEANS[regex_answer(data["pattern"], data["flags"], a, site)], held)


def pattern_of(site: CallSite, held: Value) -> tuple[str, str] | None:
    """Pattern and flags of a regular expression, or of a text that is used as one."""
    text = site.machine.settle(held).text()
    things = site.machine.things(held, "regex")
    if text is not None and site.name == "match":
        return text, ""
    return (things[0][1].data["pattern"], things[0][1].data["flags"]) if things else None


def matched(pattern: str, flags: str, text: Str) -> Atom | None:
    """What a regular expression finds in an exact text; None where that cannot be worked out."""
    if text.exact is None or "g" in flags:
        return None
    try:
        found = re.search(NAMED_GROUP.sub("(?P<", pattern), text.exact, re.IGNORECASE if "i" in flags else 0)
    except re.error:
        return None
    if found is None:
        return NULL
    parts = (found[0], *found.groups())
    items = [(str(n), V_UNDEFINED if one is None else string(one, text.origin)) for n, one in enumerate(parts)]
    if not found.groupdict():
        return FrozenObject(tuple(items), listing=True)
    names = FrozenObject(tuple((name, string(one or "", text.origin)) for name, one in found.groupdict().items()))
    return FrozenObject((*items, ("index", number(found.start())), ("groups", value(names))))


def _match(site: CallSite) -> Value | None:
    """`text.match(regex)` and `regex.exec(text)`."""
    on_regex = site.name == "exec"
    held = site.machine.settle(site.arg(0)) if on_regex else _receiver(site)
    found = pattern_of(site, site.receiver if on_regex else site.arg(0))
    if held is None or found is None or any(isinstance(atom, External) for atom in held.atoms()):
        return None
    pattern, flags = found

    def one(atom: Atom) -> frozenset[Atom]:
        exact = matched(pattern, flags, atom) if isinstance(atom, Str) else None
        if exact is not None:
            return frozenset({exact})
        answer = regex_answer(pattern, flags, atom, site)
        yes: Atom = FrozenObject((("0", value(SOME_STRING)), ("1", value(atom))))
        no = Lit("null", None)
        return frozenset({yes} if answer is YES else {no} if answer is NO else {yes, no})

    return lift(one, held)


def _regexp(site: CallSite) -> Value | None:
    from consentlint.reach.things import Thing

    texts = site.machine.settle(site.arg(0)).strings()
    pattern = texts[0].text if len(texts) == 1 else None
    if pattern is None:
        return None
    return site.machine.allocate(Thing("regex", data={"pattern": pattern, "flags": site.arg(1).text() or ""}))


def _atob(site: CallSite) -> Value | None:
    def decode(text: str) -> str:
        try:
            return base64.b64decode(text + "=" * (-len(text) % 4)).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            return text

    return _on_argument(site, decode)


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode("latin-1", "replace")).decode("ascii")


def _char_at(site: CallSite) -> Value | None:
    index = _number(site.arg(0)) if site.args else 0
    if index is None:
        held = _receiver(site)
        return value(SOME_STRING, notes=held.notes) if held is not None else None
    return _exactly(lambda text: text[index : index + 1] if index >= 0 else "")(site)


def _on_argument(site: CallSite, change: Callable[[str], str]) -> Value:
    def one(atom: Atom) -> tuple[Atom, ...]:
        if isinstance(atom, Str) and atom.exact is not None:
            return (Str((change(atom.exact),), atom.origin),)
        return (atom,)

    return lift(one, site.machine.settle(site.arg(0)))


def _from_char_code(site: CallSite) -> Value | None:
    codes = [_number(arg) for arg in site.args]
    known = [code for code in codes if code is not None and 0 <= code < 0x110000]
    return string("".join(map(chr, known)), site.place) if len(known) == len(codes) else value(SOME_STRING)


def _to_boolean(site: CallSite) -> Value | None:
    from consentlint.reach.values import boolean, truth

    held = site.machine.settle(site.arg(0))
    return boolean(truth(held), held.notes)


def _to_string(site: CallSite) -> Value | None:
    held = (
        _receiver(site) if site.receiver != V_UNDEFINED and site.name != "String" else site.machine.settle(site.arg(0))
    )
    return held and lift(lambda atom: (Str(as_parts(atom)) if isinstance(atom, Lit) else atom,), held)


def _to_number(site: CallSite) -> Value | None:
    def one(atom: Atom) -> tuple[Atom, ...]:
        if isinstance(atom, Lit):
            return (
                (Lit("number", float(bool(atom.value)) if atom.kind == "boolean" else 0.0),)
                if atom.kind != "number"
                else (atom,)
            )
        try:
            return (Lit("number", float(atom.exact)),) if isinstance(atom, Str) and atom.exact else (SOME_NUMBER,)
        except ValueError:
            return (SOME_NUMBER,)

    return lift(one, site.machine.settle(site.arg(0)))


NATIVES = Plugin(
    id="text",
    natives={
        "atob": _atob,
        "decodeURIComponent": lambda site: _on_argument(site, unquote),
        "decodeURI": lambda site: _on_argument(site, unquote),
        "escape": lambda site: _on_argument(site, lambda text: quote(text, safe="@*_+-./")),
        "btoa": lambda site: _on_argument(site, _encoded),
        "unescape": lambda site: _on_argument(site, unquote),
        "encodeURIComponent": lambda site: _on_argument(site, lambda text: quote(text, safe="-_.!~*'()")),
        "encodeURI": lambda site: _on_argument(site, lambda text: quote(text, safe="-_.!~*'();/?:@&=+$,#")),
        "String.fromCharCode": _from_char_code,
        "String": _to_string,
        "Boolean": _to_boolean,
        "Number": _to_number,
        "parseInt": _to_number,
        "parseFloat": _to_number,
        "RegExp": _regexp,
    },
    methods={
        "includes": _contains("any"),
        "contains": _contains("any"),
        "startsWith": _contains("start"),
        "endsWith": _contains("end"),
        "indexOf": _contains("index"),
        "lastIndexOf": _contains("index"),
        "search": _contains("index"),
        "toLowerCase": _map(str.lower),
        "toUpperCase": _map(str.upper),
        "repeat": _repeat,
        "trim": _trim,
        "trimEnd": _trim,
        "trimStart": _trim,
        "replace": _replace,
        "replaceAll": _replace,
        "slice": _slice,
        "substring": _slice,
        "substr": _slice,
        "split": _split,
        "concat": _concat,
        "toString": _to_string,
        "test": _test,
        "match": _match,
        "exec": _match,
        "charAt": _char_at,
    },
)
