"""bs4 without what we do not use of it: its readers on lxml and html5lib, and soupsieve until a selector is used.

Imported naively bs4 costs several times as much (bench/markup.py measures it).
"""

import importlib
import importlib.util
import sys

_UNUSED = ("bs4.builder._html5lib", "bs4.builder._lxml")


def _defer(name: str) -> None:
    """Register a module that runs when it is first looked into."""
    spec = importlib.util.find_spec(name) if name not in sys.modules else None
    if spec is None or spec.loader is None:
        return
    spec.loader = importlib.util.LazyLoader(spec.loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)


def load_bs4() -> None:
    """Import bs4, once. Where someone has imported it already, nothing is left to save."""
    if "bs4" in sys.modules:
        return
    _defer("soupsieve")
    blocked = [name for name in _UNUSED if name not in sys.modules]
    sys.modules.update(dict.fromkeys(blocked))  # type: ignore[arg-type]  # None makes an import fail
    try:
        importlib.import_module("bs4")
    finally:
        for name in blocked:
            sys.modules.pop(name, None)
