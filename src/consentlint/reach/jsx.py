"""JSX: host elements become part of the page, components in sight are entered, others may render their children."""

import re
from typing import TYPE_CHECKING, Any

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Guard, Place, Span
from consentlint.reach import rendering
from consentlint.reach.elements import Element, words
from consentlint.reach.paths import Path
from consentlint.reach.project import component_reader
from consentlint.reach.things import Frame, Thing
from consentlint.reach.values import (
    V_TRUE,
    V_UNDEFINED,
    V_UNKNOWN,
    Str,
    Value,
)
from consentlint.syntax import ir
from consentlint.worlds import ALWAYS, PERHAPS, Worlds

if TYPE_CHECKING:
    from consentlint.reach.calls import CallSite
    from consentlint.reach.machine import Machine

LIFE = ("onload", "onready", "onerror")
# Props of a component that the visitor follows or reads; props that only something that runs its text has.
SHOWN = frozenset(
    "href to action formaction placeholder value defaultvalue title alt label code text description helpertext".split()
)
# What a component file's reader calls the content that goes to a slot.
SLOTS = ("slot:", "children")
# What it calls markup that the server sends as a part of the page, so that its scripts run.
SERVED = "$html"
RUN = frozenset(("strategy", "async", "defer"))
LOOKED_UP = lazy_regex(r"'([^']+)'\)$")


def evaluate_jsx(m: "Machine", e: ir.Jsx, f: Frame, at: Path) -> Value:
    """Render one element where it stands."""
    attributes = _attributes(m, e, f, at)
    if e.tag is None:
        _children(m, e, f, at)
    elif isinstance(e.tag, ir.Const):
        component = m.components.get(str(e.tag.value))
        if component is None or not _enter(m, e, component, attributes, f, at):
            _host(m, e, str(e.tag.value), attributes, f, at)
    else:
        _component(m, e, attributes, f, at)
    return m.allocate(Thing("object", f.code.place(e.span), tag="jsx"))


def _attributes(m: "Machine", e: ir.Jsx, f: Frame, at: Path) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for attribute in e.attributes:
        held = m.evaluate(attribute.value, f, at) if attribute.value is not None else V_TRUE
        if attribute.name is not None:
            found[attribute.name] = held
            continue
        for ref, _ in m.things(held):
            found |= {key: m.property(ref, key) or V_UNDEFINED for key in m.keys(ref)}
    return found


def _children(m: "Machine", e: ir.Jsx, f: Frame, at: Path) -> list[Value]:
    """Render the children; what a wrapper was handed to render (`{children}`) is rendered here."""
    found = [m.evaluate(child, f, at) for child in e.children]
    for held in found:
        if m.things(held, "native"):
            m.call(held, (), at)
    return found


NAMES = {"className": "class", "htmlFor": "for", "srcDoc": "srcdoc", "srcSet": "srcset", "charSet": "charset"}


def _host(m: "Machine", e: ir.Jsx, name: str, attributes: dict[str, Value], f: Frame, at: Path) -> None:
    from consentlint.reach.page import appear, walk_text

    plain = {NAMES.get(key, key.lower()): held for key, held in attributes.items() if not key.startswith("on")}
    inner = _inner_html(m, attributes)
    children = _children(m, e, f, at)
    element = Element(name, f.code.place(e.open_span), "jsx", plain, code=f.code)
    if name == "script":
        element.content = inner if inner is not None else _text_of(children)
        element.span = _written(e, f) if inner is None else None
    appear(m, element, at)
    if inner is not None and name not in ("script", "style"):
        for text in inner.strings():
            walk_text(m, text.text, text.origin or element.place, at, runs_scripts=SERVED in attributes)
    texts = " ".join(map(_label, children))
    _handlers(m, attributes, f"{words(element)} {texts}", f, at, e)


def _label(child: Value) -> str:
    """The words of a control: its text, or the key that its text is looked up by (`t('cookies.accept')`)."""
    keys = (key for outer in child.externals() for key in LOOKED_UP.findall(outer.path))
    return child.text() or " ".join(keys)


