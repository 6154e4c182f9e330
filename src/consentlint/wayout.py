"""The way out that a message names: the markup of the platform in use, or what holds for all of them."""

from consentlint.check import Case
from consentlint.lazy_regex import lazy_regex
from consentlint.model import Embed, Guard
from consentlint.packs.values import Cmp, MarkupGate, RegionEntry
from consentlint.worlds import ALWAYS, MAYBE, PERHAPS

FRAME_FORMS = ("iframe", "frame", "image", "media", "object", "pixel")
SHEET_FORMS = ("stylesheet", "font")
MARKUP_SUFFIXES = (".html", ".htm", ".xhtml", ".xht", ".svg")
SHEET_SUFFIXES = (".css", ".scss", ".sass", ".less")
OWN_ATTRIBUTE = "the attribute of your consent platform"
# Attributes that name one service of the site's own configuration, which no pack can know.
SERVICE_ATTRIBUTES = ("data-name", "data-service", "data-usercentrics", "data-vendor", "data-vendor-raw")
_SCRIPT_FILE = lazy_regex(r"\.[cm]?[jt]sx?$")
_ATTRIBUTE = lazy_regex(r"""\[([\w-]+)(?:[*^~|$]?=["']?([^"'\] ]*)["']?(?: i)?)?\]""")
_PSEUDO = lazy_regex(r":\w+\([^)]*\)")


def hold_back(case: Case) -> str:
    """How to withhold this embed until consent, with concrete values; ends where the sentence may go on."""
    path = case.embed.place.path.lower()
    if case.embed.form in SHEET_FORMS or path.endswith(SHEET_SUFFIXES):
        return "serve it from your own server, or add it to the page once consent is given"
    frame, cmp = case.embed.form in FRAME_FORMS, platform(case)
    if cmp and any(not gate.vague for gate in cmp.gates):
        gate = _gate_for(cmp, frame)
        if gate is None:
            return f"insert it only where {cmp.name} says that its purpose was accepted"
        return f"hold it back until consent with the markup of {cmp.name}, {_markup(case, cmp, gate, frame)}"
    if frame:
        return f"hold it back until consent, for instance data-src instead of src with {OWN_ATTRIBUTE}"
    if path.endswith(MARKUP_SUFFIXES) or (case.embed.form == "script-tag" and not _SCRIPT_FILE.search(path)):
        return f'hold it back until consent, for instance type="text/plain" with {OWN_ATTRIBUTE}'
    return "call it only where consent is known, for instance in the accept callback of your consent platform"


def platform(case: Case) -> Cmp | None:
    """The consent platform that the trace names first; conventions without a script of their own do not count.

    Neither does what only runs scripts elsewhere or later.
    """
    named = (case.packs.cmps[guard.cmp] for guard in case.embed.trace if guard.cmp in case.packs.cmps)
    return next((cmp for cmp in named if cmp.present.urls and not any(gate.why for gate in cmp.gates)), None)


def fitting_purpose(case: Case, cmp: Cmp) -> str:
    """A purpose of `cmp` under which a gate fits the vendor; "<purpose>" when the pack names none."""
    fitting = [purpose for purpose, categories in cmp.fits.items() if case.vendor.category in categories]
    optional = [purpose for purpose in cmp.purposes if purpose not in cmp.necessary]
    return next(iter(fitting or (optional if cmp.fits else ())), "<purpose>")


def according_to(case: Case) -> str:
    """The article of the vendor's pack in parentheses; how to say that a vendor is necessary, where that can be."""
    article = f" ({case.vendor.consent.article})" if case.vendor.consent.article else ""
    if case.vendor.consent.required != "depends":
        return article
    return f"{article}; where it is strictly necessary, say so with the reason under `services.{case.vendor.id}`"


def blame(embed: Embed) -> Guard | None:
    """The innermost guard that withholds something and still lets visitors without consent through."""
    leaky = [guard for guard in embed.trace if not guard.worlds.gated and guard.worlds not in (ALWAYS, PERHAPS)]
    return leaky[-1] if leaky else None


def unknown_guard(embed: Embed) -> Guard | None:
    """The innermost guard that is worth `maybe` without consent: nobody knows what it tests."""
    unknown = [guard for guard in embed.trace if MAYBE in (guard.worlds.undecided, guard.worlds.refused)]
    return unknown[-1] if unknown else None


def allowed_regions(case: Case) -> list[RegionEntry]:
    """The vendor's regions in an allowed jurisdiction, in the order of its pack."""
    return [entry for entry in case.vendor.regions if entry.jurisdiction in case.jurisdictions]


def _gate_for(cmp: Cmp, frame: bool) -> MarkupGate | None:
    named = (gate for gate in cmp.gates if not gate.vague)
    return next((gate for gate in named if frame is not _plain(gate).startswith("script")), None)


def _plain(gate: MarkupGate) -> str:
    """The first of the gate's selectors, without `:not(...)` and `:is(...)`."""
    return _PSEUDO.sub("", gate.selector).partition(",")[0].strip()


def _markup(case: Case, cmp: Cmp, gate: MarkupGate, frame: bool) -> str:
    """The attributes which `gate` asks for, written out: `type="text/plain" data-cookieconsent="marketing"`."""
    asked = gate.purpose.attribute
    attributes = {name: f'{name}="{value}"' for name, value in _ATTRIBUTE.findall(_plain(gate)) if value}
    if asked:
        head = dict(_ATTRIBUTE.findall(_plain(gate))).get(asked, "")
        attributes[asked] = f'{asked}="{head}{_purpose(case, cmp, asked)}"'
    written = " ".join(attributes.values())
    return f"{written} and {gate.url[0]} instead of src" if frame and gate.url[0] != "src" else written


def _purpose(case: Case, cmp: Cmp, attribute: str) -> str:
    """What the author named if that can be refused, else a purpose that fits."""
    named = next((guard.purpose for guard in case.embed.trace if guard.cmp == cmp.id and guard.purpose), "")
    if named and named not in cmp.necessary:
        return named
    return "<service>" if attribute in SERVICE_ATTRIBUTES else fitting_purpose(case, cmp)
