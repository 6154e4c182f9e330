"""What a report was made of: the sum of every file that was read, in a form that other tools can check."""

import hashlib
from collections.abc import Callable, Iterable
from typing import NamedTuple

from consentlint.config import Config
from consentlint.discover import discover, read

Reader = Callable[[str], tuple[bytes, str]]


class Fingerprint(NamedTuple):
    """digest: SHA-256 over the lines that `sha256sum` writes for all files, sorted by path; sums: of each file."""

    digest: str
    sums: dict[str, str]


def fingerprint(
    paths: Iterable[str], config: Config, further: Iterable[str] = (), reader: Reader = read
) -> Fingerprint:
    """The fingerprint of what a run over `paths` reads. further: other files; what cannot be read is left out."""
    found = discover(list(paths), config)
    named = {*found.files, *found.standing, *found.data, *further}
    sums = {path: hashlib.sha256(data).hexdigest() for path in named for data, fault in [reader(path)] if not fault}
    ordered = dict(sorted(sums.items()))
    lines = "".join(f"{digest}  {path}\n" for path, digest in ordered.items())
    return Fingerprint(hashlib.sha256(lines.encode("utf-8", "surrogateescape")).hexdigest(), ordered)
