"""Markup as a tree: bs4's, so that CSS selectors work on it, with exact spans on every element.

bs4 is imported when the first page is parsed, not before.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consentlint.model import Span
from consentlint.syntax.lean_bs4 import load_bs4
from consentlint.syntax.tokens import Attribute

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

    from consentlint.syntax.tree import Element

__all__ = ["Attribute", "Document", "parse_markup"]


@dataclass(frozen=True, eq=False)
class Document:
    """One parsed text. `elements` and `comments` are in document order; spans are offsets into `text`.

    `soup.select` does not look into `<template>`, as in browsers; `elements` has what is in there too.
    """

    text: str
    soup: "BeautifulSoup"
    elements: "tuple[Element, ...]"
    comments: tuple[tuple[Span, str], ...]


def parse_markup(text: str, *, xml: bool = False) -> Document:
    """Parse HTML as browsers do, as far as nesting matters here; any text gives a tree, none raises.

    With `xml`, as for XHTML served as such: `<x/>` closes itself, and scripts hold markup, not raw text.
    """
    load_bs4()
    from consentlint.syntax.tree import build

    soup, elements, comments = build(text, xml)
    return Document(text, soup, elements, comments)
