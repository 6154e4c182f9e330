"""What consentlint says about one example, in the form that tests compare.

The one place of the tests that knows how the pure core is called.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from cases import ROOT, Case

from consentlint.config import Config
from consentlint.duties.documents import Documents
from consentlint.duties.register import read_register
from consentlint.inspect import Inspection, inspect_project, inspect_source
from consentlint.joined import Project, register_case, service_cases
from consentlint.judge import judge, judge_services
from consentlint.model import Embed, Finding, Guard, Handed
from consentlint.packs.load import read_packs
from consentlint.packs.values import Packs, Policy
from consentlint.reach.library import Library
from consentlint.reach.project import Project as Sources
from consentlint.register_place import DEFAULT as REGISTER
from consentlint.text import Source

# The day on which the examples with a register are judged.
TODAY = date(2026, 11, 23)


@dataclass(frozen=True, slots=True)
class Verdict:
    embeds: tuple[Embed, ...]
    findings: tuple[Finding, ...]

    @property
    def checks(self) -> tuple[str, ...]:
        return tuple(sorted({finding.check for finding in self.findings}))


@cache
def packs() -> Packs:
    """The packs of this checkout."""
    return read_packs([ROOT / "rules"])


def _inspected(files: dict[str, str], known: Packs) -> Iterable[Inspection]:
    """What each file holds: one by itself, several as the project that they are."""
    sources = {path: Source(path=path, text=text) for path, text in files.items()}
    if len(sources) == 1:
        return [inspect_source(source, known, Config()) for source in sources.values()]
    library = Library.of(sources, sources.get, Config())
    return inspect_project(sources, Sources.of(sources, sources.get), known, library).values()


def verdict(case: Case) -> Verdict:
    """Inspect and judge one example, as a file of its own, or as a project where it has several."""
    policy = packs().policies[case.policy]
    known = packs()._replace(own_domains=frozenset()) if policy.wide else packs()
    files = {**dict(case.beside), case.filename: case.code}
    embeds: list[Embed] = []
    handed: list[Handed] = []
    for seen in _inspected({path: text for path, text in files.items() if path != REGISTER}, known):
        embeds, handed = [*embeds, *seen.embeds], [*handed, *seen.handed]
    findings = judge(embeds, packs(), policy, policy.jurisdictions, handed)
    if REGISTER in files:
        findings += _duties(case, files, embeds, policy)
    wanted = [finding for finding in findings if not case.only or finding.check in case.only]
    return Verdict(tuple(embeds), tuple(wanted))


def _duties(case: Case, files: dict[str, str], embeds: list[Embed], policy: Policy) -> list[Finding]:
    """The findings on the services of an example with a register, whose files lie on disk meanwhile."""
    with TemporaryDirectory() as folder:
        for path, text in files.items():
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        documents = Documents(
            folder, lambda path: (Path(folder, path).read_bytes(), ""), lambda path: os.path.relpath(path, folder)
        )
        register = read_register(REGISTER, files[REGISTER].encode())
        today = date.fromisoformat(case.today) if case.today else TODAY
        project = Project(register, packs(), policy, documents, files, today)
        return judge_services(service_cases(project, embeds), register_case(project), policy)


def disagreements(case: Case, got: Verdict) -> list[str]:
    """One line for each thing that came out otherwise than the example says."""
    pairs: list[tuple[str, object, object]] = [
        ("checks", ",".join(case.checks) or "silent", ",".join(got.checks) or "silent"),
        ("embeds", case.embeds, len(got.embeds)),
    ]
    for number, embed in enumerate(got.embeds, 1):
        region = embed.region.id if embed.region else "null"
        said = [(case.vendor, embed.vendor, "vendor"), (case.load, embed.exposure.load, "load"),
                (case.request, embed.exposure.request, "request"), (case.region, region, "region"),
                (case.form, embed.form, "form")]  # fmt: skip
        pairs += [(f"{what} of embed {number}", want, has) for want, has, what in said if want is not None]
    return [f"{what}: expected {want}, got {has}" for what, want, has in pairs if want != has]


def describe(case: Case, got: Verdict) -> str:
    """The code and everything that was found, for a failure message."""
    lines = [f"{case.path}:{case.line} ({case.id})", *_numbered(case.code), "got:"]
    for embed in got.embeds:
        region = embed.region.id if embed.region else "null"
        lines.append(f"  embed {embed.vendor} {embed.form} {embed.url} region={region}")
        lines.append(f"    load={embed.exposure.load} request={embed.exposure.request}")
        lines += [f"    - {_guard(guard)}" for guard in embed.trace]
        for way in embed.other_ways:
            lines += ["    or", *(f"    - {_guard(guard)}" for guard in way)]
    lines += [f"  finding {finding.check}: {finding.message}" for finding in got.findings]
    return "\n".join(lines)


def _guard(guard: Guard) -> str:
    return f"{guard.worlds} {guard.kind}: {guard.text} ({guard.reason})"


def _numbered(code: str) -> list[str]:
    return [f"  {number:3} {line}" for number, line in enumerate(code.splitlines(), 1)]
