"""How a vendor is started: calls with their arguments, globals that are assigned, uses of what a package exports."""

import re
from fnmatch import translate
from functools import lru_cache
from typing import TYPE_CHECKING

from consentlint.lazy_regex import lazy_regex
from consentlint.model import UNKNOWN_REGION, Place
from consentlint.packs.starts import Mark, Shape
from consentlint.packs.values import Package, Setting, Vendor
from consentlint.reach.atoms import canonical
from consentlint.reach.calls import CallSite
from consentlint.reach.requests import SettingFact, setting_regions
from consentlint.reach.values import External, Ref, Value

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

# What an import is called inside: `import('posthog-js').default.init`.
IMPORTED = lazy_regex(r"(?:import|require)\('(?P<source>[^']+)'\)(?P<rest>.*)", re.DOTALL)
STEP = lazy_regex(r"\.([\w$]+)")
# How far down in what a start is given its settings are looked for.
DEEPEST = 4


def package_path(source: str, name: str) -> str:
    """The path under which a name that is imported from a catalogued package is known."""
    return f"import('{source}')" + ("" if name == "*" else f".{name}")


def used(m: "Machine", path: str) -> list[tuple[Vendor, Package]]:
    """The packages of vendors that a use of something outside brings in, by its canonical path."""
    source, name = imported_name(path)
    found = m.requests.catalogue.packages(source) if name else []
    return [(v, p) for v, p in found if p.audience == "visitor" and (name in p.on or ("*" in p.on))]


def imported_name(path: str) -> tuple[str, str]:
    """The package and the last name of a canonical path of something imported; two empty texts for other paths."""
    match = IMPORTED.match(path)
    if match is None:
        return "", ""
    steps = [step for step in STEP.findall(re.sub(r"\([^()]*\)", "", match["rest"])) if step != "default"]
    return match["source"], steps[-1] if steps else "default"


def runs_here(package: Package, path: str) -> bool:
    """Is a file one whose code runs in a browser, as far as the package says?"""
    return not any(_glob(one).fullmatch(path) or _glob("*/" + one).fullmatch(path) for one in package.not_in)


def given(package: Package, texts: list[str]) -> bool:
    """Does one of the literals handed over belong to this vendor, where a package serves several?"""
    return not package.given or any(_glob(one).fullmatch(text) for one in package.given for text in texts)


@lru_cache(maxsize=1024)
def _glob(pattern: str) -> re.Pattern[str]:
    return re.compile(translate(pattern), re.IGNORECASE)


# --- calls -----------------------------------------------------------------------------------------------------------


def is_call(site: CallSite, call: str) -> bool:
    """`ac('init')`: callee and leading literal arguments; `*.name` is a call on any object."""
    name, _, rest = call.partition("(")
    if name.startswith("*."):
        return site.name == name[2:]
    if canonical(name) != (site.path or site.source_name):
        return False
    wanted = [part.strip().strip("'\"") for part in rest.rstrip(")").split(",") if part.strip()]
    return all(site.arg(index).text() == word for index, word in enumerate(wanted))


def fits(site: CallSite, shape: Shape) -> bool:
    """Is a call the one that a start describes?"""
    if shape.new != bool(site.node.new):
        return False
    path = site.path or site.source_name
    if shape.path.startswith("*."):
        return site.name == shape.path[2:] and marked(site.machine, shape.marks, site.args)
    return path == shape.path and marked(site.machine, shape.marks, site.args)


def marked(m: "Machine", marks: tuple[Mark, ...], args: tuple[Value, ...]) -> bool:
    """Do the arguments begin as the marks say?"""
    return len(marks) <= len(args) and all(_is(m, mark, arg) for mark, arg in zip(marks, args, strict=False))


def _is(m: "Machine", mark: Mark, arg: Value) -> bool:
    if mark.kind == "key":
        return any(not mark.text or mark.text in m.keys(ref) for ref, _ in m.things(arg, "object"))
    if mark.kind == "list":
        items = m.items_of(arg)
        return bool(items) and _is(m, Mark("text", mark.text), items[0])
    texts = [text.text for text in m.settle(arg).strings()]
    return any(_glob(mark.text).fullmatch(text) for text in texts)


# --- options ---------------------------------------------------------------------------------------------------------


def options(m: "Machine", vendor: Vendor, args: tuple[Value, ...], place: Place, call: str = "") -> frozenset[int]:
    """Read the vendor's settings out of what is handed to its start. Returns the objects that were handed over.

    call  the name of what is called, for settings that are arguments of it
    """
    refs = [ref for arg in args for ref, _ in m.things(arg, "object")]
    deep = all_within(m, refs)
    plain = [setting for setting in vendor.settings if not setting.attribute and not setting.loads]
    for setting in plain:
        if setting.call and call and setting.call.partition("(")[0].rpartition(".")[2] == call:
            _argument(m, vendor, setting, args, place, refs)
        elif not setting.call:
            _keyed(m, vendor, setting, deep, place)
    if plain and any(isinstance(atom, External) for arg in args[-1:] for atom in arg.atoms()):
        fact = SettingFact(vendor.id, plain[0], "", UNKNOWN_REGION, place, -1, m.requests.group)
        m.requests.add_fact(fact)
    return frozenset(ref.id for ref in deep)


def all_within(m: "Machine", refs: list[Ref], depth: int = DEEPEST) -> list[Ref]:
    """Objects, and the objects that they hold: options come in sections."""
    found = dict.fromkeys(refs)
    level = refs
    for _ in range(depth):
        held = (m.property(ref, key) for ref in level for key in m.keys(ref))
        level = [one for value in held if value is not None for one, _ in m.things(value, "object") if one not in found]
        found.update(dict.fromkeys(level))
    return list(found)


def _keyed(m: "Machine", vendor: Vendor, setting: Setting, refs: list[Ref], place: Place) -> None:
    for ref in refs:
        held = m.property(ref, setting.key)
        if held is not None:
            _fact(m, vendor, setting, held, m.heap[ref.id].place or place, ref.id)


def _argument(
    m: "Machine", vendor: Vendor, setting: Setting, args: tuple[Value, ...], place: Place, refs: list[Ref]
) -> None:
    if not setting.argument:
        _keyed(m, vendor, setting, refs, place)
    elif int(setting.argument) < len(args):
        _fact(m, vendor, setting, args[int(setting.argument)], place, -1)


def _fact(m: "Machine", vendor: Vendor, setting: Setting, held: Value, place: Place, owner: int) -> None:
    for text, region in setting_regions(m.requests.catalogue, vendor, setting, m.settle(held)):
        m.requests.add_fact(SettingFact(vendor.id, setting, text, region, place, owner, m.requests.group))