def host_call(m: "Machine", name: str, props: Value, place: "Place", code: Any, at: Path) -> Value:
    """`React.createElement('script', {src})`: what JSX is compiled to."""
    from consentlint.reach.page import appear, walk_text

    found = {key: m.property(ref, key) or V_UNDEFINED for ref, _ in m.things(props, "object") for key in m.keys(ref)}
    plain = {NAMES.get(key, key.lower()): held for key, held in found.items() if not key.startswith("on")}
    inner = _inner_html(m, found)
    appear(m, Element(name, place, "jsx", plain, inner if name == "script" else None, code=code), at)
    if inner is not None and name not in ("script", "style"):
        for text in inner.strings():
            walk_text(m, text.text, text.origin or place, at, runs_scripts=False)
    return m.allocate(Thing("object", place, tag="jsx"))


def _inner_html(m: "Machine", attributes: dict[str, Value]) -> Value | None:
    if SERVED in attributes:
        return m.settle(attributes[SERVED])
    for ref, _ in m.things(attributes.get("dangerouslySetInnerHTML", V_UNDEFINED)):
        held = m.property(ref, "__html")
        if held is not None:
            return m.settle(held)
    return None


def _text_of(children: list[Value]) -> Value | None:
    texts = [child for child in children if any(text.text.strip() for text in child.strings())]
    return texts[0] if texts else None


def _handlers(m: "Machine", attributes: dict[str, Value], control: str, f: Frame, at: Path, e: ir.Jsx) -> None:
    from consentlint.reach.listening import listen

    for key, held in attributes.items():
        if key.startswith("on") and key[2:3].isupper() and m.things(held):
            listen(m, key[2:].lower(), held, at, f.code.place(e.open_span), "?", control.strip() or key)


# --- components ------------------------------------------------------------------------------------------------------


def _component(m: "Machine", e: ir.Jsx, attributes: dict[str, Value], f: Frame, at: Path) -> None:
    assert e.tag is not None
    callee = rendering.by_name(m, m.evaluate(e.tag, f, at), f.code.path, at)
    host = callee.text()
    if host is not None:
        _host(m, e, host, attributes, f, at)
        return
    if _enter(m, e, callee, attributes, f, at):
        return
    name = next((atom.path for atom in callee.externals()), f.code.slice(e.tag.span))
    place = f.code.place(e.open_span)
    taken = {key for hook in m.plugins.on_component for key in hook(m, name, attributes, at, place)}
    guard, worlds = _gating(m, name, attributes, e, f)
    inside = at.then(guard, worlds)
    children = _children(m, e, f, inside)
    _as_script(m, e, attributes, children, f, inside)
    for key, held in attributes.items():
        if key in taken:
            continue
        if key.startswith(SLOTS) and m.things(held, "function"):
            m.call(held, (V_UNKNOWN,), inside)
        elif key.startswith("on") and key.lower() in LIFE and m.things(held, "function"):
            m.later(held, (), inside, certain=True)
        elif m.things(held, "function"):
            _handlers(m, {key: held}, f"{name} {key}", f, inside, e)


def _enter(m: "Machine", e: ir.Jsx, callee: Value, attributes: dict[str, Value], f: Frame, at: Path) -> bool:
    """A component of the code at hand is shown with its props; its children render where it puts them."""
    thunk = m.native(lambda site: _handed(site, _children(m, e, f, site.at))) if e.children else None
    props = rendering.props_of(m, attributes, thunk)
    if not rendering.show(m, callee, props, f, at.via(f.code.place(e.open_span), "renders", _name(e, f))):
        return False
    for _, thing in m.things(callee, "function"):
        _fall_through(m, e, thing, attributes, f, at)
    return True


def _written(e: ir.Jsx, f: Frame) -> Span | None:
    """Where the code of a script element stands, when it is the file's own text."""
    match e.children:
        case (ir.Const(span, text),) if f.code.slice(span) == text:
            return span
    return None


