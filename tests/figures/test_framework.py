"""What goes with delivery, on cases whose features are known."""

from __future__ import annotations

import datetime as dt
import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from bcr.figures.review.audits import audits
from bcr.figures.review.features import FEATURES, case_features
from bcr.figures.review.framework import framework
from bcr.figures.review.resampling import adjusted, difference_interval, permutation_p
from bcr.portfolio import Thresholds
from bcr.schemas.records import Owners
from tests.figures.outcomes import outcome
from tests.figures.tables import Row, benefits, gaps_of, kpis, logics, monthly, plans, table

LIMITS = Thresholds()


def compared(*promises: Row, owners: tuple[Row, ...] = ()) -> dict[str, Row]:
    promised = benefits(*promises)
    gaps = gaps_of(promised)
    features = case_features(
        promised, gaps, plans=plans(), owners=table(Owners, owners), logics=logics(),
        thresholds=LIMITS,
    )  # fmt: skip
    return {row["feature"]: row for row in framework(gaps, features, LIMITS).to_dicts()}


def cases(share: float, count: int, name: str, **also: object) -> list[Row]:
    return [outcome("a", f"{name}{n}", share + 0.05 * (n % 3), **also) for n in range(count)]


DATED = dt.date(2023, 3, 31)


def test_a_feature_of_the_cases_that_delivered_goes_with_delivery() -> None:
    rows = compared(*cases(0.9, 8, "good", baseline_on=DATED), *cases(0.1, 8, "bad"))
    row = rows["baseline_dated"]
    assert (row["with_it"], row["without"], row["says"]) == (8, 8, "goes with more")
    assert row["difference"] == pytest.approx(0.8)
    assert row["low"] > 0.7


def test_a_feature_that_cases_have_whatever_they_delivered_is_not_shown_to_go_with_it() -> None:
    halves = [cases(share, 4, f"{share}{named}", data_source=named)
              for share in (0.1, 0.9) for named in ("report", None)]  # fmt: skip
    row = compared(*(promise for half in halves for promise in half))["data_source"]
    assert (row["says"], row["difference"]) == ("not shown", pytest.approx(0.0))


def test_a_case_as_large_as_the_middle_one_is_not_called_large() -> None:
    sizes = {"small": 1, "middle": 2, "large": 3}
    rows = [outcome("a", case, 0.5) for case, size in sizes.items() for _ in range(size)]
    promised = benefits(*rows)
    found = case_features(
        promised, gaps_of(promised), plans=plans(), owners=table(Owners, []), logics=logics(),
        thresholds=LIMITS,
    )  # fmt: skip
    many = found.filter(found["feature"] == "many").select("case_id", "has")
    assert many.rows() == [("large", True), ("middle", False), ("small", False)]


def test_a_feature_of_cases_that_failed_goes_with_less() -> None:
    rows = compared(*cases(0.1, 8, "bad", money_per_year=5.0), *cases(0.9, 8, "good"))
    assert rows["money_claimed"]["says"] == "goes with less"


def test_fewer_than_three_cases_are_compared_with_nothing() -> None:
    rows = compared(*cases(0.9, 2, "good", baseline_on=DATED), *cases(0.1, 8, "bad"))
    row = rows["baseline_dated"]
    assert (row["says"], row["p"], row["share_with"]) == (
        "too few cases", None, pytest.approx(0.925),
    )  # fmt: skip


def test_where_every_feature_has_too_few_cases_each_is_listed_and_says_so() -> None:
    rows = compared(*cases(0.9, 2, "good", data_source="report"), *cases(0.1, 2, "bad"))
    assert {(row["says"], row["p"]) for row in rows.values()} == {("too few cases", None)}
    assert list(rows) == list(FEATURES)


def test_a_case_nobody_measured_is_in_neither_set() -> None:
    unmeasured = outcome("a", "x", None, baseline_on=DATED)
    row = compared(*cases(0.9, 4, "good", baseline_on=DATED), unmeasured)["baseline_dated"]
    assert (row["with_it"], row["without"]) == (4, 0)


