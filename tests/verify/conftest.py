"""One browser for all pages; folders are swapped behind its one address."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pytest
from browser.needed import missing
from playwright.sync_api import Playwright
from verdicts import packs

from consentlint.verify.drive import Answers, nothing
from consentlint.verify.fence import FOLDER_HOST, Address, Fence
from consentlint.verify.launch import BrowserMissing, browsing
from consentlint.verify.serve import Server, serving
from consentlint.verify.visit import Room, Wishes
from consentlint.verify.whole import Order, Outcome, folder_site, verified

# A tag manager that a test may allow; what it answers lies in a folder as well.
CONTAINER = "www.googletagmanager.com"
# Somebody who may be contacted too, and sends everyone on to what stands behind the `?`.
AWAY = "go.acme-ads.io"
LOOPBACK = ("127.0.0.1", 0)
WISHES = Wishes(wait=0.3, timeout=20.0, patience=0.3)
Verify = Callable[..., Outcome]


class Away(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(302)
        self.send_header("Location", self.path.partition("?")[2])
        self.end_headers()

    def log_message(self, format: str, *given: object) -> None:
        """Nothing is printed."""


class House(NamedTuple):
    """The browser, the server of the pages and the one of the allowed third party."""

    room: Room
    pages: Server
    container: Server


@pytest.fixture(autouse=True, scope="session")
def one_driver(driver: Playwright) -> Iterator[None]:
    """What is verified within this process uses the driver that the process has."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("playwright.sync_api.sync_playwright", lambda: nullcontext(driver))
        yield


@pytest.fixture(scope="session")
def house(one_driver: None) -> Iterator[House]:
    with serving(".") as pages, serving(".", CONTAINER) as container, ThreadingHTTPServer(LOOPBACK, Away) as away:
        Thread(target=away.serve_forever, daemon=True).start()
        ports = {FOLDER_HOST: pages.server_port, CONTAINER: container.server_port, AWAY: away.server_port}
        fence = Fence(Address(FOLDER_HOST), (Address(CONTAINER), Address(AWAY)), tuple(ports.items()))
        try:
            with browsing(fence, stubs=True) as browser:
                yield House(Room(browser, fence, packs()), pages, container)
        except BrowserMissing as reason:
            missing(reason)
        finally:
            away.shutdown()


@pytest.fixture
def verify(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Verify:
    """Verify a site that is given as path -> text."""

    def run(
        files: dict[str, str], answers: Answers = nothing, allow: bool = False, stubs: bool = False,
        gone: str = "", **given: object,
    ) -> Outcome:  # fmt: skip
        for path, text in files.items():
            target = tmp_path / ("container" if path.startswith("gtm.") else "site") / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
        (tmp_path / ".git").mkdir(exist_ok=True)
        monkeypatch.chdir(tmp_path)
        house.pages.folder, house.container.folder = str(tmp_path / "site"), str(tmp_path / "container")
        fields = Wishes._fields
        wishes = WISHES._replace(**{name: given.pop(name) for name in fields if name in given})
        order = Order("site", wishes=wishes, **given)
        site = folder_site(order, house.pages, (Address(CONTAINER), Address(AWAY)) if allow else ())
        if gone:
            (tmp_path / "site" / gone).unlink()
        return verified(order, site, house.room._replace(fence=site.fence, answers=answers, stubs=stubs))

    return run
