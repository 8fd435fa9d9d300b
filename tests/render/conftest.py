"""A browser and a written site, shared by the tests of pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bcr.cli.group import main
from bcr.config import read_portfolio
from bcr.render.html import write_site
from bcr.workflow.figures import dossier
from bcr.workflow.reports import report_pages
from tests.pages.portfolios import realistic
from tests.render.tabs import Made, site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

CASES = Path(__file__).parents[2] / "cases"
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


@pytest.fixture(scope="session", params=["contact-centre", "public-record"])
def portfolio(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A portfolio of cases/ as `bcr report` writes its site."""
    cases, made = CASES / request.param, tmp_path_factory.mktemp(request.param)
    store = made / "bcr.duckdb"
    CliRunner().invoke(main, ["--store", str(store), "import", str(cases)])
    pages = list(report_pages(dossier(store, read_portfolio(cases / "bcr.toml"))))
    write_site(pages, made / "site")
    return Made(made / "site", pages)
