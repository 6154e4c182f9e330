"""Packages that bring a vendor in: by being imported, or where something that they export is used."""

from typing import TYPE_CHECKING

from consentlint.reach import members
from consentlint.reach.backend import on_server
from consentlint.reach.bringing import bring_in
from consentlint.reach.calls import CallSite
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.starting import runs_here
from consentlint.reach.things import Frame, Thing
from consentlint.reach.values import Str, Value, value
from consentlint.reach.withheld import released
from consentlint.syntax import ir

if TYPE_CHECKING:
    from consentlint.model import Place
    from consentlint.reach.machine import Machine


def _on_import(m: "Machine", statement: ir.Import | ir.Export, f: Frame, at: Path) -> None:
    if statement.source is None or on_server(m, f.code):
        return
    source = m.requests.mapped(Str((str(statement.source.value),), f.code.place(statement.source.span)))
    if "//" in source.text:
        m.requests.record("module-import", value(source), at, f.code.place(statement.span))
        return
    names = {name.imported if isinstance(name, ir.ImportName) else name[0] for name in statement.names}
    _imported(m, str(statement.source.value), names, at, f.code.place(statement.span))


def _imported(m: "Machine", source: str, names: set[str], at: Path, place: "Place") -> None:
    """Packages that load as soon as they are imported."""
    for vendor, package in m.requests.catalogue.packages(source):
        wanted = not package.exports or names & {*package.exports, "*", "default"}
        if package.audience == "visitor" and not package.on and wanted and runs_here(package, place.path):
            m.requests.add_package(vendor, package.product, at, place, package.kind)


def _require(site: CallSite) -> Value | None:
    source = site.arg(0).text()
    if source is not None and not on_server(site.machine, site.frame.code):
        _imported(site.machine, source, {"*"}, site.at, site.place)
    return None


def _on_outside_call(site: CallSite, full: str) -> bool:
    """`posthog.init(...)`, `new Loader(...)`: something imported is called."""
    if not on_server(site.machine, site.frame.code):
        bring_in(site.machine, site.path, site.args, site.at, site.place, site.name)
        released(site.machine, site.path, site.args, site.at, site.place)
    return False


def _on_escape(site: CallSite, arg: Value) -> None:
    """`app.use(VueGtag, {...})`: something imported is handed to somebody who will start it."""
    for atom in arg.externals() if not on_server(site.machine, site.frame.code) else ():
        if not atom.path.endswith(")"):  # what a call has made was brought in, or held back, by that call
            bring_in(site.machine, atom.path, site.args, site.at, site.place)


def _on_component(m: "Machine", name: str, props: dict[str, Value], at: Path, place: "Place") -> tuple[str, ...]:
    """`<GoogleAnalytics gaId="...">`: a component of a package is rendered."""
    bring_in(m, name, (*props.values(), _as_object(m, props)), at, place, props=tuple(props))
    return ()


def _as_object(m: "Machine", props: dict[str, Value]) -> Value:
    """What a component is given, as the one object that it is to the component."""
    made = m.allocate(Thing("object"))
    for key, held in props.items():
        members.write(m, made, key, held)
    return made


FINDER = Plugin(
    id="sdk-import",
    on_import=_on_import,
    on_outside_call=_on_outside_call,
    on_escape=_on_escape,
    on_component=_on_component,
    natives={"require": _require, "import": _require},
)
