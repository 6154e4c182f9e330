"""Which macro a call means, in whose names its body stands, and what it is handed."""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from consentlint.syntax import ir, references
from consentlint.syntax.composed import Unit
from consentlint.syntax.layers import Page
from consentlint.syntax.references import Parts, Reference
from consentlint.syntax.template import Bindings, Block, Tag, bindings_of

# Gives the pages that a name may mean; the second says whether it is certain.
Finder = Callable[[Page, Reference], list[tuple[Page, bool]]]
Fill = tuple[Unit, Block]


class Known(NamedTuple):
    """What a page calls in what it prints, what it imports, its own macros, and the texts that it keeps to print."""

    calls: list[tuple[Tag, Reference]]
    imports: references.Imports
    macros: dict[str, Block]
    kept: dict[str, list[Block]]


class Macros:
    """The macros of all pages that are put together. `loose` has those met so far that files define themselves."""

    def __init__(self, find: Finder) -> None:
        self._find = find
        self._known: dict[int, Known] = {}
        self.loose: list[Fill] = []

    def of(self, page: Page) -> Known:
        if id(page) not in self._known:
            blocks = references.every(page.template.blocks)
            macros = {block.name: block for block in blocks if block.kind == "macro" and block.branches}
            imports = references.imports(page)
            names = frozenset([*macros, *imports.files, *imports.macros])
            any_name = page.dialect.search.shared
            found = ((tag, references.of_output(page, tag, names, any_name)) for tag in page.template.outputs)
            calls = [(tag, reference) for tag, reference in found if reference is not None]
            kept = references.kept(page)
            calls += [(tag, Reference("kept", name, ())) for tag, name in references.prints_of(page, kept)]
            calls.sort(key=lambda call: call[0].span)
            self._known[id(page)] = Known(calls, imports, macros, kept)
        return self._known[id(page)]

    def names(self, page: Page) -> frozenset[str]:
        """The macros that a page may call by name."""
        known = self.of(page)
        names = {*known.macros, *known.imports.macros}
        if page.dialect.search.shared:
            names.update(macro.name for _, macro in self.loose)
        for parts in known.imports.whole:
            for other in self._imported(page, parts):
                names.update(self.of(other).macros)
        return frozenset(names)

    def include(self, unit: Unit) -> None:
        """What a page includes that only fills places of another: nothing of it is shown but the macros it defines."""
        if not unit.page.dialect.search.shared:
            return
        for block in unit.page.template.blocks:
            reference = references.of_block(unit.page, block) if block.kind == "include" else None
            for page, _ in self._find(unit.page, reference) if reference is not None else ():
                self.loose += [(Unit(page), macro) for macro in self.of(page).macros.values()]

    def meant(self, unit: Unit, reference: Reference) -> list[Fill]:
        """The macros that a call means, each with the unit whose names hold in its body."""
        _, imports, own, _ = self.of(unit.page)
        name, owner = reference.word, reference.owner
        imported = imports.macros.get(name) if not owner else None
        parts = imports.files.get(owner) if owner else imported[0] if imported else None
        name = imported[1] if imported else name
        if name in own and (not owner or owner in ("_self", "self") or parts == ()):
            return [(Unit(unit.page, (), unit, unit), own[name])]
        included = [fill for fill in self.loose if fill[1].name == name] if unit.page.dialect.search.shared else []
        meant = [parts] if parts else list(imports.whole) if not (owner or included) else []
        pages = [page for each in meant for page in self._imported(unit.page, each)]
        found = [(Unit(page), self.of(page).macros[name]) for page in pages if name in self.of(page).macros]
        return [*included[-1:], *found]

    def _imported(self, page: Page, parts: Parts) -> list[Page]:
        return [other for other, _ in self._find(page, Reference("include", "import", parts))]


def handed(home: Unit, macro: Block, caller: Unit, reference: Reference) -> Unit:
    """The unit of a macro's body: its parameters are what the caller hands over, else what they are by default."""
    names, defaults = references.parameters(home.page, macro)
    if defaults:
        home = replace(home, around=Unit(home.page, defaults, home, home.around))
    return replace(home, bindings=_arguments(names, reference.args), giver=caller)


def _arguments(names: tuple[str, ...], args: tuple[ir.Expr, ...]) -> Bindings:
    """What a macro's parameters are given: values in their order, and those that come by name (as one mapping)."""
    wanted = names or tuple(name for arg in args for name, _ in bindings_of(arg))  # it takes whatever it is handed
    by_name = {name: value for arg in args for name, value in bindings_of(arg) if name in wanted}
    given = [arg for arg in args if not any(name in wanted for name, _ in bindings_of(arg))]
    return (*zip(names, given, strict=False), *by_name.items())
