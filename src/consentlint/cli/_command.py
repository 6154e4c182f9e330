"""What a command is, and the exit codes that all of them share."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import NamedTuple

CLEAN, FOUND, TROUBLE = 0, 1, 2


class Command(NamedTuple):
    """One command. configure: adds its options; execute: runs it and gives the exit code."""

    id: str
    help: str
    configure: Callable[[ArgumentParser], None]
    execute: Callable[[Namespace], int]
