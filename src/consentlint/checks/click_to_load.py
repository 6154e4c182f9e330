"""A click brings the vendor in, and consent is not asked for; the policy says whether that is accepted."""

from collections.abc import Iterator

from consentlint.check import CONNECTION_HINT, Case, Check, Fault, on_request_only
from consentlint.model import Severity
from consentlint.wayout import according_to


def run(case: Case) -> Iterator[Fault]:
    embed = case.embed
    if case.policy.click_to_load != "reported" or not on_request_only(embed) or embed.form == CONNECTION_HINT:
        return
    yield Fault(
        f"{case.vendor.name} loads on a click without consent, which the policy `{case.policy.id}` does not accept; "
        f"ask for consent in the click handler before the request, "
        f"or set click_to_load to `accepted` in a policy of your own{according_to(case)}"
    )


CHECK = Check("click-to-load", "a vendor that a click loads without asking for consent", Severity.WARNING, run)