def _handed(site: "CallSite", children: list[Value]) -> Value:
    """The children; a function among them is called with what the component hands it."""
    first = children[0] if children else V_UNDEFINED
    if site.args and site.machine.things(first, "function"):
        return site.machine.call(first, site.args, site.at)
    return first


def _fall_through(m: "Machine", e: ir.Jsx, thing: Thing, attributes: dict[str, Value], f: Frame, at: Path) -> None:
    """A handler for an event that a component file does not tell by itself: its outermost element has it."""
    if thing.code is None or component_reader(thing.code.path) is None:
        return
    left = {
        key: held for key, held in attributes.items()
        if re.fullmatch(r"on[A-Z][a-z]+", key) and not re.search(rf"['\"`]{key[2:].lower()}['\"`]", thing.code.text)
    }  # fmt: skip
    _handlers(m, left, f"{_name(e, f)} {' '.join(_words(m, e, f))}", f, at, e)


def _words(m: "Machine", e: ir.Jsx, f: Frame) -> list[str]:
    return [str(child.value) for child in e.children if isinstance(child, ir.Const)]


def _name(e: ir.Jsx, f: Frame) -> str:
    return f"<{f.code.slice(e.tag.span) if e.tag is not None else ''}>"


def _gating(m: "Machine", name: str, attributes: dict[str, Value], e: ir.Jsx, f: Frame) -> tuple[Guard | None, Worlds]:
    """What an outside component does with its children: as the packs say, else as its origin lets one expect."""
    place = f.code.place(e.open_span)
    for cmp in m.knowledge.cmps:
        for component in cmp.components:
            if component.package and cmp.id not in m.knowledge.present:
                continue  # a name that others use as well
            if component.name == name.rsplit(".", 1)[-1]:
                purpose = attributes[component.prop].text() or "" if component.prop in attributes else ""
                worlds = ALWAYS if purpose and purpose in cmp.necessary else component.worlds
                flaw = "necessary-category" if worlds == ALWAYS and purpose else ""
                guard = Guard("component", place, f"<{name}>", worlds, "", purpose, cmp.id, cmp.id == "generic", flaw)
                return guard, worlds
    if name in m.package_names:
        return None, ALWAYS
    reason = (
        f"<{name}> is not in sight and may render what is inside; "
        "if it waits for consent, declare it under consent.components"
    )
    return Guard("component", place, f"<{name}>", PERHAPS, reason), PERHAPS


def _as_script(
    m: "Machine", e: ir.Jsx, attributes: dict[str, Value], children: list[Value], f: Frame, at: Path
) -> None:
    """A component that is handed a script's address or text renders a script (`<Script src>`)."""
    from consentlint.reach.page import appear

    plain: dict[str, Value] = {
        key.lower(): held for key, held in attributes.items() if not key.startswith("on") and key.lower() not in SHOWN
    }
    content = _inner_html(m, attributes) or (_text_of(children) if _names_script(e, plain, f) else None)
    for item in m.items_of(plain.get("script", V_UNDEFINED)):
        for ref, _ in m.things(item, "object"):
            tag = {key: m.property(ref, key) or V_UNDEFINED for key in m.keys(ref)}
            appear(m, Element("script", f.code.place(e.open_span), "jsx", tag, tag.get("innerHTML"), code=f.code), at)
    if content is None and not any(_is_loader(m, held) for held in plain.values()):
        return
    if "src" not in plain:
        source = next((held for held in plain.values() if _is_loader(m, held)), None)
        if source is not None:
            plain["src"] = source
    appear(m, Element("script", f.code.place(e.open_span), "jsx", plain, content, code=f.code), at)


def _names_script(e: ir.Jsx, plain: dict[str, Value], f: Frame) -> bool:
    """Does a component run its text (`<Script>`), or show it (`<CodeBlock>`)?"""
    assert e.tag is not None
    return f.code.slice(e.tag.span).lower().endswith("script") or bool(RUN & plain.keys())


def _is_loader(m: "Machine", held: Value) -> bool:
    texts: list[Any] = [text for text in m.settle(held).strings() if isinstance(text, Str)]
    return any(m.requests.catalogue.match(text, any_path=False) is not None for text in texts)
