"""Pages: markup in document order, each element behind what holds it back, each script run where it stands."""

from collections.abc import Iterator
from functools import reduce
from typing import TYPE_CHECKING, Any

from consentlint.model import Guard, Place, Span
from consentlint.reach import printing, questions
from consentlint.reach.alternatives import alternatives
from consentlint.reach.differences import ADDRESSES, told_apart
from consentlint.reach.elements import Element, is_inert_template
from consentlint.reach.limits import LimitReached
from consentlint.reach.operators import concatenate_any
from consentlint.reach.paths import Path
from consentlint.reach.things import Code
from consentlint.reach.values import Str, Value, lift, value
from consentlint.syntax.entities import decode_references
from consentlint.syntax.variants import variants
from consentlint.worlds import NEVER, PERHAPS

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine
    from consentlint.reach.plugins import ElementFinder

DEEPEST = 3
TOO_MANY = "there are too many ways to render this tag; each may be meant"


def walk(m: "Machine", document: Any, code: Code, at: Path, weigher: Any = None, runs_scripts: bool = True) -> None:
    """Everything that a parsed document brings in.

    weigher       what a composed page's templates let through and print; None where there are none
    runs_scripts  False for markup that a script inserts as text: its script elements never run (HTML standard)
    """
    before, m.page = m.page, document
    late: list[tuple[Element, Path]] = []
    inert_until = -1
    for tag, choices in weigher.tags() if weigher is not None else ((tag, ()) for tag in document.elements):
        if tag.start.start < inert_until and not choices:
            continue
        if not choices and is_inert_template(tag, code.path) and not questions.releasers(m, from_tag(tag, code)):
            inert_until = max(inert_until, tag.inner.end)
        for element, entry in _elements(m, tag, code, weigher.choose(choices, at) if choices else at, weigher):
            if not runs_scripts and element.name == "script":
                entry = entry.then(_never_runs(element), NEVER)
            if _is_deferred(element):
                late.append((element, entry))
            else:
                appear(m, element, entry)
    for element, entry in late:
        appear(m, element, entry)
    m.page = before


def _elements(m: "Machine", tag: Any, code: Code, at: Path, weigher: Any) -> "Iterator[tuple[Element, Path]]":
    """The element of a tag, behind what stands around it; where conditions stand within its start tag, one for each."""
    if weigher is None:
        yield from_tag(tag, code), m.template_guard(code, tag.start, at)
        return
    found = variants(weigher.composed, tag.start)
    if found == ():
        yield from_tag(tag, code), _behind(m, tag, code, at, weigher)
    elif found is None:
        element = from_tag(tag, code)
        element.attributes = {name: held for name, held in element.attributes.items() if name in ADDRESSES}
        guard = Guard("template-condition", element.place, f"<{element.name}>", PERHAPS, TOO_MANY)
        yield element, _behind(m, tag, code, at, weigher).then(guard, PERHAPS)
    else:
        decided = frozenset(id(node) for variant in found for node, _ in variant.choices)
        ways = [(variant.choices, from_variant(tag, variant, code)) for variant in found]
        for choices, element in told_apart(m, ways, weigher):
            yield element, weigher.choosing(tag.start.start, decided, choices, at)


def _behind(m: "Machine", tag: Any, code: Code, at: Path, weigher: Any) -> Path:
    path: Path = m.template_guard(code, tag.start, weigher.behind(tag.start.start, at))
    return path


def appear(m: "Machine", element: Element, at: Path) -> None:
    """An element becomes part of a page: what holds it back is weighed, then every finder looks at it."""
    for one, path in alternatives(m, element, at):
        for guard in m.plugins.element_guards:
            path = guard(m, one, path)
        for find in m.plugins.elements:
            _look(m, find, one, path)


