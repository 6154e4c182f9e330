"""PHP pages as template tags: what stands between `<?php` and `?>` is read as code, as far as its blocks go.

One island may open, close and go on with several blocks (`<?php } else { ?>`), so that an island becomes as many tags
as it has block heads. Ends of blocks are made here, by the code's own nesting; nothing is left to guess for who reads
the tags. Unbalanced code closes what it opened; nothing raises.
"""

import re
from collections.abc import Iterator

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax.code_blocks import tags_of
from consentlint.syntax.code_statements import Island, Token
from consentlint.syntax.template import Tag

_OPEN = lazy_regex(r"<\?(?:php(?=\s|\Z)|=|(?=\s))", re.IGNORECASE)
_TOKEN = lazy_regex(
    r"""(?P<space>\s+) | (?P<comment>(?://|\#(?!\[))(?:(?!\?>)[^\r\n])*+) | (?P<block>/\*) | (?P<close>\?>)
    | (?P<string>'(?:\\.|[^'\\])*+'|"(?:\\.|[^"\\])*+"|`(?:\\.|[^`\\])*+`)
    | (?P<here><<<[ \t]*(?P<quote>['"]?)(?P<label>[^\W\d]\w*)(?P=quote)[ \t]*\r?\n) | (?P<name>\$?[^\W\d][\w\\]*)
    | (?P<mark>\?->|->|::|=>|[=!]==?|[<>]=|[-+*/.%&|^?]=|[{}()\[\];:,?=]|.)""",
    re.VERBOSE | re.DOTALL,
)
# Statements that put another file here.
_PULLS = frozenset(
    "include include_once require require_once get_template_part get_header get_footer get_sidebar locate_template "
    "load_template".split()
)
_SKIPPED = frozenset(["space", "comment", "block"])


def scan_php(text: str) -> Iterator[Tag]:
    """The tags of a PHP page, in order, not overlapping."""
    return tags_of(text, *_read(text), pulls=_PULLS)


def _read(text: str) -> tuple[list[Island], list[Token]]:
    islands: list[Island] = []
    tokens: list[Token] = []
    opening = _OPEN.search(text)
    while opening is not None:
        start = opening.start()
        at = island_tokens(text, opening.end(), tokens)
        islands.append(Island(Span(start, at), opening[0] == "<?="))
        opening = _OPEN.search(text, at)
        # `?>` ends a statement, an empty one too (`if (x) ?>` holds nothing); the markup after it is one.
        if tokens and tokens[-1].start >= start and tokens[-1].text in (")", "else"):
            tokens.append(Token("mark", ";", max(start, at - 2), max(start, at - 2)))
        tokens.append(Token("html", text[at : opening.start()] if opening else text[at:], max(start, at - 2), at))
    tokens.append(Token("end", "", len(text), len(text)))
    return islands, tokens


def island_tokens(text: str, at: int, tokens: list[Token], end: int | None = None) -> int:
    """Read the tokens of one island, which ends before `end` at the latest; give where it ends."""
    stop = len(text) if end is None else end
    while (match := _TOKEN.match(text, at, stop)) is not None:
        kind = match.lastgroup or "mark"
        at = match.end()
        if kind == "close":
            return at
        if kind == "block":
            close = text.find("*/", at, stop)
            at = close + 2 if close >= 0 else stop
        elif match["here"] is not None:
            label = re.compile(rf"^[ \t]*{match['label']}\b", re.MULTILINE).search(text, at, stop)
            at = label.end() if label else stop
            tokens.append(Token("string", "", match.start(), at))
        elif kind not in _SKIPPED:
            tokens.append(Token(kind, match[0], match.start(), at))
    return stop
