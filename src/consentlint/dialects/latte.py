"""Latte (Nette): tags in braces, and attributes `n:` that are tags for their element."""

from collections.abc import Iterator

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.bearing import Bears, bearing
from consentlint.syntax.curly import curly
from consentlint.syntax.php_condition import read_php
from consentlint.syntax.template import Bindings, Dialect, Layout, Search, Tag, Word, mapping
from consentlint.syntax.tokens import StartTag

# In the order in which they go around each other (https://latte.nette.org/en/syntax#toc-n-attributes).
_ATTRIBUTES = {
    "n:syntax": Bears("syntax", "/syntax"),
    "n:block": Bears("block", "/block"),
    "n:snippet": Bears("block", "/block"),
    "n:define": Bears("define", "/define"),
    "n:foreach": Bears("foreach", "/foreach"),
    "n:for": Bears("foreach", "/foreach"),
    "n:while": Bears("foreach", "/foreach"),
    "n:ifset": Bears("ifset", "/if"),
    "n:if": Bears("if", "/if"),
    "n:elseifset": Bears("elseif", scope="else"),
    "n:elseif": Bears("elseif", scope="else"),
    "n:else": Bears("else", scope="else"),
    "n:tag-foreach": Bears("foreach", "/foreach", "tag"),
    "n:tag-if": Bears("if", "/if", "tag"),
    "n:tag-ifset": Bears("ifset", "/if", "tag"),
    "n:inner-foreach": Bears("foreach", "/foreach", "content"),
    "n:inner-if": Bears("if", "/if", "content"),
    "n:inner-ifset": Bears("ifset", "/if", "content"),
    "n:inner-block": Bears("block", "/block", "content"),
}
_VALUE = r"""((?:[^,'"()\[]|'[^']*'|"[^"]*"|\([^()]*\)|\[[^\[\]]*\])++)(?:,|\Z)"""
_ASSIGNMENT = lazy_regex(rf"""\s*['"]?([\w:-]+)['"]?\s*(=>)\s*{_VALUE}""")
_PAIR = lazy_regex(rf"""\s*(?:[?\w\\|]+\s+)?\$?(\w+)\s*(?:=>?|:)\s*{_VALUE}""")
_ARGUMENT = lazy_regex(rf"""\s*(?:\$?(\w+)\s*(?:=>?|:(?!:))\s*)?{_VALUE}""")
_FILTER = lazy_regex(r"""(?<!\|)\|(?!\|)\s*[A-Za-z]\w*(?:\s*:[^|]*)?""")
_WITH = lazy_regex(r"""\s*(?:file\s+|block\s+)?(?:"[^"]*"|'[^']*'|[^\s,]+)\s*,?\s*(?:with\s+)?""")


def _condition(text: str, offset: int) -> ir.Expr:
    """PHP; filters at the end leave a text as it is, as far as a comparison goes."""
    found = _FILTER.search(text)
    return read_php(text[: found.start()] if found else text, offset)


def _bindings(word: str, text: str, offset: int) -> Bindings:
    """`{var $a = $x, $b = 1}`, `{include 'file.latte', a: $x}`."""
    with_file = _WITH.match(text) if word in ("include", "embed", "sandbox") else None
    found, position = [], with_file.end() if with_file else 0
    while (match := _PAIR.match(text, position)) is not None:
        found.append((match[1], _condition(match[2], offset + match.start(2))))
        position = match.end()
    return tuple(found)


def _arguments(text: str, offset: int) -> tuple[ir.Expr, ...]:
    """`, 'x', a: $y`: what a block is handed."""
    named, values, position = [], [], len(text) - len(text.lstrip(" ,\n\t"))
    while (match := _ARGUMENT.match(text, position)) is not None:
        value = _condition(match[2], offset + match.start(2))
        named += [(match[1], value)] if match[1] else []
        values += [] if match[1] else [value]
        position = match.end()
    return (*values, *mapping(tuple(named), Span(offset, offset + len(text))))


def _text_of(word: str, text: str, span: Span) -> tuple[str, Span]:
    for lead in ("file ", "block ", "local "):
        if word in ("include", "block", "define", "embed") and text.startswith(lead, span.start):
            return word, Span(min(span.start + len(lead), span.end), span.end)
    if word == "else" and text.startswith("if", span.start):
        return "elseif", Span(span.start + 2, span.end)
    return word, span


