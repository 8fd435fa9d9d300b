from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from bcr.figures.logics.case_shares import case_shares
from bcr.figures.logics.funnel import funnel
from bcr.portfolio import Thresholds
from tests.figures.outcomes import Shares, league_of, outcomes

if TYPE_CHECKING:
    from tests.figures.tables import Row


def funnel_of(shares: Shares) -> dict[str, Row]:
    gaps = outcomes(shares)
    found = funnel(league_of(gaps), case_shares(gaps, Thresholds()))
    return {row["logic"]: row for row in found.to_dicts()}


def pairs(middle: float, name: str, pairs_: int = 1) -> dict[str, list[float | None]]:
    """Cases 0.1 below and above a share."""
    return {f"{name}{n}{sign}": [middle + 0.1 * sign] for n in range(pairs_) for sign in (-1, 1)}


ALIKE: Shares = {name: pairs(0.5, name) for name in "abcdefghijkl"}


def test_limits_are_the_spread_over_the_root_of_the_number_of_cases() -> None:
    row = funnel_of({**ALIKE, "big": pairs(0.5, "big", 8)})["big"]
    squares, df = 0.01 * (24 + 16), 12 + 15
    reach = 1.959964 * math.sqrt(squares / df / 16)
    assert (row["low_95"], row["high_95"]) == pytest.approx((0.5 - reach, 0.5 + reach))
    assert (row["over_dispersion"], row["outside"]) == (1.0, "no")


def test_a_logic_far_from_others_that_are_alike_stands_out() -> None:
    rows = funnel_of({**ALIKE, "far": pairs(1.2, "far")})
    assert rows["far"]["outside"] == "99.8%"
    assert {row["outside"] for name, row in rows.items() if name != "far"} == {"no"}


def test_where_logics_differ_anyway_the_limits_are_wider() -> None:
    unlike: Shares = {name: pairs(0.1 * n, name) for n, name in enumerate("abcdefghijkl")}
    rows = funnel_of(unlike)
    assert {row["outside"] for row in rows.values()} == {"no"}
    assert rows["a"]["over_dispersion"] > 5


def test_no_limits_are_drawn_where_no_logic_has_two_cases() -> None:
    assert funnel_of({"a": {"1": [0.2]}, "b": {"2": [0.9]}}) == {}
