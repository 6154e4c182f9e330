"""Elements that a script creates, fills and inserts: they load when they become part of the page."""

from typing import TYPE_CHECKING

from consentlint.reach import members
from consentlint.reach.calls import CallSite
from consentlint.reach.elements import Element, created
from consentlint.reach.jsx import host_call
from consentlint.reach.lookup import exactly, inserted
from consentlint.reach.page import appear, walk_text
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Native, Plugin
from consentlint.reach.questions import handing_over
from consentlint.reach.things import MARKUP, Frame, Thing
from consentlint.reach.values import V_UNDEFINED, V_UNKNOWN, External, Ref, Value

if TYPE_CHECKING:
    from consentlint.model import Place, Span
    from consentlint.reach.machine import Machine

URL_KEYS = ("src", "href", "data", "srcdoc", "srcset")


def element(m: "Machine", tag: str, frame: Frame, place: "Place", words: str = "", inserted: bool = False) -> Value:
    """A new element on the heap."""
    thing = Thing("element", place, tag=tag, code=frame.code, data={"words": words, "inserted": inserted})
    thing.data["form"] = "loader-snippet" if frame.immediate else ""
    return m.allocate(thing)


def _create(site: CallSite) -> Value | None:
    """`document.createElement('script')`, `renderer.createElement('script')`."""
    names = [
        s.exact for s in site.machine.settle(site.args[-1] if site.name == "createElementNS" else site.arg(0)).strings()
    ]
    tag = next((name.lower() for name in names if name), "")
    if tag and site.machine.things(site.arg(1), "object") and site.path != "document.createElement":
        return host_call(site.machine, tag, site.arg(1), site.place, site.frame.code, site.at)
    return element(site.machine, tag, site.frame, site.place) if tag else None


def _image(site: CallSite) -> Value | None:
    return element(site.machine, "img", site.frame, site.place, inserted=True)


# --- filling ---------------------------------------------------------------------------------------------------------


def _on_property(m: "Machine", owner: Value, key: str, held: Value, f: Frame, at: Path, span: "Span") -> None:
    """`element.src = url`: an element that is part of the page already loads at once."""
    for ref, thing in m.things(owner, "element"):
        if thing.data.get("inserted") and key in URL_KEYS:
            _insert(m, ref, thing, at, f.code.place(span))
    if key in URL_KEYS and _outside(m, owner):
        _load_outside(m, owner, key, held, f, at, span)


def _outside(m: "Machine", owner: Value) -> bool:
    """An element that the markup holds, or one that nobody knows."""
    if any(isinstance(atom, External) and atom.path.split(".")[0] in ("location", "history") for atom in owner.atoms()):
        return False
    return any(not isinstance(atom, Ref) for atom in owner.atoms())


def _load_outside(m: "Machine", owner: Value, key: str, held: Value, f: Frame, at: Path, span: "Span") -> None:
    paths = [atom.path for atom in owner.externals()]
    names = [tag.name for path in paths for tag in exactly(m, path) or ()] or [_guessed(held)]
    for name in dict.fromkeys(names):
        if name not in ("a", "area", "form", "base", ""):
            made = Element(name, f.code.place(span), "script", {key: held}, code=f.code)
            appear(m, made, at)


def _guessed(held: Value) -> str:
    """The kind of an unknown element, from what it is given: a script address makes it a script."""
    texts = [text.text.split("?")[0] for text in held.strings()]
    return "script" if any(text.endswith((".js", ".mjs")) for text in texts) else "iframe" if texts else ""


def _set_attribute(site: CallSite) -> Value | None:
    """`setAttribute(name, value)`, jQuery's `.attr(name, value)`, Renderer2's `setAttribute(element, name, value)`."""
    m = site.machine
    args = site.args
    owner = site.receiver
    if args and m.things(args[0], "element"):
        owner, args = args[0], args[1:]
    if len(args) == 1 and m.things(args[0]):
        for ref, _ in m.things(args[0]):
            for key in m.keys(ref):
                _put(site, owner, key, m.property(ref, key) or V_UNDEFINED)
        return site.receiver
    name = args[0].text() if args else None
    if name is None or len(args) < 2:
        return None
    _put(site, owner, name, args[1])
    return site.receiver


def _put(site: CallSite, owner: Value, name: str, held: Value) -> None:
    members.write(site.machine, owner, name, held)
    site.machine.property_assigned(owner, name, held, site.frame, site.at, site.node.span)


# --- inserting -------------------------------------------------------------------------------------------------------


def _insert_arguments(site: CallSite) -> Value | None:
    """`parent.appendChild(element)` and its many relatives, on whatever parent."""
    found = False
    for arg in site.args:
        for ref, thing in site.machine.things(arg, "element"):
            _insert(site.machine, ref, thing, site.at, site.place, site)
            found = True
    if not found:
        return None
    return site.args[0] if site.args else V_UNKNOWN


