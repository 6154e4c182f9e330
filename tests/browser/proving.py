"""One page in three worlds: who is contacted before a choice, after a refusal, after an acceptance."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from browser.chromium import ORIGIN, House, Seen, Visitor, rest
from browser.platforms import MODULES, installed, owner, script
from browser.rendering import JQUERY_FILE, Rendered

from consentlint.packs.values import Cmp
from consentlint.worlds import WORLD_NAMES

READY_TRIES, READY_MS = 20, 50


@dataclass(frozen=True, slots=True)
class Choice:
    """How a visitor accepts and refuses: steps, each `js:` and statements, or the CSS selector of what is clicked.

    Empty: there is nothing to choose, and the three worlds are one page load.
    """

    accept: tuple[str, ...] = ()
    refuse: tuple[str, ...] = ()


@dataclass(slots=True)
class Observed:
    """What left the page in each world, as it loaded and after the click on `click`; what went wrong."""

    load: dict[str, list[Seen]] = field(default_factory=dict)
    request: dict[str, list[Seen]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    not_chosen: list[str] = field(default_factory=list)


def observe(house: House, page: Rendered, cmps: Sequence[Cmp], choice: Choice, click: str = "") -> Observed:
    """Open a page in the three worlds, each visitor with cookies of their own.

    A choice is followed by a second visit, since a world holds for the visitor who comes back as well. What somebody
    sees before choosing is the undecided world; only a click on `click` there needs a visitor who never chooses.
    """
    return observe_site(house, Site(page, cmps), choice, click)


def observe_site(house: House, site: "Site", choice: Choice, click: str = "") -> Observed:
    """The same for whatever answers a page's requests."""
    steps = {"refused": choice.refuse, "granted": choice.accept}
    choosers = {name: house.invite(site) for name, controls in steps.items() if controls}
    idle = {} if choosers and not click else {"undecided": house.invite(site)}
    visitors, observed = idle | choosers, Observed()
    try:
        _visit(list(visitors.values()))
        observed.load["undecided"] = list(next(iter(visitors.values())).seen)
        if choosers:
            _live_on(choosers, steps, observed)
        if click:
            _ask(visitors, click, observed)
        observed.errors += [error for visitor in visitors.values() for error in visitor.errors]
    finally:
        for visitor in visitors.values():
            house.goodbye(visitor)
    if not choosers:
        for vector in (observed.load, observed.request):
            vector.update(dict.fromkeys(WORLD_NAMES, vector.get("undecided", [])))
    return observed


def _visit(visitors: Sequence[Visitor]) -> None:
    for visitor in visitors:
        visitor.open()
    for visitor in visitors:
        visitor.loaded()
    rest(visitors)


def _live_on(choosers: dict[str, Visitor], steps: dict[str, tuple[str, ...]], observed: Observed) -> None:
    """Everybody chooses and comes back; what left since the choice is what their world shows."""
    before = {name: len(visitor.seen) for name, visitor in choosers.items()}
    observed.not_chosen += [name for name, visitor in choosers.items() if not _choose(visitor, steps[name])]
    rest(list(choosers.values()))
    _visit(list(choosers.values()))
    for name, visitor in choosers.items():
        observed.load[name] = visitor.seen[before[name] :]


def _choose(visitor: Visitor, controls: Sequence[str]) -> bool:
    """Take every step, waiting for the platform to be ready. False when no step works."""
    errors = len(visitor.errors)
    for _ in range(READY_TRIES):
        worked = [_step(visitor, control) for control in controls]
        if any(worked):
            del visitor.errors[errors:]
            return True
        visitor.page.wait_for_timeout(READY_MS)
    return False


def _step(visitor: Visitor, control: str) -> bool:
    return visitor.run(control[3:]) if control.startswith("js:") else visitor.click(control)


def _ask(visitors: dict[str, Visitor], click: str, observed: Observed) -> None:
    before = {name: len(visitor.seen) for name, visitor in visitors.items()}
    missing = [name for name, visitor in visitors.items() if not visitor.click(click)]
    observed.errors += [f"harness: nothing to click at {click} ({name})" for name in missing]
    rest(list(visitors.values()))
    for name, visitor in visitors.items():
        observed.request[name] = visitor.seen[before[name] :]


class Site:
    """Answers requests: the page itself, consent platforms, jQuery. Everything else is empty."""

    def __init__(self, page: Rendered, cmps: Sequence[Cmp]) -> None:
        self.page, self.cmps = page, cmps

    def __call__(self, url: str, kind: str) -> tuple[str, str] | None:
        if kind == "document" and url.startswith(f"{ORIGIN}/"):
            return self.page.media_type, self.page.text
        if kind not in {"script", "stylesheet"}:
            return None
        if cmp := owner(url, self.cmps):
            return script(cmp, url, self.page.text)
        if kind == "script" and JQUERY_FILE.search(url):
            return "text/javascript", (installed() and MODULES / "jquery/dist/jquery.js").read_text("utf-8")
        return None
