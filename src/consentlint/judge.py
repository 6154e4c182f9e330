"""From embeds to findings: every check on every embed, weighed by the policy. Pure: it neither parses nor prints."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from consentlint.check import Case, Check, DataCase, Fault, dead, on_request_only
from consentlint.duties.model import RegisterCase, ServiceCase
from consentlint.model import Embed, Finding, Handed, Place, Severity
from consentlint.packs.values import STRANGER, UNKNOWN_THIRD_PARTY, Packs, Policy, Vendor
from consentlint.registry import load_folder


def all_checks() -> dict[str, Check]:
    """Every check by its id, found by folder."""
    return load_folder("consentlint.checks", "CHECK")


def judge(
    embeds: Sequence[Embed], packs: Packs, policy: Policy, jurisdictions: Sequence[str], handed: Sequence[Handed] = ()
) -> list[Finding]:
    """The findings on these embeds under `policy`, sorted by place, then by check id.

    jurisdictions  where processing is allowed; used instead of `policy.jurisdictions`, which configuration can override
    handed         data about a visitor that are handed to vendors
    """
    findings = [finding for case in _cases(embeds, packs, policy, jurisdictions) for finding in _findings(case)]
    findings += [finding for one in handed for finding in _on_data(one, packs, policy)]
    return sorted(findings, key=lambda finding: (finding.place, finding.check))


def _on_data(handed: Handed, packs: Packs, policy: Policy) -> Iterator[Finding]:
    embed = handed.embed
    case = DataCase(handed, _vendor(packs, embed.vendor), packs)
    for check in all_checks().values():
        severity = policy.checks.get(check.id, check.severity)
        if check.about == "data" and severity is not Severity.OFF:
            for fault in check.run(case):
                place = fault.place or embed.place
                yield Finding(check.id, severity, fault.message, place, embed.vendor, embed.steps, embed.trace)


def judge_services(cases: Iterable[ServiceCase], project: RegisterCase, policy: Policy) -> list[Finding]:
    """The findings on the services of a project and on its register, sorted as `judge` sorts them.

    A duty's evidence is looked for where the service has the duty, is registered, and is in use as far as code shows.
    """
    findings = [
        _told(check, policy, fault, fault.place or case.register.place, case.id)
        for case in cases
        for check in all_checks().values()
        if check.about == "duty" and (not check.duty or (case.duties.get(check.duty) and case.evident))
        for fault in check.run(case)
    ]
    findings += [
        _told(check, policy, fault, fault.place or project.register.place, "")
        for check in all_checks().values()
        if check.about == "register"
        for fault in check.run(project)
    ]
    left = (finding for finding in findings if finding.severity is not Severity.OFF)
    return sorted(left, key=lambda finding: (finding.place, finding.check, finding.message))


def _told(check: Check, policy: Policy, fault: Fault, place: Place, vendor: str) -> Finding:
    usual = policy.duties if check.about == "duty" else check.severity
    return Finding(check.id, policy.checks.get(check.id, usual), fault.message, place, vendor, fault.related)


def _cases(embeds: Sequence[Embed], packs: Packs, policy: Policy, jurisdictions: Sequence[str]) -> Iterator[Case]:
    together = defaultdict(list)
    for embed in sorted(embeds, key=lambda embed: embed.place):
        together[embed.place.path, embed.vendor].append(embed)
    for (_, vendor), siblings in together.items():
        for embed in siblings:
            yield Case(embed, _vendor(packs, vendor), packs, policy, tuple(jurisdictions), tuple(siblings))


def _vendor(packs: Packs, name: str) -> Vendor:
    return STRANGER if name == UNKNOWN_THIRD_PARTY else packs.vendors[name]


def _findings(case: Case) -> Iterator[Finding]:
    if case.embed.self_hosted and case.policy.self_hosted == "accepted":
        return
    for check in all_checks().values():
        if check.about not in ("consent", "region"):
            continue
        severity = _severity(case, check)
        if severity is Severity.OFF or _waived(case, check):
            continue
        for fault in check.run(case):
            yield _finding(case, check, severity, fault)


def _severity(case: Case, check: Check) -> Severity:
    """As the policy says; where a vendor's need of consent depends on the case, no more than it says for these."""
    severity = case.policy.checks.get(check.id, check.severity)
    depends = check.about == "consent" and case.vendor.consent.required == "depends"
    return min(severity, case.policy.depends) if depends else severity


def _waived(case: Case, check: Check) -> bool:
    """True when the policy (or the vendor's own need) does not ask for what this check guards."""
    if (case.embed.vendor == UNKNOWN_THIRD_PARTY) is not (check.id == UNKNOWN_THIRD_PARTY):
        return True
    if check.about == "consent":
        if case.vendor.consent.required == "no" or _necessary(case):
            return True
        return case.policy.requires == "either" and _region_allowed(case)
    return dead(case.embed) or (case.policy.requires == "either" and _held_back(case))


def _necessary(case: Case) -> bool:
    """Does the policy count the vendor's kind as strictly necessary?"""
    return case.vendor.consent.required == "depends" and case.vendor.category in case.policy.necessary


def _region_allowed(case: Case) -> bool:
    region = case.embed.region
    return region is not None and region.jurisdiction in case.jurisdictions


def _held_back(case: Case) -> bool:
    """Gated; waiting for a click counts where the policy accepts that."""
    return case.embed.gated and (case.policy.click_to_load == "accepted" or not on_request_only(case.embed))


def _finding(case: Case, check: Check, severity: Severity, fault: Fault) -> Finding:
    embed = case.embed
    place = fault.place or embed.place
    return Finding(
        check.id, severity, fault.message, place, embed.vendor, (*embed.steps, *fault.related), embed.trace, embed
    )
