"""The plain selectors against soupsieve, which stays the one that knows CSS."""

import subprocess
import sys

import pytest
import soupsieve
from hypothesis import given, settings
from hypothesis import strategies as st

from consentlint.packs import load_packs
from consentlint.syntax import selectors
from consentlint.syntax.markup import parse_markup
from consentlint.syntax.selector_index import SelectorIndex

NAMES = ["script", "iframe", "div", "template", "svg"]
VALUES = ["", "text/plain", "TEXT/Plain", "Module", "a", "A b", "ab", "opt-in-1", "x y\tab", "k\u212a", "s\n"]
ATTRIBUTES = ["type", "class", "id", "src", "data-a", "DATA-b", "async"]


def shipped() -> list[str]:
    """Every selector of the shipped packs."""
    found: set[str] = set()
    for cmp in load_packs().cmps.values():
        found.update(cmp.present.selectors, cmp.controls.accept, cmp.controls.refuse)
        found.update(entry.selector for entry in (*cmp.gates, *cmp.live, *cmp.auto_blocking))
        found.update(one for blocking in cmp.auto_blocking for one in (*blocking.broken_by, *blocking.exempt))
        found.update(one.selector for one in cmp.no_gates if one.selector)
    return sorted(found)


def attribute(name: str, value: str) -> str:
    return f' {name}="{value}"'


simple = st.one_of(
    st.sampled_from([".a", ".ab", "#a", "#opt-in-1", "*"]),
    st.builds("[{}]".format, st.sampled_from(ATTRIBUTES)),
    st.builds(
        '[{}{}"{}"{}]'.format,
        st.sampled_from(ATTRIBUTES),
        st.sampled_from(["=", "^=", "$=", "*=", "~="]),
        st.sampled_from(VALUES[:-1]),
        st.sampled_from(["", " i"]),
    ),
)
nested = st.recursive(
    simple,
    lambda inner: st.builds(
        ":{}({})".format,
        st.sampled_from(["is", "not", "where"]),
        st.lists(inner, min_size=1, max_size=2).map(", ".join),
    ),
    max_leaves=4,
)
compound = st.builds(
    "{}{}".format,
    st.sampled_from(["", *NAMES, "SCRIPT"]),
    st.lists(nested.filter("*".__ne__), min_size=1, max_size=3).map("".join),
)
selector = st.lists(
    st.one_of(compound, st.builds("{}{}{}".format, compound, st.sampled_from([" ", ">", " > ", " ~ "]), compound)),
    min_size=1,
    max_size=2,
).map(", ".join)
attributes = st.lists(st.builds(attribute, st.sampled_from(ATTRIBUTES), st.sampled_from(VALUES)), max_size=4)
marks = attributes.map("".join)
page = st.recursive(
    st.builds("<{0}{1}></{0}>".format, st.sampled_from(NAMES), marks),
    lambda inner: st.builds(
        "<{0}{1}>{2}</{0}>".format, st.sampled_from(["div", "template", "svg"]), marks, st.lists(inner).map("".join)
    ),
    max_leaves=8,
)


@given(page, st.lists(selector, min_size=1, max_size=4))
@settings(deadline=None)
def test_plain_selectors_mean_what_soupsieve_says(text, chosen):
    document = parse_markup(text)
    for one in chosen:
        expected = [soupsieve.match(one, tag) for tag in document.elements]
        assert [selectors.matches(one, tag) for tag in document.elements] == expected, one
        assert selectors.select(one, document.soup) == soupsieve.select(one, document.soup), one
        for tag in document.elements[-2:]:
            assert selectors.closest(one, tag) is soupsieve.closest(one, tag), one


@pytest.mark.parametrize("one", shipped())
def test_shipped_selectors_are_plain_and_mean_what_soupsieve_says(one):
    test = selectors._plain(one)
    text = "".join(
        f"<{tag} {mark} {rest}></{tag}>"
        for tag in ("script", "iframe", "img", "button")
        for mark in MARKS
        for rest in ("", "src", "src=about:blank data-src=x", "type=TEXT/plain", "type=didomi/html", "async type=x")
    )
    text = f"<div id=cc-main class='klaro cookieconsent-optin-statistics'>{text}</div>{text}"
    for tag in parse_markup(text).elements:
        assert test(tag) == soupsieve.match(one, tag), tag


MARKS = [
    "data-cookieconsent=marketing",
    "data-cookieconsent=IGNORE id=Cookiebot data-cbid=1",
    "data-category='!ads' data-service='!x' data-role=all",
    "data-vendor=x data-purposes=y data-name=z",
    "class='optanon-category-C0004 cm-btn-accept-all' data-consent data-consent-src",
    "data-usercentrics=x data-uc-src=y data-cookie-category=z data-cookiecategory=a",
]


WRONG = ["", "script[", "a,", ",a", "a >", "> a", ":is()", ":is(a", "a)", "[a]b", "a:no(b)", "]"]


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_no_selector_is_refused_as_soupsieve_does(wrong):
    tag = parse_markup("<a>").elements[0]
    try:
        expected = soupsieve.match(wrong, tag)
    except soupsieve.SelectorSyntaxError:
        with pytest.raises(selectors.BadSelector):
            selectors.matches(wrong, tag)
    else:
        assert selectors.matches(wrong, tag) == expected


@pytest.mark.parametrize("hostile", [":is(" * 5000, "a " * 5000, ",".join("a" * 5000), "[a]" * 5000])
def test_hostile_selectors_are_left_to_soupsieve(hostile):
    with pytest.raises(selectors._NotPlain):
        selectors._plain(hostile)


PROGRAM = """
import sys
from consentlint.syntax.markup import parse_markup
from consentlint.syntax.selectors import select
for one in {}: select(one, parse_markup("<p>").soup)
print("soupsieve.css_parser" in sys.modules)
"""


def test_shipped_selectors_need_no_soupsieve():
    command = [sys.executable, "-c", PROGRAM.format(shipped())]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "False\n"


# --- many at once ----------------------------------------------------------------------------------------------------


@given(page, st.lists(selector, min_size=1, max_size=6))
@settings(deadline=None)
def test_the_index_finds_what_each_finds(text, wanted):
    document = parse_markup(text)
    index = SelectorIndex(wanted)
    for tag in document.elements:
        assert index.matching(tag) == {one for one in wanted if selectors.matches(one, tag)}
    assert index.found_in(document.soup) == {one for one in wanted if selectors.select(one, document.soup, 1)}
