"""Series with the same periods, taken together."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from bcr.figures.change.shapes import Shape, by_shape


def shape(first: int, *, per_year: int = 12, quarter: int = 3, after: int = 2) -> Shape:
    t = np.arange(float(first), float(after))
    return Shape(t, per_year, quarter, t >= 1)


@pytest.mark.parametrize(
    ("first", "quarter", "last", "earlier"),
    [
        (-20, 3, 3, 17), (-12, 3, 3, 9), (-11, 3, 2, 9), (-8, 3, 2, 6), (-7, 3, 1, 6),
        (-3, 3, 1, 2), (-20, 1, 1, 19), (-20, 13, 5, 15), (0, 3, 0, 0),
    ],
)  # fmt: skip
def test_the_last_quarter_is_a_quarter_of_the_record_where_that_is_shorter(
    first: int, quarter: int, last: int, earlier: int
) -> None:
    it = shape(first, quarter=quarter)
    assert it.last_quarter.tolist() == [False] * earlier + [True] * last + [False] * 2
    assert it.earlier.tolist() == [True] * earlier + [False] * (last + 2)


def test_a_quarter_is_one_of_time_so_a_period_that_is_missing_counts() -> None:
    t = np.array([-14.0, -13, -12, -11, -10, -9, -8, -7, -6, -5, -4, -2, 0])
    it = Shape(t, 12, 3, t >= 0)
    assert t[it.last_quarter].tolist() == [-4, -2]


@pytest.mark.parametrize(
    ("first", "per_year", "season"),
    [(-24, 12, 12), (-23, 12, 0), (-8, 4, 4), (-7, 4, 0), (-9, 1, 0), (-99, 0, 0), (0, 12, 0),
     (-2, 2, 0), (-4, 2, 2)],
)  # fmt: skip
def test_a_season_takes_two_years_before_the_start_and_more_than_one_period_a_year(
    first: int, per_year: int, season: int
) -> None:
    assert shape(first, per_year=per_year).season == season


def test_series_of_one_shape_come_together_in_units_of_a_power_of_two() -> None:
    """Three alike but for their values; others in time, in what is recent, in kind and length."""
    usual = ([-2, -1, 0], [False, False, True], 12, 3)
    told = [
        (7, usual, [3.0, -5.0, 4.0]),
        (2, ([-3, -1, 0], [False, False, True], 12, 3), [1.0, 1.0, 1.0]),
        (9, usual, [0.1, 0.2, 0.3]),
        (4, ([-2, -1, 0], [False, True, True], 12, 3), [1.0, 1.0, 1.0]),
        (5, ([-2, -1, 0], [False, False, True], 4, 3), [1.0, 1.0, 1.0]),
        (6, ([-2, -1, 0], [False, False, True], 12, 1), [1.0, 1.0, 1.0]),
        (3, ([-2, -1], [False, False], 12, 3), [1.0, 1.0]),
        (1, usual, [0.0, 0.0, 0.0]),
    ]
    rows = [
        (n, per_year, quarter, *row)
        for n, (t, recent, per_year, quarter), values in told
        for row in zip(t, recent, values, strict=True)
    ]
    columns = ("n", "per_year", "quarter", "t", "recent", "value")
    found = list(by_shape(pl.DataFrame(rows, schema=columns, orient="row")))

    assert [one.n.tolist() for one in found] == [[2], [7, 9, 1], [4], [5], [6], [3]]
    alike = found[1]
    assert alike.shape.t.tolist() == [-2.0, -1.0, 0.0]
    assert alike.shape.recent.tolist() == [False, False, True]
    assert (alike.shape.per_year, alike.shape.quarter) == (12, 3)
    assert alike.size.tolist() == [4.0, 0.25, 0.5]
    assert (alike.values * alike.size[:, None]).tolist() == [[3, -5, 4], [0.1, 0.2, 0.3], [0, 0, 0]]
    kinds = [(one.shape.per_year, one.shape.quarter) for one in found]
    assert kinds == [(12, 3), (12, 3), (12, 3), (4, 3), (12, 1), (12, 3)]


def test_series_that_are_all_alike_are_one_group_as_they_come() -> None:
    rows = {"n": [3, 3, 1, 1], "per_year": 4, "quarter": 1, "t": [-1, 0, -1, 0],
            "recent": [False, True] * 2, "value": [1.0, 2.0, 3.0, 4.0]}  # fmt: skip
    (found,) = by_shape(pl.DataFrame(rows))
    assert found.n.tolist() == [3, 1]
    assert found.size.tolist() == [2.0, 4.0]
    assert found.values.tolist() == [[0.5, 1.0], [0.75, 1.0]]
