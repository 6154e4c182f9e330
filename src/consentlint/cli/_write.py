"""Writing what a command has made: to a file, or to standard output."""

import sys

from consentlint.config import ConfigErrors


def output_file(given: str) -> str:
    """What `-o` names, as `write` takes it: `-` is standard output."""
    return "" if given == "-" else given


def write(text: str, file: str) -> None:
    """UTF-8 with the line ends that `text` has. file: "" for standard output. Raises ConfigErrors."""
    data = text.encode("utf-8", "backslashreplace")
    if not file:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return
    try:
        with open(file, "wb") as stream:
            stream.write(data)
    except OSError as error:
        raise ConfigErrors(f"{file}: cannot be written ({error.strerror}); name another file with -o") from None
