"""What a check is made of: the case that it looks at, the faults that it finds, and what all read out of an exposure.

A check is a module in `checks/` with one value `CHECK`. It reads a `Case` and yields `Fault`s; it never parses and
never prints.
"""

from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple

from consentlint.model import CONNECTION_HINT as CONNECTION_HINT
from consentlint.model import Embed, Guard, Handed, Place, Related, Severity
from consentlint.packs.values import Packs, Policy, Vendor
from consentlint.worlds import NEVER, NO, YES

FLAWS = ("incomplete-gate", "necessary-category", "late-auto-blocking")


class Case(NamedTuple):
    """One embed before its judges.

    vendor         the pack entry of the embed's vendor
    siblings       all embeds of this vendor in the same file, in the order of the text, this one included
    jurisdictions  where processing is allowed
    """

    embed: Embed
    vendor: Vendor
    packs: Packs
    policy: Policy
    jurisdictions: tuple[str, ...]
    siblings: tuple[Embed, ...] = ()


class DataCase(NamedTuple):
    """Data about a visitor that are handed to a vendor, before their judge."""

    handed: Handed
    vendor: Vendor
    packs: Packs


class Fault(NamedTuple):
    """What a check found. place: where it stands when that is not the embed."""

    message: str
    place: Place | None = None
    related: tuple[Related, ...] = ()


class Check(NamedTuple):
    """One judgement.

    id       the module's stem, hyphenated
    summary  one line for lists
    about    `consent` or `region`: which of the two requirements of a policy it guards; `duty`: it looks at the
             services of a project that has a register (a `ServiceCase` each); `register`: at the register itself;
             `data`: at data that are handed to a vendor (a `DataCase` each)
    duty     with `duty`: id of the duty whose evidence it looks for, in the words of the packs; it is run only for
             services with this duty. "": for all of them
    """

    id: str
    summary: str
    severity: Severity
    run: Callable[[Any], Iterator[Fault]]
    about: Literal["consent", "region", "duty", "register", "data"] = "consent"
    duty: str = ""


def gate_fault(embed: Embed) -> str:
    """The id of the one check that speaks about this embed's exposure on load; "" when it is gated.

    Connection hints have a check of their own; a guard with a known flaw comes before a reading of the vector.
    """
    load = embed.exposure.load
    if load.gated:
        return ""
    if embed.form == CONNECTION_HINT:
        return "early-connection"
    if flaw := flawed_guard(embed):
        return flaw.flaw
    if load.granted is NO:
        return "inverted-gate"
    if load.undecided is NO:
        return "any-choice-gate"
    if load.refused is NO:
        return "fail-open-gate"
    return "ungated-embed"


def flawed_guard(embed: Embed) -> Guard | None:
    """The outermost guard on the most open way that has a fault with a check of its own."""
    return next((guard for guard in embed.trace if guard.flaw in FLAWS), None)


def dead(embed: Embed) -> bool:
    """True when the embed loads in no world, neither with the page nor on request."""
    return embed.exposure.load == NEVER and embed.exposure.request == NEVER


def on_request_only(embed: Embed) -> bool:
    """True when the page holds the embed back and a visitor's request loads it without consent."""
    return embed.gated and not embed.exposure.request.gated


def is_container(case: Case) -> bool:
    """True when what is loaded is a container of others, which has no purpose of its own."""
    return any(loader.container and loader.product == case.embed.product for loader in case.vendor.loaders)


def loads(embed: Embed) -> str:
    """`loads`, or `may load` when something other than consent decides it before consent."""
    load = embed.exposure.load
    return "loads" if YES in (load.undecided, load.refused) else "may load"
