"""The register for commands that publish what it says: all of it, or none."""

from typing import TYPE_CHECKING

from consentlint.config import Config, ConfigErrors

if TYPE_CHECKING:
    from consentlint.duties.model import Register


def register_of(config: Config) -> "Register":
    """The register of the project. Raises ConfigErrors when there is none, or with every fault at its line."""
    from consentlint.discover import read
    from consentlint.duties.register import read_register
    from consentlint.register_place import DEFAULT, register_place
    from consentlint.text import Lines

    place = register_place(config)
    if place is None:
        raise ConfigErrors(f"there is no register of services at {DEFAULT}; `consentlint init` begins one")
    raw, reason = read(place.path)
    if reason:
        raise ConfigErrors(f"{place.path}: cannot be read: {reason}")
    register = read_register(place.path, raw)
    if register.faults:
        lines = Lines(register.text)
        told = (f"{place.path}:{lines.line_column(fault.span.start)[0]}: {fault.text}" for fault in register.faults)
        raise ConfigErrors("\n".join(told))
    return register
