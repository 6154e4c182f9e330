"""`consentlint inventory`: every embed, compliant ones too, with what it does in each world."""

from argparse import ArgumentParser, Namespace

from consentlint.cli._command import CLEAN, TROUBLE, Command
from consentlint.cli._scan import add_scan_options, scan


def configure(parser: ArgumentParser) -> None:
    add_scan_options(parser, "table")


def execute(given: Namespace) -> int:
    return TROUBLE if scan("inventory", given).errors else CLEAN


COMMAND = Command("inventory", "list every embed, compliant ones too", configure, execute)
