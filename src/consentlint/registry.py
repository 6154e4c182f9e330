"""Open sets: import every module of a package's folder and collect its one public value. No list is edited."""

import importlib
import os
from functools import cache
from typing import Any


class RegistryError(Exception):
    """A module of an open set breaks its contract; the message names the file, the fault and the way out."""


def stems(package: str) -> tuple[str, ...]:
    """The ids that the folder of `package` offers (file stems, hyphens for underscores), sorted. Imports none."""
    folders = importlib.import_module(package).__path__
    names = {name for folder in folders for name in os.listdir(folder)}
    return tuple(sorted(hyphened(name[:-3]) for name in names if name.endswith(".py") and not name.startswith("_")))


def hyphened(stem: str) -> str:
    """The id that belongs to a file stem."""
    return stem.replace("_", "-")


@cache
def load_folder(package: str, attribute: str) -> dict[str, Any]:
    """Every module's `attribute` by its id, in the order of the ids. The result is shared: do not change it.

    Raises RegistryError when a module lacks the value, or the value's `id` is not the module's stem.
    """
    return {stem: load_one(package, stem, attribute) for stem in stems(package)}


@cache
def load_one(package: str, stem: str, attribute: str) -> Any:
    """The value of one module of the set. `stem` is the id; raises RegistryError as `load_folder` does."""
    name = f"{package}.{stem.replace('-', '_')}"
    module = importlib.import_module(name)
    value = getattr(module, attribute, None)
    if value is None:
        raise RegistryError(f"{module.__file__}: has no value {attribute}; every module of {package} needs one")
    found = getattr(value, "id", None)
    if found != stem:
        raise RegistryError(f"{module.__file__}: {attribute}.id is {found!r}, the file name asks for {stem!r}")
    return value
