"""The register that a project begins with: one entry a service, with a TODO for each evidence that it asks for."""

from collections.abc import Iterator, Mapping, Sequence

from consentlint.duties.model import TODO
from consentlint.duties.services import duties_of, vendor_of
from consentlint.model import Embed
from consentlint.packs.values import Duty, Packs, Vendor

HEAD = """\
# The register of services: who answers for each, and where the evidence is. `consentlint check` reports each TODO until
# it is filled in; docs/duties.md says what may stand where.
services:
"""
# A key of an entry -> the duties any of which asks for it (none: every service has it), and what stands there at first.
KEYS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("tia", ("tia",), "{date: TODO, document: TODO}"),
    ("dpia", ("dpia",), "{date: TODO, document: TODO}"),
    ("training", ("training",), "{date: TODO}"),
    ("notice", (), "{document: TODO, reviewed: TODO}"),
    ("consent-text", ("consent",), "{document: TODO}"),
    ("pre-chat-notice", ("notice",), "{document: TODO}"),
    ("alternative-channel", ("alternative-channel",), "{document: TODO}"),
    ("cookie-declaration", ("cookies",), "{document: TODO}"),
    ("review", ("review",), "{last: TODO, next: TODO}"),
)


def skeleton(services: Mapping[str, Sequence[Embed]], packs: Packs) -> str:
    """The YAML text of a register of these services. services: id of a vendor -> its embeds."""
    return HEAD + "".join(f"{line}\n" for name, embeds in services.items() for line in _entry(name, embeds, packs))


def _entry(name: str, embeds: Sequence[Embed], packs: Packs) -> Iterator[str]:
    vendor = vendor_of(name, None, packs)
    duties = duties_of(vendor, packs, embeds)
    yield f"  {name}:"
    yield f"    owner: {TODO}"
    yield f"    role: {_role(vendor)}"
    yield f"    purposes: [{TODO}]"
    yield f"    legal-basis: {_bases(vendor, duties)}"
    if vendor.regions:
        yield f"    region: {_region(embeds)}"
    if "dpa" in duties:
        yield f"    dpa: {{date: {TODO}, {'sccs: TODO, ' if 'sccs' in duties else ''}document: {TODO}}}"
    if "tia" in duties:
        yield f"    dpf: {{checked: {TODO}}}"
    if "retention" in duties:
        yield f"    retention: {_retention(vendor, duties)}"
    for key, asked, text in KEYS:
        if not asked or not duties.keys().isdisjoint(asked):
            yield f"    {key}: {text}"


def _role(vendor: Vendor) -> str:
    role = vendor.entity.role
    return role if role not in ("", "depends") else TODO


def _bases(vendor: Vendor, duties: Mapping[str, Duty]) -> str:
    parts = [f"loading: {TODO}"]
    if vendor.category == "chat":
        parts.append(f"conversation: {TODO}")
    if "recording-basis" in duties:
        parts.append(f"recording: {TODO}")
    return f"{{{', '.join(parts)}}}"


def _retention(vendor: Vendor, duties: Mapping[str, Duty]) -> str:
    kept = ["transcripts"] if vendor.category == "chat" else ["data"]
    kept += ["recordings"] if "recording-basis" in duties else []
    return f"{{{', '.join(f'{key}: {TODO}' for key in kept)}}}"


def _region(embeds: Sequence[Embed]) -> str:
    """The region that the code says, where it says one."""
    found = {embed.region.id for embed in embeds if embed.region is not None}
    only = found.pop() if len(found) == 1 else "unknown"
    return only if only != "unknown" else TODO
