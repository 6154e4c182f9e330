"""Script elements: what they fetch, and what their text does when it runs."""

import json
from typing import TYPE_CHECKING

from consentlint.model import Span
from consentlint.reach import questions
from consentlint.reach.elements import Element
from consentlint.reach.page import walk_text
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.requests import SettingFact, setting_regions
from consentlint.reach.things import Code
from consentlint.reach.values import Value
from consentlint.syntax.script import parse_fragment, parse_script

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine


ADDRESSES = ("src", "href", "xlink:href")  # SVG's script has an href


def find(m: "Machine", element: Element, at: Path) -> None:
    if element.name == "held-html":
        for text in element.content.strings() if element.content is not None else ():
            walk_text(m, text.text, element.place, at, runs_scripts=True)
    elif element.name == "data" and (element.text("type") or "").strip().lower() == "importmap":
        _map(m, element)
    elif element.name == "script":
        source = next((element.attributes[name] for name in ADDRESSES if name in element.attributes), None)
        if source is not None:
            fetch(m, element, source, at)
        elif element.content is not None:
            run_content(m, element, at)


def _map(m: "Machine", element: Element) -> None:
    """An import map says where the page's modules come from."""
    try:
        read = json.loads((element.content.text() if element.content is not None else None) or "{}")
    except ValueError:
        return
    names = read.get("imports") if isinstance(read, dict) else None
    for name, address in names.items() if isinstance(names, dict) else ():
        if isinstance(address, str):
            m.requests.import_map[name] = address


def fetch(m: "Machine", element: Element, source: Value, at: Path) -> None:
    """The request of a script element; region attributes on it are settings."""
    written = element.origin != "script"
    form = element.form or ("script-tag" if written else "injected-script")
    hits = m.requests.record(form, m.settle(source), at, element.place, keep_place=written, owners=m.handed_over)
    for hit in hits:
        for vendor, setting in questions.settings_of(m, hit.match.vendor.id):
            held = element.attributes.get(setting.key.lower()) if setting.attribute else None
            if held is None or setting.product not in ("", hit.match.product):
                continue
            for text, region in setting_regions(m.requests.catalogue, vendor, setting, m.settle(held)):
                hit.attribute_facts.append(SettingFact(vendor.id, setting, text, region, element.place, -1, -1))


def run_content(m: "Machine", element: Element, at: Path) -> None:
    """Run the text of a script element where it stands in the file, or as text made at run time."""
    code = element.code or m.start_code
    if element.span is not None and code.fixed is None:
        module = (element.text("type") or "").strip().lower() == "module"
        program = parse_script(code.masked or code.text, element.span, code.language)
        inline = Code(code.path, code.text, module, code.branches, code.prints, origin=code.origin)
        m.run_inline(program, inline, element.place, at, element.position)
        return
    for text in element.content.strings() if element.content is not None else ():
        span: Span = (text.origin or element.place).span
        program = parse_fragment(text.text.replace("{...}", "undefined"), span)
        m.run_inline(program, Code(element.place.path, text.text, fixed=span), element.place, at)


FINDER = Plugin(id="script-tag", elements=find)
