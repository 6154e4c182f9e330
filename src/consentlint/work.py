"""What whoever examines files is told."""

from typing import NamedTuple

from consentlint.config import Config

# Nodes of code that may be run: for files that belong together, for a whole project, and for a group at the least.
# One takes 10 to 15 millionths of a second. A limit that is reached is told, and nothing counts as held back then.
MOST_STEPS = 400_000
ALL_STEPS = 2_000_000
LEAST_STEPS = 20_000


class Work(NamedTuple):
    """The settings, the files whose findings are wanted, all those that may be looked at, and the number of groups.

    cut  files that more others bring in than were looked for
    """

    config: Config
    wanted: frozenset[str]
    context: tuple[str, ...]
    groups: int = 1
    cut: frozenset[str] = frozenset()

    @property
    def steps(self) -> int:
        """What each group may take: the same whoever examines it, in whatever order."""
        return min(MOST_STEPS, share(ALL_STEPS, self.groups))


def share(steps: int, parts: int) -> int:
    """What each of several parts may take."""
    return max(LEAST_STEPS, steps // max(1, parts))
