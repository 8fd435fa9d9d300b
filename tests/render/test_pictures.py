"""Charts as pictures: whole without a page around them, and the same bytes twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from defusedxml.ElementTree import fromstring

from bcr.charts import TEMPLATES
from bcr.charts.keys import SWATCHES
from bcr.pages.site import site_pages
from bcr.render.html import charts, style
from bcr.render.pictures import picture_files, picture_svg
from tests.pages.portfolios import dossier, realistic
from tests.render.portfolios import HOSTILE, hostile
from tests.render.tabs import of_each_kind

if TYPE_CHECKING:
    from bcr.pages.page import Chart, Page

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    return of_each_kind(list(site_pages(dossier(realistic()))))


def by_kind(pages: list[Page]) -> dict[str, tuple[Chart, Page]]:
    return {chart.drawing.kind: (chart, page) for page in pages for chart in charts(page.blocks)}


def test_every_chart_is_there_as_svg_and_png_under_the_name_of_its_page(pages: list[Page]) -> None:
    files = dict(picture_files(pages[:1]))

    drawn = len(list(charts(pages[0].blocks)))
    assert len(files) == 2 * drawn
    assert {"index-1-counts.svg", "index-1-counts.png"} <= set(files)
    assert all((content[:8] == PNG) == name.endswith(".png") for name, content in files.items())


def test_the_same_pages_give_the_same_pictures(pages: list[Page]) -> None:
    assert dict(picture_files(pages[:1])) == dict(picture_files(pages[:1]))


def test_a_picture_says_its_finding_its_key_and_what_the_figures_are_on(pages: list[Page]) -> None:
    drawn = by_kind(pages)
    assert len(drawn) > len(TEMPLATES) // 2
    for chart, page in drawn.values():
        said = " ".join(fromstring(picture_svg(chart, page)).itertext())
        for words in (chart.title.split()[0], *(item.text for item in chart.key), "As of"):
            assert words in said, (page.path, words)


def test_every_item_of_every_key_has_its_look_on_pages_and_in_pictures(pages: list[Page]) -> None:
    sheet = style()
    for name in SWATCHES:
        assert f".w-{name} {{" in sheet
    for page in pages:
        for chart in charts(page.blocks):
            assert {item.swatch for item in chart.key} <= set(SWATCHES)


@pytest.mark.parametrize("text", [*HOSTILE, "a\x00b\x1fc"])
def test_text_from_a_workbook_stays_text_in_a_picture(text: str) -> None:
    page = next(
        page for page in site_pages(dossier(hostile(text))) if page.path.startswith("cases/")
    )
    for chart in charts(page.blocks):
        picture = fromstring(picture_svg(chart, page))
        tags = {element.tag.rpartition("}")[2] for element in picture.iter()}
        assert not tags & {"script", "image", "foreignObject"}
