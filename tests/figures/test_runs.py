"""Sums over rows that stand together."""

from __future__ import annotations

import polars as pl
from hypothesis import example, given
from hypothesis import strategies as st

from bcr.figures.numbers import summed
from bcr.figures.runs import sums_of_runs

RUNS = st.lists(st.lists(st.none() | st.floats(), min_size=1, max_size=6), min_size=1)


@given(RUNS)
@example([[-0.0], [None, 1e308, 1e308], [0.1, 0.2, 0.3]])
def test_a_run_adds_up_to_the_last_bit_as_its_numbers_do_by_themselves(
    runs: list[list[float | None]],
) -> None:
    numbers = pl.Series([number for run in runs for number in run], dtype=pl.Float64)
    lengths = pl.Series([len(run) for run in runs], dtype=pl.UInt32)
    alone = [
        pl.DataFrame({"x": run}, schema={"x": pl.Float64}).select(summed(pl.col("x"))).item()
        for run in runs
    ]
    found = sums_of_runs(numbers, lengths)
    assert found.equals(pl.Series(alone))
    assert not found.is_in([0.0]).any() or "-0.0" not in map(str, found)
