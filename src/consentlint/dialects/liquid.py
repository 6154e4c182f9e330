"""Liquid (Jekyll, Shopify, Eleventy)."""

from consentlint.lazy_regex import lazy_regex
from consentlint.syntax import ir
from consentlint.syntax.condition import Grammar, read_bindings, read_condition
from consentlint.syntax.delimited import Delimiter, delimited
from consentlint.syntax.front_matter import LAYOUTS
from consentlint.syntax.template import Bindings, Dialect, Layout, Search, Word

_GRAMMAR = Grammar(
    # `and` and `or` bind alike, and to the right.
    infix={
        "or": (1, "||"), "and": (1, "&&"), "==": (2, "=="), "!=": (2, "!="), "<>": (2, "!="), "<": (2, "<"),
        "<=": (2, "<="), ">": (2, ">"), ">=": (2, ">="), "contains": (2, "includes"),
    },
    prefix={"not": (3, "!"), "-": (3, "-")},
    constants={"true": True, "false": False, "nil": None, "null": None},
    filters={"default": "||", "downcase": "", "strip": "", "escape": "", "json": "json", "jsonify": "json"},
    right=frozenset([1]),
    nothing=frozenset(["blank", "empty"]),
)  # fmt: skip


_FRONT_MATTER = lazy_regex(r"---[ \t]*\r?\n")
_TAG = lazy_regex(r"\{%-?\s*\w+[^%]*%\}|\{\{[^{}]*\}\}")
_OWN = lazy_regex(
    r"\{%-?\s*(?:(?:assign|capture)\s+[\w-]+\s*[=%-]|(?:unless|elsif|tablerow)\s|include\s+[\w/-]+(?:\.[a-z]+[\s%]|\{\{))"
)
# https://shopify.dev/docs/storefronts/themes/architecture/layouts
_THEME = Layout(
    pages=r"(?P<theme>(?:.*/)?)templates/(?:customers/)?[^/]+\.liquid",
    paths=("{theme}layout/theme",),
    search=Search(endings=(".liquid",)),
)
_SNIPPETS = {"render": ("snippets", "_includes"), "include": ("_includes", "snippets"), "section": ("sections",)}


def _words() -> dict[str, Word]:
    words = {
        "if": Word("open", ("if",), conditional=True),
        "elsif": Word("branch", ("if",), conditional=True),
        "else": Word("branch", ("if", "for")),
        "endif": Word("close", ("if",)),
        "unless": Word("open", ("if",), conditional=True, negate=True),
        "endunless": Word("close", ("if",)),
        "case": Word("open", ("if",), subject=True),
        "when": Word("branch", ("if",), conditional=True),
        "endcase": Word("close", ("if",)),
        "assign": Word("leaf", ("set",), binds=True),
        "": Word("leaf", ("other",)),
    }
    for word in ("for", "tablerow", "capture", "raw", "form", "paginate", "style", "stylesheet", "javascript"):
        words[word] = Word("open", ("for" if word == "tablerow" else word,))
        words[f"end{word}"] = Word("close", ("for" if word == "tablerow" else word,))
    for word in ("include", "include_relative", "render", "section", "sections", "layout"):
        words[word] = Word("leaf", ("extends" if word == "layout" else "include",), binds=True, bare=True)
    for word in ("break", "continue", "increment", "decrement", "cycle", "liquid"):
        words[word] = Word("leaf", ("other",))
    return words


def _condition(text: str, offset: int) -> ir.Expr:
    return read_condition(_GRAMMAR, text, offset)


_HANDED = lazy_regex(r"([\w-]+)\s*[:=]\s*((?:\"[^\"]*\"|'[^']*'|[^\s,\"'])+)")


def _bindings(word: str, text: str, offset: int) -> Bindings:
    """`assign a = x`, `include file.html a=x`, `render 'file', a: x`."""
    if word == "assign":
        return read_bindings(_GRAMMAR, text, offset)
    return tuple((m[1], _condition(m[2], offset + m.start(2))) for m in _HANDED.finditer(text))


def _sniff(text: str) -> int:
    """Front matter and a tag: a page of Jekyll or Eleventy. What Jinja does not write: so are its parts."""
    if _OWN.search(text):
        return 2
    return 1 if _FRONT_MATTER.match(text) is not None and _TAG.search(text) is not None else 0


DIALECT = Dialect(
    id="liquid",
    extensions=(".liquid",),
    scan=delimited(
        Delimiter("{{", "}}", "output", quoted=True),
        Delimiter("{%", "%}", "block", quoted=True),
        verbatim={"raw": "endraw"},
        comments={"comment": "endcomment", "doc": "enddoc", "schema": "endschema", "highlight": "endhighlight"},
    ),
    words=_words(),
    sniff=_sniff,
    condition=_condition,
    bindings=_bindings,
    search=Search(
        endings=("", ".liquid", ".html"),
        folders={**_SNIPPETS, "layout": ("layout", "_layouts")},
        object="include",
        layouts=(*LAYOUTS, _THEME),
        body=("content", "content_for_layout"),
    ),
)
