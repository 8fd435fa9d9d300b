"""What tests of several rooms share."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from tests import chromium

# A shared or slow machine is no bug in what is tested. Where a commit is judged, the examples are
# the same each time; everywhere else they are new ones.
settings.register_profile("unhurried", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("unhurried")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have the files that take longest come first, so that all processes end at once."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Path of the Chromium to drive; without one, tests that ask for it fail and say what to do."""
    path = chromium.find()
    if path is None:
        pytest.fail(chromium.HOW, pytrace=False)
    return path
