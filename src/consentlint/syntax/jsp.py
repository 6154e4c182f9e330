"""JSP pages as template tags: scriptlets in Java, the core tags of JSTL, EL (Jakarta Pages 3.1, Jakarta Tags 3.0)."""

import re
from collections.abc import Iterator

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax.islands import Islands
from consentlint.syntax.template import Tag

_LONGEST = 4000  # characters of one attribute; a quote that is never closed is looked for no further
_ATTRIBUTES = rf"""(?:[^>"'<]|<%[^%]*+%>|"[^"]{{0,{_LONGEST}}}+"|'[^']{{0,{_LONGEST}}}+')*+"""
_OPEN = lazy_regex(
    rf"""<%(?P<code>--|[@!=])? | \\\$\{{
    | (?P<el>\$\{{(?:[^{{}}"']|"[^"\r\n]{{0,500}}+"|'[^'\r\n]{{0,500}}+'|\{{[^{{}}]{{0,500}}+\}}){{0,{_LONGEST}}}+\}})
    | <(?P<end>/)?(?P<prefix>[A-Za-z]\w*):(?P<tag>[A-Za-z][\w.]*)(?P<attributes>{_ATTRIBUTES})>""",
    re.VERBOSE,
)
_ATTRIBUTE = lazy_regex(r"""([\w:-]+)\s*=\s*("(?P<double>[^"]*+)"|'(?P<single>[^']*+)')""")
_TAGLIB = lazy_regex(r"""<%@\s*taglib\b[^%]*?%>|xmlns:\w+\s*=\s*["'][^"'\s]+["']""")
_CORE = lazy_regex(
    r"""["'](?:https?://java\.sun\.com/(?:jsp/)?jstl/core(?:_rt)?|jakarta\.tags\.core|urn:[^"']*core)["']"""
)
# The prefix of tags that are files of the site.
_TAGDIR = lazy_regex(
    r"""<%@\s*taglib\b(?=[^%>]*\btagdir\s*=)[^%>]*\bprefix\s*=\s*["'](\w+)|xmlns:(\w+)\s*=\s*["']urn:jsptagdir:"""
)
_PREFIX = lazy_regex(r"""(?:prefix\s*=\s*["']|xmlns:)(\w+)""")
_INCLUDE = lazy_regex(r"""\s*include\s+file\s*=\s*("[^"<>%]*"|'[^'<>%]*')""")
# Tags of JSTL and of JSP itself -> the word, and the attribute that is its text.
_CORE_TAGS = {
    "if": ("c:if", "test"), "choose": ("c:choose", ""), "when": ("c:when", "test"), "otherwise": ("c:otherwise", ""),
    "forEach": ("c:forEach", "items"), "forTokens": ("c:forEach", "items"), "import": ("include", "url"),
}  # fmt: skip
_JSP_TAGS = {"include": ("include", "page"), "directive.include": ("include", "file"), "doBody": ("doBody", "")}


def scan_jsp(text: str) -> Iterator[Tag]:
    """The tags of a JSP page, in order, not overlapping."""
    page = Islands(text)
    core, own = _core_prefixes(text), frozenset(match[1] or match[2] for match in _TAGDIR.finditer(text))
    position = 0
    while (opening := _OPEN.search(text, position)) is not None:
        position = opening.end()
        if opening["prefix"]:
            _element(page, opening, core, own)
        elif opening["el"]:
            page.output(Span(*opening.span()), Span(opening.start(), opening.end()))
        elif opening[0].startswith("<%"):
            position = _island(page, opening)
    yield from page.tags()


def _core_prefixes(text: str) -> frozenset[str]:
    """The prefixes of JSTL's core tags: `c`, and what the page calls it."""
    found = {"c"}
    for match in _TAGLIB.finditer(text):
        prefix = _PREFIX.search(match[0])
        if prefix and _CORE.search(match[0]):
            found.add(prefix[1])
    return frozenset(found)


def _island(page: Islands, opening: re.Match[str]) -> int:
    """What stands between `<%` and `%>`; gives where to go on."""
    kind, start = opening["code"] or "", opening.start()
    mark = "--%>" if kind == "--" else "%>"
    close = page.find(mark, opening.end())
    if close < 0:
        return opening.end()
    span, inner = Span(start, close + len(mark)), Span(opening.end(), close)
    if kind == "--":
        page.comment(span)
    elif kind == "=":
        page.output(span, inner)
    elif kind == "@":
        file = _INCLUDE.match(page.text, inner.start, inner.end)
        page.block("include" if file else "code", span, Span(*file.span(1)) if file else None)
    elif kind == "!":
        page.block("code", span)
    else:
        page.code(span, inner)
    return span.end


def _element(page: Islands, match: re.Match[str], core: frozenset[str], own: frozenset[str]) -> None:
    """A tag of JSTL, of JSP, or one that a file of the site defines (`own` has the prefixes of these)."""
    prefix, tag, span = match["prefix"], match["tag"], Span(*match.span())
    closed = match["attributes"].endswith("/")
    if prefix in own:
        word = "</tag" if match["end"] else "<tag/" if closed else "<tag"
        page.block(word, span, Span(match.start("tag"), match.end("attributes") - closed))
    elif prefix in core and tag == "set":
        page.block("code" if match["end"] else "set", span, Span(*match.span("attributes")))
    elif prefix in core and tag == "out":
        page.output(span, Span(span.end, span.end))
    elif known := _CORE_TAGS.get(tag) if prefix in core else _JSP_TAGS.get(tag) if prefix == "jsp" else None:
        word, attribute = known
        if match["end"]:
            page.block(f"/{word}", span)
            return
        page.block(word, span, _value(page.text, match, attribute, quoted=word == "include"))
        if closed and word in ("c:if", "c:choose", "c:forEach"):
            page.block(f"/{word}", Span(span.end, span.end))


def _value(text: str, match: re.Match[str], name: str, quoted: bool) -> Span:
    for attribute in _ATTRIBUTE.finditer(text, *match.span("attributes")):
        if attribute[1] == name:
            return Span(*attribute.span(2 if quoted else "single" if attribute["double"] is None else "double"))
    return Span(match.end(), match.end())


def attributes(text: str) -> dict[str, tuple[str, int]]:
    """The attributes of a tag: name -> value and where in `text` it begins."""
    found = {}
    for match in _ATTRIBUTE.finditer(text):
        group = "single" if match["double"] is None else "double"
        found[match[1]] = (match[group], match.start(group))
    return found