def test_ten_benefits_of_one_case_are_one_case_here_too() -> None:
    rows = compared(*[outcome("a", "one", 0.5, owner="A") for _ in range(10)])
    assert rows["owner_named"]["with_it"] == 1


def test_an_owner_outside_the_project_is_one_who_does_not_run_it() -> None:
    owners = {"1": "Ann Lee", "2": "ann lee ", "3": "Bo Ray", "4": "Bo Ray"}
    promises = [outcome("a", case, 0.5, owner=owner) for case, owner in owners.items()]
    for role in ("Project manager", " programme manager", "Project lead", "project"):
        run = [{"subject": case, "role": role, "name": "Ann Lee"} for case in "123"]
        row = compared(*promises, owners=tuple(run))["owner_outside"]
        assert (row["with_it"], row["without"]) == (1, 2)


def test_every_feature_has_a_row() -> None:
    assert set(compared(outcome("a", "1", 0.5))) == set(FEATURES)


def test_the_p_value_is_the_part_of_all_dealings_that_are_as_far_apart() -> None:
    values = np.array([0.1, 0.4, 0.2, 0.9, 0.8, 0.7, 0.3])
    has = np.array([0.0, 0, 0, 1, 1, 1, 0])

    def apart(dealt: tuple[int, ...]) -> float:
        return float(abs(values[list(dealt)].mean() - np.delete(values, dealt).mean()))

    every = list(itertools.combinations(range(7), 3))
    exact = np.mean([apart(dealt) >= apart((3, 4, 5)) - 1e-9 for dealt in every])
    assert permutation_p(values, has, "any") == pytest.approx(exact, abs=0.01)


@pytest.mark.parametrize("apart", [0.02, 0.1, 0.3])
def test_the_p_value_of_many_cases_is_near_that_of_a_t_test(apart: float) -> None:
    """Whether the dealings end early, as for the small differences, or not."""
    values, has = np.random.default_rng(4).normal(size=800), (np.arange(800) % 2).astype(np.float64)
    values += apart * has
    theirs = stats.ttest_ind(values[has == 1], values[has == 0]).pvalue
    assert permutation_p(values, has, "any") == pytest.approx(theirs, rel=0.1, abs=0.003)


def test_the_interval_is_near_that_of_scipys_bootstrap() -> None:
    random = np.random.default_rng(1)
    one, other = random.normal(1, 0.3, 15), random.normal(0.4, 0.4, 11)
    theirs = stats.bootstrap(
        (one, other), lambda x, y, axis: x.mean(axis=axis) - y.mean(axis=axis),
        confidence_level=0.9, method="percentile", rng=random,
    ).confidence_interval  # fmt: skip
    assert difference_interval(one, other, 0.9, "any") == pytest.approx(tuple(theirs), abs=0.02)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_adjusted_p_values_are_scipys(ps: list[float]) -> None:
    assert adjusted(ps) == pytest.approx(stats.false_discovery_control(ps))


def test_the_same_cases_give_the_same_figures_whatever_else_is_compared() -> None:
    values, has = np.arange(9.0), np.array([0.0, 1, 0, 1, 0, 1, 0, 1, 1])
    assert permutation_p(values, has, "x") == permutation_p(values, has, "x")


def test_the_random_numbers_of_a_comparison_are_the_same_for_ever() -> None:
    """Else a report would say another thing each time. They hang on the feature's name alone."""
    one, other = np.array([0.9, 1.0, 0.4, 0.7]), np.array([0.1, 0.3, 0.2])
    every, has = np.concatenate([one, other]), np.array([1.0] * 4 + [0.0] * 3)
    interval = difference_interval(one, other, 0.9, "owner_named")
    assert interval == pytest.approx((1 / 3, 0.89 / 1.2))
    assert permutation_p(every, has, "owner_named") == 0.0575
    many, halves = np.random.default_rng(3).normal(size=900), np.array([0.0, 1.0] * 450)
    assert permutation_p(many, halves, "owner_named") == pytest.approx(0.4109178164)
    wide = difference_interval(many[:300], many[300:], 0.9, "owner_named")
    assert wide == pytest.approx((-0.08721370644, 0.14726434088))


