"""A site in the locale of its portfolio: its words, its charts, its scripts and its documents."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

import pytest

from bcr.charts import standalone
from bcr.charts.money import money
from bcr.locales import written_as
from bcr.pages.frame import frame
from bcr.pages.page import Chart, Page, Table
from bcr.pages.site import site_pages
from bcr.render.html import page_html, script, site_files
from bcr.render.pictures import picture_svg
from bcr.render.single import single_html
from bcr.workflow.made_from import made_from
from tests.pages.portfolios import dossier, realistic

if TYPE_CHECKING:
    from bcr.pages.dossier import Dossier

#: Of what people wrote: ids, names, units and cells keep the signs they came with.
NOT_OURS = re.compile(r"(?s)<style.*?</style>|<code>.*?</code>|per 1,000")


def portfolio(locale: str) -> Dossier:
    found = dossier(realistic())
    return replace(found, portfolio=replace(found.portfolio, locale=locale))


def texts(locale: str) -> dict[str, str]:
    """What each page says, its charts and descriptions too, by path."""
    pages = {page.path: page_html(page) for page in site_pages(portfolio(locale))}
    return {path: said(html) for path, html in pages.items()}


def said(html: str) -> str:
    html = NOT_OURS.sub("", html)
    drawn = re.findall(r'(?s)<script type="application/json">(.*?)</script>', html)
    words = [word for rows in drawn for word in re.findall(r'"(?:label|note)":"([^"]*)"', rows)]
    described = re.findall(r'(?:aria-label|title|data-title)="([^"]*)"', html)
    body = re.sub(r"<[^>]*>", "\n", re.sub(r"(?s)<script.*?</script>", "", html))
    return unescape("\n".join([body, *words, *described]))


@pytest.mark.parametrize(
    ("locale", "foreign"),
    [
        # Swedish has dates like 2025-03-31, a comma, and no percent sign next to its number; so
        # a point between digits, or a group by a comma, is not its own.
        ("sv_SE", r"\d\.\d|\d,\d{3},|\d%"),
        ("de_CH", r"\d,\d"),
        ("de_DE", r"\d,\d{3}[.,]\d|\d\.\d+%|\d%|£\d"),
        ("es_CO", r"\d,\d{3}[.,]\d|\d\.\d+%|£\d|\d [A-Z][a-z]+ \d{4}"),
    ],
)
def test_nothing_that_we_write_has_the_signs_of_another_locale(locale: str, foreign: str) -> None:
    wrong = {
        (path, line.strip())
        for path, text in texts(locale).items()
        for line in text.splitlines()
        if re.search(foreign, line)
    }

    assert not wrong
    assert len(re.findall(r"\d", "".join(texts(locale).values()))) > 1000


def test_american_english_writes_american_dates_on_every_page() -> None:
    written = texts("en_US")

    assert all("As of March 31, 2025" in text for text in written.values())
    assert not any(re.search(r"\d March \d{4}", text) for text in written.values())


def test_british_english_is_what_is_written_unless_said() -> None:
    unsaid = {page.path: said(page_html(page)) for page in site_pages(dossier(realistic()))}

    assert texts("en_GB") == unsaid


def test_pages_are_written_alike_whenever_they_are_asked_for() -> None:
    found = portfolio("de_DE")
    at_once = list(site_pages(found))

    with written_as("en_US"):
        one_by_one = [page_html(page) for page in site_pages(found)]

    assert [page_html(page) for page in at_once] == one_by_one


def test_a_chart_has_the_signs_of_the_locale_on_its_axis() -> None:
    import polars as pl

    sums = {"label": ["Cash"], "note": [""], "intended": [7123.0], "compared": [7e3]}
    drawing = money(pl.DataFrame(sums | {"realised": [-1250.0]}))
    chart = Chart("Money", drawing, "", Table("", (), ()))

    def axis(locale: str) -> list[str]:
        page = Page("money.html", "Money", (chart,), frame(portfolio(locale)))
        return re.findall(r">(−?\d[^<]*)</text>", picture_svg(chart, page))

    assert {"2,000", "4,000"} <= set(axis("en_GB"))
    assert {"2.000", "4.000"} <= set(axis("de_DE"))
    assert {"2’000", "4’000"} <= set(axis("de_CH"))
    assert standalone(drawing)["config"]["locale"]["number"]["thousands"] == ","


def test_one_axis_writes_all_its_numbers_in_thousands_or_none() -> None:
    import polars as pl

    def axis(largest: float) -> set[str]:
        sums = {"label": ["Cash"], "note": [""], "intended": [largest], "compared": [largest]}
        drawing = money(pl.DataFrame(sums | {"realised": [-largest / 3]}))
        chart = Chart("Money", drawing, "", Table("", (), ()))
        page = Page("money.html", "Money", (chart,), frame(portfolio("en_GB")))
        return set(re.findall(r">(−?\d[\d.,]*k?m?)</text>", picture_svg(chart, page)))

    assert {"0", "2,000", "4,000"} <= axis(7_000)
    assert {"0", "5k", "10k", "15k"} <= axis(17_000)
    assert {"0", "500k", "1m"} <= axis(1_200_000)
    assert {"0", "0.02"} <= axis(0.085)


def test_the_scripts_of_a_site_are_in_its_locale() -> None:
    files = dict(site_files(site_pages(portfolio("de_DE"))))

    assert 'NumberFormat("de-DE-u-nu-latn"' in files["assets/catalogue.js"].decode()
    assert '"thousands":"."' in files["assets/templates.js"].decode()
    assert files["assets/templates.js"].decode() == script("templates.js", "de_DE")
    assert "de-DE-u-nu-latn" in single_html(site_pages(portfolio("de_DE"))).decode()


def test_another_locale_makes_another_report() -> None:
    before, after = made_from(portfolio("en_GB")), made_from(portfolio("de_DE"))

    assert before["portfolio"].pop("locale") == "en_GB"
    assert after["portfolio"].pop("locale") == "de_DE"
    assert before == after


@pytest.mark.parametrize("locale", ["en_GB", "de_DE"])
def test_a_slip_by_whole_months_has_no_decimals(locale: str) -> None:
    restated = texts(locale)["restated.html"]

    assert "6 months later" in restated
    assert not re.search(r"\d[.,]0 months", restated)
