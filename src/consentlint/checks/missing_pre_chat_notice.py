"""The register does not show what visitors are told before a chat begins."""

from collections.abc import Iterator

from consentlint.check import Check, Fault
from consentlint.duties.model import ServiceCase
from consentlint.duties.services import article
from consentlint.evidence import REASON, registered
from consentlint.model import Severity

KEY = "pre-chat-notice"


def run(case: ServiceCase) -> Iterator[Fault]:
    entry = registered(case)
    if any(entry.pre_chat_notice) or entry.unreadable(KEY):
        return
    yield Fault(
        f"the register does not show what visitors are told before a conversation in {case.vendor.name} begins"
        f"{article(case.duties, 'notice')}; add `{KEY}: {{document: ...}}` or `{KEY}: {{text: ...}}`, {REASON}",
        entry.place(KEY),
    )


CHECK = Check(
    "missing-pre-chat-notice", "a chat without a notice before it", Severity.WARNING, run, about="duty", duty="notice"
)
