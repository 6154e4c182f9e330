"""Tells at the end what the browser proved, and writes it into the docs when asked to (`--numbers`)."""

from collections import Counter
from typing import Any

from cases import PROOF


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
