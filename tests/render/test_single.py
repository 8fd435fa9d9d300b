"""The whole site in one document: every page, every place, and nothing asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bcr.pages.site import site_pages
from bcr.render.html import charts
from bcr.render.single import single_html
from tests.pages.portfolios import Records, dossier, realistic
from tests.render.portfolios import HOSTILE, hostile
from tests.render.tabs import FAINT, Made, watched
from tests.render.test_html import Links

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

PAGE = "article.page:not([hidden])"


def single(records: Records) -> str:
    return single_html(site_pages(dossier(records))).decode()


def test_every_link_of_the_document_leads_to_one_place_in_it() -> None:
    document = single(realistic())
    links = Links()
    links.feed(document)

    assert [
        to for to in links.to if to != "data:," and to.removeprefix("#") not in links.places
    ] == []
    assert document.count(' id="') == len(links.places)


def test_the_same_figures_give_the_same_document() -> None:
    assert single(realistic()) == single(realistic())


def test_an_empty_portfolio_makes_a_document_too() -> None:
    assert 'id="index.html"' in single(Records())


@pytest.mark.browser
def test_each_page_is_shown_alone_with_its_charts_and_asks_for_nothing(
    browser: Browser, made: Made, tmp_path: Path
) -> None:
    tab = browser.new_page(viewport={"width": 1440, "height": 900})
    seen = watched(tab)
    file = tmp_path / "report.html"
    file.write_bytes(single_html(made.pages))

    tab.goto(file.as_uri())
    for page in made.pages:
        tab.evaluate("path => { location.hash = path }", page.path)
        shown = tab.locator(PAGE)
        drawn = shown.locator(".canvas[data-drawn=yes] svg")
        expected = len(list(charts(page.blocks)))
        tab.wait_for_function(
            "([css, many]) => document.querySelectorAll(css).length === many",
            arg=[f"{PAGE} .canvas[data-drawn=yes] svg", expected],
        )
        assert shown.count() == 1
        assert shown.get_attribute("id") == page.path
        assert drawn.count() == expected

    assert seen.complaints == []
    assert {url for url in seen.requests if not url.startswith("data:")} == {file.as_uri()}
    tab.close()


@pytest.mark.browser
def test_a_link_to_a_benefit_turns_to_its_page_and_its_place(
    browser: Browser, made: Made, tmp_path: Path
) -> None:
    tab = browser.new_page(viewport={"width": 1440, "height": 900})
    file = tmp_path / "report.html"
    file.write_bytes(single_html(made.pages))
    tab.goto(f"{file.as_uri()}#benefits.html?q=CC-05")

    link = tab.locator(f"{PAGE} tbody tr:not([hidden]) a").first
    to = link.get_attribute("href") or ""
    link.click()

    assert tab.locator(PAGE).get_attribute("id") == to.removeprefix("#").partition("#")[0]
    place = tab.locator(f'[id="{to.removeprefix("#")}"]')
    box = place.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 900
    tab.go_back()
    assert tab.get_by_role("status").inner_text().startswith("2 of ")
    tab.close()


@pytest.mark.browser
def test_without_a_script_all_pages_stand_in_the_document(
    browser: Browser, made: Made, tmp_path: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    file = tmp_path / "report.html"
    file.write_bytes(single_html(made.pages))
    tab.goto(file.as_uri())

    assert tab.locator(PAGE).count() == len(made.pages)
    assert tab.evaluate(FAINT) == []
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_text_that_looks_like_code_is_not_run_in_the_document(
    browser: Browser, tmp_path: Path, text: str
) -> None:
    tab = browser.new_page()
    seen = watched(tab)
    file = tmp_path / "report.html"
    file.write_bytes(single_html(site_pages(dossier(hostile(text)))))

    tab.goto(file.as_uri())
    tab.wait_for_selector("html[data-charts=drawn]", state="attached")

    assert seen.complaints == []
    tab.close()
