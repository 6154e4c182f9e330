"""One browser per worker process."""

import os
from collections.abc import Iterator

import pytest
from browser.chromium import BrowserMissing, House, launched


@pytest.fixture(scope="session")
def house() -> Iterator[House]:
    try:
        with launched() as one:
            yield one
    except BrowserMissing as missing:
        if os.environ.get("CONSENTLINT_BROWSER") == "required":
            pytest.fail(f"CONSENTLINT_BROWSER=required, but {missing}")
        pytest.skip(f"BROWSER TESTS NOT RUN: {missing}")
