"""Settings of which a framework makes something on every page: `extra_javascript` of MkDocs, `scripts` of Docusaurus.

Which files and keys these are is data (`site` in the packs); an address under any other key is a constant.
"""

from typing import TYPE_CHECKING

from consentlint.model import Guard, Place
from consentlint.packs.values import SiteSetting
from consentlint.reach.elements import Element
from consentlint.reach.page import appear, run_text, walk_text
from consentlint.reach.paths import START, Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.site_settings import counts, select, settings_for, steps_of
from consentlint.reach.things import Code, Frame
from consentlint.reach.values import Ref, Value, string
from consentlint.syntax.data import Node
from consentlint.worlds import PERHAPS

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

ADDRESSES = ("src", "href", "path", "url")
# An element in a list: its name, its attributes and its text, as frameworks call them.
NAMES, ATTRIBUTES, TEXTS = ("tag", "tagName"), ("attrs", "attributes"), ("content", "innerHTML", "children")
FORM = "site-setting"


def _on_data(m: "Machine", tree: Node, code: Code) -> None:
    for setting in settings_for(m, code.path):
        for node in select(tree, steps_of(setting.key)) if not setting.makes and counts(tree, setting) else ():
            _made(m, setting, node, code)


def _made(m: "Machine", setting: SiteSetting, node: Node, code: Code) -> None:
    held = next((node.get(key) for key in ADDRESSES if node.get(key).text), node)
    if not held.text:
        return
    place, at = code.place(held.span), START
    if setting.note:
        at = at.then(Guard("unknown-caller", place, setting.key, PERHAPS, setting.note), PERHAPS)
    if setting.kind == "html":
        walk_text(m, held.text, place, at, runs_scripts=True)
    elif setting.kind == "code":
        run_text(m, held.text, place, at)
    else:
        appear(m, _element(setting, held.text, place, code), at)


# --- settings that are scripts ---------------------------------------------------------------------------------------


def _on_object(m: "Machine", ref: Ref, f: Frame, at: Path) -> None:
    """`scripts: [...]` in an object of a settings file: the name of the list tells it."""
    place = m.heap[ref.id].place
    if place is None:
        return
    for setting in settings_for(m, place.path):
        if setting.makes:
            continue
        name = setting.key.partition("[")[0].rpartition(".")[2]
        held = m.property(ref, name)
        for item in m.items_of(held) if held is not None else ():
            _of_item(m, setting, item, at)


def _of_item(m: "Machine", setting: SiteSetting, item: Value, at: Path) -> None:
    """An address, an object with one, a pair of name and attributes, or an element with attributes and text."""
    if item.strings():
        _load(m, setting, item, at)
        return
    pair = m.items_of(item)
    if len(pair) > 1 and (kind := pair[0].text()) is not None:
        _of_attributes(m, kind, pair[1], at)
        if kind == "script":
            _of_code(m, pair[2] if len(pair) > 2 else None, at)
        return
    for ref, _ in m.things(item, "object"):
        usual = "link" if setting.kind == "style" else "script"
        name = next((held.text() for key in NAMES if (held := m.property(ref, key)) is not None), usual)
        inner = next((held for key in ATTRIBUTES if (held := m.property(ref, key)) is not None), item)
        _of_attributes(m, name or "", inner, at)
        if name == "script":
            _of_code(m, next((held for key in TEXTS if (held := m.property(ref, key)) is not None), None), at)


def _of_attributes(m: "Machine", name: str, attributes: Value, at: Path) -> None:
    """The element with all its attributes: its type may hold it back."""
    for ref, thing in m.things(attributes, "object"):
        url = m.property(ref, "href" if name == "link" else "src")
        if url is None or thing.place is None:
            continue
        texts = m.settle(url).strings()
        place = texts[0].origin or thing.place if texts else thing.place
        held = {key.lower(): m.property(ref, key) for key in m.keys(ref)}
        known = {key: v for key, v in held.items() if v is not None}
        if name == "link":
            known.setdefault("rel", string("stylesheet"))
        appear(m, Element(name, place, "markup", known, form=FORM if name == "script" else ""), at)


def _of_code(m: "Machine", held: Value | None, at: Path) -> None:
    for text in m.settle(held).strings() if held is not None else ():
        if text.origin is not None:
            run_text(m, text.text, text.origin, at)


def _load(m: "Machine", setting: SiteSetting, url: Value, at: Path) -> None:
    for text in m.settle(url).strings():
        if text.origin is not None and setting.kind in ("script", "style"):
            appear(m, _element(setting, text.text, text.origin), at)


def _element(setting: SiteSetting, address: str, place: "Place", code: Code | None = None) -> Element:
    """The script or style sheet that an address stands for."""
    if setting.kind == "script":
        return Element("script", place, "markup", {"src": string(address, place)}, code=code, form=FORM)
    attributes = {"href": string(address, place), "rel": string("stylesheet")}
    return Element("link", place, "markup", attributes, code=code)


FINDER = Plugin(id="site-setting", on_data=_on_data, on_object=_on_object)
