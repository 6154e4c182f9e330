"""Comments that speak to consentlint where no reader collects comments: in a template's code, in braces of markup."""

import re
from collections.abc import Iterable

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span

Remark = tuple[Span, str]

WORD = "consentlint:"
_REST = r"(?:(?!\*/|\?>|[-%]?%>|%\})[^\n])*+"
# In code between a template language's marks: PHP, Ruby, Java ..., and Liquid's `{% # ... %}`.
_IN_CODE = lazy_regex(rf"(?:/\*|//|\#)[ \t*]*+{WORD}{_REST}(?:\*/)?", re.IGNORECASE)
# A tag that holds nothing but a comment stands as the comment: its marks, and the word of a language after them.
_MARKS = lazy_regex(r"(?:[^\w\s]{1,3}(?:php\b)?\s*|\s*[^\w\s]{0,3})")
_IN_MARKUP = lazy_regex(
    rf"\{{/\*[\s*]*+{WORD}(?:(?!\*/)[^\n])*+\*/\}}|<!--\s*+{WORD}(?:(?!-->)[^\n])*+-->", re.IGNORECASE
)


def in_code(text: str, tags: Iterable[Span]) -> list[Remark]:
    """The remarks in tags of a template. tags: with their marks, in the text."""
    if WORD not in text.lower():
        return []
    found = []
    for tag in tags:
        for match in _IN_CODE.finditer(text, tag.start, tag.end):
            alone = all(
                _MARKS.fullmatch(part) for part in (text[tag.start : match.start()], text[match.end() : tag.end])
            )
            span = tag if alone else Span(*match.span())
            found.append((span, match[0]))
    return found


def in_markup(text: str, known: Iterable[Remark]) -> list[Remark]:
    """The remarks in a component's markup that are not known yet: HTML comments, and comments in braces."""
    taken = [span for span, _ in known]
    found = ((Span(*match.span()), match[0]) for match in _IN_MARKUP.finditer(text))
    return [(span, said) for span, said in found if not any(span.start < t.end and t.start < span.end for t in taken)]
