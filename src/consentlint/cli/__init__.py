"""The command line: one module a command, each with a value `COMMAND`. What can go wrong ends here, as a sentence."""

import errno
import os
import sys
from argparse import ArgumentParser, HelpFormatter
from collections.abc import Sequence

from consentlint.cli._command import CLEAN, TROUBLE, Command
from consentlint.config import ConfigErrors, nearest
from consentlint.discover import MissingPath
from consentlint.packs.faults import PackErrors
from consentlint.registry import load_folder, load_one, stems

PACKAGE = "consentlint.cli"
ABOUT = "Finds third-party embeds that load before consent, and names the line, the guard and the way out."
CODES = "exit codes: 0 nothing found, 1 findings, 2 wrong usage, wrong settings or an internal error"


def dispatch(arguments: Sequence[str]) -> int:
    """Run the command that the first argument names; gives the exit code."""
    known = stems(PACKAGE)
    if not arguments or arguments[0] in ("-h", "--help"):
        print(overview(), file=sys.stdout if arguments else sys.stderr)
        return CLEAN if arguments else TROUBLE
    name = arguments[0]
    if name not in known:
        return _trouble(_unknown(name, known))
    command: Command = load_one(PACKAGE, name, "COMMAND")
    parser = ArgumentParser(f"consentlint {name}", description=command.help, epilog=CODES, formatter_class=_Formatter)
    command.configure(parser)
    try:
        return _finished(command.execute(parser.parse_args(list(arguments[1:]))))
    except (ConfigErrors, PackErrors, MissingPath) as error:
        return _trouble(str(error))
    except BrokenPipeError:  # `consentlint ... | head`: the reader has seen enough
        _discard_output()
        return TROUBLE
    except KeyboardInterrupt:
        return _trouble("interrupted")
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EIO) or error.filename:
            return _trouble(_internal(error))
        _discard_output()
        return _trouble(f"the output cannot be written: {error.strerror}")
    except Exception as error:  # nobody is helped by a traceback
        return _trouble(_internal(error))


def _internal(error: Exception) -> str:
    return f"internal error: {type(error).__name__}: {error}; please report it with the command"


def _discard_output() -> None:
    """What is still buffered has nowhere to go; the interpreter must not try once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Formatter(HelpFormatter):
    """argparse builds one for every option; asking for the terminal's width each time costs more than the parsing."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=100)


def overview() -> str:
    """What `consentlint --help` prints."""
    commands = load_folder(PACKAGE, "COMMAND").values()
    lines = [f"  {command.id:10} {command.help}" for command in commands]
    usage = "usage: consentlint COMMAND ...   (`consentlint COMMAND --help` tells more)"
    return "\n".join([ABOUT, "", usage, "", *lines, "", "  --version  print the version", "", CODES])


def _unknown(name: str, known: Sequence[str]) -> str:
    if os.path.exists(name):
        return f"there is no command {name!r}; to check it, run `consentlint check {name}`"
    if name.startswith("-"):
        return f"the option {name} comes before a command; write `consentlint check {name}`"
    return f"there is no command {name!r}{nearest(name, known)}; commands are {', '.join(known)}"


def _finished(code: int) -> int:
    """A full disk or a closed pipe shows when the last bytes are written: here, not at interpreter exit."""
    sys.stdout.flush()
    return code


def _trouble(text: str) -> int:
    for line in text.splitlines():
        print(f"consentlint: {line}", file=sys.stderr)
    return TROUBLE
