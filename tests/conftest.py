"""The driver of all browsers; and what the browser proved, told at the end and written into the docs (`--numbers`)."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from cases import PROOF

if TYPE_CHECKING:
    from playwright.sync_api import Playwright


@pytest.fixture(scope="session")
def driver() -> Iterator["Playwright"]:
    """One per process: a second one in the same thread does not start."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as one:
        yield one


def pytest_addoption(parser: Any) -> None:
    parser.addoption("--numbers", action="store_true", help="write what the browser proved into docs/proof.md")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    told = Counter(
        f"contradicted ({value})" if report.failed else value
        for reports in terminalreporter.stats.values()
        for report in reports
        for key, value in getattr(report, "user_properties", ())
        if key == PROOF and getattr(report, "when", "") == "call"
    )
    if not told:
        return
    terminalreporter.section("examples in the browser")
    for how, number in sorted(told.items(), key=lambda item: (-item[1], item[0])):
        terminalreporter.write_line(f"{number:5} {how}")
    if terminalreporter.config.getoption("--numbers"):
        from proof_numbers import write

        terminalreporter.write_line(write(told))
