"""Listeners and events: how code registers and dispatches them. `reach/listening.py` says who is called."""

import re
from typing import TYPE_CHECKING

from consentlint.model import Guard
from consentlint.reach.calls import CallSite
from consentlint.reach.listening import WHOLE_PAGE, listen
from consentlint.reach.paths import Path, both
from consentlint.reach.plugins import Native, Plugin
from consentlint.reach.things import Frame, Thing
from consentlint.reach.values import V_UNDEFINED, V_UNKNOWN, Value
from consentlint.syntax import ir
from consentlint.worlds import PERHAPS

if TYPE_CHECKING:
    from consentlint.model import Span
    from consentlint.reach.machine import Machine


def _add_listener(site: CallSite) -> Value | None:
    names = site.arg(0).text()
    functions = site.functions()
    if names is None or not functions:
        return None
    delegated = site.arg(1).text() or ""
    target = f"$('{delegated}')" if delegated and len(site.args) > 2 else target_path(site, site.receiver)
    m, words = site.machine, control_words(site, site.receiver)
    for name in names.split():
        if m.things(site.receiver, "object") and target != "window" and m.previous.dispatched(name):
            m.hear(name, functions[-1], site.at)  # an object of the code at hand, whatever the event is called
        else:
            listen(m, name, functions[-1], site.at, site.place, target, words)
    return site.receiver


def target_path(site: CallSite, receiver: Value) -> str:
    """The canonical path of what a method is called on, without the method."""
    paths = [atom.path for atom in receiver.externals()]
    if paths:
        return paths[0]
    if any(thing.tag == "window" for _, thing in site.machine.things(receiver)):
        return "window"
    return "" if site.path.count(".") == 0 and receiver == V_UNDEFINED else "?"


def control_words(site: CallSite, receiver: Value) -> str:
    """What the code calls a control that no selector names: the variable, or a created element's own words."""
    m = site.machine
    for ref, thing in m.things(receiver, "element"):
        texts = [m.property(ref, key) for key in ("id", "className", "textContent", "innerText", "innerHTML")]
        found = " ".join(text.text() or "" for text in texts if text is not None)
        if found.strip():
            return found
        return str(thing.data.get("words", ""))
    callee = site.node.callee
    source = site.frame.code.slice(callee.object.span) if isinstance(callee, ir.Member) else ""
    return source if re.fullmatch(r"[\w$.]+", source) and not WHOLE_PAGE.match(source) else ""


def _shorthand(name: str) -> Native:
    """jQuery's `.click(function)`; without a function it is a click by script."""

    def run(site: CallSite) -> Value | None:
        functions = site.functions()
        if not functions or site.arg(0).strings():
            return None  # `.load(address, done)` listens to nothing
        target = target_path(site, site.receiver)
        listen(site.machine, name, functions[-1], site.at, site.place, target, control_words(site, site.receiver))
        return site.receiver

    return run


def _dispatch(site: CallSite) -> Value | None:
    """`dispatchEvent(new CustomEvent(name))`, `.emit(name, payload)`, `.trigger(name)`."""
    m = site.machine
    name = site.arg(0).text()
    event = site.arg(1)
    if name is None:
        for ref, thing in m.things(site.arg(0)):
            held = m.property(ref, "type") if thing.tag == "event" else None
            name, event = (held.text() if held is not None else None), site.arg(0)
    if name is None:
        return None
    m.dispatches.setdefault(name, []).append((site.at, event))
    m.memory.dispatched.add(name)
    for callback, at in m.listeners.get(name, ()):
        m.later(callback, (event,), both(site.at, at), certain=True)
    return V_UNDEFINED


def _event(site: CallSite) -> Value | None:
    m = site.machine
    made = m.allocate(Thing("object", tag="event", open=True))
    ref = m.things(made)[0][0]
    m.set_property(ref, "type", site.arg(0))
    for options, _ in m.things(site.arg(1)):
        m.set_property(ref, "detail", m.property(options, "detail") or V_UNDEFINED)
    return made


def _on_property(m: "Machine", owner: Value, key: str, held: Value, f: Frame, at: Path, span: "Span") -> None:
    """`element.onclick = function`."""
    if not key.startswith("on") or not m.things(held, "function") or len(key) < 4 or not key[2:].islower():
        return
    if any(thing.kind == "object" and thing.tag != "window" for _, thing in m.things(owner)):
        return
    paths = [atom.path for atom in owner.externals()]
    element = next((str(t.data.get("words", "")) for _, t in m.things(owner, "element")), "")
    source = f.code.slice(span)[: -len(key) - 1]
    target = paths[0] if paths else "window" if not element and not m.things(owner, "element") else "?"
    control = element or (source if re.fullmatch(r"[\w$.]+", source) and not WHOLE_PAGE.match(source) else "")
    listen(m, key[2:], held, at, f.code.place(span), target, control if target != "window" else "")


def _at_end(m: "Machine") -> None:
    """Listeners for events that nothing in sight dispatches."""
    for name, entries in m.listeners.items():
        if name in m.dispatches:
            continue
        for callback, at in entries:
            reason = f"nothing in sight dispatches '{name}'; if it tells of consent, declare it under consent.callbacks"
            place = next((t.place for _, t in m.things(callback) if t.place), None)
            if place is not None:
                guard = Guard("consent-callback", place, f"on {name}", PERHAPS, reason)
                m.later(callback, (V_UNKNOWN,), at.then(guard, PERHAPS))


LISTENING = (
    "addEventListener",
    "on",
    "once",
    "one",
    "bind",
    "attachEvent",
    "addListener",
    "live",
    "delegate",
    "subscribe",
)

COLLECTOR = Plugin(
    id="events",
    natives={"CustomEvent": _event, "Event": _event, "addEventListener": _add_listener},
    methods={
        **dict.fromkeys(LISTENING, _add_listener),
        **dict.fromkeys(("dispatchEvent", "emit", "trigger", "publish", "dispatch"), _dispatch),
        **{
            name: _shorthand(name)
            for name in (
                "click",
                "submit",
                "change",
                "keydown",
                "keyup",
                "scroll",
                "mouseover",
                "hover",
                "load",
                "focus",
            )
        },
    },
    on_property=_on_property,
    at_end=_at_end,
)
