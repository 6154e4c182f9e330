"""Markup that is held back: inert script types, missing URLs, and the consent platform that releases them.

`worlds.md` section 5. A known platform's markup counts as its pack says. Attributes that several platforms share mean
what the platform on the page says. Inert with nothing that releases it never loads.
"""

import re
from typing import TYPE_CHECKING, Any

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Guard
from consentlint.packs.values import Cmp, LiveMarkup, MarkupGate
from consentlint.reach import questions
from consentlint.reach.asides import KIND
from consentlint.reach.elements import Element, is_inert_template
from consentlint.reach.page import from_tag
from consentlint.reach.paths import LOAD, Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.values import Str, Value, value
from consentlint.worlds import ALWAYS, NEVER, PERHAPS, Worlds

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

LOADING = frozenset(
    (
        "script",
        "iframe",
        "frame",
        "img",
        "link",
        "object",
        "embed",
        "video",
        "audio",
        "source",
        "style",
        "image",
        "input",
    )
)
DATA_TYPES = lazy_regex(
    r"(?:application/(?:[\w.+-]*\+)?json|importmap|speculationrules|text/(?:x-)?(?:template|handlebars[\w-]*|mustache|html|"
    r"ng-template|x-template|x-jquery-tmpl|x-tmpl[\w-]*|jsx|babel|markdown|x-glsl)|x-shader/.*|math/tex.*)",
    re.IGNORECASE,
)
ATTRIBUTE = lazy_regex(r"\[(?!(?:src|href|type)\b)([\w-]+)")
LAZY_URLS = ("data-src", "data-lazy-src", "data-original", "data-lazy", "data-href", "data-url")


def weigh(m: "Machine", element: Element, at: Path) -> Path:
    """The path behind what holds an element back; its real URL and type are put in place."""
    if element.name not in LOADING and not _stands_in(m, element):
        return at
    held = _inside_inert(element)
    if held is not None:
        template = from_tag(held, element.code or m.page_code)
        if questions.releasers(m, template):
            return _released(m, template, at, "the template is put into the page here")
        return at.then(_guard(element, "<template>", NEVER, "the content of a template element is not live"), NEVER)
    gate = _gate(m, element)
    if gate is None and element.name == "script" and DATA_TYPES.fullmatch((element.text("type") or "").strip()):
        element.name = "data"
        return at
    if gate is not None:
        return _with_own_release(m, element, _release(m, element, at, *gate), at, *gate)
    if element.inert_type:
        return _inert(m, element, at)
    at = _live(m, element, at)
    return _lazy(m, element, at)


def _stands_in(m: "Machine", element: Element) -> bool:
    """Does a platform put something that loads in the place of this element?"""
    if m.knowledge.stand_ins.isdisjoint(element.attributes):
        return False
    found = _gate(m, element)
    return found is not None and bool(found[1].becomes)


def _inside_inert(element: Element) -> Any:
    """The element around this one whose content is not live; None for none."""
    if element.origin != "markup" or element.tag is None:
        return None
    path, script = element.place.path, element.name == "script"
    inert = (p for p in element.tag.parents if is_inert_template(p, path) or (script and p.name == "noscript"))
    return next(inert, None)


def _guard(
    element: Element, text: str, worlds: Worlds, reason: str, cmp: str = "", purpose: str = "", flaw: str = ""
) -> Guard:
    return Guard("blocked-markup", element.place, text, worlds, reason, purpose, cmp, flaw=flaw)


# --- gates of platforms ----------------------------------------------------------------------------------------------


def _gate(m: "Machine", element: Element) -> tuple[Cmp, MarkupGate, str] | None:
    """The platform and gate that hold the element, and what is to be said of that choice; None for none."""
    if not element.inert_type and not any("-" in name or name == "class" for name in element.attributes):
        return None
    marks = element.marks(m.knowledge.gate_marks)
    if not marks:
        return None
    fitting = [(cmp, gate) for cmp in m.knowledge.cmps for gate in cmp.gates if gate.selector in marks]
    for cmp, gate in sorted(fitting, key=lambda entry: entry[1].vague):
        if cmp.id in m.knowledge.present or cmp.id == "project":
            return cmp, gate, ""
    fitting = [(cmp, gate) for cmp, gate in fitting if not gate.vague]
    if not fitting:
        return None
    if _asking(m):
        own = [(cmp, gate) for cmp, gate in fitting if not gate.shared]
        return (*own[0], "") if own else None
    cmp, gate = min(fitting, key=lambda entry: entry[1].worlds == NEVER)
    return cmp, gate, f"no consent platform is in sight; read as {cmp.name}"


