"""The register for commands that publish what it says: all of it, or none."""

from typing import TYPE_CHECKING

from consentlint.config import Config, ConfigErrors

if TYPE_CHECKING:
    from consentlint.duties.model import Register


def register_of(config: Config) -> "Register":
    """The register of the project. Raises ConfigErrors when there is none, or with every fault at its line."""
    from consentlint.register_place import DEFAULT

    register = register_if_any(config)
    if register is None:
        raise ConfigErrors(
            f"there is no register of services at {DEFAULT}; `consentlint init` begins one where a third party is "
            "embedded, or begin it with `services:` and an entry for each (docs/duties.md of consentlint shows one)"
        )
    return register


def register_if_any(config: Config) -> "Register | None":
    """The same for commands that do without: None when the project has no register."""
    from consentlint.discover import read
    from consentlint.duties.register import register_at
    from consentlint.register_place import register_place
    from consentlint.text import Lines

    place = register_place(config)
    if place is None:
        return None
    register = register_at(place.path, read)
    if register.faults:
        lines = Lines(register.text)
        told = (f"{place.path}:{lines.line_column(fault.span.start)[0]}: {fault.text}" for fault in register.faults)
        raise ConfigErrors("\n".join(told))
    return register
