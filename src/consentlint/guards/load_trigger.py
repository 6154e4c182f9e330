"""Loads that wait for what one of their options holds: `useScript(url, {trigger})`.

A box or a promise is waited for, a function is handed the load; a text only says how early it comes.
"""

from typing import TYPE_CHECKING

from consentlint.model import Guard
from consentlint.packs.values import Cmp, GatedLoader
from consentlint.reach import waiting
from consentlint.reach.calls import CallSite
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Plugin
from consentlint.reach.things import Thing
from consentlint.reach.triggers import when_there
from consentlint.reach.values import V_UNDEFINED, Value
from consentlint.worlds import ALWAYS

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine


def _called(site: CallSite) -> Value | None:
    """What such a call gives; None when no pack speaks of it."""
    for cmp, loader in site.machine.knowledge.platforms.loaders("call", site.path):
        if loader.trigger or loader.agrees:
            return _load(site, cmp, loader) if loader.trigger else _agreement(site, loader)
    return None


def _load(site: CallSite, cmp: Cmp, loader: GatedLoader) -> Value:
    m, options = site.machine, site.arg(1)
    address = _option(m, site.arg(0), loader.url) or site.arg(0)

    def request(at: Path) -> Value:
        m.requests.record("injected-script", m.settle(address), at, site.place)
        return V_UNDEFINED

    load = m.native(lambda inner: request(inner.at))
    made = m.allocate(Thing("object", site.place, open=True))
    m.set_property(m.things(made)[0][0], "load", load)
    trigger = _option(m, options, loader.trigger) or V_UNDEFINED
    if m.things(trigger, "function"):
        m.later(trigger, (load,), site.at, certain=True)
    elif trigger.text() != loader.waits or not loader.waits:
        worlds = when_there(m, trigger)
        text = f"{site.path}({{{loader.trigger}}})"
        guard = Guard("consent-callback", site.place, text, worlds, loader.note, cmp=cmp.id)
        request(site.at.then(guard if worlds != ALWAYS else None, worlds))
    return made


def _agreement(site: CallSite, loader: GatedLoader) -> Value:
    """A promise that others wait for: kept once its option is true, or its method is called."""
    m, made = site.machine, waiting.new_promise(site.machine, site.place)
    ref, promise = m.things(made)[0]

    def agree(inner: CallSite) -> Value:
        waiting.resolve_promise(m, promise, inner.at, V_UNDEFINED)
        return V_UNDEFINED

    m.set_property(ref, loader.agree_by, m.native(agree))
    consent = _option(m, site.arg(0), loader.agrees)
    if consent is not None:
        waiting.resolve_promise(m, promise, site.at.then(None, when_there(m, consent)), V_UNDEFINED)
    return made


def _option(m: "Machine", options: Value, key: str) -> Value | None:
    return next((held for ref, _ in m.things(options, "object") if (held := m.property(ref, key)) is not None), None)


COLLECTOR = Plugin(id="load-trigger", on_outside_value=_called)
