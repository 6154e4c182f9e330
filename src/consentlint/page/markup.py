"""HTML as values: what is not `Html` is text, and text is escaped. Everything that a repository says comes as text."""

from collections.abc import Iterable, Sequence
from html import escape

from consentlint.lazy_regex import lazy_regex

# Characters that nobody sees, or that turn the order of others round: they are spelt out, tab and line feed stay.
HIDDEN = lazy_regex(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
VOID = frozenset("br col hr input link meta path rect circle line polygon".split())
# A line end after these makes the page readable as text and its changes readable as a difference.
BLOCKS = frozenset(
    "html head meta link title style body header main nav section footer div h1 h2 h3 h4 p ol ul li dl dt dd table "
    "caption thead tbody tr th td details summary pre svg rect".split()
)


class Html(str):
    """Markup that is ready to be printed."""

    __slots__ = ()

    def __add__(self, other: str) -> "Html":
        return Html(str.__add__(self, safe(other)))


def shown(text: str) -> str:
    """`text` with hidden characters spelt out (`\\u202e`), so that nothing can pass itself off as something else."""
    return HIDDEN.sub(lambda match: repr(match[0])[1:-1] if match[0] != "\u061c" else "\\u061c", text)


def safe(text: str) -> Html:
    """Text as markup; what is markup stays as it is."""
    return text if isinstance(text, Html) else Html(escape(shown(text), quote=True))


def prose(text: str) -> Html:
    """Text in which code stands between backticks, as messages have it."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return safe(text)
    return Html("".join(tag("code", part) if number % 2 else safe(part) for number, part in enumerate(parts)))


def join(parts: Iterable[str], between: str = "") -> Html:
    """Parts one after the other; parts and what stands between them are text unless they are markup."""
    return Html(safe(between).join(safe(part) for part in parts))


def tag(name: str, /, *children: str, **attributes: str | int | bool | None) -> Html:
    """One element. Attributes: `class_` is `class`, `aria_label` is `aria-label`; True is bare, None and False are left
    out. Children are text unless they are markup."""
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    end = "\n" if name in BLOCKS else ""
    if name in VOID:
        return Html(f"<{name}{written}/>{end}")
    return Html(f"<{name}{written}>{join(children)}</{name}>{end}")


def _attribute(key: str, value: str | int | bool | None) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(shown(str(value)), quote=True)}"'


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], class_: str = "") -> Html:
    """A table whose first column names the row.

    On a narrow screen each row becomes a card (see page.css): the roles keep it a table for screen readers there, and
    `data-label` names the cells.
    """
    titles = join(tag("th", title, scope="col", role="columnheader") for title in head)
    body = join(_row(row, head) for row in rows)
    return tag(
        "table",
        tag("caption", caption),
        tag("thead", tag("tr", titles, role="row"), role="rowgroup"),
        tag("tbody", body, role="rowgroup"),
        role="table",
        class_=class_ or None,
    )


def _row(row: Sequence[str], head: Sequence[str]) -> Html:
    first = tag("th", row[0], scope="row", role="rowheader")
    cells = (tag("td", cell, role="cell", data_label=title) for cell, title in zip(row[1:], head[1:], strict=True))
    return tag("tr", first, *cells, role="row")


def terms(pairs: Iterable[tuple[str, str]], class_: str = "") -> Html:
    """A list of names and values; pairs without a value are left out."""
    return tag("dl", *(tag("dt", name) + tag("dd", value) for name, value in pairs if value), class_=class_ or None)


def items(parts: Iterable[str], kind: str = "ul", class_: str = "") -> Html:
    """A list, bulleted or (`ol`) numbered."""
    return tag(kind, *(tag("li", part) for part in parts), class_=class_ or None)
