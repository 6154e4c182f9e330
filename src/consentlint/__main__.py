"""`python -m consentlint`, and what the installed command calls."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code. Answers `--version` before anything is imported for it."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given in (["--version"], ["-V"]):
        from consentlint import __version__

        print(f"consentlint {__version__}")
        return 0
    from consentlint.cli import dispatch

    return dispatch(given)


if __name__ == "__main__":
    sys.exit(main())
