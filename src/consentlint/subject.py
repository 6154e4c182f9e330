"""What can be inspected: a script file, or a page or template. Read once, run as often as it takes."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from consentlint.config import Config
from consentlint.lazy_regex import lazy_regex
from consentlint.model import Guard, Span
from consentlint.packs.values import Cmp
from consentlint.reach import modules, rendering, sheets
from consentlint.reach.library import Library
from consentlint.reach.machine import Machine
from consentlint.reach.paths import START, Path
from consentlint.reach.project import IS_SCRIPT, Project, compiled, component_reader
from consentlint.reach.things import Code, Frame
from consentlint.syntax import remarks
from consentlint.syntax.script import language_for, read_script
from consentlint.syntax.selector_index import index_of
from consentlint.text import Source

if TYPE_CHECKING:
    from consentlint.guards.template_condition import Weigher

REMARK = lazy_regex(r"#[^\n]*consentlint:[^\n]*")
DATA = lazy_regex(r"\.(?:json|ya?ml|toml)$|(?:^|/)[^./]+$", re.IGNORECASE)
# A script that speaks of these is a module of its own, not a part of the page's shared scope.
# An address in a text of code.
ADDRESS = lazy_regex(r"""["'`]((?:https?:)?//[^"'`\s<>]+)""")
COMMON_JS = lazy_regex(r"\bmodule\.exports\b|\bexports\.\w|\brequire\s*\(")


def subject_of(source: Source, library: Library | None = None) -> "Script | Component | Page | Sheet | Data":
    """A source as what its name says it is; with a library, together with the templates that it is made of."""
    if sheets.IS_SHEET.search(source.path):
        return Sheet(source)
    if DATA.search(source.path) and (data := Data.of(source)) is not None:
        return data
    if IS_SCRIPT.search(source.path):
        return Script(source)
    return Component(source) if component_reader(source.path) is not None else Page(source, library)


class Sheet:
    """A style sheet. What links it is not followed: it counts as being on the page."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.comments = sheets.comments(source.text)
        self.notes: list[str] = []

    def present(self, cmps: list[Cmp]) -> frozenset[str]:
        return frozenset()

    def run(self, m: Machine, at: Path = START) -> None:
        m.page_code = m.start_code = Code(self.source.path, self.source.text)
        sheets.load(m, self.source.path, self.source.text, at)


class Script:
    """A script file that stands alone."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.language = language_for(source.path)
        self.program, comments = read_script(source.text, None, self.language)
        self.comments = list(comments)
        self.notes: list[str] = []

    def present(self, cmps: list[Cmp]) -> frozenset[str]:
        text = self.source.text
        addresses = ADDRESS.findall(text)
        return frozenset(cmp.id for cmp in cmps if _loaded(cmp, addresses) or names_platform(cmp, text))

    def run(self, m: Machine, at: Path = START) -> None:
        code = Code(self.source.path, self.source.text, self.program.module)
        m.page_code = m.start_code = code
        is_module = self.program.module or COMMON_JS.search(self.source.text) is not None
        if m.project is None or not is_module or not modules.load(m, self.source.path, at):
            m.run_program(self.program, code, at)


class Data:
    """A file of data that stands for a page: the export of a tag manager, settings of which a framework makes pages."""

    def __init__(self, source: Source, tree: Any) -> None:
        self.source = source
        self.tree = tree
        self.comments = [(Span(*match.span()), match[0]) for match in REMARK.finditer(source.text)]
        self.notes: list[str] = []

    @staticmethod
    def of(source: Source) -> "Data | None":
        """The file, None when it is a page after all (a name without an extension)."""
        named = "." in source.path.rpartition("/")[2]
        if not named and source.text.lstrip("\ufeff \t\r\n")[:1] != "{":
            return None
        from consentlint.syntax.data import NOTHING, read_data

        tree = read_data(source.path, source.text)
        return Data(source, tree) if named or tree is not NOTHING else None

    def present(self, cmps: list[Cmp]) -> frozenset[str]:
        return frozenset(cmp.id for cmp in cmps if names_platform(cmp, self.source.text))

    def run(self, m: Machine, at: Path = START) -> None:
        from consentlint.reach import container

        code = Code(self.source.path, self.source.text)
        m.page_code = m.start_code = code
        if container.is_container(self.tree):
            container.run_container(m, self.tree, code)
        for look in m.plugins.on_data:
            look(m, self.tree, code)


class Component:
    """A file that holds one component: nothing else shows it, so it is shown."""

    def __init__(self, source: Source) -> None:
        found = compiled(source)
        assert found is not None
        self.source = source
        self.made, self.code = found
        self.comments = [*self.made.comments, *remarks.in_markup(source.text, self.made.comments)]
        self.notes: list[str] = []

    def present(self, cmps: list[Cmp]) -> frozenset[str]:
        from consentlint.syntax.markup import parse_markup

        document = parse_markup(self.source.text)
        text = self.source.text
        addresses = [str(tag.get("src")) for tag in document.elements if tag.name == "script" and tag.get("src")]
        addresses += ADDRESS.findall(text)
        return _present(cmps, document, addresses, text)

    def run(self, m: Machine, at: Path = START) -> None:
        path = self.source.path
        m.page_code = m.start_code = self.code
        if m.project is None:
            m.project = Project.of([path], lambda asked: self.source if asked == path else None)
        modules.load(m, path, at)
        default = modules.exported_value(m, path, "default")
        frame = Frame(m.global_scope, self.code, m.window)
        rendering.show(m, default, rendering.unknown_props(m), frame, at)


class Page:
    """A page or template, with what it includes and extends in place as far as the library has it."""

    def __init__(self, source: Source, library: Library | None = None) -> None:
        from consentlint.syntax import layers
        from consentlint.syntax.compose import compose

        self.source = source
        library = library or Library.of((), lambda path: None, Config())
        self.page = layers.Page(source, library.dialect(source.path, source.text))
        self.composed = compose(self.page, library.find)
        self.notes: list[str] = []
        self.program: Any = None
        own = self.page.document
        comments = [*own.comments, *self._template_comments(), *self._script_comments(own)]
        self.comments = [(self.page.origin(span), text) for span, text in comments]

    def _template_comments(self) -> list[tuple[Span, str]]:
        template = self.page.template
        said = [(span, self.page.slice(span)) for span in template.comments]
        comments = set(template.comments)
        return [*said, *remarks.in_code(self.page.text, [tag for tag in template.tags if tag not in comments])]

    def _script_comments(self, document: Any) -> list[tuple[Span, str]]:
        found: list[tuple[Span, str]] = []
        for tag in document.elements:
            if tag.name == "script" and "consentlint" in self.page.slice(tag.inner):
                found += read_script(self.page.template.masked, tag.inner)[1]
        return found

    def present(self, cmps: list[Cmp]) -> frozenset[str]:
        document = self.composed.document
        scripts = [tag for tag in document.elements if tag.name == "script"]
        addresses = [str(tag.get("src")) for tag in scripts if tag.get("src")]
        text = " ".join(self.composed.text[tag.inner.start : tag.inner.end] for tag in scripts)
        addresses += ADDRESS.findall(text)
        return _present(cmps, document, addresses, text)

    def run(self, m: Machine, at: Path = START) -> None:
        from consentlint.guards.template_condition import Weigher
        from consentlint.reach import served
        from consentlint.reach.page import walk

        weigher = Weigher(m, self.composed)
        m.loaded |= self.composed.files - {self.source.path}
        m.page = self.composed.document
        m.start_code = m.page_code = code = self._code(m, weigher, at)
        walk(m, m.page, code, at, weigher)
        m.page = self.composed.document
        if m.served is not None:
            served.finish(m)

    def _code(self, m: Machine, weigher: "Weigher", at: Path) -> Code:
        composed = self.composed
        prints = weigher.prints if composed.printed else None
        code = Code(self.source.path, composed.text, prints=prints, masked=composed.masked)
        if composed.nodes:
            code = replace(code, branches=weigher.guards)
        if len(composed.segments) > 1 or self.page.made is not None:
            code = replace(code, origin=composed.place)
        program = self._program()
        if program is None:
            return code
        weigher.served = self.page
        return replace(code, branches=self._served(m, weigher, program, at))

    def _program(self) -> Any:
        """The server's own code, where the language is more than tags."""
        if self.program is None and self.page.dialect.program is not None:
            self.program = self.page.dialect.program(self.source.text)
        return self.program

    def _served(self, m: Machine, weigher: "Weigher", program: Any, at: Path) -> "Callable[[int], list[Guard]]":
        """The guards around an offset: what the server's code lets through of this file, the tags of other files."""
        from consentlint.reach import served

        composed, template, here = self.composed, self.page.template, [0]
        own = Code(self.source.path, self.source.text, masked=template.masked)
        lets = served.serve(m, program, own, at, lambda local: weigher.guards(here[0])).branches

        def guards(offset: int) -> list[Guard]:
            here[0] = offset
            path, span = composed.place(Span(offset, offset + 1))
            return lets(span.start) if lets is not None and path == self.source.path else weigher.guards(offset)

        return guards


def _present(cmps: list[Cmp], document: Any, addresses: list[str], text: str) -> frozenset[str]:
    """The platforms that a page loads, whose marks it bears, or whose names its code uses."""
    marks = _selected(cmps, document)
    addresses = [re.sub(r"^(?:https?:)?//", "", address).split("?")[0] for address in addresses]
    return frozenset(
        cmp.id
        for cmp in cmps
        if not marks.isdisjoint(cmp.present.selectors) or _loaded(cmp, addresses) or names_platform(cmp, text)
    )


@cache
def _beginning(glob: str) -> str:
    return re.split(r"[*?\[]", glob, maxsplit=1)[0].lower()


def _loaded(cmp: Cmp, addresses: list[str]) -> bool:
    from consentlint.reach.catalogue import glob

    # A glob's plain beginning settles most; to compile them all takes 2 ms.
    return any(
        address.lower().startswith(_beginning(pattern)) and glob(pattern).fullmatch(address)
        for pattern in cmp.present.urls
        for address in addresses
    )


def _selected(cmps: list[Cmp], document: Any) -> set[str]:
    """The selectors of platforms that match anything in a page."""
    index = index_of(tuple(selector for cmp in cmps for selector in cmp.present.selectors))
    return index.found_in(document.soup)


def names_platform(cmp: Cmp, text: str) -> bool:
    """Does code use the platform's global or import its package?"""
    if not any(name in text for name in (*cmp.present.globals, *cmp.present.packages)):
        return False  # so with most platforms; a pattern for each takes 1.5 ms to compile
    words = [rf"(?<![\w$.-]){re.escape(name)}(?=\s*[.(=?]|\s*&&)" for name in cmp.present.globals]
    words += [rf"['\"]{re.escape(name)}(?:/[^'\"]*)?['\"]" for name in cmp.present.packages]
    return bool(words) and re.search("|".join(words), text) is not None
