"""What a start tag may be: conditions that begin or end within it give several, each with attributes of its own."""

from bisect import bisect_right
from typing import NamedTuple

from consentlint.model import Span
from consentlint.syntax.composed import Composed, Node
from consentlint.syntax.tokens import StartTag, Tokenizer

MOST = 16  # alternatives of one tag

Choice = tuple[Node, int]


class Written(NamedTuple):
    """One attribute: `value` as it is decoded, None without `=`; `stretches` of the composed text that make it up."""

    name: str
    value: str | None
    stretches: tuple[Span, ...]


class Variant(NamedTuple):
    """One way to render a start tag: the arms taken (beyond the last: none of them), and what it says then."""

    choices: tuple[Choice, ...]
    name: str
    attributes: tuple[Written, ...]


class TooManyError(Exception):
    """More alternatives than are followed."""


def variants(composed: Composed, start: Span) -> tuple[Variant, ...] | None:
    """The alternatives of a start tag; () where it is the same in all, None where there are too many of them."""
    mixed = composed.mixed(start)
    if not mixed:
        return ()
    whole = Span(min(start.start, mixed[0].start), max(start.end, mixed[-1].end))
    try:
        found = _renderings(mixed, whole)
    except TooManyError:
        return None
    read = ((choices, _tag(composed, pieces, start)) for pieces, choices in found)
    return tuple(Variant(choices, *tag) for choices, tag in read if tag is not None)


def _renderings(nodes: list[Node], whole: Span) -> list[tuple[tuple[Span, ...], tuple[Choice, ...]]]:
    """The stretches of text that each choice of arms leaves, with the arms."""
    found: list[tuple[tuple[Span, ...], tuple[Choice, ...]]] = [((), ())]
    position = whole.start
    for node in nodes:
        before = Span(position, node.start)
        ways = _arms(node)
        found = [((*pieces, before, *more), choices + also) for pieces, choices in found for more, also in ways]
        if len(found) > MOST:
            raise TooManyError
        position = node.end
    return [((*pieces, Span(position, whole.end)), choices) for pieces, choices in found]


def _arms(node: Node) -> list[tuple[tuple[Span, ...], tuple[Choice, ...]]]:
    ways: list[tuple[tuple[Span, ...], tuple[Choice, ...]]] = []
    for arm, index in node.arms:
        inside = [child for child in node.children if arm.start <= child.start and child.end <= arm.end]
        chosen: tuple[Choice, ...] = ((node, index),) if node.kind == "if" else ()
        ways += [(pieces, (*chosen, *choices)) for pieces, choices in _renderings(inside, arm)]
    if node.block is not None and all(branch.condition is not None for branch in node.block.branches):
        ways.append(((), ((node, len(node.block.branches)),)))
    return ways


def _tag(composed: Composed, pieces: tuple[Span, ...], start: Span) -> tuple[str, tuple[Written, ...]] | None:
    """The start tag that a rendering has where `start` is."""
    text = "".join(composed.masked[piece.start : piece.end] for piece in pieces)
    starts, at = [], 0
    for piece in pieces:
        starts.append(at)
        at += piece.end - piece.start
    found = None
    for token in Tokenizer(text):
        if isinstance(token, StartTag):
            index = bisect_right(starts, token.span.start) - 1
            origin = pieces[index].start + token.span.start - starts[index]
            found = token if start.start <= origin < start.end else found
    if found is None:
        return None
    return found.name, tuple(
        Written(attribute.name, attribute.value, tuple(_back(pieces, starts, attribute.value_span)))
        for attribute in found.attributes
    )


def _back(pieces: tuple[Span, ...], starts: list[int], span: Span | None) -> list[Span]:
    """The stretches of the composed text that a stretch of a rendering comes from."""
    if span is None:
        return []
    found = []
    for piece, at in zip(pieces, starts, strict=True):
        first, last = max(span.start, at), min(span.end, at + piece.end - piece.start)
        if first < last:
            found.append(Span(piece.start + first - at, piece.start + last - at))
    return found