def _insert(m: "Machine", ref: Ref, thing: Thing, at: Path, place: "Place", site: CallSite | None = None) -> None:
    """The element becomes part of the page, with everything inside it."""
    first = not thing.data.get("inserted")
    thing.data["inserted"] = True
    made = created(m, ref, thing, thing.place or place)
    inserted(m, made, at)
    with handing_over(m, site):
        appear(m, made, at)
    for text in m.settle(thing.data.get(MARKUP, V_UNDEFINED)).strings():
        walk_text(m, text.text, text.origin or place, at, True)
    if first:
        for inner in m.items(ref) or ():
            for child, child_thing in m.things(inner, "element"):
                _insert(m, child, child_thing, at, place, site)


def _escape(site: CallSite, arg: Value) -> None:
    """An element that is handed to unknown code may be inserted there."""
    for ref, thing in site.machine.things(arg, "element"):
        if not thing.data.get("inserted"):
            _insert(site.machine, ref, thing, site.at, site.place, site)


def _append_to_created(site: CallSite) -> Value | None:
    """Appending to an element that is not part of the page yet: it waits there."""
    m = site.machine
    parents = [(ref, thing) for ref, thing in m.things(site.receiver, "element") if not thing.data.get("inserted")]
    if not parents or len(parents) != len(site.receiver.atoms()):
        return _insert_arguments(site)
    ref = parents[0][0]
    m.store.put((ref.id, "#items"), (*(m.items(ref) or ()), *site.args))
    return site.args[0] if site.args else V_UNDEFINED


def _clone(site: CallSite) -> Value | None:
    m = site.machine
    things = m.things(site.receiver, "element")
    if not things:
        return None
    ref, thing = things[0]
    made = element(m, thing.tag, site.frame, site.place)
    for key in m.keys(ref):
        members.write(m, made, key, m.property(ref, key) or V_UNDEFINED)
    return made


def _append_text(site: CallSite) -> Value | None:
    """`script.appendChild(document.createTextNode(code))`."""
    m = site.machine
    for ref, thing in m.things(site.arg(0)):
        if thing.tag == "#text":
            text = m.property(ref, "data") or V_UNKNOWN
            members.write(m, site.receiver, "text", text)
            return site.arg(0)
    return None


def _text_node(site: CallSite) -> Value | None:
    m = site.machine
    made = m.allocate(Thing("object", tag="#text"))
    members.write(m, made, "data", m.settle(site.arg(0)))
    return made


def _fragment(site: CallSite) -> Value | None:
    return element(site.machine, "#fragment", site.frame, site.place)


def _jquery(site: CallSite) -> Value | None:
    """`$('<script>', {src: url})` creates an element."""
    m = site.machine
    text = site.arg(0).text()
    if text is None or not text.lstrip().startswith("<"):
        return None
    tag = text.strip().strip("</>").split()[0].strip("/>").lower() if text.strip("</> ") else ""
    if not tag.isalpha() or " " in text.strip():
        return None
    made = element(m, tag, site.frame, site.place)
    for ref, _ in m.things(site.arg(1)):
        for key in m.keys(ref):
            _put(site, made, key, m.property(ref, key) or V_UNDEFINED)
    return made


INSERTING = (
    "append", "prepend", "insertBefore", "before", "after", "replaceWith", "replaceChild", "replaceChildren",
    "insertAdjacentElement", "appendTo", "prependTo", "insertAfter", "insertNode", "replaceAll", "html",
)  # fmt: skip


def _append_to(site: CallSite) -> Value | None:
    """jQuery's `$('<script>').appendTo(parent)`: the receiver is what is inserted."""
    things = site.machine.things(site.receiver, "element")
    for ref, thing in things:
        _insert(site.machine, ref, thing, site.at, site.place, site)
    return site.receiver if things else None


METHODS: dict[str, Native] = {
    **dict.fromkeys(INSERTING, _insert_arguments),
    "appendTo": _append_to,
    "prependTo": _append_to,
    "setAttribute": _set_attribute,
    "setAttributeNS": _set_attribute,
    "setProperty": _set_attribute,
    "attr": _set_attribute,
    "prop": _set_attribute,
    "cloneNode": _clone,
    "createElement": _create,
    "createElementNS": _create,
}


def _append_child(site: CallSite) -> Value | None:
    text = _append_text(site)
    return text if text is not None else _append_to_created(site)


FINDER = Plugin(
    id="injected-script",
    natives={
        "document.createElement": _create,
        "document.createElementNS": _create,
        "document.createTextNode": _text_node,
        "document.createDocumentFragment": _fragment,
        "Image": _image,
        "$": _jquery,
        "jQuery": _jquery,
    },
    methods={**METHODS, "appendChild": _append_child, "append": _append_child},
    on_property=_on_property,
    on_escape=_escape,
)