def _asking(m: "Machine") -> bool:
    """Is a platform in sight that asks the visitor? What a framework has for scripts says nothing of other marks."""
    return any(
        cmp.id in m.knowledge.present
        and (cmp.accept or cmp.controls.accept or cmp.auto_blocking or any(not gate.why for gate in cmp.gates))
        for cmp in m.knowledge.cmps
    )


def _release(m: "Machine", element: Element, at: Path, cmp: Cmp, gate: MarkupGate, reason: str) -> Path:
    raw, purposes = _purposes(element, gate)
    worlds, flaw = gate.worlds, ""
    if purposes and all(questions.is_necessary(m, cmp, purpose) for purpose in purposes):
        worlds, flaw = ALWAYS, "necessary-category"
        reason = f"'{raw}' is always on in {cmp.name}: it is released for every visitor"
    elif _unknown(m, cmp, purposes):
        worlds = NEVER
        reason = f"{cmp.name} knows no category '{raw}': nothing ever releases this"
    elif (defined := m.previous.definition(cmp.id)) is not None and defined.dead:
        worlds = NEVER
        reason = f"{cmp.name} is configured to leave script tags alone: nothing ever releases this"
    elif any(questions.standing(m, cmp, purpose) for purpose in purposes or [""]):
        worlds = ALWAYS
        for purpose in purposes or [""]:
            worlds = worlds & (questions.standing(m, cmp, purpose) or gate.worlds)
        reason = f"'{raw}' is on in {cmp.name} until the visitor refuses it" if raw else f"{cmp.name} is configured so"
    kind = f'type="{element.text("type")}"' if element.has("type") else f"<{element.name}>"
    _unwrap(element, gate)
    if gate.worlds == ALWAYS and gate.why:
        return at.then(Guard(KIND, element.place, kind, ALWAYS, gate.why, cmp=cmp.id), ALWAYS)
    text = f'{gate.purpose.attribute}="{raw}"' if gate.purpose.attribute and gate.purpose.attribute != "class" else raw
    return at.then(
        _guard(element, text or gate.selector, worlds, reason or f"held back by {cmp.name}", cmp.id, raw, flaw), worlds
    )


def _unknown(m: "Machine", cmp: Cmp, purposes: list[str]) -> bool:
    """Is one of the purposes none of the platform's, or none that the site's own configuration defines?"""
    defined = m.previous.definition(cmp.id)
    if defined is not None and defined.complete and defined.names:
        return any(purpose not in defined.names and purpose not in cmp.necessary for purpose in purposes)
    return cmp.closed and any(purpose not in cmp.purposes for purpose in purposes)


def _with_own_release(
    m: "Machine", element: Element, held: Path, at: Path, cmp: Cmp, gate: MarkupGate, reason: str
) -> Path:
    """What a platform would release, the page's own code may release too, or instead of a platform that is absent."""
    if not any(trigger == LOAD for _, _, trigger in questions.releasers(m, element)):
        return held
    own = _released(m, element, at, f"released from {cmp.name} here" if not reason else "released here")
    alone = cmp.id not in m.knowledge.present and cmp.id != "project"
    return own if alone or own.absolute | held.absolute != held.absolute else held


def _purposes(element: Element, gate: MarkupGate) -> tuple[str, list[str]]:
    names = [gate.purpose.attribute, *(a for a in element.attributes if a.startswith("data-")), ""]
    raw = next((text for name in names[:1] if (text := element.text(name))), "") or ""
    if gate.purpose.pattern:
        match = re.search(gate.purpose.pattern, raw)
        raw = (match[1] if match.groups() else match[0]) if match else ""
    parts = raw.split(gate.purpose.separator) if gate.purpose.separator else [raw]
    return raw, [part.strip() for part in parts if part.strip()]


