"""The statements of code in islands among markup (PHP, JavaScript, Java, C#), as far as its blocks go."""

from collections.abc import Callable
from typing import NamedTuple

from consentlint.model import Span

MAX_DEPTH = 80
_LOOPS = {"for": "endfor", "foreach": "endforeach", "while": "endwhile", "switch": "endswitch", "declare": "enddeclare"}
_EXITS = frozenset(["return", "exit", "die", "continue", "break", "throw", "wp_die", "goto"])
_DEFINING = frozenset(
    "function class interface trait enum abstract final public private protected static namespace".split()
)
_PAIR = {"(": ")", "[": "]", "{": "}"}


class Token(NamedTuple):
    """kind: name, mark, string, html (a `?>`, the markup after it and the next `<?php`), end."""

    kind: str
    text: str
    start: int
    end: int


class Island(NamedTuple):
    span: Span
    echo: bool


class Mark(NamedTuple):
    """A stretch of code that is a tag of its own; `args` is its condition."""

    start: int
    end: int
    word: str
    args: Span


def _switched(marks: list[Mark], first_only: bool) -> list[Mark]:
    """The marks of a switch; where its arms cannot be told apart they are one."""
    if not first_only:
        return marks
    (opening, *rest), depth, kept = marks, 0, list[Mark]()
    for mark in rest:
        depth += (mark.word == "switch") - (mark.word == "endswitch")
        if depth or mark.word not in ("case", "default"):
            kept.append(mark)
    return [opening._replace(word="loop"), *kept]


