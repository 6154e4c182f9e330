"""`consentlint init`: settings, a register, a baseline and a hook for a project that begins.

It asks nothing and overwrites nothing, and says what it did and what it left.
"""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from consentlint import __version__
from consentlint.cli._command import CLEAN, TROUBLE, Command
from consentlint.cli._summary import summary
from consentlint.cli._write import write
from consentlint.config import Config, load_config

if TYPE_CHECKING:
    from consentlint.model import Embed
    from consentlint.packs.values import Packs
    from consentlint.report import Report

SETTINGS, BASELINE, HOOKS = "consentlint.toml", "consentlint-baseline.json", ".pre-commit-config.yaml"
HOME = "https://github.com/consentlint/consentlint"
PAGES = f"{HOME}/blob/v{__version__}/docs/"
HOOK = f"""\
  - repo: {HOME}
    rev: v{__version__}
    hooks:
      - id: consentlint
"""


class Findings(NamedTuple):
    """What is there already. platforms: id of a consent platform -> the first file with a mark of it."""

    report: "Report"
    services: "Mapping[str, tuple[Embed, ...]]"
    platforms: Mapping[str, str]
    packs: "Packs"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="processes at most (default: one a processor)")


def execute(given: Namespace) -> int:
    found = _look(given.jobs)
    _tell(found)
    _settings(found)
    _register(found)
    _baseline(found)
    _hook()
    _say("next", "consentlint check")
    for line in summary(found.report, quiet=True):
        print(line, file=sys.stderr)
    return TROUBLE if found.report.errors else CLEAN


def _look(jobs: int) -> Findings:
    from consentlint.discover import discover, read
    from consentlint.duties.services import by_service
    from consentlint.examine import packs_for
    from consentlint.platforms import platforms_in
    from consentlint.run import Request, run

    config = load_config(".")
    report = _of_code(run(Request("check", ["."], config, jobs=jobs)), config)
    packs = packs_for(config)
    here = discover(["."], config)
    return Findings(report, by_service(report.embeds), platforms_in([*here.files, *here.data], read, packs), packs)


def _of_code(report: "Report", config: Config) -> "Report":
    """The report without what is said of a register that is there already: a baseline must not hide its faults."""
    from consentlint.register_place import register_place

    place = register_place(config)
    left = [finding for finding in report.findings if place is None or finding.place.path != place.path]
    return report._replace(findings=tuple(left))


# --- what is said ----------------------------------------------------------------------------------------------------


def _say(verb: str, what: str) -> None:
    print(f"{verb:6} {what}")


def _tell(found: Findings) -> None:
    for service in found.services:
        _say("found", _told(found, service))
    for name, path in found.platforms.items():
        _say("found", f"{found.packs.cmps[name].name}, a consent platform, in {path}")
    if not found.services:
        _say("found", "no third party of the catalogue")
    if not found.platforms:
        _say("found", "no known consent platform; consent code of your own is declared under [consent]")


def _told(found: Findings, service: str) -> str:
    embeds = found.services[service]
    gated = sum(embed.gated for embed in embeds)
    many = f"{len(embeds)} embed{'' if len(embeds) == 1 else 's'}, {gated} of them gated"
    return f"{found.packs.vendors[service].name}: {many}, in {embeds[0].place.path}"


# --- what is written -------------------------------------------------------------------------------------------------


def _settings(found: Findings) -> None:
    config = load_config(".")
    if config.file:
        missing = f'; add baseline = "{BASELINE}"' if _accepts(found) and not config.baseline else ""
        _say("left", f"{os.path.relpath(config.file)} as it is{missing}")
        return
    seen = {
        "Embedded here": [found.packs.vendors[name].name for name in found.services],
        "Consent platform": [found.packs.cmps[name].name for name in found.platforms],
    }
    lines = [f"# Settings of consentlint; {PAGES}configuration.md has all keys."]
    lines += [f"# {title}: {', '.join(names)}." for title, names in seen.items() if names]
    lines += ['policy = "default"', *([f'baseline = "{BASELINE}"'] if _accepts(found) else [])]
    write("".join(f"{line}\n" for line in lines), SETTINGS)
    _say("wrote", SETTINGS)


def _register(found: Findings) -> None:
    from consentlint.duties.skeleton import skeleton
    from consentlint.register_place import DEFAULT, register_place

    place = register_place(load_config("."))
    if place is not None:
        _say("left", f"{place.path} as it is: `consentlint check` says what it lacks")
    elif found.services:
        os.makedirs(os.path.dirname(DEFAULT), exist_ok=True)
        write(skeleton(found.services, found.packs), DEFAULT)
        many = f"{len(found.services)} service{'' if len(found.services) == 1 else 's'}"
        _say("wrote", f"{DEFAULT}: {many}; each TODO is reported until it is filled in")


def _accepts(found: Findings) -> bool:
    return bool(found.report.findings) and not os.path.exists(BASELINE)


def _baseline(found: Findings) -> None:
    from consentlint.baseline import baseline_text

    if os.path.exists(BASELINE):
        _say("left", f"{BASELINE} as it is")
    elif found.report.findings:
        write(baseline_text(found.report), BASELINE)
        number = len(found.report.findings)
        _say("wrote", f"{BASELINE}: {number} finding{'' if number == 1 else 's'} of today, left out from now on")


def _hook() -> None:
    if not os.path.exists(HOOKS):
        write(f"repos:\n{HOOK}", HOOKS)
        _say("wrote", f"{HOOKS}; `pre-commit install` switches it on")
        return
    with open(HOOKS, encoding="utf-8", errors="replace") as file:
        there = "id: consentlint" in file.read()
    _say("left", f"{HOOKS} as it is" + ("" if there else f"; add to its repos:\n{HOOK.rstrip()}"))


COMMAND = Command("init", "begin: settings, register, baseline and hook for this project", configure, execute)
