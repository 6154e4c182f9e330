"""`consentlint disclose`: write the cookie table and consent texts of the services in use, or check what is there."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from consentlint.cli._command import CLEAN, FOUND, Command
from consentlint.cli._published import publish, stale
from consentlint.cli._register import register_if_any
from consentlint.cli._write import output_file
from consentlint.config import Config, ConfigErrors, load_config, nearest

if TYPE_CHECKING:
    from consentlint.duties.disclosure import Service
    from consentlint.model import Embed
    from consentlint.packs.values import Packs

FORMATS = ("markdown", "html", "json")
BY_SUFFIX = {"md": "markdown", "markdown": "markdown", "mdx": "markdown", "htm": "html", "html": "html", "json": "json"}


def configure(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("vendors", nargs="*", metavar="VENDOR", help="ids of vendors (default: those embedded here or registered)")
    add("--format", choices=FORMATS, default="", help="default: as the file's name says, else markdown")
    add("--language", default="en", metavar="ID", help="en or de (default: en)")
    add("--only-certain", action="store_true", help="leave out cookies that are set only in some cases")
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "-o", "--output", default="", metavar="FILE", help="write FILE (-: standard output); between the marks, if any"
    )
    where.add_argument("--check", default="", metavar="FILE", help="write nothing; exit 1 when FILE says anything else")
    add("--config", metavar="FILE", default="", help="settings file, instead of looking for one")
    add("--isolated", action="store_true", help="look for no settings file")


def execute(given: Namespace) -> int:
    from consentlint.duties.disclosure import disclosed, written_languages
    from consentlint.duties.written import written
    from consentlint.examine import packs_for

    known = written_languages()
    if given.language not in known:
        near = nearest(given.language, tuple(known))
        raise ConfigErrors(
            f"--language {given.language}: nothing is written in it{near}; accepted are {', '.join(known)}"
        )
    config = load_config(".", given.config, given.isolated)
    packs = packs_for(config)
    services = services_in_use(given.vendors, config, packs)
    if not services:
        print("consentlint: nothing is embedded here and nothing is registered", file=sys.stderr)
    made = disclosed(services, packs, known[given.language], not given.only_certain)
    text = written(made, given.format or _format(given.output or given.check))
    if given.check:
        return _checked(given, text)
    publish(text, output_file(given.output))
    return CLEAN


def _format(file: str) -> str:
    return BY_SUFFIX.get(os.path.basename(file).rpartition(".")[2].lower(), "markdown")


# --- services --------------------------------------------------------------------------------------------------------


def services_in_use(names: Iterable[str], config: Config, packs: "Packs") -> "list[Service]":
    """The services that were named, else all that are embedded in the project or registered."""
    from consentlint.duties.disclosure import Service
    from consentlint.duties.services import vendor_of

    register = register_if_any(config)
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


# --- files -----------------------------------------------------------------------------------------------------------


def _checked(given: Namespace, text: str) -> int:
    """0 when the file says what would be written now."""
    found = stale(given.check, text)
    if found is None:
        return CLEAN
    print(f"{given.check}: {found.reason}; run `{_command(given)}`")
    for line in found.changes:
        print(f"  {line}")
    return FOUND


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
