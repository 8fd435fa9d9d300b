from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.figures.logics.regrouped import group_names, regrouped
from bcr.model import LeagueBy
from tests.figures.outcomes import league_of, outcomes
from tests.figures.tables import cases

if TYPE_CHECKING:
    from tests.figures.tables import Row


def ranked(by: LeagueBy, *stated: Row) -> list[tuple[str, int, int | None]]:
    gaps = outcomes({"a": {str(n): [0.1 * n] for n in range(8)}})
    groups = regrouped(gaps, cases(*stated), by, "GBP")
    table = league_of(groups, named=group_names(groups))
    return table.select("name", "cases", "rank").rows()


def test_sponsors_are_ranked_and_cases_that_name_none_are_shown_apart() -> None:
    named: list[Row] = [{"case_id": str(n), "sponsor": f"S{n % 3}"} for n in range(6)]
    found = ranked(LeagueBy.SPONSOR, *named)
    assert {(name, cases_) for name, cases_, _ in found} == {
        ("S0", 2), ("S1", 2), ("S2", 2), ("Not stated", 2),
    }  # fmt: skip
    assert found[-1] == ("Not stated", 2, None)
    assert sorted(rank for _, _, rank in found[:-1] if rank) == [1, 2, 3]


def test_sizes_go_by_approved_cost_in_the_portfolios_currency() -> None:
    costs = [50e3, 99_999.0, 100e3, 1e6, 10e6, 50e6, None, 5e6]
    stated: list[Row] = [
        {"case_id": str(n), "approved_cost": cost, "currency": "EUR" if n == 7 else None}
        for n, cost in enumerate(costs)
    ]
    assert {name: cases_ for name, cases_, _ in ranked(LeagueBy.SIZE, *stated)} == {
        "under 100k": 2, "100k to 1m": 1, "1m to 10m": 1, "10m or more": 2, "Not stated": 2,
    }  # fmt: skip


def test_templates_are_ranked_and_cases_that_name_none_are_shown_apart() -> None:
    named: list[Row] = [
        {"case_id": str(n), "template_year": 2018 if n % 2 else 2021} for n in range(6)
    ]
    found = ranked(LeagueBy.TEMPLATE, *named)
    assert {name: cases_ for name, cases_, _ in found} == {"2018": 3, "2021": 3, "Not stated": 2}
    assert found[-1] == ("Not stated", 2, None)


def test_a_case_described_twice_is_of_the_department_last_named() -> None:
    gaps = outcomes({"a": {"1": [0.5]}})
    named = cases(*({"case_id": "1", "department": name} for name in ("Housing", "Waste")))
    assert regrouped(gaps, named, LeagueBy.DEPARTMENT, "GBP")["logic"].to_list() == ["Waste"]
