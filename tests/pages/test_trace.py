"""From a figure down to the cells it came from."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from bcr.pages.evidence.trace import ids_like, trace_steps
from tests.pages.portfolios import Records, benefit, dossier, monthly

if TYPE_CHECKING:
    from bcr.pages.dossier import Dossier


def steps(found: Dossier, identifier: str) -> dict[str, dict[str, Any]]:
    traced = trace_steps(found, identifier)
    assert traced is not None
    return {step["figure"]: step for step in traced.to_dicts()}


def reported() -> Dossier:
    promise = benefit("wait", baseline=15.0, target=5.0, reported_actual=10.0, unit="days")
    return dossier(Records(benefits=[promise]))


def test_a_share_is_shown_with_the_values_it_was_computed_from() -> None:
    traced = steps(reported(), "wait")

    assert traced["realised share of wait"]["value"] == "0.5"
    assert traced["realised share of wait"]["how"].startswith("(10 − 15) ÷ (5 − 15)")


def test_every_measured_period_of_the_window_is_a_step_and_none_outside_it() -> None:
    promise = benefit("wait", baseline=15.0, target=5.0, kpi_id="DAYS", unit="days")
    record = monthly("DAYS", [15.0] * 12 + [10.0] * 36, first=dt.date(2021, 4, 1))

    traced = steps(dossier(Records(benefits=[promise], observations=record)), "wait")

    periods = [figure for figure in traced if figure.startswith("DAYS to ")]
    assert len(periods) == 12
    assert periods[0] == "DAYS to 2024-04-30"
    assert periods[-1] == "DAYS to 2025-03-31"


def test_a_target_stated_as_a_change_shows_the_rule_and_the_change() -> None:
    promise = benefit(
        "wait", baseline=15.0, target=-10.0, target_kind="change", reported_actual=5.0
    )

    traced = trace_steps(dossier(Records(benefits=[promise])), "wait")

    assert traced is not None
    targets = [step for step in traced.to_dicts() if step["figure"] == "target"]
    assert [(step["value"], step["depth"]) for step in targets] == [("5", 1), ("-10", 2)]
    assert targets[0]["how"] == "baseline + change"


def test_a_benefit_never_measured_says_so_and_why() -> None:
    traced = steps(dossier(Records(benefits=[benefit("wait", baseline=15.0, target=5.0)])), "wait")

    assert traced["actual"]["value"] == "not known"
    assert traced["status"]["value"] == "not_measured"


def test_a_logic_traces_to_its_cases_and_a_case_to_its_benefits() -> None:
    found = reported()
    logic = found.gaps["logic"][0]

    assert "share of case ferry" in steps(found, logic)
    assert "realised share of wait" in steps(found, "ferry")


def test_an_unknown_id_gives_nothing_but_those_like_it() -> None:
    assert trace_steps(reported(), "wiat") is None
    assert ids_like(reported(), "wiat") == ["wait"]


def test_the_parts_of_a_case_and_its_logic_add_up_to_its_benefits() -> None:
    found = dossier(Records(benefits=[benefit("wait", reported_actual=10.0), benefit("other")]))
    for identifier in ("ferry", "automation"):
        traced = trace_steps(found, identifier)
        assert traced is not None
        rows = traced.to_dicts()
        begin = next(n for n, row in enumerate(rows) if row["figure"].startswith("waterfall"))
        whole, depth = rows[begin], rows[begin]["depth"]
        below = rows[begin + 1 :]
        parts = [float(row["value"]) for row in below if row["figure"].startswith("part: ")
                 and row["depth"] == depth + 1][:3]  # fmt: skip
        assert (whole["figure"], whole["value"]) == ("waterfall of 2 benefits, each as one", "2")
        assert sum(parts) == 2.0


def test_what_else_claims_the_kpi_and_how_late_it_came_are_steps_of_their_own() -> None:
    late: dict[str, Any] = {"start_on": dt.date(2022, 4, 1), "due_on": dt.date(2023, 3, 31)}
    late |= {"kpi_id": "DAYS"}
    record = monthly(
        "DAYS", [15.0, 15.2, 14.8] * 8 + [6.0, 6.2, 5.8] * 8, first=dt.date(2021, 4, 1)
    )
    claims = [benefit("wait", **late), benefit("other", "tram", **late)]

    traced = steps(dossier(Records(benefits=claims, observations=record)), "wait")

    assert traced["attributed share"]["value"] == "0.5"
    assert traced["late"]["value"] == "12 months"
    assert "record of its KPI" in traced["late"]["how"]
