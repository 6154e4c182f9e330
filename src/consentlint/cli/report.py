"""`consentlint report`: one HTML page for whoever answers for data protection."""

import sys
from argparse import ArgumentParser, Namespace

from consentlint.cli._command import CLEAN, TROUBLE, Command
from consentlint.cli._progress import Bar
from consentlint.cli._scan import add_input_options, settings
from consentlint.cli._summary import summary
from consentlint.cli._write import output_file, write
from consentlint.cli.check import day
from consentlint.report import printable

FILE = "consentlint-report.html"


def configure(parser: ArgumentParser) -> None:
    from consentlint.page.words import languages

    add_input_options(parser)
    add = parser.add_argument
    add("-o", "--output", metavar="FILE", default=FILE, help=f"default: {FILE}; - writes to standard output")
    add("--language", choices=languages(), default="en", help="of the page (default: en)")
    add("--name", default="", help="what the project is called on the page (default: the name of its folder)")
    add("--policy", default="", metavar="ID", help="id of a policy (`consentlint explain` lists them)")
    add("--today", type=day, metavar="DATE", help="the day that duties are judged on (default: today)")


def execute(given: Namespace) -> int:
    from consentlint.dossier import Order, dossier
    from consentlint.page.document import document
    from consentlint.run import Request

    config = settings(given)
    request = Request("check", given.paths, config, given.force_exclude, jobs=given.jobs)
    bar = Bar(sys.stderr, wanted=not given.quiet)
    file = output_file(given.output)
    content = dossier(Order(request, given.language, file or FILE, given.name, given.today), bar.show)
    bar.clear()
    write(document(content), file)
    if file and not given.quiet:
        print(f"wrote {printable(file)}", file=sys.stderr)
    for line in summary(content.report, quiet=given.quiet):
        print(line, file=sys.stderr)
    return TROUBLE if content.report.errors else CLEAN


COMMAND = Command("report", "write one HTML page on all services, for a data-protection officer", configure, execute)
