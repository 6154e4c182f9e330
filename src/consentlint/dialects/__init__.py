"""Template languages, one a file: each module here holds a value `DIALECT` whose id is the module's name.

To add one, drop a file in; nothing lists them.
"""

import importlib
import pkgutil
from functools import cache
from pathlib import PurePosixPath

from consentlint.syntax.template import Dialect

# Pages that are written in many languages under one extension; only these are told apart by content.
SNIFFED = frozenset({".html", ".htm", ".xhtml", ".tpl", ".tmpl", ".template", ".svg"})


@cache
def load_dialects() -> dict[str, Dialect]:
    """Give every dialect by id. Raises ValueError for a module whose DIALECT is missing or misnamed."""
    dialects = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        dialect = getattr(importlib.import_module(f"{__name__}.{module.name}"), "DIALECT", None)
        if not isinstance(dialect, Dialect) or dialect.id != module.name:
            raise ValueError(f"dialects/{module.name}.py must hold a value DIALECT with id {module.name!r}")
        dialects[dialect.id] = dialect
    return dialects


def has_own_extension(path: str) -> bool:
    """Tell whether a file's name says what language it is in, so that its content need not."""
    return PurePosixPath(path).suffix.lower() not in SNIFFED


def dialect_for(path: str, text: str, override: str | None = None) -> Dialect:
    """Give the dialect of a file: the one named by `override`, else by its extension, else by content, else plain.

    Content decides for pages only: `{{` in a script is script, unless the extension says otherwise. Raises ValueError
    for an override that names no dialect.
    """
    dialects = load_dialects()
    if override is not None:
        if override not in dialects:
            raise ValueError(f"unknown template dialect {override!r}; known are {', '.join(dialects)}")
        return dialects[override]
    name = PurePosixPath(path).name.lower()
    by_extension = [
        (len(extension), dialect.id)
        for dialect in dialects.values()
        for extension in dialect.extensions
        if name.endswith(extension)
    ]
    if by_extension:
        return dialects[max(by_extension)[1]]
    if PurePosixPath(name).suffix in SNIFFED:
        sure = {dialect.id: int(dialect.sniff(text)) for dialect in dialects.values()}
        best = max(sure, key=lambda name: sure[name])  # the first of several
        return dialects[best if sure[best] else "plain"]
    return dialects["plain"]
