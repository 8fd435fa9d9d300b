"""The second register of Revenues and Benefits: four promises said otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from approved import neat
from department_registers import REVENUES, revenues_row
from drawing import table, title_block
from openpyxl import Workbook

if TYPE_CHECKING:
    from approved import Promise
    from drawing import Shown, Value
    from portfolio import Portfolio

DUE = REVENUES.index("Target date")
#: Written by its name, so that it comes after the first register wherever files are sorted.
FILE = "revenues-and-benefits-register_2024.xlsx"


def workbook_of(portfolio: Portfolio, promises: list[Promise]) -> Workbook:
    """The rows of the benefits that were restated, and no others."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Restated 2024"
    title_block(
        sheet, ["Revenues and Benefits", "Benefits restated", "Agreed by the benefits board, 2024"]
    )
    of = {promise.benefit.id: promise for promise in promises}
    headers = (*REVENUES, "Annual saving realised")
    table(sheet, 5, headers, [_row(of[told["subject"]], told) for told in portfolio.restated])
    return workbook


def restated(promise: Promise, told: dict[str, Any]) -> Promise:
    """The promise as it is said now."""
    benefit = promise.benefit
    changed = replace(
        benefit,
        money=told.get("money", benefit.money),
        benefit_class=told.get("class", benefit.benefit_class),
        months=benefit.months + told.get("later", 0),
    )
    target = promise.target
    if "part" in told and promise.baseline is not None and target is not None:
        movement = (target - promise.baseline) * told["part"]
        target = neat(promise.baseline + movement, abs(movement) / 20)
    return replace(promise, benefit=changed, target=target)


def differences(promise: Promise, told: dict[str, Any]) -> dict[str, Any]:
    """What is said otherwise, approved and now, as truth.json has it."""
    now = restated(promise, told)
    both = {
        "target": (promise.target, now.target),
        "due_on": (promise.benefit.due_on.isoformat(), now.benefit.due_on.isoformat()),
        "money_per_year": (promise.benefit.money, now.benefit.money),
        "class": (promise.benefit.benefit_class, now.benefit.benefit_class),
    }
    return {name: list(pair) for name, pair in both.items() if pair[0] != pair[1]}


def _row(promise: Promise, told: dict[str, Any]) -> list[Value | Shown]:
    row = list(revenues_row(restated(promise, told)))
    if isinstance(row[DUE], str):  # what was typed in the first register cannot be read
        row[DUE] = None
    return [*row, told.get("realised")]
