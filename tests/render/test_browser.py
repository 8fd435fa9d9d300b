"""The pages as Chromium shows them, opened from disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bcr.render.html import charts
from tests.pages.portfolios import Records
from tests.render.portfolios import HOSTILE, hostile
from tests.render.tabs import FAINT, MARKS, Made, marks_of, of_each_kind, opened, site, watched
from tests.render.test_html import dead_ends

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

WIDTHS = (1440, 768, 390)
BEYOND = "document.documentElement.scrollWidth - window.innerWidth"


def test_every_page_of_a_portfolio_opens_from_disk_draws_its_charts_and_asks_for_nothing(
    browser: Browser, portfolio: Made
) -> None:
    tab = browser.new_page(viewport={"width": 1440, "height": 900})
    seen = watched(tab)

    for page in portfolio.pages:
        opened(tab, portfolio.folder, page)
        expected = list(charts(page.blocks))
        assert tab.locator(".canvas[data-drawn=yes] svg").count() == len(expected), page.path
        for index, chart in enumerate(expected):
            drawn = tab.locator(".canvas").nth(index).evaluate(MARKS)
            for name, many in marks_of(chart).items():
                assert drawn.get(name, 0) == many, (page.path, chart.title, name)

    assert seen.complaints == []
    assert {url.partition(":")[0] for url in seen.requests} <= {"file", "data"}
    tab.close()


def test_every_link_of_a_portfolio_leads_to_a_page_and_a_place_that_are_there(
    portfolio: Made,
) -> None:
    assert dead_ends(portfolio.folder) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_its_window_and_no_chart_than_its_card(
    browser: Browser, portfolio: Made, width: int
) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 900})

    for page in of_each_kind(portfolio.pages):
        opened(tab, portfolio.folder, page)
        assert tab.evaluate(BEYOND) <= 0, page.path
        for canvas in tab.locator(".canvas").all():
            card, picture = canvas.bounding_box(), canvas.locator("svg").bounding_box()
            assert card is not None
            assert picture is not None
            assert picture["width"] <= card["width"] + 1, page.path
    tab.close()


def test_no_page_on_paper_is_wider_than_a4_between_margins_of_twelve_millimetres(
    browser: Browser, portfolio: Made
) -> None:
    tab = browser.new_page(viewport={"width": (210 - 24) * 96 * 10 // 254, "height": 1000})
    tab.emulate_media(media="print")

    for page in of_each_kind(portfolio.pages):
        opened(tab, portfolio.folder, page)
        assert tab.evaluate(BEYOND) <= 0, page.path
    tab.close()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_text_that_looks_like_code_is_shown_and_never_run(
    browser: Browser, tmp_path: Path, text: str
) -> None:
    tab = browser.new_page(viewport={"width": 390, "height": 900})
    seen = watched(tab)

    for page in site(hostile(text), tmp_path).pages:
        opened(tab, tmp_path, page)
        assert tab.evaluate(BEYOND) <= 0, page.path
        if page.path.startswith("cases/"):
            shown = " ".join(tab.locator("h1").inner_text().split())
            assert shown == " ".join(text.split())

    assert seen.complaints == []
    assert {url.partition(":")[0] for url in seen.requests} <= {"file", "data"}
    tab.close()


def test_an_empty_portfolio_opens_without_a_complaint(browser: Browser, tmp_path: Path) -> None:
    tab = browser.new_page()
    seen = watched(tab)

    for page in site(Records(), tmp_path).pages:
        opened(tab, tmp_path, page)
        assert tab.locator("h1").count() == 1

    assert seen.complaints == []
    tab.close()


def test_the_figures_of_a_chart_are_one_key_away(browser: Browser, made: Made) -> None:
    tab = browser.new_page()
    tab.goto((made.folder / "index.html").as_uri())

    tab.locator("summary").first.focus()
    tab.keyboard.press("Enter")

    assert tab.locator("details[open] table").first.is_visible()
    tab.close()


def test_the_first_tab_stop_skips_to_the_content(browser: Browser, made: Made) -> None:
    tab = browser.new_page()
    tab.goto((made.folder / "index.html").as_uri())

    tab.keyboard.press("Tab")

    assert tab.evaluate("document.activeElement.getAttribute('href')") == "#main"
    tab.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_stands_out_from_what_is_behind_it(
    browser: Browser, made: Made, *, dark: bool
) -> None:
    context = browser.new_context(color_scheme="dark" if dark else "light")
    tab = context.new_page()

    for page in of_each_kind(made.pages):
        opened(tab, made.folder, page)
        assert tab.evaluate(FAINT) == [], page.path
    context.close()
