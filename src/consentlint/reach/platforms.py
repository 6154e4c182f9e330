"""The platforms by the names of their globals, filed once: calls and assignments are asked for them all the time."""

from collections.abc import Iterable

from consentlint.packs.values import Callback, Cmp, Definition, GatedLoader

Option = tuple[Cmp, Callback | Definition]
Loader = tuple[Cmp, GatedLoader]


class Platforms:
    """options: callbacks and definitions that are options, each after the path of what it is an option of.

    loaders: each after its kind (`call`, `option`) and the path of what is called
    """

    def __init__(
        self,
        cmps: Iterable[Cmp],
        options: Iterable[tuple[str, Option]],
        loaders: Iterable[tuple[tuple[str, str], Loader]],
    ) -> None:
        self._owners: dict[str, list[str]] = {}
        for cmp in cmps:
            for name in dict.fromkeys(cmp.present.globals):
                self._owners.setdefault(name, []).append(cmp.id)
        self._options: dict[str, list[Option]] = {}
        for path, option in options:
            name, dot, _ = path.partition(".")
            if dot:
                self._options.setdefault(name, []).append(option)

        self._loaders: dict[tuple[str, str], list[Loader]] = {}
        for head, loader in loaders:
            self._loaders.setdefault(head, []).append(loader)

    def loaders(self, kind: str, path: str) -> list[Loader]:
        """The loaders of one kind that a call of this canonical path is."""
        return self._loaders.get((kind, path), [])

    def owners(self, name: str) -> list[str]:
        """The ids of the platforms that have a global of this name."""
        return self._owners.get(name, [])

    def options_below(self, path: str) -> list[Option]:
        """The options below the first name of a canonical path (`platform.services`), callbacks first."""
        return self._options.get(path.partition(".")[0], [])
