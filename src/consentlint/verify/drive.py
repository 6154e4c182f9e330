"""One visitor with a fresh profile: opens a page, looks around, clicks. What the page asks for is written down."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from consentlint.verify.fence import Fence, split
from consentlint.verify.record import Asked, Origin, Stored
from consentlint.verify.stand_in import EMPTY, HEADERS, HELD_BACK, place_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request, Route

# What counts as `load`: the pointer moves, things are hovered and focused, the page is touched and scrolled.
ACTIVITY = """() => {
  const fire = (target, Kind, names) => {
    for (const name of names) target.dispatchEvent(new Kind(name, {bubbles: !/enter$|^focus$/.test(name)}));
  };
  for (const element of document.querySelectorAll('body *')) {
    if (['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT'].includes(element.tagName)) continue;
    fire(element, MouseEvent, ['pointerover', 'pointerenter', 'mouseover', 'mouseenter', 'mousemove']);
    fire(element, FocusEvent, ['focus', 'focusin']);
  }
  fire(document.body || document, Event, ['touchstart', 'pointermove', 'mousemove', 'wheel']);
  fire(document, Event, ['visibilitychange']);
  window.scrollTo(0, 1e6);
  fire(window, Event, ['scroll', 'resize']);
}"""
# What neither a route nor the resolver would surely see is not there.
WITHOUT = "for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport']) delete window[name];"
# Timers that are due after we stop watching are not seen: the page keeps the latest moment that one was set for.
TIMERS = """(() => {
  const real = window.setTimeout;
  window.setTimeout = (task, delay, ...rest) => {
    const due = performance.now() + (+delay || 0);
    if (due > (window.__consentlintDue || 0)) {
      Object.defineProperty(window, '__consentlintDue', {value: due, configurable: true, enumerable: false});
    }
    return real(task, delay, ...rest);
  };
})()"""
DUE = "() => Math.max(0, (window.__consentlintDue || 0) - performance.now()) / 1000"
KEPT = """async () => {
  const names = store => { try { return Object.keys(window[store]); } catch (_) { return []; } };
  let bases = [];
  try { bases = (await indexedDB.databases()).map(base => base.name); } catch (_) {}
  return {local: names('localStorage'), session: names('sessionStorage'), database: bases};
}"""
VALUES = """() => ['localStorage', 'sessionStorage'].map(store => {
  try { return JSON.stringify(Object.entries(window[store]).sort()); } catch (_) { return ''; }
})"""
PULSE = 0.1
# What a page waits for; a fetch or an event source may stay open for ever.
LOADS = ("document", "script", "stylesheet")

# (url, resource type) -> (content type, body), or None for an empty answer
Answers = Callable[[str, str], tuple[str, str] | None]


def nothing(url: str, kind: str) -> None:
    """Every third party is answered with nothing."""


class Visitor:
    """A person who has never been here. `har` is where the requests are written to, None for nowhere."""

    def __init__(self, browser: "Browser", fence: Fence, answers: Answers = nothing, har: Path | None = None) -> None:
        self.asked: list[Asked] = []
        self.origins: dict[str, Origin] = {}
        self.texts: dict[str, Any] = {}
        self.turned_away: list[str] = []
        self.under_way: set[Any] = set()  # requests of a kind that a page waits for
        self._fence, self._answers = fence, answers
        agent = f"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{_major(browser)}.0.0.0"
        self.context = browser.new_context(
            user_agent=f"{agent} Safari/537.36", service_workers="block", accept_downloads=False,
            viewport={"width": 1280, "height": 900}, record_har_path=har, record_har_content="omit",
        )  # fmt: skip
        self.context.add_init_script(WITHOUT)
        self.context.add_init_script(TIMERS)
        self.context.route("**/*", self._route)
        self.context.on("request", self._began)
        for end in ("requestfinished", "requestfailed"):
            self.context.on(end, lambda request: self.under_way.discard(request))
        self.context.on("response", lambda response: self.texts.__setitem__(response.url, response))
        self.page: Page = self.context.new_page()
        self.context.on("page", lambda page: self._watch(page))
        self._watch(self.page)

    def _watch(self, page: "Page") -> None:
        page.on("websocket", lambda socket: self._note(socket.url, "websocket"))
        if page is not self.page:
            return
        tools = self.context.new_cdp_session(page)
        tools.send("Network.enable")
        tools.on("Network.requestWillBeSent", self._started)

    def open(self, url: str, timeout: float) -> str:
        """Go to a page; gives "" or why it could not be opened."""
        from playwright.sync_api import Error

        self.turned_away.clear()
        try:
            response = self.page.goto(url, wait_until="commit", timeout=timeout * 1000)
        except Error as error:
            return self._why(url, error.message)
        if response is not None and response.status >= 400:
            return f"{url}: the server answered {response.status}"
        return "" if self._fence.lets(self.page.url) else self._elsewhere(url, self.page.url)

    def _why(self, url: str, message: str) -> str:
        target = next((other for other in self.turned_away if not self._fence.lets(other)), "")
        first = message.splitlines()[0].removeprefix("Page.goto: ")
        return self._elsewhere(url, target) if target else f"{url}: {first}"

    def _elsewhere(self, url: str, target: str) -> str:
        host = (split(target) or split("http://?")).netloc  # type: ignore[union-attr]
        return f"{url}: leads to {place_of(target)}, and {host} was not named; verify that page, or add --allow {host}"

    def loaded(self, timeout: float) -> str:
        """Wait for the load event, then look around; gives "" or what did not come to an end."""
        from playwright.sync_api import Error

        try:
            self.page.wait_for_load_state("load", timeout=timeout * 1000)
        except Error:
            return f"the page was still loading after {timeout:g} s"
        try:
            self.page.evaluate(ACTIVITY)
            self.page.mouse.move(200, 200)
            self.page.mouse.wheel(0, 300)
        except Error:  # the page leads itself elsewhere meanwhile
            return "the page went elsewhere while it was looked at"
        return ""

    def due(self) -> float:
        """Seconds until the last timer that the page has set; 0 when none is left."""
        return float(self._ask(DUE) or 0)

    def kept(self) -> set[Stored]:
        """What the page has stored so far."""
        cookies = {Stored("cookie", one.get("name", ""), one.get("domain", "")) for one in self.context.cookies()}
        found = self._ask(KEPT) or {}
        own = place_of(self.page.url).split("/")[0]
        return cookies | {Stored(kind, name, own) for kind, names in found.items() for name in names}

    def values(self) -> object:
        """All that is stored, with what it holds: to be compared, not to be told."""
        fields = ("domain", "name", "value")
        cookies = sorted([str(one.get(field)) for field in fields] for one in self.context.cookies())
        return cookies, self._ask(VALUES)

    def _ask(self, script: str) -> Any:
        from playwright.sync_api import Error

        try:
            return self.page.evaluate(script)
        except Error:
            return None

    def text(self, url: str) -> str:
        """The text that a URL was answered with, "" when it is gone."""
        from playwright.sync_api import Error

        try:
            return str(self.texts[url].text()) if url in self.texts else ""
        except Error:
            return ""

    def _route(self, route: "Route") -> None:
        request = route.request
        url, kind = request.url, request.resource_type
        if self._fence.is_own(url) and urlpath(url).startswith(HELD_BACK) and self._answers is not nothing:
            self._take_back(url)
            route.fulfill(status=200, body="")
            return
        lets = self._fence.lets(url)
        self.asked.append(Asked(url, kind, lets))
        if lets:
            route.continue_()
        elif kind == "document" and request.frame is request.frame.page.main_frame:
            self.turned_away.append(url)
            route.abort("aborted")  # the visitor stays where they are; other reasons would show an error page
        else:
            media, body = self._answers(url, kind) or (EMPTY.get(kind, "text/plain"), "")
            route.fulfill(status=200, content_type=media, body=body, headers=HEADERS)

    def _take_back(self, url: str) -> None:
        """A stub's blocker has stopped a frame in the moment of its insertion; it was not asked for."""
        from urllib.parse import unquote

        stopped = unquote(url.split(HELD_BACK, 1)[1])
        self.asked = [one for one in self.asked if one.url != stopped or one.kind != "document"]

    def _began(self, request: "Request") -> None:
        """Where a redirect leads is never routed; what the fence does not let through finds no address."""
        if request.resource_type in LOADS:
            self.under_way.add(request)
        if request.redirected_from is not None and split(request.url) is not None:
            self._note(request.url, request.resource_type)
            if request.is_navigation_request():
                self.turned_away.append(request.url)

    def _note(self, url: str, kind: str) -> None:
        self.asked.append(Asked(url, kind, self._fence.lets(url)))

    def _started(self, event: dict[str, Any]) -> None:
        initiator = event["initiator"]
        frames = initiator.get("stack", {}).get("callFrames", [])
        told = frames[0] if frames else initiator
        if told.get("url"):
            where = told["url"], int(told.get("lineNumber") or 0), int(told.get("columnNumber") or 0)
            self.origins.setdefault(event["request"]["url"], Origin(*where, parsed=not frames))


def urlpath(url: str) -> str:
    """What follows the host, query included."""
    return "/" + url.split("//", 1)[-1].partition("/")[2]


def _major(browser: "Browser") -> str:
    return browser.version.split(".")[0]


def rest(visitors: Sequence[Visitor], quiet: float, limit: float) -> str:
    """Wait until nothing loads and no new address came for `quiet` seconds; gives "" or what goes on."""
    start = last = time.monotonic()
    known = _addresses(visitors)
    while visitors and (time.monotonic() - last < quiet or any(one.under_way for one in visitors)):
        visitors[0].page.wait_for_timeout(PULSE * 1000)  # waiting on one page lets the events of all come in
        now = _addresses(visitors)
        if now != known:
            known, last = now, time.monotonic()
        if time.monotonic() - start > limit:
            return f"the page was still loading things or asking for new addresses after {limit:g} s"
    return ""


def _addresses(visitors: Sequence[Visitor]) -> int:
    """How many addresses were asked for; one that is asked for again and again is a poll, not news."""
    return len({(number, place_of(one.url)) for number, visitor in enumerate(visitors) for one in visitor.asked})
