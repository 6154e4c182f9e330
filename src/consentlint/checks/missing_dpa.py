"""The register has no agreement with the provider of a service."""

from collections.abc import Iterator

from consentlint.check import Check, Fault
from consentlint.duties.model import ServiceCase
from consentlint.evidence import REASON, incomplete, registered
from consentlint.model import Severity


def run(case: ServiceCase) -> Iterator[Fault]:
    role = registered(case).role
    if role == "controller":
        return
    kind = "arrangement of joint controllers" if role == "joint-controller" else "data processing agreement"
    advice = f"add `dpa: {{date: ..., document: ...}}`, {REASON}, or `role: controller` where the provider is one"
    yield from incomplete(case, "dpa", ("date", "document"), f"the {kind} with {case.vendor.entity.name}", advice)


CHECK = Check("missing-dpa", "no agreement with a service's provider", Severity.WARNING, run, about="duty", duty="dpa")
