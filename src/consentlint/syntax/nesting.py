"""Read a text in its template language: its tags are painted over, which keeps offsets, and its blocks are nested."""

import re
from collections import Counter
from collections.abc import Iterable

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.aliases import Aliases
from consentlint.syntax.loops import asked_of_list, loop_over
from consentlint.syntax.template import Block, Branch, Dialect, Tag, Template, Word

# The name of an element at the end of a stretch: what is printed next is an attribute, not the rest of the name.
_NAMED = lazy_regex(
    r"<(?:a|article|audio|body|button|div|embed|figure|form|frame|html|iframe|img|input|link|main|meta|object|picture|"
    r"script|section|source|span|style|template|video)\Z",
    re.IGNORECASE,
)
LONGEST_NAME = 10
_NOT_LINE_END = lazy_regex(r"[^\r\n]")
_LITERAL = lazy_regex(r"""\s*+(?:"([^"]*+)"|'([^']*+)')""")
_WORD = lazy_regex(r"\s*+([\w.:/@-]++)")
_VALUES = lazy_regex(r"""(?<!\w)(?!(?:or|case)\b)(?:"[^"]*"|'[^']*'|:(?=[\w:])|[^\s,"':])+""")
_SOMETIMES = ("if", "for")  # a name that is given a value within these may have another
_BY_FILE = frozenset({"include", "extends", "import"})


def read_template(text: str, dialect: Dialect, found: Iterable[Tag] | None = None) -> Template:
    """Mask the tags of `text` and give its blocks. Unbalanced or half-typed tags lose their block, nothing raises.

    found  the tags, where they are known already
    """
    tags = list(dialect.scan(text) if found is None else found)
    nest = _Nest(text, dialect)
    for index, tag in enumerate(tags):
        if tag.kind == "block":
            nest.take(index, tag)
    blocks = nest.finish()
    printing = [tag.kind == "output" or index in nest.printing for index, tag in enumerate(tags)]
    return Template(
        masked=_mask(text, tags, printing),
        dynamic=tuple(tag.span for tag, prints in zip(tags, printing, strict=True) if prints),
        tags=tuple(tag.span for tag in tags),
        comments=tuple(tag.span for tag in tags if tag.kind == "comment"),
        blocks=blocks,
        outputs=tuple(tag for tag in tags if tag.kind == "output"),
        lower=nest.lower,
        names=nest.aliases.values,
    )


def _mask(text: str, tags: list[Tag], printing: list[bool]) -> str:
    """Paint `x` over what prints and blanks over the rest, except line ends.

    What is printed right behind an element's name (`<script{{ attributes }} src=...>`) begins with a blank of its own.
    """
    text = text.replace("\r\n", " \n").replace("\0", " ")
    pieces = []
    position = 0
    for tag, prints in zip(tags, printing, strict=True):
        pieces.append(text[position : tag.span.start])
        painted = _NOT_LINE_END.sub("x" if prints else " ", text[tag.span.start : tag.span.end])
        glued = prints and _NAMED.search(text, max(0, tag.span.start - LONGEST_NAME), tag.span.start) is not None
        pieces.append(" " + painted[1:] if glued else painted)
        position = tag.span.end
    return "".join((*pieces, text[position:]))


class _Frame:
    """A block that is still open. `loose` has the unknown words met in it, as they may prove to open a block."""

    def __init__(self, kind: str, tag: Tag) -> None:
        self.kind = kind
        self.tag = tag
        self.arms: list[tuple[Tag, Word]] = []
        self.children: list[Block] = []
        self.loose: dict[str, list[tuple[int, int]]] = {}  # word -> (index of the child, index of the tag)


