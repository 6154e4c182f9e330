"""Handlebars and Mustache (Ghost, Ember, static site generators)."""

import re
from collections import Counter
from collections.abc import Iterator

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax.braces import Braces
from consentlint.syntax.front_matter import LAYOUTS
from consentlint.syntax.handlebars_condition import read_handlebars, read_hash
from consentlint.syntax.template import Dialect, Layout, Search, Tag, Word

# `\{{` is printed as it stands; `{{{{word}}}}` holds text that is no template; `{{{x}}}` prints.
_OPEN = lazy_regex(r"(?P<escape>(?<!\\)\\(?=\{\{))|\{\{(?P<raw>\{\{(?!\{))?\{?")
_NOTE = lazy_regex(r"~?\s*+!(--|<)?")
_NOTE_END = lazy_regex(r"--~?\}\}")
_MARK = lazy_regex(r"~?\s*+([#^/>&$<*])?\s*+([*>])?\s*+")
_NAME = lazy_regex(r"""[^\s(){}|=~"']++|"[^"]*"|'[^']*'""")
_ELSE = lazy_regex(r"~?\s*+(?:else(?![\w.-])|\^(?=\s*\Z))\s*+")
_MARKED = {"#*": "inline", "$": "fill"}
_WORDS = {
    "if": Word("open", ("if",), conditional=True),
    "unless": Word("open", ("if",), conditional=True, negate=True),
    "with": Word("open", ("if",), conditional=True),
    "section": Word("open", ("if",), conditional=True),
    "inverted": Word("open", ("if",), conditional=True, negate=True),
    "elseif": Word("branch", (), conditional=True),
    "elseunless": Word("branch", (), conditional=True, negate=True),
    "else": Word("branch", ()),
    "each": Word("open", ("for",)),
    "foreach": Word("open", ("for",)),
    "let": Word("open", ("with",)),
    "block": Word("open", ("block",)),
    "content": Word("open", ("block",)),
    "contentFor": Word("open", ("block",)),
    "fill": Word("open", ("block",), bare=True),
    "inline": Word("open", ("macro",)),
    "extend": Word("open", ("other",)),
    "within": Word("open", ("other",)),
    "page": Word("open", ("push",)),
    "end": Word("close", ()),
    "include": Word("leaf", ("include",), bare=True, binds=True),
    "extends": Word("leaf", ("extends",), bare=True),
    "raw": Word("leaf", ("raw",)),
    "decorator": Word("leaf", ("other",)),
}
_OPPOSITE = {"if": "unless", "unless": "if"}
_FILLS = frozenset(["block", "content", "contentFor"])
_BY_NAME = frozenset("if unless with each foreach let block content contentFor extend".split())


