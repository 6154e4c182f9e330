"""Where the register of services is. Every run passes through: it costs a look at the disk, and nothing is imported."""

import os
from typing import NamedTuple

from consentlint.config import Config, ConfigErrors
from consentlint.discover import display

DEFAULT = "compliance/services.yaml"


class RegisterPlace(NamedTuple):
    """path: as it is written in output; base: absolute folder that paths in the register are relative to."""

    path: str
    base: str


def register_place(config: Config, given: tuple[str, ...] = ()) -> RegisterPlace | None:
    """The register of the project; None when it has none.

    given  names of texts that come from elsewhere (an editor): the register may be one of them, and not on disk yet
    Raises ConfigErrors when the settings name a file that is not there.
    """
    for base in [config.root] if config.file else _folders():
        path = os.path.join(base, config.register or DEFAULT)
        shown = display(os.path.relpath(path))
        if os.path.isfile(path) or shown in map(display, given):
            return RegisterPlace(shown, os.path.abspath(base))
        if os.path.lexists(path):
            what = "a folder" if os.path.isdir(path) else "a link to nothing"
            raise ConfigErrors(f"{shown}: the register of services is to be a file, and this is {what}")
    if config.register:
        raise ConfigErrors(
            f"{config.file or 'settings'}: register: there is no file {config.register!r}; "
            "write it relative to the settings, or let `consentlint init` make one"
        )
    return None


def _folders() -> list[str]:
    """The current folder, and those above it up to the one that holds the repository."""
    folders = [os.getcwd()]
    while not os.path.exists(os.path.join(folders[-1], ".git")):
        parent = os.path.dirname(folders[-1])
        if parent == folders[-1]:
            return folders[:1]
        folders.append(parent)
    return folders
