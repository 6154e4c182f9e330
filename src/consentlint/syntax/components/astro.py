"""Astro components: a script between `---` that the server runs, and markup with script in braces, and markup in that.

Source: https://docs.astro.build/en/reference/astro-syntax/, https://docs.astro.build/en/reference/directives-reference/.
"""

import re
from collections.abc import Callable
from typing import Any

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.components import Compiled, at_any_depth
from consentlint.syntax.components.code import PROPS, Reader, arrow, giving, member, name, script
from consentlint.syntax.components.html import is_component, slot_key, tag_path
from consentlint.syntax.components.nodes import Attr, Node, Tag, Words, read_nodes
from consentlint.syntax.components.scanning import Brace, Scanner, mask

FENCE = lazy_regex(r"\s*---[ \t]*\r?\n(?P<code>.*?)^---", re.DOTALL | re.MULTILINE)
# `src=`https://${host}``: a template literal without braces around it.
TICKED = lazy_regex(r"(?<==)`[^`]*`")
IDLE = ("client:", "server:", "transition:", "class:list", "is:", "set:text", "slot")
PRINTED = "set:html"


@at_any_depth
def compile_astro(text: str) -> Compiled:
    """A component file as a module. Nothing raises for what it holds."""
    fence = FENCE.match(text)
    start = fence.end() if fence else 0
    program, said = script(text, Span(*fence.span("code")) if fence else Span(0, 0), "tsx")
    reader = Reader(text, "tsx")
    markup = _Markup(reader)
    rendered = markup.part(Span(start, len(text)))
    whole = Span(0, len(text))
    module = [one for one in program.body if isinstance(one, ir.Import | ir.Export)]
    own = [one for one in program.body if not isinstance(one, ir.Import | ir.Export)]
    shown = ir.Return(whole, ir.Jsx(whole, None, (), tuple(rendered), whole))
    body = tuple(_with_props(one) for one in (*own, shown))
    made = ir.Function(whole, "", (name(whole, PROPS),), body)
    holes = (*program.holes, *reader.holes)
    compiled = ir.Program(whole, (*module, ir.Export(whole, None, made, (), None)), True, holes)
    return Compiled(compiled, (*said, *markup.comments), "typescript")


def _with_props(value: Any) -> Any:
    """`Astro.props` is what the one who shows the component gives."""

    def props(node: Any) -> Any:
        match node:
            case ir.Member(span, ir.Name(_, "Astro"), ir.Const(_, "props")):
                return name(span, PROPS)
        return None

    return _replaced(value, props)


def _replaced(value: Any, change: Callable[[Any], Any]) -> Any:
    if not isinstance(value, tuple) or isinstance(value, Span):
        return value
    changed = change(value)
    if changed is not None:
        return changed
    parts = [_replaced(part, change) for part in value]
    return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)


