"""The list of benefits: searched, narrowed and sent on, with and without a script."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from bcr.pages.page import Catalogue
from bcr.render.html import page_html
from bcr.render.inline import plain
from tests.pages.portfolios import Records, benefit
from tests.render.tabs import Made, site, watched

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SHOWN = ".catalogue tbody tr:not([hidden])"


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1440, "height": 900})
    yield opened
    opened.close()


def many(rows: int) -> Records:
    """Benefits of two logics in turn, the first of them measured."""
    names = ("Chatbot", "Réservations")
    return Records(
        benefits=[
            benefit(f"b{n}", f"c{n // 10}", logic=names[n % 2], title=f"Wait of kind {n}",
                    department=f"Department {n % 7}", reported_actual=None if n else 10.0)
            for n in range(rows)
        ]
    )  # fmt: skip


def test_search_filters_and_address_agree_on_which_benefits_are_shown(
    tab: Page, tmp_path: Path
) -> None:
    made = site(many(300), tmp_path)
    seen = watched(tab)
    tab.goto((made.folder / "benefits.html").as_uri())
    assert tab.locator(SHOWN).count() == 200

    tab.get_by_label("Investment logic").select_option("Réservations")
    tab.get_by_label("Search").press_sequentially("kind 29")
    sent = tab.url

    told = "8 of 300 benefits"
    assert tab.get_by_role("status").inner_text() == told
    assert tab.locator(SHOWN).count() == 8
    tab.goto("about:blank")
    tab.goto(sent)
    assert tab.get_by_role("status").inner_text() == told
    assert tab.get_by_label("Investment logic").input_value() == "Réservations"
    assert seen.complaints == []


def test_each_choice_of_each_filter_shows_the_benefits_of_a_portfolio_that_have_it(
    tab: Page, portfolio: Made
) -> None:
    catalogue = next(
        block
        for page in portfolio.pages
        for block in page.blocks
        if page.path == "benefits.html" and isinstance(block, Catalogue)
    )
    tab.goto((portfolio.folder / "benefits.html").as_uri())

    for choice in catalogue.choices:
        said = Counter(plain(row[choice.column]) for row in catalogue.table.rows)
        assert set(choice.values) == set(said)
        select = tab.locator(f"select[name={choice.name}]")
        for value, many in said.items():
            select.select_option(value)
            assert tab.locator(SHOWN).count() == many, (choice.name, value)
            assert tab.get_by_role("status").inner_text().startswith(f"{many} of ")
        select.select_option("")


def test_on_a_phone_the_filters_are_folded_and_say_how_many_are_in_use(
    tab: Page, tmp_path: Path
) -> None:
    made = site(many(4), tmp_path)
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.goto((made.folder / "benefits.html").as_uri())
    logic, unfold = tab.get_by_label("Investment logic"), tab.locator(".unfold")
    assert not logic.is_visible()

    unfold.press("Enter")
    logic.select_option("Chatbot")
    unfold.press("Enter")

    assert not logic.is_visible()
    assert unfold.inner_text() == "Filters (1 in use)"
    tab.set_viewport_size({"width": 1440, "height": 900})
    assert logic.is_visible()
    assert not unfold.is_visible()


def test_words_are_found_without_their_accents_and_in_any_order(tab: Page, tmp_path: Path) -> None:
    made = site(many(4), tmp_path)
    tab.goto(f"{(made.folder / 'benefits.html').as_uri()}#q=KIND+reservations")

    assert tab.locator(SHOWN).count() == 2


def test_an_address_that_names_something_unknown_shows_everything(
    tab: Page, tmp_path: Path
) -> None:
    made = site(many(4), tmp_path)
    for asked in ("status=Nonsense", "main", "%E0%A4%A"):
        tab.goto("about:blank")
        tab.goto(f"{(made.folder / 'benefits.html').as_uri()}#{asked}")
        assert tab.locator(SHOWN).count() == 4, asked


def test_more_rows_are_one_key_away_and_the_focus_goes_to_the_first_of_them(
    tab: Page, tmp_path: Path
) -> None:
    made = site(many(300), tmp_path)
    tab.goto((made.folder / "benefits.html").as_uri())

    tab.get_by_role("button", name="Show more").press("Enter")

    assert tab.locator(SHOWN).count() == 300
    assert tab.evaluate("document.activeElement.textContent") == "Wait of kind 200"
    assert not tab.get_by_role("button", name="Show more").is_visible()


def test_without_a_script_every_benefit_is_there_and_no_control_that_does_nothing(
    browser: Browser, made: Made
) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto((made.folder / "benefits.html").as_uri())

    page = next(page for page in made.pages if page.path == "benefits.html")
    assert tab.locator(SHOWN).count() == page_html(page).count('<tr><th scope="row"')
    assert not tab.locator(".finder, .more").first.is_visible()
    context.close()
