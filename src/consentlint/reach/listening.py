"""Who calls a listener, in which worlds, and whether the visitor asked for it.

A platform's event is entered as its pack says; the page's own life (load, scroll, timers) is `load`; an accept or
refuse control is the step into that world; any other click is a `request`. `worlds.md` section 1.
"""

from typing import TYPE_CHECKING, Any

from consentlint.lazy_regex import lazy_regex
from consentlint.model import Guard, Place
from consentlint.reach import toggles
from consentlint.reach.asides import aside, asked
from consentlint.reach.atoms import spec_value
from consentlint.reach.elements import Element, words
from consentlint.reach.lookup import MOST, NONE, STEP, clickable, elements_at, named, tags_at, within
from consentlint.reach.page import from_tag
from consentlint.reach.paths import REQUEST, Path
from consentlint.reach.things import Thing
from consentlint.reach.values import Atom, External, Value, value
from consentlint.worlds import ALWAYS, NO, ON_ANY_CHOICE, ON_CONSENT, ON_REFUSAL, PERHAPS, Worlds

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine

ASKING = frozenset(
    "click dblclick auxclick mousedown mouseup pointerdown pointerup keydown keyup keypress submit change input "
    "touchend contextmenu tap toggle press".split()
)
LIVING = frozenset(
    "load domcontentloaded readystatechange pageshow scroll wheel mousemove mouseover mouseenter mouseout mouseleave "
    "pointermove pointerenter pointerover touchstart touchmove focus focusin blur visibilitychange resize hashchange "
    "popstate online deviceready turbo:load turbolinks:load page:load error beforeunload pagehide unload animationend "
    "transitionend ready loadend progress canplay play hover".split()
)
CERTAIN = frozenset(
    {"load", "domcontentloaded", "readystatechange", "pageshow", "ready", "turbo:load", "turbolinks:load"}
)
TARGET = lazy_regex(r"\b(?:target|srcElement|composedPath)\b")
WHOLE_PAGE = lazy_regex(r"^(?:document|window|document\.body|document\.documentElement|\$\((?:document|window)\))?$")


def listen(m: "Machine", name: str, callback: Value, at: Path, place: Place, target: str, control: str = "") -> None:
    """A function listens for an event.

    target   canonical path of what it listens on ("" for the page)
    control  what is known of the control by words (id, class, text) when it is not found by the path
    """
    registration = m.knowledge.event(name)
    own = name in m.dispatches or m.previous.dispatched(name)
    if registration is not None and not (registration.callback.by_name and own):
        runs = m.knowledge.event_runs(registration, name)
        guard = Guard(
            "consent-callback", place, f"on {name}", runs, registration.callback.note, cmp=registration.cmp.id,
            by_name=registration.callback.by_name,
        )  # fmt: skip
        argument = registration.callback.argument
        event = spec_value(argument) if argument is not None else value(External("event"))
        handed = (event, *(spec_value(values) for values in registration.callback.others))
        m.later(callback, handed, (at.waiting() if registration.follows_choice else at).then(guard, runs), certain=True)
        return
    word = name.lower().split(".")[0]
    if word in ASKING:
        _asked(m, name, callback, at, place, target, control)
    elif word in LIVING:
        m.later(callback, (value(External("event")),), aside(m, "event", word, at, place), certain=word in CERTAIN)
    else:
        m.hear(name, callback, at)


def _asked(m: "Machine", name: str, callback: Value, at: Path, place: Place, target: str, control: str) -> None:
    if WHOLE_PAGE.match(target) and not control:
        # Any first click anywhere is not a request for this service; a test of the event's target makes it one.
        event = _event_at(m, External(NONE)) if m.page is not None else value(External("event"))
        m.later(callback, (event,), aside(m, "event", "anywhere", at.on("anywhere"), place))
        if m.page is not None and TARGET.search(m.page_code.text):
            for tag in clickable(m):
                _asked_of(m, name, callback, at, place, _of_tag(m, tag), named(m, tag))
        return
    tags = within(m, tags_at(m, target))
    if len(tags) > 1 or (tags and not control):
        for tag in tags[:MOST]:
            _asked_of(m, name, callback, at, place, _of_tag(m, tag), named(m, tag))
        return
    for found in controls(m, target, control, callback):
        _asked_of(m, name, callback, at, place, found, named(m, tags[0]) if tags else None, target)


def _asked_of(
    m: "Machine", name: str, callback: Value, at: Path, place: Place, control: "tuple[str, Worlds, str]",
    element: Value | None = None, target: str = "",
) -> None:  # fmt: skip
    """A listener on one control: a step into a world, or a request."""
    kind, worlds, who = control
    event = value(External("event")) if element is None else _event_at(m, *element.atoms())
    if kind:
        which = "the accept" if worlds == ON_CONSENT else "a refuse" if worlds == ON_REFUSAL else "a consent"
        text = f"{name} on {which} control {who}".strip()
        m.requests.around.setdefault("asked", asked(text, place))
        way = at.waiting().then(Guard("consent-control", place, text, worlds, "", by_name=kind == "name"), worlds)
    else:
        guard = Guard(
            "request", place, f"{name} on {who or target or 'a control'}".strip(), ALWAYS, "the visitor asks for it"
        )
        way = at.on(REQUEST).then(guard, ALWAYS)
    m.later(callback, (event,), way, this=element)


def _event_at(m: "Machine", element: Atom) -> Value:
    """The event that a listener on an element gets."""
    made = m.allocate(Thing("object", tag="event", open=True))
    for key in ("target", "currentTarget", "srcElement"):
        m.set_property(m.things(made)[0][0], key, value(element))
    return made


UNCLEAR = Worlds(NO, PERHAPS[1], PERHAPS[2])
MEANING = {"accept": ON_CONSENT, "refuse": ON_REFUSAL, "unclear": UNCLEAR, "answer": ON_ANY_CHOICE}


def controls(m: "Machine", target: str, control: str, callback: Value) -> list[tuple[str, Worlds, str]]:
    """What the controls behind a target are: (evidence, worlds, name) each; evidence "" for any other control."""
    found = [_of_element(m, element) for element in elements_at(m, target)]
    known = [entry for entry in found if entry[0]]
    if known or (found and not control):
        return sorted(set(known or found))
    words = m.knowledge.words
    kind = words.control(control or _plain(target)) or words.control(_function_names(m, callback))
    return [("name", MEANING[kind], control or _plain(target))] if kind else [("", ALWAYS, control or _plain(target))]


def _of_tag(m: "Machine", tag: Any) -> tuple[str, Worlds, str]:
    return _of_element(m, from_tag(tag, m.start_code))


def _of_element(m: "Machine", element: Element) -> tuple[str, Worlds, str]:
    who = f"#{element.text('id')}" if element.text("id") else f"<{element.name}>"
    for cmp in m.knowledge.cmps:
        for kind in ("accept", "refuse"):
            if any(element.matches(selector) for selector in getattr(cmp.controls, kind)):
                return "pack", MEANING[kind], who
    kind = "" if element.name == "form" else m.knowledge.words.control(words(element))
    kind = kind or ("answer" if toggles.stores(m, element) else m.knowledge.words.control(words(element)))
    return ("name", MEANING[kind], who) if kind else ("", ALWAYS, who)


def _plain(target: str) -> str:
    found = STEP.findall(target)
    return next((what for _, _, what, _ in reversed(found) if what), target)


def _function_names(m: "Machine", callback: Value) -> str:
    return " ".join(
        thing.function.name for _, thing in m.things(callback, "function") if thing.function and thing.function.name
    )
