"""A browser and a written site, shared by the tests of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pages.portfolios import realistic
from tests.render.tabs import Made, site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The realistic portfolio as a site."""
    return site(realistic(), tmp_path_factory.mktemp("site"))
