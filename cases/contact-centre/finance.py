"""What finance keeps: price index, price bases, costs and money by year, budgets that were cut."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from drawing import table, title_block
from openpyxl import Workbook
from portfolio_office import APRIL, COSTS, DECISIONS, OWN, costs, financial_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from drawing import Value
    from portfolio import Case, Portfolio

DEFLATORS = ("Financial year", "Deflator", "Currency", "Series", "Published on")
PRICES = ("Case ID", "Title", "Stage", "Approved on", "Price base", "Currency")
MONEY = ("Benefit ID", "Financial year", "Planned money")


def workbook_of(portfolio: Portfolio) -> Workbook:
    """Of the other departments the costs; of all the index, money by year and budgets."""
    others = [case for case in portfolio.cases if case.department_code != OWN]
    workbook = Workbook()
    front = workbook.worksheets[0]
    front.title = "About"
    title_block(front, ["Finance: appraisal workbook", "Every figure in it is made up."])
    for title, headers, rows in (
        ("Deflators", DEFLATORS, _deflators(portfolio)),
        ("Price bases", PRICES, map(_priced, others)),
        ("Costs", COSTS, (row for case in others for row in _costs(portfolio, case))),
        ("Money by year", MONEY, _money(portfolio)),
        ("Budget decisions", DECISIONS, (list(cut.values()) for cut in portfolio.budget_cuts)),
    ):
        sheet = workbook.create_sheet(title)
        table(sheet, 1, headers, rows)
        sheet.freeze_panes = "A2"
    return workbook


def _deflators(portfolio: Portfolio) -> Iterable[Sequence[Value]]:
    told = portfolio.deflators
    for year, level in told["index"].items():
        name = f"{int(year) - 1}/{int(year) % 100:02d}"
        yield name, level, "GBP", told["series"], told["published_on"]


def _priced(case: Case) -> Sequence[Value]:
    base = financial_year(case.approved_on)
    return case.id, case.title, "FBC", case.approved_on, base, "GBP"


def _costs(portfolio: Portfolio, case: Case) -> Iterable[Sequence[Value]]:
    """As the portfolio office has them for its own; what is still to come is not spent."""
    for case_id, day, kind, intended, actual in costs(case):
        yield case_id, day, kind, intended, actual if day <= portfolio.as_of else None


def _money(portfolio: Portfolio) -> Iterable[Sequence[Value]]:
    benefits = {each.id: each for case in portfolio.cases for each in case.benefits}
    for benefit_id, parts in portfolio.planned_money.items():
        benefit = benefits[benefit_id]
        first = benefit.start.year + (benefit.start.month >= APRIL)
        for later, part in enumerate(parts):
            year = financial_year(dt.date(first + later, 3, 31))
            yield benefit_id, year, round((benefit.money or 0) * part)
