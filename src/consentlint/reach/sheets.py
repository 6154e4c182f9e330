"""Style sheets: what they import, and the fonts and images that they name (CSS and what is like it, CSS in scripts)."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Guard, Place, Span
from consentlint.reach.paths import Path
from consentlint.reach.values import Str, Value, value
from consentlint.worlds import PERHAPS

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

IS_SHEET = lazy_regex(r"\.(?:css|scss|sass|less|styl|stylus|pcss|postcss)$", re.IGNORECASE)
COMMENT = lazy_regex(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
# SCSS and Less have comments to the end of the line; `//` after a quote, a colon or a parenthesis is an address.
LINE_COMMENT = lazy_regex(r"(?:(?<=[\s;{}])|\A)//[^\n]*")
ADDRESS = lazy_regex(
    r"""(?P<sheet>@import\s+(?:\([^()]*\)\s*)?)?url\(\s*(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)'|(?P<c>[^\s"')]+))\s*\)"""
    r"""|@import\s+(?:\([^()]*\)\s*)?(?:"(?P<d>[^"]*)"|'(?P<e>[^']*)')""",
    re.IGNORECASE,
)
USED = "whatever uses this style is not followed"
FONT = lazy_regex(r"\.(?:woff2?|ttf|otf|eot)(?:[?#]|$)", re.IGNORECASE)


class Named(NamedTuple):
    """An address in a sheet. form: stylesheet, font or pixel; span: where it stands in the text."""

    form: str
    address: str
    span: Span


def addresses(text: str, line_comments: bool = False) -> Iterator[Named]:
    """What a style sheet has the browser fetch, comments left out."""
    plain = COMMENT.sub(_blank, text)
    if line_comments:
        plain = LINE_COMMENT.sub(_blank, plain)
    for match in ADDRESS.finditer(plain):
        group = next((name for name in "abcde" if match[name]), "")
        if group:
            imported = bool(match["sheet"] or match["d"] or match["e"])
            form = "stylesheet" if imported else "font" if FONT.search(match[group]) else "pixel"
            yield Named(form, match[group], Span(*match.span(group)))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def comments(text: str) -> list[tuple[Span, str]]:
    """The comments of a sheet, for suppressions."""
    found = [*COMMENT.finditer(text), *LINE_COMMENT.finditer(COMMENT.sub(_blank, text))]
    return [(Span(*match.span()), match[0]) for match in found]


def load(m: "Machine", path: str, text: str, at: Path) -> None:
    """Everything that a sheet fetches once it is on the page."""
    for named in addresses(text, line_comments=not path.lower().endswith(".css")):
        place = Place(path, named.span)
        m.requests.record(named.form, value(Str((named.address,), place)), at, place, keep_place=True)


def tagged(m: "Machine", held: Value, place: Place, at: Path) -> None:
    """A tagged template that holds CSS (`css`, `createGlobalStyle`): what it fetches once something uses the style."""
    for text in m.settle(held).strings():
        if "url(" in text.text and "<" not in text.text:
            for named in addresses(text.text):
                then = at.then(Guard("unknown-caller", place, "a style in a script", PERHAPS, USED), PERHAPS)
                m.requests.record(named.form, value(Str((named.address,), place)), then, place)
