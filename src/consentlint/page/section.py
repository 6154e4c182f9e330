"""What a section of the page is."""

from collections.abc import Callable
from typing import NamedTuple

from consentlint.page.content import Content
from consentlint.page.markup import Html


class Section(NamedTuple):
    """One section. order: its place on the page; write: its content below the heading, empty when it is left out.

    Its title is `sections.<id>` of the languages.
    """

    id: str
    order: int
    write: Callable[[Content], Html]
