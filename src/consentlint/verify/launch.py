"""Finds an installed Chromium and starts it behind a fence."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from consentlint.verify.fence import Fence

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
VARIABLE = "CONSENTLINT_CHROMIUM"
NO_DRIVER = (
    "`consentlint verify` needs the browser driver, which is not installed; run `pip install 'consentlint[browser]'`"
)
NO_BROWSER = (
    f"no Chromium was found; install chromium, or name its program with --browser or in {VARIABLE}, "
    "or run `playwright install chromium`"
)
# What the browser does on its own (updates, look-ups, QUIC and WebRTC past the resolver) is switched off.
ARGS = (
    "--headless=new", "--disable-gpu", "--disable-quic", "--no-first-run", "--no-proxy-server",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-domain-reliability",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    # Consent platforms hide from visitors that look automated.
    "--disable-blink-features=AutomationControlled",
)  # fmt: skip
# A stub's blocker shows what is documented: without the scanner that fetches what is about to be stopped. With a real
# platform the scanner stays on, as it does for visitors.
NO_SCANNER = ("--blink-settings=doHtmlPreloadScanning=false",)


class BrowserMissing(Exception):
    """There is nothing to open pages in; the message says what to install."""


class Launch(NamedTuple):
    """How to start it. program: "" looks for one; sandbox: Chromium's own, which it cannot use as root."""

    program: str = ""
    sandbox: bool = True


DEFAULT = Launch()


@contextmanager
def browsing(fence: Fence, launch: Launch = DEFAULT, stubs: bool = False) -> Iterator["Browser"]:
    """A browser without visitors. stubs: stubs of platforms block by themselves. Raises BrowserMissing."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        raise BrowserMissing(NO_DRIVER) from None
    named = named_program(launch)
    with sync_playwright() as playwright:
        program = named or installed_program(playwright)
        sandbox = launch.sandbox and (not hasattr(os, "geteuid") or os.geteuid() != 0)
        args = [*ARGS, *(NO_SCANNER if stubs else ()), f"--host-resolver-rules={fence.rules()}"]
        try:
            browser = playwright.chromium.launch(executable_path=program, args=args, chromium_sandbox=sandbox)
        except Error as error:
            hint = "; where the system forbids its sandbox, try --no-sandbox" if sandbox else ""
            raise BrowserMissing(f"{program} does not start: {error.message.splitlines()[0]}{hint}") from None
        try:
            yield browser
        finally:
            browser.close()


def named_program(launch: Launch) -> str:
    """The program that the user named, "" when none was. Raises BrowserMissing."""
    named = launch.program or os.environ.get(VARIABLE, "")
    if named and not os.path.isfile(named):
        raise BrowserMissing(f"{named}: there is no such program; {NO_BROWSER}")
    return named


def installed_program(playwright: "Playwright") -> str:
    """One on the path, else the one that playwright has installed. Raises BrowserMissing."""
    found = next(filter(None, map(shutil.which, NAMES)), None) or playwright.chromium.executable_path
    if not os.path.isfile(found):
        raise BrowserMissing(NO_BROWSER)
    return found
