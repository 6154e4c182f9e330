"""Promises: who resolves them, and what runs then."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from consentlint.model import Guard
from consentlint.reach import waiting
from consentlint.reach.browser.arrays import items_of
from consentlint.reach.calls import CallSite
from consentlint.reach.members import per_atom
from consentlint.reach.paths import Path, both
from consentlint.reach.plugins import Plugin
from consentlint.reach.things import Thing
from consentlint.reach.values import V_UNDEFINED, V_UNKNOWN, Value, value
from consentlint.reach.waiting import resolution
from consentlint.worlds import ALWAYS, NEVER, PERHAPS, Worlds

if TYPE_CHECKING:
    from consentlint.reach.machine import Machine


def _promise(site: CallSite) -> Value | None:
    """`new Promise((resolve, reject) => ...)`."""
    m = site.machine
    made = waiting.new_promise(m, site.place)
    thing = m.things(made)[0][1]

    def resolve(inner: CallSite) -> Value:
        _settle(m, thing, inner.at, inner.arg(0))
        return V_UNDEFINED

    def reject(inner: CallSite) -> Value:
        waiting.reject_promise(m, thing, inner.at, inner.arg(0))
        return V_UNDEFINED

    m.call(site.arg(0), (m.native(resolve), m.native(reject)), site.at)
    waiting.settle_now(thing)
    return made


def _settle(m: "Machine", thing: Thing, at: Path, held: Value) -> None:
    """Resolve with a value, or with what another promise will be resolved with."""
    inner = m.things(held, "promise")
    if not inner:
        waiting.resolve_promise(m, thing, at, held)
        return
    for _, other in inner:
        _when(m, other, at, lambda where, result: waiting.resolve_promise(m, thing, where, result))


def _when(m: "Machine", thing: Thing, at: Path, run: "object") -> None:
    """Run something once a promise is resolved, now or later."""

    def react(where: Path, held: Value) -> None:
        run(both(where, at), held)  # type: ignore[operator]

    thing.data["reactions"].append(react)
    if thing.data["resolved"]:
        worlds, held = waiting.resolved(m, thing)
        guard = (
            Guard("script-branch", thing.place, "promise", worlds, "resolved only in these worlds")
            if thing.place
            else None
        )
        run(at.then(guard if worlds != ALWAYS else None, worlds), held)  # type: ignore[operator]


def _on_rejection(m: "Machine", thing: Thing, at: Path, run: "Callable[[Path, Value], None]") -> None:
    """Run something once a promise is rejected by the code at hand, now or later."""
    thing.data.setdefault("failures", []).append(lambda where, held: run(both(where, at), held))
    for worlds, held in thing.data.get("rejected", ()):
        reason = "rejected only in these worlds"
        guard = Guard("script-branch", thing.place, "promise", worlds, reason) if thing.place else None
        run(at.then(guard, worlds), held)


def _then(site: CallSite) -> Value | None:
    m = site.machine
    promises = m.things(site.receiver, "promise")
    functions = site.functions()
    if not promises:
        return _then_outside(site) if functions and site.name in ("then", "finally", "done", "always") else None
    made = waiting.new_promise(m, site.place)
    thing = m.things(made)[0][1]
    callback = site.arg(0)

    def react(where: Path, held: Value) -> None:
        finish = m.native(lambda inner: _run_then(m, thing, callback, site.name, held, inner.at))
        m.later(finish, (), where, certain=True)

    def fail(where: Path, held: Value) -> None:
        if site.name in ("finally", "always") and m.things(callback):
            m.later(callback, (), where, certain=True)
        waiting.reject_promise(m, thing, where, held)

    for _, promise in promises:
        _when(m, promise, site.at, react)
        _on_rejection(m, promise, site.at, fail)
    if len(site.args) > 1 and site.name == "then":
        m.later(site.arg(1), (V_UNKNOWN,), site.at.then(_rejected(site), PERHAPS))
    return made


def _run_then(m: "Machine", thing: Thing, callback: Value, name: str, held: Value, at: Path) -> Value:
    if not m.things(callback):
        _settle(m, thing, at, held)
        return V_UNDEFINED
    result = m.call(callback, () if name == "finally" else (held,), at)
    settled = per_atom(result, lambda atom: value(atom) if m.things(value(atom), "promise") else resolution(m, atom)[1])
    _settle(m, thing, at, settled)
    return V_UNDEFINED


def _rejected(site: CallSite) -> Guard:
    return Guard("script-branch", site.place, f".{site.name}()", PERHAPS, "entered when the promise is rejected")


def _then_outside(site: CallSite) -> Value | None:
    """A promise of an outside function: it is taken to be resolved, with what the packs say of it."""
    m = site.machine
    made = waiting.new_promise(m, site.place)
    thing = m.things(made)[0][1]
    held = per_atom(site.receiver, lambda atom: resolution(m, atom)[1])
    finish = m.native(lambda inner: _run_then(m, thing, site.arg(0), site.name, held, inner.at))
    m.later(finish, (), site.at, certain=True)
    return made


def _catch(site: CallSite) -> Value | None:
    m = site.machine
    if not site.functions():
        return None
    promises = m.things(site.receiver, "promise")
    if not any(thing.data.get("rejected") for _, thing in promises):
        m.later(site.arg(0), (V_UNKNOWN,), site.at.then(_rejected(site), PERHAPS))
    if not promises:
        return site.receiver
    made = waiting.new_promise(m, site.place)
    result = m.things(made)[0][1]

    def caught(where: Path, held: Value) -> None:
        go_on = m.native(lambda inner: _run_then(m, result, site.arg(0), "catch", held, inner.at))
        m.later(go_on, (), where, certain=True)

    for _, promise in promises:
        _when(m, promise, site.at, lambda where, held: _settle(m, result, where, held))
        _on_rejection(m, promise, site.at, caught)
    return made


def _resolve(site: CallSite) -> Value | None:
    inner = site.arg(0)
    return (
        inner if site.machine.things(inner, "promise") else waiting.new_promise(site.machine, site.place, ALWAYS, inner)
    )


def _all(site: CallSite) -> Value | None:
    """`Promise.all` waits for every one (min), `race` and `any` for one (max)."""
    m = site.machine
    items = items_of(m, site.arg(0)) or ()
    made = waiting.new_promise(m, site.place)
    thing = m.things(made)[0][1]
    states = [[ALWAYS if not m.things(item, "promise") else NEVER] for item in items]

    def total() -> Worlds:
        worlds = ALWAYS if site.name in ("all", "allSettled") else NEVER
        for (state,) in states:
            worlds = worlds & state if site.name in ("all", "allSettled") else worlds | state
        return worlds

    def given(held: Value) -> Value:
        return held if site.name in ("race", "any") else V_UNKNOWN

    def watch(index: int) -> object:
        def react(where: Path, held: Value) -> None:
            before = total()
            states[index][0] = states[index][0] | where.absolute
            now = total()
            if now != before:
                waiting.resolve_promise(
                    m, thing, Path(where, None, where.absolute & now, ALWAYS, where.trigger), given(held)
                )

        return react

    if total() != NEVER:
        waiting.resolve_promise(m, thing, site.at.then(None, total()), V_UNKNOWN)
    for index, item in enumerate(items):
        for _, promise in m.things(item, "promise"):
            _when(m, promise, site.at, watch(index))
    waiting.settle_now(thing)
    return made


def _reject(site: CallSite) -> Value | None:
    made = waiting.new_promise(site.machine, site.place)
    site.machine.things(made)[0][1].data["rejected"] = [(ALWAYS, site.arg(0))]
    return made


NATIVES = Plugin(
    id="promises",
    natives={
        "Promise": _promise,
        "Promise.resolve": _resolve,
        "Promise.reject": _reject,
        "Promise.all": _all,
        "Promise.allSettled": _all,
        "Promise.race": _all,
        "Promise.any": _all,
    },
    methods={"then": _then, "finally": _then, "catch": _catch, "done": _then, "always": _then, "fail": _catch},
)
