"""From what the user asked for to the content of the page: the report, the register, the sums of the input."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import NamedTuple

from consentlint import __version__
from consentlint.config import Config
from consentlint.discover import EXCLUDED, discover, display, read
from consentlint.duties.documents import Documents
from consentlint.duties.model import Register
from consentlint.duties.register import register_at
from consentlint.examine import packs_for, policy_for
from consentlint.fingerprint import fingerprint
from consentlint.joined import Project, references, service_cases
from consentlint.judge import all_checks
from consentlint.packs.values import Packs
from consentlint.page.content import Content, services
from consentlint.page.duty_state import duty_states
from consentlint.page.words import Words
from consentlint.register_place import DEFAULT, RegisterPlace, register_place
from consentlint.report import Positions, Report
from consentlint.run import Request, run

Progress = Callable[[int, int], None]


class Order(NamedTuple):
    """What the user asked for.

    file   where pages are written: one that is there from the last run is no input
    name   what the project is called; "": as its folder
    today  the day that duties are judged on; None: today
    """

    request: Request
    language: str
    file: str
    name: str = ""
    today: date | None = None


def dossier(order: Order, progress: Progress = lambda done, total: None) -> Content:
    """The content of the page. Raises MissingPath, ConfigErrors or PackErrors; their messages are for the user."""
    today = order.today or datetime.now(UTC).date()
    config = order.request.config
    request = order.request._replace(config=_without(config, order.file), today=today)
    report = _uncounted(run(request, progress), request, config, order.file)
    packs, place = packs_for(config), register_place(config)
    project = _project(config, packs, place, report, today)
    words, checks = Words(order.language), all_checks()
    cases = {case.id: case for case in service_cases(project, report.embeds)}
    found = services(report, cases.values(), packs.vendors)
    return Content(
        name=order.name or os.path.basename(os.path.abspath(request.paths[0])) or "/",
        today=today,
        version=__version__,
        policy=project.policy.id,
        jurisdictions=project.policy.jurisdictions,
        report=report,
        services=found,
        others=tuple(finding for finding in report.findings if not finding.vendor),
        checks=checks,
        duties={one.id: duty_states(cases[one.id], one.findings, checks, words) for one in found if one.id in cases},
        register=project.register if place else None,
        register_file=project.register.file,
        input=fingerprint(request.paths, request.config, _further(config, project)),
        words=words,
        positions=Positions({**report.texts, project.register.file: project.register.text}),
    )


def _project(config: Config, packs: Packs, place: RegisterPlace | None, report: Report, today: date) -> Project:
    """The project with its register, or with an empty one where there is none."""
    register = register_at(place.path, read) if place else Register(config.register or DEFAULT)
    documents = Documents(place.base if place else config.root, read, display)
    return Project(register, packs, policy_for(config, packs), documents, report.texts, today)


def _further(config: Config, project: Project) -> list[str]:
    """What else went into the page: the settings, the register and its documents."""
    documents = project.documents.files(references(project.register))
    return [*([display(config.file)] if config.file else []), project.register.file, *documents]


# --- the page of the last run is no input ----------------------------------------------------------------------------


def _without(config: Config, file: str) -> Config:
    """The settings with the page itself excluded."""
    inside = os.path.relpath(file, config.root).replace(os.sep, "/")
    if inside.startswith(".."):
        return config
    literal = "".join(f"\\{char}" if char in "\\*?[]!# " else char for char in inside)
    return config._replace(exclude=(*config.exclude, f"/{literal}"))


def _uncounted(report: Report, request: Request, config: Config, file: str) -> Report:
    """The report without the page of the last run in its count of what was excluded."""
    left = report.passed_over.get(EXCLUDED, 0)
    seen, kept = (discover(request.paths, given).files for given in (config, request.config))
    if not (left and display(file) in seen and display(file) not in kept):
        return report
    counts = {**report.passed_over, EXCLUDED: left - 1}
    return report._replace(passed_over={reason: number for reason, number in counts.items() if number})
