"""The platforms by the names of their globals, filed once: calls and assignments are asked for them all the time."""

from collections.abc import Iterable

from consentlint.packs.values import Callback, Cmp, Definition

Option = tuple[Cmp, Callback | Definition]


class Platforms:
    """options: callbacks and definitions that are options, each after the path of what it is an option of."""

    def __init__(self, cmps: Iterable[Cmp], options: Iterable[tuple[str, Option]]) -> None:
        self._owners: dict[str, list[str]] = {}
        for cmp in cmps:
            for name in dict.fromkeys(cmp.present.globals):
                self._owners.setdefault(name, []).append(cmp.id)
        self._options: dict[str, list[Option]] = {}
        for path, option in options:
            name, dot, _ = path.partition(".")
            if dot:
                self._options.setdefault(name, []).append(option)

    def owners(self, name: str) -> list[str]:
        """The ids of the platforms that have a global of this name."""
        return self._owners.get(name, [])

    def options_below(self, path: str) -> list[Option]:
        """The options below the first name of a canonical path (`platform.services`), callbacks first."""
        return self._options.get(path.partition(".")[0], [])