class _Nest:
    """Nests block tags. `printing` has the indexes of the tags that print."""

    def __init__(self, text: str, dialect: Dialect) -> None:
        self.text = text
        self.dialect = dialect
        self.printing: set[int] = set()
        nowhere = Span(0, 0)
        self.frames = [_Frame("", Tag("block", nowhere, "", nowhere))]
        self.open: Counter[str] = Counter()
        self.aliases = Aliases()

    def take(self, index: int, tag: Tag) -> None:
        word = self.dialect.words.get(tag.word)
        if word is None:
            self.unknown(index, tag)
        elif word.role == "open":
            self.frames.append(_Frame(word.kinds[0], tag))
            self.frames[-1].arms.append((tag, word))
            self.open[word.kinds[0]] += 1
        elif word.role == "branch":
            if self.unwind(word.kinds, tag.span.start):
                self.frames[-1].arms.append((tag, word))
        elif word.role == "close":
            if self.unwind(word.kinds, tag.span.start):
                self.close(tag.span.start, tag.span.end)
        else:
            self.leaf(index, tag, word)

    def leaf(self, index: int, tag: Tag, word: Word) -> None:
        frame = self.frames[-1]
        kind = word.kinds[0] if word.kinds else word.role
        if word.role == "print":
            self.printing.add(index)
        frame.loose.setdefault(tag.word, []).append((len(frame.children), index))
        made = self.make(kind, tag, word, Span(tag.span.end, tag.span.end), tag.span.end)
        frame.children.append(made)
        if kind == "set":
            always = not any(self.open[around] for around in _SOMETIMES)
            for name, value in made.bindings:
                self.aliases.give(name, value, always)

    def unknown(self, index: int, tag: Tag) -> None:
        """A word that is not in the dialect: the end of a block that it opened, or a tag that prints."""
        prefix = self.dialect.end_prefix
        if not prefix or not tag.word.startswith(prefix):
            self.leaf(index, tag, Word("print"))
            return
        frame = self.frames[-1]
        opened = frame.loose.get(self.dialect.open_prefix + tag.word.removeprefix(prefix))
        while opened:
            child, opening = opened.pop()
            if child < len(frame.children) and frame.children[child].span.end <= tag.span.start:
                self.printing.discard(opening)
                self.wrap(frame, child, tag)
                return

    def wrap(self, frame: _Frame, child: int, end: Tag) -> None:
        """Make a block of the loose tag at that child and all that followed it."""
        loose, inside = frame.children[child], tuple(frame.children[child + 1 :])
        body = Span(loose.span.end, end.span.start)
        kind = "other" if loose.kind == "print" else loose.kind
        branch = Branch(None, loose.text, loose.span, body)
        span = Span(loose.span.start, end.span.end)
        frame.children[child:] = [
            Block(kind, loose.word, loose.name, span, body, loose.text, loose.args, None, (branch,), inside,
                  loose.bindings)
        ]  # fmt: skip

    def unwind(self, kinds: tuple[str, ...], at: int) -> bool:
        """Close the blocks above the nearest open one of these kinds; they were left unclosed. False: there is none."""
        if len(self.frames) == 1 or (kinds and not any(self.open[kind] for kind in kinds)):
            return False
        while kinds and self.frames[-1].kind not in kinds:
            self.close(at, at)
        return True

    def close(self, body_end: int, end: int) -> None:
        frame = self.frames.pop()
        self.open[frame.kind] -= 1
        tag, word = frame.arms[0]
        made = self.make(frame.kind, tag, word, Span(tag.span.end, body_end), end, frame)
        self.frames[-1].children.append(made)

    def finish(self) -> tuple[Block, ...]:
        while len(self.frames) > 1:
            self.close(len(self.text), len(self.text))
        return tuple(self.frames[0].children)

    def make(self, kind: str, tag: Tag, word: Word, body: Span, end: int, frame: _Frame | None = None) -> Block:
        text = self.text[tag.args.start : tag.args.end]
        branches = self.branches(frame, body.end) if frame else ()
        return Block(
            kind=kind,
            word=tag.word,
            name=_name(kind, text, word.bare),
            span=Span(tag.span.start, end),
            body=body,
            text=text,
            args=tag.args,
            condition=branches[0].condition if branches else None,
            branches=branches,
            children=tuple(frame.children) if frame else (),
            bindings=self.dialect.bindings(tag.word, text, tag.args.start) if word.binds else (),
        )

    def branches(self, frame: _Frame, end: int) -> tuple[Branch, ...]:
        ends = [*(tag.span.start for tag, _ in frame.arms[1:]), end]
        subject = frame.arms[0][0] if frame.arms[0][1].subject else None
        return tuple(
            Branch(
                self.condition(tag, word, subject),
                self.text[tag.args.start : tag.args.end],
                tag.span,
                Span(tag.span.end, to),
            )
            for (tag, word), to in zip(frame.arms, ends, strict=True)
        )

    def condition(self, tag: Tag, word: Word, subject: Tag | None = None) -> ir.Expr | None:
        if not word.conditional:
            return None
        if subject is not None:
            return self.choice(subject.args, tag.args)
        loops = self.loops()
        condition = asked_of_list(self.lower(tag.args), loops) if loops else self.lower(tag.args)
        return ir.Unary(condition.span, "!", condition) if word.negate else condition

    def loops(self) -> dict[str, ir.Expr]:
        """What the loops that are open here go over, by the name of the item."""
        if not self.open["for"]:
            return {}
        heads = (frame.tag.args for frame in self.frames if frame.kind == "for")
        found = (loop_over(self.text[head.start : head.end], head.start, self.lower) for head in heads)
        return dict(filter(None, found))

    def lower(self, span: Span) -> ir.Expr:
        return self.aliases.resolve(self.dialect.condition(self.text[span.start : span.end], span.start))

    def choice(self, subject: Span, values: Span) -> ir.Expr:
        """The subject is one of the values, which commas or `or` part."""
        result: ir.Expr | None = None
        for value in _VALUES.finditer(self.text, values.start, values.end):
            equal = ir.Binary(values, "==", self.lower(subject), self.lower(Span(*value.span())))
            result = ir.Logical(values, "||", result, equal) if result is not None else equal
        return result if result is not None else ir.Opaque(values)


def _name(kind: str, args: str, bare: bool) -> str:
    literal = _LITERAL.match(args)
    if literal:
        return literal[1] if literal[1] is not None else literal[2]
    word = None if kind in _BY_FILE and not bare else _WORD.match(args)
    return word[1] if word else ""
