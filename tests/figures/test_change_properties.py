"""What must not matter to whether a change is real."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bcr.figures.change.tested import changes, series_to_test
from bcr.figures.levels import promises
from bcr.figures.plan import usable_plans
from bcr.figures.record import usable_record
from bcr.portfolio import Thresholds
from bcr.schemas.records import Observations
from tests.figures.tables import AS_OF, Row, benefits, cases, kpis, monthly, plans

if TYPE_CHECKING:
    import dataframely as dy

    from bcr.schemas.records import PromisedBenefits

FIRST, START = dt.date(2021, 1, 1), dt.date(2023, 7, 1)
KPIS = ("k0", "k1")
FIGURES = ("expected_without", "change", "change_low", "change_high")
months = st.none() | st.integers(0, 400).map(lambda tenth: tenth / 10)
records = st.tuples(*[st.lists(months, min_size=20, max_size=48)] * 2)
ways = st.sampled_from(["higher", "lower"])
quick = settings(max_examples=40, deadline=None)


def found(
    values: tuple[list[float | None], ...], way: str, order: int = 0, compared: str | None = None
) -> list[Row]:
    """The changes of a benefit on each KPI; rows of the record in another order if asked for."""
    record = Observations.cast(
        pl.concat(
            monthly(series, first=FIRST, kpi_id=kpi)
            for kpi, series in zip(KPIS, values, strict=True)
        )
    )
    if order:
        record = Observations.cast(record.sample(fraction=1.0, shuffle=True, seed=order))
    promised = benefits(
        *({"kpi_id": kpi, "better": way, "start_on": START, "target": None} for kpi in KPIS)
    )
    return computed(promised, record, compared)


def computed(
    promised: dy.DataFrame[PromisedBenefits],
    record: dy.DataFrame[Observations],
    compared: str | None,
) -> list[Row]:
    measures = kpis(*({"kpi_id": kpi, "comparator_kpi_id": compared} for kpi in KPIS[:1]))
    levels = promises(promised.lazy(), measures.lazy(), usable_plans(plans().lazy()), Thresholds())
    usable = usable_record(record.lazy(), AS_OF)
    tested = series_to_test(levels, usable, cases().lazy(), measures.lazy(), AS_OF)
    return changes(levels, tested).rows(named=True)


def evidence(rows: list[Row]) -> list[str]:
    return [row["evidence"] for row in rows]


@quick
@given(records, ways, st.sampled_from([0.001, 60.0, 1e6]), st.sampled_from([0.0, -3.0, 5000.0]))
def test_another_unit_leaves_the_evidence_alone(
    values: tuple[list[float | None], ...], way: str, scale: float, shift: float
) -> None:
    other = tuple([None if x is None else x * scale + shift for x in row] for row in values)
    plain, converted = found(values, way), found(other, way)
    for before, after in zip(certain(plain), certain(converted), strict=True):
        assert before == after or None in {before, after}
    for one, two in zip(plain, converted, strict=True):
        for name in FIGURES:
            moved = shift if name == "expected_without" else 0.0
            if one[name] is not None:
                close = 1e-5 * scale * 40 + 1e-8 * abs(shift)
                assert two[name] == pytest.approx(one[name] * scale + moved, abs=close)


@quick
@given(records, ways)
def test_a_kpi_turned_upside_down_with_its_direction_has_the_same_evidence(
    values: tuple[list[float | None], ...], way: str
) -> None:
    other = tuple([None if x is None else -x for x in row] for row in values)
    back = {"higher": "lower", "lower": "higher"}[way]
    plain, turned = found(values, way), found(other, back)
    assert evidence(plain) == evidence(turned)
    for one, two in zip(plain, turned, strict=True):
        assert [one["change_low"], one["change"]] == [
            x if x is None else -x for x in (two["change_high"], two["change"])
        ]


@quick
@given(records, ways, st.integers(1, 1000), st.sampled_from([None, "k1"]))
def test_the_order_of_rows_does_not_matter(
    values: tuple[list[float | None], ...], way: str, order: int, compared: str | None
) -> None:
    assert found(values, way, order, compared) == found(values, way, 0, compared)


@quick
@given(records, ways)
def test_a_month_without_a_value_has_no_say(
    values: tuple[list[float | None], ...], way: str
) -> None:
    """NaN, which is no number, and no row at all are the same."""
    nan = float("nan")
    unknown: tuple[list[float | None], ...] = tuple(
        [nan if x is None else x for x in row] for row in values
    )
    assert found(values, way) == found(unknown, way)


@quick
@given(records, ways)
def test_an_interval_holds_its_change_and_decides_the_evidence(
    values: tuple[list[float | None], ...], way: str
) -> None:
    for row in found(values, way):
        if row["method"] is None:
            assert row["evidence"] in {"untested", "too_few_points"}
            continue
        low, high = row["change_low"], row["change_high"]
        better, worse = (low > 0, high < 0) if way == "higher" else (high < 0, low > 0)
        assert row["evidence"] == ("real" if better else "worse" if worse else "not_shown")


def certain(rows: list[Row]) -> list[str | None]:
    """The evidence, but where an end of the interval is nothing but the noise of fractions."""
    return [
        None
        if row["method"] and min(abs(row["change_low"]), abs(row["change_high"])) <= _noise(row)
        else row["evidence"]
        for row in rows
    ]


def _noise(row: Row) -> float:
    size = max(abs(row[name]) for name in FIGURES)
    return float(1e-6 * size)
