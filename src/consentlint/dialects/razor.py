"""Razor: C# in pages (ASP.NET MVC, ASP.NET Core, Blazor, Umbraco)."""

from consentlint.lazy_regex import lazy_regex
from consentlint.syntax.code_words import WORDS
from consentlint.syntax.razor import scan_razor
from consentlint.syntax.template import Bindings, Dialect, Given, Layout, Search, Word
from consentlint.syntax.typed_condition import declared, read_code


def _bindings(word: str, text: str, offset: int) -> Bindings:
    return declared(text, offset)


_SHARED = Search(
    endings=("", ".cshtml", ".vbhtml"), folders={"": ("Views/Shared", "Pages/Shared", "Areas/Shared")}, relative=True
)
_ASSIGNED = lazy_regex(r"\bLayout\s*=([^;\n}]*)")
_TEXTS = lazy_regex(r"\"([^\"\n]*)\"")


def _start(text: str, path: str) -> tuple[str, ...] | None:
    """What `_ViewStart` says (https://learn.microsoft.com/aspnet/core/mvc/views/layout)."""
    said = _ASSIGNED.findall(text)
    return tuple(name.removeprefix("~") for name in _TEXTS.findall(" ".join(said))) if said else None


# A page that says something of its layout itself has that one; parts of a page have none.
_LAYOUT = Layout(
    pages=r"(?:.*/)?[^/_][^/]*",
    needs=r"\A(?!(?s:.*)\bLayout\s*=[^=])",
    given=tuple(Given(f"_ViewStart.{ending}", _start) for ending in ("cshtml", "vbhtml")),
    search=_SHARED,
    parts=True,
)

DIALECT = Dialect(
    id="razor",
    extensions=(".cshtml", ".razor"),
    scan=scan_razor,
    words={
        **WORDS,
        "section": Word("open", ("block",)),
        "endsection": Word("close", ("block",)),
        "helper": Word("open", ("macro",)),
        "endhelper": Word("close", ("macro",)),
        "partial": Word("leaf", ("include",), bare=True),
        "Renderpartial": Word("leaf", ("include",), bare=True),
        "Rendercomponent": Word("leaf", ("include",)),
        "Rendersection": Word("leaf", ("yield",)),
        "Renderbody": Word("leaf", ("yield",)),
        "layout": Word("leaf", ("extends",), bare=True),
    },
    sniff=lambda text: False,
    condition=read_code,
    bindings=_bindings,
    end_prefix="",
    search=Search(
        endings=("", ".cshtml", ".razor", ".vbhtml", "/Default.cshtml"),
        folders={"": ("Views/Shared", "Pages/Shared")},
        relative=True,
        layouts=(_LAYOUT,),
        body=("Body",),
    ),
)
