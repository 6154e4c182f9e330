"""What consentlint says about one example, in the form that tests compare.

The one place of the tests that knows how the pure core is called.
"""

from dataclasses import dataclass
from functools import cache

from cases import ROOT, Case

from consentlint.config import Config
from consentlint.inspect import inspect_source
from consentlint.judge import judge
from consentlint.model import Embed, Finding, Guard
from consentlint.packs.load import read_packs
from consentlint.packs.values import Packs
from consentlint.text import Source


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


def verdict(case: Case) -> Verdict:
    """Inspect and judge one example, as a file of its own."""
    policy = packs().policies[case.policy]
    known = packs()._replace(own_domains=frozenset()) if policy.wide else packs()
    held = inspect_source(Source(path=case.filename, text=case.code), known, Config())
    return Verdict(tuple(held.embeds), tuple(judge(held.embeds, packs(), policy, policy.jurisdictions)))


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
