"""Money of a case year by year: whole rows, worked out by hand."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from bcr.figures.money.appraisal import appraisals
from bcr.figures.money.flows import worth
from bcr.figures.money.prices import financial_year, first_day_of, price_year
from bcr.portfolio import Appraisal
from tests.figures.appraised import appraised, costs, yearly
from tests.figures.tables import Row, benefits, gaps_of, kpis, monthly, plans

if TYPE_CHECKING:
    from collections.abc import Sequence

    import dataframely as dy

    from bcr.schemas.money import YearlyMoney

#: Kind and class, year, money.
Flow = tuple[tuple[str, str | None], int, float]
#: 182 of the 365 days of a year.
PART = 182 / 365
SPENT = costs({2021: 250.0, 2022: 20.0, 2023: 20.0}, {2021: 300.0, 2022: 30.0})
CASH: Row = {"kpi_id": "kpi"}
#: Nominal, from 1 October 2021 on, and reported to have come half the way.
INCOME: Row = {
    "class": "income", "money_per_year": 48.0, "reported_actual": 10.0, "price_base": "nominal",
    "start_on": dt.date(2021, 10, 1), "due_on": dt.date(2021, 10, 1),
}  # fmt: skip


@pytest.fixture
def told() -> tuple[dy.DataFrame[YearlyMoney], Any]:
    """The flows of a case with both, and the gaps they follow from."""
    return yearly(
        CASH, INCOME, spent=SPENT, record=monthly([10.0] * 36, first=dt.date(2020, 4, 1)),
        levels={2021: 100.0, 2022: 110.0, 2023: 121.0}, price_base="2021/22",
        as_of=dt.date(2022, 9, 29), terms=Appraisal(discount_rate=0.1),
    )  # fmt: skip


def near(rows: Sequence[tuple[object, ...]]) -> list[list[object]]:
    return [[pytest.approx(one) if isinstance(one, float) else one for one in row] for row in rows]


def test_each_line_has_its_costs_and_benefits_by_year_in_its_prices_and_discounted(
    told: tuple[dy.DataFrame[YearlyMoney], Any],
) -> None:
    """A tenth a year on prices and off what comes later; 2021/22 is the base.

    Planned by 29 September 2022: five months of the last year, at a twelfth a month. Reported and
    measured: 182 of its days.
    """
    cost, cash, income = ("cost", None), ("benefit", "cash_releasing"), ("benefit", "income")
    whole: list[Flow] = [
        (cost, 2021, 250.0),
        (cost, 2022, 20.0),
        (cash, 2021, 100.0),
        (cash, 2022, 100.0),
    ]
    owned: list[Flow] = [(income, 2021, 0.0), (income, 2022, 24.0)]
    spent: list[Flow] = [(cost, 2021, 300.0), (cost, 2022, 30.0)]
    #: By line: what is in prices of the base year, and what is in those of its own.
    lines: dict[str, tuple[list[Flow], list[Flow]]] = {
        "intended": ([*whole, (cost, 2023, 20.0), (cash, 2023, 100.0)],
                     [*owned, (income, 2023, 48.0)]),
        "intended_to_date": ([*whole, (cash, 2023, 500 / 12)], [*owned, (income, 2023, 20.0)]),
        "reported": ([], [*spent, (income, 2022, 24 * PART), (income, 2023, 24 * PART)]),
        "measured": ([(cash, 2021, 50.0), (cash, 2022, 50.0), (cash, 2023, 50 * PART)], spent),
        "proven": ([], spent),
    }  # fmt: skip
    fall = {2021: 1.1, 2022: 1.0, 2023: 1 / 1.1}
    rows = [
        ("case", line, *of, year, "GBP", None if of == cost else 1, money, year if own else 2022,
         2022, real := money * (fall[year] if own else 1.0), fall[year], real * fall[year], "")
        for line, both in lines.items() for own, flows in enumerate(both)
        for of, year, money in flows
    ]  # fmt: skip
    order = list(lines)
    rows.sort(key=lambda row: (order.index(row[1]), row[2] != "cost", row[3] or "", row[4]))
    assert [list(row) for row in told[0].rows()] == near(rows)


def test_each_class_stands_against_the_whole_cost_line_by_line(
    told: tuple[dy.DataFrame[YearlyMoney], Any],
) -> None:
    """Intended: 275 + 20 + 18.18 of costs; of cash 110 + 100 + 90.91.

    Undiscounted, 250 + 20 + 20 are paid back after 2.9 years.
    """
    found = appraisals(*told, discount_rate=0.1).to_dicts()

    def row(line: str, of: str, spent: float, brought: float | None, **also: object) -> Row:
        known: Row = {} if brought is None else {
            "counted": 1, "npv": brought - spent, "bcr": brought / spent, **also
        }  # fmt: skip
        return {
            "case_id": "case", "line": line, "class": of, "currency": "GBP", "benefits": 1,
            "counted": 0, "costs": spent, "benefits_value": brought, "npv": None, "bcr": None,
            "payback_years": None, "first_year": 2021, "last_year": 2023, "base_year": 2022,
            "discount_rate": 0.1, "reason": also.get("reason", ""), **known,
        }  # fmt: skip

    paid = 330 * 1.1 + 30
    lacks = "no benefit of the class is "
    assert [pytest.approx(one) for one in found] == [
        row("intended", "cash_releasing", 295 + 20 / 1.1, 210 + 100 / 1.1, payback_years=2.9),
        row("intended_to_date", "cash_releasing", 295.0, 210 + 500 / 12 / 1.1),
        row("reported", "cash_releasing", paid, None, reason=f"{lacks}reported"),
        row("measured", "cash_releasing", paid, 105 + 50 * PART / 1.1),
        row("proven", "cash_releasing", paid, None, reason=f"{lacks}shown to be real"),
        row("intended", "income", 295 + 20 / 1.1, 24 + 48 / 1.21),
        row("intended_to_date", "income", 295.0, 24 + 20 / 1.21),
        row("reported", "income", paid, 24 * PART * (1 + 1 / 1.21)),
        row("measured", "income", paid, None, reason=f"{lacks}measured"),
        row("proven", "income", paid, None, reason=f"{lacks}shown to be real"),
    ]  # fmt: skip


def test_where_years_begin_in_january_the_year_is_the_calendars() -> None:
    dates: Row = {"start_on": dt.date(2021, 7, 1), "due_on": dt.date(2021, 7, 1)}
    rows, _ = yearly(
        {**dates, "money_per_year": 12.0}, price_base="2021", as_of=dt.date(2021, 12, 31),
        spent=[{"case_id": "case", "period_end": dt.date(2021, 12, 31), "kind": "capital",
                "intended": 5.0}], terms=Appraisal(discount_rate=0.1, year_starts=1),
    )  # fmt: skip
    names = ("line", "flow", "year", "money", "base_year", "reason")
    unknown = "what was spent is not on record for 2021"
    planned = [("cost", 2021, 5.0, 2021, ""), ("benefit", 2021, pytest.approx(6.0), 2021, "")]
    assert rows.select(names).rows() == [
        *(("intended", *row) for row in planned),
        *(("intended_to_date", *row) for row in planned),
        *((line, "cost", 2021, None, 2021, unknown) for line in ("reported", "measured", "proven")),
    ]


@pytest.mark.parametrize(
    ("base", "levels", "why"),
    [
        (None, {}, "the case states no price base"),
        ("2021/22", {2022: 110.0}, "no deflator for both 2020/21 and 2021/22"),
    ],
)
def test_what_cannot_be_put_into_one_years_prices_says_why(
    base: str | None, levels: dict[int, float], why: str
) -> None:
    rows, _ = yearly({}, price_base=base, levels=levels, spent=costs({2021: 5.0}, {2021: 4.0}))
    told = dict(rows.filter(rows["flow"].cast(str) == "cost").select("line", "reason").iter_rows())
    assert told["reported"] == why
    unknown = rows.filter(rows["reason"] != "")
    assert set(unknown.select("real", "present_value").rows()) == {(None, None)}


def test_a_benefit_of_no_class_comes_after_those_of_one() -> None:
    flows, gaps = yearly({"class": None}, {"class": "income"}, {}, spent=SPENT)
    brought = flows.filter(
        flows["line"].cast(str) == "intended", flows["flow"].cast(str) == "benefit"
    )
    order = ["cash_releasing", "income", None]
    assert brought["class"].cast(str).unique(maintain_order=True).to_list() == order
    found = appraisals(flows, gaps, discount_rate=0.1)
    assert found["class"].cast(str).unique(maintain_order=True).to_list() == order


def test_several_reasons_of_one_sum_are_each_given_once_in_the_order_of_the_alphabet() -> None:
    bases = ("unknown", "2018/19", "2019/20", "unknown", "2018/19")
    flows, _ = yearly(*({"price_base": base} for base in bases), spent=SPENT)
    brought = flows.filter(flows["flow"].cast(str) == "benefit")
    told = [
        "no deflator for both 2018/19 and 2020/21", "no deflator for both 2019/20 and 2020/21",
        "no price base is stated for the benefits",
    ]  # fmt: skip
    assert set(brought["reason"]) == {"; ".join(told)}


def test_a_benefit_with_several_interim_targets_brings_its_money_once() -> None:
    ends = (dt.date(2021, 3, 31), dt.date(2022, 3, 31))
    interim = [
        {"period_end": end, "planned": level} for end, level in zip(ends, (10.0, 5.0), strict=True)
    ]
    flows, _ = yearly({}, planned=interim, spent=SPENT)
    last = flows.filter(flows["flow"].cast(str) == "benefit", flows["year"] == 2023)
    assert last.filter(last["line"].cast(str) == "intended")["money"].to_list() == pytest.approx(
        [100.0]
    )


def test_a_benefit_due_tomorrow_is_reported_to_have_brought_nothing_yet_not_nought() -> None:
    tomorrow: Row = {"start_on": None, "due_on": dt.date(2022, 10, 1), "reported_money": 40.0}
    for as_of, known in ((dt.date(2022, 9, 30), []), (dt.date(2022, 10, 1), [40 / 365])):
        flows, _ = yearly(tomorrow, spent=SPENT, as_of=as_of)
        brought = flows.filter(flows["flow"].cast(str) == "benefit")
        assert brought.filter(brought["line"].cast(str) == "reported")["money"].to_list() == known


def test_each_year_whose_costs_are_not_on_record_is_named() -> None:
    row = appraised({}, spent=costs({2021: 5.0, 2022: 5.0}, {}))["cash_releasing", "reported"]
    assert row["reason"] == (
        "what was spent is not on record for 2020/21; what was spent is not on record for 2021/22; "
        "no benefit of the class is reported"
    )


@pytest.mark.parametrize("starts", range(1, 13))
def test_a_year_is_named_by_the_one_it_ends_in_whichever_month_it_begins_with(starts: int) -> None:
    ends = 2022 if starts > 1 else 2021
    read = pl.select(
        price_year(pl.lit("2021/22 prices"), starts), on=price_year(pl.lit("2021"), starts)
    )
    assert read.row(0) == (ends, 2021 if starts == 1 else None)
    assert pl.select(first_day_of(pl.lit(ends), starts)).item() == dt.date(2021, starts, 1)
    for day, year in (
        (dt.date(2021, starts, 1), ends),
        (dt.date(2021, starts, 1) - dt.timedelta(1), ends - 1),
    ):
        assert pl.select(financial_year(pl.lit(day), starts)).item() == year


def test_a_kpi_described_twice_is_added_up_as_its_last_description_says() -> None:
    promised = benefits({"kpi_id": "kpi", "money_per_year": 1.0})
    spans = pl.LazyFrame({"case_id": ["case"], "first_year": [2021], "last_year": [2022]})
    found = worth(
        gaps_of(promised), promised, plans=plans(), as_of=dt.date(2024, 3, 31),
        kpis=kpis(*({"kpi_id": "kpi", "aggregation": kind} for kind in ("last", "sum"))),
        spans=spans.with_columns(price_base=pl.lit("2020/21")), appraisal=Appraisal(),
    )  # fmt: skip
    assert found.benefits.select("benefit_id", "aggregation").collect().rows() == [
        ("benefit 0", "sum")
    ]
