"""A catalogue of thousands: its first rows in the page, all of them beside it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bcr.render.catalogues import STANDING
from bcr.render.single import single_html
from tests.pages.portfolios import Records, benefit
from tests.render.tabs import site

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

ROW = '<tr><th scope="row">'


def many(benefits: int) -> Records:
    return Records(
        benefits=[benefit(f"b{n}", f"c{n // 10}", title=f"<b>Wait {n}</b>")
                  for n in range(benefits)]
    )  # fmt: skip


def test_each_row_of_a_long_catalogue_lies_beside_its_page(tmp_path: Path) -> None:
    made = site(many(250), tmp_path)

    text = (made.folder / "assets" / "benefits-rows.js").read_text(encoding="utf-8")
    columns = json.loads(text.removeprefix("window.catalogueRows = ").removesuffix(";\n"))

    titles = [columns[0]["cells"][row] for row in columns[0]["rows"]]
    assert [f"&lt;b&gt;Wait {n}&lt;/b&gt;" in title for n, title in enumerate(titles)] == [
        True
    ] * 250
    assert {len(column["rows"]) for column in columns} == {250}
    page = (made.folder / "benefits.html").read_text(encoding="utf-8")
    assert page.count(ROW) == STANDING


def test_a_short_catalogue_stands_whole_in_its_page(tmp_path: Path) -> None:
    made = site(many(STANDING), tmp_path)

    assert not (made.folder / "assets" / "benefits-rows.js").exists()
    assert (made.folder / "benefits.html").read_text(encoding="utf-8").count(ROW) == STANDING


def test_one_document_holds_every_row_itself(tmp_path: Path) -> None:
    made = site(many(250), tmp_path)
    benefits = [page for page in made.pages if page.path == "benefits.html"]

    assert single_html(benefits).decode().count(ROW) == 250


@pytest.mark.browser
def test_without_a_script_the_page_says_where_the_other_rows_are(
    browser: Browser, tmp_path: Path
) -> None:
    made = site(many(250), tmp_path)
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto((made.folder / "benefits.html").as_uri())

    assert "The first 100 of 250." in tab.locator("main").inner_text()
    assert tab.locator("noscript a").get_attribute("href") == "cases.html"
    context.close()