class _Markup:
    def __init__(self, reader: Reader) -> None:
        self.r = reader
        self.text = reader.text
        self.comments: list[tuple[Span, str]] = []

    def part(self, span: Span) -> list[ir.Expr]:
        """The markup in a stretch of the file."""
        braces = tuple(Scanner(self.text, span.end, markup=True).braces(span.start))
        bare = mask(self.text[: span.end], [brace.span for brace in braces])
        ticked = (Brace(Span(*match.span())) for match in TICKED.finditer(bare, span.start))
        braces = tuple(sorted((*braces, *ticked)))
        painted = [Span(b.span.start - span.start, b.span.end - span.start) for b in braces]
        masked = mask(self.text[span.start : span.end], painted)
        nodes, comments = read_nodes(self.text, masked, braces, span.start)
        self.comments += comments
        return self.nodes(nodes)

    def nodes(self, nodes: list[Node]) -> list[ir.Expr]:
        return [made for node in nodes for made in self.node(node)]

    def node(self, node: Node) -> list[ir.Expr]:
        if isinstance(node, Words) or self.text[node.span.start] == "`":
            text = self.text[node.span.start : node.span.end]
            return [ir.Const(node.span, text)] if text.strip() else []
        return [self.brace(node)] if isinstance(node, Brace) else self.element(node)

    def brace(self, brace: Brace) -> ir.Expr:
        """Script in braces; the elements in it are read by themselves and put back."""
        inner = brace.inner
        if not self.text[inner.start : inner.end].strip():
            return ir.Const(brace.span, ir.UNDEFINED)
        if not brace.markup:
            return self.r.expression(inner)
        names = {span: "_" * (span.end - span.start) for span in brace.markup}
        code, position = list[str](), inner.start
        for span, word in names.items():
            code += (self.text[position : span.start], word)
            position = span.end
        code.append(self.text[position : inner.end])
        made = self.r.painted("".join(code), inner)
        elements = {span: self.one(span) for span in names}
        return _replaced(made, lambda node: elements.get(node.span) if isinstance(node, ir.Name) else None)  # type: ignore[no-any-return]

    def one(self, span: Span) -> ir.Expr:
        if self.text.startswith("<>", span.start):
            close = self.text.rfind("</", span.start, span.end)
            return ir.Jsx(span, None, (), tuple(self.part(Span(span.start + 2, max(close, span.start + 2)))), span)
        found = self.part(span)
        return found[0] if len(found) == 1 else ir.Jsx(span, None, (), tuple(found), span)

    # --- elements ---

    def element(self, tag: Tag) -> list[ir.Expr]:
        if tag.name == "style":
            return []
        if tag.name == "slot":
            return [self.slot(tag)]
        if tag.name == "script":
            return [self.script(tag)]
        attributes = self.attributes(tag)
        named = [self.filled(one) for one in tag.children if isinstance(one, Tag) and self.placed(tag, one)]
        plain = [one for one in tag.children if not (isinstance(one, Tag) and self.placed(tag, one))]
        children = tuple(self.nodes(plain))
        if tag.name == "Fragment":
            printed = next((one for one in attributes if one.name == "$html"), None)
            if printed is None:
                return [ir.Jsx(tag.span, None, (), children, tag.open_span)]
            return [ir.Jsx(tag.span, ir.Const(tag.open_span, "span"), (printed,), children, tag.open_span)]
        return [ir.Jsx(tag.span, self.named(tag), (*attributes, *named), children, tag.open_span)]

    def placed(self, outer: Tag, tag: Tag) -> bool:
        return is_component(outer.name) and tag.attribute("slot") is not None

    def filled(self, tag: Tag) -> ir.JsxAttribute:
        place = tag.attribute("slot")
        word = (place.value if place is not None else "") or "default"
        shown = ir.Jsx(tag.span, None, (), tuple(self.element(tag)), tag.open_span)
        return ir.JsxAttribute(tag.open_span, slot_key(word), giving(tag.span, (), shown))

    def named(self, tag: Tag) -> ir.Expr:
        at = Span(tag.open_span.start + 1, tag.open_span.start + 1 + len(tag.name))
        return tag_path(tag.name, at) if is_component(tag.name) else ir.Const(at, tag.name)

    def slot(self, tag: Tag) -> ir.Expr:
        which = tag.attribute("name")
        key = slot_key((which.value if which is not None else "") or "default")
        held = member(tag.open_span, name(tag.open_span, PROPS), key)
        fallback = ir.Jsx(tag.span, None, (), tuple(self.nodes(tag.children)), tag.open_span)
        return ir.Conditional(tag.open_span, held, ir.Call(tag.open_span, held, ()), fallback)

    def script(self, tag: Tag) -> ir.Expr:
        """A module unless it says otherwise; with `define:vars` it runs with values of the server."""
        given = tag.attribute("define:vars")
        if given is not None and given.braces and tag.inner.start < tag.inner.end:
            handed = self.handed(given.braces[0])
            run = arrow(tag.span, tuple(target for target, _ in handed), self.r.statements(tag.inner))
            return ir.Call(tag.span, run, tuple(value for _, value in handed))
        attributes = self.attributes(tag)
        if not attributes and not any(one.name.startswith(("is:", "type")) for one in tag.attributes):
            attributes = [ir.JsxAttribute(tag.open_span, "type", ir.Const(tag.open_span, "module"))]
        code = self.text[tag.inner.start : tag.inner.end]
        children = (ir.Const(tag.inner, code),) if code.strip() else ()
        return ir.Jsx(tag.span, ir.Const(tag.open_span, "script"), tuple(attributes), children, tag.open_span)

    def handed(self, brace: Brace) -> list[tuple[ir.Name, ir.Expr]]:
        match self.brace(brace):
            case ir.Object(_, properties):
                known = [one for one in properties if isinstance(one.key, ir.Const)]
                return [(name(one.span, _key(one.key)), one.value) for one in known]
        return []

    def attributes(self, tag: Tag) -> list[ir.JsxAttribute]:
        found: list[ir.JsxAttribute] = []
        for one in tag.attributes:
            if one.braces and one.braces[0].span.start == one.span.start:
                found.append(self.short(one))
            elif one.name == PRINTED:
                found.append(ir.JsxAttribute(one.span, "$html", self.value(one)))
            elif not one.name.startswith(IDLE):
                found.append(ir.JsxAttribute(one.span, one.name, self.value(one)))
        return found

    def short(self, one: Attr) -> ir.JsxAttribute:
        """`{name}`, `{...all}`."""
        inner = one.braces[0].inner
        source = self.text[inner.start : inner.end].strip()
        if source.startswith("..."):
            at = self.text.index("...", inner.start) + 3
            return ir.JsxAttribute(one.span, None, self.r.expression(Span(at, inner.end)))
        return ir.JsxAttribute(one.span, source, name(inner, source))

    def value(self, one: Attr) -> ir.Expr | None:
        """Text in quotes is text; braces hold script."""
        if one.value_span is None:
            return None
        source = self.text[one.value_span.start : one.value_span.end]
        if source.startswith("`"):
            return self.r.expression(one.value_span)
        if one.braces and one.braces[0].span == one.value_span:
            return self.brace(one.braces[0])
        return ir.Const(one.value_span, source if one.braces else one.value or "")


def _key(key: ir.Expr | None) -> str:
    return str(key.value) if isinstance(key, ir.Const) else ""
