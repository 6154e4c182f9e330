"""Angular templates: bindings, `*ngIf` and its kin, `@if` blocks, pipes; a class gives their names.

Source: https://angular.dev/guide/templates, https://angular.dev/api/common.
"""

import re

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.components import Compiled, at_any_depth
from consentlint.syntax.components.code import (
    PROPS,
    Reader,
    arrow,
    at_once,
    each,
    giving,
    handler_name,
    member,
    name,
)
from consentlint.syntax.components.html import inner_html, slot_key
from consentlint.syntax.components.nodes import Attr, Node, Tag, Words, read_nodes
from consentlint.syntax.components.scanning import Brace, mask, mustaches

READ = "$read"  # what a template reads of a stream; the packs say how
# Lengths are bounded so that what is never closed costs no more than it is long.
BLOCK = lazy_regex(
    r"@(if|else if|else|for|empty|switch|case|default|defer|placeholder|loading|error)\b\s*(?=[({])"
    r"|@let\s[^;]{0,4000}+;|\}|\{\{(?:(?!\}\}).){0,4000}+\}\}|<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\2\s*>|\Z)"
    r"|<[a-zA-Z/](?:\"[^\"]{0,4000}+\"|'[^']{0,4000}+'|[^'\">]){0,2000}+>",
    re.DOTALL,
)
PIPE = lazy_regex(r"'(?:[^'\\]|\\.)*+'|\"(?:[^\"\\]|\\.)*+\"|`[^`]*`|\|\||[()\[\]{}|]", re.DOTALL)
AS = lazy_regex(r"\s+as\s+([\w$]+)\s*$")
FOR = lazy_regex(r"\s*(?:let\s+)?([\w$]+)\s+of\s+(.*)", re.DOTALL)
CONTINUING = ("else if", "else", "empty", "placeholder", "loading", "error")
IDLE = ("#", "*", "@", "i18n", "let-")


@at_any_depth
def compile_angular(text: str) -> Compiled:
    """A template file as a module whose default export shows it."""
    whole = Span(0, len(text))
    reader = Reader(text, "typescript")
    made = ir.Function(whole, "", (name(whole, PROPS),), (ir.Return(whole, render(reader, whole)),))
    program = ir.Program(whole, (ir.Export(whole, None, made, (), None),), True, tuple(reader.holes))
    return Compiled(program, (), "typescript")


def render(reader: Reader, span: Span) -> ir.Expr:
    """What the template in a stretch of the file shows."""
    marks = _marks(reader.text, span)
    painted = [Span(one.span.start - span.start, one.span.end - span.start) for one in marks]
    masked = mask(reader.text[span.start : span.end], painted)
    nodes, _ = read_nodes(reader.text, masked, tuple(marks), span.start)
    shown = _Template(reader, _named(nodes)).nodes(nodes)
    return ir.Jsx(span, None, (), tuple(shown), span)


def _named(nodes: list[Node]) -> dict[str, Tag]:
    """`<ng-template #name>` by name."""
    found: dict[str, Tag] = {}
    for node in nodes:
        if isinstance(node, Tag):
            if node.name == "ng-template":
                found |= {one.name[1:]: node for one in node.attributes if one.name.startswith("#")}
            found |= _named(node.children)
    return found


def _marks(text: str, span: Span) -> list[Brace]:
    """Openings and ends of `@` blocks in the markup, and `@let`."""
    found: list[Brace] = []
    position, depth = span.start, 0
    while (match := BLOCK.search(text, position, span.end)) is not None:
        position = match.end()
        if match[1] is not None:
            end = _opened(text, match.end(), span.end)
            if end > 0:
                found.append(Brace(Span(match.start(), end)))
                depth, position = depth + 1, end
        elif match[0] == "}" and depth:
            found.append(Brace(Span(*match.span())))
            depth -= 1
        elif match[0].startswith("@let"):
            found.append(Brace(Span(*match.span())))
    return found


def _opened(text: str, position: int, end: int) -> int:
    """Behind the `{` of a block, after its condition in brackets; 0 where there is none."""
    depth = 0
    for match in PIPE.finditer(text, position, min(end, position + 2000)):
        piece = match[0]
        depth += (piece in "([{" and piece != "{") - (piece in ")]")
        if piece == "{" and depth == 0:
            return match.end()
        if piece == "{" or piece == "}":
            depth += 1 if piece == "{" else -1
    return 0


