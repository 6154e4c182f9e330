"""The way out that a message names: the markup of the platform in use, or what holds for all of them."""

import re

from consentlint.check import Case
from consentlint.model import Embed, Guard
from consentlint.packs.values import Cmp, MarkupGate, RegionEntry

FRAME_FORMS = ("iframe", "frame", "image", "media", "object")
MARKUP_SUFFIXES = (".html", ".htm", ".xhtml", ".xht", ".svg")
OWN_ATTRIBUTE = "the attribute of your consent platform"
_ATTRIBUTE = re.compile(r"""\[([\w-]+)(?:[*^~|$]?=["']?([^"'\]]*)["']?)?\]""")
_EXCLUSION = re.compile(r":not\([^)]*\)")


def hold_back(case: Case) -> str:
    """How to withhold this embed until consent, with concrete values; ends where the sentence may go on."""
    frame = case.embed.form in FRAME_FORMS
    cmp = platform(case)
    gate = _gate_for(cmp, "iframe" if frame else "script") if cmp else None
    if cmp and gate:
        markup = _markup(gate, fitting_purpose(case, cmp), frame)
        return f"hold it back until consent with {cmp.name}'s own markup, {markup}"
    if frame:
        return f"hold it back until consent, for instance data-src instead of src with {OWN_ATTRIBUTE}"
    if case.embed.place.path.endswith(MARKUP_SUFFIXES):
        return f'hold it back until consent, for instance type="text/plain" with {OWN_ATTRIBUTE}'
    return "call it only where consent is known, for instance in the accept callback of your consent platform"


def platform(case: Case) -> Cmp | None:
    """The consent platform that the trace names first, if its pack is known."""
    return next((case.packs.cmps[guard.cmp] for guard in case.embed.trace if guard.cmp in case.packs.cmps), None)


def fitting_purpose(case: Case, cmp: Cmp) -> str:
    """A purpose of `cmp` under which a gate fits the vendor; "<purpose>" when the pack names none."""
    fitting = [purpose for purpose, categories in cmp.fits.items() if case.vendor.category in categories]
    optional = [purpose for purpose in cmp.purposes if purpose not in cmp.necessary]
    return next(iter(fitting or (optional if cmp.fits else ())), "<purpose>")


def according_to(case: Case) -> str:
    """The article of the vendor's pack in parentheses, with a space before it; "" when there is none."""
    article = case.vendor.consent.article
    return f" ({article})" if article else ""


def blame(embed: Embed) -> Guard | None:
    """The innermost guard that lets more through than consent allows although it withholds something."""
    leaky = [guard for guard in embed.trace if not guard.worlds.gated and guard.worlds != (2, 2, 2)]
    return leaky[-1] if leaky else None


def unknown_guard(embed: Embed) -> Guard | None:
    """The innermost guard that is worth `maybe` without consent: nobody knows what it tests."""
    unknown = [guard for guard in embed.trace if 1 in guard.worlds[:2]]
    return unknown[-1] if unknown else None


def allowed_regions(case: Case) -> list[RegionEntry]:
    """The vendor's regions in an allowed jurisdiction, in the order of its pack."""
    return [entry for entry in case.vendor.regions if entry.jurisdiction in case.jurisdictions]


def _gate_for(cmp: Cmp, element: str) -> MarkupGate | None:
    return next((gate for gate in cmp.gates if gate.selector.startswith(element)), None) or next(
        (gate for gate in cmp.gates if element != "script" and not gate.selector.startswith("script")), None
    )


def _markup(gate: MarkupGate, purpose: str, frame: bool) -> str:
    """The attributes which `gate` asks for, written out: `type="text/plain" data-cookieconsent="marketing"`."""
    attributes = {}
    for name, value in _ATTRIBUTE.findall(_EXCLUSION.sub("", gate.selector.partition(",")[0])):
        asks = name == gate.purpose.attribute
        attributes[name] = f'{name}="{value}{purpose}"' if asks else f'{name}="{value}"' if value else ""
    if gate.purpose.attribute and gate.purpose.attribute not in attributes:
        attributes[gate.purpose.attribute] = f'{gate.purpose.attribute}="{purpose}"'
    written = " ".join(text for text in attributes.values() if text)
    return f"{written} and {gate.url[0]} instead of src" if frame and gate.url[0] != "src" else written
