"""A use of what a package exports brings its vendor in, unless an option holds the package back."""

from typing import TYPE_CHECKING

from consentlint.model import Place
from consentlint.reach.paths import Path
from consentlint.reach.starting import given, options, runs_here, used
from consentlint.reach.values import Value
from consentlint.reach.withheld import let_through

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine


def literals(m: "Machine", args: tuple[Value, ...]) -> list[str]:
    """The texts among arguments, and the keys and texts of objects among them."""
    held, keys = [*args], list[str]()
    for arg in args:
        for ref, _ in m.things(arg, "object"):
            keys += m.keys(ref)
            held += [m.property(ref, key) or arg for key in m.keys(ref)]
    return [*keys, *(text.text for one in held for text in m.settle(one).strings())]


def bring_in(
    m: "Machine",
    path: str,
    args: tuple[Value, ...],
    at: Path,
    place: Place,
    call: str = "",
    props: tuple[str, ...] = (),
    form: str = "sdk-import",
) -> bool:
    """Something that a package exports is used here. True when that brings a vendor in.

    props  the names of what a component is given
    """
    entries = [(vendor, package) for vendor, package in used(m, path) if runs_here(package, place.path)]
    texts = [*props, *literals(m, args)] if any(package.given for _, package in entries) else []
    found = [(vendor, package) for vendor, package in entries if given(package, texts)]
    for vendor, package in found:
        owners = options(m, vendor, args, place, call)
        m.requests.started.add(vendor.id)
        through = let_through(m, package, args, at, place)
        if through is None:
            m.requests.withhold(vendor, owners)
        else:
            m.requests.add_package(vendor, package.product, through, place, package.kind, owners, form)
    return bool(found)
