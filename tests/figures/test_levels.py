from __future__ import annotations

import pytest

from tests.figures.tables import gap_of


@pytest.mark.parametrize(
    ("kind", "stated"), [("level", 15.0), ("change", -5.0), ("percent", -0.25)]
)
def test_a_level_a_change_and_a_percentage_can_promise_the_same(kind: str, stated: float) -> None:
    gap = gap_of({"baseline": 20.0, "target": stated, "target_kind": kind, "reported_actual": 16.0})
    assert gap["target"] == 15.0
    assert gap["realised_share"] == pytest.approx(0.8)


def test_a_change_without_a_baseline_is_no_level() -> None:
    gap = gap_of({"baseline": None, "target": -5.0, "target_kind": "change"})
    assert (gap["target"], gap["reason"]) == (None, "no baseline")


def test_a_percentage_of_a_baseline_of_zero_promises_no_movement() -> None:
    gap = gap_of({"baseline": 0.0, "target": 0.1, "target_kind": "percent", "reported_actual": 1.0})
    assert gap["status"] == "not_scorable"


@pytest.mark.parametrize(
    ("target", "stated", "better"),
    [
        (5.0, None, "lower"),
        (20.0, None, "higher"),
        (15.0, None, "maintain"),
        (5.0, "higher", "higher"),
        (None, None, None),
    ],
)
def test_better_is_as_stated_else_the_way_to_the_target(
    target: float | None, stated: str | None, better: str | None
) -> None:
    assert gap_of({"target": target, "better": stated})["better"] == better