def test_the_seven_questions_are_answered_by_the_cases_benefits() -> None:
    full: Row = {
        "kpi_id": "k", "description": "why", "data_source": "report", "owner": "A",
        "due_on": dt.date(2024, 1, 1),
    }  # fmt: skip
    promised = benefits(
        outcome("a", "full", 0.9, **full),
        outcome("a", "bare", 0.2),
        outcome("a", "bare", None, baseline=None),
    )
    rows = audits(promised, gaps_of(promised), LIMITS).to_dicts()
    assert [row["case_id"] for row in rows] == ["bare", "full"]
    assert rows[1]["auditability"] == 1.0
    assert (rows[0]["baseline_known"], rows[0]["measurable"], rows[0]["on_track"]) == (0.5, 0.5, 0)


def test_two_cases_that_answer_as_many_questions_are_equally_auditable() -> None:
    named: list[Row] = [{"kpi_id": "k"}, {}, {}]
    explained: list[Row] = [{"description": "why"}, {}, {}]
    promised = benefits(
        *(outcome("a", "1", 0.2, **one) for one in named),
        *(outcome("a", "2", 0.2, **one) for one in explained),
    )
    first, second = audits(promised, gaps_of(promised), LIMITS)["auditability"]
    assert first == second


def test_each_answer_is_the_share_of_a_cases_benefits_and_the_least_auditable_comes_first() -> None:
    """Half: of 3 benefits 2 name a KPI, 1 each the rest; of the 2 due, one is mostly there."""
    full: Row = {"kpi_id": "k", "data_source": "report", "due_on": dt.date(2024, 1, 1)}
    promised = benefits(
        outcome("a", "full", 0.9, **full, description="why", owner="A"),
        outcome("a", "half", 0.7, **full, value_per_unit=2.0),
        outcome("a", "half", 0.6, kpi_id="k"),
        outcome("a", "half", None, due_on=dt.date(2025, 1, 1), owner="B"),
        outcome("a", "empty", None, due_on=dt.date(2026, 1, 1)),
        outcome("a", "bare", None, baseline=None),
    )
    third, whole = 1 / 3, pytest.approx((1 + 1 + 2 / 3 + 1 + 0.5) / 7)
    assert audits(promised, gaps_of(promised), LIMITS).rows() == [
        ("bare", 1, *[0.0] * 8),
        ("empty", 1, 1.0, 1.0, *[0.0] * 4, None, 2 / 6),
        ("half", 3, 1.0, 1.0, 2 / 3, third, third, third, 0.5, whole),
        ("full", 1, *[1.0] * 8),
    ]


def test_a_baseline_is_known_where_it_is_within_a_tenth_of_the_movement_of_the_record() -> None:
    """From 15 to 5: off by 1 of 10 is within it, by 1.5 is not."""
    shared: Row = {"kpi_id": "k", "start_on": dt.date(2023, 1, 1)}
    for recorded, known in ((14.0, 1.0), (13.5, 0.0)):
        promised = benefits(shared)
        record = monthly([recorded] * 12 + [5.0] * 24, first=dt.date(2022, 1, 1), kpi_id="k")
        found = gaps_of(promised, record=record, measures=kpis({"kpi_id": "k"}))
        assert audits(promised, found, LIMITS)["baseline_known"].to_list() == [known]
        features = case_features(
            promised, found, plans=plans(), owners=Owners.create_empty(), logics=logics(),
            thresholds=LIMITS,
        )  # fmt: skip
        has = dict(features.select("feature", "has").iter_rows())
        assert has["baseline_recorded"] is bool(known)