class _Template:
    def __init__(self, reader: Reader, templates: dict[str, Tag]) -> None:
        self.r = reader
        self.text = reader.text
        self.templates = templates
        self.inside: set[str] = set()
        self.heads: dict[int, tuple[str, Span]] = {}

    # --- blocks ---

    def nodes(self, nodes: list[Node]) -> list[ir.Expr]:
        found, index, declared = list[ir.Expr](), 0, list[ir.Statement]()
        while index < len(nodes):
            node = nodes[index]
            if not isinstance(node, Brace):
                found += self.node(node)
                index += 1
                continue
            word, _ = self.head(node)
            if word == "let":
                declared += self.r.statements(Span(node.span.start + 1, node.span.end))
                index += 1
            elif word:
                parts, index = self.parts(nodes, index)
                found.append(self.block(parts))
            else:
                index += 1
        if not declared:
            return found
        whole = Span(declared[0].span.start, declared[-1].span.end)
        return [at_once(whole, (*declared, ir.Return(whole, ir.Jsx(whole, None, (), tuple(found), whole))))]

    def head(self, brace: Brace) -> tuple[str, Span]:
        """The word of a block and what stands in its brackets; asked for once per block around it."""
        start = brace.span.start
        if start not in self.heads:
            self.heads[start] = self.read_head(brace)
        return self.heads[start]

    def read_head(self, brace: Brace) -> tuple[str, Span]:
        source = self.text[brace.span.start : brace.span.end]
        match = re.match(r"@(else if|\w+)\s*", source)
        if match is None:
            return "", brace.span
        opened, closed = source.find("(", match.end() - 1), source.rfind(")")
        if opened < 0 or closed < opened:
            return match[1], Span(brace.span.start, brace.span.start)
        return match[1], Span(brace.span.start + opened + 1, brace.span.start + closed)

    def parts(self, nodes: list[Node], index: int) -> tuple[list[tuple[Brace, list[Node]]], int]:
        """The arms of one block and the index behind it."""
        found: list[tuple[Brace, list[Node]]] = []
        while index < len(nodes):
            node = nodes[index]
            if isinstance(node, Words) and found and not self.text[node.span.start : node.span.end].strip():
                index += 1
                continue
            word = self.head(node)[0] if isinstance(node, Brace) else ""
            if not isinstance(node, Brace) or not word or (found and word not in CONTINUING):
                break
            end = self.end(nodes, index)
            found.append((node, nodes[index + 1 : end]))
            index = end + 1
        return found, index

    def end(self, nodes: list[Node], start: int) -> int:
        depth = 0
        for index in range(start, len(nodes)):
            node = nodes[index]
            if isinstance(node, Brace):
                word = self.head(node)[0]
                depth += (word not in ("", "let")) - (word == "")
                if depth == 0:
                    return index
        return len(nodes)

    def block(self, parts: list[tuple[Brace, list[Node]]]) -> ir.Expr:
        (brace, inner), rest = parts[0], parts[1:]
        word, span = self.head(brace)
        if word == "for":
            return ir.Jsx(brace.span, None, (), (self.loop(brace, span, self.shown(brace, inner)), *(
                self.shown(*part) for part in rest)), brace.span)  # fmt: skip
        if word == "switch":
            return self.switch(brace, span, inner)
        if word == "defer":
            return self.deferred(brace, span, inner, rest)
        result: ir.Expr = ir.Const(brace.span, ir.UNDEFINED)
        for arm, nodes in reversed(parts):
            kind, test = self.head(arm)
            shown = self.shown(arm, nodes)
            result = self.condition(arm.span, test, shown, result) if kind in ("if", "else if") else shown
        return result

    def shown(self, brace: Brace, inner: list[Node]) -> ir.Expr:
        return ir.Jsx(brace.span, None, (), tuple(self.nodes(inner)), brace.span)

    def condition(self, span: Span, test: Span, shown: ir.Expr, other: ir.Expr) -> ir.Expr:
        """`cond; as value`, `cond as value`."""
        end = self.text.find(";", test.start, test.end)
        bound = re.search(r"(?:;\s*|\s)as\s+([\w$]+)", self.text[test.start : test.end])
        if bound is not None:
            end = test.start + bound.start()
        held = self.expression(Span(test.start, end if end >= 0 else test.end))
        result: ir.Expr = ir.Conditional(span, held, shown, other)
        if bound is None:
            return result
        target = name(span, bound[1])
        inner = ir.Conditional(span, held, ir.Call(span, giving(span, (target,), shown), (held,)), other)
        return inner

    def loop(self, brace: Brace, span: Span, shown: ir.Expr) -> ir.Expr:
        match = FOR.match(self.text[span.start : span.end].split(";")[0])
        if match is None:
            return shown
        at = span.start + match.start(2)
        subject = self.expression(Span(at, at + len(match[2])))
        return each(brace.span, name(span, match[1]), subject, shown, None)

    def switch(self, brace: Brace, span: Span, inner: list[Node]) -> ir.Expr:
        subject = self.expression(span)
        arms: list[tuple[Brace, list[Node]]] = []
        index = 0
        while index < len(inner):
            node = inner[index]
            if isinstance(node, Brace) and self.head(node)[0] in ("case", "default"):
                end = self.end(inner, index)
                arms.append((node, inner[index + 1 : end]))
                index = end
            index += 1
        result: ir.Expr = ir.Const(brace.span, ir.UNDEFINED)
        for arm, nodes in sorted(arms, key=lambda arm: self.head(arm[0])[0] == "case"):
            kind, test = self.head(arm)
            shown = self.shown(arm, nodes)
            equal = ir.Binary(test, "===", subject, self.expression(test)) if kind == "case" else None
            result = ir.Conditional(arm.span, equal, shown, result) if equal is not None else shown
        return result

    def deferred(self, brace: Brace, span: Span, inner: list[Node], rest: list[tuple[Brace, list[Node]]]) -> ir.Expr:
        """What is shown later, in any case: on a timer, in view; or when a condition holds."""
        source = self.text[span.start : span.end]
        shown = self.shown(brace, inner)
        others = tuple(self.shown(*part) for part in rest)
        when = re.match(r"\s*when\s", source)
        if when is not None:
            end = source.find(";")
            test = Span(span.start + when.end(), span.end if end < 0 else span.start + end)
            shown = ir.Conditional(brace.span, self.expression(test), shown, ir.Const(brace.span, ir.UNDEFINED))
        elif re.match(r"\s*on\s+(?:interaction|hover)\b", source):
            shown = ir.Conditional(brace.span, ir.Opaque(span), shown, ir.Const(brace.span, ir.UNDEFINED))
        return ir.Jsx(brace.span, None, (), (shown, *others), brace.span)

    # --- expressions ---

    def expression(self, span: Span) -> ir.Expr:
        """An expression with its pipes: `async` reads a stream, the others change what is shown, not whether."""
        stages = self.stages(span)
        made = self.r.expression(stages[0])
        for stage in stages[1:]:
            if self.text[stage.start : stage.end].split(":")[0].strip() == "async":
                made = ir.Call(span, name(stage, READ), (made,))
        return made

    def stages(self, span: Span) -> list[Span]:
        """The parts between pipes; an expression in brackets may have its own, which are then the whole's."""
        found, start, depth = list[Span](), span.start, 0
        for match in PIPE.finditer(self.text, *span):
            piece = match[0]
            if piece == "|" and depth == 0:
                found.append(Span(start, match.start()))
                start = match.end()
            depth += (piece in ("(", "[", "{")) - (piece in (")", "]", "}"))
        return [*found, Span(start, span.end)]

    def value(self, one: Attr) -> ir.Expr:
        if one.value_span is None or not (one.value or "").strip():
            return ir.Opaque(one.span)
        if one.value != self.text[one.value_span.start : one.value_span.end]:
            return self.r.expression(one.value_span, one.value)
        return self.expression(one.value_span)

    # --- elements ---

    def node(self, node: Node) -> list[ir.Expr]:
        if isinstance(node, Words):
            return self.words(node.span)
        return self.element(node) if isinstance(node, Tag) else []

    def words(self, span: Span) -> list[ir.Expr]:
        found: list[ir.Expr] = []
        position = span.start
        for inner in mustaches(self.text, span):
            found += self.plain(position, inner.start - 2)
            found.append(self.expression(inner))
            position = inner.end + 2
        return found + self.plain(position, span.end)

    def plain(self, start: int, end: int) -> list[ir.Expr]:
        text = self.text[start:end]
        return [ir.Const(Span(start, end), text)] if text.strip() else []

    def element(self, tag: Tag) -> list[ir.Expr]:
        if tag.name in ("script", "style"):
            return []  # the compiler drops them
        if tag.name == "ng-template":
            test = tag.attribute("[ngIf]")
            return [] if test is None else [self.gated(tag, self.value(test), self.within(tag))]
        structural = next((one for one in tag.attributes if one.name.startswith("*")), None)
        made = self.rendered(tag)
        return [self.structural(tag, structural, made) if structural is not None else made]

    def within(self, tag: Tag) -> ir.Expr:
        return ir.Jsx(tag.span, None, (), tuple(self.nodes(tag.children)), tag.open_span)

    def gated(self, tag: Tag, test: ir.Expr, shown: ir.Expr) -> ir.Expr:
        return ir.Conditional(tag.span, test, shown, ir.Const(tag.span, ir.UNDEFINED))

    def structural(self, tag: Tag, one: Attr, made: ir.Expr) -> ir.Expr:
        span = one.value_span or one.span
        if one.name == "*ngIf":
            return self.if_(tag, span, made)
        if one.name == "*ngFor":
            return self.loop(Brace(tag.span), span, made)
        if one.name == "*ngSwitchCase":
            return self.gated(tag, ir.Opaque(span), made)
        if one.name == "*ngTemplateOutlet":
            return self.template(self.text[span.start : span.end].split(";")[0].strip(), tag.span)
        if one.name == "*ngSwitchDefault":
            return self.gated(tag, ir.Opaque(span), made)
        given = self.value(one) if one.value_span is not None else None
        directive = ir.JsxAttribute(one.span, one.name[1:], given)
        at = Span(one.span.start + 1, one.span.start + len(one.name))
        return ir.Jsx(tag.span, name(at, f"[{one.name[1:]}]"), (directive,), (made,), tag.open_span)

    def if_(self, tag: Tag, span: Span, made: ir.Expr) -> ir.Expr:
        """`cond; else other`, `cond; then one else other`, `stream | async as value`."""
        source = self.text[span.start : span.end]
        other = re.search(r"[;\s]else\s*:?\s*([\w$]+)", source)
        then = re.search(r";\s*then\s*:?\s*([\w$]+)", source)
        ends = [found.start() for found in (other, then) if found is not None]
        test = Span(span.start, span.start + min(ends, default=len(source)))
        shown = self.template(then[1], tag.span) if then is not None else made
        otherwise = self.template(other[1], tag.span) if other is not None else ir.Const(tag.span, ir.UNDEFINED)
        return self.condition(tag.span, test, shown, otherwise)

    def template(self, word: str, span: Span) -> ir.Expr:
        tag = self.templates.get(word)
        if tag is None or word in self.inside:
            return ir.Const(span, ir.UNDEFINED)
        self.inside.add(word)
        shown = self.within(tag)
        self.inside.discard(word)
        return shown

    def rendered(self, tag: Tag) -> ir.Expr:
        if tag.name == "ng-content":
            held = member(tag.open_span, name(tag.open_span, PROPS), slot_key("default"))
            return ir.Conditional(
                tag.open_span, held, ir.Call(tag.open_span, held, ()), ir.Const(tag.span, ir.UNDEFINED)
            )
        outlet = tag.attribute("[ngTemplateOutlet]")
        if outlet is not None and outlet.value:
            return self.template(outlet.value.strip(), tag.span)
        if tag.name == "ng-container":
            return self.within(tag)
        at = Span(tag.open_span.start + 1, tag.open_span.start + 1 + len(tag.name))
        children = tuple(self.nodes(tag.children))
        return ir.Jsx(tag.span, ir.Const(at, tag.name), tuple(self.attributes(tag)), children, tag.open_span)

    def attributes(self, tag: Tag) -> list[ir.JsxAttribute]:
        found: list[ir.JsxAttribute] = []
        for one in tag.attributes:
            word = one.name
            if word.startswith(IDLE):
                continue
            if word.startswith("[("):
                found += self.model(one, word[2:-2])
            elif word.startswith("["):
                found += self.bound(one, word[1:-1])
            elif word.startswith("("):
                found.append(self.handler(one, word[1:-1].split(".")[0]))
            else:
                found.append(ir.JsxAttribute(one.span, word, self.written(one)))
        return found

    def bound(self, one: Attr, word: str) -> list[ir.JsxAttribute]:
        word = word.removeprefix("attr.")
        if word.startswith(("class", "style", "@")):
            return []
        if word == "innerHTML":
            return [inner_html(one.span, self.value(one))]
        return [ir.JsxAttribute(one.span, word, self.value(one))]

    def model(self, one: Attr, word: str) -> list[ir.JsxAttribute]:
        held = self.value(one)
        found = [ir.JsxAttribute(one.span, word, held)]
        if isinstance(held, ir.Name | ir.Member):
            entered = name(one.span, "$event")
            body = (ir.Run(one.span, ir.Assign(one.span, held, "=", entered)),)
            found += [
                ir.JsxAttribute(one.span, event, arrow(one.span, (entered,), body))
                for event in ("onChange", handler_name(f"{word}Change"))
            ]
        return found

    def handler(self, one: Attr, event: str) -> ir.JsxAttribute:
        body = self.r.statements(one.value_span, one.value) if one.value_span is not None else ()
        return ir.JsxAttribute(one.span, handler_name(event), arrow(one.span, (name(one.span, "$event"),), body))

    def written(self, one: Attr) -> ir.Expr | None:
        """Text, with what `{{ }}` prints in it."""
        if one.value_span is None:
            return None
        span = one.value_span
        parts, position = list[ir.Expr](), span.start
        for inner in mustaches(self.text, span):
            if inner.start - 2 > position:
                parts.append(ir.Const(Span(position, inner.start - 2), self.text[position : inner.start - 2]))
            parts.append(self.expression(inner))
            position = inner.end + 2
        if not parts:
            return ir.Const(span, one.value or "")
        if position < span.end:
            parts.append(ir.Const(Span(position, span.end), self.text[position : span.end]))
        return ir.Template(span, tuple(parts))
