"""Imports of npm packages that bring a vendor in."""

from typing import TYPE_CHECKING

from consentlint.reach.calls import CallSite
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.things import Frame
from consentlint.reach.values import Str, Value, value
from consentlint.syntax import ir

if TYPE_CHECKING:
    from consentlint.model import Place
    from consentlint.reach.machine import Machine


def _on_import(m: "Machine", statement: ir.Import | ir.Export, f: Frame, at: Path) -> None:
    if statement.source is None:
        return
    source = m.requests.mapped(Str((str(statement.source.value),), f.code.place(statement.source.span)))
    if "//" in source.text:
        m.requests.record("module-import", value(source), at, f.code.place(statement.span))
        return
    names = {name.imported if isinstance(name, ir.ImportName) else name[0] for name in statement.names}
    _bring_in(m, str(statement.source.value), names, at, f.code.place(statement.span))


def _bring_in(m: "Machine", source: str, names: set[str], at: Path, place: "Place") -> None:
    found = m.requests.catalogue.package(source)
    if found is None:
        return
    vendor, package = found
    if package.audience == "visitor" and (not package.exports or names & {*package.exports, "*", "default"}):
        m.requests.add_package(vendor, package.product, package.name, at, place, package.kind)


def _require(site: CallSite) -> Value | None:
    source = site.arg(0).text()
    if source is not None:
        _bring_in(site.machine, source, {"*"}, site.at, site.place)
    return None


FINDER = Plugin(id="sdk-import", on_import=_on_import, natives={"require": _require, "import": _require})
