"""The one table of the bench says of each figure whether it is what was hoped for."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.bench.figures import Figure
from tests.bench.one_table import drawn, table, with_bench

DAY = dt.date(2025, 3, 31)
SLOW = Figure("import", "a bare loop", 1.5, 2.5, most=2)
UNMEASURED = Figure("import", "polars", None, None, most=2, lacks="fastexcel is not installed")


@pytest.mark.parametrize(
    ("clock", "processor", "holds"),
    [(1.5, 2.5, False), (2.5, 1.5, True), (1.5, None, True), (None, 2.0, True), (None, None, None)],
)
def test_processor_time_decides_where_it_was_measured(
    clock: float | None, processor: float | None, holds: object
) -> None:
    assert Figure("a", "b", clock, processor, most=2).holds is holds


def test_the_clock_decides_where_what_a_user_waits_for_is_accepted() -> None:
    assert Figure("a", "b", 1.5, 2.5, most=2, by_clock=True).holds
    assert not Figure("a", "b", 2.5, 1.5, most=2, by_clock=True).holds


def test_a_figure_that_is_told_for_comparison_neither_holds_nor_fails() -> None:
    assert Figure("a", "b", 9.0, 9.0).holds is None


def test_the_table_says_what_does_not_hold_and_what_was_not_measured() -> None:
    text = table([SLOW, UNMEASURED], DAY)

    assert "Measured on 2025-03-31." in text
    assert "| 1.50 | 2.50 | ≤ 2 | **no** |" in text
    assert "| 1.50 | 2.50 | ≤ 2 on the clock | yes |" in table([replace(SLOW, by_clock=True)], DAY)
    assert "not measured: fastexcel is not installed" in text
    assert len({line.count("|") for line in text.splitlines() if line.startswith("|")}) == 1


def test_the_chart_shows_what_is_accepted_and_leaves_out_what_was_not_measured() -> None:
    picture = drawn([SLOW, UNMEASURED], DAY)

    assert "a bare loop" in picture
    assert "polars" not in picture


def test_putting_a_table_into_the_readme_again_changes_nothing() -> None:
    once = with_bench("# A\n<!-- bench -->\n<!-- end of bench -->\nB\n", "new\n")

    assert with_bench(once, "new\n") == once
    assert once.startswith("# A\n")
    assert once.endswith("\nB\n")
