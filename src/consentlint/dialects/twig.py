"""Twig (Symfony, Drupal, Craft)."""

from consentlint.syntax import ir
from consentlint.syntax.component_tags import component_bindings, component_words, with_components
from consentlint.syntax.condition import Grammar, read_bindings, read_condition
from consentlint.syntax.delimited import Delimiter, delimited
from consentlint.syntax.template import Bindings, Dialect, Search, Word, bindings_of

_GRAMMAR = Grammar(
    infix={
        "or": (1, "||"), "and": (2, "&&"), "==": (4, "=="), "!=": (4, "!="), "<": (4, "<"), "<=": (4, "<="),
        ">": (4, ">"), ">=": (4, ">="), "in": (4, "in"), "not in": (4, "not in"), "===": (4, "==="), "!==": (4, "!=="),
        "starts with": (4, "startsWith"), "ends with": (4, "endsWith"), "+": (5, "+"), "-": (5, "-"), "~": (6, "+"),
        "*": (8, "*"), "/": (8, "/"), "//": (8, "/"), "%": (8, "%"), "**": (9, "**"), "??": (10, "??"),
    },
    prefix={"not": (7, "!"), "-": (9, "-"), "+": (9, "+")},
    constants={"true": True, "TRUE": True, "false": False, "FALSE": False, "none": None, "null": None, "NULL": None},
    tests={
        "none": ("==", None), "null": ("==", None), "true": ("===", True), "false": ("===", False),
        "defined": ("!=", None), "undefined": ("==", None),
    },
    filters={"default": "||", "lower": "", "trim": "", "raw": "", "e": "", "escape": "", "striptags": "",
             "json_encode": "json"},
    strict=False,
    colon=False,
)  # fmt: skip


def _words() -> dict[str, Word]:
    words = {
        "if": Word("open", ("if",), conditional=True),
        "elseif": Word("branch", ("if",), conditional=True),
        "else": Word("branch", ("if", "for")),
        "endif": Word("close", ("if",)),
        "with": Word("open", ("with",), binds=True),
        "endwith": Word("close", ("with",)),
        "set": Word("leaf", ("set",), binds=True),
        "include": Word("leaf", ("include",)),
        "extends": Word("leaf", ("extends",)),
        "import": Word("leaf", ("import",)),
        "from": Word("leaf", ("import",)),
        "use": Word("leaf", ("import",)),
        "block": Word("leaf", ("block",)),
    }
    for word in ("for", "macro", "apply", "filter", "embed", "autoescape", "sandbox", "verbatim", "spaceless"):
        words[word] = Word("open", (word,))
        words[f"end{word}"] = Word("close", (word,))
    for word in ("do", "flush", "deprecated", "trans_default_domain", "form_theme"):
        words[word] = Word("leaf", ("other",))
    return words


def _condition(text: str, offset: int) -> ir.Expr:
    return read_condition(_GRAMMAR, text, offset)


def _bindings(word: str, text: str, offset: int) -> Bindings:
    if word[:1] == "<":
        return component_bindings(text, offset, _condition)
    if word == "set":
        return read_bindings(_GRAMMAR, text, offset)
    return bindings_of(read_condition(_GRAMMAR, text.strip(), offset + len(text) - len(text.lstrip())))


DIALECT = Dialect(
    id="twig",
    extensions=(".twig",),
    scan=with_components(
        delimited(
            Delimiter("{{", "}}", "output", quoted=True),
            Delimiter("{%", "%}", "block", quoted=True),
            Delimiter("{#", "#}", "comment"),
            word=r"[\w.:-]+",
            verbatim={"verbatim": "endverbatim", "raw": "endraw"},
        ),
        "twig:",
        "block",
    ),
    words={**_words(), **component_words("twig:")},
    sniff=lambda text: False,
    condition=_condition,
    bindings=_bindings,
    search=Search(
        endings=("", ".html.twig", ".twig"),
        folders={
            "": ("templates", "views", ""),
            **dict.fromkeys(("component", "<twig:", "<twig:/"), ("templates/components", "components")),
        },
        slot="content",
    ),
    calls={"component": "include", "include": "include", "parent": "parent", "block": "block"},
)
