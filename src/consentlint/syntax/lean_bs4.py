"""bs4 without what we do not use of it: its readers on lxml and html5lib, and soupsieve until a selector is used.

Imported naively bs4 costs several times as much (bench/markup.py measures it).
"""

import importlib
import sys
from types import ModuleType

_UNUSED = ("bs4.builder._html5lib", "bs4.builder._lxml")


class _Deferred(ModuleType):
    """Stands for a module until something is asked of it. (`importlib.util.LazyLoader` loads at `import` already.)"""

    def __getattr__(self, name: str) -> object:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


def load_bs4() -> None:
    """Import bs4, once. Where someone has imported it already, nothing is left to save."""
    if "bs4" in sys.modules:
        return
    sys.modules.setdefault("soupsieve", _Deferred("soupsieve"))
    blocked = [name for name in _UNUSED if name not in sys.modules]
    sys.modules.update(dict.fromkeys(blocked))  # type: ignore[arg-type]  # None makes an import fail
    try:
        importlib.import_module("bs4")
    finally:
        for name in blocked:
            sys.modules.pop(name, None)
