"""Jinja and Django templates, and what shares their syntax (Nunjucks, Pelican, Ansible)."""

from collections.abc import Iterator

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.condition import Grammar, read_bindings, read_condition
from consentlint.syntax.delimited import Delimiter, delimited
from consentlint.syntax.front_matter import LAYOUTS
from consentlint.syntax.template import Bindings, Dialect, Search, Tag, Word

_GRAMMAR = Grammar(
    infix={
        "or": (1, "||"), "and": (2, "&&"), "==": (4, "=="), "=": (4, "=="), "!=": (4, "!="), "<>": (4, "!="),
        "<": (4, "<"), "<=": (4, "<="), ">": (4, ">"), ">=": (4, ">="), "in": (4, "in"), "not in": (4, "not in"),
        "+": (5, "+"), "-": (5, "-"), "~": (5, "+"), "*": (6, "*"), "/": (6, "/"), "//": (6, "/"), "%": (6, "%"),
        "**": (7, "**"),
    },
    prefix={"not": (3, "!"), "-": (7, "-"), "+": (7, "+")},
    constants={"true": True, "True": True, "false": False, "False": False, "none": None, "None": None, "null": None},
    tests={
        "none": ("==", None), "None": ("==", None), "null": ("==", None),
        "true": ("===", True), "True": ("===", True), "false": ("===", False), "False": ("===", False),
        "defined": ("!==", ir.UNDEFINED), "undefined": ("===", ir.UNDEFINED),
    },
    filters={
        "default": "??", "d": "??", "default_if_none": "??", "lower": "", "trim": "", "string": "", "safe": "", "e": "",
        "escape": "", "tojson": "json", "to_json": "json", "dump": "json", "escapejs": "",
    },
)  # fmt: skip


def _words() -> dict[str, Word]:
    words = {
        "if": Word("open", ("if",), conditional=True),
        "elif": Word("branch", ("if",), conditional=True),
        "elseif": Word("branch", ("if",), conditional=True),
        "else": Word("branch", ("if", "for")),
        "empty": Word("branch", ("for",)),
        "with": Word("open", ("with",), binds=True),
        "set": Word("leaf", ("set",), binds=True),
        "include": Word("leaf", ("include",), binds=True),
        "extends": Word("leaf", ("extends",)),
        "import": Word("leaf", ("import",)),
        "from": Word("leaf", ("import",)),
    }
    for word in ("for", "block", "macro", "call", "filter", "autoescape", "raw", "verbatim"):
        words[word] = Word("open", (word,))
    for word in ("ifequal", "ifnotequal", "ifchanged", "ifAsync"):
        words[word] = Word("open", ("if",), conditional=True)
        words[f"end{word}"] = Word("close", ("if",))
    words["equal"] = words["switch"] = Word("open", ("if",), subject=True)
    words["case"], words["default"] = Word("branch", ("if",), conditional=True), Word("branch", ("if",))
    words["endswitch"] = Word("close", ("if",))
    for word, end in (("asyncEach", "endeach"), ("asyncAll", "endall")):  # Nunjucks
        words[word], words[end] = Word("open", ("for",)), Word("close", ("for",))
    for word in [word for word, known in words.items() if known.role == "open" and not word.startswith("if")]:
        words[f"end{word}"] = Word("close", (word,))
    words["endif"] = Word("close", ("if",))
    for word in ("load", "do", "debug", "break", "continue", "csrf_exempt", "language", "cache", "spaceless"):
        words[word] = Word("leaf", ("other",))
    return words


def _condition(text: str, offset: int) -> ir.Expr:
    return read_condition(_GRAMMAR, text, offset)


_INCLUDE_WITH = lazy_regex(r"\bwith\s")
_INCLUDE_END = lazy_regex(r"\s(?:only|without context|with context|ignore missing)\s*\Z")


def _bindings(word: str, text: str, offset: int) -> Bindings:
    """`set a = x`, `with a=x b=y`, `with x as a`, `include "f" with a=x only`."""
    if word == "include":
        start = _INCLUDE_WITH.search(text)
        if start is None:
            return ()
        text, offset = _INCLUDE_END.sub("", text[start.end() :]), offset + start.end()
    return read_bindings(_GRAMMAR, text, offset)


# A page that begins with front matter belongs to a site generator, and those speak Liquid in `.html`.
_FRONT_MATTER = lazy_regex(r"---[ \t]*\r?\n")
_TAG = lazy_regex(r"\{%[-+]?\s*(?:\w+)[^%]*%\}|\{\{[^{}]*\}\}|\{#[^#\n]*#\}")


def _sniff(text: str) -> bool:
    return _TAG.search(text) is not None and _FRONT_MATTER.match(text) is None


_VALUE = lazy_regex(r"""(?:"[^"]*"|'[^']*'|[^\s"'])+""")
_tags = delimited(
    Delimiter("{{", "}}", "output", quoted=True),
    Delimiter("{%", "%}", "block", quoted=True),
    Delimiter("{#", "#}", "comment"),
    word=r"[\w.]+",
    verbatim={"raw": "endraw", "verbatim": "endverbatim"},
    comments={"comment": "endcomment"},
)


def _scan(text: str) -> Iterator[Tag]:
    """The tags; `ifequal a b` is a switch on `a` whose only case is `b`."""
    for tag in _tags(text):
        first = _VALUE.match(text, *tag.args) if tag.word == "ifequal" else None
        if first is None or first.end() >= tag.args.end:
            yield tag
            continue
        yield Tag("block", Span(tag.span.start, first.end()), "equal", Span(*first.span()))
        yield Tag("block", Span(first.end(), tag.span.end), "case", Span(first.end(), tag.args.end))


DIALECT = Dialect(
    id="jinja",
    extensions=(".jinja", ".jinja2", ".j2", ".njk", ".nunjucks", ".djhtml", ".dj.html"),
    scan=_scan,
    words=_words(),
    sniff=_sniff,
    condition=_condition,
    bindings=_bindings,
    search=Search(
        endings=("", ".html", ".njk", ".j2", ".jinja", ".html.j2"),
        folders={"": ("templates", "_includes")},
        layouts=LAYOUTS,
        body=("content",),
        caller=("caller",),
    ),
    calls={"super": "parent"},
)
