"""The tokenizer of HTML: tags, attributes, comments and text with exact offsets (WHATWG 13.2.5).

Every token consumes what it has scanned, and the expressions do not backtrack, so the work is linear in the text.
As in browsers, a tag that the text ends in is no tag.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax.entities import decode_references

_WS = r"\t\n\f\r "
_NAME = rf"[^{_WS}/>][^{_WS}/>=]*+"
# What may follow a tag's name, up to its `>`. A quote that is never closed runs to the end of the text and fails there.
_TAG = lazy_regex(
    rf"""</?+([a-zA-Z][^{_WS}/>]*+)
    (?: [{_WS}/]++ | {_NAME} (?: [{_WS}]*+=[{_WS}]*+ (?: "[^"]*+(?:"|\Z) | '[^']*+(?:'|\Z) | [^{_WS}>]*+ ) )?+ )*+ >""",
    re.VERBOSE,
)
_ATTRIBUTE = lazy_regex(
    rf"""[{_WS}/]*+ ({_NAME}) (?: [{_WS}]*+=[{_WS}]*+ (?: "([^"]*+)" | '([^']*+)' | ([^{_WS}>]*+) ) )?+""",
    re.VERBOSE,
)
_MARKUP = lazy_regex(r"<(?=[a-zA-Z!?]|/.)", re.DOTALL)
_COMMENT_END = lazy_regex(r"--!?>")
_UNFINISHED_COMMENT = lazy_regex(r"--!?\Z|-\Z")
_DOCTYPE = lazy_regex(r"<!doctype", re.IGNORECASE | re.ASCII)
_SCRIPT_MARK = lazy_regex(rf"<!--|-->|<(/?)script(?=[{_WS}/>])", re.IGNORECASE | re.ASCII)
_ASCII_UPPER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}

# Elements whose content is text, and whether references are decoded in it. `noscript` is read as markup on purpose.
RAW_TEXT = {
    "script": False, "style": False, "xmp": False, "iframe": False, "noembed": False, "noframes": False,
    "textarea": True, "title": True, "plaintext": False,
}  # fmt: skip
_RAW_END = {
    name: re.compile(rf"</{name}(?=[{_WS}/>])", re.IGNORECASE | re.ASCII) for name in RAW_TEXT if name != "plaintext"
}


class Attribute(NamedTuple):
    """One attribute as written. `value` is decoded, None without `=`; `value_span` leaves out the quotes."""

    name: str
    value: str | None
    span: Span
    value_span: Span | None


class StartTag(NamedTuple):
    span: Span
    name: str
    attributes: tuple[Attribute, ...]
    self_closing: bool


class EndTag(NamedTuple):
    span: Span
    name: str


class Comment(NamedTuple):
    """A comment, or what browsers take for one (`<?...>`, `<!...>`, `</ ...>`)."""

    span: Span
    text: str


class Doctype(NamedTuple):
    span: Span
    text: str


class Text(NamedTuple):
    """Characters; `text` has its references decoded where the place decodes them."""

    span: Span
    text: str


Token = StartTag | EndTag | Comment | Doctype | Text


class Tokenizer:
    """Reads tokens from `text`. `raw` begins inside the raw text of that element.

    The consumer sets `foreign` after each start and end tag: within svg and math there is CDATA and no raw text.
    """

    def __init__(self, text: str, raw: str = "") -> None:
        self.text = text
        self.foreign = False
        self._raw = raw

    def __iter__(self) -> Iterator[Token]:
        text, position = self.text, 0
        while position < len(text):
            if self._raw:
                name, self._raw = self._raw, ""
                end = raw_end(text, position, name)
                if end > position:
                    yield Text(Span(position, end), _characters(text[position:end], RAW_TEXT[name], raw=True))
                position = end
                continue
            match = _MARKUP.search(text, position)
            start = match.start() if match else len(text)
            if start > position:
                yield Text(Span(position, start), _characters(text[position:start], True, raw=False))
            token, position = self._markup(start) if match else (None, start)
            if isinstance(token, StartTag) and token.name in RAW_TEXT and not self.foreign:
                self._raw = token.name
            if token is not None:
                yield token  # the consumer sets `foreign` here

    def _markup(self, start: int) -> tuple[Token | None, int]:
        """Read what `<` at `start` begins: the token, None for what browsers drop, and where to go on."""
        text = self.text
        lead = text[start + 1]
        if lead == "!":
            return self._declaration(start)
        if lead == "?":
            return _bogus(text, start, start + 1)
        if lead == "/" and not _is_letter(text[start + 2]):
            return (None, start + 3) if text[start + 2] == ">" else _bogus(text, start, start + 2)
        match = _TAG.match(text, start)
        if match is None:
            return None, len(text)
        span, name = Span(start, match.end()), _lower(_replace_nul(match[1]))
        if lead == "/":
            return EndTag(span, name), span.end
        attributes = tuple(read_attributes(text, match.end(1), span.end - 1))
        last = attributes[-1].span.end if attributes else match.end(1)
        closing = text[span.end - 2] == "/" and last < span.end - 1
        return StartTag(span, name, attributes, closing), span.end

    def _declaration(self, start: int) -> tuple[Token, int]:
        text = self.text
        if text.startswith("<!--", start):
            return _comment(text, start)
        if _DOCTYPE.match(text, start):
            end = _after(text, ">", start)
            return Doctype(Span(start, end), text[start + 2 : end].rstrip(">")), end
        if self.foreign and text.startswith("<![CDATA[", start):
            end = _after(text, "]]>", start + 9)
            content = text[start + 9 : end - 3] if text.startswith("]]>", end - 3) else text[start + 9 : end]
            return Text(Span(start, end), _newlines(content)), end
        return _bogus(text, start, start + 2)


def read_attributes(text: str, start: int, end: int) -> Iterator[Attribute]:
    """Give the attributes between a tag's name and its `>`, in source order, duplicates included."""
    position = start
    while (match := _ATTRIBUTE.match(text, position, end)) is not None:
        position = match.end()
        group = match.lastindex or 1
        value, value_span = None, None
        if group > 1:
            value_span = Span(*match.span(group))
            value = decode_references(_replace_nul(_newlines(match[group])), attribute=True)
        yield Attribute(_lower(_replace_nul(match[1])), value, Span(match.start(1), position), value_span)


def raw_end(text: str, position: int, name: str) -> int:
    """Give where the raw text of element `name` ends: at its end tag, or at the end of the text."""
    if name == "script":
        return _script_end(text, position)
    match = _RAW_END[name].search(text, position) if name in _RAW_END else None
    return match.start() if match else len(text)


def _script_end(text: str, position: int) -> int:
    """Find a script's end tag; one within `<!-- <script>` is only text (the script data escaped states)."""
    escaped = double = False
    while (match := _SCRIPT_MARK.search(text, position)) is not None:
        position = match.end()
        mark = match[0]
        if mark == "-->":
            escaped = double = False
        elif mark == "<!--":
            if not escaped:
                escaped = True
                position -= 2  # its dashes may already belong to `-->`
        elif mark[1] != "/":
            double = escaped
        elif double:
            double = False
        else:
            return match.start()
    return len(text)


def _comment(text: str, start: int) -> tuple[Token, int]:
    for abrupt in (">", "->"):
        if text.startswith(abrupt, start + 4):
            return Comment(Span(start, start + 4 + len(abrupt)), ""), start + 4 + len(abrupt)
    match = _COMMENT_END.search(text, start + 4)
    if match is None:
        content = _UNFINISHED_COMMENT.sub("", text[start + 4 :])
        return Comment(Span(start, len(text)), _replace_nul(_newlines(content))), len(text)
    content = text[start + 4 : match.start()]
    return Comment(Span(start, match.end()), _replace_nul(_newlines(content))), match.end()


def _bogus(text: str, start: int, content: int) -> tuple[Token, int]:
    end = _after(text, ">", content)
    stop = end - 1 if text[end - 1] == ">" and end > content else end
    return Comment(Span(start, end), _replace_nul(_newlines(text[content:stop]))), end


def _after(text: str, mark: str, start: int) -> int:
    found = text.find(mark, start)
    return len(text) if found < 0 else found + len(mark)


def _characters(content: str, references: bool, *, raw: bool) -> str:
    content = _newlines(_replace_nul(content) if raw else content)
    return decode_references(content, attribute=False) if references else content


def _newlines(content: str) -> str:
    return content.replace("\r\n", "\n").replace("\r", "\n") if "\r" in content else content


def _replace_nul(content: str) -> str:
    return content.replace("\0", "\N{REPLACEMENT CHARACTER}") if "\0" in content else content


def _lower(name: str) -> str:
    """Lower ASCII letters only: U+212A must not become `k`."""
    return name.lower() if name.isascii() else name.translate(_ASCII_UPPER)


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()
