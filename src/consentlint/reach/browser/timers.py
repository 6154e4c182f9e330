"""What runs by itself: timers, idle time, frames, DOM ready, observers. Lazy is not consent."""

from consentlint.reach.asides import aside
from consentlint.reach.calls import CallSite
from consentlint.reach.paths import Path
from consentlint.reach.plugins import Native, Plugin
from consentlint.reach.values import (
    SOME_NUMBER,
    TRUE,
    V_UNDEFINED,
    V_UNKNOWN,
    External,
    FrozenObject,
    Value,
    number,
    value,
)

# Sooner or later the visitor sees what is observed; that is no answer to anything.
SEEN = FrozenObject((("isIntersecting", value(TRUE)), ("intersectionRatio", number(1)), ("*", V_UNKNOWN)), json=False)
# Timers that hand on what they were given behind the delay, and nothing else.
PLAIN = ("setTimeout", "setInterval", "queueMicrotask")
V_SEEN = value(FrozenObject((("*", value(SEEN)),), json=False))


def _run_later(site: CallSite) -> Value | None:
    functions = site.functions()
    if not functions:
        return None
    handed = site.args[2:] if site.name in PLAIN else (V_UNKNOWN, V_UNKNOWN)
    site.machine.later(functions[0], handed, _idle(site), certain=True)
    return value(SOME_NUMBER)


def _idle(site: CallSite) -> Path:
    return aside(site.machine, "call", site.path, site.at, site.place)


def _observer(site: CallSite) -> Value | None:
    """`new IntersectionObserver(callback)`: called as the page scrolls or changes, with a list of entries."""
    for function in site.functions():
        site.machine.later(function, (V_SEEN, V_UNKNOWN), _idle(site), certain=True)
    return value(External(site.path))


def _ready(site: CallSite) -> Value | None:
    """`$(function)` and `$(document).ready(function)`."""
    functions = site.functions()
    if not functions:
        return None
    site.machine.later(functions[0], (value(External("$")),), site.at, certain=True)  # the library hands itself over
    return value(External(site.path))


def _clear(site: CallSite) -> Value | None:
    return V_UNDEFINED


TIMERS: dict[str, Native] = dict.fromkeys(
    (
        "setTimeout", "setInterval", "setImmediate", "requestAnimationFrame", "requestIdleCallback", "queueMicrotask",
        "process.nextTick", "scheduler.postTask",
    ),
    _run_later,
)  # fmt: skip
OBSERVERS: dict[str, Native] = dict.fromkeys(
    ("IntersectionObserver", "MutationObserver", "ResizeObserver", "PerformanceObserver"), _observer
)

NATIVES = Plugin(
    id="timers",
    natives={
        **TIMERS,
        **OBSERVERS,
        "$": _ready,
        "jQuery": _ready,
        "clearTimeout": _clear,
        "clearInterval": _clear,
    },
    methods={"ready": _ready},
)
