"""Where a catalogue of hundreds of vendors is entered: plain tables from hosts, names and keys to vendors' ids.

They are made once, when packs are compiled, so that a run builds only the vendors that a file speaks of.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from consentlint.packs.starts import Shape, parse_start
from consentlint.packs.values import Loader, Module, Setting, Vendor

Table = dict[str, tuple[str, ...]]
Names = Callable[[Vendor], Iterable[str]]
SHORTEST_PATH = 10
CALLED = ("(", " (", "?.(")


class Index(NamedTuple):
    """Vendors' ids, sorted, by what leads to them.

    owners    domains that are one vendor's alone, those of its regions included
    hosts     the same, and the literal ends of the hosts in loaders and regions
    paths     literal stretches of the paths that prove a vendor on any host
    packages  names of packages; calls: first names of starts and of calls with settings; assigned: globals
    keys      keys of settings in object literals; tags: custom elements
    modules   names of framework plugins; options: first steps of their option paths
    released  paths of calls that have a framework's plugin begin
    handing   first names of calls that hand over data about a visitor; handed: names of settings that do
    """

    owners: dict[str, str]
    hosts: Table
    paths: Table
    packages: Table
    calls: Table
    assigned: Table
    keys: Table
    tags: Table
    modules: Table
    options: Table
    released: Table
    handing: Table
    handed: Table


def index_of(vendors: Iterable[Vendor]) -> Index:
    """The tables for these vendors."""
    every = sorted(vendors, key=lambda vendor: vendor.id)
    return Index(
        owners={domain: vendor.id for vendor in every for domain in own_domains(vendor)},
        hosts=_table(every, _hosts),
        paths=_table(every, _paths),
        packages=_table(every, _packages),
        calls=_table(every, _calls),
        assigned=_table(every, _assigned),
        keys=_table(every, _keys),
        tags=_table(every, _tags),
        modules=_table(every, lambda vendor: (module.name for module in vendor.modules if module.name)),
        options=_table(every, lambda vendor: (module.key.split(".")[0] for module in vendor.modules if module.key)),
        released=_table(every, lambda vendor: (path for module in vendor.modules for path in module.released)),
        handing=_table(every, lambda vendor: _handing(vendor, assigned=False)),
        handed=_table(every, lambda vendor: _handing(vendor, assigned=True)),
    )


def _table(vendors: Iterable[Vendor], names: Names) -> Table:
    found: dict[str, dict[str, None]] = {}
    for vendor in vendors:
        for name in names(vendor):
            found.setdefault(name, {})[vendor.id] = None
    return {name: tuple(ids) for name, ids in found.items()}


def own_domains(vendor: Vendor) -> list[str]:
    """The domains that are the vendor's alone."""
    return [*vendor.domains, *(domain for region in vendor.regions for domain in region.domains)]


def literal_end(host: str) -> str:
    """The domain that a glob over hosts surely ends in, on a label's boundary; "" when that is less than two labels."""
    end = re.split(r"[*?\]]", host)[-1]
    if end != host:
        end = end.partition(".")[2]
    return end if "." in end else ""


def _hosts(vendor: Vendor) -> Iterator[str]:
    globs = [host for loader in vendor.loaders for host in loader.hosts]
    globs += [host for region in vendor.regions for host in region.hosts]
    yield from own_domains(vendor)
    yield from filter(None, map(literal_end, globs))


def path_mark(loader: Loader) -> str:
    """The longest literal stretch of a path that counts on any host, or of its hosts."""
    # `/v1` of a socket is everywhere; the longest stretch of its path or its host is not.
    return max((part for glob in (loader.path, *loader.hosts) for part in glob.lower().split("*")), key=len)


def _paths(vendor: Vendor) -> Iterator[str]:
    yield from (path_mark(loader) for loader in vendor.loaders if loader.anywhere or loader.self_hosted)


def _packages(vendor: Vendor) -> Iterator[str]:
    yield from (package.name for package in vendor.packages)


