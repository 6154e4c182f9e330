"""What happens when something that the browser tests need is not there."""

import os
from typing import NoReturn

import pytest


def missing(what: object) -> NoReturn:
    """Fail when CONSENTLINT_BROWSER=required (CI), else skip and say so."""
    if os.environ.get("CONSENTLINT_BROWSER") == "required":
        pytest.fail(f"CONSENTLINT_BROWSER=required, but {what}")
    pytest.skip(f"BROWSER TEST NOT RUN: {what}")
