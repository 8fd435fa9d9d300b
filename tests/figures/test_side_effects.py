"""KPIs beside the claimed ones: counter-KPIs, and other departments' KPIs that got worse."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from scipy import stats

from bcr.figures.claims.side_effects import surroundings
from bcr.schemas.records import Observations
from tests.figures.tables import AS_OF, Row, benefits, cases, gaps_of, kpis, logics, monthly

if TYPE_CHECKING:
    from bcr.figures.claims.side_effects import Surroundings

START = dt.date(2022, 1, 1)
FIRST = dt.date(2020, 1, 1)


def series(after: float, seed: int) -> list[float | None]:
    """Five years of months at 20, and from the third on at 20 + `after`."""
    fresh = np.random.default_rng(seed).standard_normal(60)
    return [20.0 + x + (after if month >= 24 else 0.0) for month, x in enumerate(fresh)]


def around(
    moves: dict[str, float],
    *,
    counter: str | None = None,
    departments: dict[str, str] | None = None,
    claimed: str = "claimed",
) -> Surroundings:
    """A case in Housing that starts in 2022, beside KPIs that moved by so much then."""
    gaps = gaps_of(
        benefits({"kpi_id": claimed, "start_on": START, "due_on": dt.date(2022, 12, 31)})
    )
    measures = [
        {"kpi_id": kpi, "name": f"Name of {kpi}", "better": "lower",
         "department": (departments or {}).get(kpi, "Housing")}
        for kpi in moves
    ]  # fmt: skip
    record = pl.concat(
        monthly(series(move, seed), first=FIRST, kpi_id=kpi)
        for seed, (kpi, move) in enumerate(moves.items())
    )
    named: list[Row] = [{"logic": "automation", "counter_kpi": counter}] if counter else []
    return surroundings(
        gaps,
        cases=cases({"case_id": "case", "department": "Housing"}),
        logics=logics(*named),
        kpis=kpis(*measures),
        observations=Observations.cast(record),
        as_of=AS_OF,
    )


def wrong(found: Surroundings) -> dict[str, bool | None]:
    return dict(found.effects.select("kpi_id", "moved_wrong").iter_rows())


def test_a_counter_kpi_that_got_worse_and_one_that_held_are_both_there() -> None:
    found = around({"wait": 6.0, "quality": 0.0}, counter="WAIT, Name of  quality")
    assert wrong(found) == {"wait": True, "quality": False}
    assert set(found.effects["role"]) == {"counter"}


def test_a_counter_kpi_that_got_better_did_not_move_the_wrong_way() -> None:
    assert wrong(around({"wait": -6.0}, counter="wait")) == {"wait": False}


def test_a_counter_kpi_that_nobody_recorded_has_no_row() -> None:
    assert wrong(around({"wait": 6.0}, counter="complaints")) == {}


def test_what_got_worse_in_another_department_is_found_and_what_held_there_is_not() -> None:
    found = around({"far": 6.0, "near": 6.0, "still": 0.0},
                   departments={"far": "Planning", "still": "Planning"})  # fmt: skip
    assert wrong(found) == {"far": True}
    assert found.looked_at == found.pairs == 2


def test_a_kpi_that_a_benefit_claims_about_that_time_has_a_nearer_reason() -> None:
    found = around({"far": 6.0}, departments={"far": "Planning"}, claimed="far")
    assert wrong(found) == {}


def test_noise_in_fifty_kpis_elsewhere_is_not_a_side_effect() -> None:
    kpis_ = {f"kpi {n}": 0.0 for n in range(50)}
    found = around(kpis_, departments=dict.fromkeys(kpis_, "Planning"))
    assert found.looked_at == 50
    assert found.effects.height <= 1


def test_what_is_found_elsewhere_is_what_scipy_finds_of_so_many_p_values() -> None:
    """As counter-KPIs all of them are told, whether they moved or not."""
    moves = {f"kpi {n:02}": 0.1 * n for n in range(24)}
    every = around(moves, counter=",".join(moves)).effects
    spread = (every["change_high"] - every["change_low"]) / (2 * stats.norm.ppf(0.95))
    chance = stats.norm.sf((every["change"] / spread).to_numpy())
    small = stats.false_discovery_control(chance) <= 0.1
    both = zip(every["kpi_id"], small, every["evidence"], strict=True)
    expected = {kpi for kpi, is_small, evidence in both if is_small and evidence == "worse"}
    found = around(moves, departments=dict.fromkeys(moves, "Planning")).effects
    assert set(found["kpi_id"]) == expected
    assert 8 < len(expected) < 24


def test_where_more_is_better_less_is_worse() -> None:
    record = [monthly(series(move, seed), first=FIRST, kpi_id=kpi)
              for seed, (kpi, move) in enumerate({"up": 6.0, "down": -6.0}.items())]  # fmt: skip
    found = surroundings(
        gaps_of(benefits({"kpi_id": "claimed", "start_on": START})),
        cases=cases({"case_id": "case", "department": "Housing"}), logics=logics(),
        kpis=kpis(*({"kpi_id": kpi, "department": "Planning", "better": "higher"}
                    for kpi in ("up", "down"))),
        observations=Observations.cast(pl.concat(record)), as_of=AS_OF,
    )  # fmt: skip
    assert wrong(found) == {"down": True}


@pytest.mark.parametrize(
    ("days", "found"), [(366, []), (-366, []), (367, ["far"]), (-367, ["far"])]
)
def test_a_claim_more_than_a_year_from_the_first_start_is_no_nearer_reason(
    days: int, found: list[str]
) -> None:
    """The case starts twice; what counts is its first start. One to come does not."""
    later = START + dt.timedelta(days=500)
    promises: list[Row] = [
        {"kpi_id": "claimed", "start_on": later}, {"kpi_id": "claimed", "start_on": START},
        {"kpi_id": "claimed", "logic": "chat", "start_on": later},
        {"kpi_id": "far", "case_id": "other", "start_on": START + dt.timedelta(days=days)},
        {"kpi_id": "claimed", "case_id": "coming", "start_on": AS_OF + dt.timedelta(days=1)},
    ]  # fmt: skip
    told = surroundings(
        gaps_of(benefits(*promises)),
        cases=cases({"case_id": "case", "department": "Housing"},
                    {"case_id": "coming", "department": "Housing"}), logics=logics(),
        kpis=kpis({"kpi_id": "far", "department": "Planning", "better": "lower"},
                  {"kpi_id": "claimed", "department": "Housing", "comparator_kpi_id": "twin"},
                  {"kpi_id": "twin", "department": "Planning", "better": "lower"}),
        observations=Observations.cast(
            pl.concat(monthly(series(6.0, n), first=FIRST, kpi_id=kpi)
                      for n, kpi in enumerate(("far", "twin", "claimed")))
        ), as_of=AS_OF,
    )  # fmt: skip
    assert told.effects.select("case_id", "logic", "started_on", "kpi_id").rows() == [
        ("case", "automation", START, kpi) for kpi in found
    ]
    assert (told.looked_at, told.pairs) == (len(found), len(found))


def test_a_side_effect_names_its_case_its_kpi_and_the_change_since_the_start() -> None:
    """Months from January 2020 to 2024, a start in 2022: 24 before, 36 after."""
    elsewhere = {"far": "Planning", "still": "Planning"}
    moves = {"far": 6.0, "near": 6.0, "still": 0.0}
    found = around(moves, departments=elsewhere, counter="near")
    numbers = ("expected_without", "change", "change_low", "change_high")
    assert found.effects.drop(*numbers).rows() == [
        (role, "case", "automation", START, kpi, f"Name of {kpi}", of, "lower", None, 24, 36,
         "worse", True)
        for role, kpi, of in (("counter", "near", "Housing"), ("elsewhere", "far", "Planning"))
    ]  # fmt: skip
    for row in found.effects.select(numbers).rows():
        assert row[:2] == pytest.approx((20.0, 6.0), abs=1.0)
        assert row[2] < row[1] < row[3]
    assert (found.looked_at, found.pairs) == (2, 2)


def test_a_counter_kpi_of_nobodys_department_is_watched_though_another_has_an_owner() -> None:
    """Near is Housing's, as the case of chat is; far has no department, so all cases of it do."""
    promises = [
        {"kpi_id": "claimed", "case_id": case, "logic": logic, "start_on": START,
         "due_on": dt.date(2022, 12, 31)}
        for case, logic in (("a", "chat"), ("b", "chat"), ("c", "post"))
    ]  # fmt: skip
    departments = {"a": "Housing", "b": "Planning", "c": "Planning"}
    record = [monthly(series(0.0, 1), first=FIRST, kpi_id=kpi) for kpi in ("near", "far")]
    found = surroundings(
        gaps_of(benefits(*promises)),
        cases=cases(*({"case_id": case, "department": of} for case, of in departments.items())),
        logics=logics({"logic": "chat", "counter_kpi": "near"},
                      {"logic": "post", "counter_kpi": "far"}),
        kpis=kpis({"kpi_id": "near", "department": "Housing", "better": "lower"},
                  {"kpi_id": "far", "better": "lower"}),
        observations=Observations.cast(pl.concat(record)), as_of=AS_OF,
    )  # fmt: skip
    assert found.effects.select("case_id", "logic", "kpi_id").rows() == [
        ("a", "chat", "near"), ("c", "post", "far"),
    ]  # fmt: skip
