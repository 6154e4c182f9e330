"""A tag manager's container is loaded: what it brings in is kept elsewhere, and cannot be seen from the code."""

from collections.abc import Iterator

from consentlint.check import CONNECTION_HINT, Case, Check, Fault, dead, is_container
from consentlint.model import Severity
from consentlint.wayout import according_to


def run(case: Case) -> Iterator[Fault]:
    embed = case.embed
    if embed.form == CONNECTION_HINT or embed.gated or dead(embed):
        return
    if is_container(case):
        yield Fault(
            f"{case.vendor.name} loads a container whose tags cannot be seen from here: what they load, and whether "
            f"they ask for consent, is set in its account; export the container and check the export too, or load the "
            f"container itself only after consent{according_to(case)}"
        )


CHECK = Check("unseen-container", "a tag manager's container, whose tags no code shows", Severity.NOTE, run)
