"""Web Forms pages as template tags: C# between `<%` and `%>`, directives, master pages and their contents."""

import re
from collections.abc import Iterator

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax.islands import Islands, from_root
from consentlint.syntax.template import Tag

_OPEN = lazy_regex(
    r"""<%(?P<code>--|[@=:\#$!])? | <!--\s*\#include\s+(?:file|virtual)\s*=\s*(?P<file>"[^"<>]*"|'[^'<>]*')\s*-->
    | <(?P<end>/)?asp:(?P<tag>Content|ContentPlaceHolder)\b(?P<rest>(?:[^<>"']|"[^"<>]*"|'[^'<>]*'|<%[^%<>]*%>)*+)>""",
    re.VERBOSE | re.IGNORECASE,
)
_MASTER = lazy_regex(r"""\bMasterPageFile\s*=\s*("[^"<>%]*"|'[^'<>%]*')""", re.IGNORECASE)
_ID = lazy_regex(r"""\b(?:ContentPlaceHolderID|ID)\s*=\s*("[^"<>%]*"|'[^'<>%]*')""", re.IGNORECASE)
_REGISTER = lazy_regex(r"<%@\s*Register\b([^%]*+)%>", re.IGNORECASE)
_REGISTERED = lazy_regex(r"""\b(Src|TagPrefix|TagName)\s*=\s*("[^"<>%]*"|'[^'<>%]*')""", re.IGNORECASE)
_CONTROL = lazy_regex(r"<(?P<name>[A-Za-z]\w*:[A-Za-z]\w*)\b(?=[\s/>])")


def scan_webforms(text: str) -> Iterator[Tag]:
    """The tags of a Web Forms page, in order, not overlapping."""
    page = Islands(text)
    position = 0
    while (opening := _OPEN.search(text, position)) is not None:
        span = Span(*opening.span())
        position = span.end
        if opening["file"]:
            page.block("include", span, Span(*opening.span("file")))
        elif opening["tag"]:
            _place(page, opening, span)
        else:
            position = _island(page, opening)
    yield from _with_controls(text, list(page.tags()))


def _place(page: Islands, opening: re.Match[str], span: Span) -> None:
    """A content, or the place in the master page that it is for."""
    if opening["end"]:
        page.block("/content", span)
        return
    name = _ID.search(opening["rest"])
    start = opening.start("rest")
    page.block("content", span, Span(start + name.start(1), start + name.end(1)) if name else None)
    if opening["rest"].endswith("/"):
        page.block("/content", Span(span.end, span.end))


def _island(page: Islands, opening: re.Match[str]) -> int:
    """What stands between `<%` and `%>`; gives where to go on."""
    kind = opening["code"] or ""
    mark = "--%>" if kind == "--" else "%>"
    close = page.find(mark, opening.end())
    if close < 0:
        return opening.end()
    span, inner = Span(opening.start(), close + len(mark)), Span(opening.end(), close)
    if kind == "--":
        page.comment(span)
    elif kind == "@":
        master = _MASTER.search(page.text, inner.start, inner.end)
        page.block(
            "master" if master else "code", span, from_root(page.text, Span(*master.span(1))) if master else None
        )
    elif kind:
        page.output(span, inner)
    else:
        page.code(span, inner)
    return span.end


def _with_controls(text: str, tags: list[Tag]) -> Iterator[Tag]:
    """The same tags, and where a user control of a file stands an include of that file."""
    files = _registered(text)
    found = [match for match in _CONTROL.finditer(text) if match["name"].lower() in files] if files else []
    index = 0
    for tag in tags:
        while index < len(found) and found[index].start() < tag.span.start:
            yield _control(found[index], files)
            index += 1
        while index < len(found) and found[index].start() < tag.span.end:
            index += 1
        yield tag
    for match in found[index:]:
        yield _control(match, files)


def _control(match: re.Match[str], files: dict[str, Span]) -> Tag:
    return Tag("block", Span(match.start(), match.start()), "include", files[match["name"].lower()])


def _registered(text: str) -> dict[str, Span]:
    """`<%@ Register Src="~/Chat.ascx" TagPrefix="uc" TagName="Chat" %>`: `uc:chat` and where its file is named."""
    files = {}
    for directive in _REGISTER.finditer(text):
        said = {found[1].lower(): found for found in _REGISTERED.finditer(text, *directive.span(1))}
        if {"src", "tagprefix", "tagname"} <= said.keys():
            name = f"{said['tagprefix'][2][1:-1]}:{said['tagname'][2][1:-1]}".lower()
            files[name] = from_root(text, Span(*said["src"].span(2)))
    return files
