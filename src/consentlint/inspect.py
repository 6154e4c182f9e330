"""One file, pure: text in, embeds out. The file is run in rounds until what it stores and resolves does not change."""

import re
from dataclasses import dataclass
from typing import Any

from consentlint.config import Config
from consentlint.model import Embed, Span
from consentlint.packs.values import Cmp, Packs
from consentlint.reach.atoms import Knowledge
from consentlint.reach.catalogue import Catalogue
from consentlint.reach.machine import LimitReached, Machine
from consentlint.reach.memory import Memory
from consentlint.reach.paths import START
from consentlint.reach.plugins import load_plugins
from consentlint.reach.requests import Requests
from consentlint.reach.rest import enter_rest
from consentlint.reach.sweep import sweep_holes, sweep_program
from consentlint.reach.things import Code
from consentlint.syntax.script import language_for, read_script
from consentlint.text import Source

ROUNDS = 6
LASTING = ("writes", "resolutions", "released", "definitions", "dispatched", "globals")
SCRIPT = re.compile(r"\.[cm]?[jt]sx?$", re.IGNORECASE)
UNREADABLE = "code that could not be read names a vendor; what was found there may load"
LIMIT = "too much code to follow: part of it was not examined, and what was found there may be more open than said"


@dataclass(frozen=True, slots=True)
class Inspection:
    """What one file holds.

    notes     what was examined only in part, and why
    comments  every comment of every layer, for suppressions
    """

    embeds: tuple[Embed, ...]
    notes: tuple[str, ...] = ()
    comments: tuple[tuple[Span, str], ...] = ()


def inspect_source(source: Source, packs: Packs, config: Config | None = None) -> Inspection:
    """Every embed of one file that stands alone, with its exposure. Never raises for what the file holds."""
    subject = _Script(source) if SCRIPT.search(source.path) else _Page(source)
    memory = Memory()
    machine = _machine(subject, packs, memory)
    notes: list[str] = []
    for _ in range(ROUNDS):
        machine = _machine(subject, packs, memory)
        try:
            subject.run(machine)
            _finish(machine)
        except (LimitReached, RecursionError):
            notes = [LIMIT]
            _sweep(machine)
        if not _changed(memory, machine.memory) or notes:
            break
        memory = machine.memory
    else:
        notes = [LIMIT]
        _sweep(machine)
    notes += _unread(machine)
    return Inspection(tuple(machine.requests.embeds()), tuple([*notes, *subject.notes]), tuple(subject.comments))


def _sweep(m: Machine) -> None:
    """The budget is used up: what was not reached is looked for among the literals."""
    m.requests.open_all()
    for program, code in m.programs:
        sweep_program(m, code, program)


def _unread(m: Machine) -> list[str]:
    """What the parser could not read, where it names a vendor's loader."""
    found = [span for program, code in m.programs for span in sweep_holes(m, code, program.holes)]
    return [UNREADABLE] if found else []


def _machine(subject: "_Script | _Page", packs: Packs, previous: Memory) -> Machine:
    cmps = list(packs.cmps.values())
    knowledge = Knowledge(cmps, subject.present(cmps))
    requests = Requests(Catalogue.of(packs.vendors.values()))
    return Machine(knowledge, load_plugins(), requests, previous, Memory())


def _finish(m: Machine) -> None:
    """Run what waits, what others may enter, and what the platforms call by name."""
    m.here = None
    m.drain()
    for hook in m.plugins.at_end:
        hook(m)
    m.drain()
    m.replay()
    enter_rest(m)
    m.memory.released = [(held, at.absolute, place, at.trigger) for held, at, place in m.released]


def _changed(before: Memory, after: Memory) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in LASTING)


class _Script:
    """A script file that stands alone."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.language = language_for(source.path)
        self.program, comments = read_script(source.text, None, self.language)
        self.comments = list(comments)
        self.notes: list[str] = []

    def present(self, cmps: list[Cmp]) -> frozenset[str]:
        return frozenset(cmp.id for cmp in cmps if _named(cmp, self.source.text))

    def run(self, m: Machine) -> None:
        code = Code(self.source.path, self.source.text, self.program.module)
        m.page_code = m.start_code = code
        m.run_program(self.program, code, START)


class _Page:
    """A page or template that stands alone."""

    def __init__(self, source: Source) -> None:
        from consentlint.syntax.layers import read_page

        self.source = source
        self.page = read_page(source)
        self.document: Any = self.page.document
        self.notes: list[str] = []
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

    def run(self, m: Machine) -> None:
        from consentlint.guards.template_condition import branches
        from consentlint.reach.page import walk

        template = self.page.template
        code = Code(self.source.path, self.source.text, masked=template.masked, holes=template.dynamic)
        if template.blocks:
            code = Code(code.path, code.text, False, branches(m, self.page, code), code.holes, masked=template.masked)
        m.page, m.page_code = self.document, code
        m.start_code = code
        walk(m, self.document, code, START, self.page.is_dynamic)
        m.page = self.document


def _loaded(cmp: Cmp, addresses: list[str]) -> bool:
    from consentlint.reach.catalogue import glob

    plain = [re.sub(r"^(?:https?:)?//", "", address).split("?")[0] for address in addresses]
    return any(glob(pattern).fullmatch(address) for pattern in cmp.present.urls for address in plain)


def _selected(cmp: Cmp, document: Any) -> bool:
    import soupsieve

    return any(soupsieve.select_one(selector, document.soup) is not None for selector in cmp.present.selectors)


def _named(cmp: Cmp, text: str) -> bool:
    """Does code use the platform's global or import its package?"""
    words = [rf"(?<![\w$.-]){re.escape(name)}(?=\s*[.(=?]|\s*&&)" for name in cmp.present.globals]
    words += [rf"['\"]{re.escape(name)}(?:/[^'\"]*)?['\"]" for name in cmp.present.packages]
    return bool(words) and re.search("|".join(words), text) is not None
