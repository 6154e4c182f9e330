"""What whoever examines files is told."""

from typing import NamedTuple

from consentlint.config import Config


class Work(NamedTuple):
    """The settings, the files whose findings are wanted, and all those that may be looked at."""

    config: Config
    wanted: frozenset[str]
    context: tuple[str, ...]
