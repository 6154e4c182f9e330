"""CSS selectors. Plain ones are matched here; whatever else CSS knows is left to soupsieve.

Plain is what packs and pages write: types, ids, classes, attributes, `:is`, `:where`, `:not`, `:has`, `:root`, and one
step to an ancestor or a parent. This exists because of what soupsieve costs a short run: importing it and reading the
selectors of the shipped packs took half of all instructions of checking one small page (1.3 of 2.7 billion).
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from consentlint.lazy_regex import lazy_regex

Test = Callable[[Any], bool]
# What is still to be read, the next token last.
Tokens = list[re.Match[str]]

# A longer selector is left to soupsieve, so that a hostile one is read by recursion only so deep.
LONGEST = 500
# Attributes whose values HTML compares without regard to case (its section "Case-sensitivity of selectors"). Of these
# only `type` is plain.
FOLDED = frozenset(
    "accept accept-charset align alink axis bgcolor charset checked clear codetype color compact declare defer dir "
    "direction disabled enctype face frame hreflang http-equiv lang language link media method multiple nohref "
    "noresize noshade nowrap readonly rel rev rules scope scrolling selected shape target text valign valuetype "
    "vlink".split()
)
SPACE = " \t\r\n\f"
ASCII_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
TOKEN = lazy_regex(
    r"""
      (?P<close>[ \t\r\n\f]*\))
    | (?P<comma>[ \t\r\n\f]*,[ \t\r\n\f]*)
    | (?P<child>[ \t\r\n\f]*>[ \t\r\n\f]*)
    | (?P<below>[ \t\r\n\f]+)
    | (?P<type>\*|[a-z][\w-]*)
    | \#(?P<id>[a-z_][\w-]*)
    | \.(?P<class>[a-z_][\w-]*)
    | (?P<attribute>\[(?P<name>[a-z_][\w-]*)
        (?:(?P<how>[*^$]?=)(?P<quote>["'])(?P<value>[^"'\\\n]*)(?P=quote)(?P<fold>[ ]i)?)?\])
    | :(?P<group>is|where|not|has)\([ \t\r\n\f]*
    | :(?P<root>root)\b(?!\()
    """,
    re.VERBOSE | re.ASCII | re.IGNORECASE,
)
COMPARISONS: dict[str, Callable[[str, str], bool]] = {
    "=": str.__eq__,
    "^=": str.startswith,
    "$=": str.endswith,
    "*=": str.__contains__,
}


class BadSelector(ValueError):
    """It is no selector; soupsieve's own errors share no base class, and naming them would import it."""


class _NotPlain(Exception):
    """The selector holds more than is matched here; it may be wrong, too."""


def matches(selector: str, tag: Any) -> bool:
    """Does a selector match a tag of `parse_markup`? Raises BadSelector."""
    return _test(selector)(tag)


def select(selector: str, scope: Any, limit: int = 0) -> list[Any]:
    """The tags below `scope` that match, in document order, at most `limit` (0: all). Raises BadSelector.

    As in browsers, the content of a `<template>` is reached only from that element itself.
    """
    try:
        test = _plain(selector)
    except _NotPlain:
        found: list[Any] = _soupsieve(selector).select(scope, limit)
        return found
    return list(islice(filter(test, below(scope)), limit or None))


def closest(selector: str, tag: Any) -> Any:
    """The tag itself or its nearest ancestor that matches; None for none. Raises BadSelector."""
    test = _test(selector)
    return next((one for one in (tag, *_ancestors(tag)) if one.parent is not None and test(one)), None)


@lru_cache(maxsize=2048)
def _test(selector: str) -> Test:
    try:
        return _plain(selector)
    except _NotPlain:
        test: Test = _soupsieve(selector).match
        return test


def _soupsieve(selector: str) -> Any:
    import soupsieve

    try:
        return soupsieve.compile(selector)
    except (soupsieve.SelectorSyntaxError, NotImplementedError, ValueError) as error:
        raise BadSelector(f"{selector!r} is a broken CSS selector: {str(error).partition(chr(10))[0]}") from None


def below(scope: Any) -> Iterator[Any]:
    """The tags below `scope` in document order, without the content of templates."""
    waiting = scope.contents[::-1]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, str):
            yield node
            if node.name != "template":
                waiting += node.contents[::-1]


def _ancestors(tag: Any) -> Iterator[Any]:
    """From the inside out, without the document itself; the content of a `<template>` has none beyond it."""
    tag = tag.parent
    while tag is not None and tag.parent is not None and tag.name != "template":
        yield tag
        tag = tag.parent


def tokens_of(selector: str) -> Tokens | None:
    """What a selector is made of, in order; None where something in it is not read here."""
    try:
        return _tokens(selector.strip(SPACE))[::-1]
    except _NotPlain:
        return None


# --- reading ---------------------------------------------------------------------------------------------------------


def _plain(selector: str) -> Test:
    """The test that a plain selector stands for. Raises _NotPlain."""
    tokens = _tokens(selector.strip(SPACE))
    test = _list(tokens, nested=False)
    if tokens:
        raise _NotPlain
    return test


def _tokens(text: str) -> Tokens:
    found: Tokens = []
    position = 0
    while position < len(text):
        match = TOKEN.match(text, position)
        if match is None or position > LONGEST:
            raise _NotPlain
        found.append(match)
        position = match.end()
    return found[::-1]


def _list(tokens: Tokens, nested: bool) -> Test:
    tests = [_complex(tokens, nested)]
    while _next(tokens) == "comma":
        tokens.pop()
        tests.append(_complex(tokens, nested))
    return tests[0] if len(tests) == 1 else lambda tag: any(test(tag) for test in tests)


def _next(tokens: Tokens) -> str:
    return tokens[-1].lastgroup or "" if tokens else ""


def _complex(tokens: Tokens, nested: bool) -> Test:
    """One step up at most, and none in parentheses: so the work is linear in the depth of a page."""
    test = _compound(tokens)
    step = _next(tokens)
    if step not in ("child", "below"):
        return test
    tokens.pop()
    inner = _compound(tokens)
    if nested or _next(tokens) in ("child", "below"):
        raise _NotPlain
    steps = 1 if step == "child" else None
    return lambda tag: inner(tag) and any(map(test, islice(_ancestors(tag), steps)))


def _compound(tokens: Tokens) -> Test:
    tests: list[Test] = []
    while (kind := _next(tokens)) in SIMPLE:
        if kind == "type" and tests:
            raise _NotPlain
        tests.append(SIMPLE[kind](tokens.pop(), tokens))
    if not tests:
        raise _NotPlain
    return tests[0] if len(tests) == 1 else lambda tag: all(test(tag) for test in tests)


def _type(token: re.Match[str], _: Tokens) -> Test:
    name = token["type"].lower()
    return lambda tag: name in ("*", tag.name)


def _id(token: re.Match[str], _: Tokens) -> Test:
    wanted = token["id"]
    return lambda tag: bool(tag.attrs.get("id") == wanted)


def _class(token: re.Match[str], _: Tokens) -> Test:
    wanted = token["class"]
    return lambda tag: wanted in tag.attrs.get("class", ())


def _attribute(token: re.Match[str], _: Tokens) -> Test:
    name, how, wanted = token["name"].lower(), token["how"], token["value"]
    if not how:
        return lambda tag: name in tag.attrs
    folds = bool(token["fold"]) or name == "type"
    if (name in FOLDED and not folds) or (not wanted and how != "="):
        raise _NotPlain
    wanted, compare = wanted.translate(ASCII_LOWER) if folds else wanted, COMPARISONS[how]

    def test(tag: Any) -> bool:
        held = tag.attrs.get(name)
        if held is None:
            return False
        text = held if isinstance(held, str) else " ".join(held)  # bs4 keeps the words of `class` and its kin apart
        return compare(text.translate(ASCII_LOWER) if folds else text, wanted)

    return test


def _group(token: re.Match[str], tokens: Tokens) -> Test:
    test = _list(tokens, nested=True)
    if _next(tokens) != "close":
        raise _NotPlain
    tokens.pop()
    name = token["group"].lower()
    return _having(test) if name == "has" else (lambda tag: not test(tag)) if name == "not" else test


def _having(test: Test) -> Test:
    """Is there such a tag below? The answer for the last tag is kept: a page's root is asked again and again."""
    last: list[tuple[Any, bool]] = [(None, False)]

    def having(tag: Any) -> bool:
        if last[0][0] is not tag:
            last[0] = (tag, any(map(test, below(tag))))
        return last[0][1]

    return having


def _root(_token: re.Match[str], _tokens: Tokens) -> Test:
    return lambda tag: (
        tag.parent is not None and tag.parent.parent is None and not any(map(_beside, tag.parent.contents))
    )


def _beside(node: Any) -> bool:
    """Text beside the outermost element: then there is no root, as soupsieve has it."""
    return isinstance(node, str) and type(node).__name__ in ("NavigableString", "CData") and bool(node.strip())


SIMPLE: dict[str, Callable[[re.Match[str], Tokens], Test]] = {
    "type": _type,
    "id": _id,
    "class": _class,
    "attribute": _attribute,
    "group": _group,
    "root": _root,
}
