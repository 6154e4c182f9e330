"""Classes that a decorator describes (`@Component({selector, template})`): what shows them, and what they show."""

from typing import TYPE_CHECKING

from consentlint.model import Guard, Place, Span
from consentlint.reach.paths import START
from consentlint.reach.things import Code, Frame, Thing
from consentlint.reach.values import Str, Value
from consentlint.worlds import PERHAPS

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

DESCRIBED = "described"  # the tag of what such a decorator is handed


def describe(m: "Machine", thing: Thing, made: Value, decorator: Value) -> None:
    """Remember what a decorator says of a class."""
    for ref, options in m.things(decorator, "object"):
        if options.tag != DESCRIBED:
            continue
        thing.data["described"] = ref
        selector = m.property(ref, "selector")
        for word in (selector.text() or "").split(",") if selector is not None else ():
            m.components[word.strip()] = made
        for key in ("template", "templateUrl"):
            held = m.property(ref, key)
            for text in held.strings() if held is not None else ():
                _give_template(m, thing, text, key == "templateUrl")
        if selector is not None or thing.data.get("templates"):
            m.described.append((thing, made))


def _give_template(m: "Machine", thing: Thing, text: Str, is_address: bool) -> None:
    code = thing.code
    if code is None:
        return
    if is_address:
        path = m.project.module(code.path, text.text) if m.project is not None else None
        source = m.project.read(path) if m.project is not None and path is not None else None
        if source is None or path is None:
            return
        m.loaded.add(path)
        own, span = Code(path, source.text, True, language="typescript"), Span(0, len(source.text))
    else:
        own, span = _written(code, text, thing.place)
    thing.data.setdefault("templates", []).append(lambda m, thing, f: _function(m, own, span, thing))


def _written(code: Code, text: Str, place: Place | None) -> tuple[Code, Span]:
    """The template among the file's own text, or where it was put together at the place of its class."""
    if text.origin is not None and text.origin.path == code.path:
        span = Span(text.origin.span.start + 1, text.origin.span.end - 1)
        if code.slice(span) == text.text:
            return code, span
    where = text.origin or place
    fixed = where.span if where is not None else Span(0, 0)
    return Code(code.path, text.text, True, fixed=fixed, language="typescript"), Span(0, len(text.text))


def _function(m: "Machine", code: Code, span: Span, thing: Thing) -> Value:
    from consentlint.syntax.components.angular import render
    from consentlint.syntax.components.code import Reader, giving

    made = giving(span, (), render(Reader(code.text, "typescript"), span))
    return m.allocate(Thing("function", code.place(span), function=made, scope=thing.scope, code=code))


def show_rest(m: "Machine") -> None:
    """Components that nothing in sight shows: something out of sight may."""
    from consentlint.reach import rendering

    for thing, made in m.described:
        if thing.data.get("shown") or thing.place is None or thing.code is None:
            continue
        name = thing.cls.name if thing.cls is not None else ""
        guard = Guard("unknown-caller", thing.place, f"class {name}", PERHAPS, "nothing in sight shows this component")
        frame = Frame(m.global_scope, thing.code, m.window)
        rendering.show(m, made, rendering.unknown_props(m), frame, START.then(guard, PERHAPS))
    m.drain()
