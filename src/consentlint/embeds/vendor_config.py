"""Object literals that say which region is meant, or hand a vendor's loader to somebody else's script."""

from typing import TYPE_CHECKING

from consentlint.packs.values import Setting, Vendor
from consentlint.reach.calls import CallSite
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.requests import SettingFact, setting_regions
from consentlint.reach.starting import is_call
from consentlint.reach.things import Frame
from consentlint.reach.values import Ref, Value

if TYPE_CHECKING:
    from consentlint.model import Place, Span
    from consentlint.reach.machine import Machine


def _on_object(m: "Machine", ref: Ref, f: Frame, at: Path) -> None:
    place = m.heap[ref.id].place
    if place is None:
        return
    for key in m.keys(ref):
        for vendor, setting in m.requests.catalogue.settings(key):
            if not _stands_beside(m, ref, setting):
                continue
            held = m.settle(m.property(ref, key)) if m.property(ref, key) is not None else None  # type: ignore[arg-type]
            if held is None:
                continue
            if setting.loads:
                owners = frozenset({ref.id})
                m.requests.record("vendor-config", held, at, place, owners=owners)
            else:
                _fact(m, vendor, setting, held, place, ref.id, loose=not setting.beside)


def _on_property(m: "Machine", owner: Value, key: str, held: Value, f: Frame, at: Path, span: "Span") -> None:
    """Settings that are written one by one; what the object held before may have been read already."""
    if key in m.requests.catalogue.index.keys:
        for ref, _ in m.things(owner, "object"):
            _on_object(m, ref, f, at)


def _stands_beside(m: "Machine", ref: Ref, setting: Setting) -> bool:
    return not setting.beside or any(key in setting.beside for key in m.keys(ref))


def _fact(
    m: "Machine", vendor: Vendor, setting: Setting, held: Value, place: "Place", owner: int, loose: bool = False
) -> None:
    for text, region in setting_regions(m.requests.catalogue, vendor, setting, held):
        m.requests.add_fact(SettingFact(vendor.id, setting, text, region, place, owner, m.requests.group, loose))


def _on_call(site: CallSite) -> None:
    """`ac('init', organisation, {region})`, `CXBus.configure({pluginsPath})`."""
    m = site.machine
    for vendor, setting in _called(site):
        if not is_call(site, setting.call):
            continue
        if setting.argument:
            _fact(m, vendor, setting, m.settle(site.arg(int(setting.argument))), site.place, -1)
        for arg in site.args if not setting.argument else ():
            for ref, _ in m.things(arg, "object"):
                held = m.property(ref, setting.key)
                if held is not None:
                    _fact(m, vendor, setting, m.settle(held), site.place, ref.id)


def _called(site: CallSite) -> list[tuple[Vendor, Setting]]:
    """The settings in calls of this name, or of a method of this name on any object."""
    root = (site.path or site.source_name).split(".")[0]
    names = dict.fromkeys((root, site.name)) if site.name else (root,)
    return [pair for name in names for pair in site.machine.requests.catalogue.call_settings(name)]


FINDER = Plugin(id="vendor-config", on_object=_on_object, on_call=_on_call, on_property=_on_property)
