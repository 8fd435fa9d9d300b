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


def test_a_funnel_is_worked_out_as_the_paper_has_it_and_the_smaller_logic_comes_first() -> None:
    """Spread within: √(0.10 ÷ 3); centre 2.7 ÷ 5. Distances −1.859 and 1.518, drawn in by a tenth.

    So −1.521 and 1.180, whose mean square of 1.854 widens the limits.
    """
    rows = funnel_of({"a": {"1": [0.2], "2": [0.4]}, "b": {"3": [0.5], "4": [0.7], "5": [0.9]}})
    assert [(row["logic"], row["name"], row["scored_cases"]) for row in rows.values()] == [
        ("a", "A", 2), ("b", "B", 3),
    ]  # fmt: skip
    spread = math.sqrt(0.1 / 3)
    distances = [(share - 0.54) * math.sqrt(n) / spread for share, n in ((0.3, 2), (0.7, 3))]
    drawn_in = [0.9 * one + 0.1 * other for one, other in (distances, distances[::-1])]
    wider = sum(one**2 for one in drawn_in) / 2
    for row, share in zip(rows.values(), (0.3, 0.7), strict=True):
        error = spread * math.sqrt(wider / row["scored_cases"])
        assert {name: row[name] for name in row if name not in {"logic", "name", "outside"}} == (
            pytest.approx({
                "scored_cases": row["scored_cases"], "realised_share": share, "centre": 0.54,
                "over_dispersion": wider,
                "low_95": 0.54 - 1.959964 * error, "high_95": 0.54 + 1.959964 * error,
                "low_998": 0.54 - 3.09023231 * error, "high_998": 0.54 + 3.0902323 * error,
            })
        )  # fmt: skip


def test_what_lies_between_the_limits_of_95_and_99_8_percent_says_so() -> None:
    rows = funnel_of({**ALIKE, "far": pairs(0.74, "far")})
    assert rows["far"]["low_998"] < rows["far"]["realised_share"] < rows["far"]["high_998"]
    assert rows["far"]["outside"] == "95%"


def test_those_of_no_logic_have_no_place_in_it_and_the_smallest_comes_first() -> None:
    shares: Shares = {
        "large": {f"l{n}": [0.9] for n in range(6)}, "small": {"s1": [0.3], "s2": [0.4]},
        "middle": {f"m{n}": [0.5 + n / 10] for n in range(3)}, "unclassified": {"u1": [0.1]},
        "unscored": {"n1": [None]},
    }  # fmt: skip
    assert list(funnel_of(shares)) == ["small", "middle", "large"]
