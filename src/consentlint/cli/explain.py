"""`consentlint explain`: print the page of a check, a vendor, a consent platform or a policy."""

from argparse import ArgumentParser, Namespace

from consentlint.cli._command import CLEAN, Command
from consentlint.config import ConfigErrors, load_config, nearest
from consentlint.known import pack_folders


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("id", nargs="?", default="", help="a check, vendor, consent platform or policy; none: list all")


def execute(given: Namespace) -> int:
    from consentlint.pages import pages

    found = pages(pack_folders(load_config(".")))
    if not given.id:
        print("\n".join(f"{kind}: {', '.join(sorted(ids))}" for kind, ids in found.items()))
        return CLEAN
    texts = [ids[given.id].read_text(encoding="utf-8") for ids in found.values() if given.id in ids]
    if not texts:
        known = sorted({name for ids in found.values() for name in ids})
        raise ConfigErrors(f"nothing is called {given.id!r}{nearest(given.id, known)}; `consentlint explain` lists all")
    print("\n\n".join(text.rstrip() for text in texts))
    return CLEAN


COMMAND = Command("explain", "explain a check, a vendor, a consent platform or a policy", configure, execute)
