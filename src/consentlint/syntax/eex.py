"""EEx and HEEx pages as template tags: `<%= if x do %>`, `{@name}`, `<div :if={@x}>`."""

import re
from collections.abc import Iterator

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax.balanced import Balanced
from consentlint.syntax.template import Tag

_MARK = lazy_regex(
    r"""<%!--(?P<long>)|<%\#(?P<note>)|<%%(?P<quoted>)|<%(?P<code>[=|/]?)|(?P<hidden><!--)|(?P<shown>-->)
    |</(?P<closed>[.:]?[^\W\d][\w.:-]*)\s*>|<(?P<name>[.:]?[^\W\d][\w.:-]*+)|(?P<brace>\{)""",
    re.VERBOSE,
)
_IN_TAG = lazy_regex(
    r"""\s++|(?P<special>:(?:if|for|let|key)\s*=\s*\{)|(?P<valued>=\s*\{)|(?P<brace>\{)|"(?:[^"<]|<(?!%))*+"|'(?:[^'<]|<(?!%))*+'
    |(?P<code><%)|(?P<alone>/>)|(?P<end>>)|(?P<broken><)|[^\s"'<>{/=]++|.""",
    re.VERBOSE | re.DOTALL,
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_RAW = frozenset(["script", "style"])
_HEAD = lazy_regex(r"(?:^|[\n;=(,>])\s*(if|unless|case|cond|for|with)\b(?!\s*:)")
_DO = lazy_regex(r"\bdo\s*\Z")
_FN = lazy_regex(r"\bfn\b[^\n]*->\s*\Z")
_ARM = lazy_regex(r"->\s*\Z")
_END = lazy_regex(r"(?:end|\})(?![\w?!])")
_ELSE = lazy_regex(r"(?:else|rescue|catch|after)\s*\Z")
_SET = lazy_regex(r"[^\W\d]\w*\s*=(?![=~>])")
_RENDER = lazy_regex(r"(?:raw\s*\(?\s*)?(?:[\w.]+\.)?(?:render|render_existing|live_render)\b[^\"']*+(?=[\"'])")
_ANYTHING = lazy_regex(r"(?!(?:nil|true|false)\Z)[a-z_]\w*")
_PLAIN = lazy_regex(r""""[^"]*"|:\w+|\d+|nil|true|false""")
_CODE = lazy_regex(r"<%(?![%#!])")
_OPENED = {"if": "if", "unless": "unless", "case": "case", "cond": "cond", "for": "for", "with": "with"}


class Scan:
    """`open` has the blocks of code that are open; `elements` those of the markup, with whether a condition opened."""

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        self.text, self.position, self.end = text, start, len(text) if end is None else end
        self.braces = Balanced(text[: self.end])
        self.open: list[str] = []
        self.elements: list[tuple[str, int]] = []
        self.hidden = False
        self.missing: set[str] = set()

    def tags(self) -> Iterator[Tag]:
        while (match := _MARK.search(self.text, self.position, self.end)) is not None:
            self.position = match.end()
            if match["long"] is not None or match["note"] is not None:
                yield from self.note(match)
            elif match["code"] is not None:
                yield from self.island(match.start(), match.end(), "=" in match["code"])
            elif match["hidden"] or match["shown"]:
                self.hidden = bool(match["hidden"])
            elif match["closed"]:
                yield from self.closed(match["closed"])
            elif match["name"] and not self.hidden:
                yield from self.element(match)
            elif match["brace"] and not self.hidden:
                yield from self.printed(match.end())

    def find(self, mark: str, start: int) -> int:
        found = -1 if mark in self.missing else self.text.find(mark, start, self.end)
        if found < 0:
            self.missing.add(mark)
        return found

    def note(self, match: re.Match[str]) -> Iterator[Tag]:
        mark = "--%>" if match["long"] is not None else "%>"
        close = self.find(mark, match.end())
        if close >= 0:
            self.position = close + len(mark)
            yield Tag("comment", Span(match.start(), self.position), "", Span(match.end(), close))

    def printed(self, start: int) -> Iterator[Tag]:
        close = self.braces.close(start)
        if close >= 0:
            self.position = close + 1
            yield Tag("output", Span(start - 1, close + 1), "", Span(start, close))

    # --- code --------------------------------------------------------------------------------------------------------

    def island(self, start: int, inside: int, prints: bool) -> Iterator[Tag]:
        close = self.find("%>", inside)
        if close < 0:
            return
        self.position = close + 2
        span = Span(start, close + 2)
        code = self.text[inside:close]
        inner = Span(inside + len(code) - len(code.lstrip()), inside + len(code.rstrip()))
        yield from self.code(span, inner if inner.start < inner.end else Span(inside, inside), prints)

    def code(self, span: Span, inner: Span, prints: bool) -> Iterator[Tag]:
        code = self.text[inner.start : inner.end]
        function, arm = _FN.search(code), _ARM.search(code)
        if arm and not function:
            yield self.arm(span, Span(inner.start, inner.start + arm.start()))
        elif _DO.search(code) or function:
            yield from self.opened(span, inner, code, bool(function))
        elif _ELSE.match(code):
            yield Tag("block", span, "else", inner)
        elif _END.match(code):
            if self.open:
                self.open.pop()
            yield Tag("block", span, "end", inner)
        elif prints:
            rendered = _RENDER.match(code)
            named = Span(inner.start + rendered.end(), inner.end) if rendered else inner
            yield Tag("block", span, "render", named) if rendered else Tag("output", span, "", inner)
        else:
            yield Tag("block", span, "set" if _SET.match(code) and "\n" not in code else "code", inner)

    def arm(self, span: Span, pattern: Span) -> Tag:
        """`"a" ->` of a case, `x > 1 ->` of a cond. A pattern that takes things apart says nothing that is known."""
        text = self.text[pattern.start : pattern.end].strip()
        if self.open and self.open[-1] == "cond":
            return Tag("block", span, "arm", pattern)
        if _ANYTHING.fullmatch(text):
            return Tag("block", span, "else", pattern)
        return Tag("block", span, "match", pattern if _PLAIN.fullmatch(text) else Span(pattern.start, pattern.start))

    def opened(self, span: Span, inner: Span, code: str, function: bool) -> Iterator[Tag]:
        heads = list(_HEAD.finditer(code)) if not function else []
        word = _OPENED[heads[-1][1]] if heads else "do"
        self.open.append(word)
        end = inner.end if function else inner.start + _DO.search(code).start()  # type: ignore[union-attr]
        args = Span(inner.start + heads[-1].end(), end) if heads else inner
        yield Tag("block", span, word, args)

    # --- elements ----------------------------------------------------------------------------------------------------

    def element(self, match: re.Match[str]) -> Iterator[Tag]:
        """The tags within an opening tag, behind the condition that its `:if` says."""
        name, found, conditions = match["name"], list[Tag](), 0
        while (piece := _IN_TAG.match(self.text, self.position, self.end)) is not None:
            self.position = piece.end()
            if piece["end"] or piece["alone"] or piece["broken"]:
                break
            if piece["code"]:
                prints = self.text.startswith("=", piece.end())
                found += self.island(piece.start(), piece.end() + prints, prints)
            elif piece["special"] or piece["valued"] or piece["brace"]:
                tags = list(self.printed(piece.end()))
                if piece["special"] and tags:
                    word = "special"
                    tags = [Tag("block", Span(piece.start(), tags[0].span.end), word, tags[0].args)]
                    if piece["special"].startswith(":if"):
                        at = Span(match.start(), match.start())
                        yield Tag("block", at, "if", tags[0].args)
                        conditions += 1
                found += tags
        yield from found
        if piece is not None and piece["broken"]:
            self.position = piece.start()
        alone = piece is None or bool(piece["alone"]) or name.lower() in _VOID
        if alone:
            yield from self.ends(conditions)
            return
        self.elements.append((name, conditions))
        if name.lower() in _RAW:
            yield from self.raw(name)

    def raw(self, name: str) -> Iterator[Tag]:
        """Script and style: only code between `<%` and `%>` is the template's."""
        mark = f"</{name.lower()}"
        close = None
        if mark not in self.missing:
            close = re.compile(rf"{mark}\s*>", re.IGNORECASE).search(self.text, self.position, self.end)
        if close is None:
            self.missing.add(mark)
        end = close.start() if close else self.position
        while (match := _CODE.search(self.text, self.position, end)) is not None:
            self.position = match.end()
            yield from self.island(match.start(), match.end(), self.text.startswith("=", match.end()))
            if self.position == match.end():
                break
        self.position = max(self.position, end)

    def closed(self, name: str) -> Iterator[Tag]:
        """The end of the element of that name; the ones within it that were left open end with it."""
        if self.hidden or not any(name == other for other, _ in self.elements[-50:]):
            return
        while True:
            other, conditions = self.elements.pop()
            yield from self.ends(conditions)
            if other == name:
                return

    def ends(self, number: int) -> Iterator[Tag]:
        for _ in range(number):
            yield Tag("block", Span(self.position, self.position), "end", Span(self.position, self.position))
