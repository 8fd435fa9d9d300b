"""What a unit is taken to be worth, whole rows; and the years that people write."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from bcr.figures.money.plausible import unit_values
from bcr.figures.money.prices import (
    discount_factor,
    indices,
    is_nominal,
    price_year,
    with_real,
    year_name,
)
from bcr.schemas.records import Deflators
from tests.figures.tables import Row, benefits, gaps_of, kpis


def test_values_of_a_unit_come_the_furthest_apart_first_with_whose_opinion_they_differ_from() -> (
    None
):
    """Money ÷ 10 units moved; of others on the KPI in the same currency their middle."""
    on_kpi: Row = {"kpi_id": "kpi", "currency": "GBP"}
    rows: list[Row] = [
        on_kpi | {"money_per_year": 100.0},
        on_kpi | {"money_per_year": 800.0},
        on_kpi | {"money_per_year": 200.0},
        on_kpi | {"money_per_year": 50.0, "currency": "EUR"},
        on_kpi | {"money_per_year": -100.0, "value_per_unit": -20.0},
        {"money_per_year": 100.0, "value_per_unit": 5.0, "unit": "£ a month", "currency": "GBP"},
        {"money_per_year": 60.0, "unit": "£ A MONTH ", "currency": "GBP"},
        {"money_per_year": 100.0, "value_per_unit": 0.0},
        {"money_per_year": 100.0},
        {"money_per_year": 100.0, "target": 15.0, "value_per_unit": 1.0},
        {"money_per_year": 0.0, "value_per_unit": 1.0},
        {"value_per_unit": 1.0},
    ]
    promised = benefits(*({"case_id": "C", "title": f"T{n}"} | row for n, row in enumerate(rows)))
    found = unit_values(gaps_of(promised, measures=kpis({"kpi_id": "kpi"})), promised, factor=2.0)
    assert found.columns == ["benefit_id", "case_id", "title", "unit", "currency", "implied",
                             "compared", "compared_with", "ratio", "questioned"]  # fmt: skip
    assert found.rows() == [
        ("benefit 1", "C", "T1", None, "GBP", 80.0, 10.0, "others", 8.0, True),
        ("benefit 0", "C", "T0", None, "GBP", 10.0, 20.0, "others", 0.5, False),
        ("benefit 2", "C", "T2", None, "GBP", 20.0, 10.0, "others", 2.0, False),
        ("benefit 4", "C", "T4", None, "GBP", 10.0, 20.0, "own", 0.5, False),
        ("benefit 5", "C", "T5", "£ a month", "GBP", 10.0, 5.0, "own", 2.0, False),
        ("benefit 6", "C", "T6", "£ A MONTH ", "GBP", 6.0, 12.0, "unit", 0.5, False),
    ]


@pytest.mark.parametrize(
    ("unit", "compared"),
    [
        ("£ a month", 12.0), ("£/month", 12.0), ("GBP per month", 12.0), ("gbp / Month", 12.0),
        ("£ a year", 1.0), ("£ per Year", 1.0), ("GBP/annum", 1.0), ("£ per annum", 1.0),
        ("£", None), ("€ a month", None), ("calls a month", None), ("£ a week", None),
        ("£ a month in all", None),
    ],
)  # fmt: skip
def test_money_by_the_month_or_year_says_what_a_unit_is_worth_a_year(
    unit: str, compared: float | None
) -> None:
    promised = benefits({"unit": unit, "currency": "GBP", "money_per_year": 100.0})
    found = unit_values(gaps_of(promised), promised, factor=2.0)
    assert found["compared"].to_list() == ([] if compared is None else [compared])


@pytest.mark.parametrize(
    ("text", "starts", "year"),
    [
        ("2021/22", 4, 2022), ("2021-22", 4, 2022), ("2021–22", 4, 2022), ("1999 / 2000", 4, 2000),
        ("prices of 2021/2022", 4, 2022), ("FY22", 4, 2022), ("fy 2022", 4, 2022),
        ("FY '22", 4, 2022), ("2021/22", 1, 2021), ("2021", 1, 2021), ("1998 prices", 1, 1998),
        ("2021", 4, None), ("120211", 1, None), ("FYI 22", 4, None), ("FY225", 4, None),
    ],
)  # fmt: skip
def test_a_price_base_is_read_however_its_year_is_written(
    text: str, starts: int, year: int | None
) -> None:
    assert pl.select(price_year(pl.lit(text), starts)).item() == year


@pytest.mark.parametrize("text", ["Nominal", "in CASH terms", "outturn", "current prices"])
def test_money_in_the_prices_of_its_own_year_has_several_names(text: str) -> None:
    assert pl.select(is_nominal(pl.lit(text))).item() is True


@pytest.mark.parametrize("text", ["real", "currently 2021/22", "cashable", None])
def test_other_price_bases_are_not_nominal(text: str | None) -> None:
    assert pl.select(is_nominal(pl.lit(text, pl.String))).item() is False


def test_a_year_is_written_with_the_two_digits_it_ends_in() -> None:
    years = pl.DataFrame({"year": [2000, 2010, 2022]})
    named = years.select(year_name(pl.col("year"), 4))
    assert named.to_dict(as_series=False) == {"year": ["1999/00", "2009/10", "2021/22"]}
    assert years.select(year_name(pl.col("year"), 1))["year"].to_list() == ["2000", "2010", "2022"]


def test_the_index_of_a_year_is_the_mean_of_what_is_known_of_it_in_its_currency() -> None:
    levels = [(2022, 110.0, None), (2022, 130.0, "GBP"), (2022, 50.0, "EUR"), (2023, 0.0, None),
              (2023, -5.0, None), (2024, 140.0, None)]  # fmt: skip
    rows: list[Row] = [
        {"period_end": dt.date(year, month, 1), "deflator": level, "currency": currency}
        for month, (year, level, currency) in enumerate(levels, 1)
    ]
    deflators = Deflators.cast(
        pl.DataFrame([{"source_id": "0" * 64, "block": 0, "row": 1} | row for row in rows],
                     schema=Deflators.create_empty().schema)
    )  # fmt: skip
    found = indices(deflators, "GBP", 1).sort("currency", "year").collect()
    assert found.rows() == [("EUR", 2022, 50.0), ("GBP", 2022, 120.0), ("GBP", 2024, 140.0)]


def test_money_is_put_into_prices_of_the_base_year_by_the_two_indices() -> None:
    flows = pl.LazyFrame(
        {
            "currency": ["GBP", "GBP", "EUR", "EUR", "GBP"],
            "price_year": [2020, 2021, 2021, 2022, None],
            "base_year": [2021, 2020, 2020, 2022, 2021],
            "money": [100.0, 100.0, 100.0, 100.0, 100.0],
        }
    )
    levels = {"currency": ["GBP", "GBP"], "year": [2020, 2021], "index": [80.0, 100.0]}
    found = with_real(flows, pl.LazyFrame(levels)).collect(engine="in-memory")
    assert found.columns == ["currency", "price_year", "base_year", "money", "real"]
    assert found["real"].to_list() == [125.0, 80.0, None, 100.0, None]
    factor = pl.DataFrame({"n": [2, -1]}).select(discount_factor(pl.col("n"), 0.25))
    assert factor.to_dict(as_series=False) == {"n": [0.64, 1.25]}
