"""What holds of every portfolio."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bcr.figures.logics.case_shares import case_shares
from bcr.figures.money.worth import money_by_class
from bcr.portfolio import Thresholds
from tests.figures.drawn import Drawn, anything, portfolios
from tests.figures.outcomes import Shares, league_of, outcomes
from tests.figures.tables import gaps_of

if TYPE_CHECKING:
    import random

#: Few, since a portfolio is many benefits at once, and each costs about a tenth of a second.
FEW = settings(max_examples=8)
FLIPPED = {"higher": "lower", "lower": "higher", "maintain": "maintain", None: None}
SCORED = ("exceeded", "delivered", "mostly", "short", "reversed")


def assert_same_scores(one: Drawn, other: Drawn) -> None:
    before, after = one.gaps(), other.gaps()
    for name in ("status", "verdict", "actual_kind", "planned_by"):
        assert before[name].to_list() == after[name].to_list()
    for name in ("realised_share", "share_from_record"):
        expected = [None if x is None else pytest.approx(x, rel=1e-6) for x in before[name]]
        assert after[name].to_list() == expected


@FEW
@given(portfolios(), st.sampled_from([0.001, 0.3, 7.0, 1e6]))
def test_counting_in_another_unit_changes_no_share(drawn: Drawn, factor: float) -> None:
    assert_same_scores(drawn, drawn.moved(lambda x: x * factor, lambda x: x * factor))


@FEW
@given(
    portfolios(targets=("level", "change"), kinds=("mean", "last", "weighted", "cumulative")),
    st.sampled_from([-1000.0, 0.5, 300.0]),
)
def test_counting_from_another_zero_changes_no_share(drawn: Drawn, shift: float) -> None:
    assert_same_scores(drawn, drawn.moved(lambda x: x + shift, lambda x: x))


@FEW
@given(portfolios())
def test_a_kpi_turned_upside_down_with_its_direction_changes_no_share(drawn: Drawn) -> None:
    negated = drawn.moved(lambda x: -x, lambda x: -x)
    turned = [row | {"better": FLIPPED[row["better"]]} for row in negated.promises]
    assert_same_scores(drawn, replace(negated, promises=turned))


@FEW
@given(portfolios(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_does_not_matter(drawn: Drawn, rng: random.Random) -> None:
    def shuffled(frame: pl.DataFrame) -> pl.DataFrame:
        rows = list(range(frame.height))
        rng.shuffle(rows)
        return frame[rows].select(rng.sample(frame.columns, frame.width))

    straight = drawn.gaps()
    mixed = gaps_of(
        shuffled(drawn.benefits()),  # type: ignore[arg-type]
        record=shuffled(drawn.record()),  # type: ignore[arg-type]
        measures=shuffled(drawn.kpis()),  # type: ignore[arg-type]
        planned=shuffled(drawn.plans()),  # type: ignore[arg-type]
    )
    mixed_up = mixed.sort("benefit_id").drop("department")
    assert mixed_up.equals(straight.sort("benefit_id").drop("department"))
    assert league_of(mixed).equals(league_of(straight))
    assert money_by_class(mixed).equals(money_by_class(straight))


@settings(max_examples=15)
@given(portfolios(anything))
def test_no_figure_is_ever_infinite_or_no_number(drawn: Drawn) -> None:
    gaps = drawn.gaps()
    frames: list[pl.DataFrame] = [
        gaps,
        case_shares(gaps, Thresholds()),
        league_of(gaps),
        money_by_class(gaps),
    ]
    for frame in frames:
        numbers = frame.select(pl.selectors.float())
        assert numbers.select(pl.all().is_finite().all()).row(0) == (True,) * numbers.width


@FEW
@given(portfolios())
def test_every_unscored_benefit_says_why(drawn: Drawn) -> None:
    unscored = drawn.gaps().filter(~pl.col("status").cast(pl.String).is_in(SCORED))
    assert (unscored["reason"] != "").all()
    assert unscored["realised_share"].is_null().all()


@FEW
@given(portfolios())
def test_the_gap_in_money_is_realised_minus_intended(drawn: Drawn) -> None:
    both = drawn.gaps().filter(pl.col("gap_money").is_not_null())
    assert (both["gap_money"] == both["realised_money"] - both["intended_money"]).all()


@FEW
@given(portfolios(kinds=("mean", "last", "weighted")))
def test_a_missing_month_is_never_a_zero(drawn: Drawn) -> None:
    """Records far above zero: a hole taken for a zero would pull an actual below them."""
    gaps = drawn.moved(lambda x: x + 5000, lambda x: x).gaps()
    for name in ("actual", "recorded_baseline"):
        measured = gaps.filter(pl.col("actual_kind") == "measured")[name].drop_nulls()
        assert (measured >= 4800 - 1e-6).all()


Truth = dict[str, dict[str, list[tuple[int, bool]]]]


def truths(low: int, high: int) -> st.SearchStrategy[Truth]:
    """Shares in percent, and whether anyone measured them; the others lie from `low` to `high`."""
    measured = st.tuples(st.integers(-100, 200), st.just(value=True))
    others = st.tuples(st.integers(low, high), st.just(value=False))
    cases = st.dictionaries(
        st.sampled_from("123"), st.lists(measured | others, min_size=1, max_size=5), min_size=1
    )
    return st.dictionaries(st.sampled_from(["a", "b"]), cases, min_size=1)


def leagues_of(truth: Truth) -> tuple[pl.DataFrame, pl.Series]:
    """The league of what was measured, and the shares it would show if everything were."""

    def known(*, everything: bool) -> Shares:
        return {
            f"logic {logic}": {
                f"{logic} {case}": [
                    share / 100 if seen or everything else None for share, seen in shares
                ]
                for case, shares in of_cases.items()
            }
            for logic, of_cases in truth.items()
        }

    seen = league_of(outcomes(known(everything=False))).sort("logic")
    return seen, league_of(outcomes(known(everything=True))).sort("logic")["realised_share"]


@FEW
@given(truths(0, 100))
def test_the_bounds_hold_what_would_be_known_where_the_unmeasured_lie_between_nothing_and_plan(
    truth: Truth,
) -> None:
    seen, full = leagues_of(truth)
    assert (seen["bound_low"] <= full + 1e-9).all()
    assert (seen["bound_high"] >= full - 1e-9).all()
    assert ((seen["coverage"] < 1) == (seen["measured"] < seen["due"])).all()


@FEW
@given(truths(-100, 200))
def test_the_outer_bounds_hold_it_wherever_the_unmeasured_lie(truth: Truth) -> None:
    seen, full = leagues_of(truth)
    assert (seen["outer_low"] <= full + 1e-9).all()
    assert (seen["outer_high"] >= full - 1e-9).all()
