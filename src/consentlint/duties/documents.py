"""What the register's documents are: whether they are there, their text, and when git saw them change.

The edge between the pure core and the disk. Nothing outside of the repository is read, and nothing is ever fetched.
"""

import datetime
import os
import subprocess
from collections.abc import Callable, Iterable
from functools import cached_property

from consentlint.duties.model import Document
from consentlint.lazy_regex import lazy_regex
from consentlint.model import Span

# A reference names no file by accident: an address has a scheme, an id rarely ends as a file name does.
SCHEME = lazy_regex(r"[A-Za-z][A-Za-z0-9+.-]*:")
FILE_NAME = lazy_regex(r"[^/\\]\.[A-Za-z][A-Za-z0-9]{0,9}$")
# What is read as text: documents, data, scripts (definitions of consent platforms), and pages with a template language.
TEXTS = tuple(
    f".{suffix}"
    for suffix in (
        "md markdown mdx mdown txt rst adoc html htm xhtml yaml yml json jsonc json5 js mjs cjs jsx ts mts cts tsx vue "
        "svelte astro php phtml twig njk liquid erb ejs j2 jinja jinja2 hbs mustache cshtml ftl latte tpl tmpl gohtml"
    ).split()
)
LARGEST = 4_000_000
REMARK = lazy_regex(r"<!--[^\n<]*?consentlint:[^\n<]*?-->|(?:#|//)[^\n#<]*?consentlint:[^\n]*")
COMMIT = lazy_regex(r"([0-9a-f]{40,64}) \d+ \d+")

Reader = Callable[[str], tuple[bytes, str]]


class Documents:
    """The documents of one run, each read once.

    base   folder that paths in the register are relative to
    shown  how a path on disk is written in output
    """

    def __init__(self, base: str, reader: Reader, shown: Callable[[str], str]) -> None:
        self._base, self._reader, self._shown = base, reader, shown
        self._known: dict[str, Document] = {}

    def __call__(self, reference: str) -> Document:
        """What a `document:` of the register leads to. Never raises."""
        if reference not in self._known:
            self._known[reference] = self._found(reference)
        return self._known[reference]

    def _found(self, reference: str) -> Document:
        path = self.path(reference)
        if path is None and FILE_NAME.search(reference) and not SCHEME.match(reference) and "\0" not in reference:
            return Document(reference, "outside")
        if path is None or not (os.path.isfile(path) or FILE_NAME.search(reference)):
            return Document(reference)
        if not os.path.isfile(path):
            return Document(reference, "missing", self._shown(path))
        text = self._text(path)
        empty = os.path.getsize(path) == 0 or (bool(text) and not text.strip())
        return Document(reference, "file", self._shown(path), text, self._committed(path), empty)

    @property
    def texts(self) -> dict[str, str]:
        """Path, as it is shown -> text of every document that was read."""
        return {found.path: found.text for found in self._known.values() if found.text}

    def remarks(self, path: str) -> list[tuple[Span, str]]:
        """The comments in a document that was read which speak to consentlint."""
        return [(Span(*match.span()), match[0]) for match in REMARK.finditer(self.texts.get(path, ""))]

    def files(self, references: Iterable[str]) -> list[str]:
        """The paths, as they are shown, of those references that lead to files, without reading these."""
        paths = (self.path(reference) for reference in references)
        return [self._shown(path) for path in paths if path is not None and os.path.isfile(path)]

    def path(self, reference: str) -> str | None:
        """Where the file would be; None for what can be no path of the repository (an address, a way out of it)."""
        if SCHEME.match(reference) or "\0" in reference or os.path.isabs(reference):
            return None
        inside = os.path.normpath(reference)
        return None if inside.startswith("..") else os.path.join(self._base, inside)

    def _text(self, path: str) -> str:
        if not path.lower().endswith(TEXTS) or os.path.getsize(path) > LARGEST:
            return ""
        from consentlint.text import decode

        data, reason = self._reader(self._shown(path))
        return "" if reason else decode(data)[0]

    # --- git -------------------------------------------------------------------------------------------------------

    @cached_property
    def _shallow(self) -> bool:
        """In a shallow clone every line looks as old as the clone. True also where there is no git."""
        return self._git("rev-parse", "--is-shallow-repository").strip() != "false"

    def _git(self, *arguments: str) -> str:
        """What git prints; "" when it is missing or fails. Nothing that the repository names is run."""
        quiet = ("-c", "core.fsmonitor=false", "-c", "blame.ignoreRevsFile=", "-c", "log.showSignature=false")
        try:
            done = subprocess.run(["git", "-C", self._base, *quiet, *arguments], capture_output=True, check=True)
        except (OSError, ValueError, subprocess.CalledProcessError):
            return ""
        return done.stdout.decode("utf-8", "replace")

    def _committed(self, path: str) -> datetime.date | None:
        """The day of a file's last commit."""
        if self._shallow:
            return None
        return _day(self._git("log", "-1", "--format=%ct", "--", os.path.relpath(path, self._base)).strip())

    def changed(self, path: str, first: int, last: int) -> datetime.date | None:
        """The day of the last commit that changed these lines (1-based, both included); None where git cannot tell."""
        if self._shallow:
            return None
        told = self._git("blame", "--porcelain", "-L", f"{first},{last}", "--", os.path.abspath(path))
        return _day(str(max(_times(told), default="")))


def _times(blame: str) -> list[int]:
    """When each commit in the output of `git blame --porcelain` was made; what is not committed yet is left out."""
    times, commit = [], ""
    for line in blame.splitlines():
        if found := COMMIT.match(line):
            commit = found[1]
        elif line.startswith("committer-time ") and commit.strip("0"):
            times.append(int(line.removeprefix("committer-time ")))
    return times


def _day(seconds: str) -> datetime.date | None:
    """A date in UTC, so that a run gives the same everywhere."""
    if not seconds.isdecimal():
        return None
    return datetime.datetime.fromtimestamp(int(seconds), datetime.UTC).date()
