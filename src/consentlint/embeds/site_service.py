"""Settings that name a third party without its address: `extra.analytics.property` of a theme, `googleAnalytics`.

Which keys these are, what a framework makes of them and what holds it back, is data (`site` in the packs, `makes`).
"""

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from consentlint.datafiles import file_fits
from consentlint.model import Guard
from consentlint.packs.values import SiteSetting
from consentlint.reach.elements import Element
from consentlint.reach.page import appear
from consentlint.reach.paths import START, Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.site_settings import counts, is_set, select, steps_of
from consentlint.reach.things import Code
from consentlint.reach.values import string
from consentlint.syntax.data import Node
from consentlint.worlds import ON_CONSENT, PERHAPS

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

FORM = "site-service"


def _on_data(m: "Machine", tree: Node, code: Code) -> None:
    for cmp in m.knowledge.cmps:
        for setting in cmp.site:
            if setting.makes and file_fits(code.path, setting.file) and counts(tree, setting):
                for node in select(tree, steps_of(setting.key), any_case=True):
                    node = node.items[0] if node.items else node  # `!ENV [NAME, "default"]`
                    if _is_meant(setting, node):
                        _appear(m, setting, node, code, _path(setting, node, code, tree, cmp.id))


def _is_meant(setting: SiteSetting, node: Node) -> bool:
    text = node.text.strip()
    fits = any(fnmatchcase(text, glob) for glob in setting.values)
    return bool(text) and fits and not any(fnmatchcase(text, glob) for glob in setting.unless)


def _path(setting: SiteSetting, node: Node, code: Code, tree: Node, cmp: str) -> Path:
    at, place = START, code.place(node.span)
    if setting.note:
        at = at.then(Guard("unknown-caller", place, setting.key, PERHAPS, setting.note), PERHAPS)
    if setting.held and is_set(tree, setting.held):
        at = at.then(Guard("consent-callback", place, setting.held, ON_CONSENT, cmp=cmp), ON_CONSENT)
    return at


def _appear(m: "Machine", setting: SiteSetting, node: Node, code: Code, at: Path) -> None:
    place = code.place(node.span)
    address = string(setting.makes.replace("<value>", node.text.strip()), place)
    if setting.kind == "style":
        attributes = {"href": address, "rel": string("stylesheet")}
        appear(m, Element("link", place, "markup", attributes, code=code), at)
    else:
        appear(m, Element("script", place, "markup", {"src": address}, code=code, form=FORM), at)


FINDER = Plugin(id="site-service", on_data=_on_data)
