"""The report of a project that has a register, with the findings on its services. Imported only where there is one."""

import datetime
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from consentlint.config import Config
from consentlint.discover import display
from consentlint.duties.documents import Documents
from consentlint.duties.model import Register, RegisterCase, ServiceCase
from consentlint.duties.register import register_at
from consentlint.duties.services import by_service, duties_of, vendor_of
from consentlint.examine import packs_for, policy_for, rules
from consentlint.judge import judge_services
from consentlint.known import known_checks
from consentlint.lazy_regex import lazy_regex
from consentlint.model import Embed, Finding, Span
from consentlint.packs.values import Packs, Policy
from consentlint.register_place import RegisterPlace
from consentlint.report import Report
from consentlint.suppress import Comment, Quieter, quieten, quieter
from consentlint.text import Lines

Reader = Callable[[str], tuple[bytes, str]]
REMARK = lazy_regex(r"#[^\n]*consentlint:[^\n]*")
# In a document (Markdown, HTML) that holds no embed, and so was not parsed.
MARKED = lazy_regex(r"<!--[^\n]*?consentlint:[^\n]*?-->")


class Asked(NamedTuple):
    """What the user asked for, and how to learn more.

    paths      as they were named: with the register among them, or in one of these folders, everything is told; else
               only what stands in these files or speaks of them
    inventory  the report on a folder, for the embeds of the whole project
    comments   path -> the suppressions in a file that was examined
    """

    paths: Sequence[str]
    config: Config
    reader: Reader
    inventory: Callable[[str], Report]
    comments: Callable[[str], Iterable[Comment]]
    today: datetime.date


class Project(NamedTuple):
    """What belongs to one register. texts: path -> text of the files that embeds stand in."""

    register: Register
    packs: Packs
    policy: Policy
    documents: Documents
    texts: Mapping[str, str]
    today: datetime.date


def joined(report: Report, place: RegisterPlace, asked: Asked) -> Report:
    """The report with what the checks on duties say."""
    register = register_at(place.path, asked.reader)
    documents = Documents(place.base, asked.reader, display)
    named = names(asked.paths, place.path)
    whole = named or any(names(asked.paths, path) for path in documents.files(references(register)))
    complete = not whole or any(holds(path, place.base) for path in asked.paths)
    seen = report if complete else asked.inventory(os.path.relpath(place.base))
    packs = packs_for(asked.config)
    texts = {**seen.texts, **report.texts, place.path: register.text}
    policy = policy_for(asked.config, packs)
    project = Project(register, packs, policy, documents, texts, asked.today)
    findings = judge_services(service_cases(project, seen.embeds), register_case(project), policy)
    texts.update(documents.texts)
    if not named:
        findings = [finding for finding in findings if _concerns(finding, asked.paths)]
    left = _quietened(findings, project, named, asked.comments, quieter(asked.config, policy, known_checks()))
    report = report._replace(files_scanned=report.files_scanned + named)
    return _with(report, left, texts) if left else report


def _concerns(finding: Finding, paths: Sequence[str]) -> bool:
    """Does it stand in a file that was named, or speak of one?"""
    return any(names(paths, place.path) for place in (finding.place, *(told.place for told in finding.related)))


def references(register: Register) -> list[str]:
    """Every `document:` of the register."""
    records = (record for entry in register.entries.values() for record in entry)
    found = (getattr(record, "document", "") for record in records)
    return list(dict.fromkeys(reference for reference in found if reference))


def _with(report: Report, found: Sequence[Finding], texts: Mapping[str, str]) -> Report:
    every = sorted((*report.findings, *found), key=lambda finding: (finding.place, finding.check))
    places = [finding.place for finding in found] + [told.place for finding in found for told in finding.related]
    shown = {place.path: texts[place.path] for place in places if place.path in texts}
    return report._replace(findings=tuple(every), texts={**report.texts, **shown}, rules=rules())


def names(paths: Iterable[str], file: str) -> bool:
    """Is a file one of these paths, or in one of these folders?"""
    return any(display(path) == file or holds(path, os.path.abspath(file)) for path in paths)


def holds(path: str, inner: str) -> bool:
    """Is the absolute path `inner` the folder `path`, or in it?"""
    return os.path.isdir(path) and (inner + os.sep).startswith(os.path.abspath(path).rstrip(os.sep) + os.sep)


# --- what the checks look at -----------------------------------------------------------------------------------------


def service_cases(project: Project, embeds: Iterable[Embed]) -> list[ServiceCase]:
    """Every service that is embedded or registered: those of the register first, in its order.

    One that runs on the operator's own server alone has no provider: registered or not, nothing is asked of it.
    """
    if not project.register.whole:
        return []
    every = list(embeds)
    embedded = by_service(every)
    own = {embed.vendor for embed in every} - embedded.keys()
    named = dict.fromkeys((*project.register.entries, *embedded))
    return [_case(project, name, embedded.get(name, ())) for name in named if name not in own]


def _case(project: Project, name: str, embeds: tuple[Embed, ...]) -> ServiceCase:
    entry = project.register.entries.get(name)
    vendor = vendor_of(name, entry, project.packs)
    return ServiceCase(
        id=name,
        vendor=vendor,
        entry=entry,
        embeds=embeds,
        duties=duties_of(vendor, project.packs, embeds, entry.region if entry else ""),
        register=project.register,
        packs=project.packs,
        policy=project.policy,
        jurisdictions=project.policy.jurisdictions,
        today=project.today,
        documents=project.documents,
        changed=lambda embed: _changed(project, embed),
    )


def register_case(project: Project) -> RegisterCase:
    return RegisterCase(project.register, project.packs, project.today, project.documents)


def _changed(project: Project, embed: Embed) -> datetime.date | None:
    """When git last saw the lines of an embed change."""
    path, span = embed.place
    lines = Lines(project.texts.get(path, ""))
    first, last = (lines.line_column(offset)[0] for offset in (span.start, max(span.start, span.end - 1)))
    return project.documents.changed(path, first, last)


# --- suppressions ----------------------------------------------------------------------------------------------------


def _quietened(
    findings: Sequence[Finding],
    project: Project,
    whole: bool,
    comments: Callable[[str], Iterable[Comment]],
    by: Quieter,
) -> list[Finding]:
    """The findings that no suppression in their files allows. In the register, useless suppressions are told too."""
    register = project.register
    remarks = _remarks(REMARK, register.text) if whole else []
    left = []
    for path in dict.fromkeys([register.file, *(finding.place.path for finding in findings)]):
        own = path == register.file
        said = remarks if own else comments(path) or project.documents.remarks(path)
        here = [finding for finding in findings if finding.place.path == path]
        kept = quieten(here, said, path, project.texts.get(path, ""), by)
        left += [finding for finding in kept if own or finding in here]
    return left


def _remarks(pattern: re.Pattern[str], text: str) -> list[Comment]:
    return [(Span(*match.span()), match[0]) for match in pattern.finditer(text)]
