"""`consentlint verify`: open a page in a browser, in three worlds, and put it beside its source."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import TYPE_CHECKING

from consentlint.cli._command import CLEAN, FOUND, TROUBLE, Command
from consentlint.cli._scan import wants_color
from consentlint.config import ConfigErrors, load_config
from consentlint.known import verify_names
from consentlint.report import Style, printable

if TYPE_CHECKING:
    from consentlint.verify.evidence import Writer
    from consentlint.verify.whole import Order, Outcome

FORMATS = ("text", "json", "html")
ENDINGS = {"text": "txt", "json": "json", "html": "html"}


def configure(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("target", metavar="URL|DIR", help="a page, or a folder of pages that is served on loopback")
    add("--source", metavar="DIR", default="", help="what a URL's page is made from, to put beside it")
    add("--page", action="append", default=[], metavar="PATH", help="a page of the folder (default: all); repeatable")
    add("--accept", metavar="SELECTOR", default="", help="what accepts everything (default: as the packs know)")
    add("--refuse", metavar="SELECTOR", default="", help="what refuses everything (default: as the packs know)")
    add("--click", metavar="SELECTOR", default="", help="what asks for the service, such as a chat button")
    add("--allow", action="append", default=[], metavar="HOST", help="also contact this host; repeatable")
    add("--offline", action="store_true", help="contact the page's own host only; stubs stand in for platforms")
    add("--wait", type=seconds, default=3.0, metavar="SECONDS", help="how long nothing new must come (default: 3)")
    add("--timeout", type=seconds, default=30.0, metavar="SECONDS", help="at most, for each step (default: 30)")
    add("--evidence", metavar="DIR", default="", help="keep requests, pictures and hashes in a dated folder there")
    add("--browser", metavar="PROGRAM", default="", help="the Chromium to use (default: the one installed)")
    add("--no-sandbox", action="store_true", help="start Chromium without its own sandbox")
    add("--config", metavar="FILE", default="", help="settings file, instead of looking for one")
    add("--isolated", action="store_true", help="look for no settings file")
    add("--policy", default="", metavar="ID", help="id of a policy (`consentlint explain` lists them)")
    add("--output-format", choices=FORMATS, default=FORMATS[0], help=f"default: {FORMATS[0]}")
    add("--output", action="append", default=[], type=target, metavar="FORMAT=FILE", help="also write FILE; repeatable")
    add("--color", choices=("auto", "always", "never"), default="auto")
    add("--exit-zero", action="store_true", help="exit 0 even with findings")


def seconds(text: str) -> float:
    """A number of seconds, above 0 and at most ten minutes."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number <= 600:
        raise ArgumentTypeError(f"{text!r} is not a number of seconds between 0 and 600")
    return number


def target(text: str) -> tuple[str, str]:
    """`html=report.html` as a pair."""
    name, equals, file = text.partition("=")
    if not (equals and file and name in FORMATS):
        raise ArgumentTypeError(f"{text!r} is not FORMAT=FILE with a format out of {', '.join(FORMATS)}")
    return name, file


def execute(given: Namespace) -> int:
    from consentlint.verify.evidence import keep
    from consentlint.verify.launch import BrowserMissing
    from consentlint.verify.whole import verify

    order = order_of(given)
    try:
        outcome = verify(order)
    except BrowserMissing as error:
        raise ConfigErrors(str(error)) from None
    known = writers()
    if order.evidence:
        keep(
            order.evidence,
            order,
            outcome,
            {f"report.{ENDINGS.get(kind, kind)}": write for kind, write in known.items()},
        )
        print(f"evidence: {order.evidence}", file=sys.stderr)
    for name, file in given.output:
        _write(known[name], outcome, file, name)
    known[given.output_format](outcome, sys.stdout, Style(wants_color(given.color, sys.stdout.isatty())))
    for trouble in outcome.trouble:
        print(f"consentlint: {printable(trouble)}", file=sys.stderr)
    return exit_code(outcome, given.exit_zero)


def order_of(given: Namespace) -> "Order":
    """What the command line asks for. Raises ConfigErrors."""
    from consentlint.verify.evidence import new_folder
    from consentlint.verify.launch import Launch
    from consentlint.verify.visit import Wishes
    from consentlint.verify.whole import Order, check

    start = given.source or (given.target if "://" not in given.target else ".")
    config = load_config(start, given.config, given.isolated)
    config = config._replace(policy=given.policy or config.policy)
    verify_names(config)
    order = Order(
        given.target, given.source, tuple(given.page), tuple(given.allow), given.offline,
        Wishes(given.accept, given.refuse, given.click, given.wait, given.timeout), config,
        Launch(given.browser, not given.no_sandbox),
    )  # fmt: skip
    check(order)
    return order._replace(evidence=new_folder(given.evidence) if given.evidence else None)


def writers() -> "dict[str, Writer]":
    """Format -> what writes it."""
    from consentlint.verify import data, page, tell

    return {"text": tell.write, "json": data.write, "html": page.write}


def _write(write: "Writer", outcome: "Outcome", file: str, name: str) -> None:
    try:
        with open(file, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
            write(outcome, stream, Style())
    except OSError as error:
        raise ConfigErrors(f"--output {name}={file}: cannot be written ({error.strerror})") from None


def exit_code(outcome: "Outcome", exit_zero: bool = False) -> int:
    """2 when a page or a world that was asked for could not be entered, 1 with an error or a warning, else 0."""
    if outcome.trouble:
        return TROUBLE
    return FOUND if outcome.failing and not exit_zero else CLEAN


COMMAND = Command("verify", "open pages in a browser, and put what they load beside their source", configure, execute)
