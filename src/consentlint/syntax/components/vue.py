"""Vue's single-file components: both scripts and the template become one module whose default export renders it.

Source: https://vuejs.org/api/sfc-spec.html, https://vuejs.org/api/built-in-directives.html.
"""

import re

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span
from consentlint.syntax import ir
from consentlint.syntax.components import Compiled, at_any_depth
from consentlint.syntax.components.code import (
    COMPONENT,
    PROPS,
    Reader,
    arrow,
    camel,
    declared,
    each,
    giving,
    handler_name,
    member,
    name,
    pascal,
    script,
)
from consentlint.syntax.components.html import inner_html, slot_key
from consentlint.syntax.components.nodes import Attr, Node, Tag, Words, read_nodes
from consentlint.syntax.components.scanning import mustaches

LANGUAGES = {"ts": "typescript", "tsx": "tsx", "jsx": "javascript"}
LOOP = lazy_regex(r"\s*(.*?)\s+(?:in|of)\s+(.*)", re.DOTALL)
PATH = lazy_regex(r"\s*[A-Za-z_$][\w$]*(?:\.[\w$]+|\[[^\[\]]*\])*\s*")
FUNCTION = lazy_regex(r"\s*(?:async\s*)?(?:\([^()]*\)|[\w$]+)\s*=>|\s*(?:async\s+)?function\b")
BRANCHES = ("v-else-if", "v-else")
# The compiler drops these from a template.
DROPPED = ("script", "style")
TEMPLATE_ONLY = ("v-if", *BRANCHES, "v-for", "v-slot", "slot-scope", "slot", "v-pre", "v-once", "v-cloak", "v-memo",
                 "v-show", "v-text", "key", "ref", "is")  # fmt: skip


@at_any_depth
def compile_vue(text: str) -> Compiled:
    """A component file as a module. Nothing raises for what it holds."""
    nodes, comments = read_nodes(text, text)
    blocks = [node for node in nodes if isinstance(node, Tag)]
    scripts = [tag for tag in blocks if tag.name == "script" and not tag.attribute("src")]
    language = next((LANGUAGES.get(_lang(tag), "javascript") for tag in scripts if _lang(tag)), "javascript")
    plain = [script(text, tag.inner, language) for tag in scripts if not tag.attribute("setup")]
    setup = [script(text, tag.inner, language) for tag in scripts if tag.attribute("setup")]
    known = [name for program, _ in (*plain, *setup) for name in declared(program.body)]
    template = next((tag for tag in blocks if tag.name == "template" and _lang(tag) in ("", "html")), None)
    reader = Reader(text, language)
    rendered = _Template(reader, frozenset(known)).all(template) if template is not None else None
    body = (*_elsewhere(blocks), *_module(plain, setup), _component(text, plain, setup, rendered))
    programs = [program for program, _ in (*plain, *setup)]
    holes = (*(hole for program in programs for hole in program.holes), *reader.holes)
    said = [*comments, *(found for _, more in (*plain, *setup) for found in more)]
    return Compiled(ir.Program(Span(0, len(text)), body, True, tuple(holes)), tuple(said), language)


def _lang(tag: Tag) -> str:
    found = tag.attribute("lang")
    return (found.value or "") if found is not None else ""


Script = tuple[ir.Program, list[tuple[Span, str]]]


def _elsewhere(blocks: list[Tag]) -> list[ir.Statement]:
    """`<script src="./chat.js">`: the component's script lies in another file, whose default export is the options."""
    found = (tag.attribute("src") for tag in blocks if tag.name == "script")
    return [
        ir.Import(one.span, ir.Const(one.value_span or one.span, one.value or ""), (ir.ImportName("default", OPTIONS),))
        for one in found
        if one is not None
    ]


OPTIONS = "$options"


def _module(plain: list[Script], setup: list[Script]) -> list[ir.Statement]:
    """What runs once: all imports, and the plain script; its default export becomes the component's options."""
    found: list[ir.Statement] = [
        one for program, _ in setup for one in program.body if isinstance(one, ir.Import)
    ]  # fmt: skip
    for program, _ in plain:
        for statement in program.body:
            if isinstance(statement, ir.Export) and statement.default is not None:
                if statement.declaration is not None:
                    found.append(statement.declaration)
                default = statement.default
                found.append(ir.Declare(default.span, "const", name(default.span, OPTIONS), default))
            else:
                found.append(statement)
    return found


