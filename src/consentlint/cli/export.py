"""`consentlint export`: the record of processing activities (Art. 30 GDPR) out of the register."""

import sys
from argparse import ArgumentParser, Namespace

from consentlint.cli._command import CLEAN, Command
from consentlint.cli._register import register_of
from consentlint.cli._write import output_file, write
from consentlint.config import load_config

FORMATS = ("csv", "json")


def configure(parser: ArgumentParser) -> None:
    from consentlint.page.words import languages

    add = parser.add_argument
    add("--format", choices=FORMATS, default="", help="default: as the file's name says, else csv")
    add("-o", "--output", metavar="FILE", default="", help="write FILE (default, and -: standard output)")
    add("--language", choices=languages(), default="en", help="of the words in CSV (default: en)")
    add("--excel", action="store_true", help="CSV as Excel in Europe opens it: with a byte order mark and semicolons")
    add("--config", metavar="FILE", default="", help="settings file, instead of looking for one")
    add("--isolated", action="store_true", help="look for no settings file")
    add("-q", "--quiet", action="store_true", help="do not say what the register leaves out")


def execute(given: Namespace) -> int:
    from consentlint.activities import Activity, activities, as_csv, as_json, unsaid
    from consentlint.examine import packs_for
    from consentlint.page.words import Words

    config = load_config(".", given.config, given.isolated)
    register = register_of(config)
    found = activities(register, packs_for(config))
    kind = given.format or ("json" if given.output.lower().endswith(".json") else "csv")
    if kind == "json":
        text = as_json(found, register.controller)
    else:
        text = as_csv(found, register.controller, Words(given.language), given.excel)
    write(text, output_file(given.output))

    def remark(activity: Activity) -> str:
        left = unsaid(activity)
        letters = ", ".join(f"({letter})" for letter in dict.fromkeys(left.values()))
        return f"{register.file}: {activity.entry.id} says nothing of {', '.join(left)} (Art. 30(1){letters} GDPR)"

    if not given.quiet:
        for activity in found:
            if unsaid(activity):
                print(remark(activity), file=sys.stderr)
        if not register.controller.name:
            print(f"{register.file}: says nothing of the controller (Art. 30(1)(a) GDPR)", file=sys.stderr)
    return CLEAN


COMMAND = Command("export", "write the record of processing activities as CSV or JSON", configure, execute)