class Statements:
    """The statements, read by descent. `marks` are in order of the text; `prints` are places that print."""

    def __init__(
        self, text: str, tokens: list[Token], gives: Callable[[list[Token]], bool], pulls: frozenset[str]
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.gives = gives
        self.pulls = pulls
        self.index = 0
        self.depth = 0
        self.marks: list[Mark] = []
        self.prints: list[int] = []

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    def word(self) -> str:
        token = self.token
        return token.text.lower() if token.kind == "name" else token.text if token.kind == "mark" else ""

    def take(self) -> Token:
        token = self.token
        if token.kind != "end":
            self.index += 1
        return token

    def mark(self, start: int, end: int, word: str, args: Span | None = None) -> None:
        self.marks.append(Mark(start, end, word, args or Span(end, end)))

    def whole(self) -> None:
        while self.token.kind != "end":
            self.statements(frozenset())
            if self.token.kind != "end":
                self.take()  # an end that nothing here began

    def statements(self, ends: frozenset[str]) -> bool:
        """Read up to one of these words, a `}` or the end. True: control never leaves at the end."""
        leaves, rests = False, 0
        while self.token.kind != "end" and self.word() != "}" and self.word() not in ends:
            before = len(self.marks)
            leaves = self.statement() or (leaves and self.is_blank(self.tokens[self.index - 1]))
            rests += sum(mark.word == "rest" for mark in self.marks[before:]) - sum(
                mark.word == "endrest" for mark in self.marks[before:]
            )
        for _ in range(rests):
            self.mark(self.token.start, self.token.start, "endrest")
        return leaves

    def is_blank(self, token: Token) -> bool:
        return token.text == ";" or (token.kind == "html" and not token.text.strip())

    def statement(self) -> bool:
        """One statement. True: control does not go on after it."""
        self.depth += 1
        word = self.word()
        if self.depth > MAX_DEPTH:
            self.expression()
            leaves = False
        elif word == "{":
            self.take()
            leaves = self.statements(frozenset())
            self.close()
        elif word == "if":
            leaves = self.conditional()
        elif word == "switch":
            leaves = self.switch()
        elif word in _LOOPS:
            leaves = self.loop(_LOOPS[word])
        else:
            leaves = word in _EXITS
            self.expression()
        self.depth -= 1
        return leaves

    def close(self) -> Token:
        """The `}` that ends a block, if it is there."""
        return self.take() if self.word() == "}" else self.token._replace(end=self.token.start)

    def conditional(self) -> bool:
        start, first = self.take().start, len(self.marks)
        args = self.parentheses()
        leaves, marked = self.arm(start, args, "if")
        only = True
        while self.more():
            only = False
            marked.append(self.branch())
        if only and leaves and args.end > args.start:
            self.rest(start, args, first, marked[-1])
            return False
        last = marked[-1]
        self.mark(last.start, last.end, "endif")
        return False

    def rest(self, start: int, args: Span, first: int, last: Token) -> None:
        """Whoever comes by here did not leave: the rest of the block is behind the opposite of the condition."""
        lately = self.tokens[max(0, self.index - 200) : self.index]
        html = any(token.kind == "html" and token.start >= start for token in lately)
        if html:
            self.mark(last.start, last.start, "endif")
            self.mark(last.start, last.end, "rest", args)
        else:
            del self.marks[first:]
            self.mark(start, last.end, "rest", args)

    def arm(self, start: int, args: Span, word: str) -> tuple[bool, list[Token]]:
        """What follows a head: a block, the other syntax up to its end, or one statement. Gives what ends it too."""
        opening = self.word()
        if opening == ":":
            self.mark(start, self.take().end, word, args)
            leaves = self.statements(frozenset(["elseif", "else", "endif"]))
            ending = self.take() if self.word() == "endif" else self.token._replace(end=self.token.start)
            if ending.text.lower() == "endif" and self.word() == ";":
                self.take()
            return leaves, [ending]
        if opening == "{":
            self.mark(start, self.take().end, word, args)
            leaves = self.statements(frozenset())
            return leaves, [self.close()]
        self.mark(start, self.tokens[max(self.index - 1, 0)].end, word, args)
        leaves = self.statement()
        end = self.tokens[max(self.index - 1, 0)].end
        return leaves, [Token("mark", "", end, end)]

    def more(self) -> bool:
        """Does an `elseif` or `else` follow? White space between `?>` and `<?php` may come before it."""
        if self.word() in ("elseif", "else"):
            return True
        following = self.tokens[min(self.index + 1, len(self.tokens) - 1)]
        if self.token.kind == "html" and not self.token.text.strip() and following.text.lower() in ("elseif", "else"):
            self.take()
            return True
        return False

    def branch(self) -> Token:
        head = self.take()
        args = Span(head.end, head.end)
        word = head.text.lower()
        if word == "else" and self.word() == "if":
            self.take()
            word = "elseif"
        if word == "elseif":
            args = self.parentheses()
        return self.arm(head.start, args, word)[1][0]

    def loop(self, ending: str) -> bool:
        start = self.take().start
        args = self.parentheses()
        if self.word() not in (":", "{"):
            self.statement()
            return False
        alternative = self.take()
        self.mark(start, alternative.end, "loop", args)
        self.statements(frozenset([ending]) if alternative.text == ":" else frozenset())
        last = self.token
        if self.word() in ("}", ending):
            self.take()
        else:
            last = last._replace(end=last.start)
        self.mark(last.start, last.end, "endloop")
        return False

    def switch(self) -> bool:
        """Arms that compare with a subject. Where one runs on into the next, none is told apart."""
        start, first = self.take().start, len(self.marks)
        args = self.parentheses()
        if self.word() not in (":", "{"):
            self.statement()
            return False
        self.mark(start, self.take().end, "switch", args)
        apart, labels = True, list[str]()
        while self.word() in ("case", "default") or (self.token.kind == "html" and not self.token.text.strip()):
            if self.token.kind == "html":
                self.take()
                continue
            labels.append(self.word())
            self.label(joined=self.marks[-1].word == "case" and self.tokens[self.index - 1].end == self.marks[-1].end)
            leaves = self.statements(frozenset(["case", "default", "endswitch"]))
            runs_on = self.word() in ("case", "default") and self.tokens[self.index - 1].end != self.marks[-1].end
            apart = apart and (leaves or not runs_on)
        self.statements(frozenset(["endswitch"]))
        last = self.token
        last = self.take() if self.word() in ("}", "endswitch") else last._replace(end=last.start)
        apart = apart and "default" not in labels[:-1] and bool(labels)
        self.marks[first:] = _switched(self.marks[first:], first_only=not apart)
        self.mark(last.start, last.end, "endswitch" if apart else "endloop")
        return False

    def label(self, joined: bool = False) -> None:
        """`case x:` or `default:`. joined: the label before has nothing of its own."""
        head = self.take()
        while self.token.kind not in ("end", "html") and self.word() not in (":", ";", "}"):
            self.piece(self.word())
        end = self.token
        if self.word() in (":", ";"):
            self.take()
        mark = Mark(head.start, max(end.end, head.end), head.text.lower(), Span(head.end, max(head.end, end.start)))
        if joined:
            before = self.marks.pop()
            args = Span(before.args.start, mark.args.end) if mark.word == "case" else mark.args
            mark = mark._replace(start=before.start, args=args)
        self.marks.append(mark)

    def parentheses(self) -> Span:
        """Step over `( ... )`; the span of what is inside."""
        if self.word() != "(":
            return Span(self.token.start, self.token.start)
        start, first, printed = self.take().end, len(self.marks), len(self.prints)
        self.nested(")")
        end = self.tokens[self.index - 1]
        del self.marks[first:]
        del self.prints[printed:]
        return Span(start, max(start, end.start if end.text == ")" else end.end))

    def nested(self, closing: str) -> None:
        """Step over the inside of brackets; a `{` in it is a function's body or a `match`."""
        self.depth += 1
        while self.token.kind not in ("end", "html"):
            word = self.word()
            if word in (")", "]", "}"):
                if word == closing:
                    self.take()
                break
            self.piece(word)
        self.depth -= 1

    def piece(self, word: str) -> None:
        token = self.take()
        if self.depth > MAX_DEPTH or word not in _PAIR:
            return
        if word == "{":
            self.statements(frozenset())
            self.close()
            return
        if word == "(" and token.start:
            self.prints.append(token.start)
        self.nested(_PAIR[word])

    def expression(self) -> None:
        """A statement without blocks of its own, up to its `;`, to `?>` or to the end of what it is in."""
        first = self.token
        start, defining = self.index, first.text.lower() in _DEFINING
        if first.text.lower() in ("echo", "print"):
            self.prints.append(first.start)
        while self.token.kind != "end":
            word, token = self.word(), self.token
            if word == "}":
                break
            if word in (")", "]") or token.kind == "html" or word == ";":
                self.take()
                if word in ("", ";"):
                    break
                continue
            self.piece(word)
            if defining and word == "{":
                break
        if first.kind == "name" and first.text.lower() in self.pulls:
            self.pull(first)
            return
        self.assignment(first, start)

    def pull(self, first: Token) -> None:
        """`include 'file.php';`: the file is named by what follows the word."""
        last = self.tokens[self.index - 1]
        end = last.start if last.kind == "html" or last.text == ";" else last.end
        if self.marks and self.marks[-1].end > first.start:
            return
        while self.prints and self.prints[-1] >= first.start:
            self.prints.pop()
        stop = max(last.start if last.kind == "html" else last.end, first.end)
        self.mark(first.start, stop, first.text.lower(), Span(first.end, max(end, first.end)))

    def assignment(self, first: Token, start: int) -> None:
        """`$name = value;`, where it is all in one island and without blocks."""
        if not self.gives(self.tokens[start : min(start + 8, self.index)]):
            return
        last = self.tokens[self.index - 1]
        if self.marks and self.marks[-1].end > first.start:
            return
        while self.prints and self.prints[-1] >= first.start:
            self.prints.pop()
        end = last.start if last.kind == "html" else last.end
        self.mark(first.start, max(end, first.end), "set", Span(first.start, last.start if last.text == ";" else end))
