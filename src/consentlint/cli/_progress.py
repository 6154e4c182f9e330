"""A progress bar on a terminal, for runs that take longer than a second."""

import time
from typing import TextIO

WIDTH = 30
PATIENCE = 1.0
EVERY = 0.1


class Bar:
    """Draws on `stream` when that is a terminal. Numbers are files."""

    def __init__(self, stream: TextIO, wanted: bool = True) -> None:
        self._stream = stream
        self._wanted = wanted and stream.isatty()
        self._next = time.monotonic() + PATIENCE
        self._drawn = False

    def show(self, done: int, total: int) -> None:
        """Draw anew, at most ten times a second."""
        if not self._wanted or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + EVERY
        self._drawn = True
        filled = WIDTH * done // max(total, 1)
        self._stream.write(f"\r[{'#' * filled}{' ' * (WIDTH - filled)}] {done}/{total} files")
        self._stream.flush()

    def clear(self) -> None:
        """Leave no trace of the bar."""
        if self._drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
