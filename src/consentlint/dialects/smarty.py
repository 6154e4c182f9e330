"""Smarty (PrestaShop, CS-Cart, OXID, WHMCS)."""

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.condition import Grammar, Reader, outside, read_condition
from consentlint.syntax.curly import curly
from consentlint.syntax.php_condition import call_php
from consentlint.syntax.template import Bindings, Dialect, Search, Word, mapping

_GRAMMAR = Grammar(
    infix={
        "or": (1, "||"), "OR": (1, "||"), "||": (1, "||"), "and": (2, "&&"), "AND": (2, "&&"), "&&": (2, "&&"),
        "==": (4, "=="), "eq": (4, "=="),
        "!=": (4, "!="), "ne": (4, "!="), "neq": (4, "!="), "===": (4, "==="), "!==": (4, "!=="), "<": (5, "<"),
        "lt": (5, "<"), "<=": (5, "<="), "le": (5, "<="), "lte": (5, "<="), ">": (5, ">"), "gt": (5, ">"),
        ">=": (5, ">="), "ge": (5, ">="), "gte": (5, ">="), "in": (5, "in"), "??": (3, "??"), "+": (6, "+"),
        "-": (6, "-"), "*": (7, "*"), "/": (7, "/"), "%": (7, "%"), "mod": (7, "%"),
    },
    prefix={"!": (8, "!"), "not": (3, "!"), "-": (8, "-")},
    constants={"true": True, "false": False, "null": None, "TRUE": True, "FALSE": False, "NULL": None,
               "yes": True, "on": True, "no": False, "off": False},
    filters={
        "default": "||", "lower": "", "strip": "", "trim": "", "escape": "", "nofilter": "", "strtolower": "",
        "strval": "", "strip_tags": "", "json_encode": "json",
    },
    strict=False,
)  # fmt: skip
_INTERPOLATED = lazy_regex(r"\$\w|`")
_PAIR = lazy_regex(r"""\s*(\w+)\s*=\s*((?:"[^"]*"|'[^']*'|[^\s"'=])+)""")
_POSITION = lazy_regex(r"""\s*["']?(\w+)["']?\s+((?:"[^"]*"|'[^']*'|[^"'=])+)\Z""")
_SHORT = lazy_regex(r"\$(\w+)\s*=(?![=>])\s*")
_FILE = lazy_regex(r"\s*(?:file|name)\s*=\s*")
_SNIFF = lazy_regex(
    # Code has `{if(a)b()}` and `={$a}` as well: what is a tag here begins a value, or stands between tags.
    r"(?<!\{)\{(?:include|extends|assign|block|capture)\s+\w+=[^{}\n;]*\}|(?<=[\"'>\s/])\{\$\w[\w.>-]*[|}]"
)
_OWN = lazy_regex(
    r"(?<!\{)\{(?:/(?:if|foreach|literal|block|section)|literal|(?:include|extends)\s+file=[^{}\n]*)\}|\{\*.*?\*\}"
)


class _Reader(Reader):
    """Variables have a `$`, members a dot; functions are those of PHP."""

    def primary(self) -> ir.Expr:
        token = self.tokens[self.index]
        if token.kind == "name" and token.text[0] == "$":
            self.take()
            return ir.Name(self.token_span(token), outside(token.text[1:]))
        if token.kind == "string" and token.text[0] == '"' and _INTERPOLATED.search(token.text):
            self.take()
            return ir.Opaque(self.token_span(token))
        if token.kind == "name" and self.following == "(":
            self.take()
            self.take()
            args = self.arguments(")")
            callee = ir.Name(self.token_span(token), token.text)
            return call_php(self.span_from(callee.span.start), callee, args)
        return super().primary()


_OF_LOOP = lazy_regex(r"(\$\w+)@(?=\w)")


def _condition(text: str, offset: int) -> ir.Expr:
    """`$item@first` and `$list|@count` are what they are without the sign."""
    text = _OF_LOOP.sub(r"\1.", text).replace("|@", "| ")
    return read_condition(_GRAMMAR, text, offset, _Reader)


def _bindings(word: str, text: str, offset: int) -> Bindings:
    """`var='a' value=$x`, `a $x`, `$a = $x`, and what a file is handed (`'x.tpl' a=$x`)."""
    short = _SHORT.match(text)
    if short:
        return ((short[1], _condition(text[short.end() :], offset + short.end())),)
    pairs = {found[1]: (found[2], offset + found.start(2)) for found in _PAIR.finditer(text)}
    if word != "assign":
        return tuple((name, _condition(*value)) for name, value in pairs.items() if name not in ("file", "name"))
    if "var" in pairs and "value" in pairs:
        return ((pairs["var"][0].strip("'\""), _condition(*pairs["value"])),)
    given = _POSITION.match(text)
    return ((given[1], _condition(given[2], offset + given.start(2))),) if given else ()


def _text_of(word: str, text: str, span: Span) -> tuple[str, Span]:
    if not word:
        return ("assign" if _SHORT.match(text, span.start, span.end) else ""), span
    if word == "else" and text.startswith("if", span.start):
        return "elseif", Span(span.start + 2, span.end)
    named = _FILE.match(text, span.start, span.end)
    return word, Span(named.end(), span.end) if named else span


def _words() -> dict[str, Word]:
    words = {
        "if": Word("open", ("if",), conditional=True),
        "elseif": Word("branch", ("if",), conditional=True),
        "else": Word("branch", ("if", "for")),
        "foreachelse": Word("branch", ("for",)),
        "sectionelse": Word("branch", ("for",)),
        "/if": Word("close", ("if",)),
        "block": Word("open", ("block",), bare=True),
        "/block": Word("close", ("block",)),
        "function": Word("open", ("macro",), bare=True),
        "/function": Word("close", ("macro",)),
        "call": Word("leaf", ("call",), bare=True),
        "assign": Word("leaf", ("set",), binds=True),
        "include": Word("leaf", ("include",), binds=True),
        "extends": Word("leaf", ("extends",)),
        "ldelim": Word("print"),
        "rdelim": Word("print"),
    }
    for word in ("foreach", "for", "section", "while"):
        words[word] = Word("open", ("for",))
        words[f"/{word}"] = Word("close", ("for",))
    for word in ("literal", "php", "capture", "strip", "nocache"):
        words[word] = Word("open", (word,))
        words[f"/{word}"] = Word("close", (word,))
    return words


DIALECT = Dialect(
    id="smarty",
    extensions=(".smarty",),
    scan=curly(
        word=r"/?[A-Za-z]\w*(?![\w:.(])",
        output=r"(?=[$\#\"'])|[A-Za-z]\w*(?=[:(])",
        shut={"literal": r"\{/literal\s*\}", "php": r"\{/php\s*\}"},
        text_of=_text_of,
    ),
    words=_words(),
    sniff=lambda text: 2 if _OWN.search(text) else 1 if _SNIFF.search(text) else 0,
    condition=_condition,
    bindings=_bindings,
    arguments=lambda text, offset: mapping(_bindings("call", text, offset), Span(offset, offset + len(text))),
    end_prefix="/",
    search=Search(endings=("", ".tpl"), folders={"": ("templates", "tpl")}, relative=True, shared=True),
)
