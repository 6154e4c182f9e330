"""`consentlint check`: lint files and folders."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import TYPE_CHECKING

from consentlint.cli._command import CLEAN, FOUND, TROUBLE, Command
from consentlint.cli._scan import add_scan_options, scan
from consentlint.report import Report

if TYPE_CHECKING:
    import datetime


def configure(parser: ArgumentParser) -> None:
    add_scan_options(parser, "full")
    parser.add_argument("--select", action="extend", type=ids, metavar="IDS", help="run only these checks (commas)")
    parser.add_argument("--ignore", action="extend", type=ids, metavar="IDS", help="leave these checks out (commas)")
    parser.add_argument("--policy", default="", metavar="ID", help="id of a policy (`consentlint explain` lists them)")
    parser.add_argument("--today", type=day, metavar="DATE", help="the day that duties are judged on (default: today)")
    parser.add_argument("--baseline", default="", metavar="FILE", help="leave out the findings that FILE lists")
    parser.add_argument("--write-baseline", action="store_true", help="list today's findings in the baseline; exit 0")
    parser.add_argument("--prune-baseline", action="store_true", help="take out of it what is found no more")
    parser.add_argument("--exit-zero", action="store_true", help="exit 0 even with findings")


def ids(text: str) -> list[str]:
    """`a,b` as a list."""
    return [part.strip() for part in text.split(",") if part.strip()]


def day(text: str) -> "datetime.date":
    """An ISO date."""
    import datetime

    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no date: write it as 2026-11-23") from None


def execute(given: Namespace) -> int:
    return exit_code(scan("check", given), given.exit_zero)


def exit_code(report: Report, exit_zero: bool = False) -> int:
    """2 after an internal error, 1 with an error or a warning, else 0: notes alone fail nothing."""
    if report.errors:
        return TROUBLE
    failing = any(str(finding.severity) in ("error", "warning") for finding in report.findings)
    return FOUND if failing and not exit_zero else CLEAN


COMMAND = Command("check", "lint files and folders: exit 1 when something is found", configure, execute)