def _filled(text: str, tag: StartTag) -> Iterator[Tag]:
    """`n:attr="src => $x, async => true"` becomes `src = x`; what is around the assignments is taken away."""
    for attribute in tag.attributes:
        value = attribute.value_span
        if attribute.name != "n:attr" or value is None:
            continue
        position = attribute.span.start
        match = _ASSIGNMENT.match(text, value.start, value.end)
        while match is not None:
            yield Tag("block", Span(position, match.start(1)), "code", Span(0, 0))
            yield Tag("block", Span(match.end(1), match.start(2)), "code", Span(0, 0))
            yield Tag("block", Span(match.start(2) + 1, match.start(3)), "code", Span(0, 0))
            yield Tag("output", Span(*match.span(3)), "", Span(*match.span(3)))
            position = match.end(3)
            match = _ASSIGNMENT.match(text, match.end(), value.end)
        yield Tag("block", Span(position, attribute.span.end), "code", Span(0, 0))


def _words() -> dict[str, Word]:
    words = {
        "if": Word("open", ("if",), conditional=True),
        "ifset": Word("open", ("if",), conditional=True),
        "elseif": Word("branch", ("if",), conditional=True),
        "elseifset": Word("branch", ("if",), conditional=True),
        "else": Word("branch", ("if", "for")),
        "/if": Word("close", ("if",)),
        "/ifset": Word("close", ("if",)),
        "switch": Word("open", ("if",), subject=True),
        "case": Word("branch", ("if",), conditional=True),
        "default": Word("branch", ("if",)),
        "/switch": Word("close", ("if",)),
        "var": Word("leaf", ("set",), binds=True),
        "include": Word("leaf", ("include",), binds=True, bare=True),
        "sandbox": Word("leaf", ("include",), binds=True, bare=True),
        "extends": Word("leaf", ("extends",), bare=True),
        "layout": Word("leaf", ("extends",), bare=True),
        "import": Word("leaf", ("import",), bare=True),
        "code": Word("leaf", ("code",)),
    }
    for word, kind in (("block", "block"), ("snippet", "block"), ("define", "macro"), ("embed", "embed")):
        words[word] = Word("open", (kind,), bare=True)
        words[f"/{word}"] = Word("close", (kind,))
    for word in ("foreach", "for", "while"):
        words[word] = Word("open", ("for",))
        words[f"/{word}"] = Word("close", ("for",))
    for word in ("syntax", "capture", "spaceless", "try", "first", "last", "sep", "ifchanged", "ifcontent"):
        words[word] = Word("open", (word,))
        words[f"/{word}"] = Word("close", (word,))
    for word in ("default", "parameters", "varType", "templateType", "contentType", "do", "php", "use"):
        words.setdefault(word, Word("leaf", ("code",)))
    return words


# https://doc.nette.org/en/application/templates#toc-search-for-templates
_LAYOUT = Layout(
    pages=r"(?:.*/)?[^/@][^/]*",
    needs=r"\{block\s+#?content\b|\bn:block\s*=\s*[\"']?content\b",
    paths=("{up}@layout", "{up}templates/@layout"),
    search=Search(endings=(".latte",)),
    parts=True,
    body=False,
)

DIALECT = Dialect(
    id="latte",
    extensions=(".latte",),
    scan=bearing(
        curly(
            word=r"/?[A-Za-z]\w*(?![\w:.(\\>-])|/(?=\})",
            output=r"(?=[$=_!])|[A-Za-z\\][\w\\]*(?=[:.(>\\-])",
            shut={"syntax": r"\{/syntax\s*\}"},
            text_of=_text_of,
        ),
        _ATTRIBUTES,
        edit=_filled,
        needles=("n:",),
    ),
    words=_words(),
    sniff=lambda text: 0,
    condition=_condition,
    bindings=_bindings,
    arguments=_arguments,
    end_prefix="/",
    search=Search(
        endings=("", ".latte"),
        folders={"": ("app/templates", "templates")},
        relative=True,
        layouts=(_LAYOUT,),
        shows=frozenset(["include"]),
    ),
)
