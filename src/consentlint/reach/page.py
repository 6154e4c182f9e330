"""Pages: markup in document order, each element behind what holds it back, each script run where it stands."""

from typing import TYPE_CHECKING, Any

from consentlint.model import Guard, Place, Span
from consentlint.reach import questions
from consentlint.reach.elements import Element, is_inert_template
from consentlint.reach.paths import Path
from consentlint.reach.things import Code
from consentlint.reach.values import Str, Value, value
from consentlint.worlds import NEVER

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

DEEPEST = 3


def walk(m: "Machine", document: Any, code: Code, at: Path, is_dynamic: Any = None, runs_scripts: bool = True) -> None:
    """Everything that a parsed document brings in.

    is_dynamic    tells whether a span overlaps what a template prints
    runs_scripts  False for markup that a script inserts as text: its script elements never run (HTML standard)
    """
    before, m.page = m.page, document
    late: list[tuple[Element, Path]] = []
    inert_until = -1
    for tag in document.elements:
        if tag.start.start < inert_until:
            continue
        if is_inert_template(tag, code.path) and not questions.releasers(m, from_tag(tag, code)):
            inert_until = max(inert_until, tag.inner.end)
        element = from_tag(tag, code, is_dynamic)
        entry = m.template_guard(code, tag.start, at)
        if not runs_scripts and element.name == "script":
            entry = entry.then(_never_runs(element), NEVER)
        if _is_deferred(element):
            late.append((element, entry))
        else:
            appear(m, element, entry)
    for element, entry in late:
        appear(m, element, entry)
    m.page = before


def appear(m: "Machine", element: Element, at: Path) -> None:
    """An element becomes part of a page: what holds it back is weighed, then every finder looks at it."""
    for guard in m.plugins.element_guards:
        at = guard(m, element, at)
    for find in m.plugins.elements:
        find(m, element, at)


def _never_runs(element: Element) -> Guard:
    reason = "script elements in inserted HTML text never run"
    return Guard("blocked-markup", element.place, "innerHTML", NEVER, reason)


def _is_deferred(element: Element) -> bool:
    if element.name != "script" or element.inert_type:
        return False
    is_module = (element.text("type") or "").strip().lower() == "module"
    return is_module or (element.has("src") and (element.has("defer") or element.has("async")))


def from_tag(tag: Any, code: Code, is_dynamic: Any = None) -> Element:
    """The element of a parsed tag; template output in an attribute becomes a hole."""
    attributes: dict[str, Value] = {}
    for attribute in tag.attributes:
        if attribute.name not in attributes:
            attributes[attribute.name] = value(_text(attribute, code, is_dynamic))
    element = Element(tag.name, code.place(tag.start), "markup", attributes, tag=tag, code=code)
    if tag.name in ("script", "style", "textarea", "title"):
        element.span = tag.inner
        element.content = value(Str((code.slice(tag.inner),), code.place(tag.inner)))
    return element


def _text(attribute: Any, code: Code, is_dynamic: Any) -> Str:
    span = attribute.value_span
    if span is None or is_dynamic is None or not is_dynamic(span):
        return Str((attribute.value,))
    return Str(tuple(_pieces(code.holes, span, code)))


def _pieces(holes: tuple[Span, ...], span: Span, code: Code) -> list[str | None]:
    """The literal stretches of an attribute value, and None for each stretch that a template prints."""
    parts: list[str | None] = []
    position = span.start
    for hole in holes:
        if hole.end <= span.start or hole.start >= span.end:
            continue
        if hole.start > position:
            parts.append(code.text[position : hole.start])
        parts.append(None)
        position = hole.end
    if position < span.end:
        parts.append(code.text[position : span.end])
    return parts or [None]


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
