"""What is wrong with a pack, as values that a person can act on. Imports nothing heavy."""

from typing import NamedTuple


class Fault(NamedTuple):
    """One fault. `line` is 1-based, 0 when the file as a whole is meant; `where` is the path inside the file."""

    file: str
    line: int
    where: str
    text: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.where + ': ' if self.where else ''}{self.text}"


class PackErrors(Exception):
    """Every fault of every file of one load, sorted by file and line. `str` is one line per fault."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)
