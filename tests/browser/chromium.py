"""A headless browser without a network: every request is answered by the test and written down."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, Request, Route, WebSocketRoute

EXECUTABLE = Path(os.environ.get("CONSENTLINT_CHROMIUM", "/usr/bin/chromium"))
ORIGIN = "http://site.test"
# The preload scanner is off: it fetches what an auto-blocker is about to stop, before any script can say no.
# All frames of a page live in its process: one for every third party's frame takes a fifth of all the time.
# No host resolves: what escapes interception fails instead of leaving the machine.
ARGS = ["--no-sandbox", "--headless=new", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--disable-blink-features=AutomationControlled", "--blink-settings=doHtmlPreloadScanning=false",
        "--disable-site-isolation-trials",
        "--host-resolver-rules=MAP * ~NOTFOUND"]  # fmt: skip
# Consent platforms hide from visitors that look automated.
USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
# Waiting is not consent: delays shrink to some ten milliseconds and keep their order.
QUICK_TIMERS = """(() => {
  const brief = delay => Math.min(+delay || 0, 4 + 6 * Math.log1p((+delay || 0) / 50));
  for (const name of ['setTimeout', 'setInterval']) {
    const real = window[name];
    window[name] = (task, delay, ...rest) => real(task, brief(delay), ...rest);
  }
})()"""
# What counts as `load` in worlds.md section 1: the pointer moves, things are hovered and focused, the page scrolls.
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
# A stub's automatic blocker tells which frame it has just stopped by asking for this address and the frame's.
HELD_BACK = f"{ORIGIN}/held-back?"
EMPTY = {"script": "text/javascript", "document": "text/html", "stylesheet": "text/css", "image": "image/gif"}
SETTLE_MS, PULSE_MS, LONGEST_PULSES = 90, 40, 20
MOST_LIVES = 40  # of a visitor

# (url, resource type) -> (content type, body), or None for an empty answer
Server = Callable[[str, str], tuple[str, str] | None]


@dataclass(frozen=True, slots=True)
class Seen:
    """A request that the page made. kind is the browser's resource type, or `websocket`."""

    url: str
    kind: str


class BrowserMissing(Exception):
    """There is no Chromium to prove anything in."""


@contextmanager
def browsing(driver: Playwright) -> Iterator[Browser]:
    """One browser without visitors. Raises BrowserMissing when there is none.

    driver: the one of the thread, which can have no second.
    """
    if not EXECUTABLE.exists():
        raise BrowserMissing(f"no browser at {EXECUTABLE}; install chromium or set CONSENTLINT_CHROMIUM")
    browser = driver.chromium.launch(executable_path=str(EXECUTABLE), args=ARGS)
    try:
        yield browser
    finally:
        browser.close()


@contextmanager
def launched(driver: Playwright) -> Iterator["House"]:
    """Visitors of one browser. Raises BrowserMissing when there is none."""
    with browsing(driver) as browser:
        yield House(browser)


