"""What `check` and `inventory` share: options, the run, writing the reports, the words on stderr."""

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import Any

from consentlint.cli._baseline import told
from consentlint.cli._progress import Bar
from consentlint.cli._summary import summary
from consentlint.config import Config, ConfigErrors, load_config, nearest
from consentlint.registry import load_folder, load_one, stems
from consentlint.report import Report, Reporter, Style
from consentlint.run import Request, run

REPORTERS = "consentlint.reporters"


def add_scan_options(parser: ArgumentParser, default: str) -> None:
    """Options of every command that reads files. default: the format of standard output."""
    add = parser.add_argument
    add_input_options(parser, "files and folders (default: .); - reads standard input")
    add("--stdin-filename", metavar="NAME", default="", help="the name that standard input goes by")
    known = f"default: {default}; known are {', '.join(stems(REPORTERS))}"
    add("--output-format", type=format_id, default=default, metavar="FORMAT", help=known)
    add("--output", action="append", default=[], type=target, metavar="FORMAT=FILE", help="also write FILE; repeatable")
    add("--color", choices=("auto", "always", "never"), default="auto")
    add("--statistics", action="store_true", help="count by check, on standard error")


def add_input_options(parser: ArgumentParser, paths: str = "files and folders (default: .)") -> None:
    """Which files are read, and by which settings."""
    add = parser.add_argument
    add("paths", nargs="*", default=["."], metavar="PATH", help=paths)
    add("--config", metavar="FILE", default="", help="settings file, instead of looking for one")
    add("--isolated", action="store_true", help="look for no settings file")
    add("--exclude", action="append", default=[], metavar="GLOB", help="leave files out, in .gitignore's notation")
    add("--force-exclude", action="store_true", help="leave excluded files out even when they are named")
    add("--jobs", type=int, default=0, metavar="N", help="processes at most (default: one a processor)")
    add("-q", "--quiet", action="store_true", help="print nothing but what was asked for")


def format_id(text: str) -> str:
    """The id of a format. Whether a command has it is seen when its reporter is loaded."""
    if text not in stems(REPORTERS):
        raise ArgumentTypeError(f"there is no format {text!r}{nearest(text, stems(REPORTERS))}")
    return text


def target(text: str) -> tuple[str, str]:
    """`sarif=out.sarif` as a pair."""
    name, equals, file = text.partition("=")
    if not (equals and file and name in stems(REPORTERS)):
        known = ", ".join(stems(REPORTERS))
        raise ArgumentTypeError(f"{text!r} is not FORMAT=FILE, such as sarif=out.sarif; formats are {known}")
    return name, file


def scan(command: str, given: Namespace) -> Report:
    """Run and write every report that was asked for; gives the finished report."""
    reporters = _reporters(command, given)
    config, stdin = settings(given), None
    paths = given.paths
    if "-" in paths or given.stdin_filename:
        paths, stdin = _standard_input(given), sys.stdin.buffer.read()
    bar = Bar(sys.stderr, wanted=not given.quiet)
    report = run(
        Request(command, paths, config, given.force_exclude, stdin, given.jobs, getattr(given, "today", None)), bar.show
    )
    bar.clear()
    if command == "check":
        report = told(report, given, config)
    for reporter, file in reporters:
        _write(reporter, report, file, given.color)
    lines = list(summary(report, given.statistics, given.quiet))
    if command == "check" and not given.quiet and _could_begin(report, given, config):
        lines.insert(-1, "no settings and no register of services are here: `consentlint init` begins both")
    for line in lines:
        print(line, file=sys.stderr)
    return report


def _could_begin(report: Report, given: Namespace, config: Config) -> bool:
    """Does it help to name `init`: to a person who looks at a folder with third parties, and has begun nothing yet?"""
    from consentlint.register_place import register_place

    for_people = given.output_format == "full" and not os.environ.get("PRE_COMMIT")
    begun = config.file or given.isolated or not report.embeds
    return for_people and not begun and any(map(os.path.isdir, given.paths)) and register_place(config) is None


def _standard_input(given: Namespace) -> list[str]:
    if given.paths not in (["-"], ["."]):
        raise ConfigErrors("standard input is one file: name either - or paths, not both")
    return [given.stdin_filename or "stdin.html"]


def settings(given: Namespace) -> Config:
    """The configuration with the command line on top."""
    start = getattr(given, "stdin_filename", "") or (given.paths[0] if given.paths[0] != "-" else ".")
    config = load_config(start, given.config, given.isolated)
    changes: dict[str, Any] = {}
    if given.exclude:
        # Globs of the command line are relative to where it is typed, like paths.
        changes["exclude"] = (*config.exclude, *(_below(config.root, glob) for glob in given.exclude))
    if getattr(given, "policy", ""):
        changes["policy"] = given.policy
    if getattr(given, "select", None):
        changes["select"] = tuple(given.select)
    if getattr(given, "ignore", None):
        changes["ignore"] = (*config.ignore, *given.ignore)
    return config._replace(**changes)


def _below(root: str, glob: str) -> str:
    """A glob with a slash is anchored; move its anchor from the current directory to the settings' folder."""
    here = os.path.relpath(os.getcwd(), root).replace(os.sep, "/")
    if here == "." or here.startswith("..") or "/" not in glob.rstrip("/"):
        return glob
    return f"/{here}/{glob.lstrip('/')}"


def _reporters(command: str, given: Namespace) -> list[tuple[Reporter, str]]:
    """Each reporter with its file; "" for standard output."""
    wanted = [(given.output_format, ""), *given.output]
    found: list[tuple[Reporter, str]] = [(load_one(REPORTERS, name, "REPORTER"), file) for name, file in wanted]
    for reporter, file in found:
        if command not in reporter.serves:
            option = f"--output {reporter.id}={file}" if file else f"--output-format {reporter.id}"
            every = load_folder(REPORTERS, "REPORTER").values()
            offered = ", ".join(one.id for one in every if command in one.serves)
            raise ConfigErrors(f"{option}: `consentlint {command}` has no such format; it has {offered}")
    return found


def _write(reporter: Reporter, report: Report, file: str, color: str) -> None:
    if not file:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(errors="backslashreplace")
        reporter.write(report, sys.stdout, Style(wants_color(color, sys.stdout.isatty())))
        return
    try:
        with open(file, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
            reporter.write(report, stream, Style())
    except OSError as error:
        raise ConfigErrors(f"--output {reporter.id}={file}: cannot be written ({error.strerror})") from None


def wants_color(flag: str, terminal: bool) -> bool:
    """The flag, else NO_COLOR (when not empty), else FORCE_COLOR (when not empty), else whether it is a terminal."""
    if flag != "auto":
        return flag == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or terminal
