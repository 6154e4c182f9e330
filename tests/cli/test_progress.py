"""The progress bar: only on a terminal, only after a second, gone at the end."""

import io

import pytest

from consentlint.cli import _progress
from consentlint.cli._progress import Bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(_progress.time, "monotonic", lambda: now[0])
    return now


def test_a_short_run_shows_nothing(clock):
    terminal = Terminal()
    bar = Bar(terminal)
    clock[0] += 0.9
    bar.show(1, 2)
    bar.clear()
    assert terminal.getvalue() == ""


def test_a_long_run_shows_how_far_it_is_and_cleans_up(clock):
    terminal = Terminal()
    bar = Bar(terminal)
    clock[0] += 1.1
    bar.show(1, 2)
    bar.show(2, 2)  # too soon after the last
    assert terminal.getvalue() == f"\r[{'#' * 15}{' ' * 15}] 1/2 files"
    bar.clear()
    assert terminal.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize(("stream", "wanted"), [(io.StringIO(), True), (Terminal(), False)])
def test_nothing_in_a_log_and_nothing_when_quiet(clock, stream, wanted):
    bar = Bar(stream, wanted)
    clock[0] += 5
    bar.show(1, 2)
    bar.clear()
    assert stream.getvalue() == ""
