"""Islands of C# or Java between `<%` and `%>`, and the tags of their pages that are no code."""

import re
from collections.abc import Iterator

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax.code_blocks import tags_of
from consentlint.syntax.code_statements import Island, Token
from consentlint.syntax.template import Tag

_TOKEN = lazy_regex(
    r"""(?P<space>\s+|//[^\r\n]*) | (?P<block>/\*)
    | (?P<string>(?:\$@|@\$|@)"(?:[^"]|"")*+" | \$?"(?:\\.|[^"\\\r\n])*+" | '(?:\\.|[^'\\\r\n])++')
    | (?P<name>[^\W\d][\w$]*) | (?P<mark>=>|[=!<>]=|&&|\|\||\?\?|\?\.|[{}()\[\];:,?=]|.)""",
    re.VERBOSE | re.DOTALL,
)


def gives_value(tokens: list[Token]) -> bool:
    """Does a statement begin with `name =`, with or without modifiers and a type before the name?"""
    for index, token in enumerate(tokens):
        if token.text == "=":
            return index > 0 and tokens[index - 1].kind == "name"
        if token.kind != "name" and token.text not in (".", "<", ">", "?", "[", "]", ","):
            return False
    return False


def from_root(text: str, span: Span) -> Span:
    """The file in quotes; without them and the `~` of `"~/Views/Chat.cshtml"`, which stands for the site's folder."""
    lead = text[span.start : span.start + 2]
    return Span(span.start + 2, span.end - 1) if lead in ('"~', "'~") else span


class Islands:
    """Collects what one page holds, in order of the text; `tags` gives it all in order.

    extras  tags that are no code, which do not lie within an island
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.extras: list[Tag] = []
        self._islands: list[Island] = []
        self._tokens: list[Token] = []
        self._missing: set[str] = set()

    def code(self, span: Span, inner: Span) -> None:
        """An island of statements; markup follows it."""
        self._islands.append(Island(span, False))
        at = inner.start
        while at < inner.end and (match := _TOKEN.match(self.text, at, inner.end)) is not None:
            at = match.end()
            if match.lastgroup == "block":
                close = self.text.find("*/", at, inner.end)
                at = close + 2 if close >= 0 else inner.end
            elif match.lastgroup != "space":
                self._tokens.append(Token(match.lastgroup or "mark", match[0], match.start(), at))
        self._tokens.append(Token("html", "<", inner.end, span.end))

    def block(self, word: str, span: Span, args: Span | None = None) -> None:
        self.extras.append(Tag("block", span, word, args or Span(span.end, span.end)))

    def output(self, span: Span, inner: Span) -> None:
        self.extras.append(Tag("output", span, "", inner))

    def comment(self, span: Span) -> None:
        self.extras.append(Tag("comment", span, "", span))

    def find(self, mark: str, start: int) -> int:
        """Where a mark stands, -1 for nowhere; what is not there is looked for once."""
        found = -1 if mark in self._missing else self.text.find(mark, start)
        if found < 0:
            self._missing.add(mark)
        return found

    def tags(self) -> Iterator[Tag]:
        end = len(self.text)
        tokens = [*self._tokens, Token("end", "", end, end)]
        found = [*tags_of(self.text, self._islands, tokens, gives_value), *self.extras]
        # Sorting is stable, so that the empty tags at one place keep their order.
        yield from sorted(found, key=lambda tag: tag.span.start)
