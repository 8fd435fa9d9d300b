"""What is said of a change, whole rows of it, beside the signal of a short record worked by hand.

A record of 10, 11, 10, 11, 10 before the start and 20, 21, 22 since has a mean of 10.4 before it,
a step of 10.6 and a mean moving range of 1: its limits are 2.66 around the step.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest

from bcr.figures.change.courses import courses
from bcr.figures.change.interrupted import slope_before
from bcr.figures.change.shapes import Shape, by_shape
from bcr.figures.change.tested import changes, series_to_test
from bcr.figures.change.xmr import signals
from bcr.figures.record import usable_record
from tests.figures.tables import AS_OF, cases, kpis, monthly

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORT = (10.0, 11.0, 10.0, 11.0, 10.0, 20.0, 21.0, 22.0)
FIRST = dt.date(2024, 1, 1)


def to_test(*rows: dict[str, Any]) -> pl.DataFrame:
    """Series as they are to be tested: their values turned so that up is better."""
    frames = [_series(n, **row) for n, row in enumerate(rows)]
    return pl.concat(frames)


def _series(  # noqa: PLR0913 - a column each
    n: int,
    values: Sequence[float] = SHORT,
    *,
    before: int = 5,
    recent: int = 2,
    other: Sequence[float] | None = None,
    turn: float = 1.0,
) -> pl.DataFrame:
    t = np.arange(len(values)) - before
    days = [FIRST + dt.timedelta(days=31 * row) for row in range(len(values))]
    return pl.DataFrame(
        {
            "n": pl.Series([n] * len(values), dtype=pl.UInt32),
            "t": t,
            "per_year": 12,
            "quarter": 3,
            "recent": t >= len(values) - before - recent if recent else t > 99,
            "period_start": days,
            "period_end": [day + dt.timedelta(days=30) for day in days],
            "value": values,
            "other": pl.Series(other or [None] * len(values), dtype=pl.Float64),
            "turn": turn,
        }
    )


def promised(*rows: dict[str, Any]) -> pl.LazyFrame:
    """Benefits as `changes` asks for them: a mean of which more is better, unless said."""
    usual = {"aggregation": "mean", "baseline": 7.0, "better": "higher", "kpi_better": None}
    schema = {"n": pl.UInt32, "aggregation": pl.String, "baseline": pl.Float64,
              "better": pl.String, "kpi_better": pl.String}  # fmt: skip
    numbered = [{"n": n, **usual, **row} for n, row in enumerate(rows)]
    return pl.LazyFrame(numbered, schema=schema)


USUAL = {"n": 0, "evidence": "real", "method": "signal", "before": 5, "after": 3, "compared": False,
         "regressed": False, "expected_without": 10.4, "change": 10.6, "change_low": 7.94,
         "change_high": 13.26, "slope": None, "slope_low": None, "slope_high": None}  # fmt: skip
UNKNOWN = dict.fromkeys(("method", "regressed", "expected_without", "change", "change_low",
                         "change_high", "slope", "slope_low", "slope_high"))  # fmt: skip


@pytest.mark.parametrize(
    ("promise", "record", "told"),
    [
        ({}, {}, {}),
        ({"better": "lower"}, {}, {"expected_without": -10.4, "change": -10.6,
                                   "change_low": -13.26, "change_high": -7.94}),
        ({"better": None}, {}, {"evidence": "not_shown"}),
        ({"better": "maintain", "kpi_better": "higher"}, {}, {}),
        ({"better": "maintain"}, {}, {"evidence": "not_shown"}),
        ({"better": "higher", "kpi_better": "lower"}, {}, {}),
        # A sum or what adds up is told over the recent periods, or else all since the start.
        ({"aggregation": "sum"}, {}, {"expected_without": 20.8, "change": 21.2,
                                      "change_low": 15.88, "change_high": 26.52}),
        ({"aggregation": "sum"}, {"recent": 0}, {"expected_without": 31.2, "change": 31.8,
                                                 "change_low": 23.82, "change_high": 39.78}),
        ({"aggregation": "cumulative"}, {}, {"expected_without": 27.8, "change": 21.2,
                                             "change_low": 15.88, "change_high": 26.52}),
        # What never moved is neither better nor worse.
        ({}, {"values": (4.0,) * 8}, {"evidence": "not_shown", "expected_without": 4.0,
                                      "change": 0.0, "change_low": 0.0, "change_high": 0.0}),
        ({}, {"values": tuple(-x for x in SHORT)},
         {"evidence": "worse", "expected_without": -10.4, "change": -10.6, "change_low": -13.26,
          "change_high": -7.94}),
        ({}, {"values": SHORT[1:], "before": 4}, {**UNKNOWN, "evidence": "too_few_points",
                                                  "before": 4}),
        ({}, {"values": SHORT[3:6], "before": 1}, {**UNKNOWN, "evidence": "too_few_points",
                                                   "before": 1, "after": 2}),
        ({}, {"values": SHORT[3:6], "before": 2}, {**UNKNOWN, "evidence": "too_few_points",
                                                   "before": 2, "after": 1}),
        ({}, {"values": SHORT[4:6], "before": 1}, {**UNKNOWN, "evidence": "untested",
                                                   "before": 1, "after": 1}),
        ({}, {"values": SHORT[5:], "before": 0}, {**UNKNOWN, "evidence": "untested",
                                                  "before": 0}),
    ],
)  # fmt: skip
def test_a_short_record_says_what_its_signal_says(
    promise: dict[str, Any], record: dict[str, Any], told: dict[str, Any]
) -> None:
    found = changes(promised(promise), to_test(record)).row(0, named=True)
    assert list(found) == list(USUAL)
    assert found == pytest.approx({**USUAL, **told})


def test_benefits_come_in_their_order_and_one_without_a_series_is_untested() -> None:
    rows = [{}, {"better": "lower"}, {"aggregation": "sum"}]
    among = pl.concat([promised(*rows), promised(*rows).with_columns(n=pl.col("n") + 3)]).reverse()
    found = changes(among, to_test({}, {}, {}))
    assert found["n"].to_list() == list(range(6))
    assert found["change"].to_list() == pytest.approx([10.6, -10.6, 21.2, None, None, None])
    untested = {**USUAL, **UNKNOWN, "evidence": "untested", "before": None, "after": None}
    assert found.row(4, named=True) == {**untested, "n": 4}


def test_beside_a_comparator_the_level_is_its_own_of_the_recent_periods_and_the_slope_is_told() -> (
    None
):
    other = [100.0, 100.0, 100.0, 100.0, 100.0, 300.0, 120.0, 140.0]
    series = to_test({"other": other}, {"other": other, "turn": -1.0})
    found = changes(promised({}, {"better": "lower"}), series).rows(named=True)
    beside = next(by_shape(series))
    slope, low, high = (x[0] * beside.size[0] for x in slope_before(beside.shape, beside.values))
    expected = {**USUAL, "compared": True, "expected_without": 140.4, "slope": slope,
                "slope_low": low, "slope_high": high}  # fmt: skip
    assert found[0] == pytest.approx(expected)
    turned = {"n": 1, "expected_without": 119.6, "change": -10.6, "change_low": -13.26,
              "change_high": -7.94, "slope": -slope, "slope_low": -high,
              "slope_high": -low}  # fmt: skip
    assert found[1] == pytest.approx({**expected, **turned})
    assert low < slope < high


def test_a_last_quarter_much_worse_than_the_time_before_it_is_said() -> None:
    fallen = (10.0, 11.0, 10.0, 11.0, 10.0, 11.0, 7.0, 20.0, 21.0, 22.0)
    found = changes(promised({}), to_test({"values": fallen, "before": 7}))
    assert found["regressed"].to_list() == [True]


def test_a_series_is_turned_so_that_up_is_better_and_as_it_is_where_nothing_is() -> None:
    record = pl.concat(
        monthly([float(n) for n in range(12)], first=FIRST, kpi_id=kpi) for kpi in ("kpi", "more")
    )
    start = dt.date(2024, 7, 1)
    terms = pl.LazyFrame(
        {
            "kpi_id": ["kpi", "kpi", "more", "kpi"],
            "case_id": "case",
            "start_on": [start, start, start, None],
            "months": 3,
        }
    )
    ways = promised({}, {"better": "lower"}, {"better": None}, {})
    among = pl.concat([ways, terms], how="horizontal").reverse()
    usable = usable_record(record.lazy(), AS_OF)
    found = series_to_test(among, usable, cases().lazy(), kpis().lazy(), AS_OF)
    assert found["n"].to_list() == [0] * 12 + [1] * 12 + [2] * 12
    months = [float(n) for n in range(12)]
    assert found["value"].to_list() == [*months, *(-x for x in months), *months]
    assert found["turn"].to_list() == [1.0] * 12 + [-1.0] * 12 + [1.0] * 12


def test_the_course_of_a_short_record_is_its_mean_with_the_limits_of_its_signal_around_it() -> None:
    other = [100.0] * 5 + [110.0, 120.0, 130.0]
    wander = (10.0, 10.4, 10.9, 11.2, 11.5, 12.0, 12.5, 13.0)
    series = to_test(
        {"other": other, "turn": -1.0},
        {"values": SHORT[1:], "before": 4},
        {"values": wander, "recent": 3},
        {},
    )
    told = courses(series)
    assert told.columns == ["n", "period_start", "period_end", "value", "expected", "low", "high"]
    shape = Shape(np.arange(-5.0, 3.0), 12, 3, np.arange(-5.0, 3.0) >= 0)
    signal = signals(shape, np.array([wander]))
    mean, low, high = 10.8, signal.low[0] - signal.step[0], signal.high[0] - signal.step[0]
    assert -low != pytest.approx(high)  # What is remembered makes one side wider.
    beside = np.array(
        [[20.0, 10.4, 13.06, 7.74], [21.0, 10.4, 13.06, 7.74], [22.0, 10.4, 13.06, 7.74]]
    )
    levels = {
        0: np.array([[110.0], [120.0], [130.0]]) - beside,
        2: [(value, mean, mean - high, mean - low) for value in wander[5:]],
        3: [(value, 10.4, 7.74, 13.06) for value in SHORT[5:]],
    }
    days = [FIRST + dt.timedelta(days=31 * row) for row in (5, 6, 7)]
    assert told.rows() == [
        (n, day, day + dt.timedelta(days=30), *map(pytest.approx, row))
        for n, rows in levels.items()
        for day, row in zip(days, rows, strict=True)
    ]


def test_a_level_that_is_larger_than_numbers_are_is_not_told() -> None:
    """Limits of 2.66 times the widest move there is."""
    huge = [1.7e308, -1.7e308, 1.7e308, -1.7e308, 1.7e308, 1e308, 1e308, 1e308]
    series = to_test({"values": huge})
    told = courses(series)
    assert told["expected"].to_list() == pytest.approx([3.4e307] * 3)
    assert told["low"].to_list() == told["high"].to_list() == [None] * 3
    found = changes(promised({}), series).row(0, named=True)
    assert (found["evidence"], found["change_low"], found["change_high"]) == (
        "not_shown",
        None,
        None,
    )
