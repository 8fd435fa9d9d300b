"""A case with costs and benefits over the years, in short."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from bcr.figures.money.appraisal import appraisals
from bcr.figures.money.yearly import yearly_money
from bcr.portfolio import Appraisal, Portfolio
from bcr.schemas.records import Costs, Deflators
from tests.figures.tables import Row, benefits, cases, gaps_of, kpis, plans, table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import dataframely as dy

    from bcr.schemas.money import Appraisals, YearlyMoney
    from bcr.schemas.records import Observations

AS_OF = dt.date(2024, 3, 31)
#: In force from the first day, so that a year's money is a twelfth a month from then on.
AT_ONCE: Row = {
    "start_on": dt.date(2020, 4, 1), "due_on": dt.date(2020, 4, 1), "currency": "GBP",
    "class": "cash_releasing", "money_per_year": 100.0,
}  # fmt: skip


def year_end(year: int) -> dt.date:
    return dt.date(year, 3, 31)


def costs(intended: Mapping[int, float | None], actual: Mapping[int, float | None]) -> list[Row]:
    """Costs by the calendar year their financial year ends in."""
    return [
        {"case_id": "case", "period_end": year_end(year), "kind": "capital",
         "intended": intended.get(year), "actual": actual.get(year)}
        for year in sorted({*intended, *actual})
    ]  # fmt: skip


def index_of(levels: Mapping[int, float]) -> dy.DataFrame[Deflators]:
    rows: list[Row] = [
        {"period_end": year_end(year), "deflator": level} for year, level in levels.items()
    ]
    return table(Deflators, rows)


def yearly(  # noqa: PLR0913 - each table is an argument of its own
    *promised: Row,
    spent: Sequence[Row],
    levels: Mapping[int, float] | None = None,
    price_base: str | None = "2020/21",
    terms: Appraisal | None = None,
    planned: Sequence[Row] = (),
    record: dy.DataFrame[Observations] | None = None,
    as_of: dt.date = AS_OF,
) -> tuple[dy.DataFrame[YearlyMoney], Any]:
    """The flows of one case, and the gaps they are worked out from."""
    promises = benefits(*({**AT_ONCE, **row} for row in promised))
    case = cases({"case_id": "case", "price_base": price_base, "currency": "GBP"})
    interim = plans(*planned)
    measures = kpis({"kpi_id": "kpi"})
    observed = record if record is not None else table_of_observations()
    gaps = gaps_of(
        promises, approved=case, planned=interim, measures=measures, record=observed, as_of=as_of
    )
    flows = yearly_money(
        gaps, benefits=promises, cases=case, costs=table(Costs, spent), plans=interim,
        kpis=measures, observations=observed, deflators=index_of(levels or {}), as_of=as_of,
        portfolio=Portfolio(appraisal=terms or Appraisal()),
    )  # fmt: skip
    return flows, gaps


def table_of_observations() -> dy.DataFrame[Observations]:
    from bcr.schemas.records import Observations

    return Observations.create_empty()


def appraised(*promised: Row, **tables: Any) -> dict[tuple[str | None, str], Row]:  # noqa: ANN401 - handed on
    """The appraisal of one case, by class and line."""
    flows, gaps = yearly(*promised, **tables)
    rate = (tables.get("terms") or Appraisal()).discount_rate
    found: dy.DataFrame[Appraisals] = appraisals(flows, gaps, discount_rate=rate)
    return {(row["class"], row["line"]): row for row in found.iter_rows(named=True)}
