"""Pages as people with other eyes, hands and screens meet them: what axe finds wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.render.portfolios import HOSTILE, hostile
from tests.render.tabs import CONTRAST, WCAG_2_2_AA, Made, breaches, of_each_kind, opened, site

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_each_kind_of_page_of_a_portfolio_keeps_wcag_2_2_aa_on_desktop_on_a_phone_and_in_the_dark(
    browser: Browser, portfolio: Made
) -> None:
    assert _breaches(browser, portfolio) == []


def test_names_out_to_break_a_page_leave_it_within_wcag_2_2_aa(
    browser: Browser, tmp_path: Path
) -> None:
    assert _breaches(browser, site(hostile(" ".join(HOSTILE)), tmp_path)) == []


def _breaches(browser: Browser, made: Made) -> list[tuple[str, ...]]:
    tab = browser.new_page()
    found: list[tuple[str, ...]] = []
    for page in of_each_kind(made.pages):
        tab.set_viewport_size({"width": 1440, "height": 900})
        tab.emulate_media(color_scheme="light")
        opened(tab, made.folder, page)
        found += [(page.path, "desktop", *breach) for breach in breaches(tab, WCAG_2_2_AA)]
        tab.emulate_media(color_scheme="dark")
        found += [(page.path, "dark", *breach) for breach in breaches(tab, CONTRAST)]
        tab.emulate_media(color_scheme="light")
        tab.set_viewport_size({"width": 390, "height": 844})
        found += [(page.path, "phone", *breach) for breach in breaches(tab, WCAG_2_2_AA)]
    tab.close()
    return found