def _calls(vendor: Vendor) -> Iterator[str]:
    shapes = [parse_start(start.call) for start in vendor.starts]
    yield from (shape.root for shape in shapes if shape is not None and not shape.assigned)
    yield from (call_root(setting) for setting in vendor.settings if setting.call)


def _handing(vendor: Vendor, assigned: bool) -> Iterator[str]:
    shapes = [parse_start(data.call) for data in vendor.personal_data]
    yield from (shape.root for shape in shapes if shape is not None and shape.assigned is assigned)


def call_root(setting: Setting) -> str:
    """The name by which a call with a setting is found."""
    name = setting.call.partition("(")[0].strip()
    return name[2:] if name.startswith("*.") else name.split(".")[0]


def _assigned(vendor: Vendor) -> Iterator[str]:
    shapes = [parse_start(start.call) for start in vendor.starts]
    yield from (shape.root for shape in shapes if shape is not None and shape.assigned)


def _keys(vendor: Vendor) -> Iterator[str]:
    for setting in vendor.settings:
        if not setting.call and not setting.attribute:
            yield setting.key
            # What stands beside it may be written later than the key itself.
            yield from setting.beside


def _tags(vendor: Vendor) -> Iterator[str]:
    yield from (tag_of(mark.selector) for mark in vendor.elements)


def tag_of(selector: str) -> str:
    """The name of the element at the head of a selector."""
    return re.match(r"[\w-]*", selector)[0].lower()  # type: ignore[index]


def last_step(module: Module) -> str:
    """The last named step of an option's path."""
    return next((step for step in reversed(module.key.split(".")) if step not in ("*", "")), "")


# --- needles ---------------------------------------------------------------------------------------------------------


def needles_of(vendors: Mapping[str, Vendor]) -> tuple[str, ...]:
    """Lower-case strings, one of which every file with an embed of these vendors holds."""
    owned = {domain for vendor in vendors.values() for domain in own_domains(vendor)}
    return tuple(sorted({mark for vendor in vendors.values() for mark in marks(vendor, owned)} - {""}))


def marks(vendor: Vendor, owned: Iterable[str] = ()) -> set[str]:
    """What tells of one vendor in a text, in lower case. Weak starts are not among them.

    owned  domains that are looked for anyway
    """
    found = {*own_domains(vendor), *vendor.tokens}
    found |= {package.name.lower() for package in vendor.packages}
    found |= {module.name.lower() or last_step(module).lower() for module in vendor.modules}
    found |= {path.partition("(")[0].lower() for module in vendor.modules for path in module.released}
    found |= {tag_of(mark.selector) for mark in vendor.elements}
    for loader in vendor.loaders:
        anywhere = loader.anywhere or loader.self_hosted
        found |= {path_mark(loader)} if anywhere else _shared_marks(loader, {*owned, *found})
    for start in vendor.starts:
        shape = parse_start(start.call)
        found |= _start_marks(shape) if shape is not None and not start.weak else set()
    for data in vendor.personal_data:
        shape = parse_start(data.call)
        found |= _start_marks(shape) if shape is not None and not data.weak and not shape.assigned else set()
    return found


def _start_marks(shape: Shape) -> set[str]:
    """`posthog.init`, `intercomsettings`, and for a plain call also what stands behind it: `gtag(`."""
    name = ".".join(shape.path.split(".")[:2]).lower()
    if shape.assigned or "." in name or shape.new:
        return {name.removeprefix("*.")}
    return {name + opening for opening in CALLED}


def _shared_marks(loader: Loader, owned: set[str]) -> set[str]:
    """What tells of a loader on hosts that are not the vendor's alone: its path, else the host and how it goes on."""
    ends = [end for end in map(literal_end, loader.hosts) if end and not _below(end, owned)]
    first, *rest = loader.path.lower().split("*")
    stretch = max((first, *rest), key=len)
    return {stretch} if ends and len(stretch) >= SHORTEST_PATH else {end + first.rstrip("/") for end in ends}


def _below(host: str, domains: set[str]) -> bool:
    labels = host.split(".")
    return any(".".join(labels[start:]) in domains for start in range(len(labels)))
