"""What tests of several rooms share."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests import chromium

# A shared or slow machine is no bug in what is tested.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Path of the Chromium to drive; without one, tests that ask for it fail and say what to do."""
    path = chromium.find()
    if path is None:
        pytest.fail(chromium.HOW, pytrace=False)
    return path
