"""What can be inspected: a script file, or a page or template. Read once, run as often as it takes."""

import re
from typing import Any

from consentlint.model import Span
from consentlint.packs.values import Cmp
from consentlint.reach import modules
from consentlint.reach.machine import Machine
from consentlint.reach.paths import START, Path
from consentlint.reach.project import IS_SCRIPT
from consentlint.reach.things import Code
from consentlint.syntax.script import language_for, read_script
from consentlint.syntax.selectors import select
from consentlint.text import Source

# A script that speaks of these is a module of its own, not a part of the page's shared scope.
COMMON_JS = re.compile(r"\bmodule\.exports\b|\bexports\.\w|\brequire\s*\(")


def subject_of(source: Source) -> "Script | Page":
    """A source as what its name says it is."""
    return Script(source) if IS_SCRIPT.search(source.path) else Page(source)


class Script:
    """A script file that stands alone."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.language = language_for(source.path)
        self.program, comments = read_script(source.text, None, self.language)
        self.comments = list(comments)
        self.notes: list[str] = []

    def present(self, cmps: list[Cmp]) -> frozenset[str]:
        return frozenset(cmp.id for cmp in cmps if _named(cmp, self.source.text))

    def run(self, m: Machine, at: Path = START) -> None:
        code = Code(self.source.path, self.source.text, self.program.module)
        m.page_code = m.start_code = code
        is_module = self.program.module or COMMON_JS.search(self.source.text) is not None
        if m.project is None or not is_module or not modules.load(m, self.source.path, at):
            m.run_program(self.program, code, at)


class Page:
    """A page or template that stands alone."""

    def __init__(self, source: Source) -> None:
        from consentlint.dialects import dialect_for
        from consentlint.syntax import layers

        self.source = source
        self.page = layers.Page(source, dialect_for(source.path, source.text))
        self.document: Any = self.page.document
        self.notes: list[str] = []
        self.program: Any = None
        self.comments = [*self.document.comments, *self._template_comments(), *self._script_comments()]

    def _template_comments(self) -> list[tuple[Span, str]]:
        return [(span, self.source.text[span.start : span.end]) for span in self.page.template.comments]

    def _script_comments(self) -> list[tuple[Span, str]]:
        found: list[tuple[Span, str]] = []
        for tag in self.document.elements:
            if tag.name == "script" and "consentlint" in self.source.text[tag.inner.start : tag.inner.end]:
                found += read_script(self.page.template.masked, tag.inner)[1]
        return found

    def present(self, cmps: list[Cmp]) -> frozenset[str]:
        scripts = [tag for tag in self.document.elements if tag.name == "script"]
        addresses = [str(tag.get("src")) for tag in scripts if tag.get("src")]
        text = " ".join(self.source.text[tag.inner.start : tag.inner.end] for tag in scripts)
        return frozenset(
            cmp.id for cmp in cmps if _loaded(cmp, addresses) or _selected(cmp, self.document) or _named(cmp, text)
        )

    def run(self, m: Machine, at: Path = START) -> None:
        from consentlint.guards.template_condition import branches
        from consentlint.reach import served
        from consentlint.reach.page import walk

        template = self.page.template
        code = Code(self.source.path, self.source.text, masked=template.masked, holes=template.dynamic)
        if template.blocks:
            code = Code(code.path, code.text, False, branches(m, self.page, code), code.holes, masked=template.masked)
        code = self._served(m, code, at)
        m.page, m.page_code = self.document, code
        m.start_code = code
        walk(m, self.document, code, at, self.page.is_dynamic)
        m.page = self.document
        if m.served is not None:
            served.finish(m)

    def _served(self, m: Machine, code: Code, at: Path) -> Code:
        """The code with what the server's own code lets through, where the language is more than tags."""
        from consentlint.reach import served

        if self.page.dialect.program is None:
            return code
        if self.program is None:
            self.program = self.page.dialect.program(self.source.text)
        return served.serve(m, self.program, code, at, code.branches or (lambda offset: []))


def _beginning(glob: str) -> str:
    return re.split(r"[*?\[]", glob, maxsplit=1)[0].lower()


def _loaded(cmp: Cmp, addresses: list[str]) -> bool:
    from consentlint.reach.catalogue import glob

    plain = [re.sub(r"^(?:https?:)?//", "", address).split("?")[0] for address in addresses]
    # A glob's plain beginning settles most; to compile them all takes 2 ms.
    return any(
        address.lower().startswith(_beginning(pattern)) and glob(pattern).fullmatch(address)
        for pattern in cmp.present.urls
        for address in plain
    )


def _selected(cmp: Cmp, document: Any) -> bool:
    return any(select(selector, document.soup, 1) for selector in cmp.present.selectors)


def _named(cmp: Cmp, text: str) -> bool:
    """Does code use the platform's global or import its package?"""
    if not any(name in text for name in (*cmp.present.globals, *cmp.present.packages)):
        return False  # so with most platforms; a pattern for each takes 1.5 ms to compile
    words = [rf"(?<![\w$.-]){re.escape(name)}(?=\s*[.(=?]|\s*&&)" for name in cmp.present.globals]
    words += [rf"['\"]{re.escape(name)}(?:/[^'\"]*)?['\"]" for name in cmp.present.packages]
    return bool(words) and re.search("|".join(words), text) is not None
