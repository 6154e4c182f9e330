"""Svelte's markup: `{#if}`, `{#each}`, `{#await}`, `{#key}`, `{#snippet}`, expressions, directives and slots."""

import re

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.components.code import PROPS, Reader, arrow, at_once, each, giving, handler_name, member, name
from consentlint.syntax.components.html import EVENT, inner_html, is_component, slot_key, tag_path
from consentlint.syntax.components.nodes import Attr, Node, Tag, Words
from consentlint.syntax.components.scanning import Brace

WORD = lazy_regex(r"\s*([#/:@])\s*(\w+)")
EACH = lazy_regex(r"\sas\s")
IF = lazy_regex(r"\s*else\s+if\b")
# Directives that only dress an element or bind it to a name.
IDLE = ("class:", "style:", "transition:", "in:", "out:", "animate:", "let:", "slot", "this", "bind:this")
PAGE = ("svelte:window", "svelte:document", "svelte:body")
TRANSPARENT = ("svelte:head", "svelte:fragment", "svelte:boundary", "svelte:options")


class Blocks:
    """Lowers nodes in order; a block's nodes run from its opening brace to its closing one."""

    def __init__(self, reader: Reader) -> None:
        self.r = reader
        self.text = reader.text

    def nodes(self, nodes: list[Node]) -> list[ir.Expr]:
        found, index, declared = list[ir.Expr](), 0, list[ir.Statement]()
        while index < len(nodes):
            node = nodes[index]
            mark, word = self.mark(node)
            if mark == "#":
                end = self.end(nodes, index)
                block = self.block(word, nodes[index:end])
                if isinstance(block, ir.Declare):
                    declared.append(block)
                else:
                    found.append(block)
                index = end + 1
                continue
            if mark == "@" and word == "const" and isinstance(node, Brace):
                declared += self.r.statements(self.after(node))
            else:
                found += self.node(node)
            index += 1
        if not declared:
            return found
        whole = Span(declared[0].span.start, max(declared[0].span.end, found[-1].span.end if found else 0))
        shown = ir.Jsx(whole, None, (), tuple(found), whole)
        return [at_once(whole, (*declared, ir.Return(whole, shown)))]

    def mark(self, node: Node) -> tuple[str, str]:
        match = WORD.match(self.text, *node.inner) if isinstance(node, Brace) else None
        return (match[1], match[2]) if match else ("", "")

    def after(self, brace: Brace) -> Span:
        """What follows the word of a block or tag."""
        match = WORD.match(self.text, *brace.inner)
        return Span(match.end() if match else brace.inner.start, brace.inner.end)

    def end(self, nodes: list[Node], start: int) -> int:
        depth = 0
        for index in range(start, len(nodes)):
            mark, _ = self.mark(nodes[index])
            depth += (mark == "#") - (mark == "/")
            if depth == 0:
                return index
        return len(nodes)

    def parts(self, nodes: list[Node]) -> list[tuple[Brace, list[Node]]]:
        """The arms of a block: each opening brace with the nodes up to the next."""
        found: list[tuple[Brace, list[Node]]] = []
        depth = 0
        for node in nodes:
            mark, _ = self.mark(node)
            if isinstance(node, Brace) and ((mark == "#" and depth == 0) or (mark == ":" and depth == 1)):
                found.append((node, []))
                depth += mark == "#"
                continue
            depth += (mark == "#") - (mark == "/")
            if found:
                found[-1][1].append(node)
        return found

    # --- blocks ---

    def block(self, word: str, nodes: list[Node]) -> "ir.Expr | ir.Declare":
        parts = self.parts(nodes)
        head, inner = parts[0]
        if word == "if":
            return self.condition(parts)
        if word == "each":
            return self.loop(parts)
        if word == "await":
            return self.waiting(parts)
        if word == "snippet":
            return self.snippet(head, inner)
        return self.shown(head, inner)

    def shown(self, brace: Brace, inner: list[Node]) -> ir.Expr:
        return ir.Jsx(brace.span, None, (), tuple(self.nodes(inner)), brace.span)

    def condition(self, parts: list[tuple[Brace, list[Node]]]) -> ir.Expr:
        result: ir.Expr = ir.Const(parts[-1][0].span, ir.UNDEFINED)
        for brace, inner in reversed(parts):
            span = self.after(brace)
            match = IF.match(self.text, WORD.match(self.text, *brace.inner).start(2), brace.inner.end)  # type: ignore[union-attr]
            shown = self.shown(brace, inner)
            if self.mark(brace)[0] == ":" and match is None:
                result = shown
                continue
            test = self.r.expression(Span(match.end() if match else span.start, span.end))
            result = ir.Conditional(brace.span, test, shown, result)
        return result

    def loop(self, parts: list[tuple[Brace, list[Node]]]) -> ir.Expr:
        brace, inner = parts[0]
        span = self.after(brace)
        found = list(EACH.finditer(self.text, *span))
        made = self.shown(brace, inner)
        if not found:
            return made
        target, index = self.binding(Span(found[-1].end(), span.end))
        subject = self.r.expression(Span(span.start, found[-1].start()))
        looped = each(brace.span, target, subject, made, index)
        if len(parts) == 1:
            return looped
        return ir.Jsx(brace.span, None, (), (looped, self.shown(*parts[1])), brace.span)

    def binding(self, span: Span) -> tuple[ir.Pattern, ir.Pattern | None]:
        """`item, index (key)`."""
        source = self.text[span.start : span.end]
        key = re.search(r"\s*\([^()]*(?:\([^()]*\)[^()]*)*\)\s*$", source)
        end = span.start + key.start() if key and key.start() > 0 else span.end
        found = self.r.patterns(Span(span.start, end))
        return (found[0] if found else ir.Opaque(span)), (found[1] if len(found) > 1 else None)

    def waiting(self, parts: list[tuple[Brace, list[Node]]]) -> ir.Expr:
        """`{#await promise}...{:then value}...{:catch error}`, or `{#await promise then value}`."""
        brace, inner = parts[0]
        span = self.after(brace)
        short = re.search(r"\sthen(?:\s+|$)", self.text[span.start : span.end])
        end = span.start + short.start() if short else span.end
        promise = self.r.expression(Span(span.start, end))
        settled = ir.Call(brace.span, member(brace.span, name(brace.span, "Promise"), "resolve"), (promise,))
        arms = list(parts[1:])
        found: list[ir.Expr] = []
        if short:
            found.append(self.then(settled, "then", brace, Span(span.start + short.end(), span.end), inner))
        else:
            found.append(self.shown(brace, inner))
        for arm, nodes in arms:
            found.append(self.then(settled, self.mark(arm)[1], arm, self.after(arm), nodes))
        return ir.Jsx(brace.span, None, (), tuple(found), brace.span)

    def then(self, settled: ir.Expr, word: str, brace: Brace, binds: Span, nodes: list[Node]) -> ir.Expr:
        params = self.r.patterns(binds) if self.text[binds.start : binds.end].strip() else ()
        rendered = giving(brace.span, params, self.shown(brace, nodes))
        return ir.Call(brace.span, member(brace.span, settled, "catch" if word == "catch" else "then"), (rendered,))

    def snippet(self, brace: Brace, inner: list[Node]) -> ir.Declare:
        match = re.compile(r"\s*(\w+)\s*(?:<[^>]*>)?\(").match(self.text, self.after(brace).start, brace.inner.end)
        ident = match[1] if match else "_"
        close = self.text.rfind(")", brace.inner.start, brace.inner.end)
        params = self.r.patterns(Span(match.end(), close)) if match and close > match.end() else ()
        made = giving(brace.span, params, self.shown(brace, inner))
        return ir.Declare(brace.span, "const", name(brace.span, ident), made)

    # --- nodes ---

    def node(self, node: Node) -> list[ir.Expr]:
        if isinstance(node, Words):
            text = self.text[node.span.start : node.span.end]
            return [ir.Const(node.span, text)] if text.strip() else []
        if isinstance(node, Brace):
            return self.brace(node)
        return self.element(node)

    def brace(self, brace: Brace) -> list[ir.Expr]:
        mark, word = self.mark(brace)
        if mark == "@" and word == "html":
            held = self.r.expression(self.after(brace))
            return [_inserted(brace.span, held)]
        if mark == "@" and word == "debug":
            return []
        if mark == "@":
            return [self.r.expression(self.after(brace))]
        return [] if mark else [self.r.expression(brace.inner)]

    def element(self, tag: Tag) -> list[ir.Expr]:
        if tag.name == "style":
            return []
        if tag.name == "slot":
            return [self.slot(tag)]
        children, snippets = self.inside(tag)
        if tag.name in TRANSPARENT:
            return [ir.Jsx(tag.span, None, (), tuple(children), tag.open_span)]
        own = is_component(tag.name) or tag.name in ("svelte:component", "svelte:self")
        attributes, more = self.attributes(tag, own)
        made = ir.Jsx(tag.span, self.named(tag), (*attributes, *snippets), tuple(children), tag.open_span)
        return [made, *more]

    def inside(self, tag: Tag) -> tuple[list[ir.Expr], list[ir.JsxAttribute]]:
        """What stands between the tags, and what of it goes to a named place of a component."""
        if tag.name == "script":
            return (
                [ir.Const(tag.inner, self.text[tag.inner.start : tag.inner.end])] if tag.inner[0] < tag.inner[1] else []
            ), []
        plain: list[Node] = []
        named: list[ir.JsxAttribute] = []
        index = 0
        own = is_component(tag.name)
        while index < len(tag.children):
            node = tag.children[index]
            if own and self.mark(node) == ("#", "snippet"):
                end = self.end(tag.children, index)
                made = self.block("snippet", tag.children[index:end])
                if isinstance(made, ir.Declare) and isinstance(made.target, ir.Name):
                    named.append(ir.JsxAttribute(made.span, made.target.id, made.value))
                index = end + 1
                continue
            place = node.attribute("slot") if own and isinstance(node, Tag) else None
            if place is not None and isinstance(node, Tag):
                shown = ir.Jsx(node.span, None, (), tuple(self.element(node)), node.open_span)
                named.append(ir.JsxAttribute(place.span, slot_key(place.value or "default"), self.scoped(node, shown)))
            else:
                plain.append(node)
            index += 1
        children = self.nodes(plain)
        if own and children and any(one.name.startswith("let:") for one in tag.attributes):
            shown = ir.Jsx(tag.span, None, (), tuple(children), tag.open_span)
            return [], [*named, ir.JsxAttribute(tag.open_span, "children", self.scoped(tag, shown))]
        return children, named

    def scoped(self, tag: Tag, shown: ir.Expr) -> ir.Function:
        """Content that gets values from the component that shows it: `let:item`."""
        binds = [one for one in tag.attributes if one.name.startswith("let:")]
        if not binds:
            return giving(tag.span, (), shown)
        pairs: tuple[tuple[ir.Expr | None, ir.Pattern], ...] = tuple(
            (
                ir.Const(one.span, one.name[4:]),
                self.r.pattern(one.braces[0].inner) if one.braces else name(one.span, one.name[4:]),
            )
            for one in binds
        )
        return giving(tag.span, (ir.ObjectPattern(tag.open_span, pairs),), shown)

    def named(self, tag: Tag) -> ir.Expr:
        if tag.name in ("svelte:component", "svelte:element"):
            chosen = tag.attribute("this")
            return (self.value(chosen) if chosen is not None else None) or ir.Opaque(tag.open_span)
        at = Span(tag.open_span.start + 1, tag.open_span.start + 1 + len(tag.name))
        return tag_path(tag.name, at) if is_component(tag.name) else ir.Const(at, tag.name)

    def slot(self, tag: Tag) -> ir.Expr:
        which = tag.attribute("name")
        given = [(one, self.value(one)) for one in tag.attributes if one.name != "name"]
        handed = ir.Object(tag.open_span, tuple(
            ir.Property(one.span, ir.Const(one.span, one.name), held) for one, held in given if held is not None
        ))  # fmt: skip
        key = slot_key((which.value if which is not None else "") or "default")
        held = member(tag.open_span, name(tag.open_span, PROPS), key)
        fallback = ir.Jsx(tag.span, None, (), tuple(self.nodes(tag.children)), tag.open_span)
        return ir.Conditional(tag.open_span, held, ir.Call(tag.open_span, held, (handed,)), fallback)

    # --- attributes ---

    def attributes(self, tag: Tag, own: bool) -> tuple[list[ir.JsxAttribute], list[ir.Expr]]:
        """Attributes and handlers; and what an action runs."""
        found, more = list[ir.JsxAttribute](), list[ir.Expr]()
        for one in tag.attributes:
            if one.braces and one.braces[0].span.start == one.span.start:
                made = self.short(one)
                more += [made] if isinstance(made, ir.Call) else []
                found += [made] if isinstance(made, ir.JsxAttribute) else []
            elif one.name.startswith("use:"):
                at = Span(one.span.start + 4, one.span.start + len(one.name))
                given = self.value(one)
                args = (ir.Opaque(one.span), *((given,) if given is not None else ()))
                more.append(ir.Call(one.span, tag_path(one.name[4:], at), args))
            elif not one.name.startswith(IDLE):
                found += self.attribute(one, own)
        return found, more

    def short(self, one: Attr) -> "ir.JsxAttribute | ir.Call":
        """`{name}`, `{...all}`, `{@attach fn}`."""
        inner = one.braces[0].inner
        source = self.text[inner.start : inner.end].strip()
        if source.startswith("..."):
            at = self.text.index("...", inner.start) + 3
            return ir.JsxAttribute(one.span, None, self.r.expression(Span(at, inner.end)))
        if source.startswith("@"):
            return ir.Call(one.span, self.r.expression(self.after(one.braces[0])), (ir.Opaque(one.span),))
        return ir.JsxAttribute(one.span, _prop_name(source), name(inner, source))

    def attribute(self, one: Attr, own: bool) -> list[ir.JsxAttribute]:
        word, _, rest = one.name.partition(":")
        rest = rest.split("|")[0]
        held = self.value(one)
        if word == "on":
            return [ir.JsxAttribute(one.span, handler_name(rest), held)] if held is not None else []
        if word == "bind" and rest:
            held = held if held is not None else name(one.span, rest)
            return [ir.JsxAttribute(one.span, rest, held), *self.written(one, held)]
        key = one.name if own else _prop_name(one.name)
        return [ir.JsxAttribute(one.span, key, held)]

    def written(self, one: Attr, held: ir.Expr) -> list[ir.JsxAttribute]:
        """`bind:checked={ok}`: what the visitor enters is written to it."""
        if not isinstance(held, ir.Name | ir.Member):
            return []
        entered = name(one.span, "$entered")
        body = (ir.Run(one.span, ir.Assign(one.span, held, "=", entered)),)
        return [ir.JsxAttribute(one.span, "onChange", arrow(one.span, (entered,), body))]

    def value(self, one: Attr) -> ir.Expr | None:
        """The value of an attribute: text, an expression, or text with expressions in it."""
        if one.value_span is None:
            return None
        span = one.value_span
        if not one.braces:
            return ir.Const(span, one.value or "")
        first = one.braces[0]
        if len(one.braces) == 1 and first.span == span:
            return self.r.expression(first.inner)
        parts, position = list[ir.Expr](), span.start
        for brace in one.braces:
            if brace.span.start > position:
                parts.append(ir.Const(Span(position, brace.span.start), self.text[position : brace.span.start]))
            parts.append(self.r.expression(brace.inner))
            position = brace.span.end
        if position < span.end:
            parts.append(ir.Const(Span(position, span.end), self.text[position : span.end]))
        return ir.Template(span, tuple(parts))


def _inserted(span: Span, held: ir.Expr) -> ir.Expr:
    """`{@html}`: its scripts run where the server renders it, and not where the browser does."""
    host = ir.Const(span, "span")
    served = ir.Jsx(span, host, (ir.JsxAttribute(span, "$html", held),), (), span)
    return ir.Conditional(span, ir.Opaque(span), served, ir.Jsx(span, host, (inner_html(span, held),), (), span))


def _prop_name(word: str) -> str:
    """`onclick` is the handler of a click, as in other markup."""
    match = EVENT.fullmatch(word)
    return handler_name(match[1]) if match else word
