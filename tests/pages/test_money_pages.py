"""What the pages say of money and of restatement."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from bcr.model import Basis
from bcr.pages.page import Chart, Columns, Finding, Folded, Notice, Page, Paragraph, Section, Table
from bcr.pages.site import site_pages
from bcr.portfolio import Portfolio
from bcr.render.inline import plain
from tests.pages.portfolios import PLACE, Records, Row, benefit, dossier, monthly

if TYPE_CHECKING:
    from collections.abc import Iterator

YEARS = (2023, 2024, 2025)
CASH: Row = {
    "money_per_year": 100_000.0, "currency": "GBP", "kpi_id": "wait",
    "due_on": dt.date(2023, 6, 30),
}  # fmt: skip
SLIP: Row = {
    "benefit_id": "queue", "column": "due_on", "case_id": "ferry", "title": "Shorter wait queue",
    "approved_on": dt.date(2024, 12, 31), "latest_on": dt.date(2025, 6, 30), "slip_months": 6.0,
    "decided_on": dt.date(2024, 5, 1), "reason": "Supplier late", "decided_by": "A. Ames",
}  # fmt: skip
EASED: Row = {
    "benefit_id": "queue", "column": "target", "case_id": "ferry", "title": "Shorter wait queue",
    "unit": "days", "approved": 5.0, "latest": 8.0, "difference": 3.0, "eased": True,
}  # fmt: skip


def with_costs(**case: object) -> Records:
    """A case with costs over three years, a deflator for each and a benefit that came in half."""
    records = Records(benefits=[benefit("queue", **CASH)])
    stated = {"case_id": "ferry", "title": "Ferry", "price_base": "2022/23", "currency": "GBP"}
    records.cases.append(PLACE | stated | case)
    for year in YEARS:
        day = dt.date(year, 3, 31)
        cost = {"case_id": "ferry", "period_end": day, "kind": "capital"}
        records.costs.append(PLACE | cost | {"intended": 40_000.0, "actual": 44_000.0})
        index = {"period_end": day, "deflator": 90.0 + year - 2023, "currency": "GBP"}
        told = {"series": "Price index", "published_on": dt.date(2025, 3, 28)}
        records.deflators.append(PLACE | index | told)
    records.kpis.append(PLACE | {"kpi_id": "wait", "name": "Wait", "unit": "days"})
    records.observations += monthly("wait", [15.0] * 24 + [10.0] * 24, first=dt.date(2021, 4, 1))
    return records


def site(records: Records) -> dict[str, Page]:
    return {page.path: page for page in site_pages(dossier(records))}


def every(blocks: object, kind: type) -> Iterator[Any]:
    """All blocks of a kind, wherever they stand."""
    for block in blocks if isinstance(blocks, tuple) else ():
        if isinstance(block, kind):
            yield block
        if isinstance(block, Section | Columns | Folded):
            yield from every(block.blocks, kind)


def said(page: Page) -> str:
    """All running text of a page, its findings and titles."""
    parts = [f"{plain(block.words)}" for kind in (Paragraph, Notice)
             for block in every(page.blocks, kind)]  # fmt: skip
    parts += [f"{one.text}. {plain(one.detail)}" for one in every(page.blocks, Finding)]
    parts += [section.title for section in every(page.blocks, Section)]
    return " ".join(parts)


def rows_of(page: Page, caption: str) -> dict[str, tuple[str, ...]]:
    tables = [table for table in every(page.blocks, Table) if caption in table.caption]
    return {plain(row[0]): tuple(map(plain, row)) for table in tables for row in table.rows}


def test_a_case_says_what_it_was_to_be_worth_and_what_came_of_it() -> None:
    page = site(with_costs())["cases/ferry.html"]
    assert "cash-releasing benefits to date" in said(page)
    assert "2022/23 prices, discounted at 3.5% a year" in said(page)
    rows = rows_of(page, "Cash-releasing: present values")
    assert len(rows) == 5
    assert rows["Spent, and benefits as reported"][3] == "not known"
    assert rows["Intended, to date"][3] != rows["Spent, and benefits as measured"][3]


def test_a_case_without_costs_by_year_says_so_in_a_line_and_draws_nothing() -> None:
    records = with_costs()
    records.costs.clear()
    pages = site(records)
    assert "No cost by year is on record for this case" in said(pages["cases/ferry.html"])
    assert not rows_of(pages["cases/ferry.html"], "present values")
    assert "No cost by year is on record" in said(pages["money.html"])


def test_a_missing_price_base_is_a_reason_and_never_a_number() -> None:
    page = site(with_costs(price_base=None))["cases/ferry.html"]
    rows = rows_of(page, "Cash-releasing: present values")
    assert {row[3] for row in rows.values()} == {"not known"}
    assert all("states no price base" in row[-1] for row in rows.values())
    assert "Whether the case pays is not known" in said(page)


def test_the_money_page_says_which_index_of_which_day_from_which_file() -> None:
    words = said(site(with_costs())["money.html"])
    assert "Price index, published 28 March 2025, from cases/register.xlsx" in words
    bare = with_costs()
    bare.deflators.clear()
    assert "No deflators were imported" in said(site(bare)["money.html"])


def test_the_ladder_is_drawn_a_class_at_a_time_with_what_nothing_reached_left_empty() -> None:
    records = with_costs()
    records.benefits.append(benefit("calls", **CASH | {"class": "cost_avoidance", "kpi_id": None}))
    charts = list(every(site(records)["money.html"].blocks[1:2], Chart))
    assert [chart.title for chart in charts] == [
        "Cash-releasing: £50k of £100k claimed was measured, none valued or removed",
        "Cost avoidance: none of £100k claimed was measured, valued or removed",
    ]
    bars = charts[1].drawing.datasets["rows"]
    assert ["money" in bar for bar in bars] == [True, False, False, False]


def test_a_restated_promise_is_told_on_its_benefit_on_the_scoreboard_and_on_a_page() -> None:
    records = with_costs()
    records.restatements += [SLIP, EASED]
    pages = site(records)
    section = next(
        block for block in every(pages["cases/ferry.html"].blocks, Section) if block.badge
    )
    told = [plain(item) for block in section.blocks for item in getattr(block, "items", ())]
    slipped, eased = told
    assert slipped.startswith("Due date: 31 December 2024 as approved, 30 June 2025 now, 6 months")
    assert slipped.endswith("later. Decided by A. Ames on 1 May 2024. Supplier late.")
    assert eased == "Target: 5 days as approved, 8 days now, 3 days more, which is less to reach."
    expected = "1 of 1 promise was restated after approval"
    assert expected in said(pages["index.html"])
    assert expected in said(pages["restated.html"])
    (chart,) = every(pages["restated.html"].blocks, Chart)
    assert chart.title == "One due date slipped, by 6 months"


def test_without_a_restatement_the_scoreboard_says_nothing_of_it_and_the_page_says_so() -> None:
    pages = site(with_costs())
    assert "restated" not in said(pages["index.html"])
    assert "No promise is on record otherwise" in said(pages["restated.html"])
    assert not list(every(pages["restated.html"].blocks, Chart))


@pytest.mark.parametrize(("basis", "words"), [
    (Basis.APPROVED, "Promises as approved"), (Basis.LATEST, "Promises as restated last"),
])  # fmt: skip
def test_every_page_says_which_basis_its_figures_are_on(basis: Basis, words: str) -> None:
    from dataclasses import replace

    found = replace(dossier(with_costs(), portfolio=Portfolio(title="Test")), basis=basis)
    assert all(words in page.frame.footer for page in site_pages(found))
