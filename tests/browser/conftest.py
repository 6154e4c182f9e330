"""One browser per worker process."""

from collections.abc import Iterator

import pytest
from browser.chromium import BrowserMissing, House, launched
from browser.needed import missing
from playwright.sync_api import Playwright


@pytest.fixture(scope="session")
def house(driver: Playwright) -> Iterator[House]:
    try:
        with launched(driver) as one:
            yield one
    except BrowserMissing as reason:
        missing(reason)