def _unwrap(element: Element, gate: MarkupGate) -> None:
    held: Value | None = next((element.attributes[name] for name in gate.url if element.has(name)), None)
    if held is not None and gate.address:
        held = value(Str((gate.address.replace("{}", held.text() or "{}"),), element.place))
    if held is not None:
        element.attributes["href" if element.name == "link" else "src"] = held
    element.attributes.pop("type", None)
    if gate.type and element.has(gate.type):
        element.attributes["type"] = element.attributes[gate.type]
    if gate.content:
        element.name = "held-html"
    elif gate.becomes:
        element.name = gate.becomes


# --- without a gate --------------------------------------------------------------------------------------------------


def _inert(m: "Machine", element: Element, at: Path) -> Path:
    """An inert script: live when something on the page is known to release it, dead otherwise."""
    kind = element.text("type")
    element.attributes.pop("type", None)
    _real_url(element)
    if questions.releasers(m, element):
        return _released(m, element, at, f'released from type="{kind}" here')
    reason = f'nothing is known to release type="{kind}"; it never runs'
    return at.then(_guard(element, f'type="{kind}"', NEVER, reason), NEVER)


def _released(m: "Machine", element: Element, at: Path, text: str) -> Path:
    """The path behind the page's own code that releases an element."""
    releasers = questions.releasers(m, element)
    at_once = [entry for entry in releasers if entry[2] == LOAD] or releasers
    worlds, place, trigger = at_once[0]
    for other in at_once[1:]:
        worlds = worlds | other[0]
    guard = Guard("blocked-markup", place, text, worlds, "the page's own code releases it")
    return at.then(guard, worlds).on(trigger)


def _real_url(element: Element) -> None:
    if not element.has("src"):
        held = next(
            (element.attributes[name] for name in element.attributes if name.startswith("data-") and "src" in name),
            None,
        )
        if held is not None:
            element.attributes["src"] = held


def _live(m: "Machine", element: Element, at: Path) -> Path:
    """A platform's mark on an element that is live all the same."""
    if element.origin != "markup" and not any("-" in name or name == "class" for name in element.attributes):
        return at
    marks = element.marks(m.knowledge.live_marks)
    found = [(cmp, live) for cmp in m.knowledge.cmps for live in cmp.live if live.selector in marks]
    present = [entry for entry in found if entry[0].id in m.knowledge.present or entry[0].id == "project"]
    if not present and (not found or _asking(m)):
        return at
    cmp, live = (present or found)[0]
    if present or not any(other.shared for _, other in found):
        return at.then(_incomplete(element, cmp, live), ALWAYS)
    return at.then(_nobodys(element, [other.selector for _, other in found]), ALWAYS)


def _incomplete(element: Element, cmp: Cmp, live: LiveMarkup) -> Guard:
    reason = live.why + (f"; {live.fix}" if live.fix else "")
    return _guard(element, f"mark of {cmp.name}", ALWAYS, reason, cmp.id, flaw="incomplete-gate")


def _nobodys(element: Element, selectors: list[str]) -> Guard:
    """A mark that several platforms use is nobody's in particular where none of them is in sight."""
    asked = [name for selector in selectors for name in ATTRIBUTE.findall(selector)]
    mark = next((f'{name}="{element.text(name) or ""}"' for name in asked if element.has(name)), "the mark")
    reason = "no consent platform that reads it is in sight, and the element is live, so it loads at once"
    return _guard(element, mark, ALWAYS, reason, flaw="incomplete-gate")


def _lazy(m: "Machine", element: Element, at: Path) -> Path:
    """A URL that waits in a data attribute, with nothing that asks for consent."""
    key = "href" if element.name == "link" else "src"
    waiting = element.text(key) in (None, "", "about:blank") and not (element.has(key) and element.text(key) is None)
    name = next((n for n in LAZY_URLS if element.has(n)), None)
    if not waiting or name is None or (element.content is not None and (element.content.text() or "").strip()):
        return at
    element.attributes[key] = element.attributes[name]
    if questions.releasers(m, element):
        return _released(m, element, at, f"{name} is put into {key} here")
    reason = f"whatever copies {name} into {key} decides; lazy loading is not consent"
    return at.then(_guard(element, name, PERHAPS, reason), PERHAPS)


COLLECTOR = Plugin(id="blocked-markup", element_guards=weigh)