class Visitor:
    """One person with cookies of their own, on the page under test. `meet` makes a new person of the same object."""

    def __init__(self, browser: Browser) -> None:
        self.seen: list[Seen] = []
        self.errors: list[str] = []
        self._frames: dict[Request, int] = {}
        self._aborted: dict[int, str] = {}
        self._held_back: set[str] = set()
        self._server: Server = lambda url, kind: None
        self.context: BrowserContext = browser.new_context(
            user_agent=USER_AGENT, service_workers="block", viewport={"width": 1280, "height": 900}
        )
        self.context.add_init_script(QUICK_TIMERS)
        self.context.route("**/*", self._answer)
        self.context.route_web_socket("**/*", self._socket)
        self.page: Page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(error.message))
        self.page.on("requestfailed", self._failed)
        self.page.on("dialog", lambda dialog: dialog.accept())
        self._devtools = self.context.new_cdp_session(self.page)

    def meet(self, server: Server) -> None:
        """Become somebody who has never been here: no cookies, nothing stored, nothing seen."""
        self._server = server
        self.seen, self.errors = [], []
        self._frames, self._aborted, self._held_back = {}, {}, set()

    def leave(self) -> None:
        """Forget everything. Raises playwright's Error when the page is beyond use."""
        for other in self.context.pages:
            if other is not self.page:
                other.close()
        self.page.evaluate("() => { try { sessionStorage.clear() } catch (_) {} window.name = '' }")
        self.page.goto("about:blank")
        self.context.clear_cookies()
        self._devtools.send("Storage.clearDataForOrigin", {"origin": ORIGIN, "storageTypes": "all"})

    def open(self) -> None:
        """Load the page (again) and let what belongs to loading happen; does not wait for it."""
        self.page.goto(f"{ORIGIN}/", wait_until="commit")

    def loaded(self) -> None:
        """Wait for the load event, then behave like somebody who looks around."""
        try:
            self.page.wait_for_load_state("load", timeout=5000)
            self.page.evaluate(ACTIVITY)
            self.page.mouse.move(200, 200)
            self.page.mouse.wheel(0, 300)
        except Error as error:
            self.errors.append(f"harness: {error.message}")

    def run(self, code: str) -> bool:
        """Run statements in the page; False when they threw."""
        try:
            self.page.evaluate(f"() => {{ {code}\n }}")
        except Error as error:
            self.errors.append(f"harness: {code}: {error.message.splitlines()[0]}")
            return False
        return True

    def click(self, selector: str) -> bool:
        """Click the first element that matches; False when there is none."""
        script = "selector => { const one = document.querySelector(selector); if (one) one.click(); return !!one; }"
        try:
            return bool(self.page.evaluate(script, selector))
        except Error:  # the click led to another page
            return True

    def close(self) -> None:
        self.context.close()

    def _answer(self, route: Route) -> None:
        request = route.request
        if request.url.startswith(HELD_BACK):
            self._held_back.add(unquote(request.url.removeprefix(HELD_BACK)))
            self._take_back()
        else:
            self.seen.append(Seen(request.url, request.resource_type))
        if request.resource_type == "document":
            self._frames[request] = len(self.seen) - 1
        kind, body = self._server(request.url, request.resource_type) or (EMPTY.get(request.resource_type), "")
        route.fulfill(status=200, content_type=kind or "text/plain", body=body,
                      headers={"access-control-allow-origin": "*", "cache-control": "no-store"})  # fmt: skip

    def _failed(self, request: Request) -> None:
        place = self._frames.pop(request, None)
        if place is not None and "ABORTED" in (request.failure or ""):
            self._aborted[place] = request.url
            self._take_back()

    def _take_back(self) -> None:
        """A frame that an automatic blocker removes in the moment of its insertion is cancelled before it is sent."""
        for place, url in self._aborted.items():
            if url in self._held_back:
                self.seen[place] = Seen("", "held back")

    def _socket(self, socket: WebSocketRoute) -> None:
        self.seen.append(Seen(socket.url, "websocket"))


class House:
    """The visitors of one browser; making one costs more than a whole page load, so they are used again.

    Not for ever: browser and driver forget no request before the visitor goes.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: list[Visitor] = []
        self._left: Counter[Visitor] = Counter()

    def invite(self, server: Server) -> Visitor:
        visitor = self._free.pop() if self._free else Visitor(self._browser)
        visitor.meet(server)
        return visitor

    def goodbye(self, visitor: Visitor) -> None:
        self._left[visitor] += 1
        if self._left[visitor] == MOST_LIVES:
            visitor.close()
            return
        try:
            visitor.leave()
        except Error:
            visitor.close()
        else:
            self._free.append(visitor)


def rest(visitors: Sequence[Visitor]) -> None:
    """Wait until none of the visitors has sent a request for a moment."""
    page = visitors[0].page  # waiting on one page lets the events of all come in
    page.wait_for_timeout(SETTLE_MS)
    for _ in range(LONGEST_PULSES):
        before = sum(len(visitor.seen) for visitor in visitors)
        page.wait_for_timeout(PULSE_MS)
        if sum(len(visitor.seen) for visitor in visitors) == before:
            return
