"""Whoever leaves early leaves the rest of the block behind the opposite condition."""

from collections.abc import Iterable, Iterator, Mapping

from consentlint.model import Span
from consentlint.syntax.template import Tag, Word

LEAVING = {
    "rest": Word("open", ("if",), conditional=True, negate=True),
    "restunless": Word("open", ("if",), conditional=True),
    "endrest": Word("close", ()),
}


class _Open:
    """An open block. `left`: its first arm leaves; `rests`: how many rests are open within its present arm."""

    def __init__(self, tag: Tag | None) -> None:
        self.tag = tag
        self.arms = 0
        self.left = False
        self.rests = 0


def leaving(tags: Iterable[Tag], words: Mapping[str, Word], leave: frozenset[str]) -> Iterator[Tag]:
    """The same tags, with empty ones around what follows `{% if x %}{% leave %}{% end %}` in the same block.

    words  of the dialect, among them those of LEAVING
    leave  the words that leave
    """
    frames = [_Open(None)]
    for tag in tags:
        word = words.get(tag.word) if tag.kind == "block" else None
        frame = frames[-1]
        if word is None:
            yield tag
        elif word.role == "open":
            frames.append(_Open(tag if word.conditional else None))
            yield tag
        elif word.role == "branch":
            yield from _ends(frame, tag)
            frame.arms += 1
            yield tag
        elif word.role == "close":
            yield from _ends(frame, tag)
            yield tag
            if len(frames) > 1:
                frames.pop()
                yield from _rest(frame, tag, words, frames[-1])
        else:
            frame.left = frame.left or (tag.word in leave and frame.tag is not None and frame.arms == 0)
            yield tag


def _ends(frame: _Open, tag: Tag) -> Iterator[Tag]:
    at = Span(tag.span.start, tag.span.start)
    for _ in range(frame.rests):
        yield Tag("block", at, "endrest", at)
    frame.rests = 0


def _rest(frame: _Open, tag: Tag, words: Mapping[str, Word], around: _Open) -> Iterator[Tag]:
    if frame.left and frame.tag is not None:
        around.rests += 1
        word = "restunless" if words[frame.tag.word].negate else "rest"
        yield Tag("block", Span(tag.span.end, tag.span.end), word, frame.tag.args)