class _Scan:
    """`open` has the names of the blocks that are open; an end that fits none of them is no end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.braces = Braces(text)
        self.open: list[str] = []
        self.known: Counter[str] = Counter()
        self.inner = False  # another page is put around this one

    def tags(self) -> Iterator[Tag]:
        position = 0
        while (match := _OPEN.search(self.text, position)) is not None:
            if match["escape"]:
                position = match.end() + 2
                continue
            note = _NOTE.match(self.text, match.end())
            close = self.note_end(note) if note else self.braces.close(match.end())
            if close < 0:
                position = match.end() if note else max(match.end(), self.braces.resume)
                continue
            position = self.end(match, close)
            span, inner = Span(match.start(), position), Span(match.end(), close - (self.text[close - 1] == "~"))
            if match["raw"] and not note:
                yield Tag("block", span, "raw", inner)
                position = self.raw_end(inner, position)
            else:
                yield from self.note(span, note, close) if note else self.tag(span, inner)

    def end(self, match: re.Match[str], close: int) -> int:
        """As many braces close as opened."""
        end, limit = close + 2, close + match.end() - match.start()
        while end < limit and self.text.startswith("}", end):
            end += 1
        return end

    def note_end(self, note: re.Match[str]) -> int:
        """`{{! a note }}`, and `{{!-- one that may hold }} --}}`."""
        long = None
        if note[1] == "--" and "--}}" not in self.braces.missing:
            long = _NOTE_END.search(self.text, note.end())
            if long is None:
                self.braces.missing.add("--}}")
        return long.end() - 2 if long else self.braces.find("}}", note.end())

    def note(self, span: Span, note: re.Match[str], close: int) -> Iterator[Tag]:
        inner = Span(note.end(), close)
        if note[1] == "<":  # `{{!< default}}` names the page around this one
            yield Tag("block", span, "extends", inner)
            self.inner = True
            yield self.empty(span.end, "page")
        else:
            yield Tag("comment", span, "", inner)

    def raw_end(self, inner: Span, position: int) -> int:
        """Where the end tag of a raw block stands; a block without one holds nothing."""
        name = _NAME.search(self.text, inner.start, inner.end)
        end = self.braces.find("{{{{/" + name[0], position) if name else -1
        return end if end >= 0 else position

    def tag(self, span: Span, inner: Span) -> Iterator[Tag]:
        otherwise = _ELSE.match(self.text, inner.start, inner.end)
        if otherwise:
            yield self.otherwise(span, Span(otherwise.end(), inner.end))
            return
        mark = _MARK.match(self.text, inner.start, inner.end)
        kind = (mark[1] or "") + (mark[2] or "") if mark else ""
        args = Span(mark.end() if mark else inner.start, inner.end)
        if kind == ">":
            yield Tag("block", span, "include", args)
        elif kind == "*":
            yield Tag("block", span, "decorator", args)
        elif kind == "/":
            yield from self.close(span, args)
        elif kind in ("", "&", "*>") or kind[0] == "&":
            yield Tag("output", span, "", args)
        else:
            yield from self.block(kind, span, args)

    def otherwise(self, span: Span, args: Span) -> Tag:
        """`{{else}}`, `{{else if x}}`, `{{else helper x}}`."""
        name = _NAME.match(self.text, *args)
        if name is None:
            return Tag("block", span, "else", args)
        if name[0] in ("if", "with", "unless"):
            args = Span(name.end(), args.end)
        return Tag("block", span, "elseunless" if name[0] == "unless" else "elseif", args)

    def empty(self, at: int, word: str) -> Tag:
        return Tag("block", Span(at, at), word, Span(at, at))

    def apart(self, name: str) -> bool:
        """Is this block, outermost in its page, no part of what the page around it prints as the body?"""
        return self.inner and name in _FILLS and not self.open

    def block(self, kind: str, span: Span, args: Span) -> Iterator[Tag]:
        found = _NAME.match(self.text, *args)
        name = found[0] if found else ""
        if kind == "#" and self.apart(name):
            yield self.empty(span.start, "end")
        self.open.append(name)
        self.known[name] += 1
        after = Span(found.end() if found else args.start, args.end)
        if kind in ("#>", "<"):  # the file that is named, and what it is given: both stand here
            yield Tag("block", span, "include", args)
            yield Tag("block", Span(span.end, span.end), "within", after)
        elif kind in _MARKED:
            yield Tag("block", span, _MARKED[kind], after if kind == "#*" else args)
        elif kind[0] == "^":
            yield Tag("block", span, _OPPOSITE.get(name, "inverted"), after if name in _OPPOSITE else args)
        elif name in _BY_NAME and after.start < after.end:
            yield Tag("block", span, name, after)
        else:
            yield Tag("block", span, "section", args)

    def close(self, span: Span, args: Span) -> Iterator[Tag]:
        """The end of the block of that name, after the ends of those within it that were left open."""
        found = _NAME.match(self.text, *args)
        name = found[0] if found else ""
        if not self.known[name]:
            yield Tag("block", span, "decorator", args)
            return
        while (last := self.open.pop()) != name:
            self.known[last] -= 1
            yield Tag("block", Span(span.start, span.start), "end", args)
        self.known[name] -= 1
        yield Tag("block", span, "end", args)
        if self.apart(name):
            yield self.empty(span.end, "page")


_SNIFF = lazy_regex(r"\{\{~?[#^]\s*(?:if|unless|each|with|foreach)\s|\{\{~?#>|\{\{!--")
# Pages of other languages carry Handlebars' tags for the browser.
_OTHER = lazy_regex(r"\{%[-+]?\s*+\w+|<\?(?:php|=)|<%|\s(?:th|v|ng)[:-]\w+=|<[#@]\w")

# express-handlebars (`main`) and hbs (`layout`), as their README files say.
_VIEWS = Layout(
    pages=r"(?P<views>(?:.*/)?views/)(?!layouts?[/.]|partials?/|_)(?:[^/_][^/]*/)*[^/_][^/]*",
    paths=("{views}layouts/main", "{views}layout"),
    others=r"{views}layouts/[^/]+\.\w+",
    search=Search(endings=(".hbs", ".handlebars", ".html")),
)

DIALECT = Dialect(
    id="handlebars",
    extensions=(".hbs", ".handlebars", ".mustache", ".hbs.html"),
    scan=lambda text: _Scan(text).tags(),
    words=_WORDS,
    sniff=lambda text: 3 if _SNIFF.search(text) and not _OTHER.search(text) else 0,
    condition=read_handlebars,
    bindings=lambda word, text, offset: read_hash(text, offset),
    end_prefix="",
    search=Search(
        endings=("", ".hbs", ".handlebars", ".mustache"),
        folders={
            "include": ("partials", "views/partials", "templates/partials", "src/partials", ""),
            "extends": ("", "layouts", "views/layouts", "views"),
        },
        relative=True,
        layouts=(*LAYOUTS, _VIEWS),
        body=("content", "contents"),
    ),
    calls={"body": "yield", "block": "yield"},
)
