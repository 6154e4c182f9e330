"""A committed file that holds what `disclose` writes: all of it, or a part between two marks of a page of one's own."""

import difflib
import os
from typing import NamedTuple

from consentlint.cli._write import write
from consentlint.config import ConfigErrors

BEGIN, END = "<!-- consentlint disclose: begin -->", "<!-- consentlint disclose: end -->"
MARK = "\N{BYTE ORDER MARK}"
MOST_LINES = 24


class Stale(NamedTuple):
    """What is wrong with a committed file. reason: a clause; changes: lines of a short diff."""

    reason: str
    changes: tuple[str, ...] = ()


def publish(text: str, file: str) -> None:
    """Write the text, between the marks where the file has any. file: "" for standard output. Raises ConfigErrors.

    Nobody's own page is written over: what is there must be empty, hold the marks, or come from here.
    """
    held = ""
    if file:
        try:
            held = _held(file) if os.path.isfile(file) else ""
            os.makedirs(os.path.dirname(file) or ".", exist_ok=True)
        except OSError as error:
            raise ConfigErrors(f"--output {file}: cannot be written ({error.strerror})") from None
        if not _may_write(held):
            raise ConfigErrors(
                f"--output {file}: is a page that `consentlint disclose` has not written; put {BEGIN} and {END} where "
                "the text is to stand in it, or name another file"
            )
    write(placed(held, text), file)


def stale(file: str, text: str) -> Stale | None:
    """What is wrong with the committed file; None when it is as it should be. Ends of lines do not count."""
    try:
        held = _held(file)
    except FileNotFoundError:
        return Stale("is not there")
    except OSError as error:
        raise ConfigErrors(f"--check {file}: cannot be read ({error.strerror})") from None
    is_lines, wanted = held.removeprefix(MARK).splitlines(), placed(held, text).removeprefix(MARK).splitlines()
    if is_lines == wanted:
        return None
    changes = list(difflib.unified_diff(is_lines, wanted, "committed", "now", lineterm="", n=0))[2:]
    more = [f"... and {len(changes) - MOST_LINES} more lines"] if len(changes) > MOST_LINES else []
    return Stale("differs from what the packs and the register say now", (*changes[:MOST_LINES], *more))


def placed(held: str, text: str) -> str:
    """The text alone, or between the marks of the file that holds it, with that file's ends of lines."""
    before, begin, rest = held.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        return text
    inside = f"\n\n{text}\n"
    return f"{before}{BEGIN}{inside.replace(chr(10), _end_of_line(held))}{END}{after}"


def _end_of_line(held: str) -> str:
    return "\r\n" if "\r\n" in held else "\n"


def _may_write(held: str) -> bool:
    """Is there nothing to lose? A JSON file has no place for a remark; its keys tell."""
    if not held.strip():
        return True
    if BEGIN in held:
        return END in held.partition(BEGIN)[2]
    made_here = held.lstrip(f"{MARK} \r\n")
    return "consentlint disclose" in made_here.partition("\n")[0] or (
        made_here.startswith("{") and '"services"' in held and '"language"' in held
    )


def _held(file: str) -> str:
    """The file's text as it is, its mark and its ends of lines too. Raises OSError, and ConfigErrors for other text."""
    with open(file, "rb") as stream:
        data = stream.read()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise ConfigErrors(f"{file}: is not UTF-8 text; save it as UTF-8, or name another file") from None
