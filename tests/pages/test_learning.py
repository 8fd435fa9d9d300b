"""What the framework page says of cases by year of approval and by template."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from bcr.pages.page import Chart, Notice, Section
from bcr.pages.site import site_pages
from tests.pages.portfolios import PLACE, Records, benefit, dossier
from tests.pages.test_pages import every

if TYPE_CHECKING:
    from bcr.pages.page import Page
    from tests.pages.portfolios import Row


def framework(templates: dict[int | None, float], cases_each: int = 6) -> Page:
    """The page where all cases of a template came to about one actual, from 15 to 5."""
    records = Records()
    for year, actual in templates.items():
        for number in range(cases_each):
            case: Row = {"case_id": f"{year}-{number}", "template_year": year}
            records.cases.append(PLACE | case | {"approved_on": dt.date(2022, 1 + number, 1)})
            moved = actual + 0.2 * (number % 3)
            records.benefits.append(
                benefit(f"{year}-{number}-b", str(case["case_id"]), reported_actual=moved)
            )
    return next(one for one in site_pages(dossier(records)) if one.path == "framework.html")


def charts(page: Page) -> list[Chart]:
    """By year of approval, then by template."""
    section = next(one for one in every(page.blocks, Section) if one.anchor == "learning")
    return list(every(section.blocks, Chart))


def test_cases_of_a_template_that_delivered_more_are_said_to_have() -> None:
    _, chart = charts(framework({2018: 12.0, 2021: 6.0}))
    assert (
        chart.title == "Cases of the 2021 template delivered more than those of the 2018 template"
    )
    assert [row[0] for row in chart.table.rows] == ["2018", "2021"]
    assert [row[3] for row in chart.table.rows] == ["6 of 6", "6 of 6"]


def test_cases_that_name_no_template_come_last_and_are_no_year() -> None:
    _, chart = charts(framework({2018: 12.0, None: 6.0}))
    assert chart.title == "Too few cases by year to say whether cases are getting better"
    assert [row[0] for row in chart.table.rows] == ["2018", "Not stated"]


def test_nothing_is_said_of_templates_where_no_case_names_its_own() -> None:
    (chart,) = charts(framework({None: 6.0}))
    assert chart.subtitle.startswith("Share of plan by year of approval")


def test_templates_whose_cases_differ_by_noise_are_not_said_to_differ() -> None:
    _, chart = charts(framework({2018: 8.0, 2021: 8.1}))
    assert chart.title == (
        "That cases of the 2021 template delivered more or less than those of the 2018 template "
        "is not shown"
    )


def test_templates_of_cases_nobody_scored_are_said_to_be_so() -> None:
    records = Records(
        cases=[PLACE | {"case_id": "ferry", "template_year": 2018}],
        benefits=[benefit("one", reported_actual=None)],
    )
    page = next(one for one in site_pages(dossier(records)) if one.path == "framework.html")
    section = next(one for one in every(page.blocks, Section) if one.anchor == "learning")
    said = [notice.words for notice in every(section.blocks, Notice)]
    assert said[-1] == "No case with a known share names the template it was written in."
