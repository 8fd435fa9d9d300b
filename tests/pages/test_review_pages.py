"""What the pages of the review say, and what they do not."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from bcr.pages.page import Bullets, Chart, Finding, Paragraph, Section, Table
from bcr.pages.site import site_pages
from tests.pages.portfolios import PLACE, Records, benefit, dossier
from tests.pages.test_pages import every

if TYPE_CHECKING:
    from bcr.pages.page import Page
    from tests.pages.portfolios import Row

DATED = dt.date(2022, 3, 31)


def page(path: str, *benefits: dict[str, object]) -> Page:
    found = {one.path: one for one in site_pages(dossier(Records(benefits=list(benefits))))}
    return found[path]


def finding(of: Page) -> str:
    found: Finding = next(every(of.blocks, Finding))
    return found.text


def portfolio() -> list[dict[str, object]]:
    """Six cases with a dated baseline that reached plan and six without that did not move."""
    good = [benefit(f"g{n}", f"G{n}", reported_actual=5.0, baseline_on=DATED) for n in range(6)]
    bad = [benefit(f"b{n}", f"B{n}", reported_actual=14.0) for n in range(6)]
    return [*good, *bad]


def test_the_framework_page_names_what_goes_with_delivery() -> None:
    said = finding(page("framework.html", *portfolio()))
    assert said == "Baseline measured goes with delivery"


def test_the_framework_page_says_so_where_nothing_can_be_compared() -> None:
    said = finding(page("framework.html", benefit("one", reported_actual=9.0)))
    assert said == "There are too few cases to say what goes with delivery"


def test_every_comparison_shows_how_many_cases_stand_behind_it() -> None:
    chart = next(every(page("framework.html", *portfolio()).blocks, Chart))
    assert all("over" in row["note"] for row in chart.drawing.datasets["rows"])


def test_the_questions_page_counts_questions_and_cases() -> None:
    lost = benefit("wait", reported_actual=16.0, owner="A")
    asked = page("questions.html", lost)
    assert finding(asked) == "The gaps raise 1 question about 1 case"
    table = next(every(asked.blocks, Table))
    assert table.rows[0][1] == "−10% of plan"


def test_what_went_well_is_recognised_as_plainly() -> None:
    sections = {s.anchor for s in every(page("questions.html", *portfolio()).blocks, Section)}
    assert "recognition" not in sections
    looked = [benefit(f"x{n}", "X", reported_actual=14.0) for n in range(2)]
    sections = {s.anchor for s in every(page("questions.html", *looked).blocks, Section)}
    assert "recognition" in sections


def test_an_empty_portfolio_raises_no_question() -> None:
    assert finding(page("questions.html")) == "The gaps raise no question"
    assert not list(every(page("questions.html").blocks, Bullets))


def test_a_case_asks_its_own_questions() -> None:
    of_case = page("cases/ferry.html", benefit("wait", reported_actual=16.0))
    assert "questions" in {section.anchor for section in every(of_case.blocks, Section)}


def sections(*benefits: dict[str, object], cases: list[Row]) -> dict[str, Section]:
    """Sections of the framework page by their anchor."""
    records = Records(benefits=list(benefits), cases=[PLACE | case for case in cases])
    found = {one.path: one for one in site_pages(dossier(records))}["framework.html"]
    return {section.anchor: section for section in every(found.blocks, Section)}


def test_a_department_that_delivered_less_is_named_and_no_cause_is() -> None:
    departments: list[Row] = [
        {"case_id": f"{c}{n}", "department": c} for c in "ABC" for n in range(6)
    ]
    promises = [
        benefit(f"{c}{n}", f"{c}{n}", reported_actual={"A": 14.0, "B": 6.0, "C": 6.0}[c] + 0.1 * n)
        for c in "ABC"
        for n in range(6)
    ]
    origins = sections(*promises, cases=departments)["origins"]
    told: Paragraph = next(every(origins.blocks, Paragraph))
    assert "Department A goes with less delivery." in str(told.words)
    assert str(told.words).endswith("no cause is shown.")
    table: Table = next(every(origins.blocks, Table))
    assert {row[0]: row[1] for row in table.rows}["Department A"] == "goes with less"
    assert "origins" not in sections(*promises, cases=[])


def test_whether_the_high_ones_are_higher_is_said_with_how_many_stand_behind_it() -> None:
    promises = [
        benefit(f"{said}{n}", f"{said}{n}", reported_actual=actual + 0.1 * n, confidence=said)
        for said, actual in (("High", 6.0), ("Low", 13.0))
        for n in range(6)
    ]
    told: Paragraph = next(every(sections(*promises, cases=[])["confidence"].blocks, Paragraph))
    assert str(told.words).startswith("6 scored cases that called their confidence high came to")
    assert "High confidence goes with delivering more" in str(told.words)
    unsaid = sections(benefit("one", reported_actual=9.0), cases=[])
    assert "confidence" not in unsaid
