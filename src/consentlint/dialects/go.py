"""Go's html/template and text/template (Hugo, Gin, Helm and the rest)."""

import re
from collections.abc import Iterable, Iterator

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.braces import Braces
from consentlint.syntax.go_condition import read_assignment, read_handed, read_pipeline
from consentlint.syntax.template import Bindings, Dialect, Layout, Search, Tag, Word, mapping

_OPEN = lazy_regex(r"\{\{(?:-(?=\s))?")
_NOTE = lazy_regex(r"\s*+/\*")
_NOTE_END = lazy_regex(r"\*/\s*+-?\}\}")
_WORD = lazy_regex(
    r"\s*+(if|else\s++if|else\s++with|else|end|range|with|define|block|template|partialCached|partial|break|continue"
    r"|return|try)\b(?![.\w])\s*+"
)
_SET = lazy_regex(r"\s*+\$\w*\s*+(?:,\s*+\$\w+\s*+)?:?=(?!=)")
_CALLED = lazy_regex(r"""["`](\w+)["`]""")
_WORDS = {
    "if": Word("open", ("if",), conditional=True),
    "with": Word("open", ("if",), conditional=True),
    "else if": Word("branch", (), conditional=True),
    "else with": Word("branch", (), conditional=True),
    "else": Word("branch", ()),
    "range": Word("open", ("for",)),
    "define": Word("open", ("block",)),
    "macro": Word("open", ("macro",)),
    "block": Word("open", ("block",)),
    "end": Word("close", ()),
    "template": Word("leaf", ("include",), binds=True),
    "partial": Word("leaf", ("include",), binds=True),
    "partialCached": Word("leaf", ("include",), binds=True),
    "set": Word("leaf", ("set",), binds=True),
    "break": Word("leaf", ("other",)),
    "continue": Word("leaf", ("other",)),
    "return": Word("leaf", ("other",)),
}
_HANDED, _ANY = Span(-1, -1), Span(0, 0)  # what the dot may be besides the subject of a `with`
_PARTIALS = ("layouts/partials", "layouts/_partials", "partials")
# https://gohugo.io/templates/base/ and https://gohugo.io/templates/lookup-order/
_BASE = Layout(
    pages=r"(?P<layouts>(?:.*/)?layouts/)(?!_?partials/|_?shortcodes/)(?:(?P<folder>.+)/)?(?P<stem>(?!baseof)[^/.]+)[^/]*",
    needs=r"\{\{-?\s*define\s",
    paths=("{layouts}{folder}/{stem}-baseof", "{layouts}{folder}/baseof", "{layouts}_default/{stem}-baseof",
           "{layouts}_default/baseof", "{layouts}baseof", "*/layouts/_default/baseof", "*/layouts/baseof"),
    search=Search(endings=(".html",)),
    parts=True,
    body=False,
)  # fmt: skip
_FOLDERS = ("templates", "layouts", "views", "")


def _bindings(word: str, text: str, offset: int) -> Bindings:
    return read_assignment(word, text, offset) if word == "set" else read_handed(text, offset)


def _arguments(text: str, offset: int) -> tuple[ir.Expr, ...]:
    """What a template of this file is handed; its name stands first, as far as its second quote."""
    return mapping(read_handed("x" + text, offset - 1), Span(offset, offset + len(text)))


def _scan(text: str) -> Iterator[Tag]:
    """What this text defines and calls itself is a macro; other definitions are parts that a layout prints."""
    tags = list(_with_subjects(text, _tags(text)))
    called = {_called(text, tag) for tag in tags if tag.word == "template"}
    defined = {_called(text, tag) for tag in tags if tag.word == "define"}
    for tag in tags:
        name = _called(text, tag) if tag.word in ("template", "define") else ""
        if not name or name not in called or name not in defined:
            yield tag
        elif tag.word == "define":
            yield tag._replace(word="macro")
        else:
            yield Tag("output", tag.span, "", Span(tag.args.start + 1, tag.args.end))


