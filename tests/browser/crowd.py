"""Many small pages at once: each stands in a frame of its own origin, so that a hundred cost hardly more than one.

All origins are of one site, so cookies and storage work as on a page of its own; no two share anything.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from browser.chromium import ACTIVITY, LONGEST_PULSES, QUICK_TIMERS, Seen
from playwright.sync_api import Browser, Page, Request, Route

SITE = "crowd.test"
SETTLE_MS, PULSE_MS = 500, 250  # many share one thread
# Frames are told what to do by their parent; a click is the browser's own, on the first element that matches.
OBEY = f"""(() => {{
  const activity = {ACTIVITY};
  window.addEventListener('message', event => {{
    const {{ consentlintTask: task, selector }} = event.data || {{}};
    if (task === 'activity') activity();
    if (task === 'click') document.querySelector(selector)?.click();
  }});
}})()"""
TELL = """orders => {
  for (const frame of document.querySelectorAll('iframe'))
    if (orders[frame.name]) frame.contentWindow.postMessage(orders[frame.name], '*');
}"""
RELOAD = """names => Promise.all([...document.querySelectorAll('iframe')].filter(f => names.includes(f.name)).map(
  frame => new Promise(resolve => { frame.onload = resolve; setTimeout(resolve, 3000); frame.src = frame.src; })))"""


class Crowd:
    """One window. Names of visitors are never used again, since what they stored is never forgotten."""

    def __init__(self, browser: Browser) -> None:
        self.seen: dict[str, list[Seen]] = defaultdict(list)
        self._texts: Mapping[str, str] = {}
        self._context = browser.new_context(service_workers="block", viewport={"width": 1280, "height": 900})
        self._context.add_init_script(QUICK_TIMERS)
        self._context.add_init_script(OBEY)
        self._context.route("**/*", self._answer)
        self._page: Page = self._context.new_page()

    def gather(self, texts: Mapping[str, str]) -> None:
        """Everybody opens a page of their own (name of the visitor -> HTML) and looks around."""
        self._texts = texts
        self._page.goto(f"http://{SITE}/", wait_until="load")
        self._rest()
        self._look_around(list(texts))

    def click(self, controls: Mapping[str, str]) -> None:
        """Each of the named visitors clicks on a selector."""
        orders = {name: {"consentlintTask": "click", "selector": selector} for name, selector in controls.items()}
        self._page.evaluate(TELL, orders)
        self._rest()

    def come_back(self, names: Sequence[str]) -> None:
        """The named visitors load their page again and look around."""
        self._page.evaluate(RELOAD, list(names))
        self._rest()
        self._look_around(names)

    def _look_around(self, names: Sequence[str]) -> None:
        self._page.evaluate(TELL, {name: {"consentlintTask": "activity"} for name in names})
        self._rest()

    def _rest(self) -> None:
        self._page.wait_for_timeout(SETTLE_MS)
        for _ in range(LONGEST_PULSES):
            before = sum(map(len, self.seen.values()))
            self._page.wait_for_timeout(PULSE_MS)
            if sum(map(len, self.seen.values())) == before:
                return

    def _answer(self, route: Route) -> None:
        request: Request = route.request
        host = urlsplit(request.url).hostname or ""
        if host == SITE:
            frames = "".join(FRAME.format(name=name, site=SITE) for name in self._texts)
            route.fulfill(content_type="text/html", body=f"<!doctype html>{frames}")
        elif host.endswith(f".{SITE}"):
            route.fulfill(content_type="text/html", body=self._texts.get(host.split(".")[0], ""))
        else:
            name = (urlsplit(request.headers.get("referer", "")).hostname or "").split(".")[0]
            self.seen[name].append(Seen(request.url, request.resource_type))
            headers = {"access-control-allow-origin": "*", "cache-control": "no-store"}
            kind = "text/javascript" if request.resource_type == "script" else "text/html"
            route.fulfill(content_type=kind, body="", headers=headers)


FRAME = '<iframe name="{name}" src="http://{name}.{site}/" style="position:absolute;inset:0"></iframe>'
