"""The examples in the .md files, read as test cases.

A case is a fenced block whose info string says what must come out: `html reported=ungated-embed load=yes/yes/yes`.
KEYS, FLAGS and EXTENSIONS below are all that an info string may say; one that holds a language only is an illustration.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from consentlint.worlds import NEVER, Worlds, worlds

PROOF = "proof"  # the property under which a browser test records how a case was proven
ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("src/consentlint/checks", "src/consentlint/embeds", "src/consentlint/guards", "src/consentlint/dialects",
           "rules/cmps", "rules/vendors", "rules/policies")  # fmt: skip
# Language of a block -> extension of the file that it is taken for.
EXTENSIONS = {
    "html": "html", "xhtml": "xhtml", "svg": "svg", "jinja": "jinja", "django": "html", "njk": "njk",
    "js": "js", "mjs": "mjs", "cjs": "cjs", "jsx": "jsx", "ts": "ts", "mts": "mts", "cts": "cts", "tsx": "tsx",
    "md": "md", "mdx": "mdx", "php": "php", "twig": "html.twig", "liquid": "liquid", "erb": "html.erb", "ejs": "ejs",
    "cshtml": "cshtml", "jsp": "jsp", "thymeleaf": "html", "htl": "html", "smarty": "tpl", "aspx": "aspx",
    "vue": "vue", "svelte": "svelte", "astro": "astro", "ng": "component.html",
    "tpl": "tpl", "latte": "latte", "blade": "blade.php", "pug": "pug", "haml": "html.haml", "slim": "slim",
    "hbs": "hbs", "mustache": "mustache", "gohtml": "gohtml", "mako": "mako", "eex": "html.eex", "heex": "html.heex",
    "ex": "ex", "vm": "vm", "ftl": "ftl", "json": "json", "yaml": "yml", "toml": "toml",
    "css": "css", "scss": "scss", "less": "less", "phtml": "phtml",
}  # fmt: skip
MARKED_SECTIONS = {"Not reported", "Reported", "Right", "Wrong"}
FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[ \t]*(.*?)[ \t]*$")
HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*$")


@dataclass(frozen=True, slots=True)
class Case:
    """One example and what must come out of it.

    id       file::heading::n (n counts the cases under one heading from 1)
    line     1-based line of the opening fence
    checks   ids of the findings, sorted; empty when silent
    embeds   number of embeds; 0 with `none`
    load, request, region, form   None when the example does not say (`region=null` reads as "null")
    skip     why the browser cannot prove it, else ""
    file     the name of the file, where that matters
    beside   (name, text) of the other files of the example: blocks before this one with `part file=NAME`
    only     ids of the checks that the example is about; empty: all
    today    the day that duties are judged on, "" for the tests' usual one
    accept, refuse, click   CSS selectors, or `js:` and an expression without spaces; "" when not given
    """

    id: str
    path: str
    line: int
    language: str
    code: str
    checks: tuple[str, ...] = ()
    embeds: int = 1
    load: Worlds | None = None
    request: Worlds | None = None
    region: str | None = None
    vendor: str = "genesys"
    form: str | None = None
    policy: str = "default"
    todo: bool = False
    skip: str = ""
    accept: str = ""
    refuse: str = ""
    click: str = ""
    file: str = ""
    beside: tuple[tuple[str, str], ...] = ()
    only: tuple[str, ...] = ()
    today: str = ""

    @property
    def filename(self) -> str:
        return self.file or f"example.{EXTENSIONS[self.language]}"


@dataclass(slots=True)
class Page:
    """What one .md file holds: its cases, and one sentence for each fault of its info strings."""

    cases: list[Case] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block as it stands. line is 1-based; section and heading are the nearest `##` and `###`."""

    info: str
    code: str
    line: int
    section: str
    heading: str
    closed: bool = True


# --- what an info string may say -------------------------------------------------------------------------------------


def _ids(value: str) -> tuple[str, ...]:
    ids = value.split(",")
    if not all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one) for one in ids):
        raise ValueError(f"{value!r} is not a list of check ids such as 'dead-gate,ungated-embed'")
    if len(set(ids)) != len(ids):
        raise ValueError(f"{value!r} names a check twice")
    return tuple(sorted(ids))


def _count(value: str) -> int:
    if not value.isdecimal():
        raise ValueError(f"{value!r} is not a number")
    return int(value)


def _word(value: str) -> str:
    if not value:
        raise ValueError("it has no value")
    return value


def _proof(value: str) -> str:
    word, _, reason = value.partition(":")
    if word != "skip" or not reason:
        raise ValueError(f"{value!r} is not 'skip:reason_in_words'")
    return reason.replace("_", " ")


# key -> (field of Case, reader of the value)
KEYS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "reported": ("checks", _ids), "load": ("load", worlds), "request": ("request", worlds), "region": ("region", _word),
    "embeds": ("embeds", _count), "vendor": ("vendor", _word), "form": ("form", _word), "policy": ("policy", _word),
    "file": ("file", _word), "only": ("only", _ids), "today": ("today", _word),
    "proof": ("skip", _proof), "accept": ("accept", _word), "refuse": ("refuse", _word), "click": ("click", _word),
}  # fmt: skip
FLAGS = ("silent", "none", "todo")
OUTCOMES = ("silent", "none", "reported")