def _look(m: "Machine", find: "ElementFinder", element: Element, at: Path) -> None:
    """Where the code that an element brings in is too much, the rest of the page is still looked at."""
    on_page = m.store.depth == 0
    try:
        find(m, element, at)
    except LimitReached:
        if not on_page or m.exhausted:
            raise
        m.exhaust()


def _never_runs(element: Element) -> Guard:
    reason = "script elements in inserted HTML text never run"
    return Guard("blocked-markup", element.place, "innerHTML", NEVER, reason)


def _is_deferred(element: Element) -> bool:
    if element.name != "script" or element.inert_type:
        return False
    is_module = (element.text("type") or "").strip().lower() == "module"
    return is_module or (element.has("src") and (element.has("defer") or element.has("async")))


def from_tag(tag: Any, code: Code) -> Element:
    """The element of a parsed tag; what a template prints in an attribute is what it may be worth, or a hole."""
    attributes: dict[str, Value] = {}
    for attribute in tag.attributes:
        if attribute.name not in attributes:
            stretches = (attribute.value_span,) if attribute.value_span is not None else ()
            attributes[attribute.name] = _value(attribute.value, stretches, code)
    return _element(tag, tag.name, attributes, code)


def from_variant(tag: Any, variant: Any, code: Code) -> Element:
    """The element of one way to render a start tag."""
    from consentlint.syntax.tree import like

    attributes: dict[str, Value] = {}
    for name, written, stretches in variant.attributes:
        if name not in attributes:
            attributes[name] = _value(written, stretches, code)
    plain = {name: written or "" for name, written, _ in reversed(variant.attributes)}
    return _element(like(tag, variant.name, plain), variant.name, attributes, code)


def _element(tag: Any, name: str, attributes: dict[str, Value], code: Code) -> Element:
    element = Element(name, code.place(tag.start), "markup", attributes, tag=tag, code=code)
    if name in ("script", "style", "textarea", "title"):
        element.span = tag.inner
        element.content = value(Str((code.slice(tag.inner),), code.place(tag.inner)))
    return element


def _value(written: str | None, stretches: tuple[Span, ...], code: Code) -> Value:
    """An attribute's value; `written` is what it is worth where no template prints."""
    if code.prints is None or not any(code.prints(stretch) for stretch in stretches):
        return value(Str((written,)))
    pieces = [piece for stretch in stretches for piece in _pieces(stretch, code, code.prints(stretch))]
    return reduce(lambda left, right: lift(concatenate_any, left, right), pieces)


def _pieces(span: Span, code: Code, prints: list[tuple[Span, Value]]) -> "Iterator[Value]":
    """The literal stretches of an attribute's value, and what a template prints between them."""
    position, text = span.start, code.masked
    for at, held in prints:
        if at.start > position:
            yield value(Str((decode_references(text[position : at.start], attribute=True),)))
        yield lift(printing.alone if at == span else printing.as_text, held)
        position = at.end
    if position < span.end:
        yield value(Str((decode_references(text[position : span.end], attribute=True),)))


def walk_text(m: "Machine", text: str, place: Place, at: Path, runs_scripts: bool) -> None:
    """Markup that is the value of a string (srcdoc, document.write, innerHTML): everything in it stands at `place`."""
    from consentlint.syntax.markup import parse_markup

    if len(m.documents) >= DEEPEST or "<" not in text:
        return
    m.documents.append(text)
    document = parse_markup(text)
    inner = Code(place.path, text, fixed=place.span)
    walk(m, document, inner, at, None, runs_scripts)
    m.documents.pop()


def run_text(m: "Machine", text: str, place: Place, at: Path) -> None:
    """Run code that is the value of a string: everything in it stands at `place`."""
    from consentlint.syntax.script import parse_fragment

    if len(m.documents) >= DEEPEST:
        return
    m.documents.append(text)
    program = parse_fragment(text.replace("{...}", "undefined"), place.span)
    m.run_inline(program, Code(place.path, text, fixed=place.span), place, at)
    m.documents.pop()