def _with_subjects(text: str, tags: Iterable[Tag]) -> Iterator[Tag]:
    """Within `{{ with x }}` a lone dot is `x`; within a loop it is not known."""
    dots = [_HANDED]
    for tag in tags:
        prints_dot = tag.kind == "output" and text[tag.args.start : tag.args.end].strip() == "."
        yield tag._replace(args=dots[-1]) if prints_dot and dots[-1] != _HANDED else tag
        if tag.kind != "block":
            continue
        if _WORDS[tag.word].role == "open":
            own = {"with": tag.args, "range": _ANY, "if": dots[-1]}
            dots.append(own.get(tag.word, _HANDED))
        elif tag.word == "end" and len(dots) > 1:
            dots.pop()
        elif _WORDS[tag.word].role == "branch" and len(dots) > 1:
            dots[-1] = dots[-2]


def _called(text: str, tag: Tag) -> str:
    name = _CALLED.match(text, *tag.args)
    return name[1] if name else ""


def _tags(text: str) -> Iterator[Tag]:
    braces = Braces(text, raw_strings=True)
    position = 0
    while (match := _OPEN.search(text, position)) is not None:
        note = _NOTE.match(text, match.end())
        if note:
            end = _note_end(text, braces, note.end())
            position = end if end >= 0 else note.end()
            if end >= 0:
                yield Tag("comment", Span(match.start(), end), "", Span(note.end(), end - 2))
            continue
        close = braces.close(match.end())
        if close < 0:
            position = max(match.end(), braces.resume)
            continue
        position = close + 2
        trimmed = close - (text[close - 1] == "-" and text[close - 2 : close - 1].isspace())
        yield _tag(text, Span(match.start(), position), Span(match.end(), max(match.end(), trimmed)))


def _note_end(text: str, braces: Braces, start: int) -> int:
    """`{{/* a note that may hold }} */}}`."""
    match = None if "*/}}" in braces.missing else _NOTE_END.search(text, start)
    if match is None:
        braces.missing.add("*/}}")
    return match.end() if match else -1


def _tag(text: str, span: Span, inner: Span) -> Tag:
    if _SET.match(text, *inner):
        start = inner.end - len(text[inner.start : inner.end].lstrip())
        return Tag("block", span, "set", Span(start, inner.end))
    word = _WORD.match(text, *inner)
    if word is None or word[1] == "try":
        return Tag("output", span, "", inner)
    return Tag("block", span, " ".join(word[1].split()), Span(word.end(), inner.end))


# What neither Jinja nor Handlebars writes: a condition without marks, a field after the dot, an action of Go's own.
_SNIFF = lazy_regex(
    r"""\{\{-?\s*+(?:(?:if|with|range|else\s+if|else\s+with)\s+[^%{}]
    |(?:define|template|block|printf?|i18n|T)\s+["`]|partial(?:Cached)?\s+["`(]|/\*|\.(?:\s|\}\}|[A-Za-z_])|\$\w*\s*:?=\s)""",
    re.VERBOSE,
)
_OTHER = lazy_regex(r"\{%[-+]?\s*+(?:if|for|block|extends|include|load|set|assign|unless)\b")

DIALECT = Dialect(
    id="go",
    extensions=(".gohtml", ".gotmpl", ".go.html", ".go.tmpl", ".tmpl.html", ".html.tmpl", ".gotpl", ".gohtm"),
    scan=_scan,
    words=_WORDS,
    sniff=lambda text: 3 if _SNIFF.search(text) and not _OTHER.search(text) else 0,
    condition=read_pipeline,
    bindings=_bindings,
    arguments=_arguments,
    end_prefix="",
    search=Search(
        endings=("", ".html", ".tmpl", ".gohtml", ".gotmpl", ".html.tmpl"),
        folders=dict.fromkeys(("partial", "partialCached"), _PARTIALS) | {"template": _FOLDERS},
        relative=True,
        layouts=(_BASE,),
        body=(".Content",),
        defines=r"""\{\{-?\s*(?:define|block)\s+["`]([^"`\n]+)["`]""",
    ),
)