def read_info(words: Iterable[str]) -> tuple[dict[str, Any], list[str]]:
    """The fields of Case that the words of an info string (without its language) give, and their faults."""
    fields: dict[str, Any] = {}
    faults: list[str] = []
    seen: set[str] = set()
    for word in words:
        key, equals, value = word.partition("=")
        if key in seen:
            faults.append(f"'{key}' stands twice")
        seen.add(key)
        if key in FLAGS and not equals:
            continue
        if key not in KEYS or not equals:
            faults.append(f"'{word}' is not understood; use {', '.join(FLAGS)} or {'=, '.join(KEYS)}=")
            continue
        name, reader = KEYS[key]
        try:
            fields[name] = reader(value)
        except ValueError as fault:
            faults.append(f"'{key}': {fault}")
    return _settle(fields, seen, faults), faults


def _settle(fields: dict[str, Any], seen: set[str], faults: list[str]) -> dict[str, Any]:
    """Defaults that hang on other keys, and contradictions between keys."""
    outcomes = [key for key in OUTCOMES if key in seen]
    if len(outcomes) != 1:
        got = " and ".join(outcomes) or "none of them"
        faults.append(f"say exactly one of silent, none, reported=... (it says {got})")
    if "none" in seen:
        if clash := sorted(seen & {"embeds", "load", "request", "region", "form"}):
            faults.append(f"'none' means that there is no embed; '{clash[0]}' contradicts it")
        fields["embeds"] = 0
    if fields.get("load") is not None:
        fields.setdefault("request", NEVER)
    fields["todo"] = "todo" in seen
    return fields


# --- reading a page --------------------------------------------------------------------------------------------------


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a Markdown text, in order."""
    section = heading = ""
    fence, info, start, body = "", "", 0, list[str]()
    for number, line in enumerate(text.splitlines(), 1):
        mark = FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not mark[2]:
                yield Block(info, "\n".join(body) + "\n", start, section, heading)
                fence = ""
            else:
                body.append(line)
        elif mark:
            fence, info, start, body = mark[1], mark[2], number, []
        elif title := HEADING.match(line):
            section = title[2] if len(title[1]) <= 2 else section
            heading = title[2] if len(title[1]) == 3 else ""
    if fence:
        yield Block(info, "\n".join(body) + "\n", start, section, heading, closed=False)


def read_page(path: str, text: str) -> Page:
    """Cases and faults of one Markdown text. `path` is relative to the checkout and only names the place."""
    page, counts, parts = Page(), dict[str, int](), Parts()
    for block in blocks(text):
        language, *words = block.info.split() or [""]
        if "part" in words:
            page.faults += [f"{path}:{block.line}: {fault}" for fault in parts.take(block, language, words)]
            continue
        if not words and block.closed and block.section not in MARKED_SECTIONS:
            continue
        fields, faults = read_info(words)
        faults += _block_faults(block, language)
        if faults:
            page.faults += [f"{path}:{block.line}: {fault}" for fault in faults]
            continue
        counts[block.heading] = n = counts.get(block.heading, 0) + 1
        ident = f"{path}::{block.heading}::{n}"
        beside = parts.of(block)
        page.cases.append(Case(ident, path, block.line, language, block.code, beside=beside, **fields))
    page.faults += [
        f"{path}: no example follows the part {name!r} of {heading!r}" for heading, name, _ in parts.pending
    ]
    return page


@dataclass(slots=True)
class Parts:
    """Files of an example that stand before it under the same heading."""

    pending: list[tuple[str, str, str]] = field(default_factory=list)

    def take(self, block: Block, language: str, words: list[str]) -> Iterator[str]:
        """Keep a part; yields what is wrong with it."""
        names = [word.removeprefix("file=") for word in words if word.startswith("file=")]
        if len(names) != 1 or len(words) != 2:
            yield "a part has a name and nothing else: write 'part file=NAME'"
        else:
            self.pending.append((block.heading, names[0], block.code))
        # The file may be the empty one that an example is about.
        yield from (fault for fault in _block_faults(block, language) if block.code.strip() or "empty" not in fault)

    def of(self, block: Block) -> tuple[tuple[str, str], ...]:
        """The parts of this example, which are then over."""
        mine = tuple((name, code) for heading, name, code in self.pending if heading == block.heading)
        self.pending = [part for part in self.pending if part[0] != block.heading]
        return mine


def _block_faults(block: Block, language: str) -> Iterator[str]:
    if not block.closed:
        yield "the fence is never closed"
    if not block.heading:
        yield "an example needs a '### name in words' heading above it"
    if not block.code.strip():
        yield "the example is empty"
    if language not in EXTENSIONS:
        yield f"language {language!r} is not known; use one of {', '.join(EXTENSIONS)}"


def read_all(root: Path = ROOT) -> Page:
    """Cases and faults of every page beside code and data."""
    whole = Page()
    for folder in FOLDERS:
        for file in sorted((root / folder).glob("*.md")):
            page = read_page(file.relative_to(root).as_posix(), file.read_text("utf-8"))
            whole.cases += page.cases
            whole.faults += page.faults
    return whole