def test_a_case_has_a_feature_when_half_of_its_benefits_have_it() -> None:
    """Of the claims 0.6, 0.1 and 0.2 of the baseline the middle is 0.2; half a case is above."""
    promised = benefits(
        {"case_id": "1", "logic": "a", "kpi_id": "k", "owner": " Ann ", "data_source": "r",
         "value_per_unit": 1.0, "baseline": 10.0, "target": 4.0},
        {"case_id": "1", "logic": "b", "unit": "days", "baseline": 10.0, "target": 9.0,
         "money_per_year": 1.0},
        {"case_id": "1", "logic": "b", "baseline": None},
        {"case_id": "2", "logic": "b", "baseline": 10.0, "target": 8.0, "owner": "Bo",
         "baseline_on": DATED, "due_on": DATED, "class": "income"},
    )  # fmt: skip
    people = [{"subject": "2", "role": " Project Lead", "name": "ANN"},
              {"subject": "1", "role": "sponsor", "name": "Ann"}]  # fmt: skip
    found = case_features(
        promised, gaps_of(promised),
        plans=plans({"benefit_id": "benefit 3", "period_end": DATED, "planned": 9.0}),
        owners=table(Owners, people), logics=logics({"logic": "b", "counter_kpi": "x"}),
        thresholds=LIMITS,
    )  # fmt: skip
    words = {
        "baseline_stated": ("Baseline stated", True, True),
        "baseline_dated": ("Baseline measured: the day it was measured is stated", False, True),
        "baseline_recorded": ("Baseline matches the KPI's own record", None, None),
        "measure_named": ("Measure named: a KPI or a unit", True, False),
        "owner_named": ("Benefit owner named", False, True),
        "owner_outside": ("Benefit owner outside the project", None, True),
        "due_date": ("Due date stated", False, True),
        "interim_targets": ("Interim targets set", False, True),
        "data_source": ("Data source named", False, False),
        "counter_kpi": ("Counter-KPI watched", True, True),
        "cash_class": ("Kind of money stated", False, True),
        "money_claimed": ("Money claimed", True, False),
        "bold": ("Claims more movement than the middle benefit", True, False),
        "many": ("More benefits than the middle case", True, False),
    }
    assert found.rows() == [
        (case, feature, name, both[case == "2"])
        for case in "12" for feature, (name, *both) in words.items()
    ]  # fmt: skip


def test_what_goes_with_less_comes_before_a_larger_difference_that_is_not_shown() -> None:
    """A named source with 0.55 beside 0.7; a named unit with one of 2.0, which may be chance."""
    promises = [
        outcome("a", f"{n}", 2.0 if n == 20 else 0.55 if n < 20 else 0.7,
                data_source="r" if n < 20 else None, unit="days" if n % 20 < 3 else None)
        for n in range(40)
    ]  # fmt: skip
    first, second = list(compared(*promises).values())[:2]
    assert [(row["feature"], row["says"]) for row in (first, second)] == [
        ("data_source", "goes with less"), ("measure_named", "not shown"),
    ]  # fmt: skip
    assert abs(first["difference"]) < abs(second["difference"])


def test_what_goes_with_delivery_comes_first_by_its_difference_and_in_the_words_it_has() -> None:
    promises = [
        outcome("a", f"{n}", 0.9 if n < 8 else 0.1, owner="A" if n < 8 else None,
                data_source="r" if n >= 6 else None, description="why" if n % 2 else None)
        for n in range(16)
    ]  # fmt: skip
    rows = compared(*promises)
    first, second = list(rows.values())[:2]
    assert [row["feature"] for row in (first, second)] == ["owner_named", "data_source"]
    assert (first["name"], first["says"]) == ("Benefit owner named", "goes with more")
    assert (first["share_with"], first["share_without"]) == pytest.approx((0.9, 0.1))
    assert (second["with_it"], second["without"], second["says"]) == (10, 6, "goes with less")
    assert second["difference"] == pytest.approx((2 * 0.9 + 8 * 0.1) / 10 - 0.9)
    assert first["p"] <= first["p_adjusted"] <= 0.1
    few = [row for row in rows.values() if row["says"] == "too few cases"]
    assert list(rows.values())[-len(few) :] == few
