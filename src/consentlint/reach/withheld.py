"""Options with which a vendor's package sends nothing until it is told to, and the calls that tell it.

The package itself is the site's own code by then: nothing of the vendor's is fetched. Hence such an option
counts, while the one of a script that an element fetches from the vendor does not.
"""

from typing import TYPE_CHECKING

from consentlint.model import Guard, Place
from consentlint.packs.starts import Shape, parse_start
from consentlint.packs.values import Module, Package
from consentlint.reach.paths import Path
from consentlint.reach.starting import all_within, imported_name
from consentlint.reach.values import FALSE, TRUE, Atom, Lit, Ref, Str, Value, lift, truth
from consentlint.worlds import ALWAYS, NEVER, PERHAPS, Worlds

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

# How far down in what is handed over such an option stands.
DEEPEST = 1


def let_through(
    m: "Machine", entry: Package | Module, handed: tuple[Value, ...], at: Path, place: Place
) -> Path | None:
    """The path behind the options that hold a package back; None when they hold it back in every world."""
    if not entry.withheld:
        return at
    refs = all_within(m, [ref for held in handed for ref, _ in m.things(held, "object")], DEEPEST)
    for written in entry.withheld:
        worlds = _worlds(m, written, refs)
        if worlds == NEVER:
            continue
        unsure = entry.unsure if isinstance(entry, Package) else ""
        through = ~worlds | PERHAPS if unsure else ~worlds
        if through == NEVER:
            return None
        at = at.then(Guard("vendor-option", place, written, through, unsure), through)
    return at


def _worlds(m: "Machine", written: str, refs: list[Ref]) -> Worlds:
    """In which worlds all the options that are written together say so."""
    together = ALWAYS
    for part in written.split("&"):
        key, _, wanted = part.strip().partition("=")
        found = (held for ref in refs if (held := m.property(ref, key)) is not None)
        held = next(found, None)
        together = together & (NEVER if held is None else _says(m, held, wanted))
    return together


def _says(m: "Machine", held: Value, wanted: str) -> Worlds:
    """In which worlds a value is a text, `true` or `false`; what is not known may be it."""

    def same(atom: Atom) -> tuple[Atom, ...]:
        if isinstance(atom, Lit):
            return (TRUE if str(atom.value).lower() == wanted or (wanted == "false" and not atom.value) else FALSE,)
        if isinstance(atom, Str) and atom.exact is not None:
            return (TRUE if atom.exact == wanted or (wanted == "true" and bool(atom.exact)) else FALSE,)
        return (FALSE,) if isinstance(atom, Ref) and wanted != "true" else (TRUE, FALSE)

    return truth(lift(same, m.settle(held)))


def released(m: "Machine", path: str, args: tuple[Value, ...], at: Path, place: Place) -> None:
    """A call that has something withheld begin: it is an embed where nothing else in sight brings the vendor in."""
    catalogue = m.requests.catalogue
    for vendor in catalogue.named(catalogue.index.released, path):
        for module in vendor.modules:
            if path in module.released:
                m.requests.start(vendor, module.product, at, place, frozenset())
    source, name = imported_name(path)
    for vendor, package in catalogue.packages(source) if name else ():
        for shape in map(parse_start, package.released):
            worlds = _given(m, shape, args) if shape is not None and shape.path == name else NEVER
            if worlds != NEVER:
                m.requests.start(vendor, package.product, at.then(None, worlds), place, frozenset())


def _given(m: "Machine", shape: Shape, args: tuple[Value, ...]) -> Worlds:
    """In which worlds a call is handed what its notation says."""
    worlds = ALWAYS if len(shape.marks) <= len(args) else NEVER
    for mark, arg in zip(shape.marks, args, strict=False):
        worlds = worlds & _says(m, arg, mark.text)
    return worlds
