"""What holds of claims, tracks and waterfalls, whatever the unit, the zero or the direction."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bcr.model import PARTS
from tests.figures.courses import Told, told
from tests.figures.drawn import Drawn, anything, portfolios
from tests.figures.test_properties import FLIPPED

if TYPE_CHECKING:
    from collections.abc import Callable

FEW = settings(max_examples=8, deadline=None)
SHARES = ("best_share", "last_share", "heading_share")
NAMES = ("lasting", "late_months", "late_by", "onset_months", "reached_on", "lost_on")


def told_of(drawn: Drawn) -> Told:
    return told(
        drawn.benefits(), record=drawn.record(), measures=drawn.kpis(), planned=drawn.plans()
    )


def assert_the_same_is_told(one: Drawn, other: Drawn) -> None:
    before, after = told_of(one), told_of(other)
    for name in NAMES:
        assert before.tracks[name].to_list() == after.tracks[name].to_list()
    pairs = [(before.tracks[name], after.tracks[name]) for name in SHARES]
    pairs += [(before.claims[n], after.claims[n]) for n in ("attributed_share", "share_after")]
    counted = pl.col("basis") == "benefits"
    falls = [each.waterfalls.filter(counted) for each in (before, after)]
    pairs += [(falls[0][part], falls[1][part]) for part in PARTS]
    for left, right in pairs:
        expected = [None if x is None else pytest.approx(x, rel=1e-4, abs=1e-6) for x in left]
        assert right.to_list() == expected


def in_unit(factor: float) -> Callable[[float], float]:
    return lambda x: x * factor


@FEW
@given(portfolios(), st.sampled_from([0.001, 7.0, 1e6]))
def test_another_unit_changes_nothing_that_is_told(drawn: Drawn, factor: float) -> None:
    assert_the_same_is_told(drawn, drawn.moved(in_unit(factor), in_unit(factor)))


@FEW
@given(
    portfolios(targets=("level", "change"), kinds=("mean", "last", "weighted")),
    st.sampled_from([-1000.0, 300.0]),
)
def test_another_zero_changes_nothing_that_is_told(drawn: Drawn, shift: float) -> None:
    assert_the_same_is_told(drawn, drawn.moved(lambda x: x + shift, lambda x: x))


@FEW
@given(portfolios())
def test_a_kpi_turned_upside_down_with_its_direction_changes_nothing_that_is_told(
    drawn: Drawn,
) -> None:
    negated = drawn.moved(in_unit(-1), in_unit(-1))
    turned = [row | {"better": FLIPPED[row["better"]]} for row in negated.promises]
    assert_the_same_is_told(drawn, replace(negated, promises=turned))


@FEW
@given(portfolios(kinds=("mean", "last", "weighted")))
def test_a_missing_month_is_never_a_zero_in_any_year_or_heading(drawn: Drawn) -> None:
    """Records far above zero: a hole taken for a zero would pull a year below them."""
    moved = told_of(drawn.moved(lambda x: x + 5000, lambda x: x))
    rows = moved.tracks.join(moved.gaps, on="benefit_id")
    level = pl.col("baseline") + pl.col("last_share") * (pl.col("target") - pl.col("baseline"))
    measured = rows.select(level.alias("level"))["level"].drop_nulls()
    assert (measured >= 4800 - 1e-3).all()


@FEW
@given(portfolios(anything))
def test_nothing_told_is_ever_infinite_or_no_number(drawn: Drawn) -> None:
    found = told_of(drawn)
    for frame in (found.tracks, found.claims, found.waterfalls):
        numbers = frame.select(pl.selectors.float())
        assert numbers.select(pl.all().is_finite().all()).row(0) == (True,) * numbers.width
