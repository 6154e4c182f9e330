"""One browser per worker process."""

from collections.abc import Iterator

import pytest
from browser.chromium import BrowserMissing, House, launched
from browser.needed import missing


@pytest.fixture(scope="session")
def house() -> Iterator[House]:
    try:
        with launched() as one:
            yield one
    except BrowserMissing as reason:
        missing(reason)
