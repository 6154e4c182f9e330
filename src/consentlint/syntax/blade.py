"""Blade pages as template tags: `@directive(...)`, `{{ x }}`, `{!! x !!}`, `{{-- note --}}`, and PHP in between.

What stands where follows Laravel's compiler (https://laravel.com/docs/blade): verbatim text and comments go first, then
PHP, then directives, which begin at no word's end; `@@if` and `@{{` are text. A directive that is not known is text
too, unless the page holds its `@end...`: then it is one that the application has declared, and a condition.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax.code_blocks import tags_of
from consentlint.syntax.code_statements import Island, Token
from consentlint.syntax.php import island_tokens
from consentlint.syntax.template import Tag

MOST_UNCLOSED = 20  # parentheses that are never closed, each of which is looked for to the end of the text

_MARK = lazy_regex(
    r"""(?P<comment>\{\{--) | (?P<text>@(?:\{\{|\{!!|@\w+)) | (?P<raw>\{!!) | (?P<triple>\{\{\{) | (?P<echo>\{\{)
    | (?P<php><\?(?:php(?=\s|\Z)|=)) | (?<!\w)@(?P<word>\w+)(?P<space>[ \t]*)""",
    re.VERBOSE | re.IGNORECASE,
)
_CLOSES = {"comment": "--}}", "raw": "!!}", "triple": "}}}", "echo": "}}"}
_ARGUMENT = lazy_regex(r"""'(?:\\.|[^'\\])*+'|"(?:\\.|[^"\\])*+"|[()\[\]{},]""", re.DOTALL)
_STRING = lazy_regex(r"""'(?:\\.|[^'\\])*+'|"(?:\\.|[^"\\])*+\"""", re.DOTALL)
_ENDS = lazy_regex(r"(?<!\w)@end(\w+)")

# Directives that ask: what follows is worth what the call of that name is worth. `@endif` ends some, `@end...` others.
ASKS = frozenset(
    "isset auth guest env production can cannot canany error session hasSection sectionMissing hasStack".split()
)
# Without parentheses these are text.
_NEEDS = frozenset(
    "if elseif unless isset switch case include includeIf includeWhen includeUnless includeFirst each extends section "
    "yield stack push prepend pushOnce prependOnce pushIf foreach forelse for while component slot env hasSection "
    "sectionMissing json js class style checked selected disabled readonly required vite inject use props".split()
)
_BRANCHES = frozenset("elseauth elseguest elsecan elsecannot elsecanany".split())


class Arguments(NamedTuple):
    """What stands in the parentheses after a directive, `inner` without them; `parts` are parted by its commas."""

    inner: Span
    end: int
    parts: tuple[Span, ...]


def scan_blade(text: str, known: frozenset[str]) -> Iterator[Tag]:
    """The tags of a Blade page, in order, not overlapping. `known` has the directives with a meaning of their own."""
    scanner = _Scan(text, known)
    scanner.run()
    code = tags_of(text, scanner.islands, [*scanner.tokens, Token("end", "", len(text), len(text))])
    # Sorting is stable, so that the empty tags at one place keep their order; they go before one that begins there.
    yield from sorted([*code, *_settled(scanner.tags)], key=lambda tag: (tag.span.start, tag.span.end > tag.span.start))


class _Scan:
    """`own` has the names of conditions that the application declares (`@consent ... @endconsent`)."""

    def __init__(self, text: str, known: frozenset[str]) -> None:
        self.text = text
        self.known = known
        self.own = {match[1] for match in _ENDS.finditer(text)} - {name.removeprefix("end") for name in known}
        self.tags: list[Tag] = []
        self.islands: list[Island] = []
        self.tokens: list[Token] = []
        self.unclosed = 0
        self.missing: set[str] = set()

    def run(self) -> None:
        position = 0
        while (match := _MARK.search(self.text, position)) is not None:
            kind = match.lastgroup or ""
            if match["word"] is not None:
                position = self.directive(match)
            elif kind == "php":
                position = self.php(match.start(), match.end(), -1, match[0] == "<?=")
            elif kind == "text":
                position = match.end()
            else:
                position = self.enclosed(match, kind)

    def find(self, mark: str, start: int) -> int:
        found = -1 if mark in self.missing else self.text.find(mark, start)
        if found < 0:
            self.missing.add(mark)
        return found

    def enclosed(self, match: re.Match[str], kind: str) -> int:
        close = self.find(_CLOSES[kind], match.end())
        if close < 0:
            return match.end()
        end = close + len(_CLOSES[kind])
        span = Span(match.start(), end)
        self.tags.append(Tag("comment" if kind == "comment" else "output", span, "", Span(match.end(), close)))
        return end

    def php(self, start: int, at: int, end: int, echo: bool = False) -> int:
        """Code from `at`, up to its `?>` or to `end`, where that is known."""
        at = island_tokens(self.text, at, self.tokens, end if end >= 0 else None)
        closing = self.find("@endphp", end) + len("@endphp") if end >= 0 else at
        self.islands.append(Island(Span(start, closing), echo))
        self.tokens.append(Token("html", "", max(start, closing - 2), closing))
        return closing

    def directive(self, match: re.Match[str]) -> int:
        word = match["word"]
        if word == "verbatim":
            end = self.find("@endverbatim", match.end())
            return end + len("@endverbatim") if end >= 0 else match.end()
        args = self.arguments(match.end()) if self.text.startswith("(", match.end()) else None
        if word == "php" and args is None and (end := self.find("@endphp", match.end())) >= 0:
            return self.php(match.start(), match.end(), end)
        if self.unknown(word) or (args is None and word in _NEEDS):
            return match.end()
        span = Span(match.start(), args.end if args else match.end("word"))
        name = Span(match.start("word"), span.end)
        self.tags.extend(self.tags_of(word, span, name, args))
        return span.end

    def unknown(self, word: str) -> bool:
        return word not in self.known and not any(
            word.startswith(prefix) and word.removeprefix(prefix) in self.own
            for prefix in ("", "end", "else", "unless")
        )

    def arguments(self, start: int) -> Arguments | None:
        if self.unclosed >= MOST_UNCLOSED:
            return None
        depth, first, parts = 0, start + 1, list[Span]()
        for match in _ARGUMENT.finditer(self.text, start):
            mark = match[0]
            if mark in "([{":
                depth += 1
            elif mark in ")]}":
                depth -= 1
            if depth == 0 or (depth == 1 and mark == ","):
                parts.append(Span(first, match.start()))
                first = match.end()
            if depth == 0:
                return Arguments(Span(start + 1, match.start()), match.end(), tuple(parts))
        self.unclosed += 1
        return None

    def tags_of(self, word: str, span: Span, name: Span, args: Arguments | None) -> Iterator[Tag]:
        """The tags of one directive. A condition of its own name is asked as the call that it looks like."""
        inner = args.inner if args else Span(span.end, span.end)
        count = len(args.parts) if args else 0
        if word in ("includeWhen", "includeUnless") and args and count > 1:
            yield from self.guarded(word, span, args, "include")
        elif word in ("pushIf", "PushIf") and args and count > 1:
            yield Tag("block", Span(span.start, args.parts[1].start), "includeWhen", args.parts[0])
            yield Tag("block", Span(args.parts[1].start, span.end), "push", Span(args.parts[1].start, inner.end))
        elif word == "endPushIf":
            yield Tag("block", span, "endpush", inner)
            yield Tag("block", Span(span.end, span.end), "endinclude", Span(span.end, span.end))
        elif word == "includeFirst":
            yield from self.alternatives(span, inner)
        elif word in ("section", "slot", "push", "prepend") and count > 1:
            yield Tag("block", span, "value", inner)
        elif word == "empty" and args:
            yield Tag("block", span, "isset", name)
        elif word in ASKS or word in _BRANCHES:
            yield Tag("block", span, word, name)
        elif word in self.known:
            yield Tag("block", span, "set" if word == "php" else word, inner)
        else:
            yield self.declared(word, span, name)

    def declared(self, word: str, span: Span, name: Span) -> Tag:
        """A condition that the application declares: `Blade::if('consent', ...)` makes four directives."""
        if word in self.own:
            return Tag("block", span, "own", name)
        prefix = next(prefix for prefix in ("end", "else", "unless") if word.startswith(prefix))
        return Tag("block", span, f"{prefix}own", Span(name.start + len(prefix), name.end))

    def guarded(self, word: str, span: Span, args: Arguments, then: str) -> Iterator[Tag]:
        second = args.parts[1].start
        yield Tag("block", Span(span.start, second), word, args.parts[0])
        yield Tag("block", Span(second, span.end), then, Span(second, args.inner.end))
        yield Tag("block", Span(span.end, span.end), "endinclude", Span(span.end, span.end))

    def alternatives(self, span: Span, inner: Span) -> Iterator[Tag]:
        """The first of several views that exists: any of them."""
        start = span.start
        first = self.text.find("]", inner.start, inner.end)
        names = list(_STRING.finditer(self.text, inner.start, first if first >= 0 else inner.end))
        for index, match in enumerate(names):
            end = span.end if index == len(names) - 1 else match.end()
            yield Tag("block", Span(start, end), "include", Span(*match.span()))
            start = end
        if not names:
            yield Tag("block", span, "include", inner)


def _settled(tags: list[Tag]) -> list[Tag]:
    """Cases that are left without a `@break` run on into the next: then which of them is shown is not known."""
    settled = list(tags)
    open_case: list[int] = []
    for index, tag in enumerate(tags):
        if tag.word == "switch":
            open_case.append(-1)
        elif tag.word == "endswitch" and open_case:
            open_case.pop()
        elif tag.word == "break" and open_case:
            open_case[-1] = -1
        elif tag.word in ("case", "default") and open_case:
            for through in (open_case[-1], index) if open_case[-1] >= 0 else ():
                nowhere = tags[through].span.end
                settled[through] = tags[through]._replace(word="case", args=Span(nowhere, nowhere))
            open_case[-1] = index
    return settled
