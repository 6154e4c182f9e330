"""EEx and HEEx: Elixir in pages (Phoenix), and in the `~H` texts of modules."""

from collections.abc import Iterator

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax.eex import Scan
from consentlint.syntax.elixir_condition import read_elixir, read_match
from consentlint.syntax.template import Dialect, Layout, Search, Tag, Word

_MODULE = lazy_regex(r"(?:\s*+(?:\#[^\n]*+\n)?)*+(?:defmodule|defprotocol|defimpl|import|use|alias|require)\s")
_SIGIL = lazy_regex(r'~[HLE](?:"""(?P<long>)|"(?P<short>)|\[(?P<square>)|\((?P<round>)|\|(?P<bar>)|\{(?P<curly>))')
_ENDS = {"long": '"""', "short": '"', "square": "]", "round": ")", "bar": "|", "curly": "}"}


def _scan(text: str) -> Iterator[Tag]:
    return _module(text) if _MODULE.match(text) else Scan(text).tags()


def _module(text: str) -> Iterator[Tag]:
    """The pages in a module; all around them is code."""
    position = 0
    while (match := _SIGIL.search(text, position)) is not None:
        end = text.find(_ENDS[match.lastgroup or "short"], match.end())
        end = end if end >= 0 else len(text)
        yield Tag("block", Span(position, match.end()), "code", Span(match.end(), match.end()))
        scan = Scan(text, match.end(), end)
        yield from scan.tags()
        yield from _unclosed(scan, end)
        position = end
    if position < len(text):
        yield Tag("block", Span(position, len(text)), "code", Span(len(text), len(text)))


def _unclosed(scan: Scan, end: int) -> Iterator[Tag]:
    for _ in range(len(scan.open) + sum(conditions for _, conditions in scan.elements)):
        yield Tag("block", Span(end, end), "end", Span(end, end))


_ENDINGS = Search(endings=(".html.heex", ".html.eex", ".html.leex"))
# https://hexdocs.pm/phoenix/components.html#layouts, and for older applications the folder `templates/layout`
_LAYOUTS = (
    Layout(pages=r"(?P<folder>(?:.*/)?layouts?/)(?:app|live)\.html\.\w+", paths=("{folder}root",), search=_ENDINGS),
    Layout(
        pages=r"(?P<web>(?:.*/)?lib/[^/]+/)(?:controllers|live|templates|views)/(?!layout/)(?:.*/)?(?!_)[^/]+",
        paths=("{web}components/layouts/app", "{web}components/layouts/root", "{web}templates/layout/app",
               "{web}templates/layout/root"),
        search=_ENDINGS,
    ),
)  # fmt: skip

DIALECT = Dialect(
    id="eex",
    extensions=(".eex", ".leex", ".heex", ".ex"),
    scan=_scan,
    words={
        "if": Word("open", ("if",), conditional=True),
        "unless": Word("open", ("if",), conditional=True, negate=True),
        "with": Word("open", ("if",), conditional=True),
        "case": Word("open", ("if",), subject=True),
        "cond": Word("open", ("if",)),
        "arm": Word("branch", (), conditional=True),
        "match": Word("branch", (), conditional=True),
        "else": Word("branch", ()),
        "for": Word("open", ("for",)),
        "do": Word("open", ("block",)),
        "end": Word("close", ()),
        "render": Word("leaf", ("include",)),
        "set": Word("leaf", ("set",), binds=True),
        "code": Word("leaf", ("code",)),
        "special": Word("leaf", ("code",)),
    },
    sniff=lambda text: False,
    condition=read_elixir,
    bindings=read_match,
    end_prefix="",
    search=Search(
        endings=("", ".heex", ".eex", ".leex", ".html.heex", ".html.eex", ".html.leex"),
        folders={"": ("templates", "lib/templates", "")},
        relative=True,
        layouts=_LAYOUTS,
        body=("@inner_content",),
    ),
)