def _component(text: str, plain: list[Script], setup: list[Script], rendered: ir.Function | None) -> ir.Statement:
    whole = Span(0, len(text))
    own = tuple(s for program, _ in setup for s in program.body if not isinstance(s, ir.Import | ir.Export))
    exported = tuple(s for program, _ in setup for s in program.body if isinstance(s, ir.Export))
    options = any(isinstance(s, ir.Export) and s.default is not None for program, _ in plain for s in program.body) or (
        not plain and not setup and "<script" in text
    )
    given: list[ir.Expr] = [name(whole, PROPS), name(whole, OPTIONS) if options else ir.Const(whole, ir.UNDEFINED)]
    if rendered is not None:
        given.append(rendered)
    call = ir.Return(whole, ir.Call(whole, name(whole, COMPONENT), tuple(given)))
    made = ir.Function(whole, "", (name(whole, PROPS),), (*own, *exported, call))
    return ir.Export(whole, None, made, (), None)


class _Template:
    """Lowers markup to elements. known: names that the scripts declare, which components may have."""

    def __init__(self, reader: Reader, known: frozenset[str]) -> None:
        self.r = reader
        self.text = reader.text
        self.known = known

    def all(self, tag: Tag) -> ir.Function:
        children = tuple(self.children(tag.children))
        return giving(tag.inner, (), ir.Jsx(tag.inner, None, (), children, tag.open_span))

    def children(self, nodes: list[Node]) -> list[ir.Expr]:
        """Siblings in order; a chain of `v-if`, `v-else-if` and `v-else` becomes one condition."""
        found: list[ir.Expr] = []
        chain: list[Tag] = []
        for node in nodes:
            if isinstance(node, Tag):
                branch = node.attribute("v-if", *BRANCHES)
                if branch is not None and branch.name in BRANCHES and chain:
                    chain.append(node)
                    continue
                found += self.chain(chain)
                chain = [node] if branch is not None and branch.name == "v-if" else []
                if not chain:
                    found += self.element(node)
            elif isinstance(node, Words) and not self.text[node.span.start : node.span.end].isspace():
                found += self.chain(chain)
                chain = []
                found += self.words(node.span)
        return [*found, *self.chain(chain)]

    def chain(self, tags: list[Tag]) -> list[ir.Expr]:
        result: ir.Expr | None = None
        for tag in reversed(tags):
            test = tag.attribute("v-if", "v-else-if")
            shown = self.one(self.element(tag), tag.span)
            if test is None:
                result = shown
            else:
                other = result if result is not None else ir.Const(tag.span, ir.UNDEFINED)
                result = ir.Conditional(tag.span, self.value(test), shown, other)
        return [result] if result is not None else []

    def one(self, found: list[ir.Expr], span: Span) -> ir.Expr:
        return found[0] if len(found) == 1 else ir.Jsx(span, None, (), tuple(found), span)

    def words(self, span: Span) -> list[ir.Expr]:
        """Text, and what `{{ }}` prints."""
        found: list[ir.Expr] = []
        position = span.start
        for inner in mustaches(self.text, span):
            found += self.plain(position, inner.start - 2)
            if self.text[inner.start : inner.end].strip():
                found.append(self.r.expression(inner))
            position = inner.end + 2
        return found + self.plain(position, span.end)

    def plain(self, start: int, end: int) -> list[ir.Expr]:
        text = self.text[start:end]
        return [ir.Const(Span(start, end), text)] if text.strip() else []

    def value(self, attribute: Attr) -> ir.Expr:
        """The expression in an attribute."""
        if attribute.value_span is None or not (attribute.value or "").strip():
            return ir.Opaque(attribute.span)
        return self.r.expression(attribute.value_span, attribute.value)

    # --- elements

    def element(self, tag: Tag) -> list[ir.Expr]:
        loop = tag.attribute("v-for")
        made = self.rendered(tag)
        if made is None:
            return []
        if loop is None or loop.value_span is None:
            return [made]
        match = LOOP.fullmatch(self.text, *loop.value_span)
        if match is None:
            return [made]
        target, index = self.targets(Span(*match.span(1)))
        subject = self.r.expression(Span(*match.span(2)))
        return [each(tag.span, target, subject, made, index)]

    def targets(self, span: Span) -> tuple[ir.Pattern, ir.Pattern | None]:
        source = self.text[span.start : span.end]
        if source.startswith("(") and source.endswith(")"):
            found = self.r.patterns(Span(span.start + 1, span.end - 1))
            if found:
                return found[0], found[1] if len(found) > 1 else None
        return self.r.pattern(span), None

    def rendered(self, tag: Tag) -> ir.Expr | None:
        if tag.name in DROPPED:
            return None
        if tag.attribute("v-pre") is not None:
            return self.untouched(tag)
        if tag.name == "slot":
            return self.slot(tag)
        if tag.name == "template" and tag.attribute("v-slot") is None:
            return ir.Jsx(tag.span, None, (), tuple(self.children(tag.children)), tag.open_span)
        attributes = [*self.attributes(tag), *self.slots(tag)]
        scoped = _slot_mark(tag)
        plain = [] if scoped is not None else [one for one in tag.children if not _is_slot(one)]
        children = tuple(self.children(plain))
        return ir.Jsx(tag.span, self.named(tag), tuple(attributes), children, tag.open_span)

    def untouched(self, tag: Tag) -> ir.Expr:
        attributes = tuple(self.literal(one) for one in tag.attributes if one.name != "v-pre")
        children = tuple(self.untouched(one) for one in tag.children if isinstance(one, Tag))
        return ir.Jsx(tag.span, ir.Const(tag.open_span, tag.name), attributes, children, tag.open_span)

    def named(self, tag: Tag) -> ir.Expr:
        """The component that a tag means, or the name of a host element."""
        chosen = tag.attribute(":is", "v-bind:is")
        if chosen is not None:
            return self.value(chosen)
        plain = tag.attribute("is")
        if plain is not None and plain.value and tag.name.lower() == "component":
            return self.by_name(plain.value, tag.open_span)
        return self.by_name(tag.name, tag.open_span)

    def by_name(self, word: str, span: Span) -> ir.Expr:
        at = Span(span.start + 1, span.start + 1 + len(word))
        first, *rest = word.split(".")
        for spelled in (first, camel(first), pascal(first)):
            if spelled in self.known:
                found: ir.Expr = name(at, spelled)
                for key in rest:
                    found = member(at, found, key)
                return found
        own = "-" in word or word[:1].isupper()
        return name(at, pascal(word)) if own else ir.Const(at, word)

    def slot(self, tag: Tag) -> ir.Expr:
        """What the one who uses this component put in; else what stands inside."""
        which = tag.attribute("name")
        given = [self.bound(one) for one in tag.attributes if one.name.startswith((":", "v-bind:"))]
        handed = ir.Object(tag.open_span, tuple(
            ir.Property(one.span, ir.Const(one.span, one.name), one.value) for one in given
            if one is not None and one.name is not None and one.value is not None
        ))  # fmt: skip
        key = slot_key((which.value if which is not None else "") or "default")
        held = member(tag.open_span, name(tag.open_span, PROPS), key)
        fallback = ir.Jsx(tag.span, None, (), tuple(self.children(tag.children)), tag.open_span)
        return ir.Conditional(tag.open_span, held, ir.Call(tag.open_span, held, (handed,)), fallback)

    def slots(self, tag: Tag) -> list[ir.JsxAttribute]:
        """Named and scoped content: a property that renders it."""
        mark = _slot_mark(tag)
        if mark is not None:
            return [self.filled(tag, mark)]
        return [self.filled(one, mark) for one in tag.children if isinstance(one, Tag) and (mark := _slot_of(one))]

    def filled(self, tag: Tag, mark: Attr) -> ir.JsxAttribute:
        key = re.sub(r"^(?:v-slot:?|#)", "", mark.name) if mark.name not in ("slot", "slot-scope") else mark.value
        scope = mark if mark.name != "slot" else tag.attribute("slot-scope")
        params: tuple[ir.Pattern, ...] = ()
        if scope is not None and scope.value_span is not None and scope.value:
            params = (self.r.pattern(scope.value_span),)
        inner = ir.Jsx(tag.span, None, (), tuple(self.children(tag.children)), tag.open_span)
        shown: ir.Expr = inner
        test = tag.attribute("v-if")
        if test is not None and mark.name != "slot":
            shown = ir.Conditional(tag.span, self.value(test), inner, ir.Const(tag.span, ir.UNDEFINED))
        return ir.JsxAttribute(mark.span, slot_key(key or "default"), giving(tag.span, params, shown))

    # --- attributes

    def attributes(self, tag: Tag) -> list[ir.JsxAttribute]:
        found: list[ir.JsxAttribute] = []
        for one in tag.attributes:
            word = one.name
            if word in TEMPLATE_ONLY or word.startswith(("v-slot", "#")):
                continue
            if word.startswith(("@", "v-on:")):
                found.append(self.handler(one))
            elif word.startswith("v-model"):
                found += self.model(one)
            elif word == "v-html":
                found.append(inner_html(one.span, self.value(one)))
            elif word == "v-bind" and one.value:
                found.append(ir.JsxAttribute(one.span, None, self.value(one)))
            elif word.startswith((":", "v-bind:", ".")):
                bound = self.bound(one)
                found += [bound] if bound is not None else []
            elif not word.startswith("v-"):
                found.append(self.literal(one))
        return found

    def literal(self, one: Attr) -> ir.JsxAttribute:
        value = None if one.value is None else ir.Const(one.value_span or one.span, one.value)
        return ir.JsxAttribute(one.span, one.name, value)

    def bound(self, one: Attr) -> ir.JsxAttribute | None:
        """`:src="url"`; `:src` alone stands for `:src="src"`."""
        word = re.sub(r"^(?:v-bind:|:|\.)", "", one.name).split(".")[0]
        if word in ("key", "ref", "is", "") or word.startswith("["):
            return None
        spelled = camel(word) if "-" in word and not word.startswith(("data-", "aria-")) else word
        held = self.value(one) if one.value is not None else name(one.span, camel(word))
        return ir.JsxAttribute(one.span, spelled, held)

    def handler(self, one: Attr) -> ir.JsxAttribute:
        event = re.sub(r"^(?:@|v-on:)", "", one.name).split(".")[0]
        return ir.JsxAttribute(one.span, handler_name(event), self.handling(one))

    def handling(self, one: Attr) -> ir.Expr | None:
        """A function as it is, or statements that a function runs."""
        source = one.value or ""
        if one.value_span is None or not source.strip():
            return arrow(one.span, (), ())
        if PATH.fullmatch(source) or FUNCTION.match(source):
            return self.value(one)
        return arrow(one.value_span, (name(one.span, "$event"),), self.r.statements(one.value_span, one.value))

    def model(self, one: Attr) -> list[ir.JsxAttribute]:
        """Two-way: the value goes down, and what the visitor enters is written to it."""
        if one.value_span is None or not one.value:
            return []
        _, _, word = one.name.partition(":")
        key = word.split(".")[0] or "modelValue"
        held = self.value(one)
        entered = name(one.span, "$event")
        body: tuple[ir.Statement, ...] = ()
        if isinstance(held, ir.Name | ir.Member):
            body = (ir.Run(one.span, ir.Assign(one.span, held, "=", entered)),)
        handler = ir.Function(one.value_span, "", (entered,), body, "arrow")
        return [
            ir.JsxAttribute(one.span, key, held),
            ir.JsxAttribute(one.span, "onChange", handler),
            ir.JsxAttribute(one.span, handler_name(f"update:{key}"), handler),
        ]


def _slot_of(node: Node) -> Attr | None:
    """The mark by which a `<template #name>` (or, before Vue 3, any element) goes to a named slot."""
    if not isinstance(node, Tag):
        return None
    if node.name == "template":
        return next((a for a in node.attributes if a.name.startswith(("v-slot", "#"))), None) or node.attribute(
            "slot", "slot-scope"
        )
    return node.attribute("slot")


def _is_slot(node: Node) -> bool:
    return _slot_of(node) is not None


def _slot_mark(tag: Tag) -> Attr | None:
    """`<Gate v-slot="{ allowed }">`: all of the content is one scoped slot."""
    if tag.name == "template":
        return None
    return next((a for a in tag.attributes if a.name.startswith(("v-slot", "#"))), None)
