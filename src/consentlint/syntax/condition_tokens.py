"""The tokens of template conditions, and the cursor that `condition` reads them with."""

import re
from typing import NamedTuple, NoReturn

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span

MAX_TOKENS = 400  # bounds the depth of the result, as the readers of it recurse

TOKEN = lazy_regex(
    r"""\s*+(?: (?P<number>\d+(?:\.\d+)?) | (?P<string>"(?:\\.|[^"\\])*+"|'(?:\\.|[^'\\])*+') | (?P<name>\$?[^\W\d]\w*)
    | (?P<mark>===|!==|==|!=|<>|<=|>=|&&|\|\||\?\?|\?\.|::|->|\*\*|//|[-+*/%~<>=!|.:,?()\[\]{}]) | (?P<end>\Z) )""",
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


class UnreadableError(Exception):
    """The text is not of the language; caught by `condition`."""


def _tokens(text: str, pattern: re.Pattern[str]) -> list[Token]:
    tokens: list[Token] = []
    position = 0
    while not tokens or tokens[-1].kind != "end":
        match = pattern.match(text, position)
        if match is None or len(tokens) > MAX_TOKENS:
            raise UnreadableError
        kind = match.lastgroup or ""
        tokens.append(Token(kind, match[kind], match.start(kind), match.end(kind)))
        position = match.end()
    return tokens


class Cursor:
    """A place in the tokens of one condition that stands at `offset` of the file.

    pattern  the tokens of the language: groups number, string, name, mark and end
    """

    def __init__(self, text: str, offset: int, pattern: re.Pattern[str] = TOKEN) -> None:
        self.offset = offset
        self.tokens = _tokens(text, pattern)
        self.index = 0

    @property
    def kind(self) -> str:
        return self.tokens[self.index].kind

    @property
    def text(self) -> str:
        token = self.tokens[self.index]
        return token.text if token.kind in ("mark", "name") else ""

    @property
    def following(self) -> str:
        return self.tokens[min(self.index + 1, len(self.tokens) - 1)].text

    def take(self) -> Token:
        token = self.tokens[self.index]
        if token.kind == "end":
            self.fail()
        self.index += 1
        return token

    def accept(self, *words: str) -> bool:
        if self.text not in words:
            return False
        self.index += 1
        return True

    def taken(self, word: str) -> bool:
        """Was this the token last taken?"""
        return self.index > 0 and self.tokens[self.index - 1].text == word

    def expect(self, word: str) -> None:
        if not self.accept(word):
            self.fail()

    def expect_end(self) -> None:
        if self.kind != "end":
            self.fail()

    def fail(self) -> NoReturn:
        raise UnreadableError

    def span_from(self, start: int) -> Span:
        """From a file offset to the end of the token last taken."""
        return Span(start, self.offset + self.tokens[self.index - 1].end)

    def token_span(self, token: Token) -> Span:
        return Span(self.offset + token.start, self.offset + token.end)
