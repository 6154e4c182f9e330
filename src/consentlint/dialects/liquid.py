"""Liquid (Jekyll, Shopify, Eleventy)."""

from consentlint.syntax import ir
from consentlint.syntax.condition import Grammar, read_bindings, read_condition
from consentlint.syntax.delimited import Delimiter, delimited
from consentlint.syntax.template import Bindings, Dialect, Word

_GRAMMAR = Grammar(
    # `and` and `or` bind alike, and to the right.
    infix={
        "or": (1, "||"), "and": (1, "&&"), "==": (2, "=="), "!=": (2, "!="), "<>": (2, "!="), "<": (2, "<"),
        "<=": (2, "<="), ">": (2, ">"), ">=": (2, ">="), "contains": (2, "includes"),
    },
    prefix={"not": (3, "!"), "-": (3, "-")},
    constants={"true": True, "false": False, "nil": None, "null": None},
    filters={"default": "||", "downcase": "", "strip": "", "escape": ""},
    right=frozenset([1]),
    nothing=frozenset(["blank", "empty"]),
)  # fmt: skip


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
        words[word] = Word("leaf", ("extends" if word == "layout" else "include",))
    for word in ("break", "continue", "increment", "decrement", "cycle", "liquid"):
        words[word] = Word("leaf", ("other",))
    return words


def _condition(text: str, offset: int) -> ir.Expr:
    return read_condition(_GRAMMAR, text, offset)


def _bindings(word: str, text: str, offset: int) -> Bindings:
    return read_bindings(_GRAMMAR, text, offset)


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
    sniff=lambda text: False,
    condition=_condition,
    bindings=_bindings,
)
