"""`consentlint disclose`: write the cookie table and consent texts of the services in use, or check what is there."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from consentlint.cli._command import CLEAN, FOUND, Command
from consentlint.config import Config, ConfigErrors, load_config, nearest

if TYPE_CHECKING:
    from consentlint.duties.disclosure import Service
    from consentlint.duties.model import Register
    from consentlint.model import Embed
    from consentlint.packs.values import Packs

FORMATS = ("markdown", "html", "json")
BY_SUFFIX = {"md": "markdown", "markdown": "markdown", "mdx": "markdown", "htm": "html", "html": "html", "json": "json"}
BEGIN, END = "<!-- consentlint disclose: begin -->", "<!-- consentlint disclose: end -->"
MOST_LINES = 24


def configure(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("vendors", nargs="*", metavar="VENDOR", help="ids of vendors (default: those embedded here or registered)")
    add("--format", choices=FORMATS, default="", help="default: as the file's name says, else markdown")
    add("--language", default="en", metavar="ID", help="en or de (default: en)")
    add("--only-certain", action="store_true", help="leave out cookies that are set only in some cases")
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "-o", "--output", default="", metavar="FILE", help="write FILE; between the marks, if it has any"
    )
    where.add_argument("--check", default="", metavar="FILE", help="write nothing; exit 1 when FILE says anything else")
    add("--config", metavar="FILE", default="", help="settings file, instead of looking for one")
    add("--isolated", action="store_true", help="look for no settings file")


class Stale(NamedTuple):
    """What is wrong with a committed file. reason: a clause; changes: lines of a short diff."""

    reason: str
    changes: tuple[str, ...] = ()


def execute(given: Namespace) -> int:
    from consentlint.duties.disclosure import disclosed, written_languages
    from consentlint.duties.written import written
    from consentlint.examine import packs_for

    known = written_languages()
    if given.language not in known:
        near = nearest(given.language, tuple(known))
        raise ConfigErrors(f"--language {given.language}: is not written{near}; accepted are {', '.join(known)}")
    config = load_config(".", given.config, given.isolated)
    packs = packs_for(config)
    services = services_in_use(given.vendors, config, packs)
    if not services:
        print("consentlint: nothing is embedded here and nothing is registered", file=sys.stderr)
    made = disclosed(services, packs, known[given.language], not given.only_certain)
    text = written(made, given.format or _format(given.output or given.check))
    if given.check:
        return _checked(given, text)
    return _written(given.output, text)


def _format(file: str) -> str:
    return BY_SUFFIX.get(os.path.basename(file).rpartition(".")[2].lower(), "markdown")


# --- services --------------------------------------------------------------------------------------------------------


def services_in_use(names: Iterable[str], config: Config, packs: "Packs") -> "list[Service]":
    """The services that were named, else all that are embedded in the project or registered."""
    from consentlint.duties.disclosure import Service
    from consentlint.duties.services import vendor_of

    register = _register(config)
    entries = register.entries if register is not None else {}
    wanted = tuple(dict.fromkeys(names))
    for name in wanted:
        if name not in packs.vendors and name not in entries:
            near = nearest(name, (*packs.vendors, *entries))
            raise ConfigErrors(f"no pack and no entry of the register has the id {name!r}{near}")
    embedded = _embedded(config)
    made = []
    for name in wanted or dict.fromkeys((*entries, *embedded)):
        embeds = embedded.get(name, ())
        entry = entries.get(name)
        made.append(Service(vendor_of(name, entry, packs), entry, _products(embeds), _regions(embeds)))
    return made


def _embedded(config: Config) -> "Mapping[str, tuple[Embed, ...]]":
    from consentlint.duties.services import by_service
    from consentlint.run import Request, run

    root = os.path.relpath(config.root) if config.file else "."
    return by_service(run(Request("inventory", [root], config)).embeds)


def _products(embeds: "Iterable[Embed]") -> frozenset[str]:
    return frozenset(embed.product for embed in embeds if embed.product)


def _regions(embeds: "Iterable[Embed]") -> tuple[str, ...]:
    found = (embed.region.id for embed in embeds if embed.region is not None and embed.region.id != "unknown")
    return tuple(sorted(set(found)))


def _register(config: Config) -> "Register | None":
    """The project's register. Raises ConfigErrors with its faults: what is half read must not be published."""
    from consentlint.duties.register import read_register
    from consentlint.register_place import register_place
    from consentlint.text import Lines

    place = register_place(config)
    if place is None:
        return None
    with open(place.path, "rb") as file:
        register = read_register(place.path, file.read())
    if register.faults:
        lines = Lines(register.text)
        told = (f"{place.path}:{lines.line_column(fault.span.start)[0]}: {fault.text}" for fault in register.faults)
        raise ConfigErrors("\n".join(told))
    return register


# --- files -----------------------------------------------------------------------------------------------------------


def _written(file: str, text: str) -> int:
    if not file:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8")
        sys.stdout.write(text)
        return CLEAN
    try:
        held = _held(file) if os.path.isfile(file) else ""
        os.makedirs(os.path.dirname(file) or ".", exist_ok=True)
        with open(file, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(placed(held, text))
    except OSError as error:
        raise ConfigErrors(f"--output {file}: cannot be written ({error.strerror})") from None
    return CLEAN


def _checked(given: Namespace, text: str) -> int:
    """0 when the file says what would be written now."""
    found = stale(given.check, text)
    if found is None:
        return CLEAN
    print(f"{given.check}: {found.reason}; run `{_command(given)}`")
    for line in found.changes:
        print(f"  {line}")
    return FOUND


def stale(file: str, text: str) -> Stale | None:
    """What is wrong with the committed file; None when it is as it should be. Ends of lines do not count."""
    import difflib

    try:
        held = _held(file)
    except FileNotFoundError:
        return Stale("is not there")
    except OSError as error:
        raise ConfigErrors(f"--check {file}: cannot be read ({error.strerror})") from None
    wanted = placed(held, text)
    if held == wanted:
        return None
    lines = difflib.unified_diff(held.splitlines(), wanted.splitlines(), "committed", "now", lineterm="", n=0)
    changes = list(lines)[2:]
    more = [f"... and {len(changes) - MOST_LINES} more lines"] if len(changes) > MOST_LINES else []
    return Stale("differs from what the packs and the register say now", (*changes[:MOST_LINES], *more))


def placed(held: str, text: str) -> str:
    """The text alone, or between the marks of the file that holds it."""
    before, begin, rest = held.partition(BEGIN)
    _, end, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{text}\n{END}{after}" if begin and end else text


def _held(file: str) -> str:
    with open(file, encoding="utf-8-sig", errors="replace") as stream:  # any end of line is read as \n
        return stream.read()


def _command(given: Namespace) -> str:
    """What brings the file up to date."""
    parts = ["consentlint disclose", *given.vendors]
    if given.format:
        parts.append(f"--format {given.format}")
    if given.language != "en":
        parts.append(f"--language {given.language}")
    if given.only_certain:
        parts.append("--only-certain")
    if given.config:
        parts.append(f"--config {given.config}")
    if given.isolated:
        parts.append("--isolated")
    return " ".join([*parts, f"-o {given.check}"])


COMMAND = Command("disclose", "write the cookie table and consent texts of the services in use", configure, execute)
