"""What libraries keep for a whole page: the stores of its state, and what every component finds on itself."""

from dataclasses import dataclass, field

from consentlint.reach.values import Value


@dataclass(slots=True)
class Libraries:
    """
    stores      the stores that were made, for those who ask for "the store"
    everywhere  what every component and template finds under a name (`$store`)
    origins     name of an import -> the packages that it comes from
    """

    stores: list[Value] = field(default_factory=list)
    everywhere: dict[str, Value] = field(default_factory=dict)
    origins: dict[str, set[str]] = field(default_factory=dict)

    def imported(self, path: str, package: str) -> None:
        """A name was imported from a package."""
        self.origins.setdefault(path, set()).add(package)

    def packages(self, path: str) -> set[str]:
        """Where the first name of a path comes from."""
        return self.origins.get(path.partition(".")[0], set())
